import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { JsonReport } from "../../../offline-preview/report/json";
import { HERE } from "./environments";
import { pack, runCli, TestProject, THING } from "./project";
import { Watching } from "./watching";

const PROGRAM = `
    import * as pulumi from "@pulumi/pulumi";
    import { readFileSync } from "node:fs";
    import { Thing } from "./thing";
    new Thing(new pulumi.Config().get("name") ?? "unset", { of: readFileSync("of.txt", "utf8") });
`;

const NO_PUBLIC = `[{
    name: "no-public", description: "None is public.", enforcementLevel: "mandatory",
    validateResource: (args, report) => { if (args.props.of === "public") { report("It is public."); } },
}]`;

const FILES = { "index.ts": PROGRAM, "of.txt": "private", ...pack("guard", NO_PUBLIC) };
const PACK = ["--policy-pack", "guard", "--policy-pack-config", "levels.json"];

describe("offline-preview command: --watch", function () {
    this.timeout(600_000);

    let project: TestProject;
    let watching: Watching | undefined;

    afterEach(async () => {
        await watching?.end();
        project.remove();
    });

    function write(path: string, content: string): void {
        mkdirSync(dirname(join(project.dir, path)), { recursive: true });
        writeFileSync(join(project.dir, path), content);
    }

    /** What a run of its own says, but for how long it took. */
    async function fresh(args: readonly string[]): Promise<Omit<JsonReport, "durations">> {
        return withoutTimes(JSON.parse((await runCli(project, [...args, "--json"])).stdout) as JsonReport);
    }

    it("says after each change what a run of its own would", async () => {
        project = new TestProject({ ...FILES, "levels.json": "{}" });
        watching = new Watching(project, PACK);
        await watching.next();
        const changes: Record<string, () => void> = {
            "a file that the program reads, the pack and its configuration": () => {
                write("of.txt", "public");
                write("levels.json", '{ "no-public": "advisory" }');
                write("guard/index.js", indexOf(NO_PUBLIC.replace("It is public.", "Hide it.")));
            },
            "configuration, the compiler's options and a syntax error": () => {
                write("Pulumi.dev.yaml", "config:\n  shop:name: configured\n");
                write("tsconfig.json", '{ "compilerOptions": { "target": "es2022" } }');
                write("thing.ts", "export class Thing {");
            },
            "its correction, and a new file in a new folder": () => {
                write("more/other.ts", 'import { Thing } from "../thing"; new Thing("other");');
                write("index.ts", `${PROGRAM}\nimport "./more/other";`);
                write("thing.ts", THING);
            },
        };
        for (const [what, change] of Object.entries(changes)) {
            change();
            const result = await watching.next();
            deepStrictEqual(result && withoutTimes(result), await fresh(PACK), what);
        }
    });

    it("says after random edits what a run of its own would", async () => {
        // Few, as each round takes seconds: WATCH_SEED=7 WATCH_ROUNDS=100 looks further.
        const { WATCH_SEED: seed = "20261", WATCH_ROUNDS: rounds = "2" } = process.env;
        const random = randomNumbers(Number(seed));
        const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
        project = new TestProject({ ...FILES, "levels.json": "{}", "tsconfig.json": "{}" });
        watching = new Watching(project, PACK);
        await watching.next();
        for (let round = 0; round < Number(rounds); round++) {
            const edits = EDITS.map((edit) => ({ edit, by: random() })).sort((a, b) => a.by - b.by);
            const done = edits.slice(0, 4).map(({ edit: { path, contents } }) => ({ path, content: pick(contents) }));
            // Whatever else there is, something is another one.
            done.push({ path: "thing.ts", content: `${THING}// ${String(round)}\n` });
            done.forEach(({ path, content }) => write(path, content));
            const result: JsonReport | undefined = await watching.next();
            deepStrictEqual(result && withoutTimes(result), await fresh(PACK), JSON.stringify([round, done]));
        }
    });

    it("says what is wrong with the configuration, and goes on when it is right", async () => {
        project = new TestProject(FILES);
        watching = new Watching(project);
        await watching.next();
        watching.take("stderr");
        write("Pulumi.yaml", "name: shop\n");
        strictEqual(await watching.next(), undefined);
        match(watching.take("stderr"), /Changed: Pulumi\.yaml\nerror: .*runtime/);
        write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
        strictEqual((await watching.next())?.verdict, "passed");
    });

    it("starts over where the program changes while it runs", async () => {
        project = new TestProject({ ...FILES, "index.ts": "setTimeout(() => undefined, 1e6);" });
        watching = new Watching(project);
        await new Promise((resume) => setTimeout(resume, 3000));
        write("index.ts", PROGRAM);
        strictEqual((await watching.next())?.verdict, "passed");
        match(watching.take("stdout"), /^Preview of shop/, "the first run came to nothing");
    });

    it("does not take for a change what the program writes, nor clears what is no terminal", async () => {
        project = new TestProject({
            ...FILES,
            "index.ts": `${PROGRAM}
                import { existsSync, writeFileSync, readdirSync } from "node:fs";
                existsSync("written.txt");
                readdirSync(".");
                writeFileSync("written.txt", String(Math.random()));
            `,
        });
        watching = new Watching(project);
        await watching.next();
        await new Promise((resume) => setTimeout(resume, 3000));
        strictEqual(watching.take("stderr").split("Waiting for changes").length, 2);
        doesNotMatch(watching.take("stdout"), /\u001b/);
    });

    it("ends where nobody reads what it prints any more", async () => {
        project = new TestProject({ ...FILES, "levels.json": "{}" });
        watching = new Watching(project, PACK);
        await watching.next();
        const ended = watching.untilUnread();
        writeFileSync(join(project.dir, "index.ts"), `${FILES["index.ts"]}\n// Edited.`);
        strictEqual(await ended, 130);
        deepStrictEqual(processesIn(project.dir), []);
    });

    it("leaves nothing behind at Ctrl-C", async () => {
        const temporary = mkdtempSync(join(tmpdir(), "offline-preview-watch-"));
        try {
            project = new TestProject({ ...FILES, "levels.json": "{}" }, { ...HERE, variables: { TMPDIR: temporary } });
            watching = new Watching(project, PACK);
            await watching.next();
            strictEqual(processesIn(project.dir).length, 3, "two programs, a pack");
            strictEqual(await watching.end(), 130);
            await new Promise((resume) => setTimeout(resume, 500));
            deepStrictEqual(processesIn(project.dir), []);
            deepStrictEqual(
                readdirSync(temporary).filter(
                    (name) => !/^(pulumi-offline-preview|v8-compile-cache|node-compile-cache)-?/.test(name),
                ),
                [],
            );
        } finally {
            rmSync(temporary, { recursive: true, force: true });
        }
    });
});

/** Files with what may come to stand in them: right and wrong, and with one another. */
const EDITS: readonly { path: string; contents: readonly string[] }[] = [
    { path: "of.txt", contents: ["public", "private", ""] },
    { path: "levels.json", contents: ["{}", '{ "no-public": "advisory" }', '{ "all": "disabled" }'] },
    { path: "Pulumi.dev.yaml", contents: ["", "config:\n  shop:name: one\n", "config:\n  shop:name: two\n"] },
    { path: "tsconfig.json", contents: ["{}", '{ "compilerOptions": { "target": "es2022" } }'] },
    { path: "guard/index.js", contents: [NO_PUBLIC, NO_PUBLIC.replace("It is", "It was")].map(indexOf) },
    {
        path: "index.ts",
        contents: [
            PROGRAM,
            `${PROGRAM} import "./more/other";`,
            `${PROGRAM} new Thing("twice"); new Thing("twice");`,
            `${PROGRAM} throw new Error("no luck");`,
            "new Thing(",
        ],
    },
    {
        path: "more/other.ts",
        contents: ['import { Thing } from "../thing"; new Thing("other");', 'import "../of";', "export const of = 1;"],
    },
];

/** A linear congruential generator: the same numbers in each run. */
function randomNumbers(seed: number): () => number {
    let state = seed;
    return () => {
        state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
        return state / 2 ** 32;
    };
}

function indexOf(policies: string): string {
    return pack("guard", policies)["guard/index.js"] ?? "";
}

/** Processes that work in a folder. */
function processesIn(folder: string): string[] {
    const workingFolder = (pid: string): string => {
        try {
            return readlinkSync(`/proc/${pid}/cwd`);
        } catch {
            return "";
        }
    };
    return readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && workingFolder(pid).startsWith(folder));
}

function withoutTimes({ durations: _, ...report }: JsonReport): Omit<JsonReport, "durations"> {
    return report;
}
