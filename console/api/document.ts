import { createApi } from "./app";
import type { Dependencies } from "./dependencies";

/** Only its routes are asked for: nothing of what the API stands on is called. */
const NOTHING = {} as Dependencies;

/**
 * The API as an OpenAPI 3.0 document, made from the schemas that its requests are checked by. `x-allowed` of an operation
 * is who may call it by the table of access: `signed-in`, or the groups.
 */
export function openApiDocument(): ReturnType<ReturnType<typeof createApi>["getOpenAPIDocument"]> {
    const api = createApi(NOTHING);
    api.openAPIRegistry.registerComponent("securitySchemes", "accessToken", {
        type: "http",
        scheme: "bearer",
        bearerFormat: "JWT",
        description: "An access token of the user pool.",
    });
    return api.getOpenAPIDocument({
        openapi: "3.0.3",
        info: { title: "Pattern console", version: "0.1.0" },
    });
}
