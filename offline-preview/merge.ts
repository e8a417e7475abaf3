import type { Diagnosis } from "./analyzer";
import type { DecidedBy, Finding, RegisteredResource, Urn } from "./model";

/** The word with which a policy says, at the begin of a line, that it cannot decide yet. */
const UNDETERMINED = /^(?:waived: \[[^\]]*\] )?undetermined: /m;
/** How a pack says, before its message, that somebody answers for a finding: `waived: [<by what>] <message>`. */
const WAIVED = /^waived: \[([^\]]*)\](?:\s|$)/;
/** How a pack says, before its message, that its configuration is wrong. */
const MISCONFIGURED = /^misconfigured: /;
/** The SDK's words for one that read a value not known yet. */
const COULD_NOT_RUN = /^can't run (?:policy|remediation) '.*' from policy pack '.*' during preview: /m;

/** What one pass found, and what it registered. */
export interface PassFindings {
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
export function mergeFindings(unknownIds: PassFindings, madeUpIds: PassFindings | undefined): Merged {
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
    const { level, message } = diagnosis;
    return level === "advisory" && (UNDETERMINED.test(message) || COULD_NOT_RUN.test(message));
}

export function isWaived({ message, level }: Pick<Diagnosis, "message" | "level">): boolean {
    return level === "advisory" && WAIVED.test(message);
}

/** What a pack says is wrong with its configuration, if that is what it says. */
export function misconfiguration(diagnosis: Diagnosis): string | undefined {
    const said = ownMessage(diagnosis);
    return diagnosis.level === "mandatory" && MISCONFIGURED.test(said) ? said.replace(MISCONFIGURED, "") : undefined;
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
        ...partsOf(diagnosis),
        decidedBy,
        ...(resource?.source === undefined ? {} : { source: resource.source }),
        ...(component === undefined
            ? {}
            : { component: { urn: component.urn, ...(component.source ? { source: component.source } : {}) } }),
    };
}

/** Without the policy's description, which the SDK puts before it. */
function ownMessage({ message, description }: Diagnosis): string {
    return without(description, message);
}

function without(description: string, message: string): string {
    const rest = message.slice(description.length);
    return message.startsWith(description) && /^(\s|$)/.test(rest) ? rest.trim() : message.trim();
}

/**
 * A finding has its kind and waiver in place of their words, and what the policy demands, which may follow them, is told
 * apart. What is mandatory blocks, and is not waived whatever it says.
 */
function partsOf(diagnosis: Diagnosis): Pick<Finding, "kind" | "message" | "waiver"> {
    const own = ownMessage(diagnosis);
    const [prefix = "", waiver] = (diagnosis.level === "advisory" ? WAIVED.exec(own) : undefined) ?? [];
    const said = without(diagnosis.description, own.slice(prefix.length).trim());
    return {
        ...(isUndetermined(diagnosis)
            ? { kind: "undetermined", message: without(diagnosis.description, said.replace(UNDETERMINED, "")) }
            : { kind: "violation", message: said }),
        ...(waiver === undefined ? {} : { waiver: waiver.trim() }),
    };
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
