import { addressRange } from "palisade-policy-documents";

/** What AWS gives a VPC: as many blocks of /64, the only size of a subnet, as a group of four digits ends in. */
const vpcPrefix = 56;

/**
 * One of the 256 blocks of /64 in a VPC's IPv6 addresses, as AWS writes it. Its number is in the address plan, so it moves
 * no more than the subnet does.
 * @param inside a block of /56, or anything in it: what it says beyond 56 bits is passed over
 */
export function ipv6Subnet(inside: string, number: number): string {
    const range = addressRange(inside);
    if (range?.family !== "ipv6" || range.prefix < vpcPrefix) {
        throw new Error(`"${inside}" is no block of IPv6 addresses that AWS gives to a VPC`);
    }
    const [first = 0, second = 0, third = 0, fourth = 0] = groups(range.address);
    const subnet = [first, second, third, Math.floor(fourth / 256) * 256 + number];
    while (subnet.at(-1) === 0) {
        subnet.pop();
    }
    return `${subnet.map((group) => group.toString(16)).join(":")}::/64`;
}

/** The groups of an address in front of its zeros; AWS leaves out those at the end, of which a block has the most. */
function groups(address: string): number[] {
    const [front = ""] = address.split("::");
    return front.split(":").map((group) => parseInt(group, 16));
}
