import type { Policy } from "../evaluation/policy";
import type { Controls } from "../evaluation/frameworks";

/** All that a framework asks for, control by control, and what of it a program's inputs cannot decide. */
export interface Catalogue {
    readonly framework: keyof Controls;
    /** The day its publisher's list was read. */
    readonly asOf: string;
    readonly source: string;
    /** Every control, in the order of the publisher. */
    readonly ids: readonly string[];
    /** Controls of the same publisher that are not part of the framework; policies serve them all the same. */
    readonly others?: readonly string[];
    /** By control that policies decide: what of it they leave open. */
    readonly inPart: Readonly<Record<string, string>>;
    readonly notFromInputs: readonly Reason[];
}

/** Why controls cannot be decided from a program's inputs. */
export interface Reason {
    /** A sentence: goes after the ids. */
    readonly why: string;
    readonly ids: readonly string[];
}

/** How a control stands. */
export interface Standing {
    readonly id: string;
    readonly by: readonly Policy[];
    /** What policies leave open of it, or why there is none. Without policies and reason it is a gap. */
    readonly note: string | undefined;
}

/** Ids by what they begin with: `idsOf({ ACM: [1, 2] })` are `ACM.1` and `ACM.2`. */
export function idsOf(numbers: Readonly<Record<string, readonly number[]>>): readonly string[] {
    return Object.entries(numbers).flatMap(([start, ends]) => ends.map((end) => `${start}.${end}`));
}

/** The numbers from `first` to `last`. */
export function range(first: number, last: number): readonly number[] {
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** How each control of a catalogue stands with these policies. */
export function standings(catalogue: Catalogue, policies: readonly Policy[]): readonly Standing[] {
    return catalogue.ids.map((id) => ({
        id,
        by: policies.filter(({ controls }) => controls[catalogue.framework]?.includes(id)),
        note: catalogue.inPart[id] ?? catalogue.notFromInputs.find(({ ids }) => ids.includes(id))?.why,
    }));
}
