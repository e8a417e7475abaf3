import type { ResourceReader, Value } from "../../evaluation";

export const DEFAULT_VPC = "aws:ec2/defaultVpc:DefaultVpc";
export const VPC = "aws:ec2/vpc:Vpc";
export const VPCS = [VPC, DEFAULT_VPC] as const;

export const DEFAULT_SUBNET = "aws:ec2/defaultSubnet:DefaultSubnet";
export const SUBNET = "aws:ec2/subnet:Subnet";
export const SUBNETS = [SUBNET, DEFAULT_SUBNET] as const;

export const DEFAULT_ROUTE_TABLE = "aws:ec2/defaultRouteTable:DefaultRouteTable";
export const ROUTE_TABLES = ["aws:ec2/routeTable:RouteTable", DEFAULT_ROUTE_TABLE] as const;
export const ROUTE = "aws:ec2/route:Route";

/** Whether a subnet gives a public address to whatever does not say that it wants none. Default subnets are made to. */
export function givesAddresses(subnet: ResourceReader): Value {
    return subnet.get("mapPublicIpOnLaunch").absentAs(subnet.type === DEFAULT_SUBNET);
}
