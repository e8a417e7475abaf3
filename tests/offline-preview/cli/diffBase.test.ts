import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { JsonReport } from "../../../offline-preview/report/json";
import { pack, runCli, TestProject, type CliRun } from "./project";

const CANARY = "c4n4ry-in-a-coal-mine";
/** What is open is a violation; it says in which process and stack it was judged. */
const POLICIES = `[{
    name: "shut", description: "Things are shut.", enforcementLevel: "mandatory",
    validateResource: (args, report) => {
        require("fs").appendFileSync(process.env.JUDGED_BY ?? "/dev/null", process.pid + "\\n");
        if (args.props.open) { report("It is open."); }
    },
}]`;
const program = (...things: string[]): string =>
    ['import { Thing } from "./thing";', 'import * as pulumi from "@pulumi/pulumi";', ...things].join("\n");
const BASE = program(
    'new Thing("same", { a: 1 });',
    'new Thing("old-and-open", { open: true });',
    'new Thing("repaired", { open: true });',
    `new Thing("changed", { deep: { list: [1, 2] }, password: pulumi.secret("${CANARY}-1"), here: __dirname });`,
    'new Thing("gone", { z: 1 });',
    'new Thing("called-so", { b: 1 });',
    'new Thing("file", { file: new pulumi.asset.FileAsset(__dirname + "/page.html") });',
);
const HEAD = program(
    'new Thing("same", { a: 1 });',
    'new Thing("old-and-open", { open: true });',
    'new Thing("repaired", { open: false });',
    `new Thing("changed", { deep: { list: [1, 3] }, password: pulumi.secret("${CANARY}-2"), here: __dirname });`,
    'new Thing("new-and-open", { open: true });',
    'new Thing("called-otherwise", { b: 1 }, { aliases: [{ name: "called-so" }] });',
    'new Thing("file", { file: new pulumi.asset.FileAsset(__dirname + "/page.html") });',
);
const FILES = {
    ".gitignore": "node_modules\n",
    "package-lock.json": "{}",
    "page.html": "hello",
    "index.ts": BASE,
    ...pack("pack", POLICIES),
};
const urn = (name: string): string => `urn:pulumi:dev::shop::test:index:Thing::${name}`;

function git(cwd: string, ...args: string[]): string {
    const who = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"];
    return execFileSync("git", [...who, ...args], { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** A repository with one commit on `main`, and then these files in the working tree; an empty text takes one away. */
class Repository extends TestProject {
    constructor(base: Readonly<Record<string, string>>, head: Readonly<Record<string, string>>) {
        super({ ...FILES, ...base });
        git(this.dir, "init", "--quiet");
        git(this.dir, "add", "--all");
        git(this.dir, "commit", "--quiet", "--message", "base");
        git(this.dir, "checkout", "--quiet", "-b", "work");
        for (const [path, content] of Object.entries(head)) {
            mkdirSync(dirname(join(this.dir, path)), { recursive: true });
            if (content === "") {
                rmSync(join(this.dir, path));
            } else {
                writeFileSync(join(this.dir, path), content);
            }
        }
    }
}

/** Those of one repository: others may be at work. */
function checkouts(repository: string): string[] {
    const all = readdirSync(tmpdir()).filter((name) => name.startsWith("pulumi-offline-preview-base-"));
    return all.filter((name) => existsSync(join(tmpdir(), name, basename(repository))));
}

describe("offline preview command: --diff-base", function () {
    this.timeout(120_000);

    /** Runs the command in a repository, of which nothing else is left afterwards. */
    async function inRepository(
        base: Readonly<Record<string, string>>,
        head: Readonly<Record<string, string>>,
        check: (run: (...args: string[]) => Promise<CliRun>, repository: Repository) => Promise<void>,
    ): Promise<void> {
        const repository = new Repository(base, head);
        const list = (): string => git(repository.dir, "worktree", "list", "--porcelain");
        const listed = list();
        try {
            await check((...args) => runCli(repository, ["--policy-pack", "pack", ...args]), repository);
            deepStrictEqual(checkouts(repository.dir), [], "a checkout is left");
            strictEqual(list(), listed, "git remembers a checkout");
        } finally {
            repository.remove();
        }
    }

    it("says what the change adds, removes and changes, and which findings are new and fixed", async () => {
        await inRepository({}, { "index.ts": HEAD }, async (run, { dir }) => {
            const judgedBy = join(dir, "..", `judged-${String(process.pid)}`);
            process.env.JUDGED_BY = judgedBy;
            const { code, stdout, stderr } = await run("--diff-base", "main", "--json");
            delete process.env.JUDGED_BY;
            strictEqual(code, 1, stderr);
            strictEqual(new Set(readFileSync(judgedBy, "utf8").trim().split("\n")).size, 1, "one process of the pack");
            rmSync(judgedBy);
            const { change, findings } = JSON.parse(stdout) as JsonReport;
            strictEqual(change?.base, "previewed");
            strictEqual(change.commit, git(dir, "rev-parse", "main").trim());
            const told = change.resources.map(({ kind, urn: of, formerUrn, properties }) => [
                kind,
                of,
                formerUrn,
                properties.map(({ path, before: old, after }) => [path, old, after]),
            ]);
            deepStrictEqual(told, [
                ["change", urn("repaired"), null, [["open", true, false]]],
                [
                    ...["change", urn("changed"), null],
                    [
                        ["deep.list[1]", 2, 3],
                        ["password", "[secret]", "[secret]"],
                    ],
                ],
                ["add", urn("new-and-open"), null, []],
                ["change", urn("called-otherwise"), urn("called-so"), []],
                ["remove", urn("gone"), null, []],
            ]);
            strictEqual(change.unchanged, 4); // the stack, and three things, one with a file and one with its path
            deepStrictEqual(
                findings.map(({ urn: of, isNew }) => [of, isNew]),
                [
                    [urn("old-and-open"), false],
                    [urn("new-and-open"), true],
                ],
            );
            deepStrictEqual(
                change.fixed.map(({ urn: of }) => of),
                [urn("repaired")],
            );
            ok(!stdout.includes(CANARY), "no secret is told");
            ok(!stdout.includes("pulumi-offline-preview-base-"), "no path of the checkout is told");
        });
    });

    it("judges each by its own configuration, in packs that were told so", async () => {
        const config = program('new Thing("a", { size: new pulumi.Config().get("size") });');
        const files = { "index.ts": config, "Pulumi.dev.yaml": "config:\n  shop:size: 1\n" };
        await inRepository(files, { "Pulumi.dev.yaml": "config:\n  shop:size: 2\n" }, async (run) => {
            const { stdout } = await run("--diff-base", "main", "--json");
            const { change } = JSON.parse(stdout) as JsonReport;
            deepStrictEqual(change?.resources[0]?.properties, [
                { path: "size", before: "1", after: "2", madeUp: false },
            ]);
            match(change.notes.join(), /configuration differs: the packs ran twice/);
        });
    });

    it("takes all as new where the project is not there at the base", async () => {
        const base = { "Pulumi.yaml": "", "index.ts": "" };
        const head = { "Pulumi.yaml": "name: shop\nruntime: nodejs\n", "index.ts": HEAD };
        await inRepository(base, head, async (run) => {
            const { code, stdout, stderr } = await run("--diff-base", "main", "--new-only", "--json");
            strictEqual(code, 1, stderr);
            const { change, findings } = JSON.parse(stdout) as JsonReport;
            strictEqual(change?.base, "absent");
            match(change.notes.join(), /Pulumi\.yaml is not there at the base: all is new/);
            ok(findings.length === 2 && findings.every(({ isNew }) => isNew === true));
            ok(change.resources.every(({ kind }) => kind === "add"));
        });
    });

    it("goes on where the program failed at the base, and says so", async () => {
        const broken = { "index.ts": 'throw new Error("boom");' };
        await inRepository(broken, { "index.ts": program('new Thing("a");') }, async (run) => {
            const { code, stdout } = await run("--diff-base", "main");
            strictEqual(code, 0);
            match(
                stdout.replaceAll(/\s+/g, " "),
                /note: the program failed at the base, so all findings count as new;/,
            );
            match(stdout, /--base-setup is for: Running program .* unhandled exception:\s+Error: boom\n[^]*Passed/);
            match(stdout, /Change against main .*:\n {4}not compared, no new violation\n/);
        });
    });

    it("takes nothing for gone or fixed where the program failed before it came to it", async () => {
        const base = { "index.ts": program('new Thing("a"); new Thing("b", { open: true });') };
        const head = { "index.ts": program('new Thing("new"); if (process.env) { throw new Error("boom"); }') };
        await inRepository(base, head, async (run) => {
            const { code, stdout } = await run("--diff-base", "main", "--json");
            strictEqual(code, 2);
            const { change } = JSON.parse(stdout) as JsonReport;
            deepStrictEqual(change?.fixed, []);
            deepStrictEqual(
                change.resources.map(({ kind, urn }) => [kind, urn.split("::").at(-1)]),
                [["add", "new"]],
            );
            match(change.notes.join(), /so what is gone and what is fixed is not known/);
        });
    });

    it("refuses a ref that is not there, and a base whose configuration cannot be read", async () => {
        const bad = { "Pulumi.dev.yaml": "config: 7\n" };
        await inRepository(bad, { "Pulumi.dev.yaml": "config: {}\n" }, async (run) => {
            const says = {
                mian: /mian is no commit, branch or tag/,
                main: /at the base: .*'config' must be a mapping/,
            };
            for (const [ref, message] of Object.entries(says)) {
                const { code, stdout, stderr } = await run("--diff-base", ref);
                deepStrictEqual([code, stdout], [2, ""], stderr);
                match(stderr, message);
                doesNotMatch(stderr, /fault of this tool/);
            }
        });
    });

    it("leaves nothing behind when it is interrupted", async () => {
        const waits = `${program()}\nimport { writeFileSync } from "node:fs";\nwriteFileSync("ran", "");\nsetInterval(() => undefined, 1000);`;
        await inRepository({}, { "index.ts": waits }, async (_, repository) => {
            const { code, stderr } = await runCli(repository, ["--diff-base", "main"], (kill) => {
                const timer = setInterval(() => {
                    if (existsSync(join(repository.dir, "ran"))) {
                        clearInterval(timer);
                        kill("SIGINT");
                    }
                }, 50);
            });
            strictEqual(code, 130, stderr);
        });
    });
});
