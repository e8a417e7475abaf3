import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
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
}

/** The endpoint of a service of AWS in the VPC. */
export interface ServiceEndpoint {
    readonly name: AwsService;
    /** Id of the endpoint, for policies that let nobody in from elsewhere. */
    readonly endpointId: pulumi.Output<string>;
    /** Its security group, into which nobody is allowed of itself; none where a route leads to the service. */
    readonly group?: aws.ec2.SecurityGroup;
    /** The list of the service's addresses, where a route leads to it. */
    readonly prefixListId?: pulumi.Output<string>;
}

/** What can be an end of a relation. */
export type Peer = aws.ec2.SecurityGroup | ServiceEndpoint | AddressPeer;

/** The part of a network that is made as components ask for it. */
export interface Reachable {
    readonly vpcId: pulumi.Output<string>;
    readonly subnetIds: pulumi.Output<string[]>;
    readonly routeTableIds: pulumi.Output<string[]>;
    /** The network ACL that must be told of routes to services, where it knows of no way out. */
    readonly closedAcl?: { tier: Tier; acl: aws.ec2.NetworkAcl };
}

/** A peer, as rules name it. */
interface Side {
    end: End;
    group?: aws.ec2.SecurityGroup;
    source: Pick<
        aws.vpc.SecurityGroupIngressRuleArgs,
        "referencedSecurityGroupId" | "prefixListId" | "cidrIpv4" | "cidrIpv6"
    >;
}

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
        const endpoint = this.services.get(service) ?? this.endpoint(service);
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
                          subnetIds: network.subnetIds,
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
        const ruleName = this.children.name(name);
        if (source.group !== undefined) {
            const rules = { ...rule, ...target.source, securityGroupId: source.group.id };
            new aws.vpc.SecurityGroupEgressRule(ruleName, rules, this.children.looseOptions());
        }
        if (target.group !== undefined) {
            const rules = { ...rule, ...source.source, securityGroupId: target.group.id };
            new aws.vpc.SecurityGroupIngressRule(ruleName, rules, this.children.looseOptions());
        }
    }

    /** All relations, in the order in which they were allowed. */
    graph(): Relation[] {
        return [...this.made.values()].map(({ relation }) => relation);
    }

    /** A group that was made here goes by its short name. */
    private sideOf(peer: Peer): Side {
        if (aws.ec2.SecurityGroup.isInstance(peer)) {
            const [short] = [...this.groups].find(([, group]) => group === peer) ?? [];
            const end = { name: short ?? pulumi.resourceName(peer), isGroup: true, anyone: false };
            return { end, group: peer, source: { referencedSecurityGroupId: peer.id } };
        }
        if ("cidr" in peer) {
            const { name, cidr } = peer;
            const end = { name, cidr, isGroup: false, anyone: peer === ANYONE_ON_THE_INTERNET };
            return { end, source: cidr.includes(":") ? { cidrIpv6: cidr } : { cidrIpv4: cidr } };
        }
        const { name, group, prefixListId } = peer;
        const end = { name, isGroup: group !== undefined, anyone: false };
        return group === undefined
            ? { end, source: { prefixListId } }
            : { end, group, source: { referencedSecurityGroupId: group.id } };
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
