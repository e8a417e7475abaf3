import type { Level, RegisteredResource, Severity, Urn } from "./model";
import type { PropertyMap } from "./values";

/** A resource as a policy pack is shown it. */
export interface AnalyzedResource {
    resource: RegisteredResource;
    /** Inputs for resource policies, outputs for stack policies; output values already taken apart. */
    properties: PropertyMap;
    provider?: RegisteredResource | undefined;
}

/** What a pack says, before the passes are merged. */
export interface Diagnosis {
    pack: { name: string; version: string };
    policy: string;
    description: string;
    message: string;
    level: Level;
    severity?: Severity;
    urn?: Urn;
}

export interface Remediations {
    remediations: { policy: string; inputs: PropertyMap }[];
    diagnoses: Diagnosis[];
}

/** A running policy pack. */
export interface Analyzer {
    readonly pack: { name: string; version: string };
    remediate(analyzed: AnalyzedResource): Promise<Remediations>;
    analyze(analyzed: AnalyzedResource): Promise<Diagnosis[]>;
    analyzeStack(resources: readonly AnalyzedResource[], stackUrn: Urn): Promise<Diagnosis[]>;
}
