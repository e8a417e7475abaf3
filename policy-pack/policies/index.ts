import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, extname, join } from "node:path";
import { latePolicy, readCatalogue } from "../catalogue";
import type { Policy } from "../evaluation";
import { Service } from "../evaluation/service";

const load = createRequire(__filename);

/**
 * What the modules in this folder say of services, by file, such as `kms.ts`, in the order of the alphabet. Other files are
 * what those are made of.
 */
export function loadServices(): ReadonlyMap<string, Service> {
    const files = readdirSync(__dirname, { encoding: "utf8", recursive: true }).filter(isModule).sort();
    const loaded = files.map((file) => [file, saidIn(file)] as const);
    return new Map(loaded.flatMap(([file, told]) => (told instanceof Service ? [[file, told] as const] : [])));
}

/** Whether it is a module as this one is: source where this is source, compiled where this is compiled. */
function isModule(file: string): boolean {
    return extname(file) === extname(__filename) && !file.endsWith(".d.ts") && file !== basename(__filename);
}

function saidIn(file: string): unknown {
    return (load(join(__dirname, file)) as { readonly default?: unknown }).default;
}

function policyIn(file: string, at: number): Policy {
    return (saidIn(file) as Service).policies[at] as Policy;
}

/** All policies of the pack, by service. Ids are stable: configurations and waivers name them. */
export const policies: readonly Policy[] =
    readCatalogue()?.map((entry) => latePolicy(entry, () => policyIn(entry.module, entry.at))) ??
    [...loadServices().values()].flatMap((service) => service.policies);
