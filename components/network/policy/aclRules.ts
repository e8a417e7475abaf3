/** One rule of a network ACL. The first rule by number that fits a packet decides; without one it is dropped. */
export interface AclRule {
    number: number;
    direction: "in" | "out";
    action: "allow" | "deny";
    /** `too-large` is the message of ICMP that a packet would have to be divided, or has to be, with IPv6. */
    protocol: "all" | "tcp" | "too-large";
    /** First and last port; all of them where none is given. */
    ports?: readonly [number, number];
    /** Where the packet comes from, or goes to; `ownIpv6` are the VPC's IPv6 addresses, which AWS chooses. */
    cidr: string;
}

/** The VPC's own addresses of IPv6, in the place of a block. */
export const ownIpv6 = "own-ipv6";

/** With whom the subnets of a tier have to do. */
export interface AclTraffic {
    vpcCidr: string;
    /** Networks beyond a VPN. */
    remoteCidrs: readonly string[];
    /** Networks beyond peering connections. Default: none. */
    peerCidrs?: readonly string[];
    /** Whether the VPC has IPv6. Networks beyond VPNs and peering connections are reached by IPv4. Default: false. */
    ipv6?: boolean;
    /** Ports of TCP on which the tier asks others on the internet. */
    asks: readonly number[];
    /** Ports of TCP on which it answers others on the internet. */
    serves: readonly number[];
}

/**
 * What a tier's network ACL lets through. Whole networks both ways, because who in them may speak to whom is for security
 * groups to say; and of the internet what is asked for. An ACL keeps no state: answers need rules of their own.
 */
export function aclRules(traffic: AclTraffic): AclRule[] {
    const { vpcCidr, remoteCidrs, peerCidrs = [], ipv6 = false, asks, serves } = traffic;
    return [
        ...bothWays(100, vpcCidr),
        ...(ipv6 ? bothWays(150, ownIpv6) : []),
        ...remoteCidrs.flatMap((cidr, index) => bothWays(200 + index, cidr)),
        ...peerCidrs.flatMap((cidr, index) => bothWays(250 + index, cidr)),
        ...(asks.length + serves.length === 0 ? [] : internetRules(asks, serves)),
        ...(asks.length + serves.length === 0 || !ipv6 ? [] : internetRules(asks, serves, everywhere.ipv6)),
    ];
}

/**
 * What a tier without the internet needs for services to which a route leads: they answer from public addresses, which an
 * ACL can only name all together. The routes lead to the services and nowhere else.
 */
export function gatewayAclRules(): AclRule[] {
    return internetRules([443], []);
}

/** All addresses of a family, and how far the numbers of its rules are from those of IPv4. */
const everywhere = { ipv4: { cidr: "0.0.0.0/0", further: 0 }, ipv6: { cidr: "::/0", further: 50 } };
/** Ports to which answers come: those that whoever asked has chosen, on any system. */
const answerPorts = [1024, 65_535] as const;
/** Remote desktops are among them, and are asked for by nobody. */
const remoteDesktop = 3389;

function internetRules(
    asks: readonly number[],
    serves: readonly number[],
    { cidr, further } = everywhere.ipv4,
): AclRule[] {
    const tcp = (
        number: number,
        direction: AclRule["direction"],
        [first, last]: readonly [number, number],
        action: AclRule["action"] = "allow",
    ): AclRule => ({ number: number + further, direction, action, protocol: "tcp", ports: [first, last], cidr });
    return [
        ...serves.map((port, index) => tcp(300 + index, "in", [port, port])),
        ...asks.map((port, index) => tcp(300 + index, "out", [port, port])),
        tcp(400, "in", [remoteDesktop, remoteDesktop], "deny"),
        ...(asks.length === 0 ? [] : [tcp(500, "in", answerPorts)]),
        ...(serves.length === 0 ? [] : [tcp(500, "out", answerPorts)]),
        // A packet is too large for the way: without this message, connections hang.
        ...(["in", "out"] as const).map((direction): AclRule => ({
            ...{ number: 600 + further, direction, action: "allow", protocol: "too-large", cidr },
        })),
    ];
}

function bothWays(number: number, cidr: string): AclRule[] {
    return (["in", "out"] as const).map((direction) => ({
        ...{ number, direction, cidr },
        action: "allow",
        protocol: "all",
    }));
}
