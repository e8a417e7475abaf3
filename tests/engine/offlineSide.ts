import type { JsonReport } from "../../offline-preview/report/json";
import type { PropertyMap } from "../../offline-preview/values";
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
            inputs: inputs as PropertyMap,
        })),
        stackOutputs: report.outputs as PropertyMap,
        findings: report.findings
            .filter(({ decidedBy }) => decidedBy !== "made-up-ids")
            .map(({ pack, policy, level, urn, description, message }) => ({
                pack: pack.name,
                policy,
                level,
                urn: urn ?? "",
                message: sdkCouldNotRun(message) ? message : `${description}\n${message}`,
            })),
        remediations: report.remediations.map(({ pack, policy, urn, changed }) => ({
            pack: pack.name,
            policy,
            urn,
            changed,
        })),
    };
}
