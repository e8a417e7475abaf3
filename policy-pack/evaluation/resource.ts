import { Mentionable, nameOf } from "./message";
import { Value, type Trace } from "./value";

/** What is read of a resource, as the SDK hands it out. */
export interface ResourceView {
    readonly type: string;
    readonly name: string;
    readonly urn: string;
    /** Inputs, or in a stack outputs, behind the SDK's proxy, which throws where a value is unknown. */
    readonly props: object;
    /** What the program's options of the resource say. */
    readonly opts?: { readonly protect: boolean; readonly parent?: string };
    /** The provider that manages it, with its configuration. */
    readonly provider?: { readonly props: object; readonly urn?: string };
}

/** A resource of a stack. */
export interface StackResource extends ResourceView {
    /** By property: the resources its value comes from. */
    readonly propertyDependencies: Readonly<Record<string, readonly StackResource[]>>;
}

/** A resource as a policy sees it: its inputs (resource policies) or outputs (stack policies), read per path. */
export class ResourceReader extends Mentionable {
    private readonly root: Value;

    /**
     * @param sources In a stack: by property, the resources its value comes from. If there is one, and the property is
     * absent, it is unknown rather than unset, because a preview may drop an object that holds an unknown value
     * (pulumi/pulumi#7854).
     * @param about What the SDK tells beside the properties.
     */
    constructor(
        readonly type: string,
        readonly name: string,
        readonly urn: string,
        props: object,
        private readonly trace: Trace,
        private readonly sources?: Readonly<Record<string, readonly { readonly urn: string }[]>>,
        private readonly about: Pick<ResourceView, "opts" | "provider"> = {},
    ) {
        super();
        this.root = Value.of(props, "", trace);
    }

    /** In messages a resource stands as its name. */
    get mention(): string {
        return nameOf(this.name);
    }

    /** The value at a path: `bucket.get("versioningConfiguration", "status")`. */
    get(property: string, ...path: readonly (string | number)[]): Value {
        const value = this.root.get(property);
        const isDropped = value.isAbsent && this.comesFromOthers(property);
        return (isDropped ? new Value("unknown", property, undefined, this.trace) : value).get(...path);
    }

    /**
     * The value at a path if the program gave the property. What a stack policy sees are outputs, among them properties
     * that the provider will fill in: in a preview those are unknown, and come from no other resource. They are absent
     * here, so that a setting nobody made is not taken for one that cannot be told. So is a value of the program's that
     * is unknown and comes from no resource, such as a function's answer: the engine does not tell the two apart.
     */
    given(property: string, ...path: readonly (string | number)[]): Value {
        const value = this.get(property);
        return (this.isFilledIn(property) && value.isUnknown ? value.asFilledIn() : value).get(...path);
    }

    /** As {@link given}, and what is unknown in an object or a list is absent too: for blocks that the provider completes. */
    givenThroughout(property: string, ...path: readonly (string | number)[]): Value {
        const value = this.get(property);
        return (this.isFilledIn(property) ? value.asFilledIn() : value).get(...path);
    }

    private isFilledIn(property: string): boolean {
        return this.sources !== undefined && !this.comesFromOthers(property);
    }

    /**
     * In a stack: whether the property's value comes from other resources, or part of it. The engine names no property
     * without a source: where the list is empty, the SDK left out sources that are not in the stack, such as one that an
     * update by `--target` skips.
     */
    comesFromOthers(property: string): boolean {
        return this.sources !== undefined && Object.hasOwn(this.sources, property);
    }

    /** In a stack: whether the property's value, or part of it, comes from that resource. */
    comesFrom(property: string, resource: ResourceReader): boolean {
        return (
            this.comesFromOthers(property) && this.sources?.[property]?.some(({ urn }) => urn === resource.urn) === true
        );
    }

    /** Whether the program protects it from being deleted. */
    get isProtected(): boolean {
        return this.about.opts?.protect === true;
    }

    /** The types of the components in which it is made, the outermost first. */
    get parentTypes(): readonly string[] {
        const [, , types = ""] = this.urn.split("::");
        return types.split("$").slice(0, -1);
    }

    /** The value at a path of its provider's configuration: `resource.ofProvider("defaultTags", "tags")`. */
    ofProvider(property: string, ...path: readonly (string | number)[]): Value {
        return Value.of(this.about.provider?.props ?? {}, "provider", this.trace).get(property, ...path);
    }

    /** Whether both have the same provider, or none is told. */
    hasProviderOf(other: ResourceReader): boolean {
        const [own, its] = [this.about.provider, other.about.provider];
        return own === undefined || own.urn === undefined || own.urn === "" ? own === its : own.urn === its?.urn;
    }
}

/** A resource of a stack. */
export function readerOf(resource: StackResource, trace: Trace): ResourceReader {
    const { type, name, urn, props, propertyDependencies } = resource;
    return new ResourceReader(type, name, urn, props, trace, propertyDependencies, resource);
}
