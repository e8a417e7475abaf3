import { join } from "node:path";
import { type PrivateApiArgs, SecureFunction } from "palisade-aws";

/** A bundle: a folder with all of a function's code. */
export const bundle = join(__dirname, "bundle");

/** An API of one operation. */
const document: PrivateApiArgs["document"] = {
    openapi: "3.0.3",
    info: { title: "API", version: "1" },
    paths: { "/": { get: { security: [{ token: [] }] } } },
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
};

/** The arguments without which a component cannot be made. */
export const needed: Record<string, object> = {
    AliasRecord: {
        host: "console.example.com",
        zoneId: "Z0123456789ABCDEFGHIJ",
        target: { host: "d111111abcdef8.cloudfront.net" },
    },
    Certificate: { names: ["example.com", "*.example.com"], zoneId: "Z0123456789ABCDEFGHIJ" },
    SecureTable: { partitionKey: { name: "id" } },
    IdentityPool: { callbackUrls: ["https://console.example.com/signed-in"], domain: "example-console" },
    // The function is made in the program.
    PrivateApi: { document, exposure: "vpc", function: undefined },
    SecureFunction: { code: bundle, handler: "index.handler" },
};

/** The same, with arguments that are resources: these are made, so it is called in a program. */
export function neededBy(name: string): object {
    return name === "PrivateApi"
        ? {
              ...needed.PrivateApi,
              function: new SecureFunction("fn", { code: bundle, handler: "index.handler" }),
              vpcEndpointIds: ["vpce-0a"],
              userPoolArns: ["arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_a1B2c3D4e"],
              scopes: ["openid"],
          }
        : (needed[name] ?? {});
}
