import { sameValue } from "../deployment";
import type { Difference } from "../model";
import { isMap, isSecret, secret, signatureOf, type PropertyValue } from "../values";

/**
 * Where two values differ, as deep as both have the same form: in maps by key, in lists by place, in texts that are JSON
 * by what they say. A secret is never looked into, and where one side is secret the other is told as secret too.
 */
export function differences(
    before: PropertyValue | undefined,
    after: PropertyValue | undefined,
    path: string,
): Difference[] {
    if (before === after || (before !== undefined && after !== undefined && sameValue(before, after))) {
        return [];
    }
    if (isSecret(before) || isSecret(after)) {
        return [difference(path, hidden(before), hidden(after))];
    }
    if (isPlainMap(before) && isPlainMap(after)) {
        const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
        return [...keys].flatMap((key) => differences(before[key], after[key], joined(path, key)));
    }
    if (Array.isArray(before) && Array.isArray(after)) {
        return listDifferences(before, after, path);
    }
    const [old, now] = [documentIn(before), documentIn(after)];
    const inside = old === undefined || now === undefined ? [] : differences(old, now, path);
    // The same, written otherwise, is a difference to whoever compares texts.
    return inside.length > 0 ? inside : [difference(path, before, after)];
}

/** What is the same at both ends stays; between them, places are compared in order. */
function listDifferences(before: PropertyValue[], after: PropertyValue[], path: string): Difference[] {
    const shorter = Math.min(before.length, after.length);
    let begin = 0;
    while (begin < shorter && sameValue(before[begin], after[begin])) {
        begin++;
    }
    let end = 0;
    while (end < shorter - begin && sameValue(before[before.length - 1 - end], after[after.length - 1 - end])) {
        end++;
    }
    const [old, now] = [before.slice(begin, before.length - end), after.slice(begin, after.length - end)];
    return Array.from({ length: Math.max(old.length, now.length) }, (_, index) =>
        differences(old[index], now[index], `${path}[${begin + index}]`),
    ).flat();
}

function difference(path: string, before: PropertyValue | undefined, after: PropertyValue | undefined): Difference {
    return { path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

function hidden(value: PropertyValue | undefined): PropertyValue | undefined {
    return value === undefined || isSecret(value) ? value : secret(value);
}

/** Not one that stands for something else, such as an asset. */
function isPlainMap(value: PropertyValue | undefined): value is Record<string, PropertyValue> {
    return isMap(value) && signatureOf(value) === undefined;
}

function joined(path: string, key: string): string {
    const isName = /^[A-Za-z_$][\w$]*$/.test(key);
    return isName ? (path === "" ? key : `${path}.${key}`) : `${path}[${JSON.stringify(key)}]`;
}

/** What a text says, where it is a JSON document, as policies are. */
function documentIn(value: PropertyValue | undefined): PropertyValue | undefined {
    if (typeof value !== "string" || !/^\s*[{[]/.test(value)) {
        return undefined;
    }
    try {
        return JSON.parse(value) as PropertyValue;
    } catch {
        return undefined;
    }
}
