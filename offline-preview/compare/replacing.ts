import { existsSync, readFileSync } from "node:fs";
import { moduleFile, packageFolder } from "../schema/packageFiles";
import { packageOf } from "../urn";

/** A sentence that says, without condition, that another value makes a new resource. */
const SAYS_SO = new RegExp(
    "^(?:" +
        "changing (?:this|it|`\\w+`)(?: (?:value|field|argument))? (?:will )?(?:force|create|recreate)s?\\b" +
        "[^.]*?\\b(?:resource|replacement|recreation)" +
        "|forces? (?:a )?(?:new resource|replacement|recreation)" +
        ")",
    "i",
);
const HAS_CONDITION = /\b(?:if|unless|decreased|increased|from)\b/i;

const read = new Map<string, ReadonlySet<string>>();

/**
 * Whether the provider's documentation says that another value of an input makes a new resource: as comments of the
 * package `@pulumi/<package>`, installed for a program in `fromDir`, have it. That is the most that npm packages tell,
 * so false means that it is not known.
 */
export function isSaidToReplace(type: string, input: string, fromDir: string): boolean {
    const folder = packageFolder(packageOf(type), fromDir);
    if (folder === undefined) {
        return false;
    }
    const key = `${folder} ${type}`;
    let inputs = read.get(key);
    if (inputs === undefined) {
        const file = moduleFile(type, folder, `__pulumiType = '${type}'`)?.replace(/\.js$/, ".d.ts");
        inputs =
            file === undefined || !existsSync(file)
                ? new Set<string>()
                : replacingInputs(readFileSync(file, "utf8"), type.split(":")[2] ?? "");
        read.set(key, inputs);
    }
    return inputs.has(input);
}

/** The inputs of a class that its declarations say so of. */
export function replacingInputs(declarations: string, className: string): Set<string> {
    const begin = declarations.indexOf(`export interface ${className}Args {`);
    const body = begin < 0 ? "" : declarations.slice(begin, declarations.indexOf("\n}", begin));
    const documented = [...body.matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\s+(\w+)\??:/g)];
    return new Set(documented.filter(([, comment = ""]) => saysSo(comment)).map(([, , name = ""]) => name));
}

function saysSo(comment: string): boolean {
    const sentences = comment.replaceAll(/\s*\n\s*\*\s?/g, " ").split(/(?<=[.!])\s+|\((?:Optional|Required), /);
    return sentences.some((sentence) => SAYS_SO.test(sentence.trim()) && !HAS_CONDITION.test(sentence));
}
