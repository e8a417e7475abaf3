import { addressRange, isBroad } from "palisade-policy-documents";
import type { Fault } from "../../shared/validate";

/** Who may speak to whom, as people review it. */
export interface Relation {
    from: string;
    to: string;
    /** Port of TCP. */
    port: number;
    why: string;
}

/** All addresses, under a name that nobody overlooks: those of IPv6 in a network that has IPv6. */
export const ANYONE_ON_THE_INTERNET = {
    name: "anyone-on-the-internet",
    cidr: "0.0.0.0/0",
    ipv6Cidr: "::/0",
} as const;

/** Port numbers by which a whole machine is taken over: people come by AWS Systems Manager. */
export const adminPorts = [22, 3389];

/** Whether a number is one of a port of TCP. */
export function isPort(port: number): boolean {
    return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

/** What AWS takes as the description of a rule. */
const description = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/;

/** One end of a relation, as far as it can be wrong. */
export interface End {
    name: string;
    isGroup: boolean;
    cidr?: string;
    /** Its addresses of IPv6, besides. */
    ipv6Cidr?: string;
    anyone: boolean;
}

/** Everything that is wrong with a relation. */
export function relationFaults(from: End, to: End, { port, why }: Relation): Fault[] {
    const faults: Fault[] = [];
    const add = (argument: string, fault: string, fix: string): void => void faults.push({ argument, fault, fix });
    if (!from.isGroup && !to.isGroup) {
        add("allow.to", "neither end is a security group", "make one with network.securityGroup(name)");
    }
    for (const [argument, { cidr, ipv6Cidr, anyone }] of Object.entries({ "allow.from": from, "allow.to": to })) {
        if (anyone) {
            continue;
        }
        faults.push(...(cidr === undefined ? [] : blockFaults(cidr, argument)));
        if (ipv6Cidr?.includes(":") === false) {
            add(argument, `"${ipv6Cidr}" is not a block of IPv6 addresses`, "write it as in 2001:db8:12::/48");
        } else if (ipv6Cidr !== undefined) {
            faults.push(...blockFaults(ipv6Cidr, argument));
        }
    }
    if (!isPort(port)) {
        add("allow.port", `${port} is not a port of TCP`, "use a whole number from 1 to 65535");
    } else if (from.anyone && adminPorts.includes(port)) {
        add("allow.port", `${port} is open to the whole internet`, "use AWS Systems Manager, which needs no open port");
    }
    return [...faults, ...whyFaults(why, "allow.why")];
}

function blockFaults(cidr: string, argument: string): Fault[] {
    const range = addressRange(cidr);
    if (range === undefined) {
        return [{ argument, fault: `"${cidr}" is not a block of addresses`, fix: "write it as in 192.168.10.0/24" }];
    }
    const fix = "name the network, or pass ANYONE_ON_THE_INTERNET if that is meant";
    return isBroad(range) ? [{ argument, fault: `"${cidr}" is nearly everybody`, fix }] : [];
}

/** What is wrong with what a rule is for, which becomes its description. */
export function whyFaults(why: string, argument: string): Fault[] {
    const fix = "say in up to 255 plain characters what the rule is for";
    return description.test(why) ? [] : [{ argument, fault: "it cannot be a rule's description", fix }];
}
