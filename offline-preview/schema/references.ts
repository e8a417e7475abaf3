import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { moduleFile, packageFolder } from "./packageFiles";

/** An output that is declared to be a resource of another package, or a list of them. */
export interface Reference {
    type: string;
    list: boolean;
    /** May be absent. */
    optional: boolean;
}

/** `text` is what a component's class declares, in `file`; `pulumiAws.eks.Cluster` is a class of a package it imports. */
export function declaredReferences(text: string, file: string): Record<string, Reference> {
    const references: Record<string, Reference> = {};
    const pattern = /readonly (\w+): pulumi\.Output<(\w+)\.(\w+)\.(\w+)(\[\])?( \| undefined)?>;/g;
    for (const [, name = "", alias = "", module = "", className = "", list, optional] of text.matchAll(pattern)) {
        const [, pkg] = new RegExp(`import \\* as ${alias} from "@pulumi/([a-z0-9-]+)";`).exec(text) ?? [];
        const type = pkg === undefined ? undefined : classType(pkg, module, className, dirname(file));
        if (type !== undefined) {
            references[name] = { type, list: list !== undefined, optional: optional !== undefined };
        }
    }
    return references;
}

/** The type token of a class: `aws:eks/cluster:Cluster` of `eks.Cluster`. */
function classType(pkg: string, module: string, className: string, fromDir: string): string | undefined {
    const folder = packageFolder(pkg, fromDir);
    const mark = `:${className}'`;
    const file =
        folder === undefined ? undefined : moduleFile(`${pkg}:${module}/${className}:${className}`, folder, mark);
    const [, type] = file === undefined ? [] : (/__pulumiType = '([^']+)'/.exec(readFileSync(file, "utf8")) ?? []);
    return type;
}
