import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What of a result is kept. */
export interface Transpiled {
    outputText: string;
    sourceMapText?: string | undefined;
}

/** Milliseconds after which who compiles a file counts as gone: no file takes so long, and one compiled twice does no harm. */
const GONE_MS = 1000;
const PAUSE_MS = 2;

/**
 * Compiled TypeScript, by all that it depends on. The two passes of a preview load the same files at the same time: who
 * comes to a file second waits for what the first makes of it, in place of making it as well.
 */
export class TranspileCache {
    constructor(private readonly folder: string) {}

    static keyOf(...parts: readonly (string | undefined)[]): string {
        return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
    }

    /** What is kept of a key, or else what `make` makes, which is kept where `keepable` says so. */
    get<T extends Transpiled>(key: string, make: () => T, keepable: (made: T) => boolean): T | Transpiled {
        const file = join(this.folder, key);
        const claim = `${file}.claim`;
        for (;;) {
            const kept = readKept(file);
            if (kept !== undefined) {
                return kept;
            }
            const claimed = tryClaim(claim);
            if (claimed === undefined) {
                return make();
            }
            if (claimed) {
                break;
            }
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
        }
        let made: T | undefined;
        try {
            made = make();
            return made;
        } finally {
            settle(claim, file, made !== undefined && keepable(made) ? made : undefined);
        }
    }
}

function readKept(file: string): Transpiled | undefined {
    try {
        return JSON.parse(readFileSync(file, "utf8")) as Transpiled;
    } catch {
        return undefined;
    }
}

/** True for one process alone, false for the others; undefined where nothing can be kept. */
function tryClaim(claim: string): boolean | undefined {
    try {
        closeSync(openSync(claim, "wx", 0o600));
        return true;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
            return undefined;
        }
    }
    try {
        if (Date.now() - statSync(claim).mtimeMs > GONE_MS) {
            rmSync(claim, { force: true });
        }
    } catch {
        // It was given up just now.
    }
    return false;
}

/** Under its own name a result is there as a whole or not at all. */
function settle(claim: string, file: string, made: Transpiled | undefined): void {
    try {
        if (made !== undefined) {
            const { outputText, sourceMapText } = made;
            writeFileSync(claim, JSON.stringify({ outputText, sourceMapText } satisfies Transpiled));
            renameSync(claim, file);
        }
    } catch {
        // A full disk, or another process took over: it is made again.
    } finally {
        rmSync(claim, { force: true });
    }
}
