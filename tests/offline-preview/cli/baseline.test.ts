import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BaselineEntry } from "../../../offline-preview/baseline/ratchet";
import type { JsonReport } from "../../../offline-preview/report/json";
import { SIGNATURE_KEY, Signature } from "../../../offline-preview/values";
import { pack, runCli, TestProject, type CliRun } from "./project";

/** What is open is a violation; what is dull is one that blocks nothing. */
const POLICIES = `[{
    name: "closed", description: "Things are closed.", enforcementLevel: "mandatory",
    validateResource: (args, report) => {
        for (const port of args.props.open ?? []) {
            report("Open at " + port + (args.props.password ? ", with " + args.props.password : ""));
        }
    },
}, {
    name: "bright", description: "Things are bright.", enforcementLevel: "advisory",
    validateResource: (args, report) => { if (args.props.dull) { report("It is dull."); } },
}]`;

const program = (...things: string[]): string =>
    `import { Thing } from "./thing";\n${things.map((one) => `new Thing(${one});`).join("\n")}\n`;
const TODAY = new Date().toISOString().slice(0, 10);
const aThing = '"a", { open: [22], dull: true }';

const urn = (type: string, name: string): string => `urn:pulumi:dev::shop::${type}::${name}`;
const STACK = { urn: urn("pulumi:pulumi:Stack", "shop-dev"), type: "pulumi:pulumi:Stack" };
const hidden = { [SIGNATURE_KEY]: Signature.secret, plaintext: '"hunter2"' };

function state(...things: { name: string; id: string; inputs: object }[]): string {
    const resources = things.map(({ name, id, inputs }) => ({
        urn: urn("test:index:Thing", name),
        type: "test:index:Thing",
        custom: true,
        id,
        inputs,
    }));
    return JSON.stringify({ version: 3, deployment: { resources: [STACK, ...resources] } });
}

describe("offline preview command: a baseline", function () {
    this.timeout(180_000);
    let project: TestProject;
    const path = (name: string): string => join(project.dir, name);
    const text = (name = "base.json"): string => readFileSync(path(name), "utf8");
    const run = (...args: string[]): Promise<CliRun> => runCli(project, [...args, "--policy-pack", "pack"]);
    const entries = (name = "base.json"): BaselineEntry[] =>
        (JSON.parse(text(name)) as { stacks: Record<string, BaselineEntry[]> }).stacks["shop/dev"] ?? [];

    beforeEach(() => {
        project = new TestProject({ "index.ts": program(aThing), ...pack("pack", POLICIES) });
    });
    afterEach(() => project.remove());

    it("of a program: old findings block nothing, new ones do, fixed ones leave, renamed ones stay", async () => {
        const made = await run("--baseline", "base.json", "--update-baseline");
        strictEqual(made.code, 0, made.all);
        match(made.stdout, /baseline base\.json: 2 entries came, 0 left/);
        match(made.stdout, /Passed: 0 mandatory violations beside 1 in the baseline\./);
        deepStrictEqual(
            entries().map(({ pack: from, policy, urn: about, since }) => [from, policy, about, since]),
            ["bright", "closed"].map((policy) => ["pack", policy, urn("test:index:Thing", "a"), TODAY]),
        );
        const before = text();

        writeFileSync(path("index.ts"), program('"a", { open: [22, 3389] }'));
        const failed = await run("--baseline", "base.json");
        strictEqual(failed.code, 1, failed.all);
        match(failed.stdout, /✗ mandatory {2}closed\n.*Things are closed\.\n.*Open at 3389/);
        match(failed.stdout, /= 1 baselined: closed/);
        match(failed.stdout, /warning: baseline base\.json: 1 entry no longer needed \(bright\); --prune-baseline/);
        match(failed.stdout, /Failed: 1 mandatory violation in 1 resource, not in the baseline\./);
        strictEqual(text(), before, "nobody asked for it to be written");

        writeFileSync(path("index.ts"), program('"b", { open: [22, 3389] }, { aliases: [{ name: "a" }] }'));
        const pruned = await run("--baseline", "base.json", "--prune-baseline", "--json");
        const { findings } = JSON.parse(pruned.stdout) as JsonReport;
        deepStrictEqual(
            findings.map(({ message, baselinedSince }) => [message, baselinedSince]),
            [
                ["Open at 22", TODAY],
                ["Open at 3389", null],
            ],
        );
        strictEqual(pruned.code, 1, "what is new blocks as before");
        deepStrictEqual(
            entries().map(({ policy, urn: about }) => [policy, about]),
            [["closed", urn("test:index:Thing", "b")]],
        );
    });

    it("of a program that fails: it stays as it is", async () => {
        const before = '{"version":1,"stacks":{"shop/dev":[]}}';
        writeFileSync(path("base.json"), before);
        writeFileSync(path("index.ts"), 'throw new Error("no");\n');
        const { code, stdout } = await run("--baseline", "base.json", "--update-baseline");
        strictEqual(code, 2);
        match(stdout, /baseline base\.json: it stays as it is for this stack, because not all was judged/);
        strictEqual(text(), before);
    });

    it("of a state: holds no secret, and a renamed resource is known by its id", async () => {
        const things = [
            { name: "a", id: "i-1", inputs: { open: [22], password: hidden } },
            { name: "b", id: "i-2", inputs: { open: [22] } },
        ];
        writeFileSync(path("state.json"), state(...things));
        strictEqual((await run("judge", "state.json", "--baseline", "base.json", "--update-baseline")).code, 0);
        doesNotMatch(text(), /hunter2|i-1|Open/);
        const { mtimeMs } = statSync(path("base.json"));
        strictEqual((await run("judge", "state.json", "--baseline", "base.json", "--update-baseline")).code, 0);
        strictEqual(statSync(path("base.json")).mtimeMs, mtimeMs, "what says all already is not written again");
        deepStrictEqual(
            readdirSync(project.dir).filter((name) => name.endsWith(".tmp")),
            [],
        );
        writeFileSync(path("state.json"), state({ ...things[0]!, name: "z" }, { ...things[1]!, id: "i-3", name: "y" }));
        const { code, stdout } = await run("judge", "state.json", "--baseline", "base.json", "--json");
        strictEqual(code, 1);
        deepStrictEqual(
            (JSON.parse(stdout) as JsonReport).findings.map(({ urn: about, baselinedSince }) => [
                about,
                baselinedSince !== null,
            ]),
            [
                [urn("test:index:Thing", "z"), true],
                [urn("test:index:Thing", "y"), false],
            ],
        );
    });

    it("of several stacks: each has its part, and what is not judged stays", async () => {
        const other = state({ name: "a", id: "i", inputs: { open: [1] } }).replaceAll("dev", "prod");
        writeFileSync(path("dev.json"), state({ name: "a", id: "i", inputs: { open: [1] } }));
        writeFileSync(path("prod.json"), other);
        strictEqual((await run("judge", "dev.json", "prod.json", "--baseline", "b.json", "--update-baseline")).code, 0);
        const before = text("b.json");
        match(before, /"shop\/dev": \[[^]*"shop\/prod": \[/);
        strictEqual((await run("judge", "prod.json", "--baseline", "b.json", "--update-baseline")).code, 0);
        strictEqual(text("b.json"), before);
    });

    it("is refused, before anything runs, where it is none", async () => {
        const bad: Readonly<Record<string, [text: string, ...problems: RegExp[]]>> = {
            "cut.json": ['{"version":1,', /baseline cut\.json: it is no JSON; was it cut off\?/],
            "other.json": ['{"version":3}', /baseline other\.json: it is of a version that is not known here/],
            "entry.json": [
                '{"version":1,"stacks":{"shop/dev":[{"policy":"hunter2"}]}}',
                /entry 1 must have required property 'pack'/,
                /entry 1 must have required property 'urn'/,
            ],
        };
        for (const [name, [content, ...problems]] of Object.entries(bad)) {
            writeFileSync(path(name), content);
            const told = await run("--baseline", name, "--update-baseline", "--report", "md=none/x.md");
            deepStrictEqual([told.code, told.stdout], [2, ""]);
            [...problems, /--report md=none\/x\.md/].forEach((problem) => match(told.stderr, problem));
            doesNotMatch(told.stderr, /hunter2/);
            strictEqual(text(name), content);
        }
    });

    it("is refused where the path is wrong, with the fix, and where flags do not fit together", async () => {
        mkdirSync(path("folder"));
        writeFileSync(path("large.json"), "");
        truncateSync(path("large.json"), 500_000_001);
        writeFileSync(path("base.json"), '{"version":1,"stacks":{}}');
        const refused: [args: string[], problem: RegExp][] = [
            [["--baseline", "bse.json"], /no 'bse\.json' \(did you mean 'base\.json'\?\); --update-baseline makes it/],
            [["--baseline", "folder"], /--baseline folder: .* is a folder, and must be a file/],
            [["--baseline", "folder", "--update-baseline"], /--baseline folder: .* is a folder, and must be a file/],
            [["--baseline", "none/b.json", "--update-baseline"], /--baseline none\/b\.json: there is no such folder/],
            [["--baseline", "large.json"], /baseline large\.json: it is larger than 500 MB/],
            [["--update-baseline"], /--update-baseline needs a baseline: --baseline <file>/],
            [["--prune-baseline"], /--prune-baseline needs a baseline: --baseline <file>/],
            [["--baseline", "base.json", "--update-baseline", "--prune-baseline"], /leave --prune-baseline out/],
            [["--baseline", "base.json", "--as-update"], /an update knows no baseline/],
            [["--baseline", "base.json", "--report", "md=base.json"], /a report goes to the same file/],
        ];
        for (const [args, problem] of refused) {
            const { code, stdout, stderr } = await run(...args);
            deepStrictEqual([code, stdout], [2, ""], args.join(" "));
            match(stderr, problem);
        }
        strictEqual(text(), '{"version":1,"stacks":{}}');
        ok(!existsSync(path("none")));
    });
});
