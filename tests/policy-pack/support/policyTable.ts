import { defaultLevel, type Policy, type Severity } from "../../../policy-pack/evaluation";
import { serviceOf } from "../../../policy-pack/evaluation/metadata";
import type { Framework } from "../../../policy-pack/evaluation/frameworks";

/** How many policies there are, and how many are off unless they are asked for. */
export function policyCount(policies: readonly Policy[]): string {
    const off = policies.filter((policy) => defaultLevel(policy) === "disabled").length;
    return `${policies.length} policies, of which ${policies.length - off} judge by default; the others only where a level is given.`;
}

/** How many policies each service has, and of which severity, with a link to their pages. */
export function serviceTable(policies: readonly Policy[]): string {
    const rows = byService(policies).map(([service, own]) => [
        `[${service}](docs/README.md#${service})`,
        String(own.length),
        ...SEVERITIES.map((severity) => String(own.filter((policy) => policy.severity === severity).length || "")),
    ]);
    const head = ["Service", "Policies", ...SEVERITIES];
    return markdown([head, head.map(() => "---"), ...rows]);
}

/** The policies by the service that their ids begin with, in the order of the alphabet. */
export function byService(policies: readonly Policy[]): readonly (readonly [string, readonly Policy[]])[] {
    const services = [...new Set(policies.map(serviceOf))].sort();
    return services.map((service) => [service, policies.filter((policy) => serviceOf(policy) === service)]);
}

export const SEVERITIES: readonly Severity[] = ["critical", "high", "medium", "low"];

/** The frameworks as a Markdown table: how each is written above, and as a tag. */
export function frameworkTable(frameworks: readonly Framework[]): string {
    const rows = frameworks.map(({ title, version, url, label, tag }) => [
        `[${title}](${url})`,
        version,
        label,
        `\`${tag}:…\``,
    ]);
    return markdown([["Framework", "Version", "Above", "Tag"], ["---", "---", "---", "---"], ...rows]);
}

/** Rows as a Markdown table: the first is the head. */
export function markdown(rows: readonly (readonly string[])[]): string {
    return rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
