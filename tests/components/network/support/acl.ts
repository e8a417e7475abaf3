import { addressRange, rangeCovers } from "palisade-policy-documents";
import type { AclRule } from "../../../../components/network/policy/aclRules";

/** A packet of a protocol to a port, from or to an address outside of the subnet. */
interface Packet {
    direction: "in" | "out";
    address: string;
    port: number;
    protocol?: "tcp" | "udp";
}

/** What a network ACL does with a packet, as AWS does it: the first rule by number that fits, else it is dropped. */
export function passes(rules: readonly AclRule[], { direction, address, port, protocol = "tcp" }: Packet): boolean {
    const packet = addressRange(address);
    const fitting = rules
        .filter((rule) => {
            const range = addressRange(rule.cidr);
            const [first, last] = rule.ports ?? [0, 65_535];
            return (
                rule.direction === direction &&
                (rule.protocol === "all" || rule.protocol === protocol) &&
                (rule.protocol === "all" || (port >= first && port <= last)) &&
                range !== undefined &&
                packet !== undefined &&
                rangeCovers(range, packet)
            );
        })
        .sort((one, other) => one.number - other.number);
    return fitting[0]?.action === "allow";
}

/** Whether a client outside reaches a port inside, and hears the answer. */
export function lets(rules: readonly AclRule[], address: string, port: number, answerPort = 50_000): boolean {
    return (
        passes(rules, { direction: "in", address, port }) &&
        passes(rules, { direction: "out", address, port: answerPort })
    );
}

/** Whether somebody inside reaches a port outside, and hears the answer. */
export function reaches(rules: readonly AclRule[], address: string, port: number, answerPort = 50_000): boolean {
    return (
        passes(rules, { direction: "out", address, port }) &&
        passes(rules, { direction: "in", address, port: answerPort })
    );
}
