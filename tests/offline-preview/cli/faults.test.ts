import { doesNotMatch, match, ok, strictEqual } from "node:assert";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HERE, nodeBinary, withoutTsNode, type Environment, type Found } from "./environments";
import { pack, runCli, TestProject, type CliRun } from "./project";

const GOOD = 'import { Thing } from "./thing"; new Thing("a"); export const done = "yes";';
const ON_THINGS = (body: string): string => `[{
    name: "things", description: "About things.", enforcementLevel: "mandatory",
    validateResource: (args, report) => { if (args.type === "test:index:Thing") { ${body} } },
}]`;
const PASSES = "[]";

interface Fault {
    files: Record<string, string>;
    args?: string[];
    code: number;
    /** Each must be told. */
    says: RegExp[];
    saysNot?: RegExp;
}

/** What can go wrong in a program or a pack, each with the exit code and the words that must come of it. */
const FAULTS: Record<string, Fault> = {
    "the program throws": {
        files: {
            "index.ts": 'import { Thing } from "./thing";\nnew Thing("a");\nthrow new Error("boom");',
            ...pack("pack", PASSES),
        },
        args: ["--policy-pack", "pack"],
        code: 2,
        says: [
            /boom/,
            /index\.ts:3/,
            /test:index:Thing\s+a/,
            /- +pack@1\.2\.3 +0 policies, the stack was not judged/,
            /The program failed; only 1 resource registered before it did was judged/,
        ],
    },
    "the program rejects": {
        files: { "index.ts": 'export = async () => { await Promise.resolve(); throw new Error("late boom"); };' },
        code: 2,
        says: [/late boom/],
    },
    "an input is rejected": {
        files: {
            "index.ts":
                'import { Thing } from "./thing"; new Thing("a", { x: Promise.reject(new Error("bad input")) });',
        },
        code: 2,
        says: [/bad input/],
    },
    "an apply fails": {
        files: {
            "index.ts": 'import * as pulumi from "@pulumi/pulumi";\npulumi.output({} as any).apply((r) => r.a.b);',
        },
        code: 2,
        says: [/Cannot read properties of undefined \(reading 'b'\)/, /index\.ts:2:/],
    },
    "the program calls process.exit(0)": {
        files: { "index.ts": "process.exit(0);" },
        code: 2,
        says: [/ended with exit code 1 before it had finished: does it call process\.exit\?/],
    },
    "the program calls process.exit(3)": {
        files: { "index.ts": "process.exit(3);" },
        code: 2,
        says: [/the program ended with exit code 3 before it had finished/],
    },
    "the program never ends": {
        files: { "index.ts": 'setInterval(() => undefined, 1000); export const a = "b";' },
        // Long enough for a busy machine to have loaded it: what it does in the last seconds is told.
        args: ["--timeout", "40"],
        code: 2,
        says: [/did not end within 40 seconds: something keeps it waiting \(a server.* --timeout/],
    },
    "the program blocks": {
        files: { "index.ts": "for (;;);" },
        args: ["--timeout", "12"],
        code: 2,
        says: [/did not end within 12 seconds: it is computing without end.* --timeout/],
        saysNot: /server/,
    },
    "the program computes without end between promises": {
        files: { "index.ts": "const spin = (): unknown => Promise.resolve().then(spin); spin();" },
        args: ["--timeout", "12"],
        code: 2,
        says: [/it is computing without end/],
    },
    "the program awaits for ever": {
        files: { "index.ts": "export = async () => { await new Promise(() => undefined); };" },
        code: 2,
        says: [/the program ended before it had finished: it awaits something that never comes/],
        saysNot: /process\.exit/,
    },
    "the program runs out of memory": {
        files: {
            "Pulumi.yaml": "name: shop\nruntime: { name: nodejs, options: { nodeargs: --max-old-space-size=150 } }\n",
            "index.ts": "const all: unknown[] = []; for (;;) { all.push(new Array(1000).fill(all.length)); }",
        },
        code: 2,
        says: [/the program was ended by signal SIGABRT.* ran out of memory .*--max-old-space-size/],
        saysNot: /process\.exit/,
    },
    "a package is missing": {
        files: { "index.ts": 'import * as other from "nowhere-to-be-found"; other.toString();' },
        code: 2,
        says: [/Cannot find module 'nowhere-to-be-found'/],
        saysNot: /process\.exit|exit code/,
    },
    "an input never resolves": {
        files: { "index.ts": 'import { Thing } from "./thing"; new Thing("a", { x: new Promise(() => undefined) });' },
        code: 2,
        says: [/"a" \[test:index:Thing\] was waiting for the value of its input property "x"/],
    },
    "the program does not compile": {
        files: { "index.ts": "const = 1;" },
        code: 2,
        says: [/Unable to compile TypeScript/, /index\.ts\(1,7\)|index\.ts:1:7/],
    },
    "the program has a type error, and --type-check": {
        files: { "index.ts": 'export const a: number = "text";' },
        args: ["--type-check"],
        code: 2,
        says: [/Type 'string' is not assignable to type 'number'/],
    },
    "a resource is registered twice": {
        files: { "index.ts": 'import { Thing } from "./thing"; new Thing("a"); new Thing("a");' },
        code: 2,
        says: [/Duplicate resource URN '.*test:index:Thing::a'; try giving it a unique name/],
    },
    "the pack throws while it is loaded": {
        files: { "index.ts": GOOD, ...pack("pack", PASSES), "pack/index.js": 'throw new Error("pack boom");' },
        args: ["--policy-pack", "pack"],
        code: 2,
        says: [/policy pack .* did not start/, /pack boom/],
    },
    "the pack ends while it is loaded": {
        files: { "index.ts": GOOD, ...pack("pack", PASSES), "pack/index.js": "process.exit(0);" },
        args: ["--policy-pack", "pack"],
        code: 2,
        says: [/policy pack .* did not start: it ended \(exit code 0\) and said nothing /],
    },
    "the pack's manifest is no YAML": {
        files: { "index.ts": GOOD, ...pack("pack", PASSES), "pack/PulumiPolicy.yaml": "runtime: [" },
        args: ["--policy-pack", "pack"],
        code: 2,
        says: [/^ error: policy pack [^ ]*pack: PulumiPolicy\.yaml:1: not valid YAML: unexpected end [\w ]+ $/],
    },
    "the pack is of another language": {
        files: { "index.ts": GOOD, ...pack("pack", PASSES), "pack/PulumiPolicy.yaml": "runtime: python\nmain: x\n" },
        args: ["--policy-pack", "pack"],
        code: 2,
        says: [/^ error: policy pack [^ ]*pack: runtime "python"; only nodejs packs can run here $/],
    },
    "the pack's manifest says nothing": {
        files: { "index.ts": GOOD, ...pack("pack", PASSES), "pack/PulumiPolicy.yaml": "runtime:\n" },
        args: ["--policy-pack", "pack"],
        code: 2,
        says: [/^ error: policy pack [^ ]*pack: runtime null; only nodejs packs can run here $/],
    },
    "package.json is no JSON": {
        files: { "index.ts": GOOD, "package.json": "{bad" },
        code: 2,
        says: [/error: (Error parsing|Invalid package config) .*package\.json/],
        saysNot: /not installed/,
    },
    "a policy of the pack throws": {
        files: { "index.ts": GOOD, ...pack("pack", ON_THINGS('throw new Error("policy boom");')) },
        args: ["--policy-pack", "pack"],
        code: 2,
        says: [
            /policy pack pack failed while judging .*::a/,
            /policy boom/,
            /'things'/,
            /✗ +pack@1\.2\.3 +1 policy, broke: not everything was judged/,
            /Policy pack pack broke; not everything was judged\. Nothing was deployed\./,
        ],
    },
    "the pack dies in the middle": {
        files: { "index.ts": GOOD, ...pack("pack", ON_THINGS("process.exit(7);")) },
        args: ["--policy-pack", "pack"],
        code: 2,
        says: [/policy pack pack ended while judging .*::a \(exit code 7\)/],
    },
    "the pack's configuration names a policy that it has not": {
        files: { "index.ts": GOOD, ...pack("pack", ON_THINGS("")), "config.json": '{ "thing": "advisory" }' },
        args: ["--policy-pack", "pack", "--policy-pack-config", "config.json"],
        code: 2,
        says: [/"thing" is no policy of this pack \(did you mean 'things'\?\)/],
    },
    "a mandatory policy fails": {
        files: { "index.ts": GOOD, ...pack("pack", ON_THINGS('report("a thing");')) },
        args: ["--policy-pack", "pack"],
        code: 1,
        says: [/mandatory/, /a thing/, /index\.ts:1/],
    },
    "one of two packs fails": {
        files: {
            "index.ts": GOOD,
            ...pack("good", ON_THINGS("")),
            ...pack("bad", ON_THINGS('report("from the other");')),
        },
        args: ["--policy-pack", "good", "--policy-pack", "bad"],
        code: 1,
        says: [/from the other/, /good/, /bad/],
    },
    "nothing is wrong": {
        files: { "index.ts": GOOD, ...pack("pack", ON_THINGS("")) },
        args: ["--policy-pack", "pack"],
        code: 0,
        says: [/Passed/, /done: "yes"/],
    },
};

/** What is told before anything is started. */
const FAULTS_BEFORE: Record<string, Fault> = {
    "there is no Pulumi.yaml": {
        files: { "Pulumi.yaml": "", "index.ts": GOOD },
        code: 2,
        says: [/no Pulumi\.yaml in .* or in a folder above it/, /--cwd/],
    },
    "the entry point is missing": {
        files: { "package.json": '{ "name": "shop" }' },
        code: 2,
        says: [/error: there is no program to run: .* has no index\.ts or index\.js/],
        saysNot: /process\.exit|exit code/,
    },
    "the program is not built": {
        files: { "package.json": '{ "main": "bin/index.js", "scripts": { "build": "tsc" } }' },
        code: 2,
        says: [/error: there is no program to run: package\.json names bin\/index\.js, .* 'npm run build'/],
        saysNot: /process\.exit|exit code/,
    },
    "the SDK is too old": {
        files: {
            "main.ts": "//",
            "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: old\n",
            "old/package.json": "{}",
            "old/index.ts": GOOD,
            "old/node_modules/@pulumi/pulumi/package.json": '{ "name": "@pulumi/pulumi", "version": "2.25.2" }',
        },
        code: 2,
        says: [/@pulumi\/pulumi 2\.25\.2 in .* is too old: update it to 3\.0\.0 or newer/],
    },
    "the project's folder does not exist": {
        files: { "index.ts": GOOD },
        args: ["--cwd", "zz/nope"],
        code: 2,
        says: [/error: --cwd zz\/nope: there is no such folder.* has no 'zz'/],
        saysNot: /Preview of/,
    },
    "the project's folder is a file": {
        files: { "index.ts": GOOD },
        args: ["--cwd", __filename],
        code: 2,
        says: [/error: --cwd .*: .*faults\.test\.ts is a file, and must be a folder/],
    },
    "no path leads anywhere": {
        files: { "index.ts": GOOD, "packs/good/index.js": "//", "config.json": "{}" },
        args: [
            ...["--policy-pack", "packs/godo", "--policy-pack-config", "nowhere/config.json"],
            ...["--config-file", "stacks/dev.yaml", "--facts", "packs"],
        ],
        code: 2,
        says: [
            /policy pack packs\/godo: there is no such folder seen from (\S+): \1\/packs has no 'godo' \(did you mean 'good'\?\)/,
            /policy pack configuration nowhere\/config\.json: there is no such file: \S+ has no 'nowhere'/,
            /--config-file stacks\/dev\.yaml: there is no such file: \S+ has no 'stacks'/,
            /--facts packs: \S+\/packs is a folder, and must be a file/,
        ],
    },
    "the project is a template": {
        files: { "Pulumi.yaml": "name: ${PROJECT}\nruntime: nodejs\n", "index.ts": GOOD },
        code: 2,
        says: [/'name' is the placeholder \$\{PROJECT\}: this is a template/],
    },
    "the stack file is missing": {
        files: { "index.ts": GOOD },
        args: ["--stack", "prdo"],
        code: 2,
        says: [/Pulumi\.prdo\.yaml/, /dev/],
    },
    "the stack file is malformed": {
        files: { "Pulumi.dev.yaml": "config: {a: [1", "index.ts": GOOD },
        code: 2,
        says: [/Pulumi\.dev\.yaml:\d+: not valid YAML/],
    },
    "a value has the wrong type, another is missing": {
        files: {
            "Pulumi.yaml": "name: shop\nruntime: nodejs\nconfig:\n  days: {type: integer}\n  owner: {type: string}\n",
            "Pulumi.dev.yaml": "config: {shop:days: many}\n",
            "index.ts": GOOD,
        },
        code: 2,
        says: [/days.*integer/, /owner/],
    },
    "--config names a key that nobody declares": {
        files: {
            "Pulumi.yaml": "name: shop\nruntime: nodejs\nconfig:\n  days: {type: integer, default: 1}\n",
            "index.ts": GOOD,
        },
        args: ["--config", "dyas=3"],
        code: 2,
        says: [/dyas/, /days/],
    },
    "a flag is mistyped": {
        files: { "index.ts": GOOD },
        args: ["--polcy-pack", "x"],
        code: 2,
        says: [/--polcy-pack/, /--policy-pack/],
    },
    "the pack is missing": {
        files: { "index.ts": GOOD },
        args: ["--policy-pack", "nowhere"],
        code: 2,
        says: [/policy pack nowhere: there is no such folder: \/.* has no 'nowhere'/],
    },
    "the pack is not built": {
        files: {
            "index.ts": GOOD,
            "pack/PulumiPolicy.yaml": "runtime: nodejs\n",
            "pack/package.json": '{ "main": "bin/index.js" }',
            "pack/index.ts": "",
        },
        args: ["--policy-pack", "pack"],
        code: 2,
        says: [/its entry point is missing; is it built\?/],
    },
    "the pack's configuration is wrong": {
        files: { "index.ts": GOOD, ...pack("pack", ON_THINGS("")), "config.json": '{ "thing": "loud", "things": 1 }' },
        args: ["--policy-pack", "pack", "--policy-pack-config", "config.json"],
        code: 2,
        says: [/"loud" is no enforcement level/, /"things" must be a level/],
    },
};

/** Tells what a fault left behind: every process of ours names the project's folder. */
function processesOf(project: TestProject): string[] {
    return readProcesses().filter((line) => line.includes(project.dir));
}

function readProcesses(): string[] {
    return execFileSync("ps", ["-eo", "pid,args"], { encoding: "utf8" })
        .split("\n")
        .filter((line) => !line.includes("ps -eo"));
}

function eachFault(title: string, faults: Record<string, Fault>, find: () => Found | Promise<Found>): void {
    describe(`offline-preview command: each fault has its message and its exit code, ${title}`, function () {
        this.timeout(300_000);
        const runs = new Map<string, { run: CliRun; left: string[] }>();

        before(async function () {
            const found = await find();
            if ("missing" in found) {
                console.log(`    skipped: ${found.missing}`);
                this.skip();
            }
            const waiting = Object.entries(faults);
            const worker = async (environment: Environment): Promise<void> => {
                for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
                    const [name, { files, args = [] }] = next;
                    const project = new TestProject(files, environment);
                    const run = await runCli(project, args);
                    runs.set(name, { run, left: processesOf(project) });
                    project.remove();
                }
            };
            await Promise.all([worker(found), worker(found)]);
        });

        for (const [name, { code, says, saysNot }] of Object.entries(faults)) {
            it(`${name}: exit code ${String(code)}`, () => {
                const { run, left } = runs.get(name) ?? { run: undefined, left: [] };
                ok(run);
                // Long messages are wrapped to the terminal's width.
                const text = run.all.replace(/\s+/g, " ");
                says.forEach((words) => match(text, words));
                if (saysNot !== undefined) {
                    doesNotMatch(text, saysNot);
                }
                strictEqual(run.code, code, run.all);
                doesNotMatch(run.all, /a fault of this tool/);
                strictEqual(left.length, 0, `left behind: ${left.join("\n")}`);
            });
        }
    });
}

eachFault("before anything runs", FAULTS_BEFORE, () => HERE);
eachFault("with this repository's packages", FAULTS, () => HERE);
// What compiles and what runs the program differ; with both different, each fault is tried below.
const COMPILED = ["the program throws", "the program does not compile", "a package is missing", "an apply fails"];
eachFault(
    "in a project without ts-node",
    Object.fromEntries(Object.entries(FAULTS).filter(([name]) => COMPILED.includes(name))),
    () => withoutTsNode(),
);
eachFault("in a project without ts-node, on Node 22", FAULTS, async () => {
    const found = await nodeBinary("22.23.3");
    return "missing" in found ? found : withoutTsNode(found.node);
});

describe("offline-preview command: stopped from outside", function () {
    this.timeout(60_000);
    const program = `
        import { spawn } from "node:child_process";
        import { writeFileSync } from "node:fs";
        const child = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)", "grandchild"], { stdio: "ignore" });
        writeFileSync("started", String(child.pid));
        setInterval(() => undefined, 1000);
    `;

    for (const [signal, code] of [
        ["SIGINT", 130],
        ["SIGTERM", 130],
        ["SIGKILL", null],
    ] as const) {
        it(`${signal} leaves no process behind`, async () => {
            const project = new TestProject({ "index.ts": program, ...pack("pack", PASSES) });
            const started = join(project.dir, "started");
            const run = await runCli(project, ["--policy-pack", "pack"], (kill) => {
                const timer = setInterval(() => {
                    if (existsSync(started) && processesOf(project).some((line) => line.includes("run-policy-pack"))) {
                        clearInterval(timer);
                        kill(signal);
                    }
                }, 50);
            });
            strictEqual(run.code, code);
            await waitUntil(() => processesOf(project).length === 0);
            if (signal !== "SIGKILL") {
                match(run.stderr, /interrupted/);
            }
            const grandchild = Number(readFileSync(started, "utf8"));
            await waitUntil(() => !isAlive(grandchild));
            project.remove();
        });
    }
});

async function waitUntil(condition: () => boolean): Promise<void> {
    for (let attempt = 0; attempt < 50; attempt++) {
        if (condition()) {
            return;
        }
        await new Promise((resume) => setTimeout(resume, 100));
    }
    ok(condition(), "still running after 5 s");
}

function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch {
        return false;
    }
}
