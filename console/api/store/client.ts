import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, PutCommand, type DynamoDBDocumentClient, type UpdateCommand } from "@aws-sdk/lib-dynamodb";

export type Fields = Record<string, unknown>;

export const ATTRIBUTE = "ATTRIBUTE";

/** Where an attribute itself lies, among the links to it. */
export function attributeKey(id: string): { id: string; item: string } {
    return { id, item: ATTRIBUTE };
}

/** The store was too busy with others to do what it was asked: the same request may succeed later. */
export class StoreBusyError extends Error {
    override readonly name = "StoreBusyError";
}

/** Makes a conditional change. What the change returns, or undefined where its condition did not hold. */
export async function changeIf(
    client: DynamoDBDocumentClient,
    command: PutCommand | UpdateCommand | DeleteCommand,
): Promise<{ Attributes?: Fields | undefined } | undefined> {
    try {
        if (command instanceof PutCommand) {
            return await client.send(command);
        }
        return await (command instanceof DeleteCommand ? client.send(command) : client.send(command));
    } catch (error) {
        if (error instanceof ConditionalCheckFailedException) {
            return undefined;
        }
        throw error;
    }
}
