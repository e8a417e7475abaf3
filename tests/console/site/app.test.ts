import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { proxyHandler } from "../../../console/api/lambda/events";
import { pageHeaders } from "../../../console/headers";
import { siteApp } from "../../../console/site/app";
import { LARGEST_ANSWER, pack, unpack } from "../../../console/site/packed";
import type { Page, Pages } from "../../../console/site/pages";
import { loadBalancerEvent, toResponse } from "../api/support/shapes";

const asIs = (content: string | Buffer): Page => ({ content: Buffer.from(content), gzip: false });
const SCRIPT = `// ${"a long script ".repeat(200)}`;
/** Not smaller by compression. */
const PICTURE = Buffer.from([137, 80, 78, 71, 0, 255]);

const HEADERS = pageHeaders({ connect: ["https://login.example.com"], scheme: "https" });
const CONFIG = { api: "/api", authority: "https://login.example.com", clientId: "a", scopes: ["openid"] };
const PAGES: Pages = new Map([
    ["/index.html", asIs("<!doctype html><title>the page</title>")],
    ["/assets/index-a1b2.js", asIs(SCRIPT)],
    ["/assets/logo-c3d4.png", asIs(PICTURE)],
    ["/assets/large-e5f6.js", asIs("x".repeat(LARGEST_ANSWER + 1))],
]);

const site = siteApp({ pages: unpack(pack(PAGES)), config: CONFIG, headers: HEADERS });
const handler = proxyHandler((request) => site.fetch(request), { request: () => undefined });

/** What a browser gets by the load balancer, with the body as it was sent. */
async function get(path: string, headers: Record<string, string> = {}, method = "GET") {
    const request = new Request("https://console.example.com/", { method, headers });
    const result = await handler({ ...loadBalancerEvent(request, null), path });
    assert.ok(JSON.stringify(result).length < 1_000_000, "a load balancer takes 1 MB");
    const response = toResponse(result);
    return { response, body: Buffer.from(await response.arrayBuffer()) };
}

describe("the pages behind a load balancer", () => {
    const answers: readonly [what: string, path: string, method: string, status: number, cache: string][] = [
        ["the page", "/", "GET", 200, "no-cache"],
        ["a deep link", "/attributes/TIER:WEB/update", "GET", 200, "no-cache"],
        ["its configuration", "/config.json", "GET", 200, "no-cache"],
        ["a script", "/assets/index-a1b2.js", "GET", 200, "public, max-age=31536000, immutable"],
        ["the head of a page", "/patterns", "HEAD", 200, "no-cache"],
        ["a file that is not there", "/assets/index-old.js", "GET", 404, "no-cache"],
        ["another method", "/patterns", "POST", 405, "no-cache"],
        ["what changes things", "/config.json", "DELETE", 405, "no-cache"],
    ];
    for (const [what, path, method, status, cache] of answers) {
        it(`${what}: ${status}, with the headers of pages and HSTS`, async () => {
            const { response } = await get(path, {}, method);
            assert.equal(response.status, status);
            for (const [name, value] of Object.entries({ ...HEADERS, "Cache-Control": cache })) {
                assert.equal(response.headers.get(name), value, name);
            }
            assert.ok(response.headers.has("strict-transport-security"));
            assert.equal(response.headers.get("allow"), status === 405 ? "GET, HEAD" : null);
        });
    }

    it("deep links get the page, and what has a dot is a file", async () => {
        for (const path of ["/", "/patterns", "/patterns/WEB/update", "/signed-in", "/a.b/c", "/%zz"]) {
            const { response, body } = await get(path);
            assert.equal(body.toString(), "<!doctype html><title>the page</title>", path);
            assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
        }
        assert.equal((await get("/patterns/index.html")).response.status, 404);
    });

    it("a head has no body", async () => {
        const { response, body } = await get("/assets/index-a1b2.js", { "accept-encoding": "gzip" }, "HEAD");
        assert.deepEqual([response.status, body.length], [200, 0]);
        assert.equal(response.headers.get("content-encoding"), "gzip");
    });

    const encodings: readonly [accepted: string | undefined, encoding: string | null][] = [
        ["gzip, deflate, br, zstd", "gzip"],
        ["br;q=1, gzip;q=0.5", "gzip"],
        ["gzip;q=0", null],
        ["identity", null],
        [undefined, null],
    ];
    for (const [accepted, encoding] of encodings) {
        it(`a script for whoever accepts ${accepted ?? "nothing by name"}: ${encoding ?? "as it is"}`, async () => {
            const { response, body } = await get(
                "/assets/index-a1b2.js",
                accepted === undefined ? {} : { "accept-encoding": accepted },
            );
            assert.equal(response.headers.get("content-encoding"), encoding);
            assert.equal(response.headers.get("vary"), "Accept-Encoding");
            assert.equal((encoding === null ? body : gunzipSync(body)).toString(), SCRIPT);
            assert.equal(response.headers.get("content-type"), "text/javascript; charset=utf-8");
        });
    }

    it("a picture is sent byte for byte, and not compressed", async () => {
        const { response, body } = await get("/assets/logo-c3d4.png", { "accept-encoding": "gzip" });
        assert.deepEqual(body, PICTURE);
        assert.deepEqual(
            ["content-type", "content-encoding", "vary"].map((name) => response.headers.get(name)),
            ["image/png", null, null],
        );
    });

    it("what a load balancer takes only compressed is refused to whoever accepts nothing compressed", async () => {
        const compressed = await get("/assets/large-e5f6.js", { "accept-encoding": "gzip" });
        assert.equal(gunzipSync(compressed.body).length, LARGEST_ANSWER + 1);
        const { response } = await get("/assets/large-e5f6.js");
        assert.deepEqual([response.status, response.headers.get("cache-control")], [406, "no-cache"]);
        assert.equal(response.headers.get("content-type"), "text/plain; charset=UTF-8");
    });

    it("nothing is sent again that the browser has, in the encoding in which it has it", async () => {
        for (const path of ["/", "/patterns/WEB", "/config.json", "/assets/index-a1b2.js"]) {
            for (const encoding of ["gzip", "identity"]) {
                const { response } = await get(path, { "accept-encoding": encoding });
                const etag = response.headers.get("etag") ?? "";
                const again = await get(path, { "accept-encoding": encoding, "if-none-match": etag });
                assert.deepEqual([again.response.status, again.body.length], [304, 0], path);
                assert.ok(again.response.headers.has("content-security-policy"));
                const other = await get(path, { "accept-encoding": encoding, "if-none-match": '"other"' });
                assert.equal(other.response.status, 200);
            }
        }
        const [gzip, plain] = await Promise.all(
            ["gzip", "identity"].map((encoding) => get("/assets/index-a1b2.js", { "accept-encoding": encoding })),
        );
        assert.notEqual(gzip?.response.headers.get("etag"), plain?.response.headers.get("etag"));
    });

    it("tells the page where to sign in", async () => {
        assert.deepEqual(JSON.parse((await get("/config.json")).body.toString()), CONFIG);
    });

    for (const path of [
        "/../packed.json",
        "/%2e%2e/index.js",
        "/assets/../../index.js",
        "/assets\\..\\..\\index.js",
        "/..%2findex.js",
        "/%2e%2e%2findex.js",
        "//index.js",
        "/pages.json",
        "/index.js",
        "/index.html%00.js",
    ]) {
        it(`${path} leads to nothing outside the pages`, async () => {
            const { response } = await get(path);
            assert.ok([400, 404].includes(response.status), String(response.status));
        });
    }
});

describe("packed pages", () => {
    it("are what they were, compressed where that is smaller", () => {
        const packed = unpack(pack(PAGES));
        assert.deepEqual([...packed.keys()], [...PAGES.keys()]);
        for (const [path, { content, gzip }] of packed) {
            assert.deepEqual(gzip ? gunzipSync(content) : content, PAGES.get(path)?.content, path);
            assert.ok(content.length <= (PAGES.get(path)?.content.length ?? 0), path);
        }
        assert.equal(packed.get("/assets/index-a1b2.js")?.gzip, true);
        assert.equal(packed.get("/assets/logo-c3d4.png")?.gzip, false);
    });

    it("are the same for the same pages", () => {
        assert.equal(pack(PAGES), pack(new Map(PAGES)));
    });

    it("that no load balancer hands on are refused, all of them by name", () => {
        const large = asIs(randomBytes(LARGEST_ANSWER + 1));
        assert.throws(
            () => pack(new Map([...PAGES, ["/assets/a.bin", large], ["/assets/b.bin", large]])),
            /larger than the 700000 bytes .*: \/assets\/a\.bin \(\d+ bytes, compressed\), \/assets\/b\.bin \(\d+ bytes, compressed\): split them/,
        );
    });
});
