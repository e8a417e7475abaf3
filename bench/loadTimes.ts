/**
 * Loaded first (`node -r`) into a process of a preview: writes down where the time until its modules are loaded goes.
 * Each module's own time, what it loads left out, counts for the package it belongs to.
 */
import { writeFileSync } from "node:fs";
import Module from "node:module";
import { join } from "node:path";

/** Environment variable: the folder to write into, one file for each process. */
export const LOAD_TIMES_FOLDER = "PALISADE_BENCH_LOAD_TIMES";

/** All in milliseconds. */
export interface LoadTimes {
    /** What Node was told to run. */
    script: string;
    /** When the process began, as a point in time. */
    began: number;
    /** From there until the first module could be loaded. */
    node: number;
    /** By package; "" is what belongs to none: the program or the pack itself. */
    packages: Record<string, number>;
    /** Compiling the program's own TypeScript. */
    compile: number;
    /** From the beginning until the process ended by itself. */
    ended?: number;
}

interface ModulePrototype {
    load: (this: object, file: string) => void;
    _compile: (this: object, code: string, file: string, ...rest: unknown[]) => unknown;
}

/** `@pulumi/aws` for a file of it; what the SDK brings along as its vendor counts by its own name. */
export function packageOf(file: string): string {
    const vendored = /[\\/]vendor[\\/]([^\\/@]+)[^\\/]*[\\/]/.exec(file)?.[1];
    const installed = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1];
    return vendored ?? installed?.replace("\\", "/") ?? "";
}

function watch(folder: string): void {
    const times: LoadTimes = {
        script: process.argv[1] ?? "",
        began: performance.timeOrigin,
        node: performance.now(),
        packages: {},
        compile: 0,
    };
    const write = (): void => writeFileSync(join(folder, `${String(process.pid)}.json`), JSON.stringify(times));
    const open: { began: number; inner: number; compiled: boolean }[] = [];
    const prototype = (Module as unknown as { prototype: ModulePrototype }).prototype;
    const { load, _compile: compile } = prototype;

    prototype.load = function (file) {
        const frame = { began: performance.now(), inner: 0, compiled: false };
        open.push(frame);
        try {
            load.call(this, file);
        } finally {
            open.pop();
            const now = performance.now();
            const name = packageOf(file);
            times.packages[name] = (times.packages[name] ?? 0) + (now - frame.began - frame.inner);
            const outer = open.at(-1);
            if (outer === undefined) {
                // A pack is ended from outside, so what is known is written as it comes.
                setTimeout(write, 20).unref();
            } else {
                outer.inner += now - frame.began;
            }
        }
    };
    prototype._compile = function (code, file, ...rest) {
        const frame = open.at(-1);
        if (frame !== undefined && !frame.compiled && /\.[cm]?tsx?$/.test(file)) {
            // ts-node has done its part before it hands over.
            frame.compiled = true;
            const took = performance.now() - frame.began - frame.inner;
            times.compile += took;
            frame.inner += took;
        }
        return compile.call(this, code, file, ...rest);
    };
    process.once("exit", () => {
        times.ended = performance.now();
        write();
    });
}

const folder = process.env[LOAD_TIMES_FOLDER];
if (folder !== undefined) {
    watch(folder);
}
