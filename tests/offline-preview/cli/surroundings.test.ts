import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, openSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLI, environmentOf, pack, runCli, TestProject, type CliRun } from "./project";

const urn = (type: string, name: string): string => `urn:pulumi:dev::shop::${type}::${name}`;
const state = (value: string): string =>
    `{"version":3,"deployment":{"resources":[{"urn":"${urn("test:index:Thing", "thing")}","type":"test:index:Thing",` +
    `"custom":true,"id":"1","inputs":{"value":${value}},"outputs":{}}]}}`;
const OPEN = state('"open"');
const POLICIES = `[{
    name: "shut", description: "Things are shut.", enforcementLevel: "mandatory",
    validateResource: ({ props }, report) => { if (props.value === "open") report("It is open."); },
}]`;
const WIDE = Buffer.from(`\ufeff${OPEN}`, "utf16le");
const nested = (depth: number): string => state("[".repeat(depth) + "]".repeat(depth));
/** Nobody's, of whom root must take the name to be refused anything. */
const NOBODY = 65_534;

describe("offline preview command: files and streams that are not as they should be", function () {
    this.timeout(120_000);
    let project: TestProject;
    const judge = (...args: string[]): Promise<CliRun> => runCli(project, ["judge", ...args, "--policy-pack", "rules"]);

    beforeEach(() => {
        project = new TestProject({ "open.json": OPEN, ...pack("rules", POLICIES) });
    });
    afterEach(() => project.remove());
    const write = (name: string, content: string | Buffer): void => writeFileSync(join(project.dir, name), content);

    /** Standard output goes to a file, or to who has gone. */
    function judgeTo(output: "nobody" | number): Promise<{ code: number | null; stderr: string }> {
        const args = [
            CLI,
            "judge",
            "open.json",
            "--cwd",
            project.dir,
            "--policy-pack",
            "rules",
            "--report",
            "md=out.md",
        ];
        const child = spawn(project.environment.node, args, {
            stdio: ["ignore", output === "nobody" ? "pipe" : output, "pipe"],
            env: environmentOf(project),
        });
        let stderr = "";
        child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
        child.stdout?.destroy();
        return new Promise((done, failed) => {
            child.once("error", failed);
            child.once("close", (code) => done({ code, stderr }));
        });
    }

    it("keeps its verdict where nobody reads to the end, as with head", async () => {
        deepStrictEqual(await judgeTo("nobody"), { code: 1, stderr: "" });
        ok(existsSync(join(project.dir, "out.md")));
    });

    it("says that standard output is full", async function () {
        if (!existsSync("/dev/full")) {
            this.skip();
        }
        const { code, stderr } = await judgeTo(openSync("/dev/full", "w"));
        strictEqual(code, 2);
        match(stderr, /^error: standard output cannot be written: ENOSPC.*\n$/);
    });

    const WRITTEN: [what: string, content: string | Buffer][] = [
        ["a byte order mark", `\ufeff${OPEN}`],
        ["two bytes for each character, as PowerShell writes them", WIDE],
        ["line ends of Windows", OPEN.replaceAll(",", ",\r\n")],
    ];
    for (const [what, content] of WRITTEN) {
        it(`reads a state with ${what}`, async () => {
            write("state.json", content);
            const { code, all } = await judge("state.json");
            strictEqual(code, 1, all);
            match(all, /Failed: 1 mandatory violation in 1 resource\./);
        });
    }

    it("reads a configuration and a baseline with a byte order mark", async () => {
        write("config.json", '\ufeff{ "shut": "advisory" }');
        write("baseline.json", '\ufeff{ "version": 1, "stacks": {} }');
        const { code, all } = await judge(
            "open.json",
            "--policy-pack-config",
            "config.json",
            "--baseline",
            "baseline.json",
        );
        strictEqual(code, 0, all);
        match(all, /1 advisory/);
    });

    it("takes no name of a configuration for what every object has", async () => {
        write("config.json", '{ "__proto__": { "a": 1 }, "constructor": "mandatory", "toString": { "b": 2 } }');
        const { code, stderr } = await judge("open.json", "--policy-pack-config", "config.json");
        strictEqual(code, 2);
        for (const name of ["__proto__", "constructor", "toString"]) {
            match(stderr, new RegExp(`- configuration of policy pack rules: "${name}" is no policy of this pack\n`));
        }
    });

    it("reads values that are nested deep, and refuses what nobody nests so", async () => {
        write("deep.json", nested(500));
        const deep = await judge("deep.json");
        strictEqual(deep.code, 0, deep.all);
        write("deeper.json", nested(20_000));
        const { code, stderr } = await judge("deeper.json");
        strictEqual(code, 2);
        match(
            stderr,
            /^error: state deeper\.json: a value in it is nested more than 500 deep, which cannot be read\n$/,
        );
    });

    it("refuses a report that cannot have its name, or whose link leads nowhere, before anything runs", async () => {
        const before = readdirSync(project.dir);
        const long = "x".repeat(300);
        symlinkSync(join(project.dir, "gone", "out.md"), join(project.dir, "link.md"));
        symlinkSync("loop.md", join(project.dir, "loop.md"));
        for (const [name, fault] of [
            [long, /it may not be written: ENAMETOOLONG/],
            ["link.md", /link\.md is a link that leads nowhere/],
            ["loop.md", /loop\.md is a link that leads nowhere/],
        ] as const) {
            const { code, stderr } = await judge("open.json", "--report", `md=${name}`);
            strictEqual(code, 2);
            match(stderr, fault);
            strictEqual(stderr.trimEnd().split("\n").length, 1, stderr);
        }
        deepStrictEqual(readdirSync(project.dir).sort(), [...before, "link.md", "loop.md"].sort());
    });

    it("writes a report with the longest name that a file can have", async () => {
        const name = "x".repeat(255);
        strictEqual((await judge("open.json", "--report", `md=${name}`)).code, 1);
        ok(existsSync(join(project.dir, name)));
    });

    it("says that a link leads nowhere", async () => {
        symlinkSync("gone.json", join(project.dir, "link.json"));
        const { code, stderr } = await judge("link.json");
        strictEqual(code, 2);
        match(stderr, /^error: state link\.json: there is no such file.*link\.json is a link that leads nowhere\n$/);
    });

    it("says of no name what would act on a terminal", async () => {
        const { code, stderr } = await judge("\u001b[31mred\u202e\u0007.json");
        strictEqual(code, 2);
        match(stderr, /^error: state red\.json: there is no such file: .* has no 'red\.json'\n$/);
    });

    it("says what it may not read, in a line", async function () {
        mkdirSync(join(project.dir, "secret"));
        write("secret.json", "{}");
        const isRoot = process.getuid?.() === 0;
        chmodSync(project.dir, 0o755);
        ["secret", "secret.json"].forEach((name) => chmodSync(join(project.dir, name), 0));
        const as = (...args: string[]): Promise<CliRun> =>
            new Promise((done) => {
                const given = [CLI, "judge", "--cwd", project.dir, "--policy-pack", "rules", ...args];
                const user = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
                const child = spawn(project.environment.node, given, { ...user, env: environmentOf(project) });
                const said = { stdout: "", stderr: "" };
                child.stdout.on("data", (data: Buffer) => (said.stdout += data.toString()));
                child.stderr.on("data", (data: Buffer) => (said.stderr += data.toString()));
                child.once("close", (code) => done({ code, ...said, all: said.stdout + said.stderr }));
            });
        if (process.platform === "win32" || (await as("open.json")).code !== 1) {
            this.skip(); // nobody may not even read this repository
        }
        for (const [args, fault] of [
            [["secret"], /^error: state secret: the folder cannot be read: EACCES.*\n$/],
            [["secret.json"], /^error: state secret\.json: it cannot be read: EACCES.*\n$/],
            [
                ["open.json", "--policy-pack-config", "secret.json"],
                /^error: policy pack configuration .*secret\.json: it cannot be read: EACCES.*\n$/,
            ],
            [
                ["open.json", "--baseline", "secret.json"],
                /^error: baseline secret\.json: it cannot be read: EACCES.*\n$/,
            ],
            [["open.json", "--report", "md=new.md"], /^error: --report md=new\.md: it may not be written: EACCES.*\n$/],
        ] as const) {
            const { code, stderr } = await as(...args);
            strictEqual(code, 2);
            match(stderr, fault);
        }
    });
});
