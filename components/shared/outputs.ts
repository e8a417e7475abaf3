import * as pulumi from "@pulumi/pulumi";

/**
 * The outputs of a component: its public fields, as in the package's schema. State that is no output stays in the
 * constructor.
 */
export function outputsOf(component: pulumi.ComponentResource): pulumi.Inputs {
    return Object.fromEntries(Object.entries(component).filter(([field]) => !ofSdk(field)));
}

function ofSdk(field: string): boolean {
    return field === "urn" || field.startsWith("__");
}

/** A text that is there only once these resources are, without becoming unknown in a preview as their ids would. */
export function afterwards(text: pulumi.Output<string>, resources: pulumi.Resource[]): pulumi.Output<string> {
    const done = pulumi.all(resources.map((resource) => resource.urn));
    return pulumi.all([text, done]).apply(([known]) => known);
}
