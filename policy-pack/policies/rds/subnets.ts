import { all, any, mustNot, not, say, service, stackPolicy } from "../../evaluation";
import type { Link, Linked, ResourceReader, StackReader, Truth } from "../../evaluation";

const GROUP = "aws:rds/subnetGroup:SubnetGroup";
const SUBNETS = ["aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet"];
const TABLES = ["aws:ec2/routeTable:RouteTable", "aws:ec2/defaultRouteTable:DefaultRouteTable"];
const ROUTE = "aws:ec2/route:Route";
const GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";

const MAIN_ASSOCIATION = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation";
const VPCS = ["aws:ec2/vpc:Vpc"];

const subnetOf: Link = { from: [ASSOCIATION], by: "subnetId", to: SUBNETS };
const tableOf: Link = { from: [ASSOCIATION], by: "routeTableId", to: TABLES };
const vpcOf: Link = { from: SUBNETS, by: "vpcId", to: VPCS };
const mainOf: Link = { from: [MAIN_ASSOCIATION], by: "vpcId", to: VPCS };
const mainTableOf: Link = { from: [MAIN_ASSOCIATION], by: "routeTableId", to: TABLES };
const routeOf: Link = { from: [ROUTE], by: "routeTableId", to: TABLES };
const gatewayOf: Link = { from: [ROUTE], by: "gatewayId", to: [GATEWAY] };
const inlineGatewayOf: Link = { from: TABLES, by: "routes", to: [GATEWAY] };

/** Whether a table leads to the internet by a gateway of the stack. */
function leadsOut(table: ResourceReader, stack: StackReader): Truth {
    const gateways = stack.ofTypes(GATEWAY);
    return any([
        ...gateways.map((gateway) => stack.pointsAt(table, gateway, inlineGatewayOf)),
        stack
            .linkedTo(table, routeOf)
            .some((route) => any(gateways.map((gateway) => stack.pointsAt(route, gateway, gatewayOf)))),
    ]);
}

/** Whether what is associated so has a table that leads to the internet. */
function leadOut(associations: Linked, link: Link, stack: StackReader): Truth {
    return associations.some((association) =>
        any(
            stack.ofTypes(...TABLES).map((table) => {
                const isItsTable = stack.pointsAt(association, table, link);
                return isItsTable === false ? false : all([isItsTable, leadsOut(table, stack)]);
            }),
        ),
    );
}

/** Whether a subnet's table leads to the internet: its own, or the main table of its VPC where it has none. */
function isPublic(subnet: ResourceReader, stack: StackReader): Truth {
    const associations = stack.linkedTo(subnet, subnetOf);
    const vpc = stack.targetOf(subnet, vpcOf);
    return any([
        leadOut(associations, tableOf, stack),
        vpc === undefined
            ? false
            : all([not(associations.exists()), leadOut(stack.linkedTo(vpc, mainOf), mainTableOf, stack)]),
    ]);
}

/** Whether a subnet is in a group: what the group's list is made of tells it while no id is known. */
function isIn(group: ResourceReader, subnet: ResourceReader, subnets: readonly ResourceReader[]): Truth {
    const own = subnet.given("id");
    const isMadeOfSubnets = subnets.some((one) => group.comesFrom("subnetIds", one));
    return (
        group.comesFrom("subnetIds", subnet) ||
        any(
            group
                .get("subnetIds")
                .items()
                .map((id) => (id.isUnknown && isMadeOfSubnets ? false : id.judgeText((text) => own.is(text) === true))),
        )
    );
}

export default service("rds", [
    stackPolicy({
        id: "rds-subnets-private",
        title: "RDS databases lie in private subnets",
        severity: "high",
        types: [GROUP],
        controls: { fsbp: ["RDS.46"], nist: ["AC-4", "SC-7"], whitepaper: ["RDS", "VPC"] },
        why: "In a subnet that an internet gateway reaches, one setting or one security group is all that keeps the database off the internet.",
        fix: {
            text: "Put only subnets into the group whose route tables lead to no internet gateway.",
            example: `new aws.rds.SubnetGroup("orders", { subnetIds: ["subnet-private-a", "subnet-private-b"] });`,
        },
        check(group, stack) {
            const subnets = stack.ofTypes(...SUBNETS);
            return subnets.map((subnet) => {
                const isMeant = isIn(group, subnet, subnets);
                return isMeant === false
                    ? []
                    : mustNot(
                          all([isMeant, isPublic(subnet, stack)]),
                          say`Take ${subnet} out of ${group.get("subnetIds")}: its route table leads to an internet gateway.`,
                      );
            });
        },
    }),
]);
