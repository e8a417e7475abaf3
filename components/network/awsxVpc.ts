import { createRequire } from "node:module";
import type * as aws from "@pulumi/aws";
import type * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import type { Children } from "../shared/children";
import type { Fault } from "../shared/validate";
import type { VpcParts, VpcPlan } from "./plainVpc";
import { type PlannedSubnet, Tier } from "./policy/addressPlan";
import { exactSubnets } from "./policy/exactSubnets";
import { ipv6Subnet } from "./policy/ipv6Plan";
import type { NatGateways } from "./policy/topologies";

/** What a VPC with a way to the internet has besides. */
export interface InternetPlan extends VpcPlan {
    /** Whether there are public subnets besides those of the tier. */
    publicTier: boolean;
    natGateways: NatGateways | undefined;
    /** Names of the zones, if they were given: awsx takes no outputs for them. */
    givenZoneNames: string[] | undefined;
    zones: number;
}

const awsxPackage = "@pulumi/awsx";

/** Why a network with the internet cannot be made here: the package that it stands on is an optional one. */
export function awsxFaults(topology: string, name = awsxPackage): Fault[] {
    try {
        createRequire(__filename).resolve(name);
        return [];
    } catch {
        return [
            {
                argument: "topology",
                fault: `${topology} stands on ${name}, which is not installed`,
                fix: `npm install ${name}, or choose a topology without the internet`,
            },
        ];
    }
}

const strategies = { One: "Single", OnePerZone: "OnePerAz" } as const;

/**
 * A VPC with an internet gateway, by awsx. Two things that it does are taken back: subnets that give out public addresses,
 * and blocks of IPv6 that move when there are more zones.
 */
export function awsxVpc(children: Children, plan: InternetPlan): VpcParts {
    const { ec2 } = createRequire(__filename)(awsxPackage) as typeof awsx;
    const { cidr, tier, publicTier, tenancy, subnets, zones, givenZoneNames, natGateways, ipv6 } = plan;
    const vpc = new ec2.Vpc(
        children.name(),
        {
            cidrBlock: cidr,
            instanceTenancy: tenancy,
            enableDnsSupport: true,
            enableDnsHostnames: true,
            ...(givenZoneNames === undefined
                ? { numberOfAvailabilityZones: zones }
                : { availabilityZoneNames: givenZoneNames }),
            subnetStrategy: "Exact",
            subnetSpecs: exactSubnets(cidr, subnets, zones),
            natGateways: { strategy: natGateways === undefined ? "None" : strategies[natGateways] },
            ...(ipv6 ? { assignGeneratedIpv6CidrBlock: true } : {}),
            tags: children.tags(),
            region: children.region,
        },
        { ...children.keptOptions(), transforms: [securedChild(!children.removable, subnets)] },
    );
    const { publicSubnetIds, privateSubnetIds } = vpc;
    // awsx makes a table for each subnet, zone by zone, public ones first.
    const inZone = publicTier ? 2 : 1;
    const tablesOf = (label: Tier, place: number): VpcParts["routeTables"] =>
        Array.from({ length: zones }, (_, zone) => ({
            label: `${label}-${zone + 1}`,
            id: vpc.routeTables.apply((all) => pulumi.output(all[zone * inZone + place]?.id ?? "")),
        }));
    return {
        vpcId: vpc.vpcId,
        ipv6Cidr: ipv6 ? vpc.vpc.ipv6CidrBlock : undefined,
        subnetIds: tier === Tier.Public ? publicSubnetIds : privateSubnetIds,
        publicSubnetIds,
        routeTables: tablesOf(tier, inZone - 1),
        internet: { gatewayId: vpc.internetGateway.id, routeTables: tablesOf(Tier.Public, 0) },
        ready: [vpc],
    };
}

/** What awsx's own resources get otherwise than awsx does it. */
export function securedChild(kept: boolean, plan: readonly PlannedSubnet[]): pulumi.ResourceTransform {
    return ({ type, props, opts }) => ({
        props: type === "aws:ec2/subnet:Subnet" ? { ...props, ...securedSubnet(props, plan) } : props,
        opts: { ...opts, retainOnDelete: kept },
    });
}

type SubnetProps = Pick<aws.ec2.SubnetArgs, "cidrBlock" | "ipv6CidrBlock">;

/** Its block of IPv6 is somewhere in the VPC's, from which that of the plan follows. */
function securedSubnet(
    { cidrBlock, ipv6CidrBlock }: SubnetProps,
    plan: readonly PlannedSubnet[],
): Partial<aws.ec2.SubnetArgs> {
    const planned = plan.find(({ cidr }) => cidr === cidrBlock);
    return {
        mapPublicIpOnLaunch: false,
        ...(ipv6CidrBlock === undefined || planned === undefined
            ? {}
            : {
                  ipv6CidrBlock: pulumi
                      .output(ipv6CidrBlock)
                      .apply((block = "") => ipv6Subnet(block, planned.ipv6Block)),
              }),
    };
}
