import { defaultLevel, type Policy } from "../../../policy-pack/evaluation";
import { controlsOf, type Controls, type Framework } from "../../../policy-pack/evaluation/frameworks";

/** How many policies there are, and how many are off unless they are asked for. */
export function policyCount(policies: readonly Policy[]): string {
    const off = policies.filter((policy) => defaultLevel(policy) === "disabled");
    const named = off.map(({ id }) => `\`${id}\``).join(", ");
    const on = policies.length - off.length;
    return `${policies.length} policies, of which ${on} judge by default; ${named} only where a level is given.`;
}

/** The policies as a Markdown table, for the README. */
export function policyTable(policies: readonly Policy[]): string {
    const rows = policies.map((policy) => [
        `\`${policy.id}\``,
        policy.title,
        `${policy.severity}, ${defaultLevel(policy)}`,
        policy.kind,
        policy.kind === "resource" && policy.remediation ? "yes" : "",
        Object.keys(policy.options ?? {})
            .map((name) => `\`${name}\``)
            .join(", "),
        listed(policy.controls),
    ]);
    const head = ["Policy", "What holds", "Severity, default level", "Judges a", "Remediates", "Options", "Controls"];
    return markdown([head, head.map(() => "---"), ...rows]);
}

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

function listed(controls: Controls): string {
    return controlsOf(controls)
        .map(({ framework, id }) => `${framework.label} ${id}`.trim())
        .join(", ");
}

function markdown(rows: readonly (readonly string[])[]): string {
    return rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
