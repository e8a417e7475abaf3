import {
    isMap,
    isSecret,
    isUnknown,
    signatureOf,
    Signature,
    withoutOutputs,
    withoutReferences,
    type PropertyValue,
} from "./values";

/** What people and machines are shown in place of a value. */
export const SHOWN_UNKNOWN = "[unknown]";
export const SHOWN_SECRET = "[secret]";

/** What becomes of the texts, numbers and keys that are nobody's secret. */
export interface Shown {
    text: (text: string) => string;
    number: (value: number) => PropertyValue;
    keys: (keys: readonly string[]) => string[];
}

const AS_THEY_ARE: Shown = { text: (text) => text, number: (value) => value, keys: (keys) => [...keys] };

/** A value that can be printed: secrets and unknowns replaced by words, whatever they hold. */
export function printable(value: PropertyValue, shown: Shown = AS_THEY_ARE): PropertyValue {
    const plain = isSecret(value) ? value : withoutReferences(withoutOutputs(value));
    if (isSecret(plain)) {
        return SHOWN_SECRET;
    }
    if (isUnknown(plain)) {
        return SHOWN_UNKNOWN;
    }
    if (Array.isArray(plain)) {
        return plain.map((element) => printable(element, shown));
    }
    if (isMap(plain)) {
        const kind = signatureOf(plain);
        if (kind === Signature.asset || kind === Signature.archive) {
            return kind === Signature.asset ? "[asset]" : "[archive]";
        }
        const keys = shown.keys(Object.keys(plain));
        const values = Object.values(plain).map((element) => printable(element, shown));
        return Object.fromEntries(keys.map((key, index) => [key, values[index] ?? null]));
    }
    return typeof plain === "string" ? shown.text(plain) : typeof plain === "number" ? shown.number(plain) : plain;
}
