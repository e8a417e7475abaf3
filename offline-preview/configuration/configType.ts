import { isMapping } from "./yaml";

export const TYPE_NAMES = ["string", "integer", "boolean", "array", "object"] as const;
export type TypeName = (typeof TYPE_NAMES)[number];

/** The declared type of a configuration value. */
export interface ConfigType {
    name: TypeName;
    /** Of an array: the type of its elements. */
    items?: ConfigType;
}

export function isTypeName(value: unknown): value is TypeName {
    return TYPE_NAMES.some((name) => name === value);
}

/** `integer`, `array<string>`, `array<array<integer>>`. */
export function describeType(type: ConfigType): string {
    return type.items === undefined ? type.name : `array<${describeType(type.items)}>`;
}

/**
 * Whether a value fits the type, by the rules of the CLI: values of a stack file reach the check as text, so text that
 * reads as an integer or a boolean is one.
 */
export function fits(type: ConfigType, value: unknown): boolean {
    switch (type.name) {
        case "string":
            return typeof value === "string";
        case "integer":
            return typeof value === "string" ? isIntegerText(value) : Number.isInteger(value);
        case "boolean":
            return typeof value === "boolean" || value === "true" || value === "false";
        case "object":
            return isMapping(value);
        case "array": {
            const items = type.items;
            return items !== undefined && Array.isArray(value) && value.every((element) => fits(items, element));
        }
    }
}

/** Decimal, within 64 bits. */
function isIntegerText(text: string): boolean {
    return (
        /^[+-]?\d+$/.test(text) && BigInt.asIntN(64, BigInt(text.replace("+", ""))) === BigInt(text.replace("+", ""))
    );
}
