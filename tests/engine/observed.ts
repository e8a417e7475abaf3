import type { PropertyMap, PropertyValue } from "../../offline-preview/values";

/** What either side says about one program and its packs, in one shape, so that the two can be compared. */
export interface Observed {
    resources: ObservedResource[];
    stackOutputs: PropertyMap;
    findings: ObservedFinding[];
    remediations: ObservedRemediation[];
}

export interface ObservedResource {
    urn: string;
    type: string;
    /** Exists already, and is not managed by this stack. */
    isRead: boolean;
    parent: string | null;
    dependencies: string[];
    propertyDependencies: Record<string, string[]>;
    protect: boolean;
    retainOnDelete: boolean;
    /** A reference `urn::id`. */
    provider: string | null;
    /** As the preview knows them, printable. */
    inputs: Record<string, PropertyValue>;
}

export interface ObservedFinding {
    pack: string;
    policy: string;
    level: string;
    urn: string;
    /** The policy's description and what it reported. */
    message: string;
}

export interface ObservedRemediation {
    pack: string;
    policy: string;
    urn: string;
    changed: string[];
}
