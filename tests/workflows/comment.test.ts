import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { script } from "./workflows";

const SCRIPT = script("preview-comment.yml", "comment", "Comment");
const SHA = "a".repeat(40);
const REPOSITORY = "house/shop";
const MARKER = "<!-- pulumi-offline-preview: dev -->";

interface Comment {
    id: number;
    body: string;
    user: { login: string };
}

/** As much of GitHub as the script asks for: pull request 7 and its comments. */
class GitHub {
    readonly asked: string[] = [];
    comments: Comment[] = [];
    pull = {
        head: { sha: SHA, repo: { full_name: REPOSITORY } as { full_name: string } | null },
        base: { repo: { full_name: REPOSITORY } },
        state: "open",
    };
    private server: Server | undefined;

    async start(): Promise<string> {
        this.server = createServer((request, response) => {
            let text = "";
            request.on("data", (part: Buffer) => (text += part.toString()));
            request.on("end", () => {
                const { method = "", url = "", headers } = request;
                const { body = "" } = (text === "" ? {} : JSON.parse(text)) as { body?: string };
                this.asked.push(`${method} ${url}`);
                const answer = headers.authorization === "Bearer t0ken" ? this.answer(method, url, body) : undefined;
                response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
                response.end(JSON.stringify(answer ?? {}));
            });
        });
        await new Promise<void>((listening) => this.server?.listen(0, "127.0.0.1", listening));
        return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
    }

    stop(): void {
        this.server?.close();
    }

    private answer(method: string, url: string, body: string): unknown {
        const path = url.replace(`/repos/${REPOSITORY}`, "");
        const [, page] = /^\/issues\/7\/comments\?per_page=100&page=(\d+)$/.exec(path) ?? [];
        const [, id] = /^\/issues\/comments\/(\d+)$/.exec(path) ?? [];
        if (method === "GET" && path === "/pulls/7") {
            return this.pull;
        }
        if (method === "GET" && page !== undefined) {
            return this.comments.slice((Number(page) - 1) * 100, Number(page) * 100);
        }
        if (method === "POST" && path === "/issues/7/comments") {
            this.comments.push({ id: this.comments.length + 1, body, user: { login: "github-actions[bot]" } });
            return {};
        }
        const own = this.comments.find((one) => String(one.id) === id);
        if (method === "PATCH" && own !== undefined) {
            own.body = body;
            return {};
        }
        return undefined;
    }
}

describe("the step that comments", () => {
    let github: GitHub;
    let folder: string;
    beforeEach(() => {
        github = new GitHub();
        folder = mkdtempSync(join(tmpdir(), "previews-"));
    });
    afterEach(() => {
        github.stop();
        rmSync(folder, { recursive: true, force: true });
    });

    function artifact(files: Readonly<Record<string, string>>): void {
        for (const [path, content] of Object.entries(files)) {
            mkdirSync(dirname(join(folder, path)), { recursive: true });
            writeFileSync(join(folder, path), content);
        }
    }

    async function run(): Promise<{ code: number | null; said: string }> {
        const file = join(folder, "script");
        writeFileSync(file, SCRIPT);
        const child = spawn(process.execPath, [file], {
            env: {
                PATH: process.env.PATH,
                GITHUB_API_URL: await github.start(),
                GITHUB_REPOSITORY: REPOSITORY,
                GITHUB_TOKEN: "t0ken",
                HEAD_SHA: SHA,
                PREVIEWS: join(folder, "previews"),
            },
            stdio: ["ignore", "pipe", "pipe"],
        });
        let said = "";
        child.stdout.on("data", (part: Buffer) => (said += part.toString()));
        child.stderr.on("data", (part: Buffer) => (said += part.toString()));
        const code = await new Promise<number | null>((ended) => child.once("close", ended));
        return { code, said };
    }

    const DEV = "previews/offline-preview-dev";
    const GOOD = { [`${DEV}/number`]: "7\n", [`${DEV}/comment.md`]: "### ✅ Passed" };
    const bodies = (): string[] => github.comments.map(({ body }) => body);

    it("writes one comment, and changes it in place from then on", async () => {
        artifact(GOOD);
        assert.deepEqual(await run(), { code: 0, said: "" });
        assert.deepEqual(bodies(), [`${MARKER}\n### ✅ Passed`]);
        github.stop();
        artifact({ [`${DEV}/comment.md`]: "### ❌ Failed" });
        assert.equal((await run()).code, 0);
        assert.deepEqual(bodies(), [`${MARKER}\n### ❌ Failed`]);
    });

    it("finds its own on any page, and takes nobody else's for it", async () => {
        const others = Array.from({ length: 130 }, (_, index) => ({
            ...{ id: 1000 + index, user: { login: "somebody" } },
            body: `${MARKER}\nlooks like ours`,
        }));
        github.comments = [...others, { id: 5, body: `${MARKER}\nold`, user: { login: "github-actions[bot]" } }];
        artifact(GOOD);
        assert.equal((await run()).code, 0);
        assert.equal(github.comments.length, 131);
        assert.equal(github.comments[130]?.body, `${MARKER}\n### ✅ Passed`);
        assert.ok(others.every(({ body }) => body === `${MARKER}\nlooks like ours`));
    });

    it("writes one for each preview", async () => {
        artifact({
            ...GOOD,
            "previews/offline-preview-prod/number": "7",
            "previews/offline-preview-prod/comment.md": "prod",
        });
        assert.equal((await run()).code, 0);
        assert.deepEqual(bodies(), [`${MARKER}\n### ✅ Passed`, "<!-- pulumi-offline-preview: prod -->\nprod"]);
    });

    const REFUSED: Record<string, () => void> = {
        "of another commit": () => (github.pull.head.sha = "b".repeat(40)),
        "that is closed": () => (github.pull.state = "closed"),
        "of another repository": () => (github.pull.base.repo.full_name = "somebody/else"),
    };
    for (const [what, change] of Object.entries(REFUSED)) {
        it(`comments on no pull request ${what}`, async () => {
            change();
            artifact(GOOD);
            const { code, said } = await run();
            assert.equal(code, 0);
            assert.match(said, /pull request 7 is not at the commit of this run/);
            assert.deepEqual(github.asked, [`GET /repos/${REPOSITORY}/pulls/7`]);
        });
    }

    const MALFORMED: Record<string, Record<string, string>> = {
        "a number that is a path": { [`${DEV}/number`]: "7/../../issues/1" },
        "a number with more behind it": { [`${DEV}/number`]: "7\n8" },
        "no number": { [`${DEV}/number`]: "" },
        "a number that is none": { [`${DEV}/number`]: "0" },
        "a comment that is too large": { [`${DEV}/comment.md`]: "x".repeat(262_145) },
    };
    for (const [what, files] of Object.entries(MALFORMED)) {
        it(`asks nothing for ${what}`, async () => {
            artifact({ ...GOOD, ...files });
            const { code, said } = await run();
            assert.equal(code, 0);
            assert.match(said, /an artifact is not one of a preview/);
            assert.deepEqual(github.asked, []);
        });
    }

    it("reads nothing through a link, nor from a folder with another name", async () => {
        artifact({ [`${DEV}/number`]: "7", secret: "s3cret", "previews/offline-preview-A/number": "7" });
        symlinkSync(join(folder, "secret"), join(folder, `${DEV}/comment.md`));
        await run();
        assert.deepEqual(github.asked, []);
    });

    it("does nothing where there is no artifact", async () => {
        assert.deepEqual(await run(), { code: 0, said: "" });
    });

    it("tames what a fork says, and leaves what writers of the repository say", async () => {
        const text = [
            "[More](<https://evil.example>) ![x](https://evil.example/x.png) @house/owners <!-- pulumi-offline-preview: x -->",
            "<img src=x> <a href='//evil.example'>x</a> www.evil.example [y][z]",
            "[z]: //evil.example",
            "<details><summary>1 advisory</summary> <code>acl</code> </details>",
        ].join("\n");
        artifact({ ...GOOD, [`${DEV}/comment.md`]: text });
        await run();
        assert.deepEqual(bodies(), [`${MARKER}\n${text}`]);
        github.stop();
        github.pull.head.repo = { full_name: "somebody/shop" };
        await run();
        const [body = ""] = bodies();
        assert.ok(body.startsWith(`${MARKER}\n`));
        for (const harm of [
            "](",
            "][",
            "]:",
            "://",
            "<img",
            "<a ",
            "www.",
            "@house",
            "<!-- pulumi-offline-preview: x",
        ]) {
            assert.ok(!body.includes(harm), `${harm} in ${body}`);
        }
        assert.ok(body.includes("<details><summary>1 advisory</summary> <code>acl</code> </details>"));
        github.stop();
        github.pull.head.repo = null; // a fork that is gone
        await run();
        assert.equal(bodies()[0], body);
    });

    it("keeps to GitHub's limit", async () => {
        artifact({ ...GOOD, [`${DEV}/comment.md`]: "x".repeat(70_000) });
        await run();
        assert.equal(bodies()[0]?.length, 65_536);
    });

    it("fails with what GitHub answered, and without the token", async () => {
        artifact({ ...GOOD, [`${DEV}/number`]: "8" });
        const { code, said } = await run();
        assert.equal(code, 1);
        assert.match(said, /::error::GET \/pulls\/8: 404/);
        assert.ok(!said.includes("t0ken"));
    });
});
