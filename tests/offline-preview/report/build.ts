import { noOptions } from "../../../offline-preview/deployment";
import type {
    Change,
    Diagnostic,
    Finding,
    PolicyMetadata,
    PolicyPackSummary,
    Preview,
    RegisteredResource,
    ResourceOptions,
    SourceLocation,
} from "../../../offline-preview/model";
import { makeUrn, STACK_TYPE } from "../../../offline-preview/urn";

export const PROJECT = "shop";
export const STACK = "dev";
export const STACK_URN = makeUrn(STACK, PROJECT, undefined, STACK_TYPE, `${PROJECT}-${STACK}`);
export const PACK = { name: "house-rules", version: "1.2.0" };

export function at(file: string, line: number): SourceLocation {
    return { file, line, column: 1 };
}

type ResourceChange = Partial<Omit<RegisteredResource, "options">> & { options?: Partial<ResourceOptions> };

/** A custom resource of the stack, or of `change.parent`. */
export function resource(type: string, name: string, change: ResourceChange = {}): RegisteredResource {
    const parent = change.kind === "stack" || change.kind === "provider" ? change.parent : (change.parent ?? STACK_URN);
    return {
        urn: makeUrn(STACK, PROJECT, parent, type, name),
        type,
        name,
        kind: "custom",
        operation: "create",
        ...(parent === undefined ? {} : { parent }),
        id: "",
        inputs: {},
        outputs: {},
        dependencies: [],
        propertyDependencies: {},
        remediatedBy: [],
        refused: false,
        ...change,
        options: { ...noOptions(), ...change.options },
    };
}

export function stackResource(): RegisteredResource {
    return resource(STACK_TYPE, `${PROJECT}-${STACK}`, { kind: "stack" });
}

export function finding(policy: string, about: RegisteredResource | undefined, change: Partial<Finding> = {}): Finding {
    return {
        pack: PACK,
        policy,
        kind: "violation",
        level: "mandatory",
        description: `What ${policy} asks for.`,
        message: "",
        decidedBy: "both",
        ...(about === undefined ? {} : { urn: about.urn }),
        ...(about?.source === undefined ? {} : { source: about.source }),
        ...change,
    };
}

export function undetermined(policy: string, about: RegisteredResource, change: Partial<Finding> = {}): Finding {
    return finding(policy, about, {
        kind: "undetermined",
        level: "advisory",
        message: `${policy} needs a value that is not known yet`,
        ...change,
    });
}

export function diagnostic(severity: Diagnostic["severity"], message: string, urn?: string): Diagnostic {
    return { severity, message, ...(urn === undefined ? {} : { urn }) };
}

/** A policy as a pack describes it. */
export function policy(name: string, change: Partial<PolicyMetadata> = {}): PolicyMetadata {
    return { name, kind: "resource", level: "mandatory", description: `What ${name} asks for.`, tags: [], ...change };
}

/** A pack with so many policies. */
export function pack(policies: number, change: Partial<PolicyPackSummary> = {}): PolicyPackSummary {
    return {
        ...PACK,
        path: "./house-rules",
        policies: Array.from({ length: policies }, (_, index) => policy(`policy-${index}`)),
        broke: false,
        ...change,
    };
}

/** A passed preview of a stack with these resources, and what else is given. */
export function preview(resources: readonly RegisteredResource[], change: Partial<Preview> = {}): Preview {
    const failed = (change.findings ?? []).some(({ kind, level }) => kind === "violation" && level === "mandatory");
    return {
        project: PROJECT,
        stack: STACK,
        verdict: failed ? "policy-failed" : "passed",
        resources: [stackResource(), ...resources],
        onlyWithIds: [],
        notExpanded: [],
        outputs: {},
        findings: [],
        decidedByMadeUpIds: 0,
        remediations: [],
        diagnostics: [],
        packs: [pack(24)],
        durations: { total: 4230, program: 2110, packs: 1640 },
        asUpdate: false,
        notReached: [],
        ...change,
    };
}

/** A change against `main` that is none, but for what is given. */
export function change(given: Partial<Change> = {}): Change {
    return {
        ref: "main",
        commit: "0123456789abcdef0123456789abcdef01234567",
        base: "previewed",
        notes: [],
        newOnly: false,
        resources: [],
        unchanged: 0,
        fixed: [],
        opened: [],
        ...given,
    };
}
