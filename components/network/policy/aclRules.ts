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

const anywhere = "0.0.0.0/0";
/** Ports to which answers come: those that whoever asked has chosen, on any system. */
const answerPorts = [1024, 65_535] as const;
/** Remote desktops are among them, and are asked for by nobody. */
const remoteDesktop = 3389;

/**
 * What a tier without the internet needs for services to which a route leads: they answer from public addresses, which an
 * ACL can only name all together. The routes lead to the services and nowhere else.
 */
export function gatewayAclRules(): AclRule[] {
    const rule = { protocol: "tcp", cidr: anywhere } as const;
    return [
        { ...rule, number: 300, direction: "in", action: "deny", ports: [remoteDesktop, remoteDesktop] },
        { ...rule, number: 400, direction: "out", action: "allow", ports: [443, 443] },
        { ...rule, number: 500, direction: "in", action: "allow", ports: answerPorts },
    ];
}

function bothWays(number: number, cidr: string): AclRule[] {
    return (["in", "out"] as const).map((direction) => ({
        ...{ number, direction, cidr },
        action: "allow",
        protocol: "all",
    }));
}
