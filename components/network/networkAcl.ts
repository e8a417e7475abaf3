import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Children } from "../shared/children";
import type { AclRule } from "./policy/aclRules";
import type { Tier } from "./policy/addressPlan";

/** The network ACL of a tier's subnets, and its rules, each a resource of its own. */
export function networkAcl(
    children: Children,
    tier: Tier,
    place: { vpcId: pulumi.Input<string>; subnetIds: pulumi.Input<pulumi.Input<string>[]> },
    rules: AclRule[],
): pulumi.Resource[] {
    const { region } = children;
    const acl = new aws.ec2.NetworkAcl(
        children.name(tier),
        { ...place, tags: children.tags(tier), region },
        children.keptOptions(),
    );
    const made = rules.map(
        ({ number, direction, action, protocol, ports = [0, 0], cidr }) =>
            new aws.ec2.NetworkAclRule(
                children.name(`${tier}-${direction}-${number}`),
                {
                    networkAclId: acl.id,
                    ruleNumber: number,
                    egress: direction === "out",
                    ruleAction: action,
                    protocol: protocol === "all" ? "-1" : protocol,
                    fromPort: ports[0],
                    toPort: ports[1],
                    cidrBlock: cidr,
                    region,
                },
                // A rule cannot be changed, and no two can have one number.
                { ...children.options(), deleteBeforeReplace: true },
            ),
    );
    return [acl, ...made];
}
