import { lstatSync, readdirSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { didYouMean } from "./closest";

export type PathKind = "folder" | "file";

/**
 * What is wrong with a path that must name a folder or a file: where it was looked for, how far the path exists, and what
 * was perhaps meant. Undefined where it is there.
 *
 * @param written as the user wrote it.
 * @param from the folder that a relative path is seen from.
 */
export function pathFault(written: string, from: string, kind: PathKind): string | undefined {
    const path = resolve(from, written);
    const there = kindOf(path);
    if (there !== undefined) {
        return there === kind ? undefined : `${path} is a ${there}, and must be a ${kind}`;
    }
    const { folder, name } = nearest(path);
    const seen = isAbsolute(written) || folder === from ? "" : ` seen from ${from}`;
    if (isLink(join(folder, name))) {
        return `there is no such ${kind}${seen}: ${join(folder, name)} is a link that leads nowhere`;
    }
    if (kindOf(join(folder, name)) === "file") {
        return `there is no such ${kind}${seen}: ${join(folder, name)} is a file`;
    }
    return `there is no such ${kind}${seen}: ${folder} has no '${name}'${didYouMean(name, namesIn(folder))}`;
}

/** The path from `from`, where it is there; else `problems` get what is wrong, after the label of who asked for it. */
export function located(
    label: string,
    written: string,
    from: string,
    kind: PathKind,
    problems: string[],
): string | undefined {
    const fault = pathFault(written, from, kind);
    if (fault === undefined) {
        return resolve(from, written);
    }
    problems.push(`${label} ${written}: ${fault}`);
    return undefined;
}

/** Undefined where nothing is there. */
export function kindOf(path: string): PathKind | undefined {
    try {
        return statSync(path).isDirectory() ? "folder" : "file";
    } catch {
        return undefined;
    }
}

function isLink(path: string): boolean {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

/** The longest part of a path that is a folder, and the name that it lacks. */
function nearest(path: string): { folder: string; name: string } {
    let folder = dirname(path);
    while (kindOf(folder) !== "folder" && folder !== dirname(folder)) {
        folder = dirname(folder);
    }
    return { folder, name: relative(folder, path).split(sep)[0] ?? "" };
}

function namesIn(folder: string): string[] {
    try {
        return readdirSync(folder);
    } catch {
        return []; // not ours to read
    }
}
