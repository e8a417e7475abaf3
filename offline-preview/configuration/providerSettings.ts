import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { closest } from "./closest";

/** Keys that the engine and the SDK read for every provider. */
const OF_ALL_PROVIDERS = ["version", "pluginDownloadURL"];

/**
 * The configuration key that a key of another namespace was likely meant to be. Told only where the namespace's package
 * is installed and does not know the key, or where the namespace itself is no installed package.
 *
 * @param programDir where the program runs: its `node_modules`, and those above, hold the packages.
 */
export function meantSetting(
    { namespace, name }: { namespace: string; name: string },
    project: string,
    programDir: string,
): string | undefined {
    const packages = installedPackages(programDir);
    if (packages.size === 0 || namespace === "pulumi") {
        return undefined;
    }
    const folder = packages.get(namespace);
    if (folder === undefined) {
        const meant = closest(namespace, [project, ...packages.keys()]);
        return meant === undefined ? undefined : `${meant}:${name}`;
    }
    const known = settingsOf(folder);
    if (known.length === 0 || known.includes(name)) {
        return undefined;
    }
    const meant = closest(name, known);
    return meant === undefined ? undefined : `${namespace}:${meant}`;
}

/**
 * Pulumi's packages with their folders, as Node finds them: those of all folders above, as a workspace has some beside the
 * program and most at its root.
 */
function installedPackages(start: string): Map<string, string> {
    const found = new Map<string, string>();
    for (let folder = start; ; folder = dirname(folder)) {
        const scope = join(folder, "node_modules", "@pulumi");
        for (const name of existsSync(scope) ? readdirSync(scope) : []) {
            if (!found.has(name)) {
                found.set(name, join(scope, name));
            }
        }
        if (folder === dirname(folder)) {
            return found;
        }
    }
}

/** The settings that a provider's package declares; none for a package that is no provider's. */
function settingsOf(folder: string): string[] {
    const declarations = join(folder, "config", "vars.d.ts");
    if (!existsSync(declarations)) {
        return [];
    }
    const names = readFileSync(declarations, "utf8").matchAll(/^export declare const (\w+):/gm);
    return [...[...names].map(([, name = ""]) => name), ...OF_ALL_PROVIDERS];
}
