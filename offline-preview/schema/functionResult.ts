import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageOf } from "../urn";
import { moduleFile, packageFolder } from "./packageFiles";

/** What a declaration says of a value, as far as it can be told without a compiler. */
export type DeclaredType =
    | { kind: "string" | "number" | "boolean" | "map" | "other" }
    | { kind: "list"; of: DeclaredType }
    | { kind: "object"; fields: Fields };

/** Fields of a result in the order of their declaration. */
export type Fields = Record<string, DeclaredType>;

const results = new Map<string, Fields | undefined>();
const declarations = new Map<string, string>();

/** Types that hold themselves end here. */
const MAX_DEPTH = 5;

/**
 * The fields of a function's result, from the declarations of the package `@pulumi/<package>` that a program in `fromDir`
 * would load. Undefined where the package is not installed there, or declares no such function.
 */
export function functionResult(token: string, fromDir: string): Fields | undefined {
    const folder = packageFolder(packageOf(token), fromDir);
    if (folder === undefined) {
        return undefined;
    }
    const key = `${folder} ${token}`;
    if (!results.has(key)) {
        results.set(key, readResult(token, folder));
    }
    return results.get(key);
}

function readResult(token: string, folder: string): Fields | undefined {
    const file = moduleFile(token, folder, `"${token}"`)?.replace(/\.js$/, ".d.ts");
    if (file === undefined || !existsSync(file)) {
        return undefined;
    }
    const text = readFileSync(file, "utf8");
    const [, name] = /export declare function \w+\([^]*?\): Promise<(\w+)>;/.exec(text) ?? [];
    const body = name === undefined ? undefined : interfaceBody(text, name, 0);
    return body === undefined ? undefined : fieldsOf(body, folder, 0);
}

/** The text between the braces of an interface, which ends at a brace as far to the left as its beginning. */
function interfaceBody(text: string, name: string, from: number): string | undefined {
    const pattern = new RegExp(`^( *)(?:export )?interface ${name} \\{$`, "m");
    const found = pattern.exec(text.slice(from));
    if (found === null) {
        return undefined;
    }
    const begin = from + found.index + found[0].length;
    return text.slice(begin, text.indexOf(`\n${found[1] ?? ""}}`, begin));
}

const FIELD = /^\s*(?:readonly )?(\w+)\??: (\{[^}]*\}|[^;{]+);$/gm;

function fieldsOf(body: string, folder: string, depth: number): Fields {
    const fields: Fields = {};
    for (const [, name = "", type = ""] of body.replace(/\/\*\*[^]*?\*\//g, "").matchAll(FIELD)) {
        fields[name] = typeOf(type.trim().replace(/ \| undefined$/, ""), folder, depth);
    }
    return fields;
}

function typeOf(written: string, folder: string, depth: number): DeclaredType {
    if (written === "string" || written === "number" || written === "boolean") {
        return { kind: written };
    }
    if (written.endsWith("[]")) {
        return { kind: "list", of: typeOf(written.slice(0, -2), folder, depth) };
    }
    if (written.startsWith("{")) {
        return { kind: "map" };
    }
    const [, path] = /^outputs\.([\w.]+)$/.exec(written) ?? [];
    const body = path === undefined || depth === MAX_DEPTH ? undefined : nestedBody(path, folder);
    return body === undefined ? { kind: "other" } : { kind: "object", fields: fieldsOf(body, folder, depth + 1) };
}

/** The interface `ec2.GetVpcFilter` stands in the namespace `ec2` of the package's output types. */
function nestedBody(path: string, folder: string): string | undefined {
    const text = outputTypes(folder);
    const namespaces = path.split(".");
    const name = namespaces.pop() ?? "";
    let from = 0;
    for (const namespace of namespaces) {
        from = text.indexOf(`namespace ${namespace} {`, from);
        if (from < 0) {
            return undefined;
        }
    }
    return interfaceBody(text, name, from);
}

function outputTypes(folder: string): string {
    let text = declarations.get(folder);
    if (text === undefined) {
        const file = join(folder, "types", "output.d.ts");
        text = existsSync(file) ? readFileSync(file, "utf8") : "";
        declarations.set(folder, text);
    }
    return text;
}
