import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { JSON_FORMAT, type JsonReport } from "../../../offline-preview/report/json";
import { REPORT_FORMATS } from "../../../offline-preview/report/renderers";
import { readSarif } from "../report/sarif";
import { readPage, readXml } from "../report/xml";
import { pack, runCli, TestProject, type CliRun } from "./project";

const PROGRAM = `
    import { writeFileSync } from "node:fs";
    import { Thing } from "./thing";
    writeFileSync("ran", "");
    new Thing("bad");
    new Thing("waived");
`;
const POLICIES = `[{
    name: "things", description: "About things.", enforcementLevel: "mandatory", tags: ["house:1.2", "service:test"],
    validateResource: (args, report) => { if (args.name === "bad") { report("It is bad."); } },
}, {
    name: "soft", description: "About others.", enforcementLevel: "advisory", tags: ["house:1.2"],
    validateResource: (args, report) => {
        if (args.name === "waived") { report("waived: [W-12 until 2027-03-01, team: moves] It is bad, too."); }
    },
}]`;
const FILES = { "index.ts": PROGRAM, ...pack("pack", POLICIES) };

describe("offline preview command: reports", function () {
    this.timeout(120_000);

    async function inProject(
        files: Record<string, string>,
        act: (project: TestProject, run: (...args: string[]) => Promise<CliRun>) => Promise<void>,
    ): Promise<void> {
        const project = new TestProject(files);
        try {
            await act(project, (...args) => runCli(project, ["--policy-pack", "pack", ...args]));
        } finally {
            project.remove();
        }
    }

    it("tell what could not be decided though the resource's inputs are known: ids that are made up decide nothing of it", async () => {
        const policies = `[{
            name: "open", description: "About others.", enforcementLevel: "advisory",
            validateResource: (args, report) => { if (args.name === "bad") { report("undetermined: it lies elsewhere"); } },
        }]`;
        await inProject({ ...FILES, ...pack("pack", policies) }, async (_, run) => {
            const { stdout, stderr } = await run("--json");
            ok(stdout !== "", stderr);
            const { findings, summary } = JSON.parse(stdout) as JsonReport;
            deepStrictEqual(
                findings.map(({ policy, kind, message, decidedBy }) => [policy, kind, message, decidedBy]),
                [["open", "undetermined", "it lies elsewhere", "both"]],
            );
            strictEqual(summary.decidedByMadeUpIds, 0);
        });
    });

    it("are written beside the tree, of every format at once, also where a policy fails", async () => {
        await inProject(FILES, async (project, run) => {
            mkdirSync(join(project.dir, "out"));
            const asked = REPORT_FORMATS.flatMap((format) => ["--report", `${format}=out/report.${format}`]);
            const { code, stdout, stderr } = await run(...asked);
            strictEqual(code, 1, stderr);
            match(stdout, /Failed: 1 mandatory violation in 1 resource/);
            const read = (format: string): string => readFileSync(join(project.dir, "out", `report.${format}`), "utf8");
            deepStrictEqual(
                readdirSync(join(project.dir, "out")).sort(),
                REPORT_FORMATS.map((one) => `report.${one}`).sort(),
            );

            strictEqual(read("text"), stdout);
            const json = JSON.parse(read("json")) as JsonReport;
            strictEqual(json.format, JSON_FORMAT);
            deepStrictEqual(
                json.findings.map(({ policy, level, message, waiver }) => [policy, level, message, waiver]),
                [
                    ["things", "mandatory", "It is bad.", null],
                    ["soft", "advisory", "It is bad, too.", "W-12 until 2027-03-01, team: moves"],
                ],
            );
            const { results } = readSarif(read("sarif"));
            deepStrictEqual(
                results.map(({ ruleId, suppressions }) => [ruleId, suppressions?.[0]?.justification]),
                [
                    ["pack/things", undefined],
                    ["pack/soft", "W-12 until 2027-03-01, team: moves"],
                ],
            );
            deepStrictEqual(results[0]?.locations[0]?.physicalLocation, {
                artifactLocation: { uri: "index.ts", uriBaseId: "SRCROOT" },
                region: { startLine: 5, startColumn: 5 },
            });
            strictEqual(readXml(read("junit")).getElementsByTagName("failure").length, 1);
            strictEqual((JSON.parse(read("gitlab")) as unknown[]).length, 2);
            match(read("md"), /^### ❌ Failed: 1 mandatory violation/);
            strictEqual(readPage(read("html")).getElementsByTagName("article").length, 2);
            strictEqual(
                read("csv"),
                "framework,control,standing,policies,violated,undetermined,waived,passed,off,policy names\r\n" +
                    "house,1.2,violated,2,1,0,1,0,0,things soft\r\n",
            );
        });
    });

    it("take the place of the tree on standard output", async () => {
        await inProject(FILES, async (project, run) => {
            const { code, stdout } = await run("--report", "md=-", "--report", "sarif=a.sarif", "--color", "always");
            strictEqual(code, 1);
            match(stdout, /^### ❌ Failed/);
            ok(!stdout.includes("\u001b") && !stdout.includes("Policy packs:"), stdout);
            ok(existsSync(join(project.dir, "a.sarif")));
            const text = await run("--report", "text=-", "--color", "always");
            match(text.stdout, /^Preview of shop \(dev\), offline\n/);
        });
    });

    it("that cannot be written are refused before the program runs, with all else that is wrong", async () => {
        await inProject({ ...FILES, "folder/file": "x" }, async (project, run) => {
            const { code, stderr } = await run(
                ...["--report", "sarif=nowhere/a.sarif", "--report", "md=folder", "--report", "json=folder/file/a"],
                ...["--report", "junit=a.xml", "--report", "gitlab=./a.xml", "--report", "text=new/"],
                ...["--stack", "prod"],
            );
            strictEqual(code, 2);
            for (const words of [
                /--report sarif=nowhere\/a\.sarif: there is no such folder: \S+ has no 'nowhere'/,
                /--report md=folder: \S+ is a folder, and must be a file/,
                /--report json=folder\/file\/a: \S+ is a file, and must be a folder/,
                /--report gitlab=\.\/a\.xml: another report goes to the same file/,
                /--report text=new\/: \S+ is a folder, and must be a file/,
                /Pulumi\.prod\.yaml/,
            ]) {
                match(stderr, words);
            }
            const alone = await run("--report", "md=folder");
            strictEqual(alone.code, 2);
            ok(!existsSync(join(project.dir, "ran")) && !existsSync(join(project.dir, "a.xml")));
        });
    });

    it("tell of a program that failed", async () => {
        const files = { ...FILES, "index.ts": `${PROGRAM} throw new Error("boom");` };
        await inProject(files, async (project, run) => {
            const { code } = await run("--report", "sarif=a.sarif", "--report", "md=a.md");
            strictEqual(code, 2);
            const { invocations } = readSarif(readFileSync(join(project.dir, "a.sarif"), "utf8"));
            strictEqual(invocations[0]?.executionSuccessful, false);
            match(readFileSync(join(project.dir, "a.md"), "utf8"), /The program failed[^]*boom/);
        });
    });

    it("of an interrupted run are not written, and what was there stays", async () => {
        const files = { ...FILES, "index.ts": `${PROGRAM} setInterval(() => undefined, 1000);` };
        await inProject(files, async (project) => {
            writeFileSync(join(project.dir, "a.md"), "before");
            const before = readdirSync(project.dir).length;
            const args = ["--report", "md=a.md", "--report", "json=b.json"];
            const { code } = await runCli(project, args, (kill) => {
                const timer = setInterval(() => {
                    if (existsSync(join(project.dir, "ran"))) {
                        clearInterval(timer);
                        kill("SIGINT");
                    }
                }, 50);
            });
            strictEqual(code, 130);
            strictEqual(readFileSync(join(project.dir, "a.md"), "utf8"), "before");
            strictEqual(readdirSync(project.dir).length, before + 1, "nothing new but what the program wrote");
        });
    });

    it("replace what was there, follow links, and leave devices what they are", async () => {
        await inProject(FILES, async (project, run) => {
            const at = (name: string): string => join(project.dir, name);
            writeFileSync(at("real.md"), "before ".repeat(10_000));
            symlinkSync("real.md", at("link.md"));
            const { code } = await run("--report", "md=link.md", "--report", "json=/dev/null");
            strictEqual(code, 1);
            ok(lstatSync(at("link.md")).isSymbolicLink());
            match(readFileSync(at("real.md"), "utf8"), /^### ❌ (?:(?!before)[^])*$/);
            ok(lstatSync("/dev/null").isCharacterDevice());
        });
    });

    it("name files as the repository has them", async () => {
        const files = {
            "Pulumi.yaml": "",
            "infra/Pulumi.yaml": "name: shop\nruntime: nodejs\n",
            "infra/Pulumi.dev.yaml": "config: {}\n",
            "infra/package.json": '{ "main": "index.ts" }',
            "infra/index.ts":
                'import { Thing } from "../thing";\nimport { more } from "../lib/more";\nnew Thing("bad");\nmore();\n',
            "lib/more.ts": 'import { Thing } from "../thing";\nexport const more = () => new Thing("waived");\n',
            ".git": "gitdir: elsewhere\n",
            ...pack("pack", POLICIES),
        };
        const project = new TestProject(files);
        try {
            const args = ["--cwd", join(project.dir, "infra"), "--policy-pack", "../pack", "--report", "gitlab=-"];
            const { stdout } = await runCli(project, args);
            deepStrictEqual(
                (JSON.parse(stdout) as { location: unknown }[]).map(({ location }) => location),
                [
                    { path: "infra/index.ts", lines: { begin: 3 } },
                    { path: "lib/more.ts", lines: { begin: 2 } },
                ],
            );
        } finally {
            project.remove();
        }
    });
});
