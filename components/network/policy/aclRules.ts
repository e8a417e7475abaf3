/** One rule of a network ACL. The first rule by number that fits a packet decides; without one it is dropped. */
export interface AclRule {
    number: number;
    direction: "in" | "out";
    action: "allow" | "deny";
    protocol: "all" | "tcp";
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
}

/**
 * What a tier's network ACL lets through: whole networks, both ways, because an ACL keeps no state and knows no answers.
 * Who in them may speak to whom is for security groups to say.
 */
export function aclRules({ vpcCidr, remoteCidrs }: AclTraffic): AclRule[] {
    return [...bothWays(100, vpcCidr), ...remoteCidrs.flatMap((cidr, index) => bothWays(200 + index, cidr))];
}

function bothWays(number: number, cidr: string): AclRule[] {
    return (["in", "out"] as const).map((direction) => ({
        ...{ number, direction, cidr },
        action: "allow",
        protocol: "all",
    }));
}
