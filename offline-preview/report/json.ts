import type {
    Change,
    Diagnostic,
    Finding,
    Preview,
    RegisteredResource,
    ResourceChange,
    SourceLocation,
} from "../model";
import { SHOWN_UNKNOWN } from "../printable";
import type { PropertyMap, PropertyValue } from "../values";
import {
    diagnosticJson,
    findingJson,
    packJson,
    packSummaryJson,
    sourceJson,
    type JsonFinding,
    type JsonPack,
} from "./jsonFindings";
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
