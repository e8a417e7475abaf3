import assert from "node:assert/strict";
import { fork, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json, text } from "node:stream/consumers";
import { openApiDocument } from "../../console/api/document";
import type { ProxyEvent, ProxyResult } from "../../console/api/lambda/events";
import { DynamoStore } from "../../console/api/store/dynamo";
import { apiDocument, BIN, bundles, FUNCTIONS, siteBundle, sourcesOf } from "../../console/bundles";
import { buildBundles } from "../../console/bundling/build";
import { addPages } from "../../console/bundling/site";
import { EmbeddedStore } from "../../console/local/embeddedStore";
import { request } from "./api/support/api";
import { CLIENT, UserPool } from "./api/support/identity";
import { apiGatewayEvent, loadBalancerEvent, toResponse } from "./api/support/shapes";
import { REGISTRY, VARIABLES } from "./api/support/variables";
import { stubPages } from "./local/support/pages";
import { attribute, eventOf, pattern } from "./registry/support/world";

const NAMES = Object.keys(FUNCTIONS) as (keyof typeof FUNCTIONS)[];
/** Those that need nothing but their code. */
const WHOLE = NAMES.filter((name) => name !== "site");

/** What `npm ci` installs, by folder. */
const { packages } = JSON.parse(readFileSync(join(__dirname, "..", "..", "package-lock.json"), "utf8")) as {
    packages: Readonly<Record<string, { readonly dev?: boolean }>>;
};

describe("the bundles of the console's functions", function () {
    this.timeout(60_000);
    let outside: string;
    let bin: string;
    before(async () => {
        outside = mkdtempSync(join(tmpdir(), "palisade-bundles-"));
        bin = join(outside, "bin");
        writeFileSync(
            join(outside, "run.cjs"),
            `const { handler } = require(process.argv[2]);
            process.on("message", async (event) => process.send(
                (await handler(event, { getRemainingTimeInMillis: () => 300_000 }).catch(String)) ?? null));`,
        );
        await buildBundles(bin);
    });
    after(() => rmSync(outside, { recursive: true }));

    it("lie in a folder each, with nothing besides the code and its map", () => {
        const built = bundles(bin);
        assert.deepEqual(Object.keys(built), WHOLE);
        for (const name of WHOLE) {
            assert.deepEqual(built[name], { folder: join(bin, name), handler: "index.handler" });
        }
        for (const name of NAMES) {
            assert.deepEqual(readdirSync(join(bin, name)).sort(), ["index.js", "index.js.map"]);
        }
        assert.equal(BIN, join(__dirname, "..", "..", "console", "bin"));
    });

    it("are refused where one is missing, with the command that makes them", () => {
        const others = mkdtempSync(join(outside, "others-"));
        assert.throws(() => bundles(others), {
            message: `not built: the console's ${[...NAMES.map((name) => join(name, "index.js")), "openapi.json"].join(", ")}: run 'npm run build:console'`,
        });
        cpSync(bin, others, { recursive: true });
        rmSync(join(others, "openapi.json"));
        const message = "not built: the console's openapi.json: run 'npm run build:console'";
        assert.throws(() => bundles(others), { message });
        assert.throws(() => apiDocument(others), { message });
    });

    it("lie beside the OpenAPI document of the API they were built from", () => {
        assert.deepEqual(apiDocument(bin), JSON.parse(JSON.stringify(openApiDocument())));
    });

    it("are refused where they were built from other sources, or building them was broken off", () => {
        const stale = join(outside, "stale");
        cpSync(bin, stale, { recursive: true });
        assert.deepEqual(Object.keys(bundles(stale)), WHOLE);
        const message = "the console's functions were built before it changed: run 'npm run build:console'";
        writeFileSync(join(stale, "sources"), "0");
        assert.throws(() => bundles(stale), { message });
        assert.throws(() => apiDocument(stale), { message });
        rmSync(join(stale, "sources"));
        assert.throws(() => bundles(stale), { message });
    });

    const files: Readonly<Record<string, boolean>> = {
        "console/access/routes.ts": true,
        "console/new.ts": true,
        "package-lock.json": true,
        "console/web/src/main.tsx": false,
        "console/local/main.ts": false,
        "console/bin/api/index.js": false,
    };
    for (const [file, isSource] of Object.entries(files)) {
        it(`${isSource ? "are other ones after" : "do not depend on"} a change of ${file}`, () => {
            const checkout = mkdtempSync(join(outside, "checkout-"));
            const write = (path: string, text: string) => {
                mkdirSync(join(checkout, path, ".."), { recursive: true });
                writeFileSync(join(checkout, path), text);
            };
            Object.keys(files).forEach((path) => path !== "console/new.ts" && write(path, "1"));
            const before = sourcesOf(join(checkout, "console"));
            assert.equal(sourcesOf(join(checkout, "console")), before);
            write(file, "2");
            assert.equal(sourcesOf(join(checkout, "console")) !== before, isSource);
        });
    }

    it("replace what was built before", async () => {
        const again = join(outside, "again");
        await buildBundles(again);
        writeFileSync(join(again, "api", "left.js"), "");
        await buildBundles(again);
        assert.equal(existsSync(join(again, "api", "left.js")), false);
    });

    for (const name of NAMES) {
        it(`hold no Pulumi, no code of tests or of this machine, and no package of development: ${name}`, () => {
            const text = readFileSync(join(bin, name, "index.js.map"), "utf8");
            const { sources, sourcesContent } = JSON.parse(text) as { sources: string[]; sourcesContent?: unknown };
            assert.equal(sourcesContent, undefined);
            assert.ok(sources.some((source) => source.endsWith(FUNCTIONS[name])));
            for (const source of sources) {
                const [, path] = /\/(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(source) ?? [];
                if (path === undefined) {
                    assert.match(source, /\/console\/(?!local|web|bin|bundling)/);
                } else {
                    assert.doesNotMatch(path, /@pulumi/);
                    assert.ok(packages[path], `${path} is in no lock file`);
                    assert.notEqual(packages[path].dev, true, `${path} is for development`);
                }
            }
        });
    }

    it("end at once where the environment is wrong, and say how", () => {
        const { status, stderr } = spawnSync(process.execPath, [join(bin, "api", "index.js")], {
            cwd: outside,
            env: { ...VARIABLES, CLIENT_ID: "", ISSUER: "hunter2" },
            encoding: "utf8",
        });
        assert.equal(status, 1);
        assert.match(stderr, /environment variables are wrong: ISSUER is no address of https; CLIENT_ID is missing/);
        assert.doesNotMatch(stderr, /hunter2/);
    });

    describe("for the pages", () => {
        const VARIABLES_OF_SITE = {
            RUNTIME_CONFIG: JSON.stringify({
                api: "/api",
                authority: "https://login.example.com",
                clientId: "a",
                scopes: ["openid"],
            }),
            CONNECT_ORIGINS: "https://login.example.com",
        };
        const start = (folder: string, env: Record<string, string> = VARIABLES_OF_SITE) =>
            spawnSync(process.execPath, [join(folder, "index.js")], { cwd: outside, env, encoding: "utf8" });
        let checkout: string;
        before(() => {
            checkout = mkdtempSync(join(outside, "console-"));
            writeFileSync(join(checkout, "headers.ts"), "1");
        });

        it("are refused without them, and by themselves say that they are missing", () => {
            assert.throws(() => siteBundle(bin, checkout), {
                message: "not built: the console's pages: run 'npm run build:console'",
            });
            assert.throws(() => siteBundle(mkdtempSync(join(outside, "none-"))), /^Error: not built: the console's/);
            const { status, stderr } = start(join(bin, "site"));
            assert.equal(status, 1);
            assert.match(stderr, /no pages beside the function's code, pages\.json: run 'npm run build:console'/);
        });

        it("serve them, and are refused once the console has changed", async () => {
            const whole = join(outside, "whole");
            cpSync(bin, whole, { recursive: true });
            const stub = stubPages();
            const { bytes } = await addPages(whole, stub.folder, checkout);
            stub.remove();
            assert.ok(bytes > 0);
            const built = siteBundle(whole, checkout);
            assert.deepEqual(built, { folder: join(whole, "site"), handler: "index.handler" });
            assert.deepEqual(readdirSync(built.folder).sort(), ["index.js", "index.js.map", "pages.json"]);

            const child = fork(join(outside, "run.cjs"), [join(built.folder, "index.js")], {
                cwd: outside,
                execArgv: [],
                silent: true,
                env: VARIABLES_OF_SITE,
            });
            try {
                child.send(loadBalancerEvent(new Request("https://console.example.com/patterns/WEB"), null));
                const [result] = (await once(child, "message")) as [ProxyResult];
                const response = toResponse(result);
                assert.equal(await response.text(), "<!doctype html><title>the page</title>");
                assert.match(
                    response.headers.get("content-security-policy") ?? "",
                    /connect-src 'self' https:\/\/login\.example\.com;/,
                );
            } finally {
                child.kill();
            }
            writeFileSync(join(checkout, "headers.ts"), "2");
            assert.throws(() => siteBundle(whole, checkout), {
                message: "the console's pages were built before it changed: run 'npm run build:console'",
            });
        });

        it("end at once where the environment is wrong, and say how", () => {
            const { status, stderr } = start(join(bin, "site"), { RUNTIME_CONFIG: "{}" });
            assert.equal(status, 1);
            assert.match(stderr, /RUNTIME_CONFIG is no configuration of the pages; CONNECT_ORIGINS is missing/);
        });
    });

    it("give groups by the provider's, as the trigger's environment says", async () => {
        const mapping = { provider: "Okta", groups: { platform: "SYSTEM_ADMIN" } };
        const trigger = fork(join(outside, "run.cjs"), [join(bin, "preToken", "index.js")], {
            cwd: outside,
            execArgv: [],
            silent: true,
            env: { GROUP_MAPPING: JSON.stringify(mapping) },
        });
        try {
            trigger.send({
                request: {
                    userAttributes: {
                        identities: JSON.stringify([{ providerName: "Okta", userId: "1" }]),
                        "cognito:user_status": "EXTERNAL_PROVIDER",
                        "custom:groups": "platform",
                    },
                    groupConfiguration: {},
                },
                response: {},
            });
            const [{ response }] = (await once(trigger, "message")) as [{ response: unknown }];
            assert.deepEqual(response, {
                claimsAndScopeOverrideDetails: { groupOverrideDetails: { groupsToOverride: ["SYSTEM_ADMIN"] } },
            });
        } finally {
            trigger.kill();
        }
    });

    describe("bring the store's attributes to the registry:", () => {
        let store: EmbeddedStore;
        let aws: Server;
        let groups: Map<string, unknown>;
        let built: unknown[];
        let isDown: boolean;

        /** What AppRegistry and CodePipeline answer. */
        async function answer(incoming: IncomingMessage): Promise<object | undefined> {
            const sent = (await text(incoming)) || "{}";
            const body = JSON.parse(sent) as Readonly<Record<string, unknown>>;
            const target = String(incoming.headers["x-amz-target"]);
            if (target.startsWith("CodePipeline")) {
                return target.endsWith("ListPipelines")
                    ? { pipelines: [] }
                    : { started: built.push(body["variables"]) };
            }
            if (isDown) {
                return { __type: "ValidationException", message: sent };
            }
            const { method = "", url = "" } = incoming;
            const name = decodeURIComponent(url).replace(/^\/attribute-groups\/?/, "");
            if (method === "POST") {
                groups.set(String(body["name"]), body);
                return {};
            }
            if (method === "DELETE") {
                groups.delete(name);
                return {};
            }
            return name === ""
                ? { attributeGroups: [...groups.keys()].map((one) => ({ name: one })) }
                : (groups.get(name) as object | undefined);
        }

        before(async () => {
            store = await EmbeddedStore.start();
            const tables = await store.makeTables();
            const content = new DynamoStore(store.documents(), tables);
            await content.createAttribute(attribute("TIER:A", 1, '{"secret":"hunter2"}'));
            await content.createAttribute(attribute("TIER:B"));
            await content.createPattern(pattern("WEB"));
            aws = createServer((incoming, response) => {
                void answer(incoming).then((body) => {
                    const type =
                        body === undefined ? "ResourceNotFoundException" : (body as { __type?: string }).__type;
                    const headers = { "content-type": "application/json", ...(type && { "x-amzn-errortype": type }) };
                    response.writeHead(type ? 400 : 200, headers).end(JSON.stringify(body ?? {}));
                });
            });
            aws.listen(0, "127.0.0.1");
            await once(aws, "listening");
        });
        after(async () => {
            aws.closeAllConnections();
            aws.close();
            await store.stop();
        });
        beforeEach(() => {
            groups = new Map();
            built = [];
            isDown = false;
        });

        /** What a function returns, or the error that it ends with, and what it writes. */
        async function run(
            name: "consumer" | "synchroniser",
            event: object,
        ): Promise<{ result: unknown; output: string }> {
            const { accessKeyId, secretAccessKey } = await store.documents().config.credentials();
            const child = fork(join(outside, "run.cjs"), [join(bin, name, "index.js")], {
                cwd: outside,
                execArgv: [],
                silent: true,
                env: {
                    ...VARIABLES,
                    ...REGISTRY,
                    PUBLISH_DATA_TABLE: "publishData",
                    AWS_REGION: "eu-west-1",
                    AWS_ACCESS_KEY_ID: accessKeyId,
                    AWS_SECRET_ACCESS_KEY: secretAccessKey,
                    AWS_ENDPOINT_URL: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`,
                    AWS_ENDPOINT_URL_DYNAMODB: store.endpoint,
                },
            });
            let output = "";
            for (const stream of [child.stdout, child.stderr]) {
                stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
            }
            try {
                child.send(event);
                const [result] = (await Promise.race([
                    once(child, "message"),
                    once(child, "exit").then(() => assert.fail(`the function ended: ${output}`)),
                ])) as [unknown];
                child.kill();
                await once(child, "close");
                return { result, output };
            } finally {
                child.kill();
            }
        }

        const EVENT = eventOf(
            ["A", { kind: "attribute", id: "TIER:A", version: 1 }],
            ["C", { kind: "attribute", id: "TIER:C", version: 0 }],
            ["D", "hunter2"],
        );

        it("the consumer those that are announced", async () => {
            groups.set("PALISADE.TIER.C", { attributes: "{}", tags: { "palisade:console": "PALISADE" } });
            const { result, output } = await run("consumer", EVENT);
            assert.deepEqual(result, { batchItemFailures: [{ itemIdentifier: "m3" }] }, output);
            assert.deepEqual([...groups.keys()], ["PALISADE.TIER.A"]);
            assert.match(output, /"Changed":2,"Unchanged":0,"Failed":1,"Left":0/);
            assert.doesNotMatch(output, /hunter2/);
        });

        it("the synchroniser all, and has pipelines made", async () => {
            groups.set("PALISADE.TIER.C", { attributes: "{}", tags: { "palisade:console": "PALISADE" } });
            groups.set("PALISADE.TIER.D", { attributes: "{}", tags: {} });
            const { result, output } = await run("synchroniser", {});
            assert.equal(result, null, output);
            assert.deepEqual([...groups.keys()].sort(), ["PALISADE.TIER.A", "PALISADE.TIER.B", "PALISADE.TIER.D"]);
            assert.deepEqual(built, [[{ name: "patternId", value: "web" }]]);
            assert.match(output, /"WithoutPipeline":1,"Changed":4,"Unchanged":1,"Failed":0,"Left":0/);
            assert.doesNotMatch(output, /hunter2/);
        });

        it("neither where the registry refuses, and they end with that, without what it said", async () => {
            isDown = true;
            const failed = ["m1", "m2", "m3"].map((itemIdentifier) => ({ itemIdentifier }));
            const consumed = await run("consumer", EVENT);
            const { batchItemFailures } = consumed.result as { batchItemFailures: { itemIdentifier: string }[] };
            assert.deepEqual(
                batchItemFailures.sort((one, other) => (one.itemIdentifier < other.itemIdentifier ? -1 : 1)),
                failed,
            );
            const synchronised = await run("synchroniser", {});
            assert.match(String(synchronised.result), /^Error: the synchroniser is not through: 3 failed, 0 were left/);
            assert.doesNotMatch(consumed.output + synchronised.output, /hunter2/);
        });
    });

    describe("run in a process of their own, outside of the repository:", () => {
        const SECRET = "a secret of the tests that is long enough";
        let pool: UserPool;
        let store: EmbeddedStore;
        let aws: Server;
        let child: ChildProcess;
        let output: string;
        /** What services other than the store were asked, and what the one with secrets answers. */
        let asked: { readonly target: string; readonly body: unknown }[];
        let hasSecret: boolean;

        before(async () => {
            pool = await UserPool.start();
            store = await EmbeddedStore.start();
            await store.makeTables();
            aws = createServer((incoming, response) => {
                void json(incoming).then((body) => {
                    const target = String(incoming.headers["x-amz-target"]);
                    asked.push({ target, body });
                    const isRefused = target === "secretsmanager.GetSecretValue" && !hasSecret;
                    response
                        .writeHead(isRefused ? 400 : 200, { "content-type": "application/x-amz-json-1.1" })
                        .end(
                            JSON.stringify(isRefused ? { __type: "AccessDeniedException" } : { SecretString: SECRET }),
                        );
                });
            });
            aws.listen(0, "127.0.0.1");
            await once(aws, "listening");
        });
        after(async () => {
            pool.stop();
            aws.closeAllConnections();
            aws.close();
            await store.stop();
        });
        beforeEach(async () => {
            asked = [];
            output = "";
            hasSecret = true;
            const { accessKeyId, secretAccessKey } = await store.documents().config.credentials();
            child = fork(join(outside, "run.cjs"), [join(bin, "api", "index.js")], {
                cwd: outside,
                execArgv: [],
                silent: true,
                env: {
                    ...VARIABLES,
                    ISSUER: pool.issuer,
                    CLIENT_ID: CLIENT,
                    PUBLISH_DATA_TABLE: "publishData",
                    AWS_REGION: "eu-west-1",
                    AWS_ACCESS_KEY_ID: accessKeyId,
                    AWS_SECRET_ACCESS_KEY: secretAccessKey,
                    AWS_ENDPOINT_URL: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`,
                    AWS_ENDPOINT_URL_DYNAMODB: store.endpoint,
                },
            });
            for (const stream of [child.stdout, child.stderr]) {
                stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
            }
        });
        afterEach(() => child.kill());

        async function answer(event: ProxyEvent): Promise<ProxyResult> {
            child.send(event);
            const [result] = (await Promise.race([
                once(child, "message"),
                once(child, "exit").then(() => assert.fail(`the function ended: ${output}`)),
            ])) as [ProxyResult];
            return result;
        }

        const event = async (...args: Parameters<typeof request>): Promise<ProxyEvent> => {
            const one = request(...args);
            const text = await one.text();
            return apiGatewayEvent(one, text === "" ? null : Buffer.from(text));
        };

        it("without a token 401, of both shapes, by one reading of the secret", async () => {
            for (const shape of [apiGatewayEvent, loadBalancerEvent, apiGatewayEvent]) {
                const { statusCode, body } = await answer(shape(request("listPatterns"), null));
                assert.equal(statusCode, 401);
                assert.deepEqual(JSON.parse(body), {
                    error: "Sign in: the request has no valid access token.",
                    retryable: false,
                });
            }
            assert.deepEqual(asked, [
                { target: "secretsmanager.GetSecretValue", body: { SecretId: VARIABLES.PAGE_TOKEN_SECRET } },
            ]);
        });

        it("503 as long as there is no secret, and then as always", async () => {
            hasSecret = false;
            const { statusCode, body } = await answer(await event("listPatterns"));
            assert.equal(statusCode, 503);
            assert.equal((JSON.parse(body) as { retryable: unknown }).retryable, true);
            hasSecret = true;
            assert.equal((await answer(await event("listPatterns"))).statusCode, 401);
        });

        it("the store's content to who is signed in, and the builder is asked for a new pattern's pipeline", async () => {
            const token = await pool.token({ "cognito:groups": ["PATTERN_PUBLISHER"], email: "me@example.com" });
            const headers = { authorization: `Bearer ${token}` };
            const created = await answer(await event("createPattern", headers));
            assert.equal(created.statusCode, 201, created.body);
            const listed = await answer(await event("listPatterns", headers));
            assert.equal(listed.statusCode, 200, listed.body);
            const { results } = JSON.parse(listed.body) as { results: { patternMetaData: { patternId: string } }[] };
            assert.deepEqual(
                results.map(({ patternMetaData }) => patternMetaData.patternId),
                ["WEB"],
            );
            const [, build] = asked;
            assert.equal(build?.target, "CodePipeline_20150709.StartPipelineExecution");
            const { name, variables } = build.body as { name: unknown; variables: unknown };
            assert.deepEqual([name, variables], ["make-pipelines", [{ name: "patternId", value: "web" }]]);
            assert.match(output, /"route":"listPatterns"/);
            assert.doesNotMatch(output, new RegExp(`${token.slice(-20)}|me@example|${SECRET}`));
        });
    });
});
