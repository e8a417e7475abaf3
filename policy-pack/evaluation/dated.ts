import type { Truth } from "palisade-policy-documents";
import { Mentionable, say } from "./message";
import type { Value } from "./value";

/** A day in UTC, as ISO writes it: `2026-08-15`. Days compare as texts. */
export type Day = string;

/** By name: whether it is good, or the day from which it no longer is. */
type Standings = Readonly<Record<string, boolean | Day>>;

interface Facts<Values> {
    /** What it tells of: "Lambda runtimes". */
    readonly name: string;
    /** The day on which it was compared with its source. */
    readonly asOf: Day;
    /** The page that says so. */
    readonly source: string;
    readonly values: Values;
}

/** A table of what AWS publishes and changes over the years. */
export class Dated<Values = Standings> extends Mentionable implements Facts<Values> {
    readonly name: string;
    readonly asOf: Day;
    readonly source: string;
    readonly values: Values;

    constructor({ name, asOf, source, values }: Facts<Values>) {
        super();
        this.name = name;
        this.asOf = asOf;
        this.source = source;
        this.values = values;
    }

    get mention(): string {
        return `${this.name} as of ${this.asOf}`;
    }

    /** Whether it is older than a year on that day. */
    isOld(today: Day): boolean {
        return `${Number(this.asOf.slice(0, 4)) + 1}${this.asOf.slice(4)}` < today;
    }
}

/**
 * Whether what a value names is good on that day, as the table has it. Undetermined for what it does not know, which may be
 * newer than the table; false when absent.
 */
export function isGood(value: Value, table: Dated, today: Day): Truth {
    const name = value.toPlain();
    if (typeof name !== "string") {
        return value.judgeText(() => false);
    }
    const standing = Object.hasOwn(table.values, name) ? table.values[name] : undefined;
    if (standing === undefined) {
        return value.noteUndetermined(say`Not among the ${table}`);
    }
    return typeof standing === "boolean" ? standing : today < standing;
}

/** The day it is now. */
export function now(): Day {
    return new Date().toISOString().slice(0, 10);
}
