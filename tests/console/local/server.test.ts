import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { API_HEADERS, pageHeaders } from "../../../console/headers";
import { startConsole, type RunningConsole } from "../../../console/local/start";
import { stubPages } from "./support/pages";
import { SignIn, type Tokens } from "./support/signIn";

describe("the server on this machine", () => {
    const pages = stubPages();
    const told: string[] = [];
    let running: RunningConsole;
    let admin: Tokens;

    before(async () => {
        running = await startConsole({ pages: pages.folder, port: 0, tell: (line) => told.push(line) });
        admin = await new SignIn(running.issuer, running.address).tokens("admin");
    });
    after(async () => {
        await running.stop();
        pages.remove();
    });

    const get = (path: string, init: RequestInit = {}) =>
        fetch(`${running.address}${path}`, { redirect: "manual", ...init });
    const asAdmin = async (method: string, path: string, body?: object) => {
        const response = await get(`/api${path}`, {
            method,
            headers: {
                authorization: `Bearer ${admin.access_token}`,
                ...(body && { "content-type": "application/json" }),
            },
            ...(body && { body: JSON.stringify(body) }),
        });
        return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    /** A request whose path and host are sent to the letter. */
    const raw = async (path: string, host: string, address = running.address) => {
        const { hostname, port } = new URL(address);
        const socket = connect(Number(port), hostname);
        socket.end(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
        let answer = "";
        socket.setEncoding("utf8").on("data", (chunk: string) => (answer += chunk));
        await once(socket, "close");
        return answer;
    };
    const hasHeaders = (response: Response, expected: Readonly<Record<string, string>>) => {
        for (const [name, value] of Object.entries(expected)) {
            assert.equal(response.headers.get(name), value, name);
        }
    };

    const answers: readonly [what: string, path: string, init: RequestInit, status: number, cache: string][] = [
        ["the page", "/", {}, 200, "no-cache"],
        ["a deep link", "/attributes/TIER:WEB/update?x=1", {}, 200, "no-cache"],
        ["its configuration", "/config.json", {}, 200, "no-cache"],
        ["a script", "/assets/index-a1b2.js", {}, 200, "public, max-age=31536000, immutable"],
        ["the head of a page", "/patterns", { method: "HEAD" }, 200, "no-cache"],
        ["a file that is not there", "/assets/index-old.js", {}, 404, "no-cache"],
        ["another method", "/patterns", { method: "POST" }, 405, "no-cache"],
    ];
    for (const [what, path, init, status, cache] of answers) {
        it(`${what} is answered with the headers of pages`, async () => {
            const response = await get(path, init);
            assert.equal(response.status, status);
            hasHeaders(response, {
                ...pageHeaders({ connect: [running.issuer], scheme: "http" }),
                "Cache-Control": cache,
            });
        });
    }

    it("the API is answered with the API's headers, faults as well", async () => {
        for (const [path, status] of [
            ["/api/patterns", 401],
            ["/api", 401],
            ["/api/", 401],
            ["/api/nothing.js", 401],
        ] as const) {
            const response = await get(path);
            assert.equal(response.status, status, path);
            hasHeaders(response, API_HEADERS);
        }
        assert.equal((await asAdmin("GET", "/nothing")).status, 404);
        assert.equal((await get("/apis")).status, 200, "a page beside it");
    });

    it("the API gets path, query and body as they were sent", async () => {
        assert.equal((await asAdmin("GET", "/attributes/TIER%3AWEB")).body["id"], "TIER:WEB");
        const { results } = (await asAdmin("GET", "/patterns?limit=2")).body as { results: unknown[] };
        assert.equal(results.length, 2);
        const made = await asAdmin("POST", "/attributes", { key: "language", value: "français".slice(0, 4) });
        assert.deepEqual([made.status, made.body["id"]], [201, "LANGUAGE:FRAN"]);
    });

    it("deep links get the page, and what has a dot is a file", async () => {
        const page = "<!doctype html><title>the page</title>";
        for (const path of ["/", "/patterns", "/patterns/WEB/update", "/signed-in?code=1", "/a.b/c", "/%zz"]) {
            assert.equal(await (await get(path)).text(), page, path);
        }
        assert.equal((await get("/patterns/index.html")).status, 404);
    });

    const tricks = [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/assets/../../secret.txt",
        "/assets/..%5c..%5csecret.txt",
        "/assets\\..\\..\\secret.txt",
        "//secret.txt",
        "/secret.txt%00.html",
        "/....//secret.txt",
        "/downloads/..%2f..%2fsecret.txt?expires=9999999999999&signature=x",
        "/api/../secret.txt",
    ];
    for (const path of tricks) {
        it(`${path} leads to nothing outside the pages`, async () => {
            const answer = await raw(path, new URL(running.address).host);
            assert.match(answer, /^HTTP\/1\.1 (400|401|403|404) /);
            assert.ok(!answer.includes("SECRET"));
        });
    }

    it("answers to no other name, so that no website can have one lead here", async () => {
        for (const address of [running.address, running.issuer]) {
            const { port } = new URL(address);
            for (const host of [`evil.example:${port}`, `127.0.0.1.nip.io:${port}`, "127.0.0.1", `[::1]:${port}`, ""]) {
                assert.match(await raw("/config.json", host, address), /^HTTP\/1\.1 421 /, host);
            }
        }
    });

    it("leads those who call it localhost to its address", async () => {
        const { host, port } = new URL(running.address);
        const answer = await raw("/patterns?attribute=A:B", `localhost:${port}`);
        assert.match(answer, /^HTTP\/1\.1 307 /);
        assert.ok(answer.includes(`\r\nLocation: http://${host}/patterns?attribute=A:B\r\n`), answer);
        assert.ok((await raw("//evil.example/", `localhost:${port}`)).includes(`\r\nLocation: http://${host}//evil`));
    });

    it("sends texts compressed, and nothing again that the browser has", async () => {
        const script = await get("/assets/index-a1b2.js", { headers: { "accept-encoding": "gzip" } });
        assert.equal(script.headers.get("content-encoding"), "gzip");
        assert.equal(script.headers.get("content-type"), "text/javascript; charset=utf-8");
        assert.match(await script.text(), /^\/\/ a long script/);

        const page = await get("/");
        const again = await get("/", { headers: { "if-none-match": page.headers.get("etag") ?? "" } });
        assert.equal(again.status, 304);
        assert.ok(again.headers.has("content-security-policy"));
    });

    it("tells the page where to sign in", async () => {
        assert.deepEqual(await (await get("/config.json")).json(), {
            api: "/api",
            authority: running.issuer,
            clientId: "palisade-console",
            scopes: ["openid", "email"],
        });
    });

    describe("artifacts", () => {
        const linkTo = async (file: string, patternId: string) => {
            const { status, body } = await asAdmin("GET", `/artifacts/${file}?patternId=${patternId}`);
            assert.equal(status, 200);
            return new URL(String(body["url"]));
        };

        it("are saved, not shown, by a link without a token", async () => {
            const response = await fetch(await linkTo("template.json", "STATIC-WEBSITE"));
            assert.equal(response.status, 200);
            hasHeaders(response, {
                ...API_HEADERS,
                "Content-Disposition": 'attachment; filename="template.json"',
                "Content-Type": "application/octet-stream",
            });
            const { Description: description } = (await response.json()) as { Description: string };
            assert.match(description, /behind CloudFront/);
        });

        it("are had by no changed link", async () => {
            const link = await linkTo("README.md", "EVENT-QUEUE");
            const later = String(Number(link.searchParams.get("expires")) + 60_000);
            const changes: readonly ((url: URL) => void)[] = [
                (url) => (url.pathname = url.pathname.replace("EVENT-QUEUE", "PRIVATE-API")),
                (url) => (url.pathname = url.pathname.replace("README.md", "construct.ts")),
                (url) => url.searchParams.set("expires", later),
                (url) => url.searchParams.set("signature", "x"),
                (url) => url.searchParams.delete("signature"),
                (url) => (url.search = ""),
            ];
            assert.equal((await fetch(link)).status, 200);
            for (const change of changes) {
                const url = new URL(link);
                change(url);
                const response = await fetch(url);
                assert.equal(response.status, 403, url.href);
                hasHeaders(response, API_HEADERS);
            }
        });
    });

    it("a new pattern is published, and a failed build is repeated once", async () => {
        const made = { name: "brand-new", description: "", patternType: "CFN", attributes: {} };
        assert.equal((await asAdmin("POST", "/patterns", made)).status, 201);
        const { lastCommitPublishData: last } = (await asAdmin("GET", "/patterns/BRAND-NEW")).body;
        assert.deepEqual(
            (last as { artifacts: { file: string }[] }).artifacts.map(({ file }) => file),
            ["template.json", "README.md"],
        );
        assert.equal((await asAdmin("PUT", "/patterns/pipeline/BRAND-NEW")).status, 400);
        assert.equal((await asAdmin("PUT", "/patterns/pipeline/THREE-TIER-NETWORK")).status, 200);
        assert.equal((await asAdmin("PUT", "/patterns/pipeline/THREE-TIER-NETWORK")).status, 400);
    });

    it("tells what AWS would have been asked to do, without anybody's address", async () => {
        told.length = 0;
        assert.equal((await asAdmin("POST", "/subscriptions", { patternId: "EVENT-QUEUE" })).status, 201);
        const changed = { description: "New", attributes: {}, version: 1 };
        assert.equal((await asAdmin("PUT", "/patterns/EVENT-QUEUE", changed)).status, 200);
        assert.deepEqual(told, [
            "topic: one more address follows EVENT-QUEUE",
            "queue: pattern EVENT-QUEUE is at version 2",
        ]);
    });

    it("brings announced attributes to a registry, and those of a pattern that are not there yet", async () => {
        told.length = 0;
        const post = (key: string) => asAdmin("POST", "/attributes", { key, value: "local" });
        assert.equal((await post("registry")).status, 201);
        const changed = { description: "New", metadata: "{}", version: 1 };
        assert.equal((await asAdmin("PUT", "/attributes/REGISTRY:LOCAL", changed)).status, 200);
        assert.equal((await asAdmin("DELETE", "/attributes/REGISTRY:LOCAL")).status, 200);
        const made = { name: "of-samples", description: "", patternType: "CFN", attributes: { tier: "web" } };
        assert.equal((await asAdmin("POST", "/patterns", made)).status, 201);
        const again = { description: "New", attributes: made.attributes, version: 1 };
        assert.equal((await asAdmin("PUT", "/patterns/OF-SAMPLES", again)).status, 200);
        assert.deepEqual(told, [
            "queue: attribute REGISTRY:LOCAL is at version 1",
            "registry: makes the group of REGISTRY:LOCAL",
            "queue: attribute REGISTRY:LOCAL is at version 2",
            "registry: changes the group of REGISTRY:LOCAL",
            "queue: attribute REGISTRY:LOCAL is gone",
            "registry: removes the group of REGISTRY:LOCAL",
            "queue: pattern OF-SAMPLES is at version 2",
            "registry: makes the group of TIER:WEB",
        ]);
    });
});
