import { spawn } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OWN_PACK, REPOSITORY } from "./packs";
import { run } from "./processes";
import { inTurn } from "./rounds";
import { CLI } from "./scale";
import { judge, ratios, spread } from "./statistics";
import { count, ratio, table, time } from "./table";

const RESOURCES = 200;
const GOAL_MILLISECONDS = 1000;
/** What `--watch` says when all of a run is told. */
const END = "Waiting for changes";

/** Part 7: from an edit to the next verdict, beside a run of its own. */
export async function watch(rounds: number): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), "palisade-bench-"));
    cpSync(join(REPOSITORY, "bench/program"), folder, { recursive: true });
    cpSync(join(REPOSITORY, "tsconfig.json"), join(folder, "tsconfig.json"));
    writeFileSync(join(folder, "package.json"), '{ "private": true }');
    symlinkSync(join(REPOSITORY, "node_modules"), join(folder, "node_modules"));
    const args = [
        ...[CLI, "--cwd", folder, "--stack", "dev", "--policy-pack", OWN_PACK, "--fold", "--non-interactive"],
        ...["--config", `resources=${String(RESOURCES)}`],
    ];
    const edited = (): void => appendFileSync(join(folder, "index.ts"), "\n// Edited.");
    const watching = new Watching([...args, "--watch"]);
    try {
        const first = await watching.next();
        const { edit, whole } = await inTurn(rounds, {
            edit: () => watching.next(edited),
            whole: () => wholeRun(args),
        });
        const rows = [
            ["first run of --watch, once", time(spread([first]))],
            ["an edit under --watch, to its verdict", time(spread(edit))],
            ["a run of its own", time(spread(whole))],
        ];
        const times = ratio(spread(ratios(whole, edit)));
        const kept = `goal: at most 1 s, ${judge(spread(edit), GOAL_MILLISECONDS)}`;
        return `${table([`${count(RESOURCES)} resources`, "wall"], rows)}\n\nFrom an edit to its verdict (${kept}); a run of its own takes ${times} times as long.`;
    } finally {
        await watching.end();
        rmSync(folder, { recursive: true, force: true });
    }
}

async function wholeRun(args: readonly string[]): Promise<number> {
    const { code, wall, stdout, stderr } = await run(process.execPath, args, REPOSITORY);
    if (code > 1) {
        throw new Error(`the preview failed:\n${stdout.slice(-2000)}${stderr}`);
    }
    return wall;
}

class Watching {
    private readonly child;
    private said = "";
    private onEnd: (said: string) => void = () => undefined;

    constructor(args: readonly string[]) {
        this.child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
        this.child.stderr.setEncoding("utf8").on("data", (text: string) => {
            this.said += text;
            if (this.said.includes(END)) {
                this.onEnd(this.said);
                this.said = "";
            }
        });
    }

    /** Milliseconds until the next run has ended, which an edit may begin. */
    async next(edit: () => void = () => undefined): Promise<number> {
        const begin = performance.now();
        const ended = new Promise<void>((resolve, reject) => {
            const isFault = (said: string): boolean => said.includes("error:");
            this.onEnd = (said) => (isFault(said) ? reject(new Error(`the preview failed:\n${said}`)) : resolve());
            this.child.once("close", () => reject(new Error(`the watching preview ended:\n${this.said}`)));
        });
        edit();
        await ended;
        const wall = performance.now() - begin;
        // What is started ahead for the next run has its time.
        await new Promise((resume) => setTimeout(resume, 3000));
        return wall;
    }

    async end(): Promise<void> {
        const closed = new Promise((resolve) => this.child.once("close", resolve));
        this.child.kill("SIGINT");
        await closed;
    }
}
