import type { Policy as SdkPolicy } from "@pulumi/policy";
import { controlsOf, type Control } from "./frameworks";
import { defaultLevel, type Policy } from "./policy";

/**
 * A policy's declaration as metadata of Pulumi's SDK. It tells the engine of the policy's own options only: what every
 * policy takes would be told hundreds of times, which takes longer than to load the pack.
 */
export function describePolicy(policy: Policy): SdkPolicy {
    const controls = controlsOf(policy.controls);
    // What it is filed under: controls begin with the most particular standard.
    const main = controls.find(({ framework }) => framework.isStandard);
    const properties = schemasOf(policy);
    return {
        name: policy.id,
        displayName: policy.title,
        description: `${policy.title}.`,
        enforcementLevel: defaultLevel(policy),
        severity: policy.severity,
        tags: tagged(policy, controls),
        remediationSteps: `${policy.why}\n\n${policy.fix.text}\n\n\`\`\`typescript\n${policy.fix.example}\n\`\`\``,
        ...(Object.keys(properties).length > 0 && { configSchema: { properties } }),
        ...(main && { framework: frameworkOf(main), url: pageOf(main) }),
    };
}

function schemasOf({ options = {} }: Policy) {
    return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.schema]));
}

/** Each control as a tag of its own, such as `fsbp:S3.8` or `cis-5.0:2.1.4`, as the SDK has room for one framework only. */
export function tagsOf(policy: Pick<Policy, "id" | "controls">): string[] {
    return tagged(policy, controlsOf(policy.controls));
}

function tagged(policy: Pick<Policy, "id">, controls: readonly Control[]): string[] {
    return [`service:${serviceOf(policy)}`, ...controls.map(({ framework, id }) => `${framework.tag}:${id}`)];
}

/** The service a policy is about, with which its id begins. */
export function serviceOf({ id }: Pick<Policy, "id">): string {
    return id.split("-")[0] ?? id;
}

function frameworkOf({ framework: { title, version, url }, id }: Control): NonNullable<SdkPolicy["framework"]> {
    return { name: title, version, reference: id, specification: url };
}

/** Where a control is explained: its own page, or its framework's. */
export function pageOf({ framework, id }: Control): string {
    return framework.pageOf?.(id) ?? framework.url;
}
