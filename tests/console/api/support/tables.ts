import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import dynalite from "dynalite";
import { TABLES, type Table, type TableNames } from "../../../../console/api/store/tables";

/** A DynamoDB of the tests' own, in memory, with the tables of the API. */
export class LocalTables {
    static async start(): Promise<LocalTables> {
        const server = dynalite({ createTableMs: 0 });
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        const { port } = server.address() as AddressInfo;
        const client = new DynamoDBClient({
            endpoint: `http://127.0.0.1:${port}`,
            region: "eu-west-1",
            credentials: { accessKeyId: "local", secretAccessKey: "local" },
            maxAttempts: 3,
        });
        return new LocalTables(client, () => server.close());
    }

    private count = 0;

    private constructor(
        private readonly client: DynamoDBClient,
        private readonly close: () => void,
    ) {}

    readonly documents = (): DynamoDBDocumentClient => DynamoDBDocumentClient.from(this.client);

    /** Fresh, empty tables. */
    async fresh(): Promise<TableNames> {
        const suffix = `-${++this.count}`;
        await Promise.all(Object.entries(TABLES).map(([name, table]) => this.create(`${name}${suffix}`, table)));
        return {
            patterns: `patterns${suffix}`,
            publishData: `publishData${suffix}`,
            attributes: `attributes${suffix}`,
            subscriptions: `subscriptions${suffix}`,
        };
    }

    stop(): void {
        this.client.destroy();
        this.close();
    }

    private async create(name: string, { partitionKey, sortKey, indexes }: Table): Promise<void> {
        const keys = (partition: string, sort?: string) => [
            { AttributeName: partition, KeyType: "HASH" as const },
            ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: "RANGE" as const }]),
        ];
        const names = [partitionKey, sortKey ?? [], indexes.flatMap((one) => [one.partitionKey, one.sortKey])].flat(2);
        await this.client.send(
            new CreateTableCommand({
                TableName: name,
                BillingMode: "PAY_PER_REQUEST",
                AttributeDefinitions: [...new Set(names)].map((AttributeName) => ({
                    AttributeName,
                    AttributeType: "S",
                })),
                KeySchema: keys(partitionKey, sortKey),
                ...(indexes.length > 0 && {
                    GlobalSecondaryIndexes: indexes.map((index) => ({
                        IndexName: index.name,
                        KeySchema: keys(index.partitionKey, index.sortKey),
                        Projection: { ProjectionType: "ALL" as const },
                    })),
                }),
            }),
        );
    }
}
