import { coversActions, coversResources, ifKnown, isAllow, namesOutsiders, only } from "palisade-policy-documents";
import {
    all,
    any,
    eitherOf,
    listOf,
    must,
    mustNot,
    not,
    resourcePolicy,
    say,
    service,
    settingPolicy,
} from "../../evaluation";
import { set, stackPolicy, texts, when } from "../../evaluation";
import type { Link, ResourceReader, Truth, Value } from "../../evaluation";
import { inDocument } from "../documents";
import { DEFAULT_GROUP } from "./groupRules";
import { DEFAULT_SUBNET, DEFAULT_VPC, givesAddresses, ROUTE, ROUTE_TABLES, SUBNETS, VPC, VPCS } from "./resources";
import { isInternet } from "./traffic";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const PREFIX_LIST = "aws:ec2/managedPrefixList:ManagedPrefixList";
const PREFIX_LIST_ENTRY = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";

const flowLogOf: Link = { from: ["aws:ec2/flowLog:FlowLog"], by: "vpcId", to: VPCS };
/** Without a VPC it is of the default one. */
const defaultGroupOf: Link = { from: [DEFAULT_GROUP], by: "vpcId", at: [], to: [VPC] };
const endpointOf: Link = { from: [ENDPOINT], by: "vpcId", to: [VPC] };
const endpointPolicyOf: Link = {
    from: ["aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy"],
    by: "vpcEndpointId",
    to: [ENDPOINT],
};

/** Endpoints to services of AWS of these kinds may have a policy; those to services of others have none. */
function mayHavePolicy(endpoint: ResourceReader): Truth {
    const isOfOthers = endpoint.get("serviceName").judgeText((name) => name.includes(".vpce-svc-"));
    return all([
        endpoint.get("vpcEndpointType").absentAs("Gateway").isOneOf(["Gateway", "Interface"]),
        not(isOfOthers),
    ]);
}

/** Whether a statement lets everybody do everything with everything; that is also what an endpoint without a policy does. */
function letsAllThrough(policy: Value): Truth {
    const everything = only("*");
    return inDocument(policy, ({ statements, faults }) =>
        any([
            // Of what is not understood nobody can tell what it lets through.
            faults.length > 0 ? "undetermined" : false,
            ...statements.map((one) =>
                ifKnown(one, (statement) =>
                    all([
                        isAllow(statement),
                        namesOutsiders(statement.principal),
                        coversActions(statement.action, everything),
                        coversResources(statement.resource, everything),
                        statement.conditions.length === 0,
                    ]),
                ),
            ),
        ]),
    );
}

/** Where a route leads, and whether that is into a peered VPC. */
interface Way {
    readonly peering: Value;
    readonly ranges: readonly Value[];
}

function waysOf(resource: ResourceReader): readonly Way[] {
    return resource.type === ROUTE
        ? [
              {
                  peering: resource.get("vpcPeeringConnectionId"),
                  ranges: [resource.get("destinationCidrBlock"), resource.get("destinationIpv6CidrBlock")],
              },
          ]
        : resource
              .get("routes")
              .items()
              .map((route) => ({
                  peering: route.get("vpcPeeringConnectionId"),
                  ranges: [route.get("cidrBlock"), route.get("ipv6CidrBlock")],
              }));
}

/** Services of which a control asks for an interface in each VPC. */
const CONTROLLED_ENDPOINTS: readonly (readonly [service: string, control: string, what: string])[] = [
    ["ec2", "EC2.10", "the API of EC2"],
    ["ecr.api", "EC2.55", "the API of ECR"],
    ["ecr.dkr", "EC2.56", "the registry of ECR"],
    ["ssm", "EC2.57", "Systems Manager"],
    ["ssm-contacts", "EC2.58", "the contacts of Incident Manager"],
    ["ssm-incidents", "EC2.60", "Incident Manager"],
];

function endpointExample(service: string, type: "Gateway" | "Interface"): string {
    return `new aws.ec2.VpcEndpoint("${service}", {
    vpcId: vpc.id,
    serviceName: "com.amazonaws.eu-west-1.${service}",
    vpcEndpointType: "${type}",${type === "Interface" ? "\n    privateDnsEnabled: true," : ""}
});`;
}

function isOfService(endpoint: ResourceReader, service: string): Truth {
    return endpoint.get("serviceName").judgeText((text) => text.endsWith(`.${service}`));
}

/** What says nothing is a gateway. */
function isInterface(endpoint: ResourceReader): Truth {
    return endpoint.get("vpcEndpointType").is("Interface");
}

export default service("vpc", [
    stackPolicy({
        id: "vpc-flow-logs",
        title: "VPCs log their traffic",
        severity: "medium",
        types: VPCS,
        controls: {
            fsbp: ["EC2.6"],
            cis3: ["3.7"],
            cis5: ["3.7"],
            cis7: ["4.7"],
            nist: ["AU-2", "AU-12", "SI-4"],
            whitepaper: ["VPC"],
        },
        why: "Without flow logs nobody can tell afterwards who talked to whom, or that a scan went on for weeks.",
        fix: {
            text: "Log what is rejected at least, to CloudWatch or S3.",
            example: `new aws.ec2.FlowLog("network", {
    vpcId: vpc.id,
    trafficType: "ALL",
    logDestinationType: "s3",
    logDestination: logs.arn,
});`,
        },
        check: (vpc, stack) =>
            must(
                stack.linkedTo(vpc, flowLogOf).some((log) => log.get("trafficType").isOneOf(["ALL", "REJECT"])),
                say`Give it an \`aws.ec2.FlowLog\` of the traffic "ALL" or "REJECT".`,
            ),
    }),
    stackPolicy({
        id: "vpc-default-sg-managed",
        title: "The default security group of each VPC is closed by the program",
        severity: "high",
        level: "advisory",
        types: [VPC],
        controls: {
            fsbp: ["EC2.2"],
            cis3: ["5.4"],
            cis5: ["5.5"],
            cis7: ["6.5"],
            nist: ["SC-7", "CM-2"],
            whitepaper: ["VPC"],
        },
        why: "AWS gives each VPC a default group that lets its members talk to each other and to everybody outside.",
        fix: {
            text: "Take the group over without rules, which closes it.",
            example: `new aws.ec2.DefaultSecurityGroup("closed", { vpcId: vpc.id });`,
        },
        check: (vpc, stack) =>
            must(
                stack.linkedTo(vpc, defaultGroupOf).exists(),
                say`Give it an \`aws.ec2.DefaultSecurityGroup\` without rules.`,
            ),
    }),
    resourcePolicy({
        id: "vpc-no-default-vpc",
        title: "Programs make networks of their own",
        severity: "medium",
        types: [DEFAULT_VPC, DEFAULT_SUBNET],
        controls: { nist: ["SC-7", "CM-2"], whitepaper: ["VPC"] },
        why: "In the default VPC every subnet is public and gives every instance a public address.",
        fix: {
            text: "Make a VPC, with private subnets for all that needs no address on the internet.",
            example: `new aws.ec2.Vpc("network", { cidrBlock: "10.0.0.0/16" });`,
        },
        check: (resource) => must(false, say`Use \`aws.ec2.Vpc\` and \`aws.ec2.Subnet\` instead of ${resource}.`),
    }),
    resourcePolicy({
        id: "vpc-subnet-no-auto-public-ip",
        title: "Subnets give no public addresses by themselves",
        severity: "medium",
        types: SUBNETS,
        controls: { fsbp: ["EC2.15"], nist: ["SC-7", "AC-4(21)"], whitepaper: ["VPC"] },
        why: "Whatever is started there is on the internet, whether anybody meant it or not.",
        fix: {
            text: "Turn it off, and give an address to what needs one. Load balancers and NAT gateways need no such setting.",
            example: `new aws.ec2.Subnet("private", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24" });`,
        },
        check(subnet) {
            const maps = givesAddresses(subnet);
            return must(maps.is(false), say`Set ${maps} to false.`);
        },
        remediation: () => [set(["mapPublicIpOnLaunch"], false)],
    }),
    settingPolicy({
        id: "vpc-subnet-no-auto-ipv6",
        title: "Subnets give no addresses of IPv6 by themselves",
        severity: "medium",
        offByDefault: true,
        types: SUBNETS,
        controls: { fsbp: ["EC2.15"], nist: ["SC-7", "AC-4(21)"], whitepaper: ["VPC"] },
        why: "Addresses of IPv6 are reached from the internet wherever a route leads there.",
        fix: {
            text: "Turn it off, and give an address to what needs one. Where no route but an egress-only gateway's leads out, leave this policy off.",
            example: `new aws.ec2.Subnet("private", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24", assignIpv6AddressOnCreation: false });`,
        },
        setting: "assignIpv6AddressOnCreation",
        must: { be: false },
        default: false,
        remediates: true,
    }),
    stackPolicy({
        id: "vpc-endpoint-policy-scoped",
        title: "VPC endpoints do not let everybody do everything",
        severity: "medium",
        types: [ENDPOINT],
        controls: { nist: ["AC-4", "AC-6", "SC-7"], whitepaper: ["VPC"] },
        why: "Through an endpoint without a policy data goes to any account's bucket or queue, past every firewall.",
        fix: {
            text: "Let through what your organization's principals do, or what is done with its resources.",
            example: `new aws.ec2.VpcEndpoint("s3", {
    vpcId: vpc.id,
    serviceName: "com.amazonaws.eu-west-1.s3",
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{
            Effect: "Allow",
            Principal: "*",
            Action: "*",
            Resource: "*",
            Condition: { StringEquals: { "aws:ResourceOrgID": "o-a1b2c3d4e5" } },
        }],
    }),
});`,
        },
        check(endpoint, stack) {
            const place = endpoint.given("policy");
            const policies = stack.declared(endpoint, endpointPolicyOf, (policy) => policy.get("policy"), [
                { place, view: place },
            ]);
            return when(
                mayHavePolicy(endpoint),
                policies.mustAgree(
                    (policy) => all([policy.isPresent(), not(letsAllThrough(policy))]),
                    say`Set ${place} to one that names who may do what, or with what.`,
                ),
            );
        },
    }),
    stackPolicy({
        id: "vpc-endpoints-present",
        title: "VPCs reach services of AWS by endpoints",
        severity: "medium",
        offByDefault: true,
        types: [VPC],
        controls: { cis7: ["6.8"], nist: ["SC-7", "AC-4"], whitepaper: ["VPC"] },
        why: "Without endpoints, traffic to AWS needs a way to the internet, which is then there for all other traffic too.",
        fix: {
            text: "Give the VPC an endpoint for each service that is used, and name these in the option `services`.",
            example: endpointExample("s3", "Gateway"),
        },
        options: {
            services: texts({
                default: ["s3", "dynamodb"],
                pattern: /^[a-z0-9][a-z0-9.-]*$/,
                of: "names of services as in `com.amazonaws.<region>.<name>`",
                description: "The services that each VPC has an endpoint for.",
            }),
        },
        check: (vpc, stack, { services }) =>
            services.map((name) =>
                must(
                    stack.linkedTo(vpc, endpointOf).some((endpoint) => isOfService(endpoint, name)),
                    say`Give it an \`aws.ec2.VpcEndpoint\` of the service ${eitherOf([name])}.`,
                ),
            ),
    }),
    ...CONTROLLED_ENDPOINTS.map(([service, control, what]) =>
        stackPolicy({
            id: `vpc-endpoint-${service.replace(".", "-")}`,
            title: `VPCs reach ${what} by an endpoint`,
            severity: "medium",
            offByDefault: true,
            types: [VPC],
            controls: { fsbp: [control], nist: ["SC-7", "AC-4"], whitepaper: ["VPC"] },
            why: "Without it, calls of the service need a way to the internet, which is then there for all other traffic too.",
            fix: { text: "Give the VPC an interface of the service.", example: endpointExample(service, "Interface") },
            check: (vpc, stack) =>
                must(
                    stack
                        .linkedTo(vpc, endpointOf)
                        .some((endpoint) => all([isOfService(endpoint, service), isInterface(endpoint)])),
                    say`Give it an \`aws.ec2.VpcEndpoint\` of the service ${eitherOf([service])} and the type "Interface".`,
                ),
        }),
    ),
    resourcePolicy({
        id: "vpc-peering-least-access",
        title: "Routes into peered VPCs are for certain ranges",
        severity: "low",
        types: [ROUTE, ...ROUTE_TABLES],
        controls: { cis3: ["5.5"], cis5: ["5.6"], cis7: ["6.6"], nist: ["SC-7", "AC-4"], whitepaper: ["VPC"] },
        why: "A route for everything sends to the peer whatever has no other route, and lets each side look around in the other.",
        fix: {
            text: "Route the ranges of the subnets, or the addresses, that are needed.",
            example: `new aws.ec2.Route("database", {
    routeTableId: "rtb-0123456789abcdef0",
    destinationCidrBlock: "10.1.2.0/24",
    vpcPeeringConnectionId: "pcx-0123456789abcdef0",
});`,
        },
        check: (resource) =>
            waysOf(resource).map(({ peering, ranges }) => {
                const leads = ranges.map((range) => ({ range, isOpen: isInternet(range) }));
                const open = leads.filter((lead) => lead.isOpen === true).map(({ range }) => range);
                // Which peering it is does not matter, so that one whose id is not known yet is one.
                const isPeering = peering.isUnknown || peering.isPresent();
                return mustNot(
                    all([any(leads.map((lead) => lead.isOpen)), isPeering]),
                    say`Narrow ${listOf(open)} to the ranges of the peer that are needed.`,
                );
            }),
    }),
    settingPolicy({
        id: "vpc-block-public-access",
        title: "VPC block public access blocks the internet's way in",
        severity: "medium",
        types: ["aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions"],
        controls: { fsbp: ["EC2.172"], nist: ["SC-7"], whitepaper: ["VPC"] },
        why: "Turned off, every internet gateway of the account opens its VPC again.",
        fix: {
            text: "Block both ways, or the way in, and exclude the VPCs that serve the internet.",
            example: `new aws.ec2.VpcBlockPublicAccessOptions("all", { internetGatewayBlockMode: "block-ingress" });`,
        },
        setting: "internetGatewayBlockMode",
        must: { beOneOf: ["block-bidirectional", "block-ingress"] },
    }),
    resourcePolicy({
        id: "vpc-prefix-list-not-public",
        title: "Prefix lists hold ranges, and not the internet",
        severity: "medium",
        types: [PREFIX_LIST, PREFIX_LIST_ENTRY],
        controls: { nist: ["SC-7", "AC-4"], whitepaper: ["VPC"] },
        why: "A rule of a security group that names the list opens its port to everybody, and does not show it.",
        fix: {
            text: "List the networks that are meant.",
            example: `new aws.ec2.ManagedPrefixListEntry("office", {
    prefixListId: "pl-0123456789abcdef0",
    cidr: "203.0.113.0/24",
});`,
        },
        check(resource) {
            const entries = resource.type === PREFIX_LIST ? resource.get("entries").items() : [resource];
            return entries.map((entry) => {
                const range = entry.get("cidr");
                return mustNot(isInternet(range), say`Narrow ${range} to the networks that are meant.`);
            });
        },
    }),
    settingPolicy({
        id: "vpc-endpoint-service-acceptance",
        title: "Who connects to an endpoint service is accepted first",
        severity: "medium",
        types: ["aws:ec2/vpcEndpointService:VpcEndpointService"],
        controls: { nist: ["AC-4", "SC-7"], whitepaper: ["VPC"] },
        why: "Without acceptance every principal that may connect is connected, and nobody is asked.",
        fix: {
            text: "Demand acceptance.",
            example: `new aws.ec2.VpcEndpointService("orders", { acceptanceRequired: true, networkLoadBalancerArns: [] });`,
        },
        setting: "acceptanceRequired",
        must: { be: true },
        remediates: true,
    }),
]);
