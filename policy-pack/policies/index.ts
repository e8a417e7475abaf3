import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, extname, join } from "node:path";
import type { Policy } from "../evaluation";
import { Service } from "../evaluation/service";

/**
 * What the files in a folder say of services, by file, in the order of the alphabet. Other files are what those are made of.
 */
function readServices(folder: string): ReadonlyMap<string, Service> {
    const load = createRequire(__filename);
    const files = readdirSync(folder, { encoding: "utf8", recursive: true }).filter(isModule).sort();
    const loaded = files.map((file) => [file, defaultOf(load(join(folder, file)))] as const);
    return new Map(loaded.flatMap(([file, told]) => (told instanceof Service ? [[file, told] as const] : [])));
}

/** Whether it is a module as this one is: source where this is source, compiled where this is compiled. */
function isModule(file: string): boolean {
    return extname(file) === extname(__filename) && !file.endsWith(".d.ts") && file !== basename(__filename);
}

function defaultOf(module: unknown): unknown {
    return typeof module === "object" && module !== null && "default" in module ? module.default : undefined;
}

/** The services of the pack by the file that says so, such as `kms.ts`. */
export const serviceFiles = readServices(__dirname);

/** All policies of the pack, by service. Ids are stable: configurations and waivers name them. */
export const policies: readonly Policy[] = [...serviceFiles.values()].flatMap((service) => service.policies);
