import { randomUUID } from "node:crypto";
import {
    DeleteCommand,
    GetCommand,
    PutCommand,
    QueryCommand,
    UpdateCommand,
    type DynamoDBDocumentClient,
} from "@aws-sdk/lib-dynamodb";
import type { Position } from "../http/pageTokens";
import { attributeKey, changeIf, StoreBusyError, type Fields } from "./client";
import type { TableNames } from "./tables";

/** A pattern's use of an attribute, kept beside the attribute. */
interface Link {
    readonly id: string;
    readonly item: string;
    /** Another one each time the link is made: who drops it names the one he has seen. */
    readonly mark: string;
    /** Milliseconds since 1970. */
    readonly since: number;
}

/** That an attribute is about to be deleted, kept in the attribute. */
interface Announcement {
    /** Another one for each deletion. */
    readonly mark: string;
    /** Milliseconds since 1970. */
    readonly since: number;
}

/** No request takes longer: a function's time limit is 30 seconds. */
const LONGEST_REQUEST_MILLISECONDS = 60_000;

const PREFIX = "PATTERN#";

/**
 * Which patterns have which attributes, so that patterns can be found by attribute and an attribute in use is not
 * deleted. A pattern claims its attributes before it is written: first it links itself, then it looks whether the
 * attribute is there. Whoever deletes an attribute announces it first and then looks for links. One of the two sees the
 * other, without a transaction. A link may be left over from a claim that came to nothing; it is told by the pattern,
 * which does not have the attribute.
 */
export class AttributeLinks {
    constructor(
        private readonly client: DynamoDBDocumentClient,
        private readonly tables: TableNames,
        private readonly now: () => Date,
    ) {}

    /** Links a pattern to attributes. Returns those that are not there, or are being deleted. */
    async claim(patternId: string, ids: readonly string[]): Promise<readonly string[]> {
        const missing = await Promise.all(
            ids.map(async (id) => {
                const item: Link = {
                    id,
                    item: `${PREFIX}${patternId}`,
                    mark: randomUUID(),
                    since: this.now().getTime(),
                };
                await this.client.send(new PutCommand({ TableName: this.tables.attributes, Item: item }));
                return (await this.isThere(id)) ? [] : [id];
            }),
        );
        return missing.flat();
    }

    async find(patternId: string, ids: readonly string[]): Promise<readonly Link[]> {
        const links = await Promise.all(
            ids.map(async (id) => {
                const key = { id, item: `${PREFIX}${patternId}` };
                const { Item } = await this.client.send(
                    new GetCommand({ TableName: this.tables.attributes, Key: key, ConsistentRead: true }),
                );
                return Item === undefined ? [] : [Item as Link];
            }),
        );
        return links.flat();
    }

    /** Drops links, but none that was renewed since it was read. */
    async drop(links: readonly Link[]): Promise<void> {
        await Promise.all(
            links.map(({ id, item, mark }) =>
                changeIf(
                    this.client,
                    new DeleteCommand({
                        TableName: this.tables.attributes,
                        Key: { id, item },
                        ConditionExpression: "mark = :mark",
                        ExpressionAttributeValues: { ":mark": mark },
                    }),
                ),
            ),
        );
    }

    /** The patterns that are linked to an attribute, in the order of their ids; some may not have it any more. */
    async patternsWith(
        id: string,
        limit: number,
        from: Position | undefined,
    ): Promise<{ ids: readonly string[]; next?: Position }> {
        const { links, next } = await this.query(id, limit, from);
        return { ids: links.map(({ item }) => item.slice(PREFIX.length)), ...(next && { next }) };
    }

    /** @param uses whether the pattern has the attribute. */
    async deleteAttribute(
        id: string,
        uses: (patternId: string) => Promise<boolean>,
    ): Promise<"done" | "missing" | "in-use"> {
        const deleting: Announcement = { mark: randomUUID(), since: this.now().getTime() };
        const announced = await changeIf(
            this.client,
            new UpdateCommand({
                TableName: this.tables.attributes,
                Key: attributeKey(id),
                UpdateExpression: "set deleting = :deleting",
                ConditionExpression: "attribute_exists(id)",
                ExpressionAttributeValues: { ":deleting": deleting },
            }),
        );
        if (announced === undefined) {
            return "missing";
        }
        const retract = () =>
            changeIf(
                this.client,
                new UpdateCommand({
                    TableName: this.tables.attributes,
                    Key: attributeKey(id),
                    UpdateExpression: "remove deleting",
                    ConditionExpression: "deleting.mark = :mark",
                    ExpressionAttributeValues: { ":mark": deleting.mark },
                }),
            );
        const isUsed = await this.isUsed(id, uses).catch(async (error: unknown) => {
            // If that fails too, the announcement ends by its age.
            await retract().catch(() => undefined);
            throw error;
        });
        if (isUsed) {
            await retract();
            return "in-use";
        }
        if (this.now().getTime() - deleting.since > LONGEST_REQUEST_MILLISECONDS / 2) {
            await retract();
            throw new StoreBusyError("the deletion of an attribute took too long");
        }
        const gone = await changeIf(
            this.client,
            new DeleteCommand({
                TableName: this.tables.attributes,
                Key: attributeKey(id),
                ConditionExpression: "deleting.mark = :mark",
                ExpressionAttributeValues: { ":mark": deleting.mark },
            }),
        );
        // Where the condition did not hold, a repetition has found its own work, or another deletion was faster or is at it.
        if (gone === undefined && (await this.item(id)) !== undefined) {
            throw new StoreBusyError("an attribute is being deleted by somebody else");
        }
        return "done";
    }

    private async isUsed(id: string, uses: (patternId: string) => Promise<boolean>): Promise<boolean> {
        let from: Position | undefined;
        do {
            const { links, next } = await this.query(id, 100, from);
            for (const link of links) {
                // A young link may be of a pattern that is being written.
                const isYoung = this.now().getTime() - link.since < LONGEST_REQUEST_MILLISECONDS;
                if ((await uses(link.item.slice(PREFIX.length))) || isYoung) {
                    return true;
                }
                await this.drop([link]);
            }
            from = next;
        } while (from !== undefined);
        return false;
    }

    private async item(id: string): Promise<Fields | undefined> {
        const { Item } = await this.client.send(
            new GetCommand({ TableName: this.tables.attributes, Key: attributeKey(id), ConsistentRead: true }),
        );
        return Item;
    }

    private async isThere(id: string): Promise<boolean> {
        const item = await this.item(id);
        const deleting = item?.["deleting"] as Announcement | undefined;
        // One that was announced so long ago has come to nothing.
        const isGoing = deleting !== undefined && this.now().getTime() - deleting.since < LONGEST_REQUEST_MILLISECONDS;
        return item !== undefined && !isGoing;
    }

    private async query(
        id: string,
        limit: number,
        from: Position | undefined,
    ): Promise<{ links: readonly Link[]; next?: Position }> {
        const { Items = [], LastEvaluatedKey } = await this.client.send(
            new QueryCommand({
                TableName: this.tables.attributes,
                KeyConditionExpression: "id = :id and begins_with(#item, :prefix)",
                ExpressionAttributeNames: { "#item": "item" },
                ExpressionAttributeValues: { ":id": id, ":prefix": PREFIX },
                ConsistentRead: true,
                Limit: limit,
                ExclusiveStartKey: from,
            }),
        );
        return { links: Items as Link[], ...(LastEvaluatedKey && { next: LastEvaluatedKey as Position }) };
    }
}
