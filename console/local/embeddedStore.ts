import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import {
    CreateTableCommand,
    DynamoDBClient,
    ResourceInUseException,
    waitUntilTableExists,
    type KeySchemaElement,
} from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { ClassicLevel } from "classic-level";
import dynalite from "dynalite";
import { TABLES, type Table } from "../api/store/tables";

/**
 * A DynamoDB inside this process. Like the real one it is spoken with by HTTP, on a port of its own; whoever does not
 * know the access key, which is made up at each start, is refused: websites in a browser reach that port too.
 */
export class EmbeddedStore {
    /**
     * @param folder where data is kept; without it, in memory.
     * @throws an error for a folder that another process has open, or that cannot be one.
     */
    static async start(folder?: string): Promise<EmbeddedStore> {
        if (folder !== undefined) {
            await checkUsable(folder);
        }
        const server = dynalite({ createTableMs: 0, ...(folder !== undefined && { path: folder }) });
        const [answer] = server.listeners("request") as RequestListener[];
        const accessKeyId = randomBytes(16).toString("hex");
        server.removeAllListeners("request").on("request", (request, response) => {
            if (request.headers.authorization?.includes(` Credential=${accessKeyId}/`)) {
                answer?.(request, response);
            } else {
                response.writeHead(403).end();
            }
        });
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
        const client = new DynamoDBClient({
            endpoint,
            region: "eu-west-1",
            credentials: { accessKeyId, secretAccessKey: "local" },
            maxAttempts: 3,
        });
        return new EmbeddedStore(endpoint, client, async () => {
            client.destroy();
            const closed = new Promise((resolve) => server.close(resolve));
            server.closeAllConnections();
            await closed;
        });
    }

    private constructor(
        readonly endpoint: string,
        private readonly client: DynamoDBClient,
        readonly stop: () => Promise<void>,
    ) {}

    readonly documents = (): DynamoDBDocumentClient => DynamoDBDocumentClient.from(this.client);

    /** Makes the tables of the API, each with the suffix after its name; those that are there stay as they are. */
    async makeTables(suffix = ""): Promise<Record<keyof typeof TABLES, string>> {
        await Promise.all(Object.entries(TABLES).map(([name, table]) => this.make(`${name}${suffix}`, table)));
        return {
            patterns: `patterns${suffix}`,
            publishData: `publishData${suffix}`,
            attributes: `attributes${suffix}`,
            subscriptions: `subscriptions${suffix}`,
        };
    }

    private async make(name: string, { partitionKey, sortKey, indexes }: Table): Promise<void> {
        const names = [partitionKey, sortKey ?? [], indexes.flatMap((one) => [one.partitionKey, one.sortKey])].flat(2);
        const command = new CreateTableCommand({
            TableName: name,
            BillingMode: "PAY_PER_REQUEST",
            AttributeDefinitions: [...new Set(names)].map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
            KeySchema: keys(partitionKey, sortKey),
            ...(indexes.length > 0 && {
                GlobalSecondaryIndexes: indexes.map((index) => ({
                    IndexName: index.name,
                    KeySchema: keys(index.partitionKey, index.sortKey),
                    Projection: { ProjectionType: "ALL" as const },
                })),
            }),
        });
        try {
            await this.client.send(command);
        } catch (error) {
            if (!(error instanceof ResourceInUseException)) {
                throw error;
            }
        }
        // As with the real one, a table is there for reads only a while after it was made.
        const patience = { maxWaitTime: 10, minDelay: 0.005, maxDelay: 0.1 };
        await waitUntilTableExists({ client: this.client, ...patience }, { TableName: name });
    }
}

/** The store itself would end the process if it could not open the folder. */
async function checkUsable(folder: string): Promise<void> {
    const level = new ClassicLevel(folder);
    try {
        await level.open();
        await level.close();
    } catch (error) {
        const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
        throw new Error(
            code === "LEVEL_LOCKED"
                ? `${folder} is in use: end the console that has it, or use another folder`
                : `${folder} cannot be opened as a store: delete it, or use another folder`,
        );
    }
}

function keys(partition: string, sort?: string): KeySchemaElement[] {
    return [
        { AttributeName: partition, KeyType: "HASH" },
        ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: "RANGE" as const }]),
    ];
}
