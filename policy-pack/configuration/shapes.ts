import { didYouMean } from "./nearest";

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * What an object has besides, one sentence each.
 *
 * @param at Where the object lies, as it goes before a key: `levels[0].`.
 */
export function otherKeys(given: object, keys: readonly string[], at = ""): string[] {
    return Object.keys(given)
        .filter((key) => !keys.includes(key))
        .map((key) => `there is no "${at}${oneLine(key)}"${didYouMean(key, keys)}`);
}

/** Text for a message: on one line. */
export function oneLine(text: string): string {
    return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}
