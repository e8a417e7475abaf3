import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { exportJWK, exportSPKI } from "jose";
import type { Store } from "../../../console/api/ports";
import { ROUTES, type RouteName } from "../../../console/access";
import { request, testApi } from "./support/api";
import { shapesOf, type Send } from "./support/shapes";
import { signingKey, UserPool, type SigningKey } from "./support/identity";

const SHAPES = ["HTTP", "API Gateway", "load balancer"] as const;
const NAMES = Object.keys(ROUTES) as RouteName[];
const ADDRESS = { email: "me@example.com" };

/** Refused routes per role, written by hand from the security page of the original. */
const ATTRIBUTE_CHANGES: readonly RouteName[] = ["createAttribute", "updateAttribute", "deleteAttribute"];
const PATTERN_CHANGES: readonly RouteName[] = ["createPattern", "updatePattern", "restartPipeline"];
const ROLES: Readonly<
    Record<string, { readonly claims: Record<string, unknown>; readonly refused: readonly RouteName[] }>
> = {
    reader: { claims: {}, refused: [...PATTERN_CHANGES, ...ATTRIBUTE_CHANGES] },
    publisher: { claims: { "cognito:groups": ["PATTERN_PUBLISHER"] }, refused: ATTRIBUTE_CHANGES },
    admin: { claims: { "cognito:groups": ["SYSTEM_ADMIN"] }, refused: [] },
    "both groups": { claims: { "cognito:groups": ["PATTERN_PUBLISHER", "SYSTEM_ADMIN"] }, refused: [] },
    "federated, mapped": {
        claims: { username: "Okta_1", "cognito:groups": ["eu-west-1_abc_Okta", "PATTERN_PUBLISHER"] },
        refused: ATTRIBUTE_CHANGES,
    },
    "federated, unmapped": {
        claims: { username: "Okta_2", "cognito:groups": ["eu-west-1_abc_Okta"] },
        refused: [...PATTERN_CHANGES, ...ATTRIBUTE_CHANGES],
    },
    "with an attribute of his own writing": {
        claims: { "custom:groups": ["SYSTEM_ADMIN"], groups: ["SYSTEM_ADMIN"], "custom:roles": "SYSTEM_ADMIN" },
        refused: [...PATTERN_CHANGES, ...ATTRIBUTE_CHANGES],
    },
    "with groups as a text": {
        claims: { "cognito:groups": "SYSTEM_ADMIN" },
        refused: [...PATTERN_CHANGES, ...ATTRIBUTE_CHANGES],
    },
};

describe("authorization", () => {
    let pool: UserPool;
    let stranger: SigningKey;
    let reached: string[];
    let shapes: ReturnType<typeof shapesOf>;
    const send: Send = (one) => shapes.HTTP(one);

    before(async () => {
        pool = await UserPool.start();
        stranger = await signingKey("key-1");
        // A store that only tells whether it was asked: then the request was let through.
        const store = new Proxy({} as Store, {
            get: (_, method: string) => () => {
                reached.push(method);
                return Promise.resolve(undefined);
            },
        });
        const { api } = testApi(pool, store);
        shapes = shapesOf(api);
    });
    after(() => pool.stop());
    beforeEach(() => (reached = []));

    for (const [role, { claims, refused }] of Object.entries(ROLES)) {
        for (const name of NAMES) {
            for (const shape of SHAPES) {
                it(`${role}: ${name} is ${refused.includes(name) ? "refused" : "allowed"} by ${shape}`, async () => {
                    const token = await pool.token({ ...ADDRESS, ...claims });
                    const { status } = await shapes[shape](request(name, { Authorization: `Bearer ${token}` }));
                    assert.equal(status === 403, refused.includes(name), String(status));
                    assert.notEqual(status, 401);
                    assert.equal(reached.length > 0, !refused.includes(name));
                });
            }
        }
    }

    const now = (): number => Math.floor(Date.now() / 1000);
    const admin = { ...ADDRESS, "cognito:groups": ["SYSTEM_ADMIN"] };
    const unsigned = async (header: object, sign: (input: string) => string): Promise<string> => {
        const [, payload = ""] = (await pool.token(admin)).split(".");
        const input = `${Buffer.from(JSON.stringify(header)).toString("base64url")}.${payload}`;
        return `${input}.${sign(input)}`;
    };
    const bearer = async (token: Promise<string>): Promise<Record<string, string>> => ({
        Authorization: `Bearer ${await token}`,
    });
    /** Tokens of an admin with one thing wrong. */
    const faults: Readonly<Record<string, () => Promise<Record<string, string>>>> = {
        "no token": () => Promise.resolve({}),
        "an empty header": () => Promise.resolve({ Authorization: "" }),
        "no scheme": async () => ({ Authorization: await pool.token(admin) }),
        "another scheme": async () => ({ Authorization: `Basic ${await pool.token(admin)}` }),
        "two tokens": async () => ({
            Authorization: `Bearer ${await pool.token(admin)}, Bearer ${await pool.token(admin)}`,
        }),
        "no token at all": () => Promise.resolve({ Authorization: "Bearer a.b.c" }),
        expired: () => bearer(pool.token({ ...admin, exp: now() - 10 })),
        "without expiry": () => bearer(pool.token({ ...admin, exp: undefined })),
        "not valid yet": () => bearer(pool.token({ ...admin, nbf: now() + 60 })),
        "wrong issuer": () => bearer(pool.token({ ...admin, iss: `${pool.issuer}x` })),
        "no issuer": () => bearer(pool.token({ ...admin, iss: undefined })),
        "wrong client": () => bearer(pool.token({ ...admin, client_id: "another-client" })),
        "client as audience": () => bearer(pool.token({ ...admin, client_id: undefined, aud: "console-client" })),
        "client in a list": () => bearer(pool.token({ ...admin, client_id: ["console-client"] })),
        "id token": () => bearer(pool.token({ ...admin, token_use: "id", aud: "console-client" })),
        "no use": () => bearer(pool.token({ ...admin, token_use: undefined })),
        "an empty subject": () => bearer(pool.token({ ...admin, sub: "" })),
        "no subject": () => bearer(pool.token({ ...admin, sub: undefined })),
        "signed by another key of that id": () => bearer(pool.token(admin, stranger)),
        "unknown key id": () => bearer(pool.token(admin, pool.key, { kid: "key-9" })),
        "no key id": () => bearer(pool.token(admin, pool.key, { kid: undefined })),
        "key id with a path": () => bearer(pool.token(admin, pool.key, { kid: "../../key-1" })),
        "key id with an address": () => bearer(pool.token(admin, pool.key, { kid: "https://evil.example/key" })),
        "a key in the header": async () =>
            bearer(pool.token(admin, stranger, { jwk: await exportJWK(stranger.publicKey) })),
        "an address of keys": () => bearer(pool.token(admin, stranger, { jku: "https://evil.example/jwks.json" })),
        "a good signature beside an address of keys": () =>
            bearer(pool.token(admin, pool.key, { jku: "https://evil.example/jwks.json" })),
        "a certificate's address": () => bearer(pool.token(admin, stranger, { x5u: "https://evil.example/cert" })),
        "the pool's own key in the header": async () =>
            bearer(pool.token(admin, pool.key, { jwk: await exportJWK(pool.key.publicKey) })),
        "an address of a certificate": () => bearer(pool.token(admin, pool.key, { x5u: "https://evil.example/c" })),
        "a certificate in the header": () => bearer(pool.token(admin, pool.key, { x5c: ["AAAA"] })),
        "alg none": () => bearer(unsigned({ alg: "none", kid: "key-1" }, () => "")),
        "alg none with a signature": () => bearer(unsigned({ alg: "none", kid: "key-1" }, () => "AAAA")),
        "HS256 with the public key": async () => {
            const secret = await exportSPKI(pool.key.publicKey);
            const sign = (input: string): string => createHmac("sha256", secret).update(input).digest("base64url");
            return bearer(unsigned({ alg: "HS256", kid: "key-1" }, sign));
        },
        "a changed claim": async () => {
            const [header, , signature] = (await pool.token(ADDRESS)).split(".");
            const payload = Buffer.from(JSON.stringify({ ...pool.claims(), ...admin })).toString("base64url");
            return { Authorization: `Bearer ${header}.${payload}.${signature}` };
        },
        "a cut signature": async () => ({ Authorization: `Bearer ${(await pool.token(admin)).slice(0, -2)}` }),
        oversized: () => bearer(pool.token({ ...admin, padding: "x".repeat(9_000) })),
    };
    for (const [fault, headers] of Object.entries(faults)) {
        for (const name of NAMES) {
            for (const shape of SHAPES) {
                it(`${fault}: ${name} is refused by ${shape}`, async () => {
                    const response = await shapes[shape](request(name, await headers()));
                    assert.equal(response.status, 401);
                    assert.deepEqual(await response.json(), {
                        error: "Sign in: the request has no valid access token.",
                        retryable: false,
                    });
                    assert.deepEqual(reached, []);
                });
            }
        }
    }

    it("tells nobody without a token which paths there are", async () => {
        assert.equal((await send(new Request("http://console.example/nowhere"))).status, 401);
        assert.equal((await send(new Request("http://console.example/patterns", { method: "OPTIONS" }))).status, 401);
        const signedIn = new Request("http://console.example/nowhere", { headers: await bearer(pool.token()) });
        assert.equal((await send(signedIn)).status, 404);
    });

    it("takes methods that are not in the table for nothing", async () => {
        for (const [method, path] of [
            ["DELETE", "/patterns/WEB"],
            ["PATCH", "/patterns/WEB"],
            ["POST", "/patterns/WEB"],
            ["PUT", "/attributes"],
        ] as const) {
            const one = new Request(`http://console.example${path}`, {
                method,
                headers: await bearer(pool.token(admin)),
            });
            assert.equal((await send(one)).status, 404, `${method} ${path}`);
        }
        assert.deepEqual(reached, []);
    });
});

describe("the pool's keys", () => {
    let pool: UserPool;
    let store: Store;
    beforeEach(async () => {
        pool = await UserPool.start();
        store = new Proxy({} as Store, { get: () => () => Promise.resolve({ items: [] }) });
    });
    afterEach(() => pool.stop());

    const call = async (api: ReturnType<typeof testApi>["api"], token: string): Promise<number> =>
        (await api.fetch(request("listAttributes", { Authorization: `Bearer ${token}` }))).status;

    it("are fetched once for many requests", async () => {
        const { api } = testApi(pool, store);
        const token = await pool.token();
        assert.deepEqual(await Promise.all([1, 2, 3].map(() => call(api, token))), [200, 200, 200]);
        assert.equal(pool.fetches, 1);
    });

    it("may be rotated while the API runs", async () => {
        const { tokenVerifier } = await import("../../../console/api/http/tokens");
        const verify = tokenVerifier({ issuer: pool.issuer, clientId: "console-client", cooldownSeconds: 0 });
        const { api } = testApi(pool, store, { verify });
        const old = await pool.token();
        assert.equal(await call(api, old), 200);
        const next = await signingKey("key-2");
        pool.published = [pool.key, next];
        assert.equal(await call(api, await pool.token({}, next)), 200);
        assert.equal(await call(api, old), 200);
        pool.published = [next];
        const third = await signingKey("key-3");
        assert.equal(await call(api, await pool.token({}, third)), 401);
        assert.equal(await call(api, old), 401);
    });

    it("are not asked for at every unknown key id", async () => {
        const { api } = testApi(pool, store);
        await call(api, await pool.token());
        const unknown = await pool.token({}, pool.key, { kid: "key-9" });
        for (let count = 0; count < 5; count++) {
            assert.equal(await call(api, unknown), 401);
        }
        assert.ok(pool.fetches <= 2, String(pool.fetches));
    });

    for (const kid of ["key 1", " key-1", "key-1 ", "../key-1", "key-1?", "k".repeat(129)]) {
        it(`are not looked for by an id that the pool does not give: ${JSON.stringify(kid).slice(0, 20)}`, async () => {
            const odd = await signingKey(kid);
            pool.published = [odd];
            const { api } = testApi(pool, store);
            assert.equal(await call(api, await pool.token({}, odd)), 401);
            assert.equal(pool.fetches, 0);
        });
    }

    it("judge the longest token that the pool may give, and not one that is longer", async () => {
        const { api } = testApi(pool, store);
        // Base64 skips every fourth length, so the header makes up for it.
        const ofLength = async (length: number): Promise<string> => {
            for (const header of [{}, { typ: "JOSE" }, { typ: "JW" }]) {
                const { length: least } = await pool.token({ padding: "" }, pool.key, header);
                const about = Math.floor(((length - least) * 3) / 4);
                for (let padding = about - 2; padding <= about + 2; padding++) {
                    const token = await pool.token({ padding: "x".repeat(padding) }, pool.key, header);
                    if (token.length === length) {
                        return token;
                    }
                }
            }
            throw new Error(`no token has ${length} characters`);
        };
        assert.equal(await call(api, await ofLength(8192)), 200);
        assert.equal(await call(api, await ofLength(8193)), 401);
        assert.equal(pool.fetches, 1);
    });

    it("that cannot be had make the API unavailable, never open", async () => {
        pool.published = undefined;
        const { api } = testApi(pool, store);
        const response = await api.fetch(request("listAttributes", { Authorization: `Bearer ${await pool.token()}` }));
        assert.equal(response.status, 503);
        assert.deepEqual(await response.json(), { error: "Not available at the moment: try again.", retryable: true });
        pool.published = [pool.key];
        assert.equal(await call(api, await pool.token()), 200);
    });
});
