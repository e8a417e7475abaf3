import type { Truth } from "./truth";

/**
 * Stands for a part of plain data that has no value yet, as an ARN has none in the first preview of a stack.
 * As an element of a list it stands for any number of any values, none included. The same for every copy of this package.
 */
export const UNKNOWN: unique symbol = Symbol.for("palisade-policy-documents/unknown");

export type Unknown = typeof UNKNOWN;

/** Asks a question of a value; undetermined where there is none yet. */
export function ifKnown<T>(value: T | Unknown, answer: (value: T) => Truth): Truth {
    return value === UNKNOWN ? "undetermined" : answer(value);
}
