import type { PropertyMap, PropertyValue } from "./values";

export type Urn = string;

/** A place in the user's program, as the SDK's source position gives it. */
export interface SourceLocation {
    /** Path relative to the project's folder where it lies below it, absolute otherwise. */
    file: string;
    line: number;
    column: number;
}

export interface ResourceOptions {
    protect?: boolean;
    retainOnDelete?: boolean;
    deleteBeforeReplace?: boolean;
    deletedWith?: Urn;
    replaceWith: Urn[];
    ignoreChanges: string[];
    replaceOnChanges: string[];
    additionalSecretOutputs: string[];
    /** Every URN that the resource itself says it had before. */
    aliases: Urn[];
    importId?: string;
    version?: string;
    pluginDownloadURL?: string;
    /** Reference `urn::id` of the provider of a custom or remote resource. */
    provider?: string;
    /** Provider references by package that a component passes on. */
    providers: Record<string, string>;
    customTimeouts: { create?: string; update?: string; delete?: string; read?: string };
    hooks: Record<string, string[]>;
}

export interface RegisteredResource {
    urn: Urn;
    type: string;
    name: string;
    /**
     * `custom`: managed by a provider. `component`: a component of the program. `remote`: a component that its plugin
     * expands at `pulumi preview`; its children are not known here. `provider`: an explicit or default provider.
     */
    kind: "stack" | "custom" | "component" | "remote" | "provider";
    /**
     * `same`: it is there, in the state that is judged, or unchanged by a run of the CLI. `update`, `replace` and `delete`
     * are known only of such a run.
     */
    operation: "create" | "read" | "import" | "same" | "update" | "replace" | "delete";
    parent?: Urn;
    /** "" while the id is unknown. */
    id: string;
    inputs: PropertyMap;
    outputs: PropertyMap;
    dependencies: Urn[];
    propertyDependencies: Record<string, Urn[]>;
    options: ResourceOptions;
    /** Where the resource itself is made; inside a component this is the component's own source. */
    source?: SourceLocation;
    /** What remediations changed, by policy. */
    remediatedBy: string[];
    /** True where `--as-update` refused it because of a mandatory violation. */
    refused: boolean;
}

export type Level = "advisory" | "mandatory";
/** A policy's level as a pack or its configuration may name it. */
export type ConfiguredLevel = Level | "disabled" | "remediate";
export type Severity = "low" | "medium" | "high" | "critical";

/** Which of the two passes decided: ids unknown as in a first preview, ids made up, or both with the same result. */
export type DecidedBy = "unknown-ids" | "made-up-ids" | "both";

export interface Finding {
    pack: { name: string; version: string };
    policy: string;
    /** `violation`, or `undetermined`: the policy could not decide because a value is not known before the update. */
    kind: "violation" | "undetermined";
    level: Level;
    severity?: Severity;
    /** What the policy asks for. */
    description: string;
    /** What is wrong; empty where the policy says no more than its description. */
    message: string;
    /** Somebody answers for it, so that it blocks nothing: which waiver, until when, who and why, as the pack says it. */
    waiver?: string;
    /** It was there before, so that it blocks nothing: the day on which it came into the baseline, as `2026-01-31`. */
    baselinedSince?: string;
    /** The name of its stack, in a report of many: `shop/dev`. */
    stack?: string;
    /** The resource; the stack's URN, or nothing, for a finding about the whole stack. */
    urn?: Urn;
    decidedBy: DecidedBy;
    /** Where the resource is declared. */
    source?: SourceLocation;
    /** The outermost component that holds the resource, and where the user's program makes it. */
    component?: { urn: Urn; source?: SourceLocation };
    /** Where there is a base to compare with: the change brings it, or makes it weigh more. */
    isNew?: boolean;
}

export interface Remediated {
    pack: { name: string; version: string };
    policy: string;
    urn: Urn;
    /** Top-level inputs that differ afterwards. */
    changed: string[];
}

/** One place where two values differ. Without `before` it is new, without `after` gone. */
export interface Difference {
    /** As a program would write it: `ingress[0].cidrBlocks`, `tags["cost-centre"]`. */
    path: string;
    before?: PropertyValue;
    after?: PropertyValue;
}

/** A message of the program, a pack or of this preview itself. */
export interface Diagnostic {
    severity: "debug" | "info" | "warning" | "error";
    message: string;
    urn?: Urn;
}

/** What has become of a run, worst first. `state-failed`: one of many states could not be read. */
export type Verdict = "program-failed" | "state-failed" | "pack-failed" | "policy-failed" | "passed";

/** What a pack tells of one of its policies; a finding names it by pack and policy. */
export interface PolicyMetadata {
    name: string;
    kind: "resource" | "stack" | "unknown";
    /** As configured for this run. */
    level: ConfiguredLevel;
    severity?: Severity;
    /** Name for people. */
    title?: string;
    /** What the policy asks for. */
    description: string;
    /** Why, and what to do; often Markdown. */
    remediationSteps?: string;
    /** Where there is more about it. */
    url?: string;
    tags: string[];
    /** The standard that asks for it. */
    framework?: PolicyFramework;
}

/** An empty text stands for what the pack does not say. */
export interface PolicyFramework {
    name: string;
    version: string;
    /** The control in the standard. */
    reference: string;
    /** Where the standard is. */
    specification: string;
}

export interface PolicyPackSummary {
    name: string;
    version: string;
    path: string;
    /** Every policy, disabled ones too, in the order of the pack. */
    policies: PolicyMetadata[];
    /** It failed while it judged; the diagnostics say how. */
    broke: boolean;
}

/** `analysis`: what `pulumi policy analyze` makes of a state. */
export type CliRunKind = "preview" | "update" | "analysis";

/** What became of one state of many. */
export interface JudgedStack {
    /** As it was given. */
    file: string;
    /** Empty, as `stack`, where the file could not be read. */
    project: string;
    stack: string;
    /** As reports and its findings name it: project and stack, with the file where several have these; else the file. */
    name: string;
    verdict: Verdict;
    /** How many there are, by what becomes of them. */
    resources: Record<RegisteredResource["operation"] | "refused" | "notReached", number>;
    findings: Finding[];
    diagnostics: Diagnostic[];
}

/**
 * One whole offline preview: what the reports are made of. All of it may be printed: `[secret]` and `[unknown]` stand for
 * what is not shown or not known.
 */
export interface Preview {
    project: string;
    stack: string;
    verdict: Verdict;
    resources: RegisteredResource[];
    /** URNs that only the pass with made-up ids registered: made inside `apply`, on a value not known before the update. */
    onlyWithIds: Urn[];
    /** Components of which the resources inside are missing here, because only a plugin knows them. */
    notExpanded: Urn[];
    /** Outputs of the stack. */
    outputs: PropertyMap;
    findings: Finding[];
    /** Undetermined with unknown ids, and passed with made-up ones. */
    decidedByMadeUpIds: number;
    remediations: Remediated[];
    diagnostics: Diagnostic[];
    packs: PolicyPackSummary[];
    /** Milliseconds from the start until the end, until the program ended, until the packs were ready. */
    durations: { total: number; program: number; packs: number };
    /** Many states in one report: then `project` and `stack` are empty, and resources are only counted. */
    stacks?: JudgedStack[];
    /** The findings were compared with a baseline: a violation that is not in it is new. */
    hasBaseline?: true;
    /** No program ran: the resources are those that a state says are there. */
    ofState?: true;
    /** Not previewed here, but told as the CLI's own run of this kind went. */
    cliRun?: CliRunKind;
    /** `--as-update`: mandatory violations refused resources, as an update would. */
    asUpdate: boolean;
    /** With `--as-update`: registered by a preview, but never reached once a resource was refused. */
    notReached: Urn[];
    /** What is different from the program at another commit; only where one was asked for. */
    change?: Change;
}

/** What a change does: the program as it is now, against the one at a commit. */
export interface Change {
    /** The git reference that was asked for, and the commit at which both have parted. */
    ref: string;
    commit: string;
    /** Without a preview at the base there is nothing to compare with: all findings are new. */
    base: "previewed" | "absent" | "failed";
    /** What there is to know of the comparison: which packages the base ran with, why there is none. */
    notes: string[];
    /** Only new findings block. */
    newOnly: boolean;
    /** What is new or changed in the order of the source, then what is gone. */
    resources: ResourceChange[];
    unchanged: number;
    /** Violations at the base that are gone. */
    fixed: Finding[];
    /** Security groups that let in everybody, where they did not before. */
    opened: Opened[];
}

export interface ResourceChange {
    kind: "add" | "change" | "remove";
    urn: Urn;
    /** Its URN at the base, where that is another one and an alias says that they are one. */
    formerUrn?: Urn;
    /** Of a new one: what is gone and was the same but for its name or place, so that an alias may be missing. */
    resembles?: Urn;
    properties: PropertyChange[];
    /** The changed properties that replace it, by `replaceOnChanges` or the provider's documentation; others may, too. */
    replacedBy: string[];
    source?: SourceLocation;
}

/** Without `before` it is new, without `after` gone. */
export interface PropertyChange extends Difference {
    /** It depends on ids, which are made up in it. */
    madeUp?: boolean;
}

export interface Opened {
    urn: Urn;
    /** `0.0.0.0/0`, `::/0`. */
    to: string[];
}
