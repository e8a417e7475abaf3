import assert from "node:assert/strict";
import diagnostics from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";
import { inspect } from "node:util";
import { S3Client } from "@aws-sdk/client-s3";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { JWTPayload } from "jose";
import { BucketArtifacts } from "../../../../console/aws/artifacts";
import { PageTokens } from "../../../../console/api/http/pageTokens";
import { DynamoStore } from "../../../../console/api/store/dynamo";
import { Publications } from "../../../../console/api/store/publications";
import { TABLES, type TableNames } from "../../../../console/api/store/tables";
import { testApi } from "./api";
import { UserPool } from "./identity";
import { shapesOf } from "./shapes";
import { LocalTables } from "./tables";

/** Who tries it, by the claims of the token. */
const ROLES = {
    reader: { sub: "reader", email: "mallory@example.com" },
    publisher: { sub: "publisher", email: "pat@example.com", "cognito:groups": ["PATTERN_PUBLISHER"] },
    admin: { sub: "admin", email: "ada@example.com", "cognito:groups": ["SYSTEM_ADMIN"] },
} as const satisfies Record<string, JWTPayload>;

type Given<T> = T | ((world: World) => T | Promise<T>);

/** A request that somebody tries, and all that may come of it. */
export interface Attempt {
    /** Default: a reader. `nobody` sends no token. */
    readonly as?: keyof typeof ROLES | "nobody" | JWTPayload;
    /** Method and path: `GET /patterns`. */
    readonly send: Given<string>;
    readonly headers?: Given<Readonly<Record<string, string>>>;
    /** Texts and bytes are sent as they are, all else as JSON. */
    readonly body?: unknown;
    readonly status: number;
    /** The status where the path arrives decoded, as from API Gateway. Default: the same. */
    readonly decoded?: number;
    /** The whole answer, or what its `error` says. */
    readonly answer?: object | RegExp;
    /** What other services are asked. Default: nothing. */
    readonly asked?: readonly string[];
    /** The items that are stored, changed or deleted, by table and key. Default: none. */
    readonly changed?: readonly string[];
}

export type Attempts = Readonly<Record<string, Attempt>>;

/** What the clock of the API shows. */
export const NOW = new Date("2026-05-05T12:00:00.000Z");

/** What no answer may hold: others' addresses, fields of the store, names of tables, and the inside of the program. */
const SECRETS = [
    /kim@example\.com/i,
    /"(mark|deleting|item|published)"/,
    /"kind":"(PATTERN|ATTRIBUTE)"/,
    /(patterns|publishData|attributes|subscriptions)-\d/,
    /\bat [^"]*\.[cm]?[jt]s:\d+/,
    /\b(node_modules|dynamo\w*|zod|hono)\b/i,
];

/** All headers that an answer has: no CORS, no cookie, no name of a server. */
export const HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "content-type": "application/json",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
};

const NO_BYTES = new Set(["GET", "HEAD"]);

/**
 * An API with content, and all that it does. Kim follows the pattern WEB, which has the attribute TIER:WEB and two
 * publications; DB has one; TIER:DATA is used by none.
 */
export class World {
    static async start(): Promise<World> {
        return new World(await UserPool.start(), await LocalTables.start());
    }

    private now = NOW;
    private readonly requested: string[] = [];
    private tables!: TableNames;
    private api!: ReturnType<typeof testApi>;
    private before!: ReadonlyMap<string, string>;

    private constructor(
        readonly pool: UserPool,
        private readonly local: LocalTables,
    ) {
        diagnostics.subscribe("http.client.request.start", this.noteHttp);
        diagnostics.subscribe("undici:request:create", this.noteFetch);
    }

    stop(): void {
        diagnostics.unsubscribe("http.client.request.start", this.noteHttp);
        diagnostics.unsubscribe("undici:request:create", this.noteFetch);
        this.pool.stop();
        this.local.stop();
    }

    /** New tables with the same content. */
    async renew(): Promise<void> {
        this.tables = await this.local.fresh();
        const store = new DynamoStore(this.local.documents(), this.tables);
        await this.fill(store);
        const bucket = new BucketArtifacts(
            new S3Client({ region: "eu-west-1", credentials: { accessKeyId: "A", secretAccessKey: "local" } }),
            "artifacts",
        );
        const api = testApi(this.pool, store, {
            now: () => this.now,
            pageTokens: new PageTokens("a secret of the tests that is long enough", () => this.now),
            pipelines: {
                hasBuilder: true,
                create: () => Promise.resolve(),
                restart: (id) => {
                    api.asked.push(`restart the pipeline of ${id}`);
                    return Promise.resolve(id === "DB" ? "started" : "not-failed");
                },
            },
            artifacts: {
                link: (id, file, seconds) => {
                    api.asked.push(`link to ${id}/${file}`);
                    return bucket.link(id, file, seconds);
                },
            },
        });
        this.api = api;
        this.before = await this.stored();
    }

    token(as: keyof typeof ROLES | JWTPayload = "reader"): Promise<string> {
        return this.pool.token(typeof as === "string" ? ROLES[as] : as);
    }

    /** Sends it through a shape, and checks all that came of it. Whether anything was changed. */
    async attempt(shape: keyof ReturnType<typeof shapesOf>, attempt: Attempt): Promise<boolean> {
        this.api.asked.length = 0;
        this.requested.length = 0;
        const response = await shapesOf(this.api.api)[shape](await this.requestOf(attempt));
        const text = await response.text();

        const { status, decoded = status } = attempt;
        assert.equal(response.status, shape === "API Gateway" ? decoded : status, text);
        const { "x-request-id": id, ...headers } = Object.fromEntries(response.headers);
        assert.deepEqual(headers, HEADERS);
        assert.match(id ?? "", /^[\w=-]{1,64}$/);
        const told = text.replace(/"nextToken":"[\w-]+"/, "");
        SECRETS.forEach((secret) => assert.doesNotMatch(told, secret));
        const body = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
        if (response.status >= 400 && text !== "") {
            const { current: _current, ...failure } = body;
            assert.deepEqual(Object.keys(failure).sort(), ["error", "retryable"]);
        }
        if (attempt.answer instanceof RegExp) {
            assert.match(String(body["error"]), attempt.answer);
        } else if (attempt.answer !== undefined) {
            assert.deepEqual(body, attempt.answer);
        }

        const asked = new Set(this.requested);
        const [keys, store] = [new URL(this.pool.issuer).host, await this.addressOfStore()];
        // What did not ask the store has changed nothing there.
        const changed = asked.has(store) ? await this.changes() : [];
        assert.deepEqual(changed, attempt.changed ?? []);
        assert.deepEqual(this.api.asked, attempt.asked ?? []);
        assert.deepEqual(
            [...asked].filter((host) => host !== keys && host !== store),
            [],
        );
        assert.deepEqual(this.api.faults, []);
        assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
        return changed.length > 0;
    }

    /** An answer to somebody, for what a table cannot say. */
    async get(path: string, attempt: Omit<Attempt, "send" | "status"> = {}): Promise<Response> {
        return this.api.api.fetch(await this.requestOf({ ...attempt, send: `GET ${path}`, status: 0 }));
    }

    /** The token of a list's next page, as it was given to somebody so many hours ago. */
    async pageToken(path: string, as: Attempt["as"] = "reader", hours = 0): Promise<string> {
        this.now = new Date(NOW.getTime() - hours * 3_600_000);
        const { nextToken } = (await (await this.get(path, { as })).json()) as { nextToken: string };
        this.now = NOW;
        assert.equal(typeof nextToken, "string");
        return nextToken;
    }

    private async requestOf(attempt: Attempt): Promise<Request> {
        const { as, body, send, headers = {} } = attempt;
        const [, method = "", path = ""] = /^(\w+) (.*)$/s.exec(await given(send, this)) ?? [];
        const isPlain = typeof body === "string" || Buffer.isBuffer(body);
        return new Request(`http://console.example${path}`, {
            method,
            headers: {
                ...(as !== "nobody" && { Authorization: `Bearer ${await this.token(as)}` }),
                ...(body !== undefined && { "Content-Type": "application/json" }),
                ...(await given(headers, this)),
            },
            ...(body !== undefined && !NO_BYTES.has(method) && { body: isPlain ? body : JSON.stringify(body) }),
        });
    }

    private async fill(store: DynamoStore): Promise<void> {
        const time = { version: 1, createTime: "2026-01-01T00:00:00.000Z", lastUpdateTime: "2026-01-01T00:00:00.000Z" };
        for (const value of ["WEB", "DATA"]) {
            const id = `TIER:${value}`;
            await store.createAttribute({ id, name: id, key: "TIER", value, description: "", metadata: "{}", ...time });
        }
        for (const [patternId, attributes] of [
            ["WEB", { TIER: "WEB" }],
            ["DB", {}],
        ] as const) {
            const name = patternId.toLowerCase();
            await store.createPattern({ patternId, name, description: "", patternType: "CFN", attributes, ...time });
        }
        await store.subscribe("WEB", "kim@example.com");
        const publications = new Publications(this.local.documents(), this.tables.publishData);
        for (const [patternId, day, files] of [
            ["WEB", "01", ["old.json"]],
            ["WEB", "02", ["template.json", ...ODD_FILES]],
            ["DB", "01", ["db.json"]],
        ] as const) {
            await publications.record(patternId, {
                commitId: `c${day}`,
                publishTime: `2026-01-${day}T00:00:00.000Z`,
                artifacts: files.map((file) => ({ file, kind: "template" })),
                packages: [],
                products: [],
            });
        }
    }

    private async stored(): Promise<ReadonlyMap<string, string>> {
        const tables = Object.entries(TABLES) as [keyof TableNames, (typeof TABLES)[keyof TableNames]][];
        const items = await Promise.all(
            tables.map(async ([name, { partitionKey, ...table }]) => {
                const { Items = [] } = await this.local
                    .documents()
                    .send(new ScanCommand({ TableName: this.tables[name], ConsistentRead: true }));
                const keys = [partitionKey, ...("sortKey" in table ? [table.sortKey] : [])];
                return Items.map((item): [string, string] => [
                    [name, ...keys.map((key) => String(item[key]))].join(" "),
                    inspect(item, { depth: null, sorted: true }),
                ]);
            }),
        );
        return new Map(items.flat());
    }

    private async changes(): Promise<string[]> {
        const now = await this.stored();
        const keys = new Set([...this.before.keys(), ...now.keys()]);
        return [...keys].filter((key) => this.before.get(key) !== now.get(key)).sort();
    }

    private async addressOfStore(): Promise<string> {
        const { hostname = "", port } = (await this.local.documents().config.endpoint?.()) ?? {};
        return `${hostname}:${port}`;
    }

    private readonly noteHttp = (message: unknown): void => {
        const { request } = message as { request: ClientRequest };
        this.requested.push(String(request.getHeader("host")));
    };

    private readonly noteFetch = (message: unknown): void => {
        const { request } = message as { request: { origin: string } };
        this.requested.push(new URL(request.origin).host);
    };
}

/** Names that a pipeline should not give to files, and did. */
export const ODD_FILES = [
    'a".html',
    "b;filename=c.html",
    "d\r\nSet-Cookie: e=f",
    "g\u202Etxt.exe",
    "\u00fc.json",
    "../db.json",
    "%2e%2e%2fdb.json",
    "h\\i.json",
    "..",
    "",
] as const;

function given<T>(value: Given<T>, world: World): T | Promise<T> {
    return typeof value === "function" ? (value as (world: World) => T | Promise<T>)(world) : value;
}

/** Tries each of them through each shape in which a request reaches the API. */
export function tryAll(table: Readonly<Record<string, Attempts>>, world: () => World): void {
    for (const [category, attempts] of Object.entries(table)) {
        describe(category, () => {
            let isChanged = true;
            beforeEach(async () => {
                if (isChanged) {
                    await world().renew();
                }
                isChanged = true;
            });
            for (const [name, attempt] of Object.entries(attempts)) {
                for (const shape of ["HTTP", "API Gateway", "load balancer"] as const) {
                    it(`${name}, by ${shape}`, async () => {
                        isChanged = await world().attempt(shape, attempt);
                    });
                }
            }
        });
    }
}
