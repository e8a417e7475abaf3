import { ResourceMonitorFeature } from "@pulumi/pulumi/proto/resource_pb";

/** All of the protocol's features but state migrations: there is no state. */
export const SUPPORTED_FEATURES: readonly ResourceMonitorFeature[] = Object.values(ResourceMonitorFeature)
    .filter((feature) => typeof feature === "number")
    .filter((feature) => feature !== ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_STATE_MIGRATIONS);

/** The same by the names that older SDKs ask for: `aliasSpecs` for ALIAS_SPECS. */
export function isSupported(id: string): boolean {
    const name = `RESOURCE_MONITOR_FEATURE_${id.replace(/[A-Z]/g, "_$&").toUpperCase()}`;
    const feature = (ResourceMonitorFeature as Record<string, unknown>)[name];
    return SUPPORTED_FEATURES.some((supported) => supported === feature);
}
