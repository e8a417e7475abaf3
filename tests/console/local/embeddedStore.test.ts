import assert from "node:assert/strict";
import { DynamoDBClient, ListTablesCommand, type DynamoDBServiceException } from "@aws-sdk/client-dynamodb";
import { EmbeddedStore } from "../../../console/local/embeddedStore";

describe("the embedded store", () => {
    it("answers nobody who does not know its access key, as a website in a browser does not", async () => {
        const store = await EmbeddedStore.start();
        try {
            await store.makeTables();
            const stranger = new DynamoDBClient({
                endpoint: store.endpoint,
                region: "eu-west-1",
                credentials: { accessKeyId: "local", secretAccessKey: "local" },
                maxAttempts: 1,
            });
            const status = await stranger
                .send(new ListTablesCommand({}))
                .catch((error: DynamoDBServiceException) => error.$metadata.httpStatusCode);
            assert.equal(status, 403);
            const page = await fetch(store.endpoint, {
                method: "POST",
                headers: { origin: "https://evil.example" },
                body: "{}",
            });
            assert.equal(page.status, 403);
            assert.equal(page.headers.get("access-control-allow-origin"), null);
            stranger.destroy();
        } finally {
            await store.stop();
        }
    });
});
