import networks from "../../../../policy-pack/policies/vpc/networks";
import { describeService } from "../../support/describe";
import { unknown, type Input, type Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";

type More = Partial<TestResource>;

const vpc = (more: More = {}): TestResource => ({
    type: "aws:ec2/vpc:Vpc",
    inputs: { cidrBlock: "10.0.0.0/16" },
    ...more,
});
const defaultVpc: TestResource = { type: "aws:ec2/defaultVpc:DefaultVpc", inputs: {} };
/** A resource that is in the VPC "it". */
const inVpc = (type: string, inputs: Inputs, more: More = {}): TestResource => ({
    type,
    name: "side",
    inputs: { vpcId: unknown(), ...inputs },
    from: { vpcId: ["it"] },
    ...more,
});
const flowLog = (trafficType: Input, more: More = {}) => inVpc("aws:ec2/flowLog:FlowLog", { trafficType }, more);
const closed = inVpc("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", {});
const LOG = 'Give it an `aws.ec2.FlowLog` of the traffic "ALL" or "REJECT".';

const subnet = (inputs: Inputs) => ({ type: "aws:ec2/subnet:Subnet", inputs: { vpcId: "vpc-1", ...inputs } });
const defaultSubnet = (inputs: Inputs) => ({
    type: "aws:ec2/defaultSubnet:DefaultSubnet",
    inputs: { availabilityZone: "eu-west-1a", ...inputs },
});

const endpoint = (inputs: Inputs, more: More = {}): TestResource => ({
    type: "aws:ec2/vpcEndpoint:VpcEndpoint",
    inputs: { vpcId: "vpc-1", serviceName: "com.amazonaws.eu-west-1.s3", ...inputs },
    ...more,
});
const endpointOf = (service: string, vpcEndpointType: Input = "Interface"): TestResource =>
    inVpc("aws:ec2/vpcEndpoint:VpcEndpoint", { serviceName: `com.amazonaws.eu-west-1.${service}`, vpcEndpointType });
const endpointPolicy = (policy: Input): TestResource => ({
    type: "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
    name: "side",
    inputs: { vpcEndpointId: unknown(), policy },
    from: { vpcEndpointId: ["it"] },
});
const allowing = (more: Inputs = {}) =>
    JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*", ...more }],
    });
const SCOPE = "Set `policy` to one that names who may do what, or with what.";

const route = (inputs: Inputs) => ({ type: "aws:ec2/route:Route", inputs: { routeTableId: "rtb-1", ...inputs } });
const routeTable = (...routes: readonly Inputs[]) => ({
    type: "aws:ec2/routeTable:RouteTable",
    inputs: { vpcId: "vpc-1", routes },
});
const defaultRouteTable = (...routes: readonly Inputs[]) => ({
    type: "aws:ec2/defaultRouteTable:DefaultRouteTable",
    inputs: { defaultRouteTableId: "rtb-1", routes },
});
const PEERED = { vpcPeeringConnectionId: "pcx-1" };
const narrow = (path: string) => [`Narrow \`${path}\` to the ranges of the peer that are needed.`];

const blockPublicAccess = (internetGatewayBlockMode: string) => ({
    type: "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions",
    inputs: { internetGatewayBlockMode },
});
const prefixList = (...ranges: readonly Input[]) => ({
    type: "aws:ec2/managedPrefixList:ManagedPrefixList",
    inputs: { entries: ranges.map((cidr) => ({ cidr })) },
});
const prefixListEntry = (cidr: Input) => ({
    type: "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry",
    inputs: { prefixListId: "pl-1", cidr },
});
const endpointService = (acceptanceRequired: boolean) => ({
    type: "aws:ec2/vpcEndpointService:VpcEndpointService",
    inputs: { acceptanceRequired },
});

const ownNetwork = ['Use `aws.ec2.Vpc` and `aws.ec2.Subnet` instead of "it".'];

describeService(networks, {
    "vpc-flow-logs": {
        says: LOG,
        compliant: {
            "all traffic": { resources: [vpc(), flowLog("ALL")] },
            "what is rejected": { resources: [vpc(), flowLog("REJECT")] },
            "a default VPC": { resources: [{ ...defaultVpc, name: "it" }, flowLog("ALL")] },
            "by id": {
                resources: [
                    vpc({ outputs: { id: "vpc-1" } }),
                    flowLog("ALL", { inputs: { vpcId: "vpc-1", trafficType: "ALL" }, from: {} }),
                ],
            },
        },
        violating: {
            "no log": vpc(),
            "a default VPC": defaultVpc,
            "only what is accepted": { resources: [vpc(), flowLog("ACCEPT")] },
            "of another VPC": {
                resources: [
                    vpc({ outputs: { id: "vpc-1" } }),
                    flowLog("ALL", { inputs: { vpcId: "vpc-2", trafficType: "ALL" }, from: {} }),
                ],
            },
        },
        absent: "violating",
    },
    "vpc-default-sg-managed": {
        says: "Give it an `aws.ec2.DefaultSecurityGroup` without rules.",
        compliant: { "it is taken over": { resources: [vpc(), closed] } },
        violating: {
            "nobody cares": vpc(),
            "that of the default VPC is": [
                vpc(),
                { type: closed.type, name: "default", inputs: {}, outputs: { vpcId: unknown() } },
            ],
        },
        absent: "violating",
        unknown: {
            "of which of two VPCs it is": {
                resources: [vpc(), vpc({ name: "other" }), { ...closed, from: { vpcId: ["it", "other"] } }],
                undetermined: {
                    it: 'It is not known yet what this names: `vpcId` of "side".',
                    other: 'It is not known yet what this names: `vpcId` of "side".',
                },
            },
        },
    },
    "vpc-no-default-vpc": {
        byTypeAlone: true,
        compliant: { "a network of its own": vpc() },
        violating: {
            "a default VPC": { resources: defaultVpc, says: ownNetwork },
            "a default subnet": { resources: defaultSubnet({}), says: ownNetwork },
        },
        absent: { "by its type alone": { resources: defaultVpc, says: ownNetwork } },
    },
    "vpc-subnet-no-auto-public-ip": {
        says: "Set `mapPublicIpOnLaunch` to false.",
        compliant: {
            "turned off": subnet({ mapPublicIpOnLaunch: false }),
            "turned off in a default subnet": defaultSubnet({ mapPublicIpOnLaunch: false }),
        },
        violating: {
            "turned on": subnet({ mapPublicIpOnLaunch: true }),
            "turned on in a default subnet": defaultSubnet({ mapPublicIpOnLaunch: true }),
        },
        absent: {
            "a subnet has it off": subnet({}),
            "a default subnet has it on": {
                resources: defaultSubnet({}),
                says: ["Set `mapPublicIpOnLaunch` to false."],
            },
        },
    },
    "vpc-subnet-no-auto-ipv6": {
        says: "Remove `assignIpv6AddressOnCreation`, or set it to false.",
        compliant: { "turned off": subnet({ assignIpv6AddressOnCreation: false }) },
        violating: {
            "turned on": subnet({ assignIpv6AddressOnCreation: true }),
            "turned on in a default subnet": defaultSubnet({ assignIpv6AddressOnCreation: true }),
        },
        absent: "compliant",
    },
    "vpc-endpoint-policy-scoped": {
        says: SCOPE,
        compliant: {
            "what is done is named": endpoint({ policy: allowing({ Action: "s3:GetObject" }) }),
            "with what is named": endpoint({ policy: allowing({ Resource: "arn:aws:s3:::data/*" }) }),
            "nothing let through": endpoint({ policy: allowing({ Effect: "Deny" }) }),
            "who is named": endpoint({ policy: allowing({ Principal: { AWS: "111122223333" } }) }),
            "a condition": endpoint({
                policy: allowing({ Condition: { StringEquals: { "aws:ResourceOrgID": "o-1" } } }),
            }),
            "a policy of its own": { resources: [endpoint({}), endpointPolicy(allowing({ Action: "s3:Get*" }))] },
            "an endpoint of a gateway load balancer": endpoint({ vpcEndpointType: "GatewayLoadBalancer" }),
            "an endpoint to somebody else's service": endpoint({
                vpcEndpointType: "Interface",
                serviceName: "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
            }),
        },
        violating: {
            "the default": endpoint({}),
            "an interface": endpoint({ vpcEndpointType: "Interface" }),
            "written out": endpoint({ policy: allowing() }),
            "of its own": {
                resources: [endpoint({}), endpointPolicy(allowing({ Action: ["*"], Principal: { AWS: "*" } }))],
            },
            "of its own, which says nothing": { resources: [endpoint({}), endpointPolicy(null)] },
        },
        absent: "violating",
    },
    "vpc-endpoints-present": {
        compliant: {
            "of each service that is asked for": {
                resources: [
                    vpc(),
                    inVpc("aws:ec2/vpcEndpoint:VpcEndpoint", { serviceName: "com.amazonaws.eu-west-1.ec2" }),
                ],
                options: { services: ["ec2"] },
            },
        },
        violating: {
            "of another service": {
                resources: [
                    vpc(),
                    inVpc("aws:ec2/vpcEndpoint:VpcEndpoint", { serviceName: "com.amazonaws.eu-west-1.ec2messages" }),
                ],
                options: { services: ["ec2"] },
                says: ['Give it an `aws.ec2.VpcEndpoint` of the service "ec2".'],
            },
        },
        absent: {
            "of none": {
                resources: vpc(),
                says: ["s3", "dynamodb"].map((name) => `Give it an \`aws.ec2.VpcEndpoint\` of the service "${name}".`),
            },
        },
    },
    ...Object.fromEntries(
        ["ec2", "ecr.api", "ecr.dkr", "ssm", "ssm-contacts", "ssm-incidents"].map((service) => [
            `vpc-endpoint-${service.replace(".", "-")}`,
            {
                says: `Give it an \`aws.ec2.VpcEndpoint\` of the service "${service}" and the type "Interface".`,
                compliant: { "its own": [vpc(), endpointOf(service)] },
                violating: {
                    "another kind of endpoint": [vpc(), endpointOf(service, "Resource")],
                    "a gateway, as the provider takes what says nothing": [vpc(), endpointOf(service, null)],
                    "of a service whose name begins so": [vpc(), endpointOf(`${service}-more`)],
                    "of another": [vpc(), endpointOf("logs")],
                },
                absent: "violating" as const,
            },
        ]),
    ),
    "vpc-peering-least-access": {
        compliant: {
            "a range": route({ destinationCidrBlock: "10.1.2.0/24", ...PEERED }),
            "everything, to a NAT gateway": route({ destinationCidrBlock: "0.0.0.0/0", natGatewayId: "nat-1" }),
            "a table": routeTable(
                { cidrBlock: "10.1.0.0/16", ...PEERED },
                { cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" },
            ),
        },
        violating: {
            everything: {
                resources: route({ destinationCidrBlock: "0.0.0.0/0", ...PEERED }),
                says: narrow("destinationCidrBlock"),
            },
            "everything by IPv6, into a peering whose id is not known yet": {
                resources: route({ destinationIpv6CidrBlock: "::/0", vpcPeeringConnectionId: unknown() }),
                says: narrow("destinationIpv6CidrBlock"),
            },
            "in a table": {
                resources: routeTable({ cidrBlock: "10.1.0.0/16", ...PEERED }, { ipv6CidrBlock: "::/0", ...PEERED }),
                says: narrow("routes[1].ipv6CidrBlock"),
            },
            "in a default table": {
                resources: defaultRouteTable({ cidrBlock: "0.0.0.0/0", ...PEERED }),
                says: narrow("routes[0].cidrBlock"),
            },
        },
        absent: "compliant",
    },
    "vpc-block-public-access": {
        says: 'Set `internetGatewayBlockMode` to "block-bidirectional" or "block-ingress".',
        compliant: {
            "both ways": blockPublicAccess("block-bidirectional"),
            "the way in": blockPublicAccess("block-ingress"),
        },
        violating: { "turned off": blockPublicAccess("off") },
        absent: "violating",
    },
    "vpc-prefix-list-not-public": {
        compliant: {
            networks: prefixList("203.0.113.0/24", "10.0.0.0/8"),
            "an entry": prefixListEntry("2001:db8::/32"),
        },
        violating: {
            "half of the internet, twice": {
                resources: prefixList("0.0.0.0/1", "203.0.113.0/24", "128.0.0.0/1"),
                says: [0, 2].map((index) => `Narrow \`entries[${index}].cidr\` to the networks that are meant.`),
            },
            "an entry": { resources: prefixListEntry("::/0"), says: ["Narrow `cidr` to the networks that are meant."] },
        },
        absent: "compliant",
    },
    "vpc-endpoint-service-acceptance": {
        says: "Set `acceptanceRequired` to true.",
        compliant: { "it asks": endpointService(true) },
        violating: { "it does not ask": endpointService(false) },
        absent: "violating",
    },
});
