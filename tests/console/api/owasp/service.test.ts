import assert from "node:assert/strict";
import { proxyHandler } from "../../../../console/api/lambda/events";
import type { Store } from "../../../../console/api/ports";
import { request, testApi } from "../support/api";
import { HEADERS, tryAll, World, type Attempt, type Attempts } from "../support/attempts";
import { apiGatewayEvent, loadBalancerEvent, shapesOf } from "../support/shapes";

/**
 * Named attempts by the OWASP API Security Top 10 of 2023. Whatever is not said to be changed or asked must not be.
 * @see https://owasp.org/API-Security/editions/2023/en/0x11-t10/
 */

const NO_PATH = /^There is no such path\.$/;
const CHANGE = { description: "", attributes: {}, version: 1 };
const ADMINS = { key: "a", value: "b" };

const FLOWS: Attempts = {
    "deleting an attribute that a pattern has": {
        as: "admin",
        send: "DELETE /attributes/TIER:WEB",
        status: 400,
        answer: /^A pattern has this attribute: take it away there first\.$/,
    },
    "deleting an attribute that is not there": { as: "admin", send: "DELETE /attributes/TIER:NONE", status: 404 },
    "restarting a build that did not fail": {
        as: "publisher",
        send: "PUT /patterns/pipeline/WEB",
        status: 400,
        answer: /^The last build of this pattern did not fail: there is nothing to repeat\.$/,
        asked: ["restart the pipeline of WEB"],
    },
    "restarting the build of no pattern": { as: "publisher", send: "PUT /patterns/pipeline/NONE", status: 404 },
    "creating a pattern again, by a name in capitals as well": {
        as: "publisher",
        send: "POST /patterns",
        body: { name: "web", description: "mine", patternType: "CFN", attributes: {} },
        status: 409,
    },
    "creating an attribute again": {
        as: "admin",
        send: "POST /attributes",
        body: { key: "Tier", value: "weB", description: "mine" },
        status: 409,
    },
    "changing what was not read": {
        as: "publisher",
        send: "PUT /patterns/WEB",
        body: { ...CHANGE, version: 2 },
        status: 409,
    },
    "making a pattern by changing it": { as: "publisher", send: "PUT /patterns/NONE", body: CHANGE, status: 404 },
    "following what is not there": { send: "POST /subscriptions", body: { patternId: "NONE" }, status: 404 },
    "following twice": {
        as: { sub: "kim", email: "kim@example.com" },
        send: "POST /subscriptions",
        body: { patternId: "WEB" },
        status: 201,
        asked: ["kim@example.com follows WEB"],
    },
    "following for many": {
        send: "POST /subscriptions",
        body: [{ patternId: "WEB" }, { patternId: "DB" }],
        status: 400,
    },
};

const ADDRESSES = [
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/",
    "http://127.0.0.1:9001/2018-06-01/runtime/invocation/next",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "\\\\evil.example\\share",
];
const REQUESTS: Attempts = Object.fromEntries(
    ADDRESSES.flatMap((address): [string, Attempt][] => {
        const part = encodeURIComponent(address);
        return [
            [
                `${address} in a pattern's description`,
                {
                    as: "publisher",
                    send: "PUT /patterns/DB",
                    body: { ...CHANGE, description: address },
                    status: 200,
                    asked: ["pattern DB is at version 2"],
                    changed: ["patterns DB"],
                },
            ],
            [
                `${address} in a new pattern's description`,
                {
                    as: "publisher",
                    send: "POST /patterns",
                    body: { ...CHANGE, version: undefined, name: "new", patternType: "CFN", description: address },
                    status: 201,
                    changed: ["patterns NEW"],
                },
            ],
            [
                `${address} in an attribute's texts`,
                {
                    as: "admin",
                    send: "POST /attributes",
                    body: {
                        ...ADMINS,
                        description: address,
                        metadata: JSON.stringify({ $ref: address, url: address }),
                    },
                    status: 201,
                    asked: ["attribute A:B is at version 1"],
                    changed: ["attributes A:B ATTRIBUTE"],
                },
            ],
            [`${address} for a pattern`, { send: "POST /subscriptions", body: { patternId: address }, status: 400 }],
            [`${address} for a pattern in the query`, { send: `GET /subscriptions?patternId=${part}`, status: 400 }],
            [`${address} for a page`, { send: `GET /patterns?nextToken=${part}`, status: 400 }],
            [`${address} for an attribute's key`, { send: `GET /attributes?key=${part}`, status: 400 }],
            [
                `${address} in headers`,
                {
                    send: "GET /patterns/NONE",
                    headers: {
                        "X-Forwarded-Host": address,
                        Forwarded: `host="${address}"`,
                        Origin: address,
                        Referer: address,
                    },
                    status: 404,
                },
            ],
            [`${address} for the issuer`, { as: { sub: "x", iss: address }, send: "GET /patterns", status: 401 }],
        ];
    }),
);

const CONFIGURATION: Attempts = {
    "a question of another origin": {
        send: "GET /patterns/NONE",
        headers: { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" },
        status: 404,
    },
    "a question beforehand, with a token": {
        send: "OPTIONS /patterns",
        headers: {
            Origin: "https://evil.example",
            "Access-Control-Request-Method": "PUT",
            "Access-Control-Request-Headers": "authorization",
            "Access-Control-Request-Private-Network": "true",
        },
        status: 404,
        answer: NO_PATH,
    },
    "a question beforehand, without a token": {
        as: "nobody",
        send: "OPTIONS /patterns",
        headers: { Origin: "https://evil.example", "Access-Control-Request-Method": "PUT" },
        status: 401,
    },
    "a wish for a page": { send: "GET /patterns/NONE", headers: { Accept: "text/html" }, status: 404 },
    "a wish for a part": {
        send: "GET /patterns/DB",
        headers: { Range: "bytes=0-1", "If-None-Match": "*" },
        status: 200,
    },
    "a body that is no JSON": {
        as: "admin",
        send: "POST /attributes",
        body: '{"key":',
        status: 400,
        answer: { error: "The body is not JSON.", retryable: false },
    },
    "a body of another type": {
        as: "admin",
        send: "POST /attributes",
        headers: { "Content-Type": "text/plain" },
        body: JSON.stringify(ADMINS),
        status: 415,
        answer: { error: "Send the body as application/json.", retryable: false },
    },
    "JSON that calls itself two things": {
        as: "admin",
        send: "POST /attributes",
        headers: { "Content-Type": "text/plain;application/json" },
        body: JSON.stringify(ADMINS),
        status: 415,
    },
    "no body": { as: "admin", send: "POST /attributes", status: 400 },
    "too large a body": { as: "admin", send: "POST /attributes", body: " ".repeat(70_000), status: 413 },
    "too large a body without a token": {
        as: "nobody",
        send: "POST /attributes",
        body: " ".repeat(70_000),
        status: 401,
    },
    "debugging by a header": { send: "GET /patterns/NONE", headers: { "X-Debug": "1", Debug: "true" }, status: 404 },
    "debugging by the query": { send: "GET /patterns?debug=true", status: 400 },
    "a word of the language for an id": { send: "GET /patterns/__proto__", status: 404 },
    "another word of the language for an id": { send: "GET /attributes/constructor:prototype", status: 404 },
};

const FORGOTTEN = [
    "/",
    "/v1/patterns",
    "/v2/patterns",
    "/api/patterns",
    "/latest/patterns",
    "/internal/patterns",
    "/patterns.json",
    "/patterns/WEB/versions",
    "/patterns/WEB/artifacts/old.json",
    "/users",
    "/admin",
    "/openapi.json",
    "/swagger.json",
    "/swagger-ui/index.html",
    "/docs",
    "/graphql",
    "/metrics",
    "/health",
    "/actuator/env",
    "/debug/pprof",
    "/server-status",
    "/.env",
    "/.git/config",
    "/.aws/credentials",
    "/package.json",
    "/index.js.map",
    "/config.json",
    "/robots.txt",
    "/.well-known/openid-configuration",
    "/2015-03-31/functions/function/invocations",
];
const INVENTORY: Attempts = Object.fromEntries(
    FORGOTTEN.flatMap((path): [string, Attempt][] => [
        [`${path} by nobody`, { as: "nobody", send: `GET ${path}`, status: 401 }],
        [`${path} by an admin`, { as: "admin", send: `GET ${path}`, status: 404, answer: NO_PATH }],
    ]),
);

describe("OWASP API Security Top 10: the service", () => {
    let world: World;
    before(async () => (world = await World.start()));
    after(() => world.stop());

    tryAll(
        {
            "API6, unrestricted access to sensitive business flows": FLOWS,
            "API7, server side request forgery": REQUESTS,
            "API8, security misconfiguration": CONFIGURATION,
            "API9, improper inventory management": INVENTORY,
        },
        () => world,
    );

    it("API8, a fault tells nothing of the program, by any shape", async () => {
        const fault = new TypeError("cannot read patterns-1 of kim@example.com\n    at /var/task/api.js:1:1");
        const store = new Proxy({} as Store, { get: () => () => Promise.reject(fault) });
        const { api, faults } = testApi(world.pool, store);
        for (const send of Object.values(shapesOf(api))) {
            const response = await send(request("getPattern", { Authorization: `Bearer ${await world.token()}` }));
            assert.equal(response.status, 500);
            assert.equal(await response.text(), '{"error":"This is a fault of ours.","retryable":false}');
            const { "x-request-id": _id, ...headers } = Object.fromEntries(response.headers);
            assert.deepEqual(headers, HEADERS);
        }
        assert.deepEqual(faults, [fault, fault, fault]);
    });

    describe("API8, the id of a request is given back", () => {
        const answered = async (id: string) => {
            await world.renew();
            return (await world.get("/patterns/WEB", { headers: { "X-Request-Id": id } })).headers.get("x-request-id");
        };
        for (const id of ["a", "Root=1-67891233-abcdef012345678912345678", "x".repeat(64)]) {
            it(`as it was sent: ${id}`, async () => assert.equal(await answered(id), id));
        }
        for (const id of [
            "",
            "x".repeat(65),
            "a b",
            "a,b",
            "a\tb",
            "a%0d%0ab",
            "<script>",
            '","subject":"admin',
            "${jndi:ldap://evil.example}",
            "../a",
            "\u00e4",
        ]) {
            it(`anew in place of ${JSON.stringify(id)}`, async () => {
                assert.match((await answered(id)) ?? "", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
            });
        }
    });

    it("API10, a header that would become two is no request that HTTP could carry", async () => {
        for (const shape of [apiGatewayEvent, loadBalancerEvent]) {
            const handler = proxyHandler(() => assert.fail("it reached the API"), { request: () => undefined });
            const event = shape(new Request("https://console.example/patterns"), null);
            const { statusCode, headers, multiValueHeaders } = await handler({
                ...event,
                multiValueHeaders: { "X-Request-Id": ["a\r\nSet-Cookie: b=c"] },
            });
            assert.equal(statusCode, 400);
            assert.doesNotMatch(JSON.stringify({ headers, multiValueHeaders }), /cookie/i);
        }
    });
});
