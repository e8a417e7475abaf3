import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Check } from "../shared/checks";
import type { Children } from "../shared/children";
import { policyDocument } from "../shared/policyDocument";
import type { Fault } from "../shared/validate";
import { networkAclRules } from "./networkAcl";
import { gatewayAclRules } from "./policy/aclRules";
import type { Tier } from "./policy/addressPlan";
import { type AwsService, endpointServiceName, endpointStatements, isGateway } from "./policy/endpointServices";
import { ANYONE_ON_THE_INTERNET, type End, type Relation, relationFaults } from "./policy/relations";

/** A network beyond the VPC, under the name that it has in the graph. */
export interface AddressPeer {
    readonly name: string;
    /** For example `192.168.10.0/24`. */
    readonly cidr: string;
    /** Its addresses of IPv6, for example `2001:db8:12::/48`, in a network with IPv6. Default: none. */
    readonly ipv6Cidr?: string;
}

/** The endpoint of a service of AWS in the VPC. */
export interface ServiceEndpoint {
    readonly name: AwsService;
    /** Id of the endpoint, for policies that let nobody in from elsewhere. */
    readonly endpointId: pulumi.Output<string>;
    /** Its security group, into which nobody is allowed of itself; none where a route leads to the service. */
    readonly group?: aws.ec2.SecurityGroup;
    /** Id of its security group, where somebody else made the endpoint: rules into it are theirs. */
    readonly groupId?: pulumi.Output<string>;
    /** The list of the service's addresses, where a route leads to it. */
    readonly prefixListId?: pulumi.Output<string>;
}

/** What can be an end of a relation. */
export type Peer = aws.ec2.SecurityGroup | ServiceEndpoint | AddressPeer;

/** A rule that the owner of a security group has to add to it. */
export interface RequiredRule {
    /** Id of the group into which the rule lets. */
    readonly groupId: pulumi.Output<string>;
    /** Id of the group that it lets in. */
    readonly fromGroupId: pulumi.Output<string>;
    /** Port of TCP. */
    readonly port: number;
    readonly why: string;
}

/** A network in which components place what they make: a Network, or an ExistingNetwork. */
export interface NetworkPlacement {
    /** Id of the VPC. */
    readonly vpcId: pulumi.Output<string>;
    /** Addresses of the VPC. */
    readonly cidr: pulumi.Output<string>;
    /** Blocks of IPv6 addresses of the VPC; none without IPv6. */
    readonly ipv6Cidrs: pulumi.Output<string[]>;
    /** Names of the availability zones, in the order of the subnets. */
    readonly zoneNames: pulumi.Output<string[]>;
    /** Ids of the subnets for functions and instances, one in each zone. */
    readonly subnetIds: pulumi.Output<string[]>;
    /** Ids of the public subnets; none in a topology without the internet. */
    readonly publicSubnetIds?: pulumi.Output<string[]>;
    /** Ids of the route tables of the subnets for functions and instances. */
    readonly routeTableIds: pulumi.Output<string[]>;
    /** Region of the network. */
    readonly region: pulumi.Output<string>;

    securityGroup(name: string): aws.ec2.SecurityGroup;
    useService(service: AwsService): ServiceEndpoint;
    allow(from: Peer, to: Peer, port: number, why: string): void;
    securityGraph(): Relation[];
}

/** A network, and nothing that only has the fields of one. */
export const placementCheck: Check<NetworkPlacement> = (network, argument) => {
    const given: Partial<NetworkPlacement> = network;
    return typeof given.useService === "function"
        ? []
        : [
              {
                  argument,
                  fault: "it is neither a Network nor an ExistingNetwork",
                  fix: "pass one of them, which only programs in TypeScript and JavaScript can",
              },
          ];
};

/** The part of a network that is made as components ask for it. */
export interface Reachable {
    readonly vpcId: pulumi.Output<string>;
    /** Where interfaces of endpoints are placed; called when there is one. */
    readonly endpointSubnetIds: () => pulumi.Output<string[]>;
    readonly routeTableIds: pulumi.Output<string[]>;
    /** Endpoints that somebody else made: a VPC takes no second one of the same name. */
    readonly existing?: ReadonlyMap<string, ServiceEndpoint>;
    /** Whether rules are for IPv6 too, where a peer has addresses of it. Default: false. */
    readonly ipv6?: boolean;
    /** The network ACL that must be told of routes to services, where it knows of no way out. */
    readonly closedAcl?: { tier: Tier; acl: aws.ec2.NetworkAcl };
}

/** A peer, as rules name it. */
interface Side {
    end: End;
    group?: aws.ec2.SecurityGroup;
    /** One for each rule: a rule is of one family of addresses. */
    sources: Source[];
}

type Source = Pick<
    aws.vpc.SecurityGroupIngressRuleArgs,
    "referencedSecurityGroupId" | "prefixListId" | "cidrIpv4" | "cidrIpv6"
>;

/** Security groups, endpoints of services, and who may speak to whom. */
export class Connections {
    private readonly groups = new Map<string, aws.ec2.SecurityGroup>();
    private readonly services = new Map<AwsService, ServiceEndpoint>();
    private readonly made = new Map<string, { relation: Relation; from: Peer; to: Peer }>();

    constructor(
        private readonly children: Children,
        private readonly network: Reachable,
    ) {}

    /** A group without rules. Its description cannot be changed, so it says nothing that could. */
    group(suffix: string): aws.ec2.SecurityGroup {
        const { children, network } = this;
        const name = children.name(suffix);
        const group =
            this.groups.get(suffix) ??
            new aws.ec2.SecurityGroup(
                name,
                {
                    vpcId: network.vpcId,
                    description: name,
                    tags: children.tags(suffix),
                    region: children.region,
                },
                children.looseOptions(),
            );
        this.groups.set(suffix, group);
        return group;
    }

    service(service: AwsService): ServiceEndpoint {
        const endpoint = this.network.existing?.get(service) ?? this.services.get(service) ?? this.endpoint(service);
        this.services.set(service, endpoint);
        return endpoint;
    }

    private endpoint(service: AwsService): ServiceEndpoint {
        const { children, network } = this;
        const suffix = `endpoint-${service}`;
        const group = isGateway(service) ? undefined : this.group(suffix);
        const endpoint = new aws.ec2.VpcEndpoint(
            children.name(suffix),
            {
                vpcId: network.vpcId,
                serviceName: children.place.apply((place) => endpointServiceName(service, place)),
                ...(group === undefined
                    ? { vpcEndpointType: "Gateway", routeTableIds: network.routeTableIds }
                    : {
                          vpcEndpointType: "Interface",
                          privateDnsEnabled: true,
                          subnetIds: network.endpointSubnetIds(),
                          securityGroupIds: [group.id],
                      }),
                policy: pulumi.jsonStringify(
                    children.place.apply((place) => policyDocument(endpointStatements(service, place))),
                ),
                tags: children.tags(suffix),
                region: children.region,
            },
            children.looseOptions(),
        );
        if (group === undefined && network.closedAcl !== undefined && ![...this.services.keys()].some(isGateway)) {
            networkAclRules(children, network.closedAcl.tier, network.closedAcl.acl, gatewayAclRules());
        }
        return {
            name: service,
            endpointId: endpoint.id,
            ...(group === undefined ? { prefixListId: endpoint.prefixListId } : { group }),
        };
    }

    allow(from: Peer, to: Peer, port: number, why: string): void {
        const [source, target] = [this.sideOf(from), this.sideOf(to)];
        const relation: Relation = { from: source.end.name, to: target.end.name, port, why };
        this.children.require(relationFaults(source.end, target.end, relation));
        const name = `${relation.from}-to-${relation.to}-${port}`;
        const earlier = this.made.get(name);
        if (earlier !== undefined) {
            this.children.require(repeatFaults(relation, earlier.relation, from === earlier.from && to === earlier.to));
            return;
        }
        this.made.set(name, { relation, from, to });

        const rule = {
            ipProtocol: "tcp",
            fromPort: port,
            toPort: port,
            description: why,
            region: this.children.region,
        };
        const nameOf = (index: number): string => this.children.name(index === 0 ? name : `${name}-ipv6`);
        const { group } = source;
        if (group !== undefined) {
            target.sources.forEach((to, index) => {
                const rules = { ...rule, ...to, securityGroupId: group.id };
                new aws.vpc.SecurityGroupEgressRule(nameOf(index), rules, this.children.looseOptions());
            });
        }
        const { group: into } = target;
        if (into !== undefined) {
            source.sources.forEach((from, index) => {
                const rules = { ...rule, ...from, securityGroupId: into.id };
                new aws.vpc.SecurityGroupIngressRule(nameOf(index), rules, this.children.looseOptions());
            });
        }
    }

    /** All relations, in the order in which they were allowed. */
    graph(): Relation[] {
        return [...this.made.values()].map(({ relation }) => relation);
    }

    /** Rules into groups that somebody else made, which are theirs to add. */
    requiredRules(): RequiredRule[] {
        return [...this.made.values()].flatMap(({ relation: { port, why }, from, to }) =>
            aws.ec2.SecurityGroup.isInstance(from) && "groupId" in to && to.groupId !== undefined
                ? [{ groupId: to.groupId, fromGroupId: from.id, port, why }]
                : [],
        );
    }

    /** A group that was made here goes by its short name. */
    private sideOf(peer: Peer): Side {
        if (aws.ec2.SecurityGroup.isInstance(peer)) {
            const [short] = [...this.groups].find(([, group]) => group === peer) ?? [];
            const end = { name: short ?? pulumi.resourceName(peer), isGroup: true, anyone: false };
            return { end, group: peer, sources: [{ referencedSecurityGroupId: peer.id }] };
        }
        if ("cidr" in peer) {
            const { name, cidr, ipv6Cidr } = peer;
            const end = { name, cidr, ipv6Cidr, isGroup: false, anyone: peer === ANYONE_ON_THE_INTERNET };
            const main = cidr.includes(":") ? { cidrIpv6: cidr } : { cidrIpv4: cidr };
            const both = ipv6Cidr !== undefined && this.network.ipv6 === true;
            return { end, sources: both ? [main, { cidrIpv6: ipv6Cidr }] : [main] };
        }
        const { name, group, groupId, prefixListId } = peer;
        const end = { name, isGroup: group !== undefined, anyone: false };
        if (group !== undefined) {
            return { end, group, sources: [{ referencedSecurityGroupId: group.id }] };
        }
        return { end, sources: [groupId === undefined ? { prefixListId } : { referencedSecurityGroupId: groupId }] };
    }
}

function repeatFaults(relation: Relation, earlier: Relation, samePeers: boolean): Fault[] {
    const argument = "allow";
    const { from, to, port } = relation;
    if (!samePeers) {
        const fault = `another pair is called ${from} and ${to}`;
        return [{ argument, fault, fix: "give the security groups names of their own" }];
    }
    return relation.why === earlier.why
        ? []
        : [
              {
                  argument,
                  fault: `${from} to ${to} on ${port} is allowed already, for "${earlier.why}"`,
                  fix: "allow it once, and say both reasons",
              },
          ];
}

/** Kept beside the networks, not in them: every field of a component class would be an output. */
const made = new WeakMap<NetworkPlacement, Connections>();

/** Gives a network the part that is made as components ask for it. */
export function connect(network: NetworkPlacement, connections: Connections): void {
    made.set(network, connections);
}

export function connectionsOf(network: NetworkPlacement): Connections {
    const connections = made.get(network);
    if (connections === undefined) {
        throw new Error("the network is not made yet");
    }
    return connections;
}
