import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { kindOf } from "./paths";
import type { Project } from "./project";
import { isMapping, type Mapping } from "./yaml";

const ENDINGS = ["ts", "js", "mts", "mjs", "cts", "cjs", "tsx", "json", "node"];

/**
 * The file that the SDK starts a program with: what Pulumi.yaml names, what package.json names, or the index in the
 * program's folder. It tells no file only where the SDK surely finds none.
 */
export function findEntryPoint(project: Pick<Project, "programDir" | "entry">): { file: string } | { problem: string } {
    const { programDir, entry } = project;
    if (entry !== ".") {
        return { file: join(programDir, entry) };
    }
    const root = packageRoot(programDir) ?? programDir;
    const { named, build } = readManifest(root);
    const file = (named === undefined ? undefined : moduleAt(resolve(root, named))) ?? moduleAt(programDir);
    if (file !== undefined) {
        return { file };
    }
    const missing =
        named === undefined
            ? `${programDir} has no index.ts or index.js`
            : `package.json names ${named}, which ${root} has not`;
    const hint = build ? "build it with 'npm run build', or correct the name" : "create it, or name it by 'main'";
    return { problem: `there is no program to run: ${missing}: ${hint}` };
}

/** A file, with its ending or without; or the index of a folder. */
function moduleAt(path: string): string | undefined {
    return [
        path,
        ...ENDINGS.map((ending) => `${path}.${ending}`),
        ...ENDINGS.map((ending) => join(path, `index.${ending}`)),
    ].find((candidate) => kindOf(candidate) === "file");
}

/** The nearest folder with a package.json, as the SDK looks for it. */
export function packageRoot(programDir: string): string | undefined {
    for (let folder = programDir; ; folder = dirname(folder)) {
        if (existsSync(join(folder, "package.json"))) {
            return folder;
        }
        if (folder === dirname(folder)) {
            return undefined;
        }
    }
}

/** Whether a folder's package.json makes its scripts ES modules. */
export function isModule(root: string): boolean {
    return manifestOf(root).type === "module";
}

/** What a package.json names as its entry, and whether it is built. */
function readManifest(root: string): { named: string | undefined; build: boolean } {
    const { exports: exported, main, scripts } = manifestOf(root);
    const whole = isMapping(exported) ? exported["."] : exported;
    const chosen = isMapping(whole) ? (whole.default ?? whole.require ?? whole.import) : (whole ?? main);
    return {
        named: typeof chosen === "string" && chosen !== "" ? chosen : undefined,
        build: isMapping(scripts) && scripts.build !== undefined,
    };
}

/** A broken one is the SDK's to report. */
function manifestOf(root: string): Mapping {
    try {
        const manifest: unknown = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
        return isMapping(manifest) ? manifest : {};
    } catch {
        return {};
    }
}
