import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { JsonReport } from "../../../offline-preview/report/json";
import { CLI, environmentOf, type TestProject } from "./project";

/** The built command with `--watch`, which writes its result as JSON too. */
export class Watching {
    readonly pid: number | undefined;
    private readonly child: ChildProcess;
    private readonly exit: Promise<number | null>;
    private readonly said = { stdout: "", stderr: "" };
    private seen = 0;

    constructor(
        private readonly project: TestProject,
        args: readonly string[] = [],
    ) {
        this.child = spawn(
            project.environment.node,
            [CLI, "--cwd", project.dir, "--watch", "--report", "json=result.json", ...args],
            { stdio: ["ignore", "pipe", "pipe"], env: environmentOf(project) },
        );
        this.pid = this.child.pid;
        for (const stream of ["stdout", "stderr"] as const) {
            this.child[stream]?.setEncoding("utf8").on("data", (text: string) => (this.said[stream] += text));
        }
        this.exit = new Promise((resolve) => this.child.once("close", resolve));
    }

    /** Waits for the end of the next run, and gives what it wrote; undefined where it wrote nothing. */
    async next(): Promise<JsonReport | undefined> {
        this.seen++;
        while (this.runs < this.seen) {
            await Promise.race([
                this.exit.then((code) => Promise.reject(new Error(`ended with ${String(code)}: ${this.said.stderr}`))),
                new Promise((resume) => setTimeout(resume, 20)),
            ]);
        }
        const file = join(this.project.dir, "result.json");
        try {
            return JSON.parse(readFileSync(file, "utf8")) as JsonReport;
        } catch {
            return undefined;
        } finally {
            rmSync(file, { force: true });
        }
    }

    /** What was printed since the last time it was asked. */
    take(stream: "stdout" | "stderr"): string {
        const text = this.said[stream];
        this.said[stream] = "";
        this.seen = stream === "stderr" ? 0 : this.seen;
        return text;
    }

    /** Who reads what it prints goes, as `head` does. */
    async untilUnread(): Promise<number | null> {
        this.child.stdout?.destroy();
        return this.exit;
    }

    async end(signal: NodeJS.Signals = "SIGINT"): Promise<number | null> {
        this.child.kill(signal);
        return this.exit;
    }

    private get runs(): number {
        return this.said.stderr.split("Waiting for changes").length - 1;
    }
}
