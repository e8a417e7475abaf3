import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** What the AWS provider's package says of a resource type. */
export interface ProviderType {
    readonly inputs: ReadonlySet<string>;
    /** Inputs that a resource cannot be without. */
    readonly required: ReadonlySet<string>;
    readonly outputs: ReadonlySet<string>;
}

const PACKAGE = dirname(require.resolve("@pulumi/aws/package.json"));
const known = new Map<string, ProviderType | undefined>();

/** Reads the declarations of one class, as loading the whole package takes seconds; undefined if there is no such type. */
export function providerType(token: string): ProviderType | undefined {
    if (!known.has(token)) {
        known.set(token, readType(token));
    }
    return known.get(token);
}

function readType(token: string): ProviderType | undefined {
    if (token === "pulumi:providers:aws") {
        return membersIn(join(PACKAGE, "provider.d.ts"), "Provider");
    }
    const [, file = "", name = ""] = /^aws:([\w-]+\/\w+):(\w+)$/.exec(token) ?? [];
    // A few files are written in other letters than their type (fsx/s3accessPointAttachment), or not to be an index (kendra/index_).
    const folder = join(PACKAGE, dirname(file));
    const names = existsSync(folder) ? readdirSync(folder) : [];
    const written = basename(file) === "index" ? "index_.js" : `${basename(file)}.js`;
    const found = names.find((entry) => entry.toLowerCase() === written.toLowerCase());
    const path = join(folder, (found ?? "").replace(/\.js$/, ""));
    if (found === undefined || !readFileSync(`${path}.js`, "utf8").includes(`__pulumiType = '${token}'`)) {
        return undefined;
    }
    return membersIn(`${path}.d.ts`, name);
}

function membersIn(file: string, name: string): ProviderType {
    const declarations = readFileSync(file, "utf8");
    const args = new RegExp(`^export interface ${name}Args {$`, "m");
    return {
        inputs: membersOf(declarations, args, /^ {4}(\w+)\??: /gm),
        required: membersOf(declarations, args, /^ {4}(\w+): /gm),
        outputs: membersOf(declarations, new RegExp(`^export declare class ${name} `, "m"), /^ {4}readonly (\w+): /gm),
    };
}

function membersOf(declarations: string, head: RegExp, member: RegExp): ReadonlySet<string> {
    const start = declarations.search(head);
    const body = start < 0 ? "" : declarations.slice(start, declarations.indexOf("\n}", start));
    return new Set([...body.matchAll(member)].map(([, name]) => name ?? ""));
}
