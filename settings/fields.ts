import type { Fault } from "palisade-aws";

/** Fields of an object that it has not. */
export function unknownFields(value: object, fields: readonly string[], at: string): Fault[] {
    return Object.keys(value)
        .filter((field) => !fields.includes(field))
        .map((field) => ({
            argument: `${at}.${field}`,
            fault: "it is not a field of it",
            fix: `use ${fields.join(", ")}`,
        }));
}
