/**
 * JSON text as the CLI and the providers write it (Go's encoding/json): `<`, `>`, `&` and the two line separators
 * escaped, so that a text compared or hashed here is the one that an update sees.
 */
export function goJson(value: unknown, indent?: number): string {
    return JSON.stringify(value, undefined, indent).replace(
        /[<>&\u2028\u2029]/g,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}

/** A copy with the keys of all objects inside in Go's order: by bytes. */
export function sortKeys(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(sortKeys);
    }
    if (typeof value === "object" && value !== null) {
        return Object.fromEntries(
            Object.entries(value)
                .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
                .map(([key, element]) => [key, sortKeys(element)]),
        );
    }
    return value;
}
