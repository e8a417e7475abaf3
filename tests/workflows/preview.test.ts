import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pack, TestProject } from "../offline-preview/cli/project";
import { script } from "./workflows";

const CLI = resolve(__dirname, "../../offline-preview/bin/cli.js");
const SCRIPT = script("offline-preview.yml", "preview", "Preview");
const OPEN = `[{
    name: "shut", description: "Things are shut.", enforcementLevel: "mandatory",
    validateResource: (args, report) => { if (args.props.open) { report("It is open."); } },
}]`;
const program = (...names: string[]): string =>
    ['import { Thing } from "./thing";', ...names.map((name) => `new Thing("${name}", { open: true });`)].join("\n");

describe("the step that previews, in another repository", function () {
    this.timeout(120_000);
    let project: TestProject;
    let temporary: string;
    const git = (...args: string[]): string =>
        execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
            cwd: project.dir,
            encoding: "utf8",
            stdio: ["ignore", "pipe", "pipe"],
        });

    beforeEach(() => {
        temporary = mkdtempSync(join(tmpdir(), "runner-"));
        project = new TestProject({
            ".gitignore": "node_modules\n",
            "package-lock.json": "{}",
            "index.ts": program("old"),
            ...pack("rules", OPEN),
        });
        git("init", "--quiet");
        git("add", "--all");
        git("commit", "--quiet", "--message", "base");
    });
    afterEach(() => {
        project.remove();
        rmSync(temporary, { recursive: true, force: true });
    });

    /** As the runner does, with the commit of a pull request on top. */
    function run(index: string, change: Record<string, string> = {}) {
        writeFileSync(join(project.dir, "index.ts"), index);
        git("commit", "--quiet", "--allow-empty", "--all", "--message", "change");
        const out = join(temporary, "preview");
        const { status, stdout, stderr } = spawnSync(
            "bash",
            ["--noprofile", "--norc", "-eo", "pipefail", "-c", SCRIPT],
            {
                cwd: project.dir,
                encoding: "utf8",
                env: {
                    ...{
                        PATH: process.env.PATH,
                        HOME: process.env.HOME,
                        TMPDIR: process.env.TMPDIR,
                        RUNNER_TEMP: temporary,
                    },
                    ...{ GITHUB_OUTPUT: join(temporary, "output"), GITHUB_STEP_SUMMARY: join(temporary, "summary.md") },
                    ...{
                        BASE_SETUP: "",
                        COMMAND: `${process.execPath} ${CLI}`,
                        DIFF_BASE: "HEAD^1",
                        FLAGS: "",
                        ID: "dev",
                    },
                    ...{ NEW_ONLY: "true", NUMBER: "7", POLICY_PACKS: "rules\n", STACK: "dev", WORKING_DIRECTORY: "." },
                    ...change,
                },
            },
        );
        const read = (name: string): string => (existsSync(name) ? readFileSync(name, "utf8") : "");
        return {
            status,
            said: `${stdout}\n${stderr}`,
            comment: read(join(out, "comment.md")),
            sarif: read(join(out, "preview.sarif")),
            number: read(join(out, "number")),
            output: read(join(temporary, "output")),
            summary: read(join(temporary, "summary.md")),
        };
    }

    it("passes where only what was there blocks", () => {
        const { status, said, comment, sarif, number, output, summary } = run(program("old") + '\nnew Thing("shut");');
        assert.equal(status, 0, said);
        assert.match(comment, /^### ✅ Passed: 0 new mandatory violations/);
        assert.match(comment, /: \+1 resource, no new violation$/m);
        assert.equal((JSON.parse(sarif) as { version: string }).version, "2.1.0");
        assert.deepEqual([number, output, summary], ["7\n", "sarif=true\n", comment]);
    });

    it("fails with what is new, and leaves its reports", () => {
        const { status, comment, output } = run(program("old", "fresh"));
        assert.equal(status, 1);
        assert.match(comment, /#### New, and blocks[^]*test:index:Thing fresh, index\.ts:3/);
        assert.equal(output, "sarif=true\n");
    });

    it("lets all block where that is asked for, and where there is no base", () => {
        assert.equal(run(program("old"), { NEW_ONLY: "false" }).status, 1);
        const { status, comment } = run(program("old"), { DIFF_BASE: "" });
        assert.equal(status, 1);
        assert.match(comment, /#### What blocks/);
    });

    it("hands on more flags, and what makes the base ready, each as one argument", () => {
        const setup = `ln -s ${join(project.dir, "node_modules")} node_modules && touch "${join(temporary, "made ready")}"`;
        const { status, said } = run(program("old"), { BASE_SETUP: setup, FLAGS: "--timeout\n60\n" });
        assert.equal(status, 0, said);
        assert.ok(existsSync(join(temporary, "made ready")));
    });

    it("comments what is wrong where nothing runs, as nothing but text", () => {
        const { status, comment, output } = run(program("old"), { STACK: "`x`" });
        assert.equal(status, 2);
        assert.match(comment, /^### ❌ There is no preview\n\n( {4}.*\n)+$/);
        assert.match(comment, / {4}.*stack name '`x`'/);
        assert.equal(output, "");
    });

    it("refuses an id that could be a path", () => {
        const { status, said } = run(program("old"), { ID: "../x" });
        assert.equal(status, 2);
        assert.match(said, /id must be up to 40/);
    });
});
