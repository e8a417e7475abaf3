import { isDeepStrictEqual } from "node:util";
import { printable } from "../../offline-preview/printable";
import { mapValues, type PropertyMap } from "../../offline-preview/values";
import type { Observed, ObservedFinding, ObservedRemediation } from "./observed";

/** What the events of `preview --json` tell of resources and policies; other events are passed over. */
interface EngineEvent {
    resOutputsEvent?: { metadata: { new: PlannedResource } };
    policyEvent?: {
        resourceUrn: string;
        message: string;
        policyName: string;
        policyPackName: string;
        enforcementLevel: string;
    };
    policyRemediationEvent?: {
        resourceUrn: string;
        policyName: string;
        policyPackName: string;
        before: PropertyMap;
        after: PropertyMap;
    };
}

interface PlannedResource {
    urn: string;
    inputs: PropertyMap;
    outputs: PropertyMap;
}

/** A resource of `stack export`. */
export interface StateResource {
    urn: string;
    type: string;
    parent?: string;
    external?: boolean;
    dependencies?: string[];
    propertyDependencies?: Record<string, string[]>;
    protect?: boolean;
    retainOnDelete?: boolean;
    provider?: string;
    id?: string;
    inputs?: PropertyMap;
    outputs?: PropertyMap;
}

/** `stack export` as text. */
export function readState(exported: string): StateResource[] {
    const { deployment } = JSON.parse(exported) as { deployment: { resources?: StateResource[] } };
    return deployment.resources ?? [];
}

/**
 * The engine's side: inputs and findings from the events of the first preview (one JSON object per line), how resources
 * hang together from the state after the first update, because no event tells dependencies.
 */
export function observeEngine(previewOutput: string, state: readonly StateResource[]): Observed {
    const lines = previewOutput.split("\n").filter((line) => line.trim() !== "");
    const events = lines.map((line) => JSON.parse(line) as EngineEvent);
    const planned = new Map<string, PlannedResource>();
    for (const { resOutputsEvent } of events) {
        if (resOutputsEvent !== undefined) {
            planned.set(resOutputsEvent.metadata.new.urn, resOutputsEvent.metadata.new);
        }
    }
    const stack = state.find(({ type }) => type === "pulumi:pulumi:Stack");
    return {
        resources: state.map((resource) => ({
            urn: resource.urn,
            type: resource.type,
            isRead: resource.external ?? false,
            parent: resource.parent ?? null,
            dependencies: resource.dependencies ?? [],
            propertyDependencies: resource.propertyDependencies ?? {},
            protect: resource.protect ?? false,
            retainOnDelete: resource.retainOnDelete ?? false,
            provider: resource.provider ?? null,
            // No event tells of default providers.
            inputs: mapValues((planned.get(resource.urn) ?? resource).inputs ?? {}, printable),
        })),
        stackOutputs: mapValues(planned.get(stack?.urn ?? "")?.outputs ?? {}, printable),
        findings: events.flatMap(({ policyEvent }): ObservedFinding[] =>
            policyEvent === undefined
                ? []
                : [
                      {
                          pack: policyEvent.policyPackName,
                          policy: policyEvent.policyName,
                          level: policyEvent.enforcementLevel,
                          urn: policyEvent.resourceUrn,
                          message: policyEvent.message.trim(),
                      },
                  ],
        ),
        remediations: events.flatMap(({ policyRemediationEvent }): ObservedRemediation[] =>
            policyRemediationEvent === undefined
                ? []
                : [
                      {
                          pack: policyRemediationEvent.policyPackName,
                          policy: policyRemediationEvent.policyName,
                          urn: policyRemediationEvent.resourceUrn,
                          changed: changedKeys(policyRemediationEvent.before, policyRemediationEvent.after),
                      },
                  ],
        ),
    };
}

function changedKeys(before: PropertyMap, after: PropertyMap): string[] {
    return Object.keys({ ...before, ...after }).filter((key) => !isDeepStrictEqual(before[key], after[key]));
}
