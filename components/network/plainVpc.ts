import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Children } from "../shared/children";
import type { PlannedSubnet, Tier } from "./policy/addressPlan";
import { ipv6Subnet } from "./policy/ipv6Plan";
import type { Tenancy } from "./policy/topologies";

/** What a VPC is made from. */
export interface VpcPlan {
    cidr: string;
    tenancy: Tenancy;
    tier: Tier;
    subnets: readonly PlannedSubnet[];
    /** Whether VPC and subnets have IPv6 addresses too. */
    ipv6: boolean;
    /** Names of the zones, by number. */
    zoneNames: pulumi.Output<string[]>;
}

/** A VPC and its subnets. */
export interface VpcParts {
    vpcId: pulumi.Output<string>;
    /** Its block of IPv6 addresses, where it has one. */
    ipv6Cidr?: pulumi.Output<string>;
    /** Of the subnets for functions and instances, in the order of zones. */
    subnetIds: pulumi.Output<string[]>;
    /** Of public subnets, where there are any. */
    publicSubnetIds?: pulumi.Output<string[]>;
    /** Those of the subnets for functions and instances, each with what tells it from others. */
    routeTables: { label: string; id: pulumi.Output<string> }[];
    /** The internet gateway, where there is one, and the tables of public subnets, which lead to it. */
    internet?: { gatewayId: pulumi.Output<string>; routeTables: VpcParts["routeTables"] };
    /** What must be there before something is placed in the subnets. */
    ready: pulumi.Resource[];
}

/** A VPC without a way to the internet: subnets of one tier, with one route table. */
export function plainVpc(children: Children, plan: VpcPlan): VpcParts {
    const { region } = children;
    const { tier, ipv6 } = plan;
    const vpc = new aws.ec2.Vpc(
        children.name(),
        {
            cidrBlock: plan.cidr,
            instanceTenancy: plan.tenancy,
            // Endpoints answer to the names of their services only with both.
            enableDnsSupport: true,
            enableDnsHostnames: true,
            ...(ipv6 ? { assignGeneratedIpv6CidrBlock: true } : {}),
            tags: children.tags(),
            region,
        },
        children.keptOptions(),
    );
    const table = new aws.ec2.RouteTable(
        children.name(tier),
        { vpcId: vpc.id, tags: children.tags(tier), region },
        children.keptOptions(),
    );
    const placed = plan.subnets.map(({ zone, cidr, ipv6Block }) => {
        const suffix = `${tier}-${zone + 1}`;
        const subnet = new aws.ec2.Subnet(
            children.name(suffix),
            {
                vpcId: vpc.id,
                cidrBlock: cidr,
                availabilityZone: plan.zoneNames.apply((names) => names[zone]),
                mapPublicIpOnLaunch: false,
                ...(ipv6
                    ? {
                          ipv6CidrBlock: vpc.ipv6CidrBlock.apply((block) => ipv6Subnet(block, ipv6Block)),
                          assignIpv6AddressOnCreation: true,
                      }
                    : {}),
                tags: children.tags(suffix),
                region,
            },
            children.keptOptions(),
        );
        const association = new aws.ec2.RouteTableAssociation(
            children.name(suffix),
            { subnetId: subnet.id, routeTableId: table.id, region },
            children.options(),
        );
        return { subnet, association };
    });
    return {
        vpcId: vpc.id,
        ipv6Cidr: ipv6 ? vpc.ipv6CidrBlock : undefined,
        subnetIds: pulumi.all(placed.map(({ subnet }) => subnet.id)),
        routeTables: [{ label: tier, id: table.id }],
        ready: placed.map(({ association }) => association),
    };
}
