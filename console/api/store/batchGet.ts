import { setTimeout } from "node:timers/promises";
import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { StoreBusyError, type Fields } from "./client";

/** The most that DynamoDB takes at a time. */
const LARGEST_BATCH = 100;
/** So often may keys be left unanswered, with a pause after each time, as DynamoDB asks for. */
const MAX_REFUSALS = 5;
const PAUSE_MILLISECONDS = 25;

/**
 * The items with these keys, in no order; those that are not there are left out.
 *
 * @throws StoreBusyError when the store leaves keys unanswered again and again.
 */
export async function batchGet(
    client: DynamoDBDocumentClient,
    table: string,
    keys: readonly Fields[],
): Promise<readonly Fields[]> {
    const items: Fields[] = [];
    let wanted = [...keys];
    for (let refusals = 0; wanted.length > 0;) {
        const { Responses, UnprocessedKeys } = await client.send(
            new BatchGetCommand({
                RequestItems: { [table]: { Keys: wanted.slice(0, LARGEST_BATCH), ConsistentRead: true } },
            }),
        );
        items.push(...(Responses?.[table] ?? []));
        const left = UnprocessedKeys?.[table]?.Keys ?? [];
        wanted = [...wanted.slice(LARGEST_BATCH), ...left];
        if (left.length > 0) {
            if (++refusals === MAX_REFUSALS) {
                throw new StoreBusyError("the store left keys of a list unanswered again and again");
            }
            await setTimeout(PAUSE_MILLISECONDS * 2 ** refusals * Math.random());
        }
    }
    return items;
}
