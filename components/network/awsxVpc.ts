import { createRequire } from "node:module";
import type * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import type { Children } from "../shared/children";
import type { Fault } from "../shared/validate";
import type { VpcParts, VpcPlan } from "./plainVpc";
import { Tier } from "./policy/addressPlan";
import { exactSubnets } from "./policy/exactSubnets";
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

/** A VPC with an internet gateway, by awsx, whose insecure default is taken back: subnets that give out public addresses. */
export function awsxVpc(children: Children, plan: InternetPlan): VpcParts {
    const { ec2 } = createRequire(__filename)(awsxPackage) as typeof awsx;
    const { cidr, tier, publicTier, tenancy, subnets, zones, givenZoneNames, natGateways } = plan;
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
            tags: children.tags(),
            region: children.region,
        },
        { ...children.keptOptions(), transforms: [securedChild(!children.removable)] },
    );
    const { publicSubnetIds, privateSubnetIds } = vpc;
    // awsx makes a table for each subnet, zone by zone, public ones first.
    const tables = publicTier ? 2 : 1;
    return {
        vpcId: vpc.vpcId,
        subnetIds: tier === Tier.Public ? publicSubnetIds : privateSubnetIds,
        publicSubnetIds,
        routeTables: Array.from({ length: zones }, (_, zone) => ({
            label: `${tier}-${zone + 1}`,
            id: vpc.routeTables.apply((all) => pulumi.output(all[zone * tables + tables - 1]?.id ?? "")),
        })),
        ready: [vpc],
    };
}

/** What awsx's own resources get otherwise than awsx does it. */
export function securedChild(kept: boolean): pulumi.ResourceTransform {
    return ({ type, props, opts }) => ({
        props: type === "aws:ec2/subnet:Subnet" ? { ...props, mapPublicIpOnLaunch: false } : props,
        opts: { ...opts, retainOnDelete: kept },
    });
}
