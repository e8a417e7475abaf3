import { Tier } from "./addressPlan";

/** What a network is connected to. */
export const Topology = {
    /** Nothing: AWS's services are reached by endpoints alone. */
    Isolated: "Isolated",
    /** An office or a data centre by VPN, without any way to the internet. */
    PrivateWithVpn: "PrivateWithVpn",
    /** The internet, both ways: everything is in public subnets. */
    Public: "Public",
    /** The internet: public subnets for what is reached from there, private ones behind NAT for the rest. */
    PublicAndPrivate: "PublicAndPrivate",
    /** The same, and a VPN into the private subnets. */
    PublicAndPrivateWithVpn: "PublicAndPrivateWithVpn",
} as const;
export type Topology = (typeof Topology)[keyof typeof Topology];

/** On whose hardware instances run. */
export const Tenancy = {
    /** AWS's customers share it. */
    Default: "default",
    /** Nobody else's: 2 USD an hour in each region, and dearer instances. */
    Dedicated: "dedicated",
} as const;
export type Tenancy = (typeof Tenancy)[keyof typeof Tenancy];

/** What a topology is made of. */
interface Shape {
    /** All tiers; functions and instances belong in the first. */
    tiers: readonly [Tier, ...Tier[]];
    vpn: boolean;
    /** Whether there is a way to the internet. */
    internet: boolean;
    /** Whether it leads through NAT. */
    nat: boolean;
}

export const shapes: Record<Topology, Shape> = {
    Isolated: { tiers: [Tier.Isolated], vpn: false, internet: false, nat: false },
    PrivateWithVpn: { tiers: [Tier.Private], vpn: true, internet: false, nat: false },
    Public: { tiers: [Tier.Public], vpn: false, internet: true, nat: false },
    PublicAndPrivate: { tiers: [Tier.Private, Tier.Public], vpn: false, internet: true, nat: true },
    PublicAndPrivateWithVpn: { tiers: [Tier.Private, Tier.Public], vpn: true, internet: true, nat: true },
};

/** How many NAT gateways there are: a decision between money and availability. */
export const NatGateways = {
    /** 33 USD a month, and 0.045 USD per GB; when its zone fails, no zone reaches the internet. */
    One: "One",
    /** 33 USD a month for each zone, and 0.045 USD per GB; each zone stands for itself. */
    OnePerZone: "OnePerZone",
} as const;
export type NatGateways = (typeof NatGateways)[keyof typeof NatGateways];
