import { lstatSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Days after which what was compiled is thrown away: what is still needed is compiled again. */
const KEPT_DAYS = 14;

/**
 * Where compiled code is kept between runs, what Node keeps apart from what ts-node made. It is run as it lies there, and
 * everybody may write where temporary files are: so the folder must be this user's alone. Undefined where it is not, or
 * cannot be made.
 */
export function cacheFolder(kind: "node" | "typescript", root = ownRoot()): string | undefined {
    const folder = join(root, kind);
    try {
        mkdirSync(root, { recursive: true, mode: 0o700 });
        mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch {
        return undefined;
    }
    if (![root, folder].every(isOwn)) {
        return undefined;
    }
    tidy(root);
    return folder;
}

function ownRoot(): string {
    return join(tmpdir(), `pulumi-offline-preview-${String(process.getuid?.() ?? "user")}`);
}

/** On Windows each user has a folder for temporary files to himself. */
function isOwn(folder: string): boolean {
    const found = lstatSync(folder);
    const { getuid } = process;
    return found.isDirectory() && (getuid === undefined || (found.uid === getuid() && (found.mode & 0o022) === 0));
}

/** Removes what is old, once a day. */
function tidy(root: string): void {
    const tidied = join(root, "tidied");
    const age = (file: string): number => Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    try {
        if (age(tidied) > DAY_MS) {
            writeFileSync(tidied, "");
            readdirSync(root, { recursive: true, withFileTypes: true })
                .filter((entry) => entry.isFile())
                .map((entry) => join(entry.parentPath, entry.name))
                .filter((file) => age(file) > KEPT_DAYS * DAY_MS)
                .forEach((file) => rmSync(file, { force: true }));
        }
    } catch {
        // Another process tidies, or nothing can be written: the next one does it.
    }
}
