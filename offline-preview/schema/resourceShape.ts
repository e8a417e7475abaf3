import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { packageOf } from "../urn";
import { nameProperties } from "./physicalName";

export type PropertyKind = "string" | "number" | "boolean" | "strings" | "other";

/** What a resource type takes and gives, as far as its generated SDK class tells. */
export interface Shape {
    type: string;
    /** Made by its plugin from other resources, such as awsx's. */
    remote: boolean;
    inputs: string[];
    requiredInputs: string[];
    /** Set by the provider alone. */
    outputOnly: string[];
    /** Inputs that the provider sets where they are not given: the physical name, the region and, of a few types, the ARN. */
    computed: string[];
    /** Types of the output properties, inputs included. */
    kinds: Record<string, PropertyKind>;
    secretOutputs: string[];
}

const shapes = new Map<string, Shape | undefined>();
const packageFolders = new Map<string, string | undefined>();

/**
 * Reads the shape of a resource type from the package `@pulumi/<package>` that a program in `fromDir` would load: as
 * text, nothing is executed. Undefined where the package is not installed there, or has no such class.
 */
export function resourceShape(type: string, fromDir: string): Shape | undefined {
    const folder = packageFolder(packageOf(type), fromDir);
    if (folder === undefined) {
        return undefined;
    }
    const key = `${folder} ${type}`;
    if (!shapes.has(key)) {
        const file = classFile(type, folder);
        shapes.set(key, file === undefined ? undefined : readShape(type, file));
    }
    return shapes.get(key);
}

function packageFolder(name: string, fromDir: string): string | undefined {
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
 * The class's JavaScript file: `aws:s3/bucket:Bucket` is in s3/bucket.js, `awsx:ec2:Vpc` in ec2/vpc.js. The first
 * letters of a file's name are in lower case by rules that changed, so names are compared without case, and the file
 * must hold the type token.
 */
function classFile(type: string, folder: string): string | undefined {
    const [, module = "", name = ""] = type.split(":");
    if (!/^[\w-]+(\/[\w-]+)*$/.test(module) || !/^\w+$/.test(name)) {
        return undefined;
    }
    const path = module === "index" ? [] : module.replace(/^index\//, "").split("/");
    const places = [path, [...path, name]].filter((place) => place.length > 0);
    return places.map((place) => findFile(folder, place, type)).find((file) => file !== undefined);
}

function findFile(folder: string, place: string[], type: string): string | undefined {
    const directory = join(folder, ...place.slice(0, -1));
    const wanted = (place[place.length - 1] ?? "").toLowerCase();
    return filesOf(directory)
        .filter((file) => file.toLowerCase() === `${wanted}.js` || file.toLowerCase() === `${wanted}_.js`)
        .map((file) => join(directory, file))
        .find((file) => readFileSync(file, "utf8").includes(`__pulumiType = '${type}'`));
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

function readShape(type: string, file: string): Shape {
    const code = constructorOf(readFileSync(file, "utf8"), type.split(":")[2] ?? "");
    const kinds = readKinds(file.replace(/\.js$/, ".d.ts"), type);
    const created = createBranch(code);
    const assigned = [...created.matchAll(/resourceInputs\["(\w+)"\] = (undefined \/\*out\*\/)?/g)];
    const inputs = assigned.filter(([, , out]) => out === undefined).map(([, name = ""]) => name);
    const requiredInputs = [...created.matchAll(/Missing required property '(\w+)'/g)].map(([, name = ""]) => name);
    return {
        type,
        remote: /, true ?\/\*remote\*\//.test(code),
        inputs,
        requiredInputs,
        outputOnly: assigned.filter(([, , out]) => out !== undefined).map(([, name = ""]) => name),
        computed: inputs.filter(
            (input) => kinds[input] === "string" && !requiredInputs.includes(input) && isComputed(type, input),
        ),
        kinds,
        secretOutputs: secretOutputsOf(code),
    };
}

function isComputed(type: string, input: string): boolean {
    return input === "region" || input === "arn" || nameProperties(type).includes(input);
}

/** The constructor, with the call of `super` at its end. */
function constructorOf(code: string, className: string): string {
    const begin = code.indexOf("constructor(", code.indexOf(`class ${className} extends`));
    return code.slice(begin, code.indexOf("\n    }\n", begin));
}

/** What runs for a new resource, not for one that is looked up by its id. */
function createBranch(code: string): string {
    const otherwise = code.indexOf("else {");
    if (otherwise < 0) {
        return code;
    }
    return code.includes("if (opts.id)") ? code.slice(otherwise) : code.slice(0, otherwise);
}

function secretOutputsOf(code: string): string[] {
    const [, list = ""] = /additionalSecretOutputs: \[([^\]]*)\]/.exec(code) ?? [];
    return [...list.matchAll(/"(\w+)"/g)].map(([, name = ""]) => name);
}

function readKinds(file: string, type: string): Record<string, PropertyKind> {
    if (!existsSync(file)) {
        return {};
    }
    const text = readFileSync(file, "utf8");
    const begin = text.indexOf(`export declare class ${type.split(":")[2] ?? ""} `);
    const body = text.slice(begin, text.indexOf("constructor(", begin));
    const kinds: Record<string, PropertyKind> = {};
    for (const [, name = "", written = ""] of body.matchAll(/readonly (\w+): pulumi\.Output<([^]*?)>;/g)) {
        kinds[name] = kindOf(written.replace(/ \| undefined$/, ""));
    }
    return kinds;
}

function kindOf(written: string): PropertyKind {
    switch (written) {
        case "string":
        case "number":
        case "boolean":
            return written;
        case "string[]":
            return "strings";
        default:
            return "other";
    }
}
