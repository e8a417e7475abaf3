import { SHOWN_UNKNOWN } from "./printable";
import { containsUnknown, UNKNOWN, isMap, mapValues, type PropertyMap, type PropertyValue } from "./values";

/*
 * A function called in its promise form (`aws.ec2.getAmi(…).then((ami) => …)`) gives the program a plain result. While
 * nobody knows it, each field is the SDK's object for an unknown, and lists have a guessed length. Passed on as it is,
 * such an object becomes an unknown again; in a text it leaves the trace that any object leaves there, and a guessed
 * length may become that of an input. Neither may look like a value that is known.
 */

/** What an unknown in a text becomes. */
const TRACE = "[object Object]";
/** As many elements as a list has of which nobody knows the length. */
export const GUESSED_LENGTH = 3;

/** The inputs, with unknowns where something was made of the unknown result of a function. */
export function withoutGuesses(
    inputs: PropertyMap,
    propertyDependencies: Readonly<Record<string, readonly string[]>>,
): PropertyMap {
    return Object.fromEntries(
        Object.entries(inputs).map(([key, value]) => {
            const known = withoutTraces(value);
            // What depends on a resource is not made of such a result alone: its lists are the program's own.
            return [key, (propertyDependencies[key] ?? []).length === 0 ? withoutLists(known) : known];
        }),
    );
}

/** The value, with unknowns for texts that something unknown is part of. */
export function withoutTraces(value: PropertyValue): PropertyValue {
    if (typeof value === "string") {
        return value.includes(TRACE) ? UNKNOWN : value;
    }
    return Array.isArray(value) ? value.map(withoutTraces) : isMap(value) ? mapValues(value, withoutTraces) : value;
}

function withoutLists(value: PropertyValue): PropertyValue {
    if (Array.isArray(value)) {
        const isGuess = value.length >= GUESSED_LENGTH && value.every((element) => containsUnknown(element));
        return isGuess ? UNKNOWN : value.map(withoutLists);
    }
    return isMap(value) ? mapValues(value, withoutLists) : value;
}

/** A name that is readable where an unknown result is part of it. */
export function readableName(name: string): string {
    return name.replaceAll(TRACE, SHOWN_UNKNOWN);
}

/** Several resources of a loop over an unknown result have one name, and stand for one. */
export function isGuessedName(name: string): boolean {
    return name.includes(SHOWN_UNKNOWN);
}
