import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const packageFolders = new Map<string, string | undefined>();

/** The folder of the package `@pulumi/<name>` that a program in `fromDir` would load. */
export function packageFolder(name: string, fromDir: string): string | undefined {
    const key = `${fromDir} ${name}`;
    if (!packageFolders.has(key)) {
        packageFolders.set(key, /^[a-z][a-z0-9-]*$/.test(name) ? resolvePackage(name, fromDir) : undefined);
    }
    return packageFolders.get(key);
}

function resolvePackage(name: string, fromDir: string): string | undefined {
    try {
        return dirname(createRequire(join(fromDir, "index.js")).resolve(`@pulumi/${name}/package.json`));
    } catch {
        return undefined;
    }
}

/**
 * The JavaScript file of a class or function: `aws:s3/bucket:Bucket` is in s3/bucket.js, `awsx:ec2:Vpc` in ec2/vpc.js,
 * `aws:index/getRegion:getRegion` in getRegion.js. The first letters of a file's name are in lower case by rules that
 * changed, so names are compared without case, and the file must hold `mark`.
 */
export function moduleFile(token: string, folder: string, mark: string): string | undefined {
    const [, module = "", name = ""] = token.split(":");
    if (!/^[\w-]+(\/[\w-]+)*$/.test(module) || !/^\w+$/.test(name)) {
        return undefined;
    }
    const path = module === "index" ? [] : module.replace(/^index\//, "").split("/");
    const places = [path, [...path, name]].filter((place) => place.length > 0);
    return places.map((place) => findFile(folder, place, mark)).find((file) => file !== undefined);
}

function findFile(folder: string, place: string[], mark: string): string | undefined {
    const directory = join(folder, ...place.slice(0, -1));
    const wanted = (place[place.length - 1] ?? "").toLowerCase();
    return filesOf(directory)
        .filter((file) => file.toLowerCase() === `${wanted}.js` || file.toLowerCase() === `${wanted}_.js`)
        .map((file) => join(directory, file))
        .find((file) => readFileSync(file, "utf8").includes(mark));
}

const directories = new Map<string, string[]>();

function filesOf(directory: string): string[] {
    let files = directories.get(directory);
    if (files === undefined) {
        files = existsSync(directory) ? readdirSync(directory) : [];
        directories.set(directory, files);
    }
    return files;
}
