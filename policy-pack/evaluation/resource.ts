import type { PolicyResource } from "@pulumi/policy";
import { Value, type Trace } from "./value";

/** A resource as a policy sees it: its inputs (resource policies) or outputs (stack policies), read per path. */
export class ResourceReader {
    private readonly root: Value;

    /**
     * @param sources In a stack: by property the program gave, the resources its value comes from. If there is one, and
     * the property is absent, it is unknown rather than unset, because a preview may drop an object that holds an
     * unknown value (pulumi/pulumi#7854).
     */
    constructor(
        readonly type: string,
        readonly name: string,
        readonly urn: string,
        props: object,
        private readonly trace: Trace,
        private readonly sources?: Readonly<Record<string, readonly unknown[]>>,
    ) {
        this.root = Value.of(props, "", trace);
    }

    /** The value at a path: `bucket.get("versioningConfiguration", "status")`. */
    get(property: string, ...path: readonly (string | number)[]): Value {
        const value = this.root.get(property);
        const isDropped = value.isAbsent && (this.sourcesOf(property)?.length ?? 0) > 0;
        return (isDropped ? this.empty("unknown", property) : value).get(...path);
    }

    /**
     * The value at a path if the program gave the property. What a stack policy sees are outputs, among them properties
     * that the provider will fill in: in a preview those are unknown. They are absent here, so that a setting nobody
     * made is not taken for one that cannot be told.
     */
    given(property: string, ...path: readonly (string | number)[]): Value {
        const value = this.get(property);
        const isComputed = this.sources !== undefined && this.sourcesOf(property) === undefined && value.isUnknown;
        return (isComputed ? this.empty("absent", property) : value).get(...path);
    }

    private sourcesOf(property: string): readonly unknown[] | undefined {
        return this.sources && Object.hasOwn(this.sources, property) ? this.sources[property] : undefined;
    }

    private empty(state: "unknown" | "absent", property: string): Value {
        return new Value(state, property, undefined, this.trace);
    }
}

/** A resource of a stack. */
export function readerOf(resource: PolicyResource, trace: Trace): ResourceReader {
    const { type, name, urn, props, propertyDependencies } = resource;
    return new ResourceReader(type, name, urn, props, trace, propertyDependencies);
}
