import type { PropertyMap } from "../../../offline-preview/values";

/** Events in the shape in which the engine writes them (recorded of Pulumi 3.264, tests/engine/runs.test.ts compares). */
export type Event = PropertyMap;

export const urn = (type: string, name: string): string => `urn:pulumi:dev::shop::${type}::${name}`;
export const STACK_URN = urn("pulumi:pulumi:Stack", "shop-dev");
export const THING_URN = urn("test:index:Thing", "thing");
const PACK = { policyPackName: "rules", policyPackVersion: "1.2.3", policyPackVersionTag: "1.2.3" };
/** What a color is without `--color never`. */
const NOTE = "<{%fg 13%}>";

/** The lines of a run, numbered. */
export function written(...events: Event[]): string {
    return events
        .map((event, sequence) => `${JSON.stringify({ sequence, timestamp: 1795893164, ...event })}\n`)
        .join("");
}

export function prelude(config: Record<string, string> = {}): Event {
    return { preludeEvent: { config } };
}

export function summary(result: string | undefined, isPreview = true, packs = ["rules"]): Event {
    const named = packs.map((name) => [isPreview ? `${name}|local|/packs/${name}` : name, "1.2.3"] as const);
    return {
        summaryEvent: {
            maybeCorrupt: false,
            durationSeconds: 20,
            resourceChanges: { create: 2 },
            PolicyPacks: Object.fromEntries(named),
            isPreview,
            ...(result === undefined ? {} : { result }),
        },
    };
}

export const CANCEL: Event = { cancelEvent: {} };

export function state(of: string, change: PropertyMap = {}): PropertyMap {
    const type = of.split("::")[2]?.split("$").pop() ?? "";
    return {
        type,
        urn: of,
        custom: true,
        id: "",
        parent: STACK_URN,
        inputs: {},
        outputs: {},
        provider: `${urn("pulumi:providers:test", "default_1_0_0")}::04da6b54-80e4-46f7-96ec-b56ff0331ba9`,
        ...change,
    };
}

export const STACK_STATE = state(STACK_URN, { custom: false, parent: "", provider: "" });

export function step(
    kind: "resourcePreEvent" | "resOutputsEvent" | "resOpFailedEvent",
    op: string,
    of: string,
    { from, to }: { from?: PropertyMap; to?: PropertyMap },
): Event {
    const metadata = { op, urn: of, type: "", old: from ?? null, new: to ?? null, detailedDiff: null, provider: "" };
    return { [kind]: { metadata, planning: true } };
}

/** Both events of a step that comes to its end. */
export function steps(op: string, of: string, states: { from?: PropertyMap; to?: PropertyMap }): Event[] {
    return [step("resourcePreEvent", op, of, states), step("resOutputsEvent", op, of, states)];
}

export const STACK_STEPS = steps("create", STACK_URN, { to: STACK_STATE });

export function violation(policy: string, level: string, message: string, change: PropertyMap = {}): Event {
    return {
        policyEvent: {
            resourceUrn: THING_URN,
            message: `${NOTE}${message}<{%reset%}>\n`,
            color: "raw",
            policyName: policy,
            ...PACK,
            enforcementLevel: level,
            ...change,
        },
    };
}

export function ran(
    kind: "policyAnalyzeSummaryEvent" | "policyRemediateSummaryEvent" | "policyAnalyzeStackSummaryEvent",
    { passed = [], failed = [] }: { passed?: string[]; failed?: string[] },
): Event {
    return { [kind]: { resourceUrn: THING_URN, ...PACK, passed, failed } };
}

export function remediated(policy: string, before: PropertyMap, after: PropertyMap): Event {
    return {
        policyRemediationEvent: { resourceUrn: THING_URN, color: "raw", policyName: policy, ...PACK, before, after },
    };
}

export function said(severity: string, message: string, change: PropertyMap = {}): Event {
    return {
        diagnosticEvent: { prefix: `${severity}: `, message: `${message}\n`, color: "never", severity, ...change },
    };
}
