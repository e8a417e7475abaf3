import assert from "node:assert/strict";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import fc from "fast-check";
import type { Group } from "../../../console/access";
import { openApiDocument } from "../../../console/api/document";
import { DynamoStore } from "../../../console/api/store/dynamo";
import { Publications } from "../../../console/api/store/publications";
import { TABLES, type TableNames } from "../../../console/api/store/tables";
import { testApi } from "./support/api";
import { Requests, type Operation, type Schema, type Sent } from "./support/fuzz";
import { UserPool } from "./support/identity";
import { LocalTables } from "./support/tables";

const RUNS = Number(process.env["FUZZ_RUNS"] ?? 100);

const document = openApiDocument() as unknown as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
    readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

/** The last one is of no pattern: it can be deleted. */
const ATTRIBUTES = ["TIER:WEB", "TIER:DATA", "OWNER:ME", "SPARE:ONE"];
const KNOWN = {
    patternId: ["WEB", "API"],
    file: ["template.json"],
    key: ["TIER", "tier"],
    value: ["web", "DATA"],
    attribute: ATTRIBUTES,
    attributes: [{}, { TIER: "WEB" }, { tier: "data", OWNER: "ME" }],
    metadata: ["{}", '{"a":[1]}'],
    version: [1],
};

describe("the console's API, asked whatever its OpenAPI document lets one think of", function () {
    this.timeout(120_000);
    let pool: UserPool;
    let local: LocalTables;
    let tables: TableNames;
    let world: ReturnType<typeof testApi>;
    let admin: string;
    let others: string[];
    const ajv = addFormats(new Ajv({ strict: false }));
    ajv.addSchema({ $id: "document", ...document });

    before(async () => {
        [pool, local] = await Promise.all([UserPool.start(), LocalTables.start()]);
        tables = await local.fresh();
        const store = new DynamoStore(local.documents(), tables);
        world = testApi(pool, store);
        const token = (...groups: Group[]) => pool.token({ "cognito:groups": groups, email: "me@example.com" });
        admin = await token("SYSTEM_ADMIN");
        others = [await token(), await token("PATTERN_PUBLISHER")];
        const time = "2026-01-31T12:00:00.000Z";
        for (const id of ATTRIBUTES) {
            const [key = "", value = ""] = id.split(":");
            const times = { createTime: time, lastUpdateTime: time };
            await store.createAttribute({
                id,
                name: id,
                key,
                value,
                description: "",
                metadata: "{}",
                version: 1,
                ...times,
            });
        }
        for (const id of ["WEB", "API"]) {
            await store.createPattern({
                ...{ patternId: id, name: id.toLowerCase(), description: "", patternType: "CFN", attributes: {} },
                ...{ version: 1, createTime: time, lastUpdateTime: time },
            });
        }
        await new Publications(local.documents(), tables.publishData).record("WEB", {
            ...{ commitId: "a1", publishTime: time, packages: [], products: [] },
            artifacts: [{ file: "template.json", kind: "template" }],
        });
    });
    after(() => {
        pool.stop();
        local.stop();
    });

    for (const { path, method, operation } of operations) {
        it(`${operation.operationId}: no fault of ours, every answer as documented, nothing taken that is not`, async () => {
            const answers = new Map<number, number>();
            const validators = validatorsOf(path, method, operation);
            const sent = new Requests(document.components.schemas, {
                ...KNOWN,
                id: path.startsWith("/attributes") ? ATTRIBUTES : ["WEB", "API", "web"],
            }).of(operation);
            await fc.assert(
                fc.asyncProperty(
                    sent,
                    fc.oneof({ weight: 5, arbitrary: fc.constant(admin) }, fc.constantFrom(...others)),
                    async (one, token) => {
                        const response = await world.api.fetch(requestOf(path, method, one, token));
                        const status = response.status;
                        const body = await response.json();
                        answers.set(status, (answers.get(status) ?? 0) + 1);
                        if (isOfAnotherRoute(one)) {
                            assert.ok(status < 500);
                            return;
                        }
                        assert.notEqual(status, 500, JSON.stringify(world.faults.map(String)));
                        const validate = validators.answers.get(status);
                        assert.ok(validate, `${status} is not in the document`);
                        assert.ok(validate(body), `${JSON.stringify(body)}: ${ajv.errorsText(validate.errors)}`);
                        if (status < 300 && validators.body) {
                            const taken = JSON.parse(one.body ?? "") as unknown;
                            assert.ok(validators.body(taken), `taken: ${ajv.errorsText(validators.body.errors)}`);
                        }
                    },
                ),
                { numRuns: RUNS },
            );
            // Else nothing was tried but refusals.
            assert.ok(
                [200, 201].some((status) => answers.has(status)),
                JSON.stringify([...answers]),
            );
        });
    }

    it("leaves nothing in the store but what the schemas allow", async () => {
        const stored = async (table: keyof typeof TABLES) =>
            (await local.documents().send(new ScanCommand({ TableName: tables[table] }))).Items ?? [];
        const patterns = await stored("patterns");
        const attributes = (await stored("attributes")).filter(({ kind }) => kind === "ATTRIBUTE");
        assert.ok(patterns.length > 2 && attributes.length > 1);
        const check = (schema: string, items: readonly Record<string, unknown>[]) => {
            const validate = ajv.getSchema(`document#/components/schemas/${schema}`) as ValidateFunction;
            for (const { kind: _kind, mark: _mark, item: _item, ...item } of items) {
                assert.ok(validate(item), `${JSON.stringify(item)}: ${ajv.errorsText(validate.errors)}`);
            }
        };
        check("Pattern", patterns);
        check("Attribute", attributes);
        const ids = new Set(attributes.map(({ id }) => id as string));
        for (const { patternId, name, attributes: has } of patterns as { [name: string]: string }[]) {
            assert.equal(patternId, name?.toUpperCase());
            for (const [key, value] of Object.entries(has as unknown as Record<string, string>)) {
                assert.ok(ids.has(`${key}:${value}`), `${patternId} has ${key}:${value}, which is gone`);
            }
        }
        for (const { patternId, email } of await stored("subscriptions")) {
            assert.match(String(patternId), /^[\w-]{1,40}$/);
            assert.equal(email, "me@example.com");
        }
    });

    function validatorsOf(path: string, method: string, { requestBody, responses }: Operation) {
        const compiled = (...keys: string[]) => {
            const pointer = ["paths", path, method.toLowerCase(), ...keys, "content", "application/json", "schema"]
                .map((key) => encodeURIComponent(key.replaceAll("/", "~1")))
                .join("/");
            return ajv.compile({ $ref: `document#/${pointer}` });
        };
        return {
            body: requestBody && compiled("requestBody"),
            answers: new Map(Object.keys(responses).map((status) => [Number(status), compiled("responses", status)])),
        };
    }
});

function requestOf(path: string, method: string, { path: inPath, query, body }: Sent, token: string): Request {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(wellFormed(inPath[name] ?? "")));
    const search = new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])).toString();
    return new Request(`http://console.example${filled}?${search}`, {
        method,
        headers: {
            authorization: `Bearer ${token}`,
            ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body }),
    });
}

/** Half characters cannot be sent in a path. */
function wellFormed(text: string): string {
    return text.replace(/\p{Cs}/gu, "?");
}

/** An empty segment, or one of dots, makes the address of another route, or of none. */
function isOfAnotherRoute({ path }: Sent): boolean {
    return Object.values(path).some((text) => /^\.{0,2}$/.test(text) || text === "pipeline");
}
