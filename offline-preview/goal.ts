import type { ResourceOptions, SourceLocation, Urn } from "./model";
import type { PropertyMap } from "./values";

/** What a program asks for when it registers or reads a resource. */
export interface Goal {
    type: string;
    name: string;
    custom: boolean;
    remote: boolean;
    parent?: Urn;
    inputs: PropertyMap;
    dependencies: Urn[];
    propertyDependencies: Record<string, Urn[]>;
    options: ResourceOptions;
    source?: SourceLocation;
    /** Of a resource that exists already and is only read. */
    readId?: string;
}
