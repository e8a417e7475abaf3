import type { JudgedStack, Preview, Verdict } from "../../model";
import { diagnosticJson, findingJson, packSummaryJson, type JsonFinding, type JsonPack } from "../jsonFindings";
import { Lazily } from "../jsonText";
import { countByWeight, totalsOf, type Totals } from "../totals";

/** Named anew when a key is taken away or changes its meaning; new keys may come at any time. */
export const JSON_STATES_FORMAT = "pulumi-offline-preview-states/1";

/** What `--json` prints of many states: all but their resources. */
export interface JsonStatesReport {
    format: typeof JSON_STATES_FORMAT;
    /** The worst. */
    verdict: Verdict;
    hasBaseline: boolean;
    summary: Totals & { stacks: Partial<Record<Verdict, number>> };
    packs: JsonPack[];
    /** In the order of the files. */
    stacks: JsonStack[];
    durations: { total: number };
}

export interface JsonStack {
    /** As it was given. */
    file: string;
    /** Empty, as `stack`, where the file could not be read. */
    project: string;
    stack: string;
    verdict: Verdict;
    summary: Totals;
    findings: JsonFinding[];
    diagnostics: ReturnType<typeof diagnosticJson>[];
}

/** A {@link JsonStatesReport} whose stacks are made as they are written. */
export function statesJson(preview: Preview, stacks: readonly JudgedStack[]) {
    const verdicts: JsonStatesReport["summary"]["stacks"] = {};
    stacks.forEach(({ verdict }) => (verdicts[verdict] = (verdicts[verdict] ?? 0) + 1));
    return {
        format: JSON_STATES_FORMAT,
        verdict: preview.verdict,
        hasBaseline: preview.hasBaseline ?? false,
        summary: { stacks: verdicts, ...totalsOf(preview) },
        packs: preview.packs.map(packSummaryJson),
        stacks: new Lazily(stacks, stackJson),
        durations: { total: Math.round(preview.durations.total) },
    } satisfies Omit<JsonStatesReport, "stacks"> & { stacks: Lazily<JudgedStack> };
}

function stackJson({ file, project, stack, verdict, resources, findings, diagnostics }: JudgedStack): JsonStack {
    return {
        file,
        project,
        stack,
        verdict,
        summary: { resources, findings: countByWeight(findings) },
        findings: findings.map(findingJson),
        diagnostics: diagnostics.map(diagnosticJson),
    };
}
