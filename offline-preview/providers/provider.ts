import type { Goal } from "../goal";
import type { RegisteredResource, Urn } from "../model";
import type { PropertyMap } from "../values";

/**
 * What the engine asks a provider, in a preview. One implementation makes its answers up; another may pass them on to a
 * plugin, which registers what a component holds with the same monitor as the program.
 */
export interface Provider {
    /** What a resource will be. */
    create(request: ResourceRequest): Promise<ResourceState>;
    /** What a resource is that exists already. */
    read(request: ResourceRequest & { id: string }): Promise<ResourceState>;
    /**
     * What a function returns; undefined where nothing is known of it.
     *
     * @throws Error where the function fails; its message is the program's.
     */
    invoke(request: InvokeRequest): Promise<PropertyMap | undefined>;
    /** What a method of a component returns; undefined where nothing is known of it. */
    call(request: CallRequest): Promise<CallResult | undefined>;
    /** Registers a remote component, and what it holds. */
    construct(request: ConstructRequest): Promise<Constructed>;
    /** What users should know of the answers, once the program has ended. */
    remarks(): string[];
}

export interface ResourceRequest {
    urn: Urn;
    type: string;
    name: string;
    inputs: PropertyMap;
    /** The provider resource that the resource belongs to: the configuration of a plugin. */
    provider: RegisteredResource | undefined;
}

export interface ResourceState {
    /** "" while unknown. */
    id: string;
    /** All of the resource's properties, `UNKNOWN` where not known yet. */
    outputs: PropertyMap;
}

export interface InvokeRequest {
    token: string;
    args: PropertyMap;
    provider: RegisteredResource | undefined;
}

export interface CallRequest extends InvokeRequest {
    argDependencies: Record<string, Urn[]>;
}

export interface CallResult {
    outputs: PropertyMap;
    dependencies: Record<string, Urn[]>;
}

export interface ConstructRequest {
    /** Of the component; its inputs still hold output values, with what they depend on. */
    goal: Goal;
    provider: RegisteredResource | undefined;
    /** The monitor's side, as a plugin sees it over the protocol. */
    register: (goal: Goal) => Promise<RegisteredResource>;
    registerOutputs: (urn: Urn, outputs: PropertyMap) => Promise<void>;
}

export interface Constructed {
    urn: Urn;
    outputs: PropertyMap;
    /** What each output depends on. */
    dependencies: Record<string, Urn[]>;
}
