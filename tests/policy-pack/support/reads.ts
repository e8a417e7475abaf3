import type { PolicyResource } from "@pulumi/policy";
import { readOptions } from "../../../policy-pack/configuration/options";
import type { Policy } from "../../../policy-pack/evaluation";
import { Reasons, UNTRACED } from "../../../policy-pack/evaluation/reasons";
import { readerOf, ResourceReader } from "../../../policy-pack/evaluation/resource";
import { StackIndex, StackReader } from "../../../policy-pack/evaluation/stack";
import { resourcesOf, type Case } from "./cases";
import { toWire } from "./inputs";
import { nameOf, urnOf, type TestResource } from "./sdk";
import { unknownCheckingProxy } from "./read";

/** The top-level properties a policy reads in a case, as `type property`. */
export function readsOf(policy: Policy, one: Case): ReadonlySet<string> {
    const reads = new Set<string>();
    const resources = resourcesOf(one);
    const { values } = readOptions(policy.options ?? {}, one.options ?? {});
    if (policy.kind === "resource") {
        for (const resource of resources.filter(({ type }) => policy.types.includes(type))) {
            const props = recording(resource, reads);
            policy.check(new ResourceReader(resource.type, nameOf(resource), urnOf(resource), props, UNTRACED), values);
        }
        return reads;
    }
    const index = new StackIndex(stackOf(resources, reads));
    for (const resource of index.ofTypes(policy.types)) {
        policy.check(readerOf(resource, UNTRACED), new StackReader(index, new Reasons()), values);
    }
    return reads;
}

function stackOf(resources: readonly TestResource[], reads: Set<string>): readonly PolicyResource[] {
    const views = resources.map((resource) => ({
        type: resource.type,
        name: nameOf(resource),
        urn: urnOf(resource),
        props: recording(resource, reads),
        propertyDependencies: {},
    })) as unknown as PolicyResource[];
    views.forEach((view, index) => {
        for (const [property, names] of Object.entries(resources[index]?.from ?? {})) {
            view.propertyDependencies[property] = views.filter(({ name }) => names.includes(name));
        }
    });
    return views;
}

function recording(resource: TestResource, reads: Set<string>): Record<string, unknown> {
    return new Proxy(unknownCheckingProxy(toWire(resource.inputs)), {
        getOwnPropertyDescriptor(target, property) {
            reads.add(`${resource.type} ${String(property)}`);
            return Reflect.getOwnPropertyDescriptor(target, property);
        },
    }) as Record<string, unknown>;
}
