import assert from "node:assert/strict";
import { DynamoStore } from "../../../console/api/store/dynamo";
import { Publications } from "../../../console/api/store/publications";
import type { TableNames } from "../../../console/api/store/tables";
import { API_HEADERS } from "../../../console/headers";
import { testApi } from "./support/api";
import { UserPool } from "./support/identity";
import { shapesOf } from "./support/shapes";
import { LocalTables } from "./support/tables";

type Answer = Record<string, unknown>;

describe("the API", () => {
    let pool: UserPool;
    let local: LocalTables;
    let tables: TableNames;
    let world: ReturnType<typeof testApi>;
    let tokens: Record<"admin" | "publisher" | "reader" | "stranger", string>;

    before(async () => {
        [pool, local] = await Promise.all([UserPool.start(), LocalTables.start()]);
        const email = (address: string) => ({ email: address });
        tokens = {
            admin: await pool.token({ ...email("Admin@example.com"), "cognito:groups": ["SYSTEM_ADMIN"] }),
            publisher: await pool.token({ ...email("pub@example.com"), "cognito:groups": ["PATTERN_PUBLISHER"] }),
            reader: await pool.token({ ...email("reader@example.com"), sub: "22222222-3333-4444-5555-666666666666" }),
            stranger: await pool.token(),
        };
    });
    after(() => {
        pool.stop();
        local.stop();
    });
    beforeEach(async () => {
        tables = await local.fresh();
        world = testApi(pool, new DynamoStore(local.documents(), tables));
    });

    const send = async (
        method: string,
        path: string,
        body?: unknown,
        as: keyof typeof tokens = "admin",
        headers: Record<string, string> = {},
    ): Promise<{ status: number; body: Answer; headers: Headers }> => {
        const text = typeof body === "string" ? body : JSON.stringify(body);
        const response = await world.api.fetch(
            new Request(`http://console.example${path}`, {
                method,
                headers: {
                    Authorization: `Bearer ${tokens[as]}`,
                    ...(body !== undefined && { "content-type": "application/json" }),
                    ...headers,
                },
                ...(body !== undefined && { body: text }),
            }),
        );
        return { status: response.status, body: (await response.json()) as Answer, headers: response.headers };
    };
    const made = { name: "web-app", description: "A web app", patternType: "CDK", attributes: { tier: "web" } };
    const publish = (patternId: string, files: readonly string[]) =>
        new Publications(local.documents(), tables.publishData).record(patternId, {
            commitId: "c1",
            publishTime: "2026-01-01T00:00:00.000Z",
            artifacts: files.map((file) => ({ file, kind: "template" })),
            packages: [],
            products: [],
        });
    const withAttribute = () => send("POST", "/attributes", { key: "tier", value: "web" });

    describe("patterns", () => {
        it("are created in upper case, with their pipeline, and found again", async () => {
            await withAttribute();
            const { status, body } = await send("POST", "/patterns", made, "publisher");
            assert.equal(status, 201);
            const pattern = body["patternObject"] as Answer;
            assert.equal(body["pipeline"], "requested");
            assert.deepEqual(
                { ...pattern, createTime: "", lastUpdateTime: "" },
                {
                    patternId: "WEB-APP",
                    name: "web-app",
                    description: "A web app",
                    patternType: "CDK",
                    attributes: { TIER: "WEB" },
                    version: 1,
                    createTime: "",
                    lastUpdateTime: "",
                },
            );
            assert.deepEqual(world.asked.slice(-1), ["create the pipeline of WEB-APP"]);
            assert.deepEqual((await send("GET", "/patterns/web-app", undefined, "reader")).body, { metadata: pattern });
            assert.deepEqual((await send("GET", "/patterns?attribute=tier:web", undefined, "reader")).body, {
                results: [{ patternMetaData: pattern }],
            });
        });

        it("say what was published last", async () => {
            await send("POST", "/patterns", { ...made, attributes: {} });
            await publish("WEB-APP", ["a.json"]);
            const { body } = await send("GET", "/patterns/WEB-APP");
            assert.deepEqual((body["lastCommitPublishData"] as Answer)["artifacts"], [
                { file: "a.json", kind: "template" },
            ]);
            const [first] = (await send("GET", "/patterns")).body["results"] as Answer[];
            assert.equal((first?.["lastCommitPublishData"] as Answer)["commitId"], "c1");
        });

        it("are there once: the second answer says how the first one is", async () => {
            await send("POST", "/patterns", { ...made, attributes: {} });
            const { status, body } = await send("POST", "/patterns", { ...made, description: "other", attributes: {} });
            assert.equal(status, 409);
            assert.equal(body["retryable"], false);
            assert.equal((body["current"] as Answer)["description"], "A web app");
        });

        it("have attributes that there are", async () => {
            const { status, body } = await send("POST", "/patterns", made);
            assert.deepEqual([status, body["error"]], [400, "There are no such attributes: TIER:WEB."]);
        });

        it("are updated by who has read the last version", async () => {
            await send("POST", "/patterns", { ...made, attributes: {} });
            const first = await send(
                "PUT",
                "/patterns/web-app",
                { description: "1", attributes: {}, version: 1 },
                "publisher",
            );
            assert.equal((first.body["patternObject"] as Answer)["version"], 2);
            assert.deepEqual(world.asked.slice(-1), ["pattern WEB-APP is at version 2"]);
            const second = await send("PUT", "/patterns/web-app", { description: "2", attributes: {}, version: 1 });
            assert.equal(second.status, 409);
            assert.deepEqual(second.body["current"], first.body["patternObject"]);
            assert.equal(
                (await send("PUT", "/patterns/x", { description: "", attributes: {}, version: 1 })).status,
                404,
            );
        });

        it("keep their change when a service beside the store is down, and it is logged", async () => {
            const down = {
                hasBuilder: true,
                create: () => Promise.reject(new Error("down")),
                restart: () => Promise.reject(new Error("down")),
            };
            world = testApi(pool, new DynamoStore(local.documents(), tables), { pipelines: down });
            assert.equal((await send("POST", "/patterns", { ...made, attributes: {} })).status, 201);
            assert.equal((world.faults[0] as Error).message, "down");
        });

        it("without a builder are created all the same: nothing is asked, nor said to be made", async () => {
            const pipelines = {
                hasBuilder: false,
                create: () => Promise.reject(new Error("asked")),
                restart: () => Promise.resolve("no-pipeline" as const),
            };
            world = testApi(pool, new DynamoStore(local.documents(), tables), { pipelines });
            const { status, body } = await send("POST", "/patterns", { ...made, attributes: {} });
            assert.deepEqual([status, body["pipeline"], world.faults], [201, "configured", []]);
        });

        it("restart a failed build, and only such", async () => {
            await send("POST", "/patterns", { ...made, attributes: {} });
            assert.equal((await send("PUT", "/patterns/pipeline/web-app")).status, 200);
            assert.deepEqual(world.asked.slice(-1), ["restart the pipeline of WEB-APP"]);
            assert.equal((await send("PUT", "/patterns/pipeline/other")).status, 404);
            const answering = async (outcome: "not-failed" | "no-pipeline") => {
                const pipelines = {
                    hasBuilder: true,
                    create: () => Promise.resolve(),
                    restart: () => Promise.resolve(outcome),
                };
                world = testApi(pool, new DynamoStore(local.documents(), tables), { pipelines });
                const { status, body } = await send("PUT", "/patterns/pipeline/web-app");
                assert.deepEqual([status, body["retryable"]], [400, false]);
                return body["error"];
            };
            assert.match(String(await answering("not-failed")), /did not fail: there is nothing to repeat/);
            assert.match(
                String(await answering("no-pipeline")),
                /has no pipeline.*has to name it, in patternPipelines/,
            );
        });

        it("come in pages, whose tokens are good for their own list only", async () => {
            for (const name of ["c", "a", "b"]) {
                await send("POST", "/patterns", { ...made, name, attributes: {} });
            }
            const idsOf = (body: Answer): unknown[] =>
                (body["results"] as { patternMetaData: Answer }[]).map(
                    ({ patternMetaData }) => patternMetaData["patternId"],
                );
            const first = (await send("GET", "/patterns?limit=2")).body;
            const token = first["nextToken"] as string;
            assert.deepEqual(idsOf(first), ["A", "B"]);
            const rest = (await send("GET", `/patterns?limit=2&nextToken=${token}`)).body;
            assert.deepEqual([idsOf(rest), rest["nextToken"]], [["C"], undefined]);
            assert.equal((await send("GET", `/patterns?nextToken=${token}`, undefined, "reader")).status, 400);
            const bytes = Buffer.from(token, "base64url");
            bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
            for (const bad of [
                `/patterns?nextToken=${bytes.toString("base64url")}`,
                `/patterns?nextToken=${Buffer.from('{"patternId":"A"}').toString("base64url")}`,
                `/patterns?nextToken=AAAA`,
                `/patterns?attribute=tier:web&nextToken=${token}`,
                `/attributes?nextToken=${token}`,
            ]) {
                assert.equal((await send("GET", bad)).status, 400, bad);
            }
        });
    });

    describe("attributes", () => {
        it("are created, read, updated and deleted", async () => {
            const { status, body } = await withAttribute();
            assert.equal(status, 201);
            assert.equal(body["id"], "TIER:WEB");
            assert.deepEqual((await send("GET", "/attributes/tier:web", undefined, "reader")).body, body);
            assert.deepEqual((await send("GET", "/attributes?key=tier", undefined, "reader")).body, {
                results: [body],
            });
            const changes = { description: "Web tier", metadata: '{"a":[1]}', version: 1 };
            const updated = await send("PUT", "/attributes/tier:web", changes);
            assert.deepEqual(
                [updated.status, updated.body["version"], updated.body["metadata"]],
                [200, 2, '{"a":[1]}'],
            );
            assert.equal((await send("PUT", "/attributes/tier:web", changes)).status, 409);
            assert.deepEqual((await send("DELETE", "/attributes/tier:web")).body, { id: "TIER:WEB" });
            assert.deepEqual(world.asked.slice(-1), ["attribute TIER:WEB is at version 0"]);
            assert.equal((await send("GET", "/attributes/tier:web")).status, 404);
            assert.equal((await send("DELETE", "/attributes/tier:web")).status, 404);
        });

        it("in use are not deleted", async () => {
            await withAttribute();
            await send("POST", "/patterns", made);
            const { status, body } = await send("DELETE", "/attributes/tier:web");
            assert.deepEqual([status, body["error"]], [400, "A pattern has this attribute: take it away there first."]);
        });
    });

    describe("subscriptions", () => {
        beforeEach(() => send("POST", "/patterns", { ...made, attributes: {} }));

        it("are of the caller's own address", async () => {
            const body = { patternId: "web-app" };
            assert.deepEqual((await send("POST", "/subscriptions", body, "reader")).body, {
                patternId: "WEB-APP",
                subscribed: true,
            });
            assert.deepEqual(world.asked.slice(-1), ["reader@example.com follows WEB-APP"]);
            const mine = "/subscriptions?patternId=web-app";
            assert.equal((await send("GET", mine, undefined, "reader")).body["subscribed"], true);
            assert.equal((await send("GET", mine, undefined, "admin")).body["subscribed"], false);
            await send("DELETE", mine, undefined, "admin");
            assert.deepEqual(world.asked.slice(-1), ["admin@example.com follows WEB-APP no more"]);
            assert.equal((await send("GET", mine, undefined, "reader")).body["subscribed"], true);
            await send("DELETE", mine, undefined, "reader");
            assert.equal((await send("GET", mine, undefined, "reader")).body["subscribed"], false);
        });

        it("of what nothing publishes yet are refused, and not kept", async () => {
            const notifications = {
                follow: () => Promise.resolve("no-topic" as const),
                unfollow: () => Promise.resolve(),
            };
            world = testApi(pool, new DynamoStore(local.documents(), tables), { notifications });
            const { status, body } = await send("POST", "/subscriptions", { patternId: "web-app" }, "reader");
            assert.deepEqual([status, body["retryable"]], [400, false]);
            assert.match(String(body["error"]), /Nothing publishes this pattern yet/);
            const mine = "/subscriptions?patternId=web-app";
            assert.equal((await send("GET", mine, undefined, "reader")).body["subscribed"], false);
        });

        it("cannot be made, seen or ended for somebody else", async () => {
            const other = { patternId: "web-app", email: "reader@example.com" };
            assert.equal((await send("POST", "/subscriptions", other, "publisher")).status, 400);
            const query = "/subscriptions?patternId=web-app&email=reader@example.com";
            assert.equal((await send("GET", query, undefined, "publisher")).status, 400);
            assert.equal((await send("DELETE", query, undefined, "publisher")).status, 400);
        });

        it("are of no address that lower-casing makes another one of", async () => {
            // The Kelvin sign, which becomes a plain k.
            const kelvin = await pool.token({ email: "\u212aim@example.com" });
            const answer = await world.api.fetch(
                new Request("http://console.example/subscriptions?patternId=web-app", {
                    headers: { Authorization: `Bearer ${kelvin}` },
                }),
            );
            assert.equal(answer.status, 403);
        });

        it("need a verified address and a pattern", async () => {
            assert.equal((await send("POST", "/subscriptions", { patternId: "web-app" }, "stranger")).status, 403);
            assert.equal((await send("POST", "/subscriptions", { patternId: "other" }, "reader")).status, 404);
        });
    });

    describe("artifacts", () => {
        beforeEach(async () => {
            await send("POST", "/patterns", { ...made, attributes: {} });
            await publish("WEB-APP", ["template.json", "../secret", "docs/a.md"]);
        });
        const get = (file: string, pattern = "web-app") =>
            send("GET", `/artifacts/${encodeURIComponent(file)}?patternId=${pattern}`, undefined, "reader");

        it("are links that end soon", async () => {
            assert.deepEqual((await get("template.json")).body, {
                url: "https://artifacts.example/WEB-APP/template.json?60",
                expiresInSeconds: 60,
            });
        });

        for (const [file, status] of [
            ["other.json", 404],
            ["TEMPLATE.JSON", 404],
            ["../secret", 400],
            ["docs/a.md", 400],
            ["./template.json", 400],
            ["template.json/", 400],
            ["/template.json", 400],
            ["template.json%00", 400],
            ["template.json\u0000", 400],
            ["%2e%2e%2fsecret", 400],
            ["..\\secret", 400],
            ["..", 404],
        ] as const) {
            it(`that the pattern does not list, or that are a path, are none: ${JSON.stringify(file)}`, async () => {
                assert.equal((await get(file)).status, status);
            });
        }

        it("are those of the pattern that is named", async () => {
            assert.equal((await get("template.json", "other")).status, 404);
        });
    });

    describe("requests", () => {
        const bad: readonly [string, string, string, unknown][] = [
            ["an unknown field", "POST", "/patterns", { ...made, attributes: {}, version: 7 }],
            [
                "a field of the answer",
                "POST",
                "/patterns",
                { ...made, attributes: {}, createTime: "2020-01-01T00:00:00Z" },
            ],
            ["a name with capitals", "POST", "/patterns", { ...made, name: "Web" }],
            ["a name of 41 characters", "POST", "/patterns", { ...made, name: "x".repeat(41) }],
            ["a name that a command takes for an option", "POST", "/patterns", { ...made, name: "-x" }],
            ["a name that tables lose", "POST", "/patterns", { ...made, name: "__proto__" }],
            ["an empty name", "POST", "/patterns", { ...made, name: "" }],
            ["a type that is none", "POST", "/patterns", { ...made, patternType: "TF" }],
            ["a control character", "POST", "/patterns", { ...made, attributes: {}, description: "a\u0000b" }],
            ["text that runs backwards", "POST", "/patterns", { ...made, attributes: {}, description: "a\u202Eb" }],
            [
                "a description of 1,025 characters",
                "POST",
                "/patterns",
                { ...made, attributes: {}, description: "x".repeat(1025) },
            ],
            [
                "21 attributes",
                "POST",
                "/patterns",
                { ...made, attributes: Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`k${i}`, "v"])) },
            ],
            ["an attribute key with a colon", "POST", "/patterns", { ...made, attributes: { "a:b": "c" } }],
            [
                "two attribute keys that are one",
                "POST",
                "/patterns",
                { ...made, attributes: { tier: "web", TIER: "web" } },
            ],
            [
                "a key that the language keeps for itself",
                "POST",
                "/patterns",
                JSON.stringify(made).replace('"tier"', '"__proto__"'),
            ],
            ["half a character", "POST", "/patterns", { ...made, attributes: {}, description: "a\ud800b" }],
            [
                "half a character within the metadata",
                "POST",
                "/attributes",
                { key: "a", value: "b", metadata: '"a\ud800b"' },
            ],
            ["an operator for a value", "POST", "/patterns", { ...made, attributes: { a: { $ne: null } } }],
            ["a version that is text", "PUT", "/patterns/WEB", { description: "", attributes: {}, version: "1" }],
            ["a version below one", "PUT", "/patterns/WEB", { description: "", attributes: {}, version: 0 }],
            [
                "a version that none can follow",
                "PUT",
                "/attributes/TIER:WEB",
                { description: "", metadata: "{}", version: Number.MAX_SAFE_INTEGER },
            ],
            ["metadata that is no JSON", "POST", "/attributes", { key: "a", value: "b", metadata: "{" }],
            [
                "metadata of 7,001 characters",
                "POST",
                "/attributes",
                { key: "a", value: "b", metadata: `"${"x".repeat(6999)}"` + " " },
            ],
            ["a value of 121 characters", "POST", "/attributes", { key: "a", value: "b".repeat(121) }],
            ["a body that is a list", "POST", "/attributes", []],
            ["a body that is no JSON", "POST", "/attributes", "{"],
            ["no body", "POST", "/attributes", undefined],
            ["an id without a colon", "GET", "/attributes/tier", undefined],
            ["a page of 1,001", "GET", "/attributes?maxRow=1001", undefined],
            ["a page of 101 patterns", "GET", "/patterns?limit=101", undefined],
            ["a page of 0", "GET", "/patterns?limit=0", undefined],
            ["a page of 1.5", "GET", "/patterns?limit=1.5", undefined],
            ["a page of 0x10", "GET", "/patterns?limit=0x10", undefined],
            ["a page of 1e1", "GET", "/patterns?limit=1e1", undefined],
            ["a page of +5", "GET", "/attributes?maxRow=%2B5", undefined],
            ["a page of a blank", "GET", "/attributes?maxRow=%205", undefined],
            ["a page of nothing", "GET", "/attributes?maxRow=", undefined],
            ["a query that it does not know", "GET", "/patterns?filter=x", undefined],
            ["the same query twice", "GET", "/subscriptions?patternId=A&patternId=B", undefined],
        ];
        for (const [name, method, path, body] of bad) {
            it(`with ${name} are refused`, async () => {
                const answer = await send(method, path, body);
                assert.equal(answer.status, 400, JSON.stringify(answer.body));
                assert.deepEqual(Object.keys(answer.body).sort(), ["error", "retryable"]);
                assert.equal(answer.body["retryable"], false);
            });
        }

        it("that are too large are refused, whatever their length says", async () => {
            const large = JSON.stringify({ key: "a", value: "b", description: "x".repeat(70_000) });
            assert.equal((await send("POST", "/attributes", large)).status, 413);
            for (const [name, through] of Object.entries(shapesOf(world.api)).slice(1)) {
                const answer = await through(
                    new Request("http://console.example/attributes", {
                        method: "POST",
                        headers: {
                            Authorization: `Bearer ${tokens.admin}`,
                            "Content-Type": "application/json",
                            "Content-Length": "2",
                        },
                        body: large,
                    }),
                );
                assert.equal(answer.status, 413, name);
            }
        });

        it("whose bytes are no UTF-8 are refused, and those that are stay as they are", async () => {
            const about = (bytes: Buffer) =>
                Buffer.concat([Buffer.from('{"key":"a","value":"b","description":"'), bytes, Buffer.from('"}')]);
            const post = (body: Buffer) =>
                world.api.fetch(
                    new Request("http://console.example/attributes", {
                        method: "POST",
                        headers: { Authorization: `Bearer ${tokens.admin}`, "Content-Type": "application/json" },
                        body,
                    }),
                );
            for (const bytes of [[0xff], [0xc3], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]]) {
                const answer = await post(about(Buffer.from(bytes)));
                assert.deepEqual(
                    [answer.status, await answer.json()],
                    [400, { error: "The body is not UTF-8.", retryable: false }],
                );
            }
            const text = "\u00fc\u20ac\u{1F980}\ufffd";
            assert.equal((await post(about(Buffer.from(text)))).status, 201);
            assert.equal((await send("GET", "/attributes/A:B")).body["description"], text);
        });

        it("with another content type are refused", async () => {
            const answer = await send("POST", "/attributes", '{"key":"a","value":"b"}', "admin", {
                "content-type": "text/plain",
            });
            assert.deepEqual([answer.status, answer.body["error"]], [415, "Send the body as application/json."]);
        });

        it("are answered with the headers of the API and their id, faults as well", async () => {
            const answers = await Promise.all([
                send("GET", "/patterns"),
                send("GET", "/patterns", undefined, "admin", { Authorization: "none" }),
                send("GET", "/nothing"),
                send("POST", "/attributes", "{"),
            ]);
            assert.deepEqual(
                answers.map(({ status }) => status),
                [200, 401, 404, 400],
            );
            for (const { headers } of answers) {
                for (const [name, value] of Object.entries(API_HEADERS)) {
                    assert.equal(headers.get(name), value);
                }
                assert.match(headers.get("x-request-id") ?? "", /^[0-9a-f-]{36}$/);
            }
        });

        it("are logged by route and status, without what they carry", async () => {
            await send("POST", "/subscriptions", { patternId: "secret-pattern" }, "reader");
            const [entry] = world.requests;
            assert.deepEqual(
                { ...entry, requestId: "", milliseconds: 0 },
                {
                    requestId: "",
                    method: "POST",
                    route: "subscribe",
                    status: 404,
                    milliseconds: 0,
                    subject: "22222222-3333-4444-5555-666666666666",
                },
            );
            assert.ok(!/reader@|secret-pattern|eyJ/i.test(JSON.stringify(world.requests)));
        });
    });
});
