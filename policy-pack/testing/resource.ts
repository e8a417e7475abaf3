import { unknown, type Inputs } from "./inputs";

/** A resource as a test writes it. */
export interface TestResource {
    readonly type: string;
    /** Default: "it", for the first one; others need one. */
    readonly name?: string;
    readonly inputs: Inputs;
    /** What stack policies see beside the inputs. Default: an id and an ARN that a preview cannot know. */
    readonly outputs?: Inputs;
    /** By property: the names of the resources its value comes from. */
    readonly from?: Readonly<Record<string, readonly string[]>>;
    /** The types of the components that it is made in, the outermost first. */
    readonly parents?: readonly string[];
    /** URN of the component that it lies in. */
    readonly parent?: string;
    readonly isProtected?: boolean;
    /** How its provider is configured. */
    readonly provider?: Inputs;
}

export function urnOf(resource: TestResource): string {
    const types = [...(resource.parents ?? []), resource.type].join("$");
    return `urn:pulumi:test::project::${types}::${nameOf(resource)}`;
}

export function nameOf(resource: TestResource): string {
    return resource.name ?? "it";
}

/** What a stack policy sees of a resource. */
export function outputsOf({ inputs, outputs = { id: unknown(), arn: unknown() } }: TestResource): Inputs {
    return { ...outputs, ...inputs };
}
