import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "./validate";

/** The tags of everything a component makes; the user's win. */
export function componentTags(
    component: string,
    name: string,
    tags: Record<string, pulumi.Input<string>> = {},
): Record<string, pulumi.Input<string>> {
    return { Name: name, "palisade:component": component, ...tags };
}

const fix =
    "use at most 47 tags with keys of 1 to 128 and values of up to 256 letters, digits, spaces or _ . : / = + - @";
const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * What AWS would refuse about tags. 50 are allowed on a resource; two are the component's own, one is left to the
 * provider.
 * See https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
export function tagFaults(tags: Record<string, pulumi.Input<string>> = {}): Fault[] {
    const faults: Fault[] = [];
    const add = (fault: string): void => void faults.push({ argument: "tags", fault, fix });
    if (Object.keys(tags).length > 47) {
        add(`${Object.keys(tags).length} tags are too many`);
    }
    for (const [key, value] of Object.entries(tags)) {
        if (key.length === 0 || key.length > 128 || !allowed.test(key)) {
            add(`"${key}" is not a tag key`);
        } else if (/^aws:/i.test(key)) {
            add(`"${key}" begins with the reserved prefix aws:`);
        }
        if (typeof value === "string" && (value.length > 256 || !allowed.test(value))) {
            add(`the value of "${key}" is not a tag value`);
        }
    }
    return faults;
}
