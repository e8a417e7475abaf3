import { join } from "node:path";

/** A bundle: a folder with all of a function's code. */
export const bundle = join(__dirname, "bundle");

/** The arguments without which a component cannot be made. */
export const needed: Record<string, object> = {
    SecureTable: { partitionKey: { name: "id" } },
    IdentityPool: { callbackUrls: ["https://console.example.com/signed-in"], domain: "example-console" },
    SecureFunction: { code: bundle, handler: "index.handler" },
};
