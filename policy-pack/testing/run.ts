import * as sdk from "@pulumi/policy";
import type { Policy } from "../evaluation";
import { readOptions } from "../configuration/options";
import { judgeInStack, judgeResource, type Judgement } from "../evaluation/judge";
import { isFor } from "../evaluation/policy";
import { remediateResource } from "../evaluation/remediation";
import type { ResourceView, StackResource } from "../evaluation/resource";
import { StackIndex } from "../evaluation/stack";
import { dayOf, resourcesOf, TODAY, type Case } from "./cases";
import { toProps, type Inputs } from "./inputs";
import { nameOf, outputsOf, urnOf, type TestResource } from "./resource";

/** Exported by the SDK (1.21), though its declarations leave out what it is. */
export const { unknownCheckingProxy } = sdk as unknown as { readonly unknownCheckingProxy: (props: object) => object };

/** What a policy says of one resource of a case. */
export interface Told {
    readonly resource: string;
    readonly kind: Judgement["kind"];
    readonly text: string;
}

/** Is told where a policy reads. */
export type Watch = (resource: TestResource, path: readonly string[]) => void;

/**
 * Judges a case without the way through the SDK's server, which costs ten times as much and is tested once per policy: the
 * same functions, over properties behind the SDK's own proxy.
 */
export function run(policy: Policy, one: Case, watch?: Watch): readonly Told[] {
    const { values } = readOptions(policy.options ?? {}, one.options ?? {});
    const resources = resourcesOf(one);
    if (policy.kind === "resource") {
        return resources
            .filter(({ type }) => isFor(policy, type))
            .flatMap((resource) =>
                judgeResource(policy, viewOf(resource, resource.inputs, watch), values, dayOf(one)).map((told) => ({
                    resource: nameOf(resource),
                    ...told,
                })),
            );
    }
    const index = new StackIndex(stackOf(resources, watch));
    return index.ofTypes(policy.types).flatMap((resource) =>
        judgeInStack(policy, resource, index, values, dayOf(one)).map((told) => ({
            resource: resource.name,
            ...told,
        })),
    );
}

/** What a case is told, as `expectedOf` writes it. */
export function toldOf(policy: Policy, one: Case): readonly string[] {
    return run(policy, one)
        .map(({ resource, text }) => `${resource}: ${text}`)
        .sort();
}

/** Remediates plain properties, and says whether there was anything to do. */
export function repairs(policy: Policy, type: string, props: object, options: Case["options"] = {}): boolean {
    const { values } = readOptions(policy.options ?? {}, options);
    const resource = { type, name: "it", urn: "urn", props };
    return policy.kind === "resource" && remediateResource(policy, resource, values, TODAY);
}

function stackOf(resources: readonly TestResource[], watch?: Watch): readonly StackResource[] {
    const views: (StackResource & { propertyDependencies: Record<string, readonly StackResource[]> })[] = resources.map(
        (resource) => ({ ...viewOf(resource, outputsOf(resource), watch), propertyDependencies: {} }),
    );
    views.forEach((view, index) => {
        for (const [property, names] of Object.entries(resources[index]?.from ?? {})) {
            view.propertyDependencies[property] = views.filter(({ name }) => names.includes(name));
        }
    });
    return views;
}

function viewOf(resource: TestResource, inputs: Inputs, watch?: Watch): ResourceView {
    const props = unknownCheckingProxy(toProps(inputs));
    return {
        type: resource.type,
        name: nameOf(resource),
        urn: urnOf(resource),
        props: watch ? watched(props, [], (path) => watch(resource, path)) : props,
        opts: { protect: resource.isProtected ?? false },
        ...(resource.provider && { provider: { props: unknownCheckingProxy(toProps(resource.provider)) } }),
    };
}

function watched(target: object, at: readonly string[], watch: (path: readonly string[]) => void): object {
    return new Proxy(target, {
        getOwnPropertyDescriptor(object, key) {
            watch([...at, String(key)]);
            return Reflect.getOwnPropertyDescriptor(object, key);
        },
        get(object, key) {
            const value: unknown = Reflect.get(object, key);
            return typeof value === "object" && value !== null ? watched(value, [...at, String(key)], watch) : value;
        },
    });
}
