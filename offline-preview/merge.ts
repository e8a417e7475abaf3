import type { Diagnosis } from "./analyzer";
import type { DecidedBy, Finding, RegisteredResource, Urn } from "./model";

/** Our own packs' word for "cannot decide yet", and the SDK's. */
const UNDETERMINED =
    /^(?:undetermined: |can't run (?:policy|remediation) '.*' from policy pack '.*' during preview: )/m;

/** What one pass found, and what it registered. */
export interface PassResult {
    resources: ReadonlyMap<Urn, RegisteredResource>;
    diagnoses: readonly Diagnosis[];
}

export interface Merged {
    findings: Finding[];
    /** Undetermined with unknown ids, passed with made-up ones. */
    decidedByMadeUpIds: number;
}

/**
 * One list of findings from both passes. What fails in either fails. Where ids are unknown a policy may not be able to
 * decide: then the pass with made-up ids decides, and the finding says so.
 */
export function mergeFindings(unknownIds: PassResult, madeUpIds: PassResult | undefined): Merged {
    const first = byPolicyAndResource(unknownIds.diagnoses);
    const second = byPolicyAndResource(madeUpIds?.diagnoses ?? []);
    const findings: Finding[] = [];
    let decidedByMadeUpIds = 0;
    for (const [key, diagnoses] of first) {
        const later = second.get(key) ?? [];
        const undetermined = diagnoses.filter(isUndetermined);
        const violations = diagnoses.filter((diagnosis) => !isUndetermined(diagnosis));
        for (const violation of violations) {
            const again = later.some((other) => sameFinding(violation, other));
            findings.push(finding(violation, again ? "both" : "unknown-ids", unknownIds.resources));
        }
        const knownViolations = later.filter(
            (other) => !isUndetermined(other) && !violations.some((violation) => sameFinding(violation, other)),
        );
        findings.push(...knownViolations.map((other) => finding(other, "made-up-ids", unknownIds.resources)));
        const stillUndetermined = madeUpIds === undefined ? undetermined : later.filter(isUndetermined);
        if (undetermined.length > 0 && stillUndetermined.length > 0) {
            findings.push(
                ...undetermined.map((other) =>
                    finding(other, madeUpIds ? "both" : "unknown-ids", unknownIds.resources),
                ),
            );
        } else if (undetermined.length > 0 && violations.length + knownViolations.length === 0) {
            decidedByMadeUpIds++;
        }
    }
    for (const [key, diagnoses] of second) {
        if (!first.has(key) && madeUpIds !== undefined) {
            findings.push(...diagnoses.map((other) => finding(other, "made-up-ids", madeUpIds.resources)));
        }
    }
    return { findings, decidedByMadeUpIds };
}

export function isUndetermined(diagnosis: Pick<Diagnosis, "message" | "level">): boolean {
    return diagnosis.level === "advisory" && UNDETERMINED.test(diagnosis.message);
}

function byPolicyAndResource(diagnoses: readonly Diagnosis[]): Map<string, Diagnosis[]> {
    const groups = new Map<string, Diagnosis[]>();
    for (const diagnosis of diagnoses) {
        const key = JSON.stringify([diagnosis.pack.name, diagnosis.policy, diagnosis.urn ?? ""]);
        const group = groups.get(key);
        if (group === undefined) {
            groups.set(key, [diagnosis]);
        } else {
            group.push(diagnosis);
        }
    }
    return groups;
}

function sameFinding(a: Diagnosis, b: Diagnosis): boolean {
    return a.message === b.message && a.level === b.level;
}

function finding(diagnosis: Diagnosis, decidedBy: DecidedBy, resources: ReadonlyMap<Urn, RegisteredResource>): Finding {
    const resource = diagnosis.urn === undefined ? undefined : resources.get(diagnosis.urn);
    const component = resource === undefined ? undefined : outermostComponent(resource, resources);
    return {
        ...diagnosis,
        kind: isUndetermined(diagnosis) ? "undetermined" : "violation",
        message: withoutDescription(diagnosis),
        decidedBy,
        ...(resource?.source === undefined ? {} : { source: resource.source }),
        ...(component === undefined
            ? {}
            : { component: { urn: component.urn, ...(component.source ? { source: component.source } : {}) } }),
    };
}

/** The SDK puts the policy's description before the message; the report shows each once. */
function withoutDescription({ message, description }: Diagnosis): string {
    const prefix = `${description}\n`;
    return message.startsWith(prefix) && message.length > prefix.length ? message.slice(prefix.length) : message;
}

/** The component that the program itself makes: what a user can change. */
function outermostComponent(
    resource: RegisteredResource,
    resources: ReadonlyMap<Urn, RegisteredResource>,
): RegisteredResource | undefined {
    let outermost: RegisteredResource | undefined;
    let parent = resource.parent === undefined ? undefined : resources.get(resource.parent);
    while (parent !== undefined && parent.kind !== "stack") {
        if (parent.kind === "component" || parent.kind === "remote") {
            outermost = parent;
        }
        parent = parent.parent === undefined ? undefined : resources.get(parent.parent);
    }
    return outermost;
}
