/** One rule of a network ACL. The first rule by number that fits a packet decides; without one it is dropped. */
export interface AclRule {
    number: number;
    direction: "in" | "out";
    action: "allow" | "deny";
    /** `too-large` is the message of ICMP that a packet would have to be divided. */
    protocol: "all" | "tcp" | "too-large";
    /** First and last port; all of them where none is given. */
    ports?: readonly [number, number];
    /** Where the packet comes from, or goes to. */
    cidr: string;
}

/** With whom the subnets of a tier have to do. */
export interface AclTraffic {
    vpcCidr: string;
    /** Networks beyond a VPN. */
    remoteCidrs: readonly string[];
    /** Networks beyond peering connections. Default: none. */
    peerCidrs?: readonly string[];
    /** Ports of TCP on which the tier asks others on the internet. */
    asks: readonly number[];
    /** Ports of TCP on which it answers others on the internet. */
    serves: readonly number[];
}

/**
 * What a tier's network ACL lets through. Whole networks both ways, because who in them may speak to whom is for security
 * groups to say; and of the internet what is asked for. An ACL keeps no state: answers need rules of their own.
 */
export function aclRules({ vpcCidr, remoteCidrs, peerCidrs = [], asks, serves }: AclTraffic): AclRule[] {
    return [
        ...bothWays(100, vpcCidr),
        ...remoteCidrs.flatMap((cidr, index) => bothWays(200 + index, cidr)),
        ...peerCidrs.flatMap((cidr, index) => bothWays(250 + index, cidr)),
        ...(asks.length + serves.length === 0 ? [] : internetRules(asks, serves)),
    ];
}

/**
 * What a tier without the internet needs for services to which a route leads: they answer from public addresses, which an
 * ACL can only name all together. The routes lead to the services and nowhere else.
 */
export function gatewayAclRules(): AclRule[] {
    return internetRules([443], []);
}

const anywhere = "0.0.0.0/0";
/** Ports to which answers come: those that whoever asked has chosen, on any system. */
const answerPorts = [1024, 65_535] as const;
/** Remote desktops are among them, and are asked for by nobody. */
const remoteDesktop = 3389;

function internetRules(asks: readonly number[], serves: readonly number[]): AclRule[] {
    const tcp = (
        number: number,
        direction: AclRule["direction"],
        [first, last]: readonly [number, number],
        action: AclRule["action"] = "allow",
    ): AclRule => ({ number, direction, action, protocol: "tcp", ports: [first, last], cidr: anywhere });
    return [
        ...serves.map((port, index) => tcp(300 + index, "in", [port, port])),
        ...asks.map((port, index) => tcp(300 + index, "out", [port, port])),
        tcp(400, "in", [remoteDesktop, remoteDesktop], "deny"),
        ...(asks.length === 0 ? [] : [tcp(500, "in", answerPorts)]),
        ...(serves.length === 0 ? [] : [tcp(500, "out", answerPorts)]),
        // A packet is too large for the way: without this message, connections hang.
        ...(["in", "out"] as const).map((direction): AclRule => ({
            ...{ number: 600, direction, action: "allow", protocol: "too-large", cidr: anywhere },
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
