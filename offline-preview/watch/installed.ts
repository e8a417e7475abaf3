import { join, sep } from "node:path";

const INSTALLED = `${sep}node_modules${sep}`;

/** The `node_modules` that a path lies in, the innermost. */
export function installedIn(path: string): string | undefined {
    const at = path.lastIndexOf(INSTALLED);
    return at < 0 ? undefined : path.slice(0, at + INSTALLED.length);
}

/** The manifest of the installed package that a file belongs to. */
export function manifestOf(file: string): string | undefined {
    const folder = installedIn(file);
    if (folder === undefined) {
        return undefined;
    }
    const [first = "", second = ""] = file.slice(folder.length).split(sep);
    return join(folder, first.startsWith("@") ? join(first, second) : first, "package.json");
}
