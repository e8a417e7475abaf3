import { existsSync, readdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import type { ProjectPlugin } from "../configuration/project";
import { isMapping, readYaml } from "../configuration/yaml";

/** A provider's plugin that is installed on this machine. */
export type PluginSource =
    | { readonly kind: "executable"; readonly path: string }
    /** A component package in TypeScript or JavaScript, run from its sources. */
    | { readonly kind: "nodejs"; readonly folder: string };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Finds a provider's plugin where the CLI looks for it: what the project names, then the PATH, then the plugins that the CLI
 * has installed. Nothing is downloaded.
 *
 * @param version as the package's SDK asks for it: exactly this one, or the newest where it is "".
 */
export function findPlugin(
    name: string,
    version: string,
    projectPlugins: readonly ProjectPlugin[],
    environment: Environment = process.env,
): PluginSource | undefined {
    const named = projectPlugins.find(
        (plugin) => plugin.name === name && (!plugin.version || version === "" || plugin.version === version),
    );
    if (named !== undefined) {
        return inFolder(named.folder, name);
    }
    return onPath(name, environment) ?? installed(name, version, environment);
}

function inFolder(folder: string, name: string): PluginSource | undefined {
    const path = executable(folder, name);
    if (path !== undefined) {
        return { kind: "executable", path };
    }
    const manifest = join(folder, "PulumiPlugin.yaml");
    const content = existsSync(manifest) ? readYaml(manifest) : undefined;
    const runtime = isMapping(content) ? content.runtime : undefined;
    const isNode = (isMapping(runtime) ? runtime.name : runtime) === "nodejs";
    return isNode ? { kind: "nodejs", folder } : undefined;
}

function onPath(name: string, { PATH = "", PULUMI_IGNORE_AMBIENT_PLUGINS }: Environment): PluginSource | undefined {
    if (isTrue(PULUMI_IGNORE_AMBIENT_PLUGINS)) {
        return undefined;
    }
    const path = PATH.split(delimiter)
        .filter((folder) => folder !== "")
        .map((folder) => executable(folder, name))
        .find((found) => found !== undefined);
    return path === undefined ? undefined : { kind: "executable", path };
}

/** As Go reads a switch. */
function isTrue(text: string | undefined): boolean {
    return /^(1|t|true)$/i.test(text ?? "");
}

function installed(name: string, version: string, environment: Environment): PluginSource | undefined {
    const folder = join(environment.PULUMI_HOME ?? join(homedir(), ".pulumi"), "plugins");
    const prefix = `resource-${name}-v`;
    const versions = (existsSync(folder) ? readdirSync(folder) : [])
        .filter((entry) => entry.startsWith(prefix) && /^\d+\.\d+\.\d+/.test(entry.slice(prefix.length)))
        // One that was broken off while it was installed.
        .filter((entry) => !/\.(partial|lock)$/.test(entry) && !existsSync(join(folder, `${entry}.partial`)))
        .map((entry) => entry.slice(prefix.length))
        .filter((found) => version === "" || found === version)
        .sort(byVersion);
    const newest = versions.at(-1);
    return newest === undefined ? undefined : inFolder(join(folder, `${prefix}${newest}`), name);
}

/** By number; `~` comes after the hyphen of a prerelease, and so does a version after its prereleases. */
function byVersion(one: string, other: string): number {
    return `${one}~`.localeCompare(`${other}~`, "en", { numeric: true });
}

function executable(folder: string, name: string): string | undefined {
    const isWindows = process.platform === "win32";
    const path = join(folder, `pulumi-resource-${name}${isWindows ? ".exe" : ""}`);
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.isFile() === true && (isWindows || (found.mode & 0o111) !== 0) ? path : undefined;
}
