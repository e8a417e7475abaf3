import * as aws from "@pulumi/aws";
import type { Children } from "../shared/children";
import type { VpcParts } from "./plainVpc";
import type { Tier } from "./policy/addressPlan";

/** The network's end of a VPN, with a route to each network beyond it: not to whatever the other side announces by BGP. */
export function vpnGateway(
    children: Children,
    { vpcId, routeTableId }: VpcParts,
    tier: Tier,
    cidrs: readonly string[],
): aws.ec2.VpnGateway {
    const { region } = children;
    const gateway = new aws.ec2.VpnGateway(
        children.name("vpn"),
        { vpcId, tags: children.tags("vpn"), region },
        children.keptOptions(),
    );
    for (const destinationCidrBlock of cidrs) {
        new aws.ec2.Route(
            children.name(`${tier}-to-${destinationCidrBlock}`),
            { routeTableId, destinationCidrBlock, gatewayId: gateway.id, region },
            children.options(),
        );
    }
    return gateway;
}
