import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { mustRun } from "./command";

export const REPOSITORY = resolve(__dirname, "../..");

interface Manifest {
    name: string;
    private?: boolean;
}

/** A package of this repository that others can install. */
export interface Package extends Manifest {
    /** Its folder, seen from the repository's. */
    folder: string;
}

export interface Tarball {
    name: string;
    filename: string;
    files: { path: string }[];
}

export function readJson<T>(...path: string[]): T {
    return JSON.parse(readFileSync(join(...path), "utf8")) as T;
}

export const packages: Package[] = readJson<{ workspaces: string[] }>(REPOSITORY, "package.json")
    .workspaces.map((folder) => ({ folder, ...readJson<Manifest>(REPOSITORY, folder, "package.json") }))
    .filter((manifest) => manifest.private !== true);

/** The files of a package with an ending, seen from its folder; not what was compiled. */
export function filesOf({ folder }: Package, ending: string): string[] {
    return readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: "utf8" })
        .map((path) => path.replaceAll("\\", "/"))
        .filter((path) => path.endsWith(ending) && !/^(bin|node_modules)\//.test(path));
}

/** All files of a package below one of its folders. */
export function filesIn(pack: Package, folder: string): string[] {
    return filesOf(pack, "").filter((path) => path.startsWith(`${folder}/`));
}

/** `npm pack` of every package, into a folder. */
export async function packAll(destination: string): Promise<Tarball[]> {
    const workspaces = packages.map(({ name }) => `--workspace=${name}`);
    const output = await mustRun(
        ["npm", "pack", "--json", "--pack-destination", destination, ...workspaces],
        REPOSITORY,
    );
    // What `prepack` prints comes first.
    return JSON.parse(output.slice(output.search(/^\[/m))) as Tarball[];
}
