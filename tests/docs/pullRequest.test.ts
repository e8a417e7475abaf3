import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");
const README = join(ROOT, "README.md");
const BLOCK =
    /(<!-- pull request: (\S+) -->\n<!-- prettier-ignore-start -->\n\n)([^]*?)(\n<!-- prettier-ignore-end -->\n\n<!-- end -->)/;

/** The comment on a change from `before.ts` to `after.ts` of a folder, quoted as a code host shows it. */
function comment(fixture: string): string {
    const folder = mkdtempSync(join(tmpdir(), "pull-request-"));
    // Told, so that the commit is the same one each time.
    const when = "2026-01-01T00:00:00Z";
    const who = { GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@example.com", GIT_AUTHOR_DATE: when };
    const env = { ...process.env, ...who, GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@example.com" };
    const git = (...args: string[]): void => {
        execFileSync("git", args, { cwd: folder, env: { ...env, GIT_COMMITTER_DATE: when }, stdio: "ignore" });
    };
    const program = (name: string): void => copyFileSync(join(ROOT, fixture, name), join(folder, "index.ts"));
    try {
        const files = {
            "Pulumi.yaml": "name: shop\nruntime: nodejs\n",
            "Pulumi.dev.yaml": "config:\n  aws:region: eu-west-1\n",
            "package.json": '{ "name": "shop", "main": "index.ts" }',
            "package-lock.json": "{}",
            ".gitignore": "node_modules\n",
        };
        Object.entries(files).forEach(([name, text]) => writeFileSync(join(folder, name), text));
        symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
        program("before.ts");
        git("init", "--quiet", "--initial-branch", "main");
        git("add", "--all");
        git("commit", "--quiet", "--no-gpg-sign", "--message", "before");
        program("after.ts");
        const flags = [
            "--cwd",
            folder,
            "--policy-pack",
            join(ROOT, "policy-pack"),
            "--diff-base",
            "main",
            "--new-only",
        ];
        const { stdout, stderr, status } = spawnSync(
            process.execPath,
            [join(ROOT, "offline-preview/bin/cli.js"), ...flags, "--report", "md=-"],
            { encoding: "utf8" },
        );
        assert.equal(status, 1, stderr);
        return stdout.trim().replaceAll(/^.*$/gm, (line) => (line === "" ? ">" : `> ${line}`));
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

describe("the README shows a comment on a pull request", function () {
    this.timeout(120_000);

    it("as it looks", () => {
        const text = readFileSync(README, "utf8");
        const [, head = "", fixture = "", shown = "", end = ""] = BLOCK.exec(text) ?? [];
        const real = comment(fixture);
        if (process.env.UPDATE_README === "1") {
            writeFileSync(
                README,
                text.replace(BLOCK, () => `${head}${real}${end}`),
            );
        } else {
            assert.equal(shown, real, "run UPDATE_README=1 npx mocha tests/docs/pullRequest.test.ts");
        }
    });
});
