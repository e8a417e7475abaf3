import { defaultLevel, type Policy } from "../evaluation";
import { cisOf } from "../evaluation/metadata";

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
        controlsOf(policy),
        policy.controls.whitepaper,
    ]);
    const head = [
        "Policy",
        "What holds",
        "Severity, default level",
        "Judges a",
        "Remediates",
        "Options",
        "Controls",
        "Section of the AWS security overview",
    ];
    return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function controlsOf({ controls }: Policy): string {
    const cis = new Map<string, string[]>();
    for (const [version, id] of cisOf(controls)) {
        cis.set(id, [...(cis.get(id) ?? []), version]);
    }
    return [
        ...(controls.fsbp ?? []),
        ...[...cis].map(([id, versions]) => `CIS ${versions.join("/")}: ${id}`),
        ...controls.nist.map((id) => `NIST ${id}`),
        ...(controls.trustedAdvisor ?? []).map((id) => `Trusted Advisor ${id}`),
    ].join(", ");
}
