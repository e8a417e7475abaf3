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

/** The value of an input when it is known now; undefined for an output or a promise. */
export function plain<T extends string | number | boolean>(input: pulumi.Input<T> | undefined): T | undefined {
    // What is neither an output nor a text is none of what is asked for, such as null: whoever checks it says so.
    return pulumi.Output.isInstance(input) || input instanceof Promise ? undefined : input;
}

/** What of a list of inputs is known now. */
export function plainList(inputs: pulumi.Input<pulumi.Input<string>[]> | undefined): string[] {
    return Array.isArray(inputs) ? inputs.map(plain).filter((text) => text !== undefined) : [];
}
