import { GetCommand, PutCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { PublishData } from "../schemas";
import { batchGet } from "./batchGet";
import { changeIf, type Fields } from "./client";
import { LAST } from "./tables";

/** A page has up to 100 publications, and a function answers at most 6 MB. */
const MAX_BYTES = 32 * 1024;

/**
 * What the pipelines published. Each publication is kept, and the last one of a pattern a second time under a key that is
 * known beforehand, so that a page of patterns costs one request and not one for each pattern.
 */
export class Publications {
    constructor(
        private readonly client: DynamoDBDocumentClient,
        private readonly table: string,
    ) {}

    async last(patternId: string): Promise<PublishData | undefined> {
        const { Item } = await this.client.send(
            new GetCommand({ TableName: this.table, Key: { patternId, published: LAST }, ConsistentRead: true }),
        );
        return Item && toPublishData(Item);
    }

    async lastOf(patternIds: readonly string[]): Promise<ReadonlyMap<string, PublishData>> {
        const keys = patternIds.map((patternId) => ({ patternId, published: LAST }));
        const items = await batchGet(this.client, this.table, keys);
        return new Map(items.map((item) => [String(item["patternId"]), toPublishData(item)]));
    }

    /**
     * Keeps a publication. To be called by the pipelines; the same one again changes nothing, and an older one does not
     * become the last one.
     *
     * @throws an error for one of more than 32 KiB.
     */
    async record(patternId: string, publication: PublishData): Promise<void> {
        if (Buffer.byteLength(JSON.stringify(publication)) > MAX_BYTES) {
            throw new Error(`the publication of ${patternId} has more than ${MAX_BYTES} bytes: list fewer artifacts`);
        }
        const { commitId } = publication;
        // Times are compared as texts.
        const publishTime = new Date(publication.publishTime).toISOString();
        const put = (published: string, condition?: string) =>
            new PutCommand({
                TableName: this.table,
                Item: { ...publication, publishTime, patternId, published },
                ...(condition !== undefined && {
                    ConditionExpression: condition,
                    ExpressionAttributeValues: { ":time": publishTime },
                }),
            });
        await this.client.send(put(`${publishTime}#${commitId}`));
        await changeIf(this.client, put(LAST, "attribute_not_exists(publishTime) or publishTime <= :time"));
    }
}

function toPublishData({ patternId: _id, published: _published, ...item }: Fields): PublishData {
    return PublishData.parse(item);
}
