import { randomUUID } from "node:crypto";
import {
    DeleteCommand,
    GetCommand,
    PutCommand,
    QueryCommand,
    UpdateCommand,
    type DynamoDBDocumentClient,
    type QueryCommandInput,
} from "@aws-sdk/lib-dynamodb";
import type { Position } from "../http/pageTokens";
import type { AttributeChanges, Change, Page, PatternChanges, Store } from "../ports";
import { Attribute, Pattern, type PublishData } from "../schemas";
import { AttributeLinks } from "./attributeLinks";
import { batchGet } from "./batchGet";
import { ATTRIBUTE, attributeKey, changeIf, type Fields } from "./client";
import { Publications } from "./publications";
import { BY_KIND, type TableNames } from "./tables";

/** Patterns, attributes and subscriptions in DynamoDB. Whoever changes something says which version he has read. */
export class DynamoStore implements Store {
    private readonly links: AttributeLinks;
    private readonly publications: Publications;

    constructor(
        private readonly client: DynamoDBDocumentClient,
        private readonly tables: TableNames,
        now: () => Date = () => new Date(),
    ) {
        this.links = new AttributeLinks(client, tables, now);
        this.publications = new Publications(client, tables.publishData);
    }

    async listPatterns({ limit, attribute, from }: Parameters<Store["listPatterns"]>[0]): Promise<Page<Pattern>> {
        if (attribute !== undefined) {
            const { ids, next } = await this.links.patternsWith(attribute, limit, from);
            const found = await this.getPatterns(ids);
            return { items: found.filter((one) => hasAttribute(one, attribute)), ...(next && { next }) };
        }
        const page = await this.page({
            TableName: this.tables.patterns,
            IndexName: BY_KIND,
            KeyConditionExpression: "kind = :kind",
            ExpressionAttributeValues: { ":kind": "PATTERN" },
            Limit: limit,
            ExclusiveStartKey: from,
        });
        return { ...page, items: page.items.map(toPattern) };
    }

    async getPattern(id: string): Promise<Pattern | undefined> {
        const item = await this.patternItem(id);
        return item && toPattern(item);
    }

    async createPattern(pattern: Pattern): Promise<Change<Pattern>> {
        const unknown = await this.links.claim(pattern.patternId, idsOf(pattern.attributes));
        if (unknown.length > 0) {
            return { outcome: "unknown-attributes", ids: unknown };
        }
        const mark = randomUUID();
        const made = await changeIf(
            this.client,
            new PutCommand({
                TableName: this.tables.patterns,
                Item: { ...pattern, kind: "PATTERN", mark },
                ConditionExpression: "attribute_not_exists(patternId)",
            }),
        );
        return made
            ? { outcome: "done", item: pattern }
            : refused(mark, await this.patternItem(pattern.patternId), toPattern);
    }

    async updatePattern(id: string, version: number, changes: PatternChanges): Promise<Change<Pattern>> {
        const before = await this.getPattern(id);
        if (before === undefined) {
            return { outcome: "missing" };
        }
        if (before.version !== version) {
            return { outcome: "conflict", current: before };
        }
        const [old, wanted] = [idsOf(before.attributes), idsOf(changes.attributes)];
        const dropped = old.filter((one) => !wanted.includes(one));
        // Looked up before the change: a link that somebody renews afterwards is not dropped.
        const droppedLinks = await this.links.find(id, dropped);
        const unknown = await this.links.claim(
            id,
            wanted.filter((one) => !old.includes(one)),
        );
        if (unknown.length > 0) {
            return { outcome: "unknown-attributes", ids: unknown };
        }
        const pattern: Pattern = { ...before, ...changes, attributes: { ...changes.attributes }, version: version + 1 };
        const mark = randomUUID();
        const made = await changeIf(
            this.client,
            new PutCommand({
                TableName: this.tables.patterns,
                Item: { ...pattern, kind: "PATTERN", mark },
                ConditionExpression: "version = :version",
                ExpressionAttributeValues: { ":version": version },
            }),
        );
        const change: Change<Pattern> = made
            ? { outcome: "done", item: pattern }
            : refused(mark, await this.patternItem(id), toPattern);
        if (change.outcome === "done") {
            // The change is made: links that are left over do no harm, and a fault here must not say that it is not.
            await this.links.drop(droppedLinks).catch(() => undefined);
        }
        return change;
    }

    async lastPublished(id: string): Promise<PublishData | undefined> {
        return this.publications.last(id);
    }

    async lastPublishedOf(ids: readonly string[]): Promise<ReadonlyMap<string, PublishData>> {
        return this.publications.lastOf(ids);
    }

    async listAttributes({ limit, key, from }: Parameters<Store["listAttributes"]>[0]): Promise<Page<Attribute>> {
        const page = await this.page({
            TableName: this.tables.attributes,
            IndexName: BY_KIND,
            KeyConditionExpression: key === undefined ? "kind = :kind" : "kind = :kind and begins_with(id, :key)",
            ExpressionAttributeValues: { ":kind": ATTRIBUTE, ...(key !== undefined && { ":key": `${key}:` }) },
            Limit: limit,
            ExclusiveStartKey: from,
        });
        return { ...page, items: page.items.map(toAttribute) };
    }

    async getAttribute(id: string): Promise<Attribute | undefined> {
        const item = await this.attributeItem(id);
        return item && toAttribute(item);
    }

    async createAttribute(attribute: Attribute): Promise<Change<Attribute>> {
        const mark = randomUUID();
        const made = await changeIf(
            this.client,
            new PutCommand({
                TableName: this.tables.attributes,
                Item: { ...attribute, ...attributeKey(attribute.id), kind: ATTRIBUTE, mark },
                ConditionExpression: "attribute_not_exists(id)",
            }),
        );
        return made
            ? { outcome: "done", item: attribute }
            : refused(mark, await this.attributeItem(attribute.id), toAttribute);
    }

    async updateAttribute(id: string, version: number, changes: AttributeChanges): Promise<Change<Attribute>> {
        const mark = randomUUID();
        const made = await changeIf(
            this.client,
            new UpdateCommand({
                TableName: this.tables.attributes,
                Key: attributeKey(id),
                UpdateExpression:
                    "set description = :description, metadata = :metadata, lastUpdateTime = :time, version = :next, mark = :mark",
                ConditionExpression: "version = :version",
                ExpressionAttributeValues: {
                    ":description": changes.description,
                    ":metadata": changes.metadata,
                    ":time": changes.lastUpdateTime,
                    ":version": version,
                    ":next": version + 1,
                    ":mark": mark,
                },
                ReturnValues: "ALL_NEW",
            }),
        );
        return made?.Attributes
            ? { outcome: "done", item: toAttribute(made.Attributes) }
            : refused(mark, await this.attributeItem(id), toAttribute);
    }

    async deleteAttribute(id: string): Promise<"done" | "missing" | "in-use"> {
        return this.links.deleteAttribute(id, async (patternId) => {
            const pattern = await this.getPattern(patternId);
            return pattern !== undefined && hasAttribute(pattern, id);
        });
    }

    async isSubscribed(patternId: string, email: string): Promise<boolean> {
        const { Item } = await this.client.send(
            new GetCommand({ TableName: this.tables.subscriptions, Key: { patternId, email }, ConsistentRead: true }),
        );
        return Item !== undefined;
    }

    async subscribe(patternId: string, email: string): Promise<void> {
        await this.client.send(new PutCommand({ TableName: this.tables.subscriptions, Item: { patternId, email } }));
    }

    async unsubscribe(patternId: string, email: string): Promise<void> {
        await this.client.send(new DeleteCommand({ TableName: this.tables.subscriptions, Key: { patternId, email } }));
    }

    private async patternItem(patternId: string): Promise<Fields | undefined> {
        const { Item } = await this.client.send(
            new GetCommand({ TableName: this.tables.patterns, Key: { patternId }, ConsistentRead: true }),
        );
        return Item;
    }

    private async attributeItem(id: string): Promise<Fields | undefined> {
        const { Item } = await this.client.send(
            new GetCommand({ TableName: this.tables.attributes, Key: attributeKey(id), ConsistentRead: true }),
        );
        return Item;
    }

    /** Several patterns in the order of their ids; those that are gone are left out. */
    private async getPatterns(ids: readonly string[]): Promise<readonly Pattern[]> {
        const keys = ids.map((patternId) => ({ patternId }));
        const items = await batchGet(this.client, this.tables.patterns, keys);
        const found = new Map(items.map(toPattern).map((pattern) => [pattern.patternId, pattern]));
        return ids.map((id) => found.get(id)).filter((pattern) => pattern !== undefined);
    }

    private async page(query: QueryCommandInput): Promise<{ items: Fields[]; next?: Position }> {
        const { Items = [], LastEvaluatedKey } = await this.client.send(new QueryCommand(query));
        return { items: Items, ...(LastEvaluatedKey && { next: LastEvaluatedKey as Position }) };
    }
}

/**
 * What came of a change whose condition did not hold. The client repeats a change whose answer was lost, and the
 * repetition finds what the first attempt wrote: the mark tells it from somebody else's change.
 */
function refused<T>(mark: string, item: Fields | undefined, read: (item: Fields) => T): Change<T> {
    if (item === undefined) {
        return { outcome: "missing" };
    }
    return item["mark"] === mark ? { outcome: "done", item: read(item) } : { outcome: "conflict", current: read(item) };
}

function idsOf(attributes: Readonly<Record<string, string>>): string[] {
    return Object.entries(attributes).map(([key, value]) => `${key}:${value}`);
}

function hasAttribute(pattern: Pattern, id: string): boolean {
    return idsOf(pattern.attributes).includes(id);
}

/** What is stored is more than what is shown, and is checked on its way out: nothing the schema forbids gets out. */
function toPattern({ kind: _kind, mark: _mark, ...item }: Fields): Pattern {
    return Pattern.parse(item);
}

function toAttribute({ kind: _kind, item: _item, deleting: _deleting, mark: _mark, ...item }: Fields): Attribute {
    return Attribute.parse(item);
}
