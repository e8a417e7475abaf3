import { Tier } from "./addressPlan";

/** What a network is connected to. */
export const Topology = {
    /** Nothing: AWS's services are reached by endpoints alone. */
    Isolated: "Isolated",
    /** An office or a data centre by VPN, without any way to the internet. */
    PrivateWithVpn: "PrivateWithVpn",
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
    /** The tier in which functions and instances belong. */
    tier: Tier;
    vpn: boolean;
}

export const shapes: Record<Topology, Shape> = {
    Isolated: { tier: Tier.Isolated, vpn: false },
    PrivateWithVpn: { tier: Tier.Private, vpn: true },
};
