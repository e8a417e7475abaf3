import { BatchGetCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Fields } from "./client";

/** The most that DynamoDB takes at a time. */
const LARGEST_BATCH = 100;
/** Further requests for what was left unanswered. */
const SPARE_ROUNDS = 4;

/** The store answered too little of what it was asked, several times in a row. */
export class StoreBusyError extends Error {
    override readonly name = "StoreBusyError";
}

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
    for (let rounds = Math.ceil(keys.length / LARGEST_BATCH) + SPARE_ROUNDS; wanted.length > 0; rounds--) {
        if (rounds === 0) {
            throw new StoreBusyError();
        }
        const { Responses, UnprocessedKeys } = await client.send(
            new BatchGetCommand({
                RequestItems: { [table]: { Keys: wanted.slice(0, LARGEST_BATCH), ConsistentRead: true } },
            }),
        );
        items.push(...(Responses?.[table] ?? []));
        wanted = [...wanted.slice(LARGEST_BATCH), ...(UnprocessedKeys?.[table]?.Keys ?? [])];
    }
    return items;
}
