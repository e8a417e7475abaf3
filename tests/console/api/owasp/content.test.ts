import { gzipSync } from "node:zlib";
import { tryAll, World, type Attempt, type Attempts } from "../support/attempts";

/**
 * Named attempts by the OWASP API Security Top 10 of 2023. Whatever is not said to be changed or asked must not be.
 * @see https://owasp.org/API-Security/editions/2023/en/0x11-t10/
 */

const NEW = { name: "new", description: "", patternType: "CFN", attributes: {} };
const CHANGE = { description: "", attributes: {}, version: 1 };
const TIMES = { createTime: "2026-01-01T00:00:00.000Z", lastUpdateTime: "2026-01-01T00:00:00.000Z" };
const DB = { patternId: "DB", name: "db", description: "", patternType: "CFN", attributes: {}, version: 1, ...TIMES };
const field = (name: string, value: unknown): Attempts => ({
    [`a new pattern with ${name}`]: {
        as: "publisher",
        send: "POST /patterns",
        body: { ...NEW, [name]: value },
        status: 400,
        answer: new RegExp(`Unrecognized key: "${name}"`),
    },
});
const raw = (body: string, answer: RegExp, send = "POST /patterns"): Attempt => ({
    as: "admin",
    send,
    body,
    status: 400,
    answer,
});
const PROPERTIES: Attempts = {
    ...field("version", 7),
    ...field("createTime", TIMES.createTime),
    ...field("lastUpdateTime", TIMES.lastUpdateTime),
    ...field("kind", "ATTRIBUTE"),
    ...field("mark", "x"),
    ...field("patternId", "WEB"),
    ...field("lastCommitPublishData", { commitId: "x" }),
    ...field("owner", "admin"),
    ...field("constructor", { prototype: { polluted: true } }),
    ...field("prototype", { polluted: true }),
    "a new pattern with a prototype": raw(
        '{"name":"new","description":"","patternType":"CFN","attributes":{},"__proto__":{"polluted":true}}',
        /Unrecognized key: "__proto__"/,
    ),
    "a prototype in place of fields": raw(
        '{"__proto__":{"name":"new","description":"","patternType":"CFN","attributes":{}}}',
        /name: .*Unrecognized key: "__proto__"/s,
    ),
    "a prototype among the attributes": raw(
        '{"name":"new","description":"","patternType":"CFN","attributes":{"__proto__":"web"}}',
        /^Not valid: attributes: __proto__ cannot be a key$/,
    ),
    "a prototype among the attributes of a change": raw(
        '{"description":"","version":1,"attributes":{"__proto__":{"polluted":true},"tier":"web"}}',
        /^Not valid: attributes: __proto__ cannot be a key$/,
        "PUT /patterns/WEB",
    ),
    // It is a word like any other: only that there is no such attribute.
    "a word of the language as a key": {
        as: "publisher",
        send: "POST /patterns",
        body: { ...NEW, attributes: { constructor: "x" } },
        status: 400,
        answer: /^There are no such attributes: CONSTRUCTOR:X\.$/,
        changed: ["attributes CONSTRUCTOR:X PATTERN#NEW"],
    },
    "an object in an attribute": {
        as: "publisher",
        send: "POST /patterns",
        body: { ...NEW, attributes: { tier: { value: "web", mark: "x" } } },
        status: 400,
    },
    "a list of attributes": {
        as: "publisher",
        send: "POST /patterns",
        body: { ...NEW, attributes: [["tier", "web"]] },
        status: 400,
    },
    "another name for a pattern": {
        as: "publisher",
        send: "PUT /patterns/WEB",
        body: { ...CHANGE, name: "other", patternType: "CDK", createTime: TIMES.createTime },
        status: 400,
        answer: /Unrecognized keys: "name", "patternType", "createTime"/,
    },
    "an id for an attribute": {
        as: "admin",
        send: "POST /attributes",
        body: { key: "a", value: "b", id: "TIER:WEB", name: "TIER:WEB" },
        status: 400,
        answer: /Unrecognized keys: "id", "name"/,
    },
    "another value for an attribute": {
        as: "admin",
        send: "PUT /attributes/TIER:DATA",
        body: { description: "", metadata: "{}", version: 1, value: "WEB", deleting: null },
        status: 400,
        answer: /Unrecognized keys: "value", "deleting"/,
    },
    "metadata that are an object": {
        as: "admin",
        send: "POST /attributes",
        body: { key: "a", value: "b", metadata: { a: 1 } },
        status: 400,
    },
    // The last one counts, for the check and for the store alike.
    "a field twice": {
        as: "publisher",
        send: "POST /patterns",
        body: '{"name":"NO","name":"new","description":"","patternType":"CFN","attributes":{}}',
        status: 201,
        changed: ["patterns NEW"],
    },
    "more of a pattern than its fields": {
        send: "GET /patterns/DB",
        status: 200,
        answer: {
            metadata: DB,
            lastCommitPublishData: {
                commitId: "c01",
                publishTime: "2026-01-01T00:00:00.000Z",
                artifacts: [{ file: "db.json", kind: "template" }],
                packages: [],
                products: [],
            },
        },
    },
    "more of an attribute than its fields": {
        send: "GET /attributes?key=tier&maxRow=1",
        status: 200,
    },
    "fields that the store keeps": { send: "GET /patterns?fields=mark,kind", status: 400 },
    "a conflict to see more": {
        as: "publisher",
        send: "PUT /patterns/DB",
        body: { ...CHANGE, version: 9 },
        status: 409,
        answer: {
            error: "The pattern is there already, or has changed since you read it.",
            retryable: false,
            current: DB,
        },
    },
};

const sizes: Attempts = Object.fromEntries(
    ["0", "-1", "101", "1e9", "1000000000", "NaN", "Infinity", "0x64", "1.5", "%20", "", "5;DROP", "%EF%BC%95"].flatMap(
        (size) => [
            [
                `a page of patterns of "${size}"`,
                { send: `GET /patterns?limit=${size}`, status: 400, answer: /limit: / },
            ],
            [
                `a page of attributes of "${size}"`,
                { send: `GET /attributes?maxRow=${size === "101" ? "1001" : size}`, status: 400, answer: /maxRow: / },
            ],
        ],
    ),
);
const versions: Attempts = Object.fromEntries(
    [
        "1e400",
        "1e308",
        "9007199254740993",
        "123456789012345678901234567890",
        "-1",
        "0",
        "1.5",
        '"1"',
        "null",
        "[1]",
    ].map((version) => [
        `a version ${version}`,
        raw(`{"description":"","attributes":{},"version":${version}}`, /version: /, "PUT /patterns/WEB"),
    ]),
);
/** A body of so many bytes, most of them blanks. */
const ofSize = (bytes: number): string => `{"key":"a","value":"b"}`.padEnd(bytes, " ");
const keys = (count: number): string =>
    JSON.stringify({
        ...NEW,
        attributes: Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, "v"])),
    });
const RESOURCES: Attempts = {
    ...sizes,
    ...versions,
    "two page sizes": { send: "GET /patterns?limit=1&limit=100", status: 400, answer: /limit: / },
    "a list of page sizes": { send: "GET /patterns?limit[]=100", status: 400, answer: /Unrecognized key/ },
    "a body at the limit": {
        as: "admin",
        send: "POST /attributes",
        body: ofSize(65_536),
        status: 201,
        asked: ["attribute A:B is at version 1"],
        changed: ["attributes A:B ATTRIBUTE"],
    },
    "a body over the limit": {
        as: "admin",
        send: "POST /attributes",
        body: ofSize(65_537),
        status: 413,
        answer: /^The body is larger than 65536 bytes\.$/,
    },
    "10,000 attributes": { as: "publisher", send: "POST /patterns", body: keys(10_000), status: 413 },
    "4,000 attributes": {
        as: "publisher",
        send: "POST /patterns",
        body: keys(4_000),
        status: 400,
        answer: /at most 20 attributes/,
    },
    "lists within lists": raw("[".repeat(32_000) + "]".repeat(32_000), /^Not valid: /),
    "lists without an end": raw("[".repeat(64_000), /^The body is not JSON\.$/),
    "objects within attributes": raw(
        `{"attributes":${'{"a":'.repeat(9_000)}1${"}".repeat(9_000)}}`,
        /attributes\.a: Invalid input/,
    ),
    "metadata within metadata": raw(
        JSON.stringify({ key: "a", value: "b", metadata: "[".repeat(7_001) }),
        /metadata: /,
        "POST /attributes",
    ),
    "a text of 60,000 characters": raw(JSON.stringify({ ...NEW, description: "x".repeat(60_000) }), /description: /),
    "a text that a slow pattern would be long at": raw(
        JSON.stringify({ ...NEW, description: `${"\n\t".repeat(14_000)}\u0000` }),
        /description: /,
    ),
    "an id of 40,000 characters": {
        send: `GET /attributes/${"a-".repeat(10_000)}:${"a-".repeat(10_000)}`,
        status: 400,
    },
    "a token of 2,049 characters": { send: `GET /patterns?nextToken=${"a".repeat(2_049)}`, status: 400 },
    "a body that grows when it is unpacked": {
        as: "admin",
        send: "POST /attributes",
        headers: { "Content-Encoding": "gzip" },
        body: gzipSync(ofSize(10_000_000)),
        status: 400,
    },
    "XML with entities": {
        as: "admin",
        send: "POST /attributes",
        headers: { "Content-Type": "application/xml" },
        body: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        status: 415,
    },
    "a form": {
        as: "admin",
        send: "POST /attributes",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body: "key=a&value=b",
        status: 415,
    },
};

describe("OWASP API Security Top 10: how much is sent, and what of it counts", () => {
    let world: World;
    before(async () => (world = await World.start()));
    after(() => world.stop());

    tryAll(
        {
            "API3, broken object property level authorization": PROPERTIES,
            "API4, unrestricted resource consumption": RESOURCES,
        },
        () => world,
    );
});
