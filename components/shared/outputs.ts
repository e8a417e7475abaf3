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

/**
 * A value that is there only once these resources are, without becoming unknown in a preview as their ids would. What is
 * made of it depends on them in a preview too, where the value itself may be unknown.
 */
export function afterwards<T>(value: pulumi.Output<T>, resources: pulumi.Resource[]): pulumi.Output<T> {
    const done = resources.map(({ urn }) => urn);
    return pulumi.all<unknown>([value, ...done]).apply(([known]) => known) as pulumi.Output<T>;
}
