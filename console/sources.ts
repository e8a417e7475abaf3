import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * One text for names and contents of files: whether what was built from them is still what would be built.
 *
 * @param files relative to the folder.
 */
export function digest(folder: string, files: readonly string[]): string {
    const hash = createHash("sha256");
    for (const file of files) {
        hash.update(`${file}\0`).update(
            createHash("sha256")
                .update(readFileSync(join(folder, file)))
                .digest(),
        );
    }
    return hash.digest("hex");
}

/** All files below a folder, in one order, without what has one of these names. */
export function filesIn(folder: string, without: ReadonlySet<string>, below = ""): string[] {
    return readdirSync(join(folder, below), { withFileTypes: true })
        .filter(({ name }) => !without.has(name))
        .flatMap((entry) => {
            const path = join(below, entry.name);
            return entry.isDirectory() ? filesIn(folder, without, path) : [path];
        })
        .sort();
}
