import * as pulumi from "@pulumi/pulumi";
import type { Fault } from "./validate";

/** The component that is tagged. */
interface Tagged {
    readonly component: string;
    readonly name: string;
    readonly values: { tags?: Record<string, pulumi.Input<string>> };
    require: (faults: Fault[]) => void;
}

/**
 * The tags of everything a component makes; the user's win. A value that is not known yet is refused once it is.
 * @param name what is tagged. Default: the component
 */
export function componentTags(tagged: Tagged, name = tagged.name): Record<string, pulumi.Input<string>> {
    const tags: Record<string, pulumi.Input<string>> = { Name: name, "palisade:component": tagged.component };
    for (const [key, value] of Object.entries(tagged.values.tags ?? {})) {
        tags[key] =
            typeof value === "string"
                ? value
                : pulumi.output(value).apply((known) => {
                      tagged.require(tagFaults({ [key]: known }, "tags"));
                      return known;
                  });
    }
    return tags;
}

const fix =
    "use at most 47 tags with keys of 1 to 128 and values of up to 256 letters, digits, spaces or _ . : / = + - @";
const allowed = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/**
 * What AWS would refuse about tags. 50 are allowed on a resource; two are the component's own, one is left to the
 * provider.
 * See https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
export function tagFaults(tags: Record<string, pulumi.Input<string>>, argument: string): Fault[] {
    const faults: Fault[] = [];
    const add = (fault: string): void => void faults.push({ argument, fault, fix });
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
