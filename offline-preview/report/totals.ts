import type { Finding, JudgedStack, Preview, RegisteredResource, Severity, Urn } from "../model";

/** Worst first. */
export const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low"];

/** What a finding weighs: an undetermined, a waived or a known one blocks nothing, whatever the level of its policy. */
export type Weight = "mandatory" | "advisory" | "undetermined" | "waived" | "baselined";
export const WEIGHTS: readonly Weight[] = ["mandatory", "advisory", "undetermined", "waived", "baselined"];

export function weightOf(finding: Finding): Weight {
    if (finding.waiver !== undefined) {
        return "waived";
    }
    if (finding.baselinedSince !== undefined) {
        return "baselined";
    }
    return finding.kind === "undetermined" ? "undetermined" : finding.level;
}

/** Whether a finding is new, where a base was previewed too. */
export function ageOf({ isNew }: Finding): "" | "new" | "as before" {
    if (isNew === undefined) {
        return "";
    }
    return isNew ? "new" : "as before";
}

export function weightText(finding: Finding): string {
    return [weightOf(finding), ageOf(finding)].filter((part) => part !== "").join(", ");
}

/** Whether it was there before a change of which only what is new blocks. */
export function isSparedBy(change: Preview["change"], { isNew }: Finding): boolean {
    return change?.newOnly === true && isNew === false;
}

export interface Totals {
    resources: JudgedStack["resources"];
    findings: Record<Weight, number>;
}

/** Default providers are the engine's own: neither the CLI nor we show or count them. */
export function isDefaultProvider(resource: RegisteredResource): boolean {
    return resource.kind === "provider" && resource.source === undefined && /^default(_|$)/.test(resource.name);
}

export function totalsOf(preview: Preview): Totals {
    const resources = noResources();
    for (const stack of preview.stacks ?? []) {
        (Object.keys(resources) as Fate[]).forEach((fate) => (resources[fate] += stack.resources[fate]));
    }
    const notReached = new Set(preview.notReached);
    for (const resource of preview.resources) {
        if (!isDefaultProvider(resource)) {
            resources[fateOf(resource, notReached)] += 1;
        }
    }
    return { resources, findings: countByWeight(preview.findings) };
}

export function noResources(): Totals["resources"] {
    return { create: 0, read: 0, import: 0, same: 0, refused: 0, notReached: 0, update: 0, replace: 0, delete: 0 };
}

/** What becomes of a resource. */
export function fateOf(resource: RegisteredResource, notReached: ReadonlySet<Urn>): Fate {
    if (resource.refused) {
        return "refused";
    }
    return notReached.has(resource.urn) ? "notReached" : resource.operation;
}

export type Fate = keyof Totals["resources"];

export function countByWeight(findings: readonly Finding[]): Record<Weight, number> {
    const counts = { mandatory: 0, advisory: 0, undetermined: 0, waived: 0, baselined: 0 };
    for (const finding of findings) {
        counts[weightOf(finding)] += 1;
    }
    return counts;
}

/** Worst first: by weight, then severity; equal ones stay in the order of the policies. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
    const rank = (finding: Finding): number =>
        WEIGHTS.indexOf(weightOf(finding)) * 10 +
        (finding.severity === undefined ? SEVERITIES.length : SEVERITIES.indexOf(finding.severity));
    return [...findings].sort((a, b) => rank(a) - rank(b));
}

/** Items with the same key together, in the order of the first of each. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): [T, ...T[]][] {
    const groups = new Map<string, [T, ...T[]]>();
    for (const item of items) {
        const key = keyOf(item);
        const group = groups.get(key);
        if (group === undefined) {
            groups.set(key, [item]);
        } else {
            group.push(item);
        }
    }
    return [...groups.values()];
}
