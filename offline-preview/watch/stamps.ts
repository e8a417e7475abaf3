/** Own copies: where reads are told, the functions of `fs` are wrapped. */
import * as fs from "node:fs";
const { statSync, readdirSync } = fs;

/** What of a path counts: a file's content, all names in a folder, or those in it that a module or a setting could have. */
export type ReadKind = "file" | "folder" | "modules";

export interface Read {
    kind: ReadKind;
    /** Absolute. */
    path: string;
    /** How it was before it was read. */
    stamp: string;
}

const LOADABLE = /\.([cm]?[jt]sx?|json|node|ya?ml)$/;
const ABSENT = "absent";

/** Another text when what counts of a path has changed. */
export function stampOf(kind: ReadKind, path: string): string {
    try {
        return kind === "file" ? stampOfFile(path) : namesIn(path, kind).join("\n");
    } catch {
        return ABSENT;
    }
}

function stampOfFile(path: string): string {
    const found = statSync(path);
    // What is in a folder is not asked here: its time changes with every file beside.
    return found.isDirectory() ? "folder" : [found.mtimeMs, found.size, found.ino].map(String).join(" ");
}

/** Hidden files, such as those that an editor saves beside the file, and what is installed do not count. */
function namesIn(folder: string, kind: "folder" | "modules"): string[] {
    return readdirSync(folder, { withFileTypes: true })
        .filter((entry) => !entry.name.startsWith(".") && entry.name !== "node_modules")
        .filter((entry) => kind === "folder" || !entry.isFile() || LOADABLE.test(entry.name))
        .map((entry) => entry.name)
        .sort();
}

/** The names that came or went between two stamps of a folder. */
export function changedNames(before: string, now: string): string[] {
    const [old, current] = [before, now].map((stamp) => new Set(stamp === ABSENT ? [] : stamp.split("\n")));
    return [...new Set([...(old ?? []), ...(current ?? [])])].filter(
        (name) => name !== "" && old?.has(name) !== current?.has(name),
    );
}
