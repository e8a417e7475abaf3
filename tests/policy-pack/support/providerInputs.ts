import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const PACKAGE = dirname(require.resolve("@pulumi/aws/package.json"));

interface Member {
    readonly name: string;
    readonly type: string;
}

/**
 * Every input of the AWS provider that looks like a policy, as `type path`: a text or a document object whose name ends
 * in "policy", "policies" or "document", in the body or the template of a policy, or in "content" where the resource is
 * called a policy. Read from the declarations, down through nested objects.
 */
export function policyLikeInputs(): readonly string[] {
    return inputs((resource) => {
        const looksLikePolicy = /polic/i.test(resource)
            ? /(polic(y|ies|yBody|yTemplate)|document|content)$/i
            : /(polic(y|ies|yBody|yTemplate)|document)$/i;
        return ({ name, type }) => looksLikePolicy.test(name) && isText(type);
    }).map(({ type, path }) => `${type} ${path.filter((step) => step !== "*").join(".")}`);
}

/** An input, by its path: `*` stands for each of a list. */
export interface ProviderInput {
    readonly type: string;
    readonly path: readonly string[];
}

/** Every input of the AWS provider that gives variables, as a map of texts, or as a list of names and values. */
export function environmentInputs(): readonly ProviderInput[] {
    return inputs((_, nested) => (member) => {
        const isMap = member.type.endsWith("{");
        const members = innerOf(member).flatMap((inner) => nested.get(inner) ?? []);
        const isList = isListOf(member) && ["name", "value"].every((name) => members.some((one) => one.name === name));
        return /(environments?|envs|variables|propertyMap)$/i.test(member.name) && (isMap || isList);
    });
}

function inputs(isMeant: (resource: string, nested: Nested) => (member: Member) => boolean): readonly ProviderInput[] {
    const nested = nestedInterfaces(readFileSync(join(PACKAGE, "types", "input.d.ts"), "utf8"));
    return declaredResources(PACKAGE).flatMap(({ type, name, declarations }) => {
        const args = membersOf(declarations, `export interface ${name}Args {`, "");
        return pathsTo(isMeant(name, nested), args, nested, new Set()).map((path) => ({ type, path }));
    });
}

interface Declared {
    readonly type: string;
    readonly name: string;
    readonly declarations: string;
}

function declaredResources(folder: string): readonly Declared[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) {
            return ["node_modules", "types", "config"].includes(entry.name) ? [] : declaredResources(path);
        }
        const [, type = "", name = ""] =
            (entry.name.endsWith(".js") && /__pulumiType = '(\w+:[\w/]+:(\w+))'/.exec(readFileSync(path, "utf8"))) ||
            [];
        return type === "" ? [] : [{ type, name, declarations: readFileSync(path.replace(/\.js$/, ".d.ts"), "utf8") }];
    });
}

function pathsTo(
    isMeant: (member: Member) => boolean,
    members: readonly Member[],
    nested: Nested,
    outer: ReadonlySet<string>,
): readonly (readonly string[])[] {
    return members.flatMap((member) => {
        const here = isListOf(member) ? [member.name, "*"] : [member.name];
        const below = innerOf(member)
            .filter((inner) => !outer.has(inner) && !isText(member.type))
            .flatMap((inner) => pathsTo(isMeant, nested.get(inner) ?? [], nested, new Set([...outer, inner])));
        return [...(isMeant(member) ? [here] : []), ...below.map((path) => [...here, ...path])];
    });
}

function isText(type: string): boolean {
    return /\bstring\b/.test(type);
}

function isListOf({ type }: Member): boolean {
    return type.includes("[]");
}

/** The interfaces that a member's type names. */
function innerOf({ type }: Member): readonly string[] {
    return [...type.matchAll(/inputs\.([\w.]+)/g)].map(([, reference = ""]) => reference);
}

type Nested = ReadonlyMap<string, readonly Member[]>;

/** The interfaces of `types/input.d.ts`, by namespace and name. */
function nestedInterfaces(declarations: string): Nested {
    const pieces = declarations.split(/^export declare namespace /m).slice(1);
    return new Map(
        pieces.flatMap((piece) => {
            const namespace = piece.slice(0, piece.indexOf(" "));
            return [...piece.matchAll(/^ {4}interface (\w+) \{$/gm)].map(
                ([head, name = ""]): [string, readonly Member[]] => [
                    `${namespace}.${name}`,
                    membersOf(piece, head, "    "),
                ],
            );
        }),
    );
}

function membersOf(declarations: string, head: string, indent: string): readonly Member[] {
    const start = declarations.indexOf(head);
    const body = start < 0 ? "" : declarations.slice(start, declarations.indexOf(`\n${indent}}`, start));
    return [...body.matchAll(new RegExp(`^${indent} {4}(\\w+)\\??: (.*[;{])$`, "gm"))].map(
        ([, name = "", type = ""]) => ({
            name,
            type: type.replace(/;$/, ""),
        }),
    );
}
