import type * as pulumi from "@pulumi/pulumi";
import { type AwsService, type EncryptionKey, ExistingNetwork, Network, Topology } from "palisade-aws";
import type { Settings } from "../config";
import type { Placement } from "./functions";

export interface NetworkArgs {
    readonly key: EncryptionKey | pulumi.Input<string>;
    readonly settings: Settings;
}

/** The VPC of the stack: a new one without a way to the internet, or the one that the settings name. */
export function makeNetwork({ key, settings }: NetworkArgs): Network | ExistingNetwork {
    const { logRetentionDays, removable } = settings;
    const { vpcId, topology, endpointIds, cidr, zones, vpnCidrs = [], ...subnets } = settings.network;
    if (vpcId !== undefined) {
        return new ExistingNetwork("network", {
            vpc: { vpcId, ...subnets },
            topology: topology ?? Topology.Isolated,
            endpointIds,
        });
    }
    return new Network("network", {
        ...(vpnCidrs.length === 0 ? { topology: Topology.Isolated } : { topology: Topology.PrivateWithVpn, vpnCidrs }),
        cidr,
        zones,
        key,
        flowLogRetentionDays: logRetentionDays,
        removable,
    });
}

/** Puts a function into the network, with a security group that lets it reach these services and nothing else. */
export function placed(
    network: Network | ExistingNetwork | undefined,
    name: string,
    services: AwsService[],
): Placement | undefined {
    if (network === undefined) {
        return undefined;
    }
    const group = network.securityGroup(name);
    for (const service of services) {
        network.allow(group, network.useService(service), 443, `${name} uses ${service}`);
    }
    return { subnetIds: network.subnetIds, securityGroupIds: [group.id] };
}
