import { randomUUID } from "node:crypto";
import {
    accessSync,
    closeSync,
    constants,
    existsSync,
    lstatSync,
    openSync,
    realpathSync,
    renameSync,
    rmSync,
    statSync,
    writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UsageError } from "./configuration/errors";
import { kindOf, pathFault } from "./configuration/paths";
import { messageOf } from "./promises";
import type { Whereabouts } from "./report/places";
import type { ReportFormat } from "./report/renderers";

/** The path that stands for standard output. */
export const STANDARD_OUTPUT = "-";

export interface RequestedReport {
    format: ReportFormat;
    /** As it was written, or {@link STANDARD_OUTPUT}. */
    path: string;
}

/** Why reports cannot be written, told before anything runs. Paths are seen from `cwd`, as those of other flags. */
export function reportFaults(reports: readonly RequestedReport[], cwd: string): string[] {
    const files = reports.filter(({ path }) => path !== STANDARD_OUTPUT);
    const taken = new Set<string>();
    return files.flatMap(({ format, path }): string[] => {
        const file = resolve(cwd, path);
        const fault = taken.has(file) ? "another report goes to the same file" : fileFault(path, file, cwd);
        taken.add(file);
        return fault === undefined ? [] : [`--report ${format}=${path}: ${fault}`];
    });
}

/** Why a file cannot be written, where `file` is the whole of the path that was written. */
export function fileFault(written: string, file: string, cwd: string): string | undefined {
    if (kindOf(file) === "folder" || /[/\\]$/.test(written)) {
        return `${file} is a folder, and must be a file`;
    }
    const folder = pathFault(dirname(written), cwd, "folder");
    if (folder !== undefined) {
        return folder;
    }
    try {
        // A name can be too long for any file.
        if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true && !existsSync(file)) {
            return `${file} is a link that leads nowhere`;
        }
        accessSync(existsSync(file) ? file : dirname(file), constants.W_OK);
        return undefined;
    } catch (error) {
        return `it may not be written: ${messageOf(error)}`;
    }
}

/**
 * Writes files whole or not at all: each beside its place first, and moved there when all are written.
 *
 * @param texts by absolute path, in parts, which are asked for as they are written.
 * @throws UsageError where one cannot be written; then none has changed, unless the moving itself failed.
 */
export function writeWhole(texts: ReadonlyMap<string, Iterable<string>>): void {
    const moves: { from: string; to: string }[] = [];
    try {
        for (const [path, parts] of texts) {
            if (existsSync(path) && !statSync(path).isFile()) {
                writeParts(path, parts); // a device or a pipe: nothing can take its place
                continue;
            }
            // What a link leads to is written, and the link stays.
            const to = existsSync(path) ? realpathSync(path) : path;
            const from = join(dirname(to), `.${randomUUID()}.tmp`);
            moves.push({ from, to });
            writeParts(from, parts);
        }
        moves.forEach(({ from, to }) => renameSync(from, to));
    } catch (error) {
        moves.forEach(({ from }) => rmSync(from, { force: true }));
        const isOfSystem = error instanceof Error && "syscall" in error;
        throw isOfSystem ? new UsageError([`a file could not be written: ${messageOf(error)}`]) : error;
    }
}

/** Parts are gathered until they are worth a write. */
const WRITTEN_AT_ONCE = 1_000_000;

function writeParts(path: string, parts: Iterable<string>): void {
    const file = openSync(path, "w");
    try {
        for (const text of gathered(parts)) {
            writeFileSync(file, text);
        }
    } finally {
        closeSync(file);
    }
}

/** Larger parts of the same text. */
export function* gathered(parts: Iterable<string>): Generator<string> {
    let waiting = "";
    for (const part of parts) {
        waiting += part;
        if (waiting.length >= WRITTEN_AT_ONCE) {
            yield waiting;
            waiting = "";
        }
    }
    yield waiting;
}

/** The project as a code host sees it: in the nearest repository above it, or by itself where there is none. */
export function whereaboutsOf(projectFile: string): Whereabouts {
    const project = dirname(projectFile);
    for (let folder = project; ; folder = dirname(folder)) {
        if (existsSync(join(folder, ".git"))) {
            return { repository: folder, projectFile };
        }
        if (folder === dirname(folder)) {
            return { repository: project, projectFile };
        }
    }
}
