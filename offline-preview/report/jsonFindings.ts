import type { Diagnostic, Finding, PolicyFramework, PolicyMetadata, PolicyPackSummary, SourceLocation } from "../model";

/*
 * What the JSON of one stack and that of many states have in common.
 */

export interface JsonPack extends Omit<PolicyPackSummary, "policies"> {
    policies: JsonPolicy[];
}

/** Everything that findings of the policy have in common. */
export interface JsonPolicy {
    name: string;
    kind: PolicyMetadata["kind"];
    level: PolicyMetadata["level"];
    severity: NonNullable<PolicyMetadata["severity"]> | null;
    title: string | null;
    description: string;
    remediationSteps: string | null;
    url: string | null;
    tags: string[];
    framework: PolicyFramework | null;
}

export interface JsonFinding {
    pack: Finding["pack"];
    policy: string;
    kind: Finding["kind"];
    level: Finding["level"];
    severity: NonNullable<Finding["severity"]> | null;
    message: string;
    waiver: string | null;
    baselinedSince: string | null;
    urn: string | null;
    decidedBy: Finding["decidedBy"];
    source: SourceLocation | null;
    component: { urn: string; source: SourceLocation | null } | null;
    /** Null where there is no base to compare with. */
    isNew: boolean | null;
}

export function packSummaryJson({ name, version, path, policies, broke }: PolicyPackSummary): JsonPack {
    return { name, version, path, broke, policies: policies.map(policyJson) };
}

export function diagnosticJson({
    severity,
    message,
    urn,
}: Diagnostic): Pick<Diagnostic, "severity" | "message"> & { urn: string | null } {
    return { severity, message, urn: urn ?? null };
}

function policyJson(policy: PolicyMetadata): JsonPolicy {
    const { framework } = policy;
    return {
        name: policy.name,
        kind: policy.kind,
        level: policy.level,
        severity: policy.severity ?? null,
        title: policy.title ?? null,
        description: policy.description,
        remediationSteps: policy.remediationSteps ?? null,
        url: policy.url ?? null,
        tags: policy.tags,
        framework:
            framework === undefined
                ? null
                : {
                      name: framework.name,
                      version: framework.version,
                      reference: framework.reference,
                      specification: framework.specification,
                  },
    };
}

export function findingJson(finding: Finding): JsonFinding {
    const { component } = finding;
    return {
        pack: packJson(finding.pack),
        policy: finding.policy,
        kind: finding.kind,
        level: finding.level,
        severity: finding.severity ?? null,
        message: finding.message,
        waiver: finding.waiver ?? null,
        baselinedSince: finding.baselinedSince ?? null,
        urn: finding.urn ?? null,
        decidedBy: finding.decidedBy,
        source: sourceJson(finding.source),
        component: component === undefined ? null : { urn: component.urn, source: sourceJson(component.source) },
        isNew: finding.isNew ?? null,
    };
}

export function packJson({ name, version }: Finding["pack"]): Finding["pack"] {
    return { name, version };
}

export function sourceJson(source: SourceLocation | undefined): SourceLocation | null {
    return source === undefined ? null : { file: source.file, line: source.line, column: source.column };
}
