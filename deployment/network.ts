import type * as pulumi from "@pulumi/pulumi";
import { type AwsService, type EncryptionKey, ExistingNetwork, Network, Topology } from "palisade-aws";
import { newNetworkArgs } from "../settings/network";
import type { Settings } from "../settings/settings";
import type { Placement } from "./functions";

export interface NetworkArgs {
    readonly key: EncryptionKey | pulumi.Input<string>;
    readonly settings: Settings;
}

/**
 * The VPC of the stack: a new one, or the one that the settings name. Whatever it is connected to, functions reach services
 * of AWS by endpoints and nobody else: a rule to the internet would be one to everybody there, since it knows addresses
 * only and no names. So NAT is for what others place in the VPC, and takes the place of nothing here.
 */
export function makeNetwork({ key, settings }: NetworkArgs): Network | ExistingNetwork {
    const { logRetentionDays, removable } = settings;
    const { vpcId, topology, privateSubnetIds, isolatedSubnetIds, publicSubnetIds, endpointIds } = settings.network;
    if (vpcId !== undefined) {
        return new ExistingNetwork("network", {
            vpc: { vpcId, privateSubnetIds, isolatedSubnetIds, publicSubnetIds },
            topology: topology ?? Topology.Isolated,
            endpointIds,
        });
    }
    return new Network("network", {
        ...newNetworkArgs(settings.network),
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
