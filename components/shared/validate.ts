import * as pulumi from "@pulumi/pulumi";

/** One wrong argument: which, what is wrong with it, and what to do. */
export interface Fault {
    argument: string;
    fault: string;
    fix: string;
}

/** Thrown once per component, with everything that is wrong with its arguments. */
export class ArgumentError extends Error {
    readonly faults: readonly Fault[];

    constructor(component: string, name: string, faults: readonly Fault[]) {
        const count = faults.length === 1 ? "1 invalid argument" : `${faults.length} invalid arguments`;
        const lines = faults.map(({ argument, fault, fix }) => `  - ${argument}: ${fault}. Fix: ${fix}.`);
        super([`${component} "${name}" has ${count}:`, ...lines].join("\n"));
        this.name = "ArgumentError";
        this.faults = faults;
    }
}

/** Collects what is wrong, so that a user sees all of it at once. */
export class Faults {
    private readonly found: Fault[] = [];

    add(argument: string, fault: string, fix: string): void {
        this.found.push({ argument, fault, fix });
    }

    addAll(faults: Iterable<Fault>): void {
        this.found.push(...faults);
    }

    /** @throws ArgumentError when anything was found. */
    throwIfAny(component: string, name: string): void {
        if (this.found.length > 0) {
            throw new ArgumentError(component, name, this.found);
        }
    }
}

/** The value of an input when it is known now; undefined for an output or a promise. */
export function plain<T extends string | number | boolean>(input: pulumi.Input<T> | undefined): T | undefined {
    return typeof input === "object" ? undefined : input;
}

/** What of a list of inputs is known now. */
export function plainList(inputs: pulumi.Input<pulumi.Input<string>[]> | undefined): string[] {
    return Array.isArray(inputs) ? inputs.map(plain).filter((text) => text !== undefined) : [];
}

/** A whole number of days in a range, or nothing. */
export function daysFault(days: number | undefined, minimum: number, maximum = 36_500): string | undefined {
    if (days === undefined || (Number.isInteger(days) && days >= minimum && days <= maximum)) {
        return undefined;
    }
    return `${days} is not a whole number of days from ${minimum} to ${maximum}`;
}

/** One of the values of a constant object, or nothing. Guards callers that are not type-checked. */
export function choiceFault(value: string | undefined, choices: Record<string, string>): string | undefined {
    return value === undefined || Object.values(choices).includes(value) ? undefined : `"${value}" is not known`;
}

/** Names the accepted values for a fix. */
export function oneOf(choices: Record<string, string>): string {
    return `use one of ${Object.values(choices).join(", ")}`;
}
