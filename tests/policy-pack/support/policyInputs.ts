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
    const nested = nestedInterfaces(readFileSync(join(PACKAGE, "types", "input.d.ts"), "utf8"));
    return declaredResources(PACKAGE).flatMap(({ type, name, declarations }) => {
        const looksLikePolicy = /polic/i.test(name)
            ? /(polic(y|ies|yBody|yTemplate)|document|content)$/i
            : /(polic(y|ies|yBody|yTemplate)|document)$/i;
        const args = membersOf(declarations, `export interface ${name}Args {`, "");
        return pathsTo(looksLikePolicy, args, nested, new Set()).map((path) => `${type} ${path}`);
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
    name: RegExp,
    members: readonly Member[],
    nested: ReadonlyMap<string, readonly Member[]>,
    outer: ReadonlySet<string>,
): readonly string[] {
    return members.flatMap((member) => {
        const inner = [...member.type.matchAll(/inputs\.([\w.]+)/g)].map(([, reference = ""]) => reference);
        const isText = /\bstring\b/.test(member.type);
        const below = inner
            .filter((reference) => !outer.has(reference) && !isText)
            .flatMap((reference) =>
                pathsTo(name, nested.get(reference) ?? [], nested, new Set([...outer, reference])).map(
                    (path) => `${member.name}.${path}`,
                ),
            );
        return name.test(member.name) && isText ? [member.name, ...below] : below;
    });
}

/** The interfaces of `types/input.d.ts`, by namespace and name. */
function nestedInterfaces(declarations: string): ReadonlyMap<string, readonly Member[]> {
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
    return [...body.matchAll(new RegExp(`^${indent} {4}(\\w+)\\??: (.*);$`, "gm"))].map(([, name = "", type = ""]) => ({
        name,
        type,
    }));
}
