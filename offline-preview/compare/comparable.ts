import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import {
    isMap,
    mapValues,
    Signature,
    signatureOf,
    withoutOutputs,
    withoutReferences,
    type PropertyMap,
    type PropertyValue,
} from "../values";

/** Where a preview ran: two that ran in different folders are compared as if they had not. */
export interface Ran {
    /** The program's folder, which paths of assets are seen from. */
    programDir: string;
    /** The folder of the checkout, and the one that its paths are told by. */
    from: string;
    to: string;
}

/** Inputs in which nothing is left of the folder they were made in: assets are what is in them, paths are as in `to`. */
export function comparable(inputs: PropertyMap, ran: Ran): PropertyMap {
    return mapValues(inputs, (value) => settled(withoutReferences(withoutOutputs(value)), ran));
}

function settled(value: PropertyValue, ran: Ran): PropertyValue {
    if (typeof value === "string") {
        return movedText(value, ran);
    }
    if (Array.isArray(value)) {
        return value.map((element) => settled(element, ran));
    }
    if (!isMap(value)) {
        return value;
    }
    const signature = signatureOf(value);
    const { path, ...rest } = value;
    if ((signature === Signature.asset || signature === Signature.archive) && typeof path === "string") {
        return { ...rest, content: contentOf(resolve(ran.programDir, path)) };
    }
    return mapValues(value, (element) => settled(element, ran));
}

/** A text in which the checkout's folder is told as `to`. */
export function movedText(text: string, { from, to }: Pick<Ran, "from" | "to">): string {
    return from === to ? text : text.replaceAll(from, to);
}

/** What a file, or all files of a folder with their names, say. Of what cannot be read, the engine has complained already. */
function contentOf(path: string): string {
    const hash = createHash("sha256");
    const add = (file: string, name: string): void => {
        if (statSync(file).isDirectory()) {
            readdirSync(file)
                .sort()
                .forEach((inside) => add(join(file, inside), `${name}/${inside}`));
        } else {
            const content = readFileSync(file);
            hash.update(JSON.stringify([name, content.length])).update(content);
        }
    };
    try {
        add(path, "");
        return hash.digest("hex");
    } catch {
        return "";
    }
}
