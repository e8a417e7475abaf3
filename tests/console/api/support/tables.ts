import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { TableNames } from "../../../../console/api/store/tables";
import { EmbeddedStore } from "../../../../console/local/embeddedStore";

/** A DynamoDB of the tests' own, in memory, with the tables of the API. */
export class LocalTables {
    static async start(): Promise<LocalTables> {
        return new LocalTables(await EmbeddedStore.start());
    }

    private count = 0;

    private constructor(private readonly store: EmbeddedStore) {}

    readonly documents = (): DynamoDBDocumentClient => this.store.documents();

    /** Fresh, empty tables. */
    fresh(): Promise<TableNames> {
        return this.store.makeTables(`-${++this.count}`);
    }

    stop(): void {
        void this.store.stop();
    }
}
