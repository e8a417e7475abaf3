import * as aws from "@pulumi/aws";
import type { Children } from "../shared/children";
import type { VpcParts } from "./plainVpc";

/** The network's end of a VPN, with a route to each network beyond it: not to whatever the other side announces by BGP. */
export function vpnGateway(
    children: Children,
    { vpcId, routeTables }: VpcParts,
    cidrs: readonly string[],
): aws.ec2.VpnGateway {
    const { region } = children;
    const gateway = new aws.ec2.VpnGateway(
        children.name("vpn"),
        { vpcId, tags: children.tags("vpn"), region },
        children.keptOptions(),
    );
    for (const { label, id } of routeTables) {
        for (const destinationCidrBlock of cidrs) {
            new aws.ec2.Route(
                children.name(`${label}-to-${destinationCidrBlock}`),
                { routeTableId: id, destinationCidrBlock, gatewayId: gateway.id, region },
                children.options(),
            );
        }
    }
    return gateway;
}
