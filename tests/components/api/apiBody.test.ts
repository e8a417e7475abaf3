import assert from "node:assert/strict";
import { apiBody, type ApiFacts, documentFaults } from "../../../components/api/policy/apiBody";
import { isObject, type Json, modelOf } from "../../../components/api/policy/models";
import { openApiDocument } from "../../../console/api/document";

const facts: ApiFacts = {
    invokeArn: "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:api:live/invocations",
    authorizer: { userPoolArns: ["arn:pool"], scopes: ["openid"] },
    vpcEndpointIds: [],
    hasDomain: false,
};
const secured = { security: [{ accessToken: [] }], responses: {} };
const schemes = { accessToken: { type: "http", scheme: "bearer" } };

function document(paths: Json, more: Json = {}, components: Json = {}): Json {
    return {
        openapi: "3.0.3",
        info: { title: "Patterns", version: "1" },
        paths,
        components: { securitySchemes: schemes, ...components },
        ...more,
    };
}

interface Method {
    security: Json[];
    parameters?: Json[];
    requestBody?: { content: { "application/json": { schema: { $ref: string } } } };
    "x-amazon-apigateway-integration": Json;
    "x-amazon-apigateway-request-validator": string;
}
interface Body {
    paths: Record<string, Record<string, Method>>;
    components: { schemas?: Json; securitySchemes: Json };
}
const made = (from: Json, more: Partial<ApiFacts> = {}): Body =>
    apiBody(from, { ...facts, ...more }) as unknown as Body;
const operationsOf = (from: Json): string[] =>
    Object.entries(from.paths as Record<string, Json>).flatMap(([path, item]) =>
        Object.keys(item).map((method) => `${method} ${path}`),
    );
const consoleDocument = JSON.parse(JSON.stringify(openApiDocument())) as Json;

/** Every value below a key of this name. */
function all(value: unknown, key: string): unknown[] {
    if (Array.isArray(value)) {
        return value.flatMap((one) => all(one, key));
    }
    return isObject(value)
        ? Object.entries(value).flatMap(([name, one]) => [...(name === key ? [one] : []), ...all(one, key)])
        : [];
}

describe("the body of an API", () => {
    it("has every operation of the console's document, each once behind the authorizer, checked, and at the function", () => {
        assert.deepEqual(documentFaults(consoleDocument), []);
        const body = made(consoleDocument);
        assert.deepEqual(operationsOf(body as unknown as Json), operationsOf(consoleDocument));
        assert.equal(operationsOf(consoleDocument).length, 14);
        for (const method of Object.values(body.paths).flatMap((item) => Object.values(item))) {
            assert.deepEqual(method.security, [{ authorizer: ["openid"] }]);
            assert.equal(method["x-amazon-apigateway-request-validator"], "everything");
            assert.deepEqual(method["x-amazon-apigateway-integration"], {
                type: "aws_proxy",
                httpMethod: "POST",
                uri: facts.invokeArn,
                passthroughBehavior: "never",
                timeoutInMillis: 29_000,
            });
        }
        assert.deepEqual(Object.keys(body.components.securitySchemes), ["authorizer"]);
    });

    it("refers to models that are there, of what is sent and not of what is answered", () => {
        const body = made(consoleDocument);
        const models = Object.keys(body.components.schemas ?? {});
        assert.deepEqual(models.sort(), [
            "CreateAttribute",
            "CreatePattern",
            "PatternType",
            "PostSubscriptionsBody",
            "UpdateAttribute",
            "UpdatePattern",
        ]);
        for (const reference of all(body, "$ref")) {
            assert.ok(models.includes(String(reference).replace("#/components/schemas/", "")), String(reference));
        }
    });

    it("requires what the document requires, and every part of a path", () => {
        const parameters = [
            { name: "id", in: "path", schema: { type: "string", pattern: "^a$" } },
            { name: "limit", in: "query", schema: { type: "integer", maximum: 5 }, example: 3 },
            { $ref: "#/components/parameters/Needed" },
        ];
        const Needed = { name: "needed", in: "query", required: true, schema: { type: "string" } };
        const from = document(
            {
                "/a/{id}": {
                    parameters,
                    get: { ...secured, parameters: [{ name: "limit", in: "query", required: true }] },
                },
            },
            {},
            { parameters: { Needed } },
        );
        assert.deepEqual(made(from).paths["/a/{id}"]?.get?.parameters, [
            { name: "id", in: "path", required: true, schema: { type: "string" } },
            { name: "limit", in: "query", required: true, schema: { type: "string" } },
            { name: "needed", in: "query", required: true, schema: { type: "string" } },
        ]);
    });

    it("asks for the scopes of an operation, else for the API's, and of a function for none", () => {
        const from = document({
            "/a": { get: { security: [{ accessToken: ["a/read"] }] }, put: { ...secured } },
        });
        assert.deepEqual(made(from).paths["/a"]?.get?.security, [{ authorizer: ["a/read"] }]);
        assert.deepEqual(made(from).paths["/a"]?.put?.security, [{ authorizer: ["openid"] }]);
        const byFunction = made(from, { authorizer: { invokeArn: "arn:authorizer" } });
        assert.deepEqual(byFunction.paths["/a"]?.get?.security, [{ authorizer: [] }]);
    });

    it("has the user pools' authorizer, or the function's, whose answers are not kept", () => {
        const from = document({ "/a": { get: secured } });
        const header = { type: "apiKey", name: "Authorization", in: "header" };
        assert.deepEqual(made(from).components.securitySchemes.authorizer, {
            ...header,
            "x-amazon-apigateway-authtype": "cognito_user_pools",
            "x-amazon-apigateway-authorizer": { type: "cognito_user_pools", providerARNs: ["arn:pool"] },
        });
        const byFunction = made(from, { authorizer: { invokeArn: "arn:authorizer" } });
        assert.deepEqual(byFunction.components.securitySchemes.authorizer, {
            ...header,
            "x-amazon-apigateway-authtype": "custom",
            "x-amazon-apigateway-authorizer": {
                type: "request",
                identitySource: "method.request.header.Authorization",
                authorizerUri: "arn:authorizer",
                authorizerResultTtlInSeconds: 0,
            },
        });
    });

    it("takes TLS 1.2 and newer only, and a private one keeps its endpoints when it is written again", () => {
        const from = document({ "/a": { get: secured } });
        const regional = apiBody(from, facts);
        assert.match(String(regional["x-amazon-apigateway-security-policy"]), /^SecurityPolicy_TLS13_1_2_/);
        assert.equal(regional["x-amazon-apigateway-endpoint-access-mode"], "STRICT");
        assert.equal("x-amazon-apigateway-endpoint-configuration" in regional, false);
        const inVpc = apiBody(from, { ...facts, vpcEndpointIds: ["vpce-1"] });
        assert.deepEqual(inVpc["x-amazon-apigateway-endpoint-configuration"], { vpcEndpointIds: ["vpce-1"] });
    });

    it("with a domain of one's own it answers to no other name, wherever it is reached from", () => {
        const from = document({ "/a": { get: secured } });
        const off = { disableExecuteApiEndpoint: true };
        const configurationOf = (more: Partial<ApiFacts>): unknown =>
            apiBody(from, { ...facts, hasDomain: true, ...more })["x-amazon-apigateway-endpoint-configuration"];
        assert.deepEqual(configurationOf({}), off);
        assert.deepEqual(configurationOf({ vpcEndpointIds: ["vpce-1"] }), { vpcEndpointIds: ["vpce-1"], ...off });
    });

    it("does not change with what is answered", () => {
        const one = document({ "/a": { get: { ...secured, responses: { 200: { description: "a" } } } } });
        const other = document({ "/a": { get: { ...secured, responses: { 404: { description: "b" } } } } });
        assert.deepEqual(made(one), made(other));
    });

    it("answers itself as the function does: an error, whether to try again, and headers, without what was asked", () => {
        const body = apiBody(document({ "/a": { get: secured } }), facts);
        const answers = Object.entries(body["x-amazon-apigateway-gateway-responses"] as Record<string, Json>);
        assert.equal(answers.length, 21);
        for (const [type, answer] of answers) {
            const template = (answer.responseTemplates as Json)["application/json"];
            const { error, retryable, ...rest } = JSON.parse(String(template)) as Json;
            assert.ok(typeof error === "string" && error !== "" && typeof retryable === "boolean", type);
            assert.deepEqual(rest, {});
            assert.equal(String(template).includes("$context"), false);
            assert.equal(answer.statusCode === undefined, type.startsWith("DEFAULT_"), type);
            for (const [name, value] of Object.entries(answer.responseParameters as Json)) {
                assert.match(name, /^gatewayresponse\.header\.[A-Za-z-]+$/);
                assert.match(String(value), /^'[^']+'$/);
            }
            assert.ok("gatewayresponse.header.Strict-Transport-Security" in (answer.responseParameters as Json), type);
        }
        assert.match(JSON.stringify(Object.fromEntries(answers).THROTTLED), /"429".*retryable\\":true/);
    });
});

const models: [string, Json, Json][] = [
    ["what both mean alike", { type: "string", minLength: 1, maxLength: 9, enum: ["a"] }, { type: "string", minLength: 1, maxLength: 9, enum: ["a"] }],
    ["no further properties", { type: "object", properties: { a: { type: "integer", minimum: 1 } }, required: ["a"], additionalProperties: false }, { type: "object", properties: { a: { type: "integer", minimum: 1 } }, required: ["a"] }],
    ["what may be null", { type: "string", nullable: true, enum: ["a", null] }, {}],
    ["alternatives", { oneOf: [{ type: "string" }], anyOf: [], allOf: [], discriminator: {} }, {}],
    ["formats and examples", { type: "integer", format: "int32", example: 1, default: 2, readOnly: true, exclusiveMinimum: true, minimum: 0 }, { type: "integer", minimum: 0 }],
    ["a plain pattern", { type: "string", pattern: "^[\\w-]{1,40}$" }, { type: "string", pattern: "^[\\w-]{1,40}$" }],
    ["classes of Unicode", { type: "string", pattern: "^[^\\p{Cc}]*$" }, { type: "string" }],
    ["a lookbehind", { type: "string", pattern: "(?<!a)b" }, { type: "string" }],
    ["a list", { type: "array", items: { type: "string", example: "a" }, minItems: 1, maxItems: 2 }, { type: "array", items: { type: "string" } }],
    ["a reference", { $ref: "#/components/schemas/A", description: "x" }, { $ref: "#/components/schemas/A" }],
]; // prettier-ignore

describe("a schema as a model of API Gateway", () => {
    for (const [what, schema, model] of models) {
        it(what, () => {
            assert.deepEqual(modelOf(schema), model);
        });
    }
});

const body = (schema: Json, more: Json = {}): Json => ({
    ...secured,
    requestBody: { required: true, content: { "application/json": { schema } }, ...more },
});
const faults: [string, Json, RegExp][] = [
    ["Swagger 2", { swagger: "2.0", paths: {} }, /document: "undefined" is not OpenAPI 3\.0/],
    ["OpenAPI 3.1", document({ "/a": { get: secured } }, { openapi: "3.1.0" }), /"3\.1\.0" is not OpenAPI 3\.0/],
    ["nothing", document({}), /it has no operation/],
    ["no security", document({ "/a": { get: { responses: {} } } }), /document GET \/a: it is open to everybody/],
    ["empty security", document({ "/a": { get: { security: [] } } }), /GET \/a: it is open/],
    ["optional security", document({ "/a": { get: { security: [{ accessToken: [] }, {}] } } }), /GET \/a: it is open/],
    ["an open operation in a secured document", document({ "/a": { get: { security: [] } } }, { security: [{ accessToken: [] }] }), /GET \/a: it is open/],
    ["open OPTIONS", document({ "/a": { get: secured, options: {} } }), /OPTIONS \/a: it is open/],
    ["an unknown scheme", document({ "/a": { get: { security: [{ other: [] }] } } }), /there is no security scheme "other"/],
    ["an API key", document({ "/a": { get: { security: [{ key: [] }] } } }, {}, { securitySchemes: { key: { type: "apiKey" } } }), /"key" is no token in Authorization/],
    ["a password", document({ "/a": { get: { security: [{ basic: [] }] } } }, {}, { securitySchemes: { basic: { type: "http", scheme: "basic" } } }), /"basic" is no token/],
    ["two schemes for one operation", document({ "/a": { get: { security: [{ accessToken: [], other: [] }] } } }), /more than one security scheme/],
    ["either of two schemes", document({ "/a": { get: { security: [{ accessToken: [] }, { other: [] }] } } }), /more than one security scheme/],
    ["two schemes", document({ "/a": { get: secured, put: { security: [{ o: [] }] } } }, {}, { securitySchemes: { ...schemes, o: { type: "oauth2" } } }), /several security schemes: accessToken, o/],
    ["a catch-all", document({ "/{proxy+}": { get: secured } }), /document \/\{proxy\+\}: it would take every path below it/],
    ["any method", document({ "/a": { get: secured, "x-amazon-apigateway-any-method": {} } }), /it has extensions of API Gateway/],
    ["an extension", document({ "/a": { get: { ...secured, "x-amazon-apigateway-auth": { type: "NONE" } } } }), /it has extensions/],
    ["an extension of the whole", document({ "/a": { get: secured } }, { "x-amazon-apigateway-policy": {} }), /it has extensions/],
    ["a method", document({ "/a": { get: secured, trace: secured } }), /does not know trace/],
    ["a part of a segment", document({ "/a{id}": { get: secured } }), /does not know such a path/],
    ["a path without a slash", document({ a: { get: secured } }), /does not begin with \//],
    ["ping", document({ "/ping": { get: secured } }), /answers it itself/],
    ["a cookie", document({ "/a": { get: { ...secured, parameters: [{ name: "a", in: "cookie" }] } } }), /no parameter in cookie/],
    ["a lost parameter", document({ "/a": { get: { ...secured, parameters: [{ $ref: "#/components/parameters/A" }] } } }), /no parameter in undefined/],
    ["XML", document({ "/a": { post: body({}, { content: { "application/xml": {} } }) } }), /something else than JSON/],
    ["a lost schema", document({ "/a": { post: body({ $ref: "#/components/schemas/A" }) } }), /there is no schema "A"/],
    ["a schema's name", document({ "/a": { post: body({ $ref: "#/components/schemas/A_B" }) } }, {}, { schemas: { A_B: {} } }), /"A_B" cannot be the name of a model/],
]; // prettier-ignore

describe("a document that is refused for an API", () => {
    for (const [what, from, message] of faults) {
        it(what, () => {
            const lines = documentFaults(from).map(({ argument, fault }) => `${argument}: ${fault}`);
            assert.match(lines.join("\n"), message);
        });
    }

    it("tells everything at once", () => {
        const from = document({ "/{a+}": { get: { security: [] } }, "/ping": { get: { security: [{ x: [] }] } } });
        assert.equal(documentFaults(from).length, 4);
    });

    it("takes security from the whole document, and other schemes of tokens", () => {
        const whole = document({ "/a": { get: {} } }, { security: [{ accessToken: [] }] });
        assert.deepEqual(documentFaults(whole), []);
        for (const type of ["oauth2", "openIdConnect"]) {
            const other = document({ "/a": { get: secured } }, {}, { securitySchemes: { accessToken: { type } } });
            assert.deepEqual(documentFaults(other), []);
        }
    });
});
