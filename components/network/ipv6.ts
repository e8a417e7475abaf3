import * as aws from "@pulumi/aws";
import type { Children } from "../shared/children";
import type { VpcParts } from "./plainVpc";
import { Tier } from "./policy/addressPlan";

const anywhere = "::/0";

/**
 * Routes of IPv6 to the internet, where the VPC has one: out of private subnets by a gateway that lets nothing in, since
 * there are no addresses to hide behind; both ways for public ones.
 */
export function ipv6Routes(
    children: Children,
    tier: Tier,
    { vpcId, routeTables, internet }: VpcParts,
): aws.ec2.Route[] {
    const { region } = children;
    if (internet === undefined) {
        return [];
    }
    const route = (
        { label, id }: VpcParts["routeTables"][number],
        way: Pick<aws.ec2.RouteArgs, "gatewayId" | "egressOnlyGatewayId">,
    ): aws.ec2.Route =>
        new aws.ec2.Route(
            children.name(`${label}-ipv6`),
            { routeTableId: id, destinationIpv6CidrBlock: anywhere, ...way, region },
            children.options(),
        );
    const open = internet.routeTables.map((table) => route(table, { gatewayId: internet.gatewayId }));
    if (tier === Tier.Public) {
        return open;
    }
    const out = new aws.ec2.EgressOnlyInternetGateway(
        children.name("ipv6"),
        { vpcId, tags: children.tags("ipv6"), region },
        children.keptOptions(),
    );
    return [...open, ...routeTables.map((table) => route(table, { egressOnlyGatewayId: out.id }))];
}
