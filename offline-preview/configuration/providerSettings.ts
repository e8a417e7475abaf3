import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { closest } from "./closest";

/** Keys that the engine and the SDK read for every provider. */
const OF_ALL_PROVIDERS = ["version", "pluginDownloadURL"];

/**
 * The configuration key that a key of another namespace was likely meant to be. Told only where the namespace's package
 * is installed and does not know the key, or where the namespace itself is no installed package.
 *
 * @param programDir where the program runs: its `node_modules`, or one above, holds the packages.
 */
export function meantSetting(
    { namespace, name }: { namespace: string; name: string },
    project: string,
    programDir: string,
): string | undefined {
    const scope = scopeFolder(programDir);
    const packages = scope === undefined ? [] : readdirSync(scope);
    if (scope === undefined || namespace === "pulumi") {
        return undefined;
    }
    if (!packages.includes(namespace)) {
        const meant = closest(namespace, [project, ...packages]);
        return meant === undefined ? undefined : `${meant}:${name}`;
    }
    const known = settingsOf(join(scope, namespace));
    if (known.length === 0 || known.includes(name)) {
        return undefined;
    }
    const meant = closest(name, known);
    return meant === undefined ? undefined : `${namespace}:${meant}`;
}

function scopeFolder(start: string): string | undefined {
    for (let folder = start; ; folder = dirname(folder)) {
        const scope = join(folder, "node_modules", "@pulumi");
        if (existsSync(scope)) {
            return scope;
        }
        if (folder === dirname(folder)) {
            return undefined;
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
