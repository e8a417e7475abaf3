import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Children } from "../shared/children";
import type { PlannedSubnet, Tier } from "./policy/addressPlan";
import type { Tenancy } from "./policy/topologies";

/** What a VPC is made from. */
export interface VpcPlan {
    cidr: string;
    tenancy: Tenancy;
    tier: Tier;
    subnets: readonly PlannedSubnet[];
    /** Names of the zones, by number. */
    zoneNames: pulumi.Output<string[]>;
}

/** A VPC and its subnets. */
export interface VpcParts {
    vpcId: pulumi.Output<string>;
    /** Of the subnets for functions and instances, in the order of zones. */
    subnetIds: pulumi.Output<string[]>;
    /** Of public subnets, where there are any. */
    publicSubnetIds?: pulumi.Output<string[]>;
    /** Those of the subnets for functions and instances, each with what tells it from others. */
    routeTables: { label: string; id: pulumi.Output<string> }[];
    /** What must be there before something is placed in the subnets. */
    ready: pulumi.Resource[];
}

/** A VPC without a way to the internet: subnets of one tier, with one route table. */
export function plainVpc(children: Children, plan: VpcPlan): VpcParts {
    const { region } = children;
    const { tier } = plan;
    const vpc = new aws.ec2.Vpc(
        children.name(),
        {
            cidrBlock: plan.cidr,
            instanceTenancy: plan.tenancy,
            // Endpoints answer to the names of their services only with both.
            enableDnsSupport: true,
            enableDnsHostnames: true,
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
    const placed = plan.subnets.map(({ zone, cidr }) => {
        const suffix = `${tier}-${zone + 1}`;
        const subnet = new aws.ec2.Subnet(
            children.name(suffix),
            {
                vpcId: vpc.id,
                cidrBlock: cidr,
                availabilityZone: plan.zoneNames.apply((names) => names[zone]),
                mapPublicIpOnLaunch: false,
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
        subnetIds: pulumi.all(placed.map(({ subnet }) => subnet.id)),
        routeTables: [{ label: tier, id: table.id }],
        ready: placed.map(({ association }) => association),
    };
}
