import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { cacheFolder } from "./compiling/cacheFolder";
import { withResolvers } from "./promises";

export interface ChildOptions {
    /** A script for Node, or any program. Only a script of Node ends with this process where that is killed. */
    run: { readonly script: string; readonly nodeArgs?: readonly string[] } | { readonly executable: string };
    args: readonly string[];
    cwd: string;
    env: Readonly<Record<string, string>>;
    /** In a watched preview, a script tells what it reads, and may wait until it is told to go on. */
    channel?: { purpose: "tell" | "wait"; onMessage: (line: string) => void };
}

export interface Exit {
    /** Exit code, or undefined after a signal. */
    code: number | undefined;
    signal: string | undefined;
}

/** A process of ours: its output by line, its end, and no way to outlive this process. */
export class Child {
    readonly exit: Promise<Exit>;
    private readonly process: ChildProcess;

    constructor(options: ChildOptions, onLine: (stream: "stdout" | "stderr", line: string) => void) {
        const { run } = options;
        this.process = spawn(
            "script" in run ? process.execPath : run.executable,
            [...("script" in run ? ["-r", preloadScript(), ...(run.nodeArgs ?? []), run.script] : []), ...options.args],
            {
                cwd: options.cwd,
                env: {
                    ...compileCache(),
                    ...process.env,
                    PULUMI_OFFLINE_PREVIEW_CHILD: options.channel?.purpose ?? "true",
                    ...options.env,
                },
                // The fourth pipe is a lifeline: it closes with this process, however it ends, and the child follows.
                stdio: ["ignore", "pipe", "pipe", "pipe", ...(options.channel === undefined ? [] : ["pipe" as const])],
                // A group of its own, so that what the child starts ends with it.
                detached: process.platform !== "win32",
            },
        );
        eachLine(this.process.stdout, (line) => onLine("stdout", line));
        eachLine(this.process.stderr, (line) => onLine("stderr", line));
        const channel = this.process.stdio[4] as Duplex | undefined;
        if (options.channel !== undefined && channel !== undefined) {
            // It breaks where the process ends before it has read all.
            channel.on("error", () => undefined);
            eachLine(channel, options.channel.onMessage);
        }
        this.exit = new Promise((resolve, reject) => {
            this.process.once("error", reject);
            this.process.once("close", (code, signal) =>
                resolve({ code: code ?? undefined, signal: signal ?? undefined }),
            );
        });
        // Whoever awaits it learns of a failed start; nobody has to.
        this.exit.catch(() => undefined);
    }

    /** Undefined where it could not be started. */
    get pid(): number | undefined {
        return this.process.pid;
    }

    /** Sends a line by its {@link ChildOptions.channel}. */
    tell(line: string): void {
        (this.process.stdio[4] as Duplex | undefined)?.write(`${line}\n`);
    }

    /** Ends the process and all that it started. */
    kill(): void {
        const { pid, exitCode, signalCode } = this.process;
        if (pid === undefined) {
            return;
        }
        try {
            if (process.platform === "win32") {
                this.process.kill("SIGKILL");
            } else if (exitCode === null && signalCode === null) {
                process.kill(-pid, "SIGKILL");
            }
        } catch {
            // It is gone already.
        }
    }
}

/** A process that serves: the first line of digits that it prints is its port, and all others are what it says. */
export class ServingChild extends Child {
    /** Undefined where it ended before it served. */
    readonly port: Promise<number | undefined>;
    private readonly lines: string[];

    constructor(options: ChildOptions, onLine: (line: string) => void = () => undefined) {
        const { promise, resolve: found } = withResolvers<number>();
        const lines: string[] = [];
        let isServing = false;
        super(options, (stream, line) => {
            if (stream === "stdout" && !isServing && /^\d+$/.test(line.trim())) {
                isServing = true;
                found(Number(line));
            } else {
                lines.push(line);
                onLine(line);
            }
        });
        this.lines = lines;
        this.port = Promise.race([promise, this.exit.then(() => undefined)]);
        this.port.catch(() => undefined);
    }

    /** The last of what it said; empty where it said nothing. */
    get said(): string {
        return this.lines.slice(-40).join("\n").trim();
    }
}

/** From Node 22 on, compiled code of the SDK and of TypeScript is kept between runs: a quarter of the time. */
function compileCache(): Record<string, string> {
    const folder = cacheFolder("node");
    return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder };
}

function preloadScript(): string {
    const built = join(__dirname, "preload.js");
    return existsSync(built) ? built : join(__dirname, "bin", "preload.js");
}

function eachLine(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): void {
    let rest = "";
    stream?.setEncoding("utf8");
    stream?.on("data", (chunk: string) => {
        const lines = (rest + chunk).split(/\r?\n/);
        rest = lines.pop() ?? "";
        lines.forEach((line) => onLine(stripVTControlCharacters(line)));
    });
    stream?.on("end", () => {
        if (rest !== "") {
            onLine(stripVTControlCharacters(rest));
            rest = "";
        }
    });
}
