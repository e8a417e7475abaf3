import assert from "node:assert/strict";
import { Validator } from "@seriousme/openapi-schema-validator";
import { openApiDocument } from "../../../console/api/document";
import { ROUTES, type RouteName } from "../../../console/access";
import { MAX_ATTRIBUTES } from "../../../console/api/schemas";
import { SAMPLES } from "./support/api";

type Json = Readonly<Record<string, unknown>>;
interface Operation {
    readonly operationId: string;
    readonly security: unknown;
    readonly "x-allowed": unknown;
    readonly requestBody?: unknown;
    readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required: boolean }[];
    readonly responses: Readonly<Record<string, { readonly content: { readonly "application/json": unknown } }>>;
}

const document = JSON.parse(JSON.stringify(openApiDocument())) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
    readonly components: { readonly schemas: Json; readonly securitySchemes: Json };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** Statuses besides those that any request can end with, by hand. */
const STATUSES: { readonly [Name in RouteName]: string } = {
    listPatterns: "200",
    createPattern: "201 409 415",
    getPattern: "200 404",
    updatePattern: "200 404 409 415",
    restartPipeline: "200 404",
    listAttributes: "200",
    createAttribute: "201 409 415",
    getAttribute: "200 404",
    updateAttribute: "200 404 409 415",
    deleteAttribute: "200 404",
    getSubscription: "200",
    subscribe: "201 404 415",
    unsubscribe: "200",
    getArtifact: "200 404",
};
const ALWAYS = ["400", "401", "403", "413", "500", "503"];

/** Every value below a key of this name. */
function all(value: unknown, key: string): unknown[] {
    if (typeof value !== "object" || value === null) {
        return [];
    }
    return Object.entries(value as Json).flatMap(([name, one]) => [...(name === key ? [one] : []), ...all(one, key)]);
}

describe("the OpenAPI document of the console's API", () => {
    it("is one of OpenAPI 3.0, all of whose references lead somewhere", async () => {
        const validator = new Validator();
        const { valid, errors } = await validator.validate(structuredClone(document));
        assert.ok(valid, JSON.stringify(errors));
        assert.equal(validator.version, "3.0");
        const references = new Set(all(document, "$ref").map(String));
        const schemas = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
        assert.deepEqual([...references].sort(), schemas.sort());
    });

    it("has each route of the table once, and no other", () => {
        assert.deepEqual(
            operations.map(({ path, method, operation }) => `${operation.operationId} ${method} ${path}`).sort(),
            Object.entries(ROUTES)
                .map(([name, { method, path }]) => `${name} ${method.toLowerCase()} ${path}`)
                .sort(),
        );
    });

    for (const { path, method, operation } of operations) {
        const name = operation.operationId as RouteName;
        describe(name, () => {
            it("asks for a token, and says who may call it", () => {
                assert.deepEqual(operation.security, [{ accessToken: [] }]);
                assert.deepEqual(operation["x-allowed"], ROUTES[name].allowed);
            });

            it("says how it can end, each answer with its form", () => {
                const wanted = [...ALWAYS, ...STATUSES[name].split(" ")].sort();
                assert.deepEqual(Object.keys(operation.responses).sort(), wanted);
                for (const [status, { content }] of Object.entries(operation.responses)) {
                    const { schema } = content["application/json"] as { schema: Json };
                    if (Number(status) >= 400) {
                        assert.deepEqual(schema, { $ref: "#/components/schemas/Failure" });
                    } else {
                        assert.notDeepEqual(schema, {});
                    }
                }
            });

            it("tells what is in its path, which always has to be there, and whether it has a body", () => {
                const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, one]) => one);
                const told = (operation.parameters ?? []).filter((one) => one.in === "path");
                assert.deepEqual(
                    told.map((one) => one.name),
                    inPath,
                );
                assert.ok(told.every(({ required }) => required));
                assert.equal(operation.requestBody !== undefined, SAMPLES[name].body !== undefined, method);
            });
        });
    }

    it("has what the schemas can say in JSON Schema, and nothing that only JavaScript reads", () => {
        const { CreatePattern, UpdateAttribute } = document.components.schemas as Record<
            string,
            { properties: Readonly<Record<string, Json>>; additionalProperties: unknown }
        >;
        assert.equal(CreatePattern?.additionalProperties, false);
        assert.equal(CreatePattern.properties["attributes"]?.["maxProperties"], MAX_ATTRIBUTES);
        assert.equal(CreatePattern.properties["name"]?.["pattern"], "^[a-z0-9][a-z0-9_-]{0,39}$");
        assert.deepEqual([UpdateAttribute?.properties["version"]?.["minimum"]], [1]);
        for (const pattern of all(document, "pattern")) {
            assert.match(String(pattern), /^\^.*\$$/s);
            assert.doesNotThrow(() => new RegExp(String(pattern), "u"));
        }
    });

    // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
    it("holds what API Gateway imports: names of letters and digits, whole segments, no words it does not know", () => {
        for (const name of Object.keys(document.components.schemas)) {
            assert.match(name, /^[A-Za-z0-9]+$/);
        }
        for (const path of Object.keys(document.paths)) {
            assert.match(path, /^(\/(\w+|\{\w+\}))+$/);
        }
        for (const word of ["exclusiveMinimum", "exclusiveMaximum", "discriminator", "oneOf", "nullable", "readOnly"]) {
            assert.deepEqual(all(document, word), [], word);
        }
    });
});
