import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { bringAttribute, bringPattern, type BringParts } from "./bring";
import { readMessage } from "./message";
import type { Outcome, RegistryLog } from "./ports";
import { eachOf, Work } from "./work";

const GROUPS_AT_ONCE = 4;

export interface ConsumerParts extends BringParts {
    readonly log: RegistryLog;
}

/**
 * Takes announced changes from a FIFO queue. A message is a hint to look at the store, so it does no harm to get one twice,
 * late or out of order. After one that fails the rest of its group goes back to the queue with it; other groups go on. What is
 * no announcement fails as well, and ends in the dead-letter queue, where people see it.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function queueConsumer({
    log,
    ...parts
}: ConsumerParts): (event: SQSEvent, remaining: () => number) => Promise<SQSBatchResponse> {
    return async ({ Records }, remaining) => {
        const work = new Work(log, remaining);
        const batchItemFailures: SQSBatchResponse["batchItemFailures"] = [];
        await eachOf(groupsOf(Records), GROUPS_AT_ONCE, async (records) => {
            let isBlocked = false;
            for (const { messageId, body } of records) {
                if (isBlocked) {
                    work.leave();
                } else {
                    isBlocked = !(await work.item(`message ${messageId}`, () => follow(body, parts)));
                }
                if (isBlocked) {
                    batchItemFailures.push({ itemIdentifier: messageId });
                }
            }
        });
        work.end();
        return { batchItemFailures };
    };
}

async function follow(body: string, parts: BringParts): Promise<Outcome> {
    const { kind, id } = readMessage(body);
    return kind === "attribute" ? bringAttribute(id, parts) : bringPattern(id, parts);
}

/** The messages of each group, in their order. A message without one, of a queue that has none, is alone. */
function groupsOf(records: readonly SQSRecord[]): Iterable<readonly SQSRecord[]> {
    const groups = new Map<string, SQSRecord[]>();
    for (const record of records) {
        const group = record.attributes.MessageGroupId ?? record.messageId;
        groups.set(group, [...(groups.get(group) ?? []), record]);
    }
    return groups.values();
}
