import type {
    Change,
    Diagnostic,
    Finding,
    PolicyFramework,
    PolicyMetadata,
    PolicyPackSummary,
    Preview,
    RegisteredResource,
    ResourceChange,
    SourceLocation,
} from "../model";
import { SHOWN_UNKNOWN } from "../printable";
import type { PropertyMap, PropertyValue } from "../values";
import { jsonParts } from "./jsonText";
import { statesJson } from "./states/json";
import { totalsOf, type Totals } from "./totals";

/** Named anew when a key is taken away or changes its meaning; new keys may come at any time. */
export const JSON_FORMAT = "pulumi-offline-preview/2";

/** What `--json` prints. Every key is always there; `null` stands for what does not apply. */
export interface JsonReport {
    format: typeof JSON_FORMAT;
    project: string;
    stack: string;
    verdict: Preview["verdict"];
    asUpdate: boolean;
    ofState: boolean;
    cliRun: NonNullable<Preview["cliRun"]> | null;
    hasBaseline: boolean;
    summary: Totals & { decidedByMadeUpIds: number };
    packs: JsonPack[];
    findings: JsonFinding[];
    remediations: { pack: Finding["pack"]; policy: string; urn: string; changed: string[] }[];
    diagnostics: { severity: Diagnostic["severity"]; message: string; urn: string | null }[];
    outputs: PropertyMap;
    resources: JsonResource[];
    durations: Preview["durations"];
    change: JsonChange | null;
}

/** The working tree against the base; URNs are those now, of what is gone those before. */
export interface JsonChange {
    ref: string;
    commit: string;
    base: Change["base"];
    newOnly: boolean;
    notes: string[];
    unchanged: number;
    resources: {
        kind: ResourceChange["kind"];
        urn: string;
        formerUrn: string | null;
        resembles: string | null;
        replacedBy: string[];
        /** No `null` for `before` and `after`, which are values: without `before` it is new, without `after` gone. */
        properties: { path: string; before?: PropertyValue; after?: PropertyValue; madeUp: boolean }[];
        source: SourceLocation | null;
    }[];
    fixed: JsonFinding[];
    opened: { urn: string; to: string[] }[];
}

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

export interface JsonResource {
    urn: string;
    type: string;
    name: string;
    kind: RegisteredResource["kind"];
    operation: RegisteredResource["operation"];
    parent: string | null;
    id: string | null;
    inputs: PropertyMap;
    outputs: PropertyMap;
    dependencies: string[];
    propertyDependencies: Record<string, string[]>;
    options: JsonOptions;
    source: SourceLocation | null;
    remediatedBy: string[];
    refused: boolean;
    onlyWithIds: boolean;
    notReached: boolean;
    notExpanded: boolean;
}

export interface JsonOptions {
    protect: boolean;
    retainOnDelete: boolean;
    deleteBeforeReplace: boolean | null;
    deletedWith: string | null;
    replaceWith: string[];
    ignoreChanges: string[];
    replaceOnChanges: string[];
    additionalSecretOutputs: string[];
    aliases: string[];
    importId: string | null;
    version: string | null;
    pluginDownloadURL: string | null;
    provider: string | null;
    providers: Record<string, string>;
    customTimeouts: Record<string, string>;
    hooks: Record<string, string[]>;
}

export function jsonReportParts(preview: Preview): Iterable<string> {
    const { stacks } = preview;
    return jsonParts(stacks === undefined ? toJson(preview) : statesJson(preview, stacks));
}

/** The whole preview in one order of keys; resources in the order of registration. */
export function toJson(preview: Preview): JsonReport {
    const marked = {
        onlyWithIds: new Set(preview.onlyWithIds),
        notReached: new Set(preview.notReached),
        notExpanded: new Set(preview.notExpanded),
    };
    const { total, program, packs } = preview.durations;
    return {
        format: JSON_FORMAT,
        project: preview.project,
        stack: preview.stack,
        verdict: preview.verdict,
        asUpdate: preview.asUpdate,
        ofState: preview.ofState ?? false,
        cliRun: preview.cliRun ?? null,
        hasBaseline: preview.hasBaseline ?? false,
        summary: { ...totalsOf(preview), decidedByMadeUpIds: preview.decidedByMadeUpIds },
        packs: preview.packs.map(packSummaryJson),
        findings: preview.findings.map(findingJson),
        remediations: preview.remediations.map(({ pack, policy, urn, changed }) => ({
            pack: packJson(pack),
            policy,
            urn,
            changed,
        })),
        diagnostics: preview.diagnostics.map(diagnosticJson),
        outputs: preview.outputs,
        resources: preview.resources.map((resource) => resourceJson(resource, marked)),
        durations: { total: Math.round(total), program: Math.round(program), packs: Math.round(packs) },
        change: preview.change === undefined ? null : changeJson(preview.change),
    };
}

function changeJson({ ref, commit, base, newOnly, notes, unchanged, ...change }: Change): JsonChange {
    return {
        ...{ ref, commit, base, newOnly, notes, unchanged },
        resources: change.resources.map(({ kind, urn, replacedBy, properties, ...one }) => ({
            kind,
            urn,
            formerUrn: one.formerUrn ?? null,
            resembles: one.resembles ?? null,
            replacedBy,
            properties: properties.map(({ path, madeUp, ...values }) => ({ path, ...values, madeUp: madeUp ?? false })),
            source: sourceJson(one.source),
        })),
        fixed: change.fixed.map(findingJson),
        opened: change.opened.map(({ urn, to }) => ({ urn, to })),
    };
}

export function packSummaryJson({ name, version, path, policies, broke }: PolicyPackSummary): JsonPack {
    return { name, version, path, broke, policies: policies.map(policyJson) };
}

export function diagnosticJson({ severity, message, urn }: Diagnostic): JsonReport["diagnostics"][number] {
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

type Marked = Record<"onlyWithIds" | "notReached" | "notExpanded", ReadonlySet<string>>;

function resourceJson(resource: RegisteredResource, marked: Marked): JsonResource {
    return {
        urn: resource.urn,
        type: resource.type,
        name: resource.name,
        kind: resource.kind,
        operation: resource.operation,
        parent: resource.parent ?? null,
        id: idJson(resource),
        inputs: resource.inputs,
        outputs: resource.outputs,
        dependencies: resource.dependencies,
        propertyDependencies: resource.propertyDependencies,
        options: optionsJson(resource.options),
        source: sourceJson(resource.source),
        remediatedBy: resource.remediatedBy,
        refused: resource.refused,
        onlyWithIds: marked.onlyWithIds.has(resource.urn),
        notReached: marked.notReached.has(resource.urn),
        notExpanded: marked.notExpanded.has(resource.urn),
    };
}

/** Components and the stack have no id at all. */
function idJson({ id, kind }: RegisteredResource): string | null {
    if (id !== "") {
        return id;
    }
    return kind === "custom" || kind === "provider" ? SHOWN_UNKNOWN : null;
}

function optionsJson(options: RegisteredResource["options"]): JsonOptions {
    return {
        protect: options.protect ?? false,
        retainOnDelete: options.retainOnDelete ?? false,
        deleteBeforeReplace: options.deleteBeforeReplace ?? null,
        deletedWith: options.deletedWith ?? null,
        replaceWith: options.replaceWith,
        ignoreChanges: options.ignoreChanges,
        replaceOnChanges: options.replaceOnChanges,
        additionalSecretOutputs: options.additionalSecretOutputs,
        aliases: options.aliases,
        importId: options.importId ?? null,
        version: options.version ?? null,
        pluginDownloadURL: options.pluginDownloadURL ?? null,
        provider: options.provider ?? null,
        providers: options.providers,
        customTimeouts: { ...options.customTimeouts },
        hooks: options.hooks,
    };
}

function packJson({ name, version }: Finding["pack"]): Finding["pack"] {
    return { name, version };
}

function sourceJson(source: SourceLocation | undefined): SourceLocation | null {
    return source === undefined ? null : { file: source.file, line: source.line, column: source.column };
}
