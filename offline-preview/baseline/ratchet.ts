import { matchFindings } from "../compare/matchFindings";
import { traced, type Trace } from "../compare/traces";
import type { Finding, Preview } from "../model";
import { policiesByKey, policyKey } from "../report/policies";
import { weightOf } from "../report/totals";
import { qualifiedType, typeOf } from "../urn";

/** A violation that was there before. */
export interface BaselineEntry extends Omit<Trace, "kind"> {
    /** The day on which it came into the file, as `2026-01-31`. */
    since: string;
}

/** Entries by `<project>/<stack>`. */
export type Baseline = ReadonlyMap<string, readonly BaselineEntry[]>;

/** `update`: the file has what is there now. `prune`: what has gone leaves it, and nothing comes. */
export type Ratchet = "update" | "prune";

export interface Compared {
    /** The preview, in which known findings say so and block nothing. */
    preview: Preview;
    /** Entries that no longer occur. */
    gone: BaselineEntry[];
    /** What is to stand in the file after a ratchet; undefined where not all was judged, so that nobody can tell. */
    next: Record<Ratchet, BaselineEntry[]> | undefined;
}

export function stackKey({ project, stack }: Pick<Preview, "project" | "stack">): string {
    return `${project}/${stack}`;
}

/**
 * A preview by the entries of its stack. Only violations that nobody answers for are of a baseline: what is waived has a
 * waiver, which ends, and what is undetermined blocks nothing, and is new once it is a violation.
 *
 * @param today As `2026-01-31`.
 */
export function againstBaseline(preview: Preview, entries: readonly BaselineEntry[], today: string): Compared {
    const candidates = preview.findings.filter((finding) => ["mandatory", "advisory"].includes(weightOf(finding)));
    const now = traced({ findings: candidates, resources: preview.resources });
    const known = entries.map((entry) => ({ ...entry, kind: "violation" as const }));
    const matched = matchFindings(known, now);
    const sinceOf = new Map(candidates.map((finding, index) => [finding, matched.before[index]?.since]));
    const isJudged = judgedBy(preview);
    const unknown = matched.gone.filter((entry) => !isJudged(entry)).map(entryOf);
    const found = (otherwise: string | undefined): BaselineEntry[] =>
        now.traces.flatMap((trace, index) => {
            const since = matched.before[index]?.since ?? otherwise;
            return since === undefined ? [] : [entryOf({ ...trace, since })];
        });
    const isWhole = preview.verdict === "passed" || preview.verdict === "policy-failed";
    return {
        preview: withKnown(preview, sinceOf),
        gone: matched.gone.filter(isJudged).map(entryOf),
        next: isWhole ? { prune: [...found(undefined), ...unknown], update: [...found(today), ...unknown] } : undefined,
    };
}

function entryOf({ pack, policy, urn, since, message, resource }: BaselineEntry): BaselineEntry {
    return { pack, policy, urn, since, message, ...(resource === undefined ? {} : { resource }) };
}

function withKnown(preview: Preview, sinceOf: ReadonlyMap<Finding, string | undefined>): Preview {
    const findings = preview.findings.map((finding): Finding => {
        const baselinedSince = sinceOf.get(finding);
        return baselinedSince === undefined ? finding : { ...finding, baselinedSince };
    });
    const blocks = findings.some((finding) => weightOf(finding) === "mandatory");
    const verdict = preview.verdict === "policy-failed" && !blocks ? "passed" : preview.verdict;
    return { ...preview, findings, verdict, hasBaseline: true };
}

/** Whether a run tells what has become of an entry: its pack ran with its policy on, could decide, and saw the resource. */
function judgedBy(preview: Preview): (entry: BaselineEntry) => boolean {
    const packs = new Set(preview.packs.map(({ name }) => name));
    const policies = policiesByKey(preview);
    const keyOf = (pack: string, policy: string, urn: string): string => JSON.stringify([pack, policy, urn]);
    const undetermined = new Set(
        preview.findings
            .filter(({ kind }) => kind === "undetermined")
            .map(({ pack, policy, urn = "" }) => keyOf(pack.name, policy, urn)),
    );
    const notExpanded = preview.notExpanded.map(typeOf);
    return ({ pack, policy, urn }) =>
        packs.has(pack) &&
        policies.get(policyKey(pack, policy))?.level !== "disabled" &&
        !undetermined.has(keyOf(pack, policy, urn)) &&
        !notExpanded.some((type) => qualifiedType(urn).split("$").slice(0, -1).includes(type));
}
