import type * as pulumi from "@pulumi/pulumi";
import { type Check, each, text } from "../shared/checks";
import type { Fault } from "../shared/validate";

/** Ids of one kind of a VPC's parts. */
export function idsOf(kind: string, most: number): Check<pulumi.Input<string>[]> {
    const pattern = new RegExp(`^${kind}-[0-9a-f]+$`);
    const fix = `pass 1 to ${most} ids, ${kind}-...`;
    const eachId = each(text((id) => (pattern.test(id) ? undefined : `"${id}" is not an id`), fix));
    return (values, argument) =>
        values.length === 0 || values.length > most
            ? [{ argument, fault: `there are ${values.length}`, fix }]
            : eachId(values, argument);
}

/** What is wrong with subnets and security groups together. */
export function placementFaults(subnetIds: unknown, securityGroupIds: unknown): Fault[] {
    if ((subnetIds === undefined) === (securityGroupIds === undefined)) {
        return [];
    }
    const [argument, other] =
        subnetIds === undefined ? ["securityGroupIds", "subnetIds"] : ["subnetIds", "securityGroupIds"];
    return [{ argument, fault: `it says nothing without ${other}`, fix: `give both, or none` }];
}
