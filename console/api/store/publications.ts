import { GetCommand, PutCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { PublishData } from "../schemas";
import { batchGet } from "./batchGet";
import { publishedAs } from "../publishedAs";
import { changeIf, type Fields } from "./client";
import { LAST } from "./tables";

/** A page has up to 100 publications, and a function answers at most 6 MB. */
const MAX_BYTES = 32 * 1024;

/**
 * What the pipelines published. Each publication is kept, and the last one of a pattern a second time under a key that is
 * known beforehand, so that a page of patterns costs one request and not one for each pattern. Keys have the pattern's name.
 */
export class Publications {
    constructor(
        private readonly client: DynamoDBDocumentClient,
        private readonly table: string,
    ) {}

    async last(patternId: string): Promise<PublishData | undefined> {
        const { Item } = await this.client.send(
            new GetCommand({ TableName: this.table, Key: lastOne(patternId), ConsistentRead: true }),
        );
        return Item && toPublishData(Item);
    }

    async lastOf(patternIds: readonly string[]): Promise<ReadonlyMap<string, PublishData>> {
        const items = await batchGet(this.client, this.table, patternIds.map(lastOne));
        const byName = new Map(items.map((item) => [item["patternId"], toPublishData(item)]));
        return new Map(
            patternIds.flatMap((id) => {
                const last = byName.get(publishedAs(id));
                return last === undefined ? [] : [[id, last]];
            }),
        );
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
                Item: { ...publication, publishTime, patternId: publishedAs(patternId), published },
                ...(condition !== undefined && {
                    ConditionExpression: condition,
                    ExpressionAttributeValues: { ":time": publishTime },
                }),
            });
        await this.client.send(put(`${publishTime}#${commitId}`));
        await changeIf(this.client, put(LAST, "attribute_not_exists(publishTime) or publishTime <= :time"));
    }
}

function lastOne(patternId: string): Fields {
    return { patternId: publishedAs(patternId), published: LAST };
}

function toPublishData({ patternId: _id, published: _published, ...item }: Fields): PublishData {
    return PublishData.parse(item);
}
