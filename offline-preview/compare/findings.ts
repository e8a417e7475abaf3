import type { Finding, Preview, Urn } from "../model";
import { weightOf, WEIGHTS, worstFirst } from "../report/totals";
import { matchFindings } from "./matchFindings";
import { traced } from "./traces";

type Judged = Pick<Preview, "findings" | "resources">;

/** The findings of two previews, put side by side. */
export interface ComparedFindings {
    /** Of those now: what was not there before, or weighed less. */
    added: ReadonlySet<Finding>;
    /** Of those before: violations that are gone, perhaps with their resource. */
    fixed: Finding[];
}

/** @param former URNs before by URNs now. */
export function compareFindings(before: Judged, now: Judged, former: ReadonlyMap<Urn, Urn>): ComparedFindings {
    // Of those that say the same, the worst are paired with the worst.
    const [olds, news] = [worstFirst(before.findings), worstFirst(now.findings)];
    const { traces } = traced({ ...before, findings: olds });
    const matched = matchFindings(traces, traced({ ...now, findings: news }));
    const findingOf = new Map(traces.map((trace, index) => [trace, olds[index]]));
    const added = news.filter((finding, index) => {
        const trace = matched.before[index];
        const old = trace === undefined ? undefined : findingOf.get(trace);
        return old === undefined || rank(finding) < rank(old);
    });
    // What nobody can tell any more is not mended.
    const open = new Set(
        now.findings
            .filter(({ kind }) => kind === "undetermined")
            .map((finding) => keyOf(finding, former.get(finding.urn ?? "") ?? finding.urn)),
    );
    const fixed = matched.gone
        .flatMap((trace) => findingOf.get(trace) ?? [])
        .filter((finding) => ["mandatory", "advisory"].includes(weightOf(finding)))
        .filter((finding) => !open.has(keyOf(finding, finding.urn)));
    return { added: new Set(added), fixed };
}

function rank(finding: Finding): number {
    return WEIGHTS.indexOf(weightOf(finding));
}

function keyOf({ pack, policy }: Finding, urn: Urn | undefined): string {
    return JSON.stringify([pack.name, policy, urn ?? ""]);
}
