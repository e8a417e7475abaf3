import type { Finding, PolicyMetadata, Preview } from "../model";
import { policyKey, policyKeyOf } from "./policies";
import { cleanLine } from "./text";
import { groupBy, weightOf } from "./totals";

/**
 * How a policy stands. `passed`: nothing was found, also where the stack has nothing that the policy is about.
 * `undetermined`: it could not decide, or not everything was judged. `off`: it does not run. Worst first.
 */
export const STANDINGS = ["violated", "undetermined", "waived", "passed", "off"] as const;
export type Standing = (typeof STANDINGS)[number];

/** One control of a standard, with the policies that serve it. */
export interface CoveredControl {
    framework: string;
    control: string;
    /** The worst of its policies; `off` where none runs. */
    standing: Standing;
    policies: string[];
    counts: Record<Standing, number>;
}

/**
 * Each control that policies name, by the framework's first appearance and the control's number. A policy names controls by
 * tags such as `cis-5.0:2.1.4`, and one by its framework.
 */
export function coverageOf(preview: Preview): CoveredControl[] {
    const findings = new Map(groupBy(preview.findings, policyKeyOf).map((group) => [policyKeyOf(group[0]), group]));
    const served = preview.packs.flatMap((pack) => {
        const isStopped = preview.resources.some(({ refused }) => refused);
        const isKnown = !["program-failed", "state-failed"].includes(preview.verdict);
        const isComplete = isKnown && !pack.broke && !isStopped;
        return pack.policies.flatMap((policy) => {
            const found = findings.get(policyKey(pack.name, policy.name)) ?? [];
            const standing = standingOf(policy, found, isComplete);
            return controlsOf(policy).map((control) => ({ ...control, policy: cleanLine(policy.name), standing }));
        });
    });
    const frameworks = [...new Set(served.map(({ framework }) => framework))];
    return groupBy(served, ({ framework, control }) => JSON.stringify([framework, control]))
        .map((group) => {
            const counts = { violated: 0, undetermined: 0, waived: 0, passed: 0, off: 0 };
            group.forEach(({ standing }) => (counts[standing] += 1));
            const [{ framework, control }] = group;
            const standing = STANDINGS.find((one) => counts[one] > 0) ?? "off";
            return { framework, control, standing, policies: group.map(({ policy }) => policy), counts };
        })
        .sort(
            (a, b) =>
                frameworks.indexOf(a.framework) - frameworks.indexOf(b.framework) ||
                byNumber.compare(a.control, b.control),
        );
}

const byNumber = new Intl.Collator("en", { numeric: true });

function standingOf(policy: PolicyMetadata, findings: readonly Finding[], isComplete: boolean): Standing {
    const has = (...weights: string[]): boolean => findings.some((finding) => weights.includes(weightOf(finding)));
    if (has("mandatory", "advisory", "baselined")) {
        return "violated";
    }
    if (policy.level === "disabled") {
        return "off";
    }
    return has("undetermined") || !isComplete ? "undetermined" : has("waived") ? "waived" : "passed";
}

/** Tags of this form that name no control: what a policy is about, and addresses. */
const NO_CONTROL = /^service:|^[a-z]+:\/\//;

export function controlsOf({ tags, framework }: PolicyMetadata): { framework: string; control: string }[] {
    const tagged = tags.flatMap((tag) => {
        const [, name, control] = NO_CONTROL.test(tag) ? [] : (/^([^:\s]+):\s*(\S.*)$/.exec(cleanLine(tag)) ?? []);
        return name === undefined || control === undefined ? [] : [{ framework: name, control }];
    });
    const reference = cleanLine(framework?.reference ?? "");
    return framework === undefined || reference === "" || tagged.some(({ control }) => control === reference)
        ? tagged
        : [...tagged, { framework: cleanLine(`${framework.name} ${framework.version}`).trim(), control: reference }];
}
