import type { OptionsOf, OptionSet } from "../configuration/options";
import type { Dated, Day } from "./dated";
import type { Controls } from "./frameworks";
import type { Requirements } from "./requirement";
import type { ResourceReader } from "./resource";
import type { StackReader } from "./stack";
import type { Scalar } from "./value";

export type Severity = "critical" | "high" | "medium" | "low";

/** What is told of a policy beside its check. */
export interface Declaration<Options extends OptionSet> {
    /** Stable, kebab-case, begins with the service: `kms-key-rotation`. */
    readonly id: string;
    /** What holds where the policy is kept, as a sentence without full stop: "Buckets are versioned". */
    readonly title: string;
    /** Security Hub's severity of the control that the policy serves. Critical and high are mandatory by default. */
    readonly severity: Severity;
    /**
     * The default level, where the severity alone would say otherwise: mandatory where data would be stored or sent in the
     * open, which is certain and often cannot be changed later; advisory where a good stack may have its reasons.
     */
    readonly level?: "mandatory" | "advisory";
    /** Type tokens of the resources that are judged; for all of AWS's, {@link EVERY_AWS_TYPE}. */
    readonly types: readonly [string, ...string[]];
    readonly controls: Controls;
    /** What goes wrong without it. */
    readonly why: string;
    readonly fix: {
        /** What to change, as an instruction. */
        readonly text: string;
        /** TypeScript that passes. */
        readonly example: string;
    };
    /** The tables it judges by that grow old: it says so once they are older than a year. */
    readonly knowledge?: readonly Dated<unknown>[];
    /** Disabled unless the configuration gives it a level: for rules that suit few stacks. */
    readonly offByDefault?: true;
    /** Options by name; made with `integer`, `flag`, `oneOf`, `texts`. */
    readonly options?: Options;
}

/** What a policy demands of one setting, in words, for its page. */
export interface SettingDemand {
    /** Where the setting lies; several places where types differ. */
    readonly of: readonly string[];
    /** `true`, `30 days or more`: goes after "must be". */
    readonly to: string;
    readonly byDefault?: Scalar;
}

export interface ResourcePolicy<Options extends OptionSet = OptionSet> extends Declaration<Options> {
    readonly kind: "resource";
    readonly demand?: SettingDemand;
    /** What the policy demands of the resource, on that day; nothing, where it does not apply. */
    check(resource: ResourceReader, options: OptionsOf<Options>, today: Day): Requirements;
    /**
     * The changes that make the resource pass, where they are safe: asked only at level `remediate` and after the check
     * failed. Unknown values and secrets are left alone whatever is asked here.
     */
    remediation?(resource: ResourceReader, options: OptionsOf<Options>): readonly Change[];
}

export interface StackPolicy<Options extends OptionSet = OptionSet> extends Declaration<Options> {
    readonly kind: "stack";
    /** What the policy demands of one resource of its types, in view of the whole stack. */
    check(resource: ResourceReader, stack: StackReader, options: OptionsOf<Options>, today: Day): Requirements;
}

/** A policy with its options' types hidden, as the pack holds it. */
export type Policy = ResourcePolicy | StackPolicy;

/** A property to set; see {@link set}. */
export interface Change {
    readonly path: readonly [string, ...(string | number)[]];
    readonly value: Scalar;
}

/** Declares a policy that judges each resource by its own inputs, before it is created or changed: it blocks the step. */
export function resourcePolicy<const Options extends OptionSet = Record<never, never>>(
    declaration: Omit<ResourcePolicy<Options>, "kind">,
): ResourcePolicy<Options> {
    return { ...declaration, kind: "resource" };
}

/**
 * Declares a policy that judges resources in view of others, such as a bucket and its side-car resources. It runs once
 * all resources are registered: it blocks a preview, but cannot stop an update that runs without one.
 */
export function stackPolicy<const Options extends OptionSet = Record<never, never>>(
    declaration: Omit<StackPolicy<Options>, "kind">,
): StackPolicy<Options> {
    return { ...declaration, kind: "stack" };
}

/** For a remediation: `set(["publicAccessBlockConfiguration", "blockPublicAcls"], true)`. */
export function set(path: readonly [string, ...(string | number)[]], value: Scalar): Change {
    return { path, value };
}

/** In place of a type token: every type of the AWS provider. Only for resource policies. */
export const EVERY_AWS_TYPE = "aws:*";

/** Whether a policy judges resources of that type. */
export function isFor({ types }: Pick<Policy, "types">, type: string): boolean {
    return types.includes(type) || (types.includes(EVERY_AWS_TYPE) && type.startsWith("aws:"));
}

/** The level a policy has unless the configuration says otherwise. */
export function defaultLevel(
    policy: Pick<Policy, "severity" | "level" | "offByDefault">,
): "mandatory" | "advisory" | "disabled" {
    return policy.offByDefault ? "disabled" : levelWhereOn(policy);
}

/** The level a policy has where it is on and nothing else is said. */
export function levelWhereOn({ severity, level }: Pick<Policy, "severity" | "level">): "mandatory" | "advisory" {
    return level ?? (severity === "critical" || severity === "high" ? "mandatory" : "advisory");
}
