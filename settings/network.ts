import { existingNetworkArguments, type Fault, type NetworkArgs, networkArguments, Topology } from "palisade-aws";
import { unknownFields } from "./fields";
import type { NetworkSettings } from "./settings";

const ofNew = ["cidr", "zones", "vpnCidrs", "natGateways"] as const;
const ofExisting = ["privateSubnetIds", "isolatedSubnetIds", "publicSubnetIds", "endpointIds"] as const;

/** The arguments of a new VPC: with a VPN if there are networks beyond it, and else connected to nothing, unless it is said. */
export function newNetworkArgs(network: NetworkSettings): NetworkArgs {
    const { cidr, zones, vpnCidrs, natGateways } = network;
    const usual = vpnCidrs === undefined || vpnCidrs.length === 0 ? Topology.Isolated : Topology.PrivateWithVpn;
    const { topology = usual } = network;
    return { topology, cidr, zones, natGateways, vpnCidrs };
}

/** What the component says of a new VPC, and of which one the console is not for. */
function newNetworkFaults(network: NetworkSettings, at: string): Fault[] {
    const faults = networkArguments.faultsOf("network", newNetworkArgs(network));
    if (network.topology === Topology.Public) {
        const fix = `use ${Object.values(Topology)
            .filter((topology) => topology !== Topology.Public)
            .join(", ")}`;
        faults.push({ argument: "topology", fault: "it puts the functions into public subnets", fix });
    }
    return faults.map((fault) => ({ ...fault, argument: `${at}.${fault.argument}` }));
}

/** What the components say of the network's fields, and what does not go together. */
export function networkFaults(network: NetworkSettings, at: string): Fault[] {
    const { vpcId, topology, endpointIds } = network;
    const { rules: found } = existingNetworkArguments;
    const idle = vpcId === undefined ? ofExisting : ofNew;
    const fix = vpcId === undefined ? "leave it out, or pass vpcId" : "leave it out, or leave vpcId out";
    return [
        ...unknownFields(network, ["topology", ...ofNew, "vpcId", ...ofExisting], at),
        ...idle
            .filter((field) => network[field] !== undefined)
            .map((field) => ({
                argument: `${at}.${field}`,
                fault: vpcId === undefined ? "a new VPC has its own" : "the VPC is there already",
                fix,
            })),
        ...(vpcId === undefined
            ? newNetworkFaults(network, at)
            : [
                  ...found.vpc.check({ ...network, vpcId }, at),
                  ...(topology === undefined
                      ? [{ argument: `${at}.topology`, fault: "it is missing", fix: found.topology.needed }]
                      : found.topology.check(topology, `${at}.topology`)),
              ]),
        ...(endpointIds === undefined ? [] : found.endpointIds.check(endpointIds, `${at}.endpointIds`)),
    ];
}
