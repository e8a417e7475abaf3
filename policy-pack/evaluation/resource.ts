import type { PolicyResource } from "@pulumi/policy";
import { Value, type Trace } from "./value";

/** A resource as a policy sees it: its inputs (resource policies) or outputs (stack policies), read per path. */
export class ResourceReader {
    private readonly root: Value;

    /**
     * @param pending In a stack: the properties known to come from other resources. If one is absent, it is unknown
     * rather than unset, because a preview may drop an object that holds an unknown value (pulumi/pulumi#7854).
     */
    constructor(
        readonly type: string,
        readonly name: string,
        readonly urn: string,
        props: object,
        private readonly trace: Trace,
        private readonly pending?: ReadonlySet<string>,
    ) {
        this.root = Value.of(props, "", trace);
    }

    /** The value at a path: `bucket.get("versioningConfiguration", "status")`. */
    get(property: string, ...path: readonly (string | number)[]): Value {
        const value = this.root.get(property);
        const top = value.isAbsent && this.pending?.has(property) === true ? this.empty("unknown", property) : value;
        return top.get(...path);
    }

    /**
     * The value at a path if the program gave the property. What a stack policy sees are outputs, among them properties
     * that the provider will fill in: in a preview those are unknown, but come from no other resource. They are absent
     * here, so that a setting nobody made is not taken for one that cannot be told.
     */
    given(property: string, ...path: readonly (string | number)[]): Value {
        const value = this.get(property);
        const computed = this.pending?.has(property) === false && value.isUnknown;
        return (computed ? this.empty("absent", property) : value).get(...path);
    }

    private empty(state: "unknown" | "absent", property: string): Value {
        return new Value(state, property, undefined, this.trace);
    }
}

/** A resource of a stack. What its properties depend on tells which of the absent ones are pending. */
export function readerOf(resource: PolicyResource, trace: Trace): ResourceReader {
    const pending = Object.entries(resource.propertyDependencies).filter(([, sources]) => sources.length > 0);
    const properties = new Set(pending.map(([property]) => property));
    return new ResourceReader(resource.type, resource.name, resource.urn, resource.props, trace, properties);
}
