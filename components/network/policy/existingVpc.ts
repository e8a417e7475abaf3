import type { Fault } from "../../shared/validate";
import { Tier } from "./addressPlan";
import type { AwsService } from "./endpointServices";
import { shapes, type Topology } from "./topologies";

/** What AWS says of a VPC that somebody else made. */
export interface FoundVpc {
    id: string;
    /** `available` once it is there. */
    state: string;
    enableDnsSupport: boolean;
    enableDnsHostnames: boolean;
    /** Its blocks of IPv6 addresses, those that it had among them. */
    ipv6CidrBlockAssociations: { ipv6CidrBlock: string; state: string }[];
}

/** What AWS says of one of its subnets. */
export interface FoundSubnet {
    id: string;
    tier: Tier;
    vpcId: string;
    zone: string;
    /** Whether whatever starts in it gets a public address. */
    givesPublicAddresses: boolean;
    /** Whether it has IPv6 addresses too. */
    hasIpv6: boolean;
    routes: FoundRoute[];
}

/** Where a route leads to; what does not apply is empty. */
export interface FoundRoute {
    cidrBlock: string;
    ipv6CidrBlock: string;
    gatewayId: string;
    egressOnlyGatewayId: string;
    natGatewayId: string;
}

/** What AWS says of an endpoint. */
export interface FoundEndpoint {
    id: string;
    state: string;
    vpcId: string;
    /** For example `com.amazonaws.eu-west-1.kms`. */
    serviceName: string;
    isInterface: boolean;
    privateDnsEnabled: boolean;
}

/** The argument that names a tier's subnets, as awsx's VPC calls them. */
export const idsArgument = {
    private: "privateSubnetIds",
    isolated: "isolatedSubnetIds",
    public: "publicSubnetIds",
} as const satisfies Record<Tier, string>;

/**
 * What is not in this state is passed over: there is nothing to be seen yet, and a preview without AWS makes its answers up.
 */
const available = "available";

/** Everything that keeps a VPC from being what is said of it, of its topology and of IPv6. */
export function existingVpcFaults(
    { topology, ipv6 }: { topology: Topology; ipv6: boolean },
    vpc: FoundVpc,
    subnets: readonly FoundSubnet[],
): Fault[] {
    const { tiers } = shapes[topology];
    return vpc.state !== available
        ? []
        : tiers.flatMap((tier) => {
              const ofTier = subnets.filter((subnet) => subnet.tier === tier);
              return [
                  ...ofTier.flatMap((subnet) => subnetFaults(topology, vpc, subnet)),
                  ...ofTier.flatMap((subnet) => (ipv6 && !subnet.hasIpv6 ? [ipv6Fault(subnet)] : [])),
                  ...zoneFaults(tier, ofTier),
                  ...(tier === tiers[0] ? [] : coverFaults(tier, ofTier, tiers[0], subnets)),
              ];
          });
}

/** What keeps endpoints in it from answering to the names of their services. */
export function dnsFaults({ id, state, enableDnsSupport, enableDnsHostnames }: FoundVpc): Fault[] {
    return state !== available || (enableDnsSupport && enableDnsHostnames)
        ? []
        : [
              {
                  argument: "useService",
                  fault: `${id} has no DNS ${enableDnsSupport ? "host names" : "support"}, so nobody finds the endpoint`,
                  fix: "let its owner enable DNS support and DNS host names",
              },
          ];
}

/** What keeps an endpoint from serving a VPC. */
export function existingEndpointFaults(service: AwsService, vpcId: string, endpoint: FoundEndpoint): Fault[] {
    const argument = `endpointIds.${service}`;
    const { id, state, serviceName, isInterface, privateDnsEnabled } = endpoint;
    if (state !== available) {
        return [];
    }
    const faults: Fault[] = [];
    if (endpoint.vpcId !== vpcId || !serviceName.endsWith(`.${service}`)) {
        const fix = `name the endpoint of ${service} in ${vpcId}, or leave it out`;
        faults.push({ argument, fault: `${id} is of ${serviceName} in ${endpoint.vpcId}`, fix });
    } else if (isInterface && !privateDnsEnabled) {
        const fix = "let its owner enable private DNS, or leave it out for one that is made";
        faults.push({ argument, fault: `${id} does not answer to the service's own name`, fix });
    }
    return faults;
}

function ipv6Fault({ id }: FoundSubnet): Fault {
    const fix = "let its owner give it a block, or leave ipv6 out";
    return { argument: "ipv6", fault: `${id} has no IPv6 addresses`, fix };
}

/** The blocks of IPv6 addresses that a VPC has. */
export function ipv6CidrsOf({ ipv6CidrBlockAssociations }: FoundVpc): string[] {
    return ipv6CidrBlockAssociations
        .filter(({ state }) => state === "associated")
        .map(({ ipv6CidrBlock }) => ipv6CidrBlock);
}

/** What the owner of the VPC has to see to, because it is not changed here. */
export function existingVpcReview(vpcId: string, subnets: readonly FoundSubnet[], ipv6: boolean): string[] {
    const silent = ipv6 ? [] : subnets.filter(({ hasIpv6 }) => hasIpv6);
    const ids = subnets.map(({ id }) => id).join(", ");
    return [
        `${vpcId}: its default security group lets nothing through (EC2.2)`,
        `${vpcId}: flow logs record all traffic, and are kept (EC2.6)`,
        `${ids}: network ACLs let through what security groups allow, and answers to it; not ports 22 and 3389 (EC2.21)`,
        ...subnets
            .filter(({ givesPublicAddresses }) => givesPublicAddresses)
            .map(({ id }) => `${id}: gives a public address to whatever starts in it (EC2.15)`),
        ...silent.map(({ id }) => `${id}: has IPv6 addresses, for which no rules are made without \`ipv6\``),
    ];
}

function subnetFaults(topology: Topology, vpc: FoundVpc, subnet: FoundSubnet): Fault[] {
    const { id, tier, vpcId, givesPublicAddresses, routes } = subnet;
    const argument = `vpc.${idsArgument[tier]}`;
    if (vpcId !== vpc.id) {
        return [{ argument, fault: `${id} is in ${vpcId}, not in ${vpc.id}`, fix: `name subnets of ${vpc.id}` }];
    }
    const found = routeFault(topology, tier, routes);
    const faults = found === undefined ? [] : [{ argument, fault: `${id} ${found.fault}`, fix: found.fix }];
    if (tier !== Tier.Public && givesPublicAddresses) {
        const fix = "let its owner turn that off, or name another subnet";
        faults.push({ argument, fault: `${id} gives a public address to whatever starts in it`, fix });
    }
    return faults;
}

/** What is wrong with where a subnet's routes lead to. */
function routeFault(
    topology: Topology,
    tier: Tier,
    routes: readonly FoundRoute[],
): Omit<Fault, "argument"> | undefined {
    const open = routes.some(({ gatewayId }) => gatewayId.startsWith("igw-"));
    if (tier === Tier.Public) {
        return open
            ? undefined
            : { fault: "has no route to an internet gateway", fix: "name public subnets, or choose another topology" };
    }
    if (open) {
        return { fault: "has a route to an internet gateway, so it is public", fix: `name a subnet that is ${tier}` };
    }
    const out = routes.some(
        (route) =>
            route.natGatewayId !== "" ||
            route.egressOnlyGatewayId !== "" ||
            route.cidrBlock === "0.0.0.0/0" ||
            route.ipv6CidrBlock === "::/0",
    );
    if (out === shapes[topology].nat) {
        return undefined;
    }
    return out
        ? {
              fault: `has a way to the internet, which ${topology} has not`,
              fix: "name another subnet, or choose a topology with the internet",
          }
        : {
              fault: `has no way to the internet, which ${topology} has`,
              fix: "let its owner route 0.0.0.0/0 to a NAT gateway, or choose a topology without the internet",
          };
}

/** Two zones or more, so that one may fail; one subnet in each, because an endpoint takes no second one. */
function zoneFaults(tier: Tier, subnets: readonly FoundSubnet[]): Fault[] {
    const argument = `vpc.${idsArgument[tier]}`;
    const zones = new Set(subnets.map(({ zone }) => zone));
    const doubled = subnets.flatMap(({ id, zone }, index) => {
        const first = subnets.findIndex((other) => other.zone === zone);
        const fault = `${id} is in ${zone}, as ${subnets[first]?.id ?? id} is`;
        return first === index ? [] : [{ argument, fault, fix: "name one subnet of each zone" }];
    });
    const fault = `they are in ${[...zones].join(", ") || "no zone"} alone`;
    const fix = "name subnets in two zones or more, so that one may fail";
    return zones.size < 2 ? [{ argument, fault, fix }] : doubled;
}

/** A load balancer reaches only zones in which it is itself. */
function coverFaults(tier: Tier, ofTier: readonly FoundSubnet[], main: Tier, subnets: readonly FoundSubnet[]): Fault[] {
    const covered = new Set(ofTier.map(({ zone }) => zone));
    const bare = subnets.filter((subnet) => subnet.tier === main && !covered.has(subnet.zone));
    return bare.map(({ id, zone }) => ({
        argument: `vpc.${idsArgument[tier]}`,
        fault: `there is none in ${zone}, where ${id} is`,
        fix: `name a ${tier} subnet in ${zone}, or leave ${id} out`,
    }));
}
