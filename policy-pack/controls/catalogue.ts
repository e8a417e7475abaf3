import type { Policy, Severity } from "../evaluation/policy";
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
    /** Where the publisher says how severe it is to fail a control. */
    readonly severities?: Severities;
    /** By control that policies decide: what of it they leave open. */
    readonly inPart: Readonly<Record<string, string>>;
    readonly notFromInputs: readonly Reason[];
}

export interface Severities {
    /** The day they were read. */
    readonly asOf: string;
    readonly source: string;
    /** Those of the other controls too. Missing where it could not be read. */
    readonly byId: ReadonlyMap<string, Severity>;
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
    readonly severity: Severity | undefined;
    /** What policies leave open of it, or why there is none. Without policies and reason it is a gap. */
    readonly note: string | undefined;
}

/** Ids by what they begin with: `idsOf({ ACM: [1, 2] })` are `ACM.1` and `ACM.2`. */
export function idsOf(numbers: Readonly<Record<string, readonly number[]>>): readonly string[] {
    return Object.entries(numbers).flatMap(([start, ends]) => ends.map((end) => `${start}.${end}`));
}

/** A control, and its severity where it could be read. */
export type Rated = readonly [id: string, severity: Severity | undefined];

/** Controls by what their ids begin with and by severity: `rated({ ACM: { high: [2], medium: [1] } })` are `ACM.1` and `ACM.2`. */
export function rated(
    numbers: Readonly<Record<string, Readonly<Partial<Record<Severity | "unread", readonly number[]>>>>>,
): readonly Rated[] {
    return Object.entries(numbers).flatMap(([start, bySeverity]) =>
        (Object.entries(bySeverity) as [Severity | "unread", readonly number[]][])
            .flatMap(([severity, ends]) => ends.map((end) => ({ severity, end })))
            .sort((one, other) => one.end - other.end)
            .map(({ severity, end }) => [`${start}.${end}`, severity === "unread" ? undefined : severity] as const),
    );
}

export function idsIn(controls: readonly Rated[]): readonly string[] {
    return controls.map(([id]) => id);
}

export function severitiesIn(controls: readonly Rated[]): ReadonlyMap<string, Severity> {
    return new Map(controls.flatMap(([id, severity]) => (severity === undefined ? [] : [[id, severity] as const])));
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
        severity: catalogue.severities?.byId.get(id),
        note: catalogue.inPart[id] ?? catalogue.notFromInputs.find(({ ids }) => ids.includes(id))?.why,
    }));
}
