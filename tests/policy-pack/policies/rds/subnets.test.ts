import subnets from "../../../../policy-pack/policies/rds/subnets";
import { describeService } from "../../support/describe";
import { unknown, type Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";
import { tokenOf } from "../../support/token";

/** A resource of EC2 whose properties come from others, and are not known yet. */
const ec2 = (
    type: string,
    name: string,
    from: Readonly<Record<string, string>> = {},
    inputs: Inputs = {},
): TestResource => ({
    type: tokenOf(`ec2/${type}`),
    name,
    inputs: { ...Object.fromEntries(Object.keys(from).map((property) => [property, unknown()])), ...inputs },
    from: Object.fromEntries(Object.entries(from).map(([property, source]) => [property, [source]])),
});
const group = (...from: readonly string[]): TestResource => ({
    type: "aws:rds/subnetGroup:SubnetGroup",
    inputs: { subnetIds: from.map(() => unknown()) },
    from: { subnetIds: from },
});
const SUBNETS = [ec2("subnet", "a"), ec2("subnet", "b")];
const TABLES = [ec2("routeTable", "out"), ec2("routeTable", "in")];
const GATEWAY = ec2("internetGateway", "gateway");
const ROUTE = ec2("route", "route", { routeTableId: "out", gatewayId: "gateway" });
const associated = (subnet: string, table: string): TestResource =>
    ec2("routeTableAssociation", `${subnet}-${table}`, { subnetId: subnet, routeTableId: table });
/** With a property that comes from one of several. */
const either = (one: TestResource, property: string, ...sources: readonly string[]): TestResource => ({
    ...one,
    from: { ...one.from, [property]: sources },
});
const PUBLIC = 'Take "a" out of `subnetIds`: its route table leads to an internet gateway.';
const NETWORK = [...SUBNETS, ...TABLES, GATEWAY];

/** A subnet that has no table of its own, and its VPC. */
const OWN = [ec2("vpc", "vpc"), ec2("subnet", "own", { vpcId: "vpc" })];
/** The VPC has the table "out" for all subnets that have none. */
const MAIN = [...OWN, ec2("mainRouteTableAssociation", "main", { vpcId: "vpc", routeTableId: "out" })];
/** A route to the gateway, of the table that the VPC is made with. */
const routeOfVpc = (vpc: string): TestResource => ec2("route", "of-vpc", { routeTableId: vpc, gatewayId: "gateway" });

describeService(subnets, {
    "rds-subnets-private": {
        says: PUBLIC,
        compliant: {
            "private subnets": {
                resources: [group("a", "b"), ...NETWORK, ROUTE, associated("a", "in"), associated("b", "in")],
            },
            "a private table, though the VPC's main table leads out": {
                resources: [group("own"), ...NETWORK, ...MAIN, ROUTE, associated("own", "in")],
            },
            "no table of its own, and a main one that does not lead out": {
                resources: [
                    group("own"),
                    ...NETWORK,
                    ...OWN,
                    ec2("mainRouteTableAssociation", "main", { vpcId: "vpc", routeTableId: "in" }),
                    ROUTE,
                ],
            },
            "a public subnet of another id": {
                resources: [
                    { type: "aws:rds/subnetGroup:SubnetGroup", inputs: { subnetIds: ["subnet-0"] } },
                    { ...ec2("subnet", "a"), outputs: { id: "subnet-1" } },
                    ...TABLES,
                    GATEWAY,
                    ROUTE,
                    associated("a", "out"),
                ],
            },
            "a private table, whose routes the provider fills in": {
                resources: [
                    group("a"),
                    ...SUBNETS,
                    ...TABLES.map((table) => ({ ...table, outputs: { id: unknown(), routes: unknown() } })),
                    GATEWAY,
                    ROUTE,
                    associated("a", "in"),
                ],
            },
            "a default subnet with a table of its own": {
                resources: [group("a"), ec2("defaultSubnet", "a"), ...TABLES, GATEWAY, ROUTE, associated("a", "in")],
            },
            "a table with routes to other gateways": {
                resources: [
                    group("a"),
                    ...SUBNETS,
                    GATEWAY,
                    ec2("natGateway", "nat"),
                    {
                        ...ec2("routeTable", "in"),
                        inputs: {
                            routes: [
                                { cidrBlock: "0.0.0.0/0", natGatewayId: unknown() },
                                { cidrBlock: "10.0.0.0/8", gatewayId: "vgw-1" },
                            ],
                        },
                        from: { routes: ["nat"] },
                    },
                    associated("a", "in"),
                ],
            },
            "a private table beside a VPC whose own leads out": {
                resources: [group("a"), ...NETWORK, ...OWN, routeOfVpc("vpc"), associated("a", "in")],
            },
            "no table of its own, and one of the VPC that is not the main one": {
                resources: [
                    group("own"),
                    ...NETWORK,
                    ...OWN,
                    ec2("mainRouteTableAssociation", "main", { vpcId: "vpc", routeTableId: "in" }),
                    routeOfVpc("vpc"),
                ],
            },
            "the table that the VPC is made with, without routes": {
                resources: [
                    group("own"),
                    ...OWN,
                    GATEWAY,
                    ec2("defaultRouteTable", "adopted", { defaultRouteTableId: "vpc" }, { routes: [] }),
                ],
            },
            "a default subnet, whose table is not here": { resources: [group("a"), ec2("defaultSubnet", "a")] },
            "the default VPC, whose table has lost its routes": {
                resources: [
                    group("a"),
                    ec2("defaultVpc", "default"),
                    ec2("defaultSubnet", "a"),
                    ec2("defaultRouteTable", "adopted", { defaultRouteTableId: "default" }),
                ],
            },
            "no table of its own, beside one that leads out": {
                resources: [group("own"), ...OWN, ...NETWORK, ROUTE],
            },
            "tables that are not here": { resources: [group("a"), ...NETWORK, ROUTE] },
            "a public subnet beside": {
                resources: [group("b"), ...NETWORK, ROUTE, associated("a", "out"), associated("b", "in")],
            },
            "subnets that are not here": {
                resources: { type: "aws:rds/subnetGroup:SubnetGroup", inputs: { subnetIds: ["subnet-1"] } },
            },
        },
        violating: {
            "a route of its own": [group("a", "b"), ...NETWORK, ROUTE, associated("a", "out"), associated("b", "in")],
            "a route of the table": [
                group("a"),
                ...SUBNETS,
                GATEWAY,
                {
                    ...ec2("routeTable", "out"),
                    inputs: { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: unknown() }] },
                    from: { routes: ["gateway"] },
                },
                associated("a", "out"),
            ],
            "by the main table of its VPC": {
                resources: [group("own"), ...NETWORK, ...MAIN, ROUTE],
                says: [PUBLIC.replace('"a"', '"own"')],
            },
            "a route to a gateway from elsewhere": [
                group("a"),
                ...SUBNETS,
                ...TABLES,
                ec2("route", "route", { routeTableId: "out" }, { gatewayId: "igw-1" }),
                associated("a", "out"),
            ],
            "a route of the table to a gateway from elsewhere": [
                group("a"),
                ...SUBNETS,
                ec2("routeTable", "out", {}, { routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }] }),
                associated("a", "out"),
            ],
            "by the table that its VPC is made with": {
                resources: [group("own"), ...OWN, GATEWAY, routeOfVpc("vpc")],
                says: [PUBLIC.replace('"a"', '"own"')],
            },
            "by the table that its VPC is made with, once it is known": {
                resources: [
                    group("own"),
                    ...OWN,
                    {
                        ...ec2("route", "route", {}, { routeTableId: "rtb-1", gatewayId: "igw-1" }),
                        from: { routeTableId: ["vpc"] },
                    },
                ],
                says: [PUBLIC.replace('"a"', '"own"')],
            },
            "by the table that its VPC is made with, as a resource": {
                resources: [
                    group("own"),
                    ...OWN,
                    GATEWAY,
                    {
                        ...ec2("defaultRouteTable", "adopted"),
                        inputs: { defaultRouteTableId: unknown(), routes: [{ gatewayId: unknown() }] },
                        from: { defaultRouteTableId: ["vpc"], routes: ["gateway"] },
                    },
                ],
                says: [PUBLIC.replace('"a"', '"own"')],
            },
            "by the table that its VPC is made with, as a resource that is there": {
                resources: [
                    group("own"),
                    ...OWN.map((one) =>
                        one.name === "vpc" ? { ...one, outputs: { defaultRouteTableId: "rtb-1" } } : one,
                    ),
                    ec2(
                        "defaultRouteTable",
                        "adopted",
                        {},
                        {
                            defaultRouteTableId: "rtb-1",
                            routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }],
                        },
                    ),
                ],
                says: [PUBLIC.replace('"a"', '"own"')],
            },
            "by one of two gateways": [
                group("a"),
                ...NETWORK,
                ec2("internetGateway", "other"),
                ROUTE,
                associated("a", "out"),
            ],
            "a subnet of the default VPC, by the default table": [
                group("a"),
                ec2("defaultSubnet", "a"),
                ec2("defaultRouteTable", "out"),
                GATEWAY,
                ROUTE,
                associated("a", "out"),
            ],
            "by its id": [
                { type: "aws:rds/subnetGroup:SubnetGroup", inputs: { subnetIds: ["subnet-0", "subnet-1"] } },
                { ...ec2("subnet", "a"), outputs: { id: "subnet-1" } },
                ...TABLES,
                GATEWAY,
                ROUTE,
                associated("a", "out"),
            ],
        },
        absent: "compliant",
        unknown: {
            "which subnets": {
                resources: [{ ...group("a"), from: {} }, ...NETWORK, ROUTE, associated("a", "out")],
                undetermined: "Not known before the update: `subnetIds[0]`.",
            },
            "which table, whatever is unknown of other tables and subnets": {
                resources: [
                    group("a"),
                    ...NETWORK,
                    ROUTE,
                    either(associated("a", "out"), "routeTableId", "out", "in"),
                    either(associated("b", "out"), "routeTableId", "out", "in"),
                    ec2("routeTable", "other"),
                    ec2("route", "of-other", { routeTableId: "other" }, { gatewayId: unknown() }),
                ],
                undetermined: 'It is not known yet what this names: `routeTableId` of "a-out".',
            },
        },
        malformed: {},
    },
    "rds-subnets-not-of-default-vpc": {
        says: 'Take "a" out of `subnetIds`: the default VPC\'s own route table leads to an internet gateway.',
        compliant: {
            "a default subnet with a table of its own": {
                resources: [group("a"), ec2("defaultSubnet", "a"), ...TABLES, GATEWAY, ROUTE, associated("a", "in")],
            },
            "a table that the program took over": {
                resources: [
                    group("a"),
                    ec2("defaultVpc", "default"),
                    ec2("defaultSubnet", "a"),
                    ec2("defaultRouteTable", "adopted", { defaultRouteTableId: "default" }),
                ],
            },
            "another main table": {
                resources: [
                    group("a"),
                    ec2("defaultVpc", "default"),
                    ec2("defaultSubnet", "a"),
                    ...TABLES,
                    ec2("mainRouteTableAssociation", "main", { vpcId: "default", routeTableId: "in" }),
                ],
            },
            "another VPC": { resources: [group("own"), ...OWN] },
            "a default subnet beside": { resources: [group("own"), ...OWN, ec2("defaultSubnet", "a")] },
        },
        violating: {
            "a default subnet": [group("a"), ec2("defaultSubnet", "a")],
            "a default subnet of a default VPC that nothing was taken from": [
                group("a"),
                ec2("defaultVpc", "default"),
                ec2("defaultSubnet", "a"),
            ],
            "another subnet of the default VPC": [
                group("a"),
                ec2("defaultVpc", "default"),
                ec2("subnet", "a", { vpcId: "default" }),
            ],
        },
        absent: "compliant",
        unknown: {
            "which subnets": {
                resources: [{ ...group("a"), from: {} }, ec2("defaultSubnet", "a")],
                undetermined: "Not known before the update: `subnetIds[0]`.",
            },
        },
        malformed: {},
    },
});
