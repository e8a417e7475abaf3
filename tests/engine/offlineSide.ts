import type { JsonReport } from "../../offline-preview/report/json";
import type { Observed } from "./observed";
import { sdkCouldNotRun } from "./differences";

/** The offline preview's side, from what `--json` prints. */
export function observeOffline(report: JsonReport): Observed {
    return {
        resources: report.resources.map(({ urn, type, operation, parent, options, inputs, ...resource }) => ({
            urn,
            type,
            isRead: operation === "read",
            parent,
            dependencies: resource.dependencies,
            propertyDependencies: resource.propertyDependencies,
            protect: options.protect,
            retainOnDelete: options.retainOnDelete,
            provider: options.provider,
            inputs: inputs,
        })),
        stackOutputs: report.outputs,
        findings: report.findings
            .filter(({ decidedBy }) => decidedBy !== "made-up-ids")
            .map(({ pack, policy, level, urn, kind, message }) => ({
                pack: pack.name,
                policy,
                level,
                urn: urn ?? "",
                message: sdkCouldNotRun(message)
                    ? message
                    : [
                          descriptionOf(report, pack.name, policy),
                          kind === "undetermined" ? `undetermined: ${message}` : message,
                      ]
                          .filter((part) => part !== "")
                          .join("\n"),
            })),
        remediations: report.remediations.map(({ pack, policy, urn, changed }) => ({
            pack: pack.name,
            policy,
            urn,
            changed,
        })),
    };
}

/** The engine has it before each message. */
function descriptionOf(report: JsonReport, pack: string, policy: string): string {
    const policies = report.packs.find(({ name }) => name === pack)?.policies ?? [];
    return policies.find(({ name }) => name === policy)?.description ?? "";
}
