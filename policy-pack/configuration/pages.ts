import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The folder of palisade-policies itself. */
export function ownFolder(): string {
    return dirname(createRequire(__filename).resolve("palisade-policies/package.json"));
}

/** Where the page of a policy of ours lies in the package. */
export function pathOf(id: string): string {
    return `docs/policies/${id}.md`;
}

/** The page of a policy; policies of somebody's own have none. */
export function pageOf(id: string): string | undefined {
    const page = join(ownFolder(), pathOf(id));
    return existsSync(page) ? page : undefined;
}
