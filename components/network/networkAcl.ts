import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Children } from "../shared/children";
import { type AclRule, ownIpv6 } from "./policy/aclRules";
import type { Tier } from "./policy/addressPlan";

/** The network ACL of a tier's subnets. */
export function networkAcl(
    children: Children,
    tier: Tier,
    place: { vpcId: pulumi.Input<string>; subnetIds: pulumi.Input<pulumi.Input<string>[]> },
): aws.ec2.NetworkAcl {
    const { region } = children;
    return new aws.ec2.NetworkAcl(
        children.name(tier),
        { ...place, tags: children.tags(tier), region },
        children.keptOptions(),
    );
}

/** How the provider calls protocols. */
const wordsOf = {
    all: { protocol: "-1" },
    tcp: { protocol: "tcp" },
    "too-large": { protocol: "icmp", icmpType: 3, icmpCode: 4 },
};
/** The number of IPv6's own ICMP, and its message that a packet is too large. */
const tooLargeOfIpv6 = { protocol: "58", icmpType: 2, icmpCode: 0 };

/** Rules of a network ACL, each a resource of its own, so that some can come later. */
export function networkAclRules(
    children: Children,
    tier: Tier,
    acl: aws.ec2.NetworkAcl,
    rules: readonly AclRule[],
    ipv6Cidr?: pulumi.Output<string>,
): aws.ec2.NetworkAclRule[] {
    return rules.map(({ number, direction, action, protocol, ports, cidr }) => {
        const isIpv6 = cidr === ownIpv6 || cidr.includes(":");
        return new aws.ec2.NetworkAclRule(
            children.name(`${tier}-${direction}-${number}`),
            {
                networkAclId: acl.id,
                ruleNumber: number,
                egress: direction === "out",
                ruleAction: action,
                ...(isIpv6 && protocol === "too-large" ? tooLargeOfIpv6 : wordsOf[protocol]),
                fromPort: ports?.[0],
                toPort: ports?.[1],
                ...(isIpv6 ? { ipv6CidrBlock: cidr === ownIpv6 ? ipv6Cidr : cidr } : { cidrBlock: cidr }),
                region: children.region,
            },
            // A rule cannot be changed, and no two can have one number.
            { ...children.options(), deleteBeforeReplace: true },
        );
    });
}
