import type { Fault } from "../shared/validate";

/** What is wrong with subnets and security groups together. */
export function placementFaults(subnetIds: unknown, securityGroupIds: unknown): Fault[] {
    if ((subnetIds === undefined) === (securityGroupIds === undefined)) {
        return [];
    }
    const [argument, other] =
        subnetIds === undefined ? ["securityGroupIds", "subnetIds"] : ["subnetIds", "securityGroupIds"];
    return [{ argument, fault: `it says nothing without ${other}`, fix: `give both, or none` }];
}
