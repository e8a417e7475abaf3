/** What Linux tells of processes. On other systems there is no /proc, and what it would tell is undefined. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** What a process has used so far. */
export interface Usage {
    /** User CPU in milliseconds. */
    user: number;
    /** User CPU of the children that have ended, and of theirs. */
    childrenUser: number;
}

/** Every Linux counts in hundredths of a second here, whatever its kernel's own tick. */
const MILLISECONDS_PER_TICK = 10;

/** Reads `/proc/<pid>/stat`: the name in it is in brackets and may hold anything, blanks and brackets included. */
export function parseStat(text: string): Usage {
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const ticks = (field: number): number => Number(fields[field]) * MILLISECONDS_PER_TICK;
    return { user: ticks(11), childrenUser: ticks(13) };
}

/** The most memory a process ever had, in bytes, from `/proc/<pid>/status`; a process that has ended has none. */
export function parsePeak(text: string): number | undefined {
    const kibibytes = /^VmHWM:\s*(\d+) kB$/m.exec(text)?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}

export const ROLES = ["command", "program", "pack", "build"] as const;
/** The processes a preview is made of. */
export type Role = (typeof ROLES)[number];

export function roleOf(commandLine: readonly string[]): Role | undefined {
    const runs = (script: RegExp): boolean => commandLine.some((word) => script.test(word));
    if (runs(/[\\/]cmd[\\/]run-policy-pack$/)) {
        return "pack";
    }
    if (runs(/[\\/]cmd[\\/]run$/)) {
        return "program";
    }
    if (runs(/[\\/](tsc|tsc\.js)$/)) {
        return "build";
    }
    return runs(/[\\/](pulumi-offline-preview|cli\.js)$/) ? "command" : undefined;
}

export function usageOf(pid: number): Usage | undefined {
    const text = read(pid, "stat");
    return text === undefined ? undefined : parseStat(text);
}

export function peakOf(pid: number): number | undefined {
    const text = read(pid, "status");
    return text === undefined ? undefined : parsePeak(text);
}

/** The processes below one, with their roles. */
export function descendants(pid: number): { pid: number; role: Role | undefined }[] {
    const children =
        read(pid, `task/${String(pid)}/children`)
            ?.split(" ")
            .filter(Boolean)
            .map(Number) ?? [];
    return children.flatMap((child) => [
        { pid: child, role: roleOf(read(child, "cmdline")?.split("\0") ?? []) },
        ...descendants(child),
    ]);
}

function read(pid: number, file: string): string | undefined {
    try {
        return readFileSync(`/proc/${String(pid)}/${file}`, "utf8");
    } catch {
        // Another system, or the process has ended.
        return undefined;
    }
}

/** A command and all that it started, from beginning to end. */
export interface Run {
    code: number;
    stdout: string;
    stderr: string;
    /** Milliseconds. */
    wall: number;
    /** User CPU of the command and of all that it started, in milliseconds. */
    user: number | undefined;
    /** Peak memory in bytes of the largest process of each role. */
    peaks: Partial<Record<Role, number>>;
}

/** Peak memory is a high-water mark: what is missed is only what a process takes in its last moment. */
const WATCH_EVERY_MILLISECONDS = 50;

export async function run(command: string, args: readonly string[], cwd: string): Promise<Run> {
    const before = usageOf(process.pid)?.childrenUser;
    const begin = performance.now();
    const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
    const peaks: Run["peaks"] = {};
    const watch = setInterval(() => {
        for (const { pid, role } of descendants(process.pid)) {
            const peak = peakOf(pid);
            if (role !== undefined && peak !== undefined) {
                peaks[role] = Math.max(peaks[role] ?? 0, peak);
            }
        }
    }, WATCH_EVERY_MILLISECONDS);
    const said = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const) {
        child[stream].setEncoding("utf8").on("data", (text: string) => (said[stream] += text));
    }
    try {
        const code = await new Promise<number>((resolve, reject) => {
            child.once("error", reject);
            child.once("close", (exitCode) => resolve(exitCode ?? -1));
        });
        const wall = performance.now() - begin;
        const after = usageOf(process.pid)?.childrenUser;
        const user = before === undefined || after === undefined ? undefined : after - before;
        return { code, ...said, wall, user, peaks };
    } finally {
        clearInterval(watch);
    }
}
