import assert from "node:assert/strict";
import { EVERY_AWS_TYPE, type Day, type Policy } from "../evaluation";
import { holds, type Inputs } from "./inputs";
import { nameOf, type TestResource } from "./resource";

/** The resources there are; the first one is the one judged, unless `says` or `undetermined` name another. */
type Resources = TestResource | readonly TestResource[];

/** One situation, and what the policy has to say of it: `says` or `undetermined`, or neither where it is content. */
export interface Case {
    readonly resources: Resources;
    /** Options of the policy. */
    readonly options?: Readonly<Record<string, unknown>>;
    /** The day on which it is judged. Default: one day of 2026, so that no test depends on the clock. */
    readonly today?: Day;
    /** The violations, word for word as after the policy's title; by name of the resource, or those of the first one. */
    readonly says?: readonly string[] | Readonly<Record<string, readonly string[]>>;
    /** Why it cannot be told, word for word as after the policy's title; by name of the resource, or of the first one. */
    readonly undetermined?: string | Readonly<Record<string, string>>;
    /** Violations that no remediation can repair safely. */
    readonly unrepaired?: true;
}

/** By what is particular about them. Resources alone are a case without options, which says what its kind says. */
export type CasesByName = Readonly<Record<string, Case | Resources>>;

export const KINDS = ["compliant", "violating", "absent", "unknown", "secret", "malformed"] as const;
export type Kind = (typeof KINDS)[number];

/**
 * The cases of a policy. Its author writes what is compliant and what is violating; what is unknown, secret or malformed
 * is derived from those (see `derived.ts`), and written only where it is special.
 */
export interface Cases {
    /** What a violating resource is told, unless its case says otherwise. */
    readonly says?: string;
    readonly compliant: CasesByName;
    readonly violating: CasesByName;
    /** How a resource is judged that gives nothing at all. Cases, where some types or properties differ. */
    readonly absent: "compliant" | "violating" | CasesByName;
    readonly unknown?: CasesByName;
    readonly secret?: CasesByName;
    /** If written, they stand for the derived ones: a value of another type may be fine where anything will do. */
    readonly malformed?: CasesByName;
    /** The policy judges by the type alone, so that no value can be unknown or malformed to it. */
    readonly byTypeAlone?: true;
    /** The policy asks whether something is given, which a value that is not known yet is too. */
    readonly byPresenceAlone?: true;
}

/** All cases that are written, by kind and name, with what they say filled in. */
export function casesOf(policy: Policy, cases: Cases): readonly (readonly [Kind, string, Case])[] {
    return KINDS.flatMap((kind) =>
        Object.entries(writtenOf(policy, cases, kind)).map(
            ([name, one]) => [kind, name, filledIn(one, kind, cases.says)] as const,
        ),
    );
}

function writtenOf(policy: Policy, cases: Cases, kind: Kind): CasesByName {
    const written = cases[kind] ?? {};
    return typeof written === "string" ? nothingGiven(policy, cases, written) : written;
}

function nothingGiven(policy: Policy, { says }: Cases, expected: "compliant" | "violating"): CasesByName {
    const told = expected === "violating" && says !== undefined ? { says: [says] } : {};
    return Object.fromEntries(
        policy.types
            .map((type) => (type === EVERY_AWS_TYPE ? "aws:sns/topic:Topic" : type))
            .map((type) => [`nothing given: ${type}`, { resources: { type, inputs: {} }, ...told }]),
    );
}

function filledIn(one: Case | Resources, kind: Kind, says: string | undefined): Case {
    const filled: Case = "resources" in one ? one : { resources: one };
    const isTold = filled.says !== undefined || filled.undetermined !== undefined;
    return kind === "violating" && !isTold && says !== undefined ? { ...filled, says: [says] } : filled;
}

/** Cases of a resource of which only one output is known, each in its turn, and of what names it by that. */
export function eachOutput(
    names: readonly string[],
    value: string,
    resources: (outputs: Inputs) => readonly TestResource[],
): CasesByName {
    return Object.fromEntries(names.map((name) => [`by its ${name}`, resources({ [name]: value })]));
}

/** What is missing or mislabelled among the cases of a policy. */
export function faultsOf(policy: Policy, cases: Cases): readonly string[] {
    const all = casesOf(policy, cases);
    const faults: string[] = [];
    const each = (kind: Kind, demand: string, fits: (one: Case) => boolean): void => {
        const misfits = all.filter(([of, , one]) => of === kind && !fits(one));
        faults.push(...misfits.map(([, name]) => `${kind}: "${name}" ${demand}`));
    };
    const marked = (one: Case, marker: "unknown" | "secret"): boolean =>
        resourcesOf(one).some(({ inputs }) => holds(inputs, marker));
    const demanded = ["compliant", "violating", "absent"] as const;
    faults.push(
        ...demanded.filter((kind) => !all.some(([of]) => of === kind)).map((kind) => `${kind}: none`),
        ...(cases.absent === "violating" && cases.says === undefined ? ["absent: what does it say?"] : []),
    );
    each("compliant", "expects a finding", (one) => one.says === undefined && one.undetermined === undefined);
    each("violating", "expects no violation", (one) => messagesOf(one).length > 0);
    each("violating", "does not say where: a message names no path", (one) =>
        messagesOf(one).every((text) => text.includes("`")),
    );
    each("unknown", "holds no unknown value", (one) => marked(one, "unknown"));
    each("secret", "holds no secret", (one) => marked(one, "secret"));
    const violated = new Set(all.flatMap(([kind, , one]) => (kind === "violating" ? judgedTypes(one) : [])));
    const isViolated = (type: string): boolean =>
        type === EVERY_AWS_TYPE ? [...violated].some((one) => one.startsWith("aws:")) : violated.has(type);
    faults.push(...policy.types.filter((type) => !isViolated(type)).map((type) => `violating: none of type ${type}`));
    return faults;
}

export const TODAY: Day = "2026-11-28";

export function dayOf({ today = TODAY }: Case): Day {
    return today;
}

export function resourcesOf(one: Case): readonly TestResource[] {
    return isMany(one.resources) ? one.resources : [one.resources];
}

/** What a case expects: by resource, `violation: …` or `undetermined: …`. */
export function expectedOf(policy: Policy, one: Case): readonly string[] {
    const first = nameOf(firstOf(one));
    const violations = Object.entries(byName(one.says ?? {}, first)).flatMap(([resource, texts]) =>
        texts.map((text) => `${resource}: ${text}`),
    );
    const undetermined = one.undetermined ?? {};
    const reasons = typeof undetermined === "string" ? { [first]: undetermined } : undetermined;
    const open = Object.entries(reasons).map(
        ([resource, reason]) => `${resource}: undetermined: ${policy.title}. ${reason}`,
    );
    return [...violations, ...open].sort();
}

function byName(says: NonNullable<Case["says"]>, first: string): Readonly<Record<string, readonly string[]>> {
    return isMany(says) ? { [first]: says } : says;
}

function messagesOf(one: Case): readonly string[] {
    return Object.values(byName(one.says ?? [], "")).flat();
}

function judgedTypes(one: Case): readonly string[] {
    const names = Object.keys(byName(one.says ?? [], nameOf(firstOf(one))));
    return resourcesOf(one)
        .filter((resource) => names.includes(nameOf(resource)))
        .map(({ type }) => type);
}

function firstOf(one: Case): TestResource {
    const [first] = resourcesOf(one);
    assert.ok(first, "a case needs a resource");
    return first;
}

function isMany<T, Other>(value: readonly T[] | Other): value is readonly T[] {
    return Array.isArray(value);
}
