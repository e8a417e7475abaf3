import { existsSync, readFileSync } from "node:fs";
import { packageOf } from "../urn";
import { moduleFile, packageFolder } from "./packageFiles";
import { nameProperties } from "./physicalName";
import { declaredReferences, type Reference } from "./references";

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
    /** Outputs of a remote component that are resources which its plugin makes. */
    references: Record<string, Reference>;
}

const shapes = new Map<string, Shape | undefined>();

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
        const file = moduleFile(type, folder, `__pulumiType = '${type}'`);
        shapes.set(key, file === undefined ? undefined : readShape(type, file));
    }
    return shapes.get(key);
}

function readShape(type: string, file: string): Shape {
    const code = constructorOf(readFileSync(file, "utf8"), type.split(":")[2] ?? "");
    const declarations = file.replace(/\.js$/, ".d.ts");
    const kinds = readKinds(declarations, type);
    const remote = /, true ?\/\*remote\*\//.test(code);
    const created = createBranch(code);
    const assigned = [...created.matchAll(/resourceInputs\["(\w+)"\] = (undefined \/\*out\*\/)?/g)];
    const inputs = assigned.filter(([, , out]) => out === undefined).map(([, name = ""]) => name);
    const requiredInputs = [...created.matchAll(/Missing required property '(\w+)'/g)].map(([, name = ""]) => name);
    return {
        type,
        remote,
        inputs,
        requiredInputs,
        outputOnly: assigned.filter(([, , out]) => out !== undefined).map(([, name = ""]) => name),
        computed: inputs.filter(
            (input) => kinds[input] === "string" && !requiredInputs.includes(input) && isComputed(type, input),
        ),
        kinds,
        secretOutputs: secretOutputsOf(code),
        references:
            remote && existsSync(declarations)
                ? declaredReferences(readFileSync(declarations, "utf8"), declarations)
                : {},
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
