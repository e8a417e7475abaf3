import type { InProcessOptions } from "../../../../offline-preview/harness";
import type { PropertyMap } from "../../../../offline-preview/values";

/** A VPC that is there already, as AWS tells of it. */
export interface VpcModel {
    state: string;
    enableDnsHostnames: boolean;
    /** Blocks of IPv6, and whether they are its own still. */
    ipv6: { ipv6CidrBlock: string; state: string }[];
    /** Subnets by id: zone, table (none: the main one), VPC, whether they give out public addresses, block of IPv6. */
    subnets: Record<
        string,
        { zone: string; table?: string; vpcId?: string; mapPublicIpOnLaunch?: boolean; ipv6CidrBlock?: string }
    >;
    /** What default routes of tables lead to, by table. */
    tables: Record<string, Partial<Record<"gatewayId" | "natGatewayId" | "egressOnlyGatewayId", string>>[]>;
    endpoints: Record<string, { service: string; vpcId?: string; privateDnsEnabled?: boolean }>;
}

export const vpcId = "vpc-0a";

/** Public and private subnets in two zones, the latter behind NAT; isolated ones with the main table. */
export function usualVpc(): VpcModel {
    return {
        state: "available",
        enableDnsHostnames: true,
        ipv6: [],
        subnets: {
            "subnet-a1": { zone: "eu-west-1a", table: "rtb-a" },
            "subnet-a2": { zone: "eu-west-1b", table: "rtb-b" },
            "subnet-b1": { zone: "eu-west-1a", table: "rtb-0", mapPublicIpOnLaunch: true },
            "subnet-b2": { zone: "eu-west-1b", table: "rtb-0" },
            "subnet-c1": { zone: "eu-west-1a" },
            "subnet-c2": { zone: "eu-west-1b" },
        },
        tables: {
            "rtb-0": [{ gatewayId: "igw-0" }],
            "rtb-a": [{ natGatewayId: "nat-a" }],
            "rtb-b": [{ natGatewayId: "nat-b" }],
            "rtb-f": [],
        },
        endpoints: { "vpce-1": { service: "kms" }, "vpce-2": { service: "s3" } },
    };
}

const route = {
    ...{ cidrBlock: "", ipv6CidrBlock: "", gatewayId: "", egressOnlyGatewayId: "", natGatewayId: "" },
};
const local = { ...route, cidrBlock: "172.16.0.0/16", gatewayId: "local" };

/** Answers what is asked about it. */
export function answersOf(model: VpcModel): NonNullable<InProcessOptions["functions"]> {
    return (token, args): PropertyMap | undefined => {
        const id = args.id as string;
        switch (token) {
            case "aws:ec2/getVpc:getVpc":
                return {
                    ...{ id, arn: `arn:aws:ec2:eu-west-1:123456789012:vpc/${id}`, cidrBlock: "172.16.0.0/16" },
                    ...{ state: model.state, enableDnsSupport: true, enableDnsHostnames: model.enableDnsHostnames },
                    ...{ mainRouteTableId: "rtb-f", ipv6CidrBlockAssociations: model.ipv6 },
                };
            case "aws:ec2/getSubnet:getSubnet": {
                const { zone, vpcId: own = vpcId, ...subnet } = model.subnets[id] ?? { zone: "" };
                const { mapPublicIpOnLaunch = false, ipv6CidrBlock = "" } = subnet;
                return { id, vpcId: own, availabilityZone: zone, mapPublicIpOnLaunch, ipv6CidrBlock };
            }
            case "aws:ec2/getRouteTables:getRouteTables": {
                const [filter] = args.filters as { name: string; values: string[] }[];
                const table = model.subnets[filter?.values[0] ?? ""]?.table;
                return { ids: filter?.name === "association.subnet-id" && table !== undefined ? [table] : [] };
            }
            case "aws:ec2/getRouteTable:getRouteTable": {
                const routes = model.tables[args.routeTableId as string] ?? [];
                return { routes: [local, ...routes.map((to) => ({ ...route, cidrBlock: "0.0.0.0/0", ...to }))] };
            }
            case "aws:ec2/getVpcEndpoint:getVpcEndpoint": {
                const { service = "", vpcId: own = vpcId, privateDnsEnabled = true } = model.endpoints[id] ?? {};
                return {
                    ...{ id, vpcId: own, state: "available", privateDnsEnabled, securityGroupIds: [`sg-of-${id}`] },
                    ...{ serviceName: `com.amazonaws.eu-west-1.${service}`, prefixListId: `pl-of-${id}` },
                };
            }
        }
        return undefined;
    };
}
