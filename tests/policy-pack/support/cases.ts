import assert from "node:assert/strict";
import { defaultLevel, type Policy } from "../../../policy-pack/evaluation";
import { holds } from "./inputs";
import { analyze, nameOf, type Diagnostic, type TestResource } from "./sdk";

/** One situation, and what the policy has to say of it: `says` or `undetermined`, or neither where it is content. */
export interface Case {
    /** The resources there are; the first one is the one judged, unless `says` or `undetermined` name another. */
    readonly resources: TestResource | readonly TestResource[];
    /** Options of the policy. */
    readonly options?: Readonly<Record<string, unknown>>;
    /** The violations, word for word as after the policy's title; by name of the resource, or those of the first one. */
    readonly says?: readonly string[] | Readonly<Record<string, readonly string[]>>;
    /** Why it cannot be told, word for word as after the policy's title; by name of the resource, or of the first one. */
    readonly undetermined?: string | Readonly<Record<string, string>>;
    /** Violations that no remediation can repair safely. */
    readonly unrepaired?: true;
}

export type CasesByName = Readonly<Record<string, Case>>;

export const KINDS = ["compliant", "violating", "absent", "unknown", "secret", "malformed"] as const;

/** Cases of a policy, some of each kind. */
export type Cases = Readonly<Record<(typeof KINDS)[number], CasesByName>>;

/** What is particular about a policy. */
export interface Traits {
    /** It judges by the type alone, so that no value can be unknown to it. */
    readonly byTypeAlone?: true;
}

export interface Described extends Traits {
    readonly policy: Policy;
    readonly cases: Cases;
}

const described = new Map<string, Described>();

/** All policies that have been described so far, for the tests that hold for every one. */
export function describedPolicies(): readonly Described[] {
    return [...described.values()];
}

/** Tests a policy by its cases, run through the SDK's own functions. Every kind of case has to be there. */
export function describePolicy(policy: Policy, cases: Cases, traits: Traits = {}): void {
    described.set(policy.id, { policy, cases, ...traits });
    describe(policy.id, () => {
        it("has cases of each kind that are what they are called", () => {
            assert.deepEqual(faultsOf(policy, cases, traits), []);
        });
        for (const kind of KINDS) {
            for (const [name, one] of Object.entries(cases[kind] ?? {})) {
                it(`${kind}: ${name}`, async () => {
                    const findings = await run(policy, one);
                    assert.deepEqual(findings.map(told).sort(byText), expected(policy, one).map(told).sort(byText));
                });
            }
        }
    });
}

/** What is missing or mislabelled among the cases of a policy. */
export function faultsOf(policy: Policy, cases: Partial<Cases>, { byTypeAlone }: Traits = {}): readonly string[] {
    const faults: string[] = [];
    const each = (kind: keyof Cases, demand: string, fits: (one: Case) => boolean): void => {
        const misfits = Object.entries(cases[kind] ?? {}).filter(([, one]) => !fits(one));
        faults.push(...misfits.map(([name]) => `${kind}: "${name}" ${demand}`));
    };
    const marked = (one: Case, marker: "unknown" | "secret"): boolean =>
        resourcesOf(one).some(({ inputs }) => holds(inputs, marker));
    faults.push(...KINDS.filter((kind) => Object.keys(cases[kind] ?? {}).length === 0).map((kind) => `${kind}: none`));
    each("compliant", "expects a finding", (one) => one.says === undefined && one.undetermined === undefined);
    each("violating", "expects no violation", (one) => messagesOf(one).length > 0);
    each("violating", "does not say where: a message names no path", (one) =>
        messagesOf(one).every((text) => text.includes("`")),
    );
    each("unknown", "holds no unknown value", (one) => marked(one, "unknown"));
    each("secret", "holds no secret", (one) => marked(one, "secret"));
    if (!byTypeAlone && !Object.values(cases.unknown ?? {}).some((one) => one.undetermined !== undefined)) {
        faults.push("unknown: none is undetermined");
    }
    const violated = new Set(Object.values(cases.violating ?? {}).flatMap(judgedTypes));
    faults.push(...policy.types.filter((type) => !violated.has(type)).map((type) => `violating: none of type ${type}`));
    return faults;
}

export function resourcesOf(one: Case): readonly TestResource[] {
    return isMany(one.resources) ? one.resources : [one.resources];
}

/** Runs one policy over a case. */
export async function run(policy: Policy, one: Case): Promise<readonly Diagnostic[]> {
    return analyze([policy], resourcesOf(one), one.options ? { config: { [policy.id]: one.options } } : {});
}

/** The diagnostics a case expects, to the letter. */
export function expected(policy: Policy, one: Case): readonly Diagnostic[] {
    const level = defaultLevel(policy) === "mandatory" ? "mandatory" : "advisory";
    const severity = `POLICY_SEVERITY_${policy.severity.toUpperCase()}`;
    const first = nameOf(firstOf(one));
    const violations = Object.entries(byName(one.says ?? {}, first)).flatMap(([resource, texts]) =>
        texts.map(
            (text) => ({ policy: policy.id, resource, level, severity, message: `${policy.title}.\n${text}` }) as const,
        ),
    );
    const undetermined = one.undetermined ?? {};
    const reasons = typeof undetermined === "string" ? { [first]: undetermined } : undetermined;
    const open = Object.entries(reasons).map(
        ([resource, reason]) =>
            ({
                policy: policy.id,
                resource,
                level: "advisory",
                severity,
                message: `undetermined: ${policy.title}. ${reason}`,
            }) as const,
    );
    return [...violations, ...open];
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

function told({ resource, level, severity, message }: Diagnostic): string {
    return `${resource} [${level}, ${severity}] ${message}`;
}

function byText(a: string, b: string): number {
    return a < b ? -1 : 1;
}
