import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Children } from "../shared/children";
import type { Tier } from "./policy/addressPlan";
import { type FoundSubnet, idsArgument } from "./policy/existingVpc";

/** A subnet as it was found, and the table that routes what leaves it. */
export interface PlacedSubnet extends FoundSubnet {
    routeTableId: string;
}

/** What AWS says of a VPC, asked once these resources are there. */
export function findVpc(
    { parent, region }: Children,
    id: pulumi.Output<string>,
    dependsOn: pulumi.InvokeOutputOptions["dependsOn"],
): pulumi.Output<aws.ec2.GetVpcResult> {
    return aws.ec2.getVpcOutput({ id, region }, { parent, dependsOn });
}

/** What AWS says of the subnets of these tiers. */
export function findSubnets(
    children: Children,
    vpc: pulumi.Output<aws.ec2.GetVpcResult>,
    tiers: readonly Tier[],
    ids: pulumi.Output<Partial<Record<(typeof idsArgument)[Tier], string[]>>>,
): pulumi.Output<PlacedSubnet[]> {
    return pulumi
        .all([vpc, ids])
        .apply(([{ mainRouteTableId }, known]) =>
            pulumi.all(
                tiers.flatMap((tier) =>
                    (known[idsArgument[tier]] ?? []).map((id) => findSubnet(children, tier, id, mainRouteTableId)),
                ),
            ),
        );
}

function findSubnet(
    { parent, region }: Children,
    tier: Tier,
    id: string,
    mainRouteTableId: string,
): pulumi.Output<PlacedSubnet> {
    const subnet = aws.ec2.getSubnetOutput({ id, region }, { parent });
    const own = aws.ec2.getRouteTablesOutput(
        { filters: [{ name: "association.subnet-id", values: [id] }], region },
        { parent },
    );
    // A subnet without a table of its own has the VPC's main one.
    const routeTableId = own.ids.apply(([first]) => first ?? mainRouteTableId);
    const { routes } = aws.ec2.getRouteTableOutput({ routeTableId, region }, { parent });
    return pulumi.all([subnet, routeTableId, routes]).apply(([found, table, known]) => ({
        ...{ id, tier, routes: known, routeTableId: table },
        vpcId: found.vpcId,
        zone: found.availabilityZone,
        givesPublicAddresses: found.mapPublicIpOnLaunch,
        hasIpv6: found.ipv6CidrBlock !== "",
    }));
}
