import type { Attribute, Pattern } from "../../../api/schemas";
import { Problem } from "./problem";

type Stored = Pattern | Attribute;

/**
 * Makes or changes something. That it is stored already, just as it was wanted, is no conflict: it is what a call did whose
 * answer was lost, and which is made again.
 *
 * @returns undefined where it was there.
 */
export async function unlessThere<T>(
    call: () => Promise<T>,
    wanted: Partial<Pattern> | Partial<Attribute>,
): Promise<T | undefined> {
    try {
        return await call();
    } catch (error) {
        if (error instanceof Problem && error.current !== undefined && says(error.current, wanted)) {
            return undefined;
        }
        throw error;
    }
}

function says(stored: Stored, wanted: object): boolean {
    const fields = new Map<string, unknown>(Object.entries(stored));
    return Object.entries(wanted).every(([name, value]) => written(fields.get(name)) === written(value));
}

/** Attributes have no order. */
function written(value: unknown): string {
    return JSON.stringify(typeof value === "object" && value !== null ? Object.entries(value).sort() : value);
}
