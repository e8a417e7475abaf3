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
        const key = { patternId: id };
        const { Item } = await this.client.send(
            new GetCommand({ TableName: this.tables.patterns, Key: key, ConsistentRead: true }),
        );
        return Item && toPattern(Item);
    }

    async createPattern(pattern: Pattern): Promise<Change<Pattern>> {
        const unknown = await this.links.claim(pattern.patternId, idsOf(pattern.attributes));
        if (unknown.length > 0) {
            return { outcome: "unknown-attributes", ids: unknown };
        }
        const made = await changeIf(
            this.client,
            new PutCommand({
                TableName: this.tables.patterns,
                Item: { ...pattern, kind: "PATTERN" },
                ConditionExpression: "attribute_not_exists(patternId)",
            }),
        );
        return made ? { outcome: "done", item: pattern } : this.conflict(await this.getPattern(pattern.patternId));
    }

    async updatePattern(id: string, version: number, changes: PatternChanges): Promise<Change<Pattern>> {
        const before = await this.getPattern(id);
        if (before?.version !== version) {
            return this.conflict(before);
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
        const made = await changeIf(
            this.client,
            new PutCommand({
                TableName: this.tables.patterns,
                Item: { ...pattern, kind: "PATTERN" },
                ConditionExpression: "version = :version",
                ExpressionAttributeValues: { ":version": version },
            }),
        );
        if (!made) {
            return this.conflict(await this.getPattern(id));
        }
        await this.links.drop(droppedLinks);
        return { outcome: "done", item: pattern };
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
        const { Item } = await this.client.send(
            new GetCommand({ TableName: this.tables.attributes, Key: attributeKey(id), ConsistentRead: true }),
        );
        return Item && toAttribute(Item);
    }

    async createAttribute(attribute: Attribute): Promise<Change<Attribute>> {
        const made = await changeIf(
            this.client,
            new PutCommand({
                TableName: this.tables.attributes,
                Item: { ...attribute, ...attributeKey(attribute.id), kind: ATTRIBUTE },
                ConditionExpression: "attribute_not_exists(id)",
            }),
        );
        return made ? { outcome: "done", item: attribute } : this.conflict(await this.getAttribute(attribute.id));
    }

    async updateAttribute(id: string, version: number, changes: AttributeChanges): Promise<Change<Attribute>> {
        const made = await changeIf(
            this.client,
            new UpdateCommand({
                TableName: this.tables.attributes,
                Key: attributeKey(id),
                UpdateExpression:
                    "set description = :description, metadata = :metadata, lastUpdateTime = :time, version = :next",
                ConditionExpression: "version = :version",
                ExpressionAttributeValues: {
                    ":description": changes.description,
                    ":metadata": changes.metadata,
                    ":time": changes.lastUpdateTime,
                    ":version": version,
                    ":next": version + 1,
                },
                ReturnValues: "ALL_NEW",
            }),
        );
        return made?.Attributes
            ? { outcome: "done", item: toAttribute(made.Attributes) }
            : this.conflict(await this.getAttribute(id));
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

    private conflict<T>(current: T | undefined): Change<T> {
        return current === undefined ? { outcome: "missing" } : { outcome: "conflict", current };
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

function idsOf(attributes: Readonly<Record<string, string>>): string[] {
    return Object.entries(attributes).map(([key, value]) => `${key}:${value}`);
}

function hasAttribute(pattern: Pattern, id: string): boolean {
    return idsOf(pattern.attributes).includes(id);
}

/** What is stored is more than what is shown, and is checked on its way out: nothing the schema forbids gets out. */
function toPattern({ kind: _kind, ...item }: Fields): Pattern {
    return Pattern.parse(item);
}

function toAttribute({ kind: _kind, item: _item, deleting: _deleting, ...item }: Fields): Attribute {
    return Attribute.parse(item);
}
