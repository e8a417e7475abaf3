/**
 * Three-valued truth (Kleene): what can be said of a value that may be unknown in a preview.
 * An unknown never hides a known answer: `false` wins in {@link all}, `true` wins in {@link any}.
 */
export type Truth = true | false | "undetermined";

export function not(value: Truth): Truth {
    return value === "undetermined" ? value : !value;
}

/** True when every value is; false as soon as one is, whatever the others are. */
export function all(values: Iterable<Truth>): Truth {
    let result: Truth = true;
    for (const value of values) {
        if (value === false) {
            return false;
        }
        if (value === "undetermined") {
            result = value;
        }
    }
    return result;
}

/** True as soon as one value is, whatever the others are; false when every value is. */
export function any(values: Iterable<Truth>): Truth {
    let result: Truth = false;
    for (const value of values) {
        if (value === true) {
            return true;
        }
        if (value === "undetermined") {
            result = value;
        }
    }
    return result;
}
