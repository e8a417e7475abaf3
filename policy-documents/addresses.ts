import { BlockList, isIP } from "node:net";

/** A range of IP addresses, as in `203.0.113.0/24`; a single address is a range of one. */
export interface AddressRange {
    readonly address: string;
    readonly family: "ipv4" | "ipv6";
    readonly prefix: number;
}

/** Reads a CIDR block or an address; undefined for other text. */
export function addressRange(text: string): AddressRange | undefined {
    const [, address = "", digits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
    const version = isIP(address);
    if (version === 0) {
        return undefined;
    }
    const longest = version === 4 ? 32 : 128;
    const prefix = digits === undefined ? longest : Number(digits);
    return prefix <= longest ? { address, family: version === 4 ? "ipv4" : "ipv6", prefix } : undefined;
}

/** Whether every address of `inner` is one of `outer`. */
export function rangeCovers(outer: AddressRange, inner: AddressRange): boolean {
    if (outer.family !== inner.family || outer.prefix > inner.prefix) {
        return false;
    }
    const addresses = new BlockList();
    addresses.addSubnet(outer.address, outer.prefix, outer.family);
    return addresses.check(inner.address, inner.family);
}

/**
 * Whether the range is so broad that S3 counts access from it as public: more than a /8 of IPv4, a /32 of IPv6.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function isBroad(range: AddressRange): boolean {
    return range.prefix < (range.family === "ipv4" ? 8 : 32);
}
