import { all, any, mustNot, not, say, service, stackPolicy } from "../../evaluation";
import type { Link, Linked, Message, ResourceReader, StackReader, Truth, Value } from "../../evaluation";
import { DEFAULT_ROUTE_TABLE, DEFAULT_SUBNET, DEFAULT_VPC, ROUTE, ROUTE_TABLES, SUBNETS, VPCS } from "../vpc/resources";

const GROUP = "aws:rds/subnetGroup:SubnetGroup";
const GATEWAY = "aws:ec2/internetGateway:InternetGateway";
const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const MAIN_ASSOCIATION = "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation";

const subnetOf: Link = { from: [ASSOCIATION], by: "subnetId", to: SUBNETS };
const tableOf: Link = { from: [ASSOCIATION], by: "routeTableId", to: ROUTE_TABLES };
const inVpc: Link = { from: SUBNETS, by: "vpcId", to: VPCS };
const mainOf: Link = { from: [MAIN_ASSOCIATION], by: "vpcId", to: VPCS };
const mainTableOf: Link = { from: [MAIN_ASSOCIATION], by: "routeTableId", to: ROUTE_TABLES };
const routeOf: Link = { from: [ROUTE], by: "routeTableId", to: ROUTE_TABLES };
const adoptedOf: Link = {
    from: [DEFAULT_ROUTE_TABLE],
    by: "defaultRouteTableId",
    to: VPCS,
    named: ["defaultRouteTableId"],
};

/** Whether a gateway that a property names is one to the internet. */
function isToInternet(gateway: Value, holder: ResourceReader, property: string, stack: StackReader): Truth {
    return (
        !gateway.isAbsent &&
        (stack.ofTypes(GATEWAY).some((one) => holder.comesFrom(property, one)) ||
            gateway.judgeText((id) => id.startsWith("igw-")))
    );
}

function isRouteOut(route: ResourceReader, stack: StackReader): Truth {
    return isToInternet(route.get("gatewayId"), route, "gatewayId", stack);
}

/** Whether a route is in the table that a VPC is made with, which only the VPC names. */
function isOfVpc(route: ResourceReader, vpc: ResourceReader): boolean {
    return route.comesFrom("routeTableId", vpc);
}

/** Whether a table leads to the internet, by a route of its own or by one beside it. */
function leadsOut(table: ResourceReader, stack: StackReader): Truth {
    const inline = table.given("routes").items();
    const vpcs = stack.ofTypes(...VPCS);
    return any([
        ...inline.map((route) => isToInternet(route.get("gatewayId"), table, "routes", stack)),
        stack
            .linkedTo(table, routeOf)
            .some((route) => (vpcs.some((vpc) => isOfVpc(route, vpc)) ? false : isRouteOut(route, stack))),
    ]);
}

/** Whether what is associated so has a table that leads to the internet. */
function leadOut(associations: Linked, link: Link, stack: StackReader): Truth {
    return associations.some((association) =>
        any(
            stack.ofTypes(...ROUTE_TABLES).map((table) => {
                const isItsTable = stack.pointsAt(association, table, link);
                return isItsTable === false ? false : all([isItsTable, leadsOut(table, stack)]);
            }),
        ),
    );
}

/** Whether a VPC's main table is seen to lead to the internet. */
function isMainPublic(vpc: ResourceReader, stack: StackReader): Truth {
    const chosen = stack.linkedTo(vpc, mainOf);
    const routes = stack.ofTypes(ROUTE).filter((route) => isOfVpc(route, vpc));
    return any([
        leadOut(chosen, mainTableOf, stack),
        all([
            not(chosen.exists()),
            any([
                stack.linkedTo(vpc, adoptedOf).some((table) => leadsOut(table, stack)),
                ...routes.map((route) => isRouteOut(route, stack)),
            ]),
        ]),
    ]);
}

function vpcOf(subnet: ResourceReader, stack: StackReader): ResourceReader | undefined {
    return subnet.type === DEFAULT_SUBNET
        ? stack.ofTypes(DEFAULT_VPC).find((one) => one.hasProviderOf(subnet))
        : stack.targetOf(subnet, inVpc);
}

/** Whether a subnet's table leads to the internet: its own, or the main table of its VPC where it has none. */
function isPublic(subnet: ResourceReader, stack: StackReader): Truth {
    const associations = stack.linkedTo(subnet, subnetOf);
    const vpc = vpcOf(subnet, stack);
    return any([
        leadOut(associations, tableOf, stack),
        all([not(associations.exists()), vpc === undefined ? false : isMainPublic(vpc, stack)]),
    ]);
}

/** Whether a subnet has the table that AWS makes the default VPC with, which leads to the internet. */
function hasDefaultTable(subnet: ResourceReader, stack: StackReader): Truth {
    const vpc = vpcOf(subnet, stack);
    const isDefault = vpc === undefined ? subnet.type === DEFAULT_SUBNET : vpc.type === DEFAULT_VPC;
    return all([
        isDefault,
        not(stack.linkedTo(subnet, subnetOf).exists()),
        ...(vpc === undefined ? [] : [mainOf, adoptedOf].map((link) => not(stack.linkedTo(vpc, link).exists()))),
    ]);
}

/** Demands that no subnet of a group is of a kind. */
function noneOf(
    group: ResourceReader,
    stack: StackReader,
    kind: (subnet: ResourceReader, stack: StackReader) => Truth,
    because: Message,
) {
    const subnets = stack.ofTypes(...SUBNETS);
    return subnets.map((subnet) => {
        const isMeant = isIn(group, subnet, subnets);
        return isMeant === false
            ? []
            : mustNot(
                  all([isMeant, kind(subnet, stack)]),
                  say`Take ${subnet} out of ${group.get("subnetIds")}: ${because}.`,
              );
    });
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
        check: (group, stack) => noneOf(group, stack, isPublic, say`its route table leads to an internet gateway`),
    }),
    stackPolicy({
        id: "rds-subnets-not-of-default-vpc",
        title: "RDS databases do not lie in the public subnets that AWS makes the default VPC with",
        severity: "high",
        // Somebody may have taken the way out of that table by hand.
        level: "advisory",
        types: [GROUP],
        controls: { fsbp: ["RDS.46"], nist: ["AC-4", "SC-7"], whitepaper: ["RDS", "VPC"] },
        why: "Unless somebody changed it, the default VPC leads from every subnet to the internet.",
        fix: {
            text: "Make private subnets for databases, or give the default ones a route table that leads to no internet gateway.",
            example: `new aws.rds.SubnetGroup("orders", { subnetIds: ["subnet-private-a", "subnet-private-b"] });`,
        },
        check: (group, stack) =>
            noneOf(group, stack, hasDefaultTable, say`the default VPC's own route table leads to an internet gateway`),
    }),
]);
