import { readFileSync } from "node:fs";
import { basename } from "node:path";
import * as yaml from "js-yaml";
import { UsageError } from "./errors";

/**
 * Whole numbers as the CLI's YAML library reads them, which differs from YAML 1.2 in two ways: underscores are allowed,
 * and a leading zero means octal where the digits allow it.
 */
const goInteger = new yaml.Type("tag:yaml.org,2002:int", {
    kind: "scalar",
    resolve: (text: unknown) =>
        typeof text === "string" && /^[-+]?(\d[\d_]*|0o[0-7_]+|0x[\da-f_]+|0b[01_]+)$/i.test(text),
    construct: (text: string) => {
        const digits = text.replace(/^[-+]/, "").replaceAll("_", "");
        const size = /^0[0-7]+$/.test(digits) ? Number(`0o${digits}`) : Number(digits);
        return text.startsWith("-") ? -size : size;
    },
    instanceOf: Number,
});

const schema = yaml.DEFAULT_SCHEMA.extend({ implicit: [goInteger] });

/**
 * Reads one YAML document. Dates become the text that the CLI makes of them.
 *
 * @throws UsageError with file and line where the text is no YAML. The text itself, which may hold secrets, is not in it.
 */
export function parseYaml(text: string, file: string): unknown {
    try {
        return withoutDates(yaml.load(text.replace(/^\ufeff/, ""), { schema }));
    } catch (error) {
        if (error instanceof yaml.YAMLException) {
            const line = Math.min(error.mark.line + 1, text.split("\n").length); // at the end it counts a line too many
            throw new UsageError([`${basename(file)}:${line}: not valid YAML: ${error.reason}`]);
        }
        throw error;
    }
}

/** @throws UsageError where the file cannot be read. */
export function readYaml(file: string): unknown {
    let text: string;
    try {
        text = readFileSync(file, "utf8");
    } catch (error) {
        throw new UsageError([`${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? "unknown error"}`]);
    }
    return parseYaml(text, file);
}

/** A mapping with any keys, as YAML gives it. */
export type Mapping = Record<string, unknown>;

export function isMapping(value: unknown): value is Mapping {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

function withoutDates(value: unknown): unknown {
    if (value instanceof Date) {
        const iso = value.toISOString();
        const fraction = iso.slice(19, 23).replace(/\.?0+$/, "");
        return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${fraction} +0000 UTC`;
    }
    if (Array.isArray(value)) {
        return value.map(withoutDates);
    }
    return isMapping(value)
        ? Object.fromEntries(Object.entries(value).map(([key, element]) => [key, withoutDates(element)]))
        : value;
}
