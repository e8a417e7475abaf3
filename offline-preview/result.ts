import type { Diagnosis } from "./analyzer";
import { mergeFindings } from "./merge";
import type {
    Diagnostic,
    Finding,
    PolicyPackSummary,
    Preview,
    RegisteredResource,
    Remediated,
    Urn,
    Verdict,
} from "./model";
import { notExpanded } from "./notExpanded";
import { weightOf } from "./report/totals";
import type { PropertyMap } from "./values";

/** What one pass of the program left. */
export interface PassResult {
    resources: ReadonlyMap<Urn, RegisteredResource>;
    diagnoses: readonly Diagnosis[];
    remediations: readonly Remediated[];
    diagnostics: readonly Diagnostic[];
    stackOutputs: PropertyMap | undefined;
    /** The program came to a good end. */
    good: boolean;
}

/** What a run left, before its passes are made one. */
export interface RunResult {
    project: string;
    stack: string;
    asUpdate: boolean;
    /** With ids unknown. */
    first: PassResult;
    /** With made-up ids; in a preview not there where the program failed in the first one, unless it is good. */
    second: PassResult | undefined;
    /** What was said of the configuration, and by program and packs. */
    messages: readonly Diagnostic[];
    packs: PolicyPackSummary[];
    /** How packs broke. */
    faults: readonly string[];
    durations: Preview["durations"];
}

/**
 * One preview of both passes, or of an update: what the pass with made-up ids did, as an update knows ids. That one also
 * decides what becomes of a program that fails only where results of functions are unknown.
 */
export function previewOf(run: RunResult): Preview {
    const { first, second, asUpdate } = run;
    const failedOfUnknowns = !asUpdate && !first.good && second?.good === true;
    const deciding = (asUpdate || failedOfUnknowns) && second !== undefined ? second : first;
    const { findings, decidedByMadeUpIds } = mergeFindings(asUpdate ? NOTHING : first, second);
    const onlyWithIds = [...(second?.resources.values() ?? [])].filter(({ urn }) => !first.resources.has(urn));
    const resources = [...first.resources.values(), ...onlyWithIds];
    const refused = new Set([...deciding.resources.values()].filter((one) => one.refused).map((one) => one.urn));
    return {
        project: run.project,
        stack: run.stack,
        // A program whose resource is refused can only fail.
        verdict: verdictOf(deciding.good || refused.size > 0, run.packs, findings),
        resources: resources.map((resource) => ({ ...resource, refused: refused.has(resource.urn) })),
        onlyWithIds: onlyWithIds.map(({ urn }) => urn),
        notExpanded: notExpanded(resources),
        outputs: (deciding.stackOutputs && (first.stackOutputs ?? deciding.stackOutputs)) ?? {},
        findings,
        decidedByMadeUpIds,
        remediations: [...deciding.remediations],
        diagnostics: [
            ...run.messages,
            ...deciding.diagnostics,
            ...(failedOfUnknowns ? [unknownPassFailed(first.diagnostics)] : []),
            ...(second && !second.good && !asUpdate ? [madeUpPassFailed(second.diagnostics)] : []),
            ...run.faults.map((message): Diagnostic => ({ severity: "error", message })),
        ],
        packs: run.packs,
        durations: run.durations,
        asUpdate,
        notReached: asUpdate ? resources.map(({ urn }) => urn).filter((urn) => !deciding.resources.has(urn)) : [],
    };
}

const NOTHING = { resources: new Map<Urn, RegisteredResource>(), diagnoses: [] };

export function verdictOf(
    programGood: boolean,
    packs: readonly PolicyPackSummary[],
    findings: readonly Finding[],
): Verdict {
    if (!programGood) {
        return "program-failed";
    }
    if (packs.some(({ broke }) => broke)) {
        return "pack-failed";
    }
    const mandatory = findings.some((finding) => weightOf(finding) === "mandatory");
    return mandatory ? "policy-failed" : "passed";
}

function unknownPassFailed(diagnostics: readonly Diagnostic[]): Diagnostic {
    return {
        severity: "warning",
        message:
            "the program failed when results of functions were unknown, so what it did with made-up ones is shown: " +
            reasonOf(diagnostics),
    };
}

function madeUpPassFailed(diagnostics: readonly Diagnostic[]): Diagnostic {
    return {
        severity: "warning",
        message:
            "the program failed when ids were made up, so policy documents were judged only as far as they are known " +
            `without: ${reasonOf(diagnostics)}`,
    };
}

function reasonOf(diagnostics: readonly Diagnostic[]): string {
    return diagnostics.find(({ severity }) => severity === "error")?.message ?? "it gave no reason";
}
