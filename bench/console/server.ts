/**
 * The process that is measured: the console's local server, and beside it the same one without its token check, and a bare
 * router, all on one embedded store. Started by `fork`; tells where it is once it answers, and ends with its parent.
 */
import { BatchWriteCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { importJWK, SignJWT } from "jose";
import { createApi } from "../../console/api/app";
import type { Dependencies } from "../../console/api/dependencies";
import { PageTokens } from "../../console/api/http/pageTokens";
import { tokenVerifier, type TokenVerifier } from "../../console/api/http/tokens";
import type { Pattern, PublishData } from "../../console/api/schemas";
import { DynamoStore } from "../../console/api/store/dynamo";
import { Publications } from "../../console/api/store/publications";
import { LAST, type TableNames } from "../../console/api/store/tables";
import { artifactsOf, LocalArtifacts } from "../../console/local/artifacts";
import { EmbeddedStore } from "../../console/local/embeddedStore";
import { CLIENT_ID, identityProvider, SCOPES } from "../../console/local/identityProvider";
import { keysIn, type Keys } from "../../console/local/keys";
import { LoopbackServer } from "../../console/local/loopback";
import { LocalPipelines } from "../../console/local/pipelines";
import { consoleServer } from "../../console/local/server";
import { accessClaims } from "../../console/local/tokenClaims";
import { USERS, type User } from "../../console/local/users";
import { percentiles, type Percentiles } from "./load";
import { nameOf, PATTERNS, type Started } from "./measured";

const VERIFICATIONS = 500;
/** The most that DynamoDB takes at a time is 25, of all tables. */
const BATCH = 12;

async function main(): Promise<void> {
    const identity = await LoopbackServer.listen(0);
    const keys = await keysIn(undefined);
    const embedded = await EmbeddedStore.start();
    const documents = embedded.documents();
    const tables = await embedded.makeTables();
    const store = new DynamoStore(documents, tables);
    const pipelines = new LocalPipelines(store, new Publications(documents, tables.publishData));
    await fill(documents, tables);

    const publisher = USERS.find(({ name }) => name === "publisher");
    if (publisher === undefined) {
        throw new Error("the local identity provider has no publisher");
    }
    const token = await accessToken(publisher, identity.origin, keys);
    const verify = tokenVerifier({ issuer: identity.origin, clientId: CLIENT_ID });
    const parts = { store, pipelines, pageTokens: new PageTokens(keys.pageTokens) };
    const consoleWith = async (check: TokenVerifier): Promise<string> => {
        const site = await LoopbackServer.listen(0);
        if (check === verify) {
            // The provider knows one console: the one whose tokens are checked.
            const settings = { issuer: identity.origin, console: site.origin, keys, accessTokenSeconds: 3600 };
            identity.answer(identityProvider(settings), (_, response) => response.writeHead(421).end());
        }
        const artifacts = new LocalArtifacts(site.origin, store);
        serve(
            site,
            consoleServer({
                api: createApi({ ...parts, artifacts, verify: check, ...quietPorts() }),
                artifacts,
                pages: new Map(),
                config: { api: "/api", authority: identity.origin, clientId: CLIENT_ID, scopes: SCOPES },
                identityProvider: identity.origin,
            }),
        );
        return `${site.origin}/api`;
    };
    const checked = await consoleWith(verify);
    // Fetches the keys, too.
    const claims = await verify(token);
    const started: Started = {
        console: checked,
        unchecked: await consoleWith(() => Promise.resolve(claims)),
        bare: await bareRouter(parts),
        token,
    };
    process.on("message", () => {
        void timesOf(() => verify(token)).then((verified) => process.send?.(verified));
    });
    process.once("disconnect", () => process.exit());
    process.send?.(started);
}

/** What the store and the pipelines are asked for the same three requests, and nothing else. */
async function bareRouter({ store, pipelines, pageTokens }: Pick<Dependencies, "store" | "pipelines" | "pageTokens">) {
    const site = await LoopbackServer.listen(0);
    const router = new Hono();
    router.get("/patterns", async (context) => {
        const page = await store.listPatterns({ limit: Number(context.req.query("limit")) });
        const last = await store.lastPublishedOf(page.items.map(({ patternId }) => patternId));
        const results = page.items.map((pattern) => ({
            patternMetaData: pattern,
            lastCommitPublishData: last.get(pattern.patternId),
        }));
        return context.json({ results, nextToken: page.next && pageTokens.seal(page.next, "") });
    });
    router.get("/patterns/:id", async (context) => {
        const id = context.req.param("id");
        const [metadata, lastCommitPublishData] = await Promise.all([store.getPattern(id), store.lastPublished(id)]);
        return context.json({ metadata, lastCommitPublishData });
    });
    router.post("/patterns", async (context) => {
        const { name } = await context.req.json<{ name: string }>();
        const pattern = patternOf(name);
        await store.createPattern(pattern);
        await pipelines.create(pattern.patternId);
        return context.json({ patternObject: pattern }, 201);
    });
    serve(site, router);
    return site.origin;
}

function serve(site: LoopbackServer, application: Hono): void {
    const listener = getRequestListener(application.fetch, { overrideGlobalObjects: false });
    site.answer(
        (request, response) => void listener(request, response),
        (_, response) => response.writeHead(421).end(),
    );
}

async function accessToken(user: User, issuer: string, { signing }: Keys): Promise<string> {
    return new SignJWT({ ...(await accessClaims(user, CLIENT_ID)), client_id: CLIENT_ID })
        .setProtectedHeader({ alg: "RS256", kid: signing.kid ?? "" })
        .setIssuer(issuer)
        .setSubject(user.subject)
        .setIssuedAt()
        .setExpirationTime("1h")
        .sign(await importJWK(signing));
}

/** As the store and the pipelines would have written them, in batches: one by one it takes a minute. */
async function fill(documents: DynamoDBDocumentClient, tables: TableNames): Promise<void> {
    const numbers = Array.from({ length: PATTERNS }, (_, number) => number);
    for (let first = 0; first < PATTERNS; first += BATCH) {
        const patterns = numbers.slice(first, first + BATCH).map((number) => patternOf(nameOf(number)));
        const put = (Item: Record<string, unknown>) => ({ PutRequest: { Item } });
        const { UnprocessedItems = {} } = await documents.send(
            new BatchWriteCommand({
                RequestItems: {
                    [tables.patterns]: patterns.map((pattern) => put({ ...pattern, kind: "PATTERN" })),
                    [tables.publishData]: patterns.map((pattern) =>
                        put({ ...publicationOf(pattern), patternId: pattern.patternId, published: LAST }),
                    ),
                },
            }),
        );
        if (Object.keys(UnprocessedItems).length > 0) {
            throw new Error("the embedded store did not take all of a batch");
        }
    }
}

function publicationOf(pattern: Pattern): PublishData {
    return {
        commitId: "0".repeat(40),
        publishTime: pattern.createTime,
        artifacts: artifactsOf(pattern),
        packages: [{ name: `@patterns/${pattern.name}`, version: "1.0.0" }],
        products: [],
    };
}

function patternOf(name: string): Pattern {
    const time = new Date().toISOString();
    return {
        patternId: name.toUpperCase(),
        name,
        description: "A FIFO queue with a dead-letter queue, both encrypted with one key.",
        patternType: "CDK",
        attributes: {},
        version: 1,
        createTime: time,
        lastUpdateTime: time,
    };
}

function quietPorts(): Pick<Dependencies, "changes" | "notifications" | "log"> {
    const nothing = (): Promise<void> => Promise.resolve();
    return {
        changes: { announce: nothing },
        notifications: { follow: () => Promise.resolve("asked"), unfollow: nothing },
        log: {
            request: () => undefined,
            fault: ({ error }) => console.error(error),
        },
    };
}

async function timesOf(work: () => Promise<unknown>): Promise<Percentiles> {
    const times: number[] = [];
    for (let time = 0; time < VERIFICATIONS; time++) {
        const begin = performance.now();
        await work();
        times.push(performance.now() - begin);
    }
    return percentiles(times);
}

main().catch((error: unknown) => {
    console.error(error);
    process.exit(1);
});
