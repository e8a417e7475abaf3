import { addressRange, rangeCovers } from "palisade-policy-documents";
import { type Check, text } from "../../shared/checks";
import type { Fault } from "../../shared/validate";

/** What the subnets of a tier can reach, and what can reach them. */
export const Tier = {
    /** Out to the internet by NAT, or to an office by VPN; nothing comes in from the internet. */
    Private: "private",
    /** Nothing but the VPC itself and its endpoints. */
    Isolated: "isolated",
    /** The internet, both ways. */
    Public: "public",
} as const;
export type Tier = (typeof Tier)[keyof typeof Tier];

/** What an address plan is made from. */
export interface AddressPlanArgs {
    /** Addresses of the VPC, for example `10.0.0.0/16`. */
    cidr: string;
    tiers: readonly Tier[];
    /** In how many availability zones each tier has a subnet. */
    zones: number;
    /** Prefix length of a tier's subnets. Default: as large as its place allows. */
    sizes?: Partial<Record<Tier, number>>;
}

/** One subnet of a plan. */
export interface PlannedSubnet {
    tier: Tier;
    /** Number of its zone, from 0. */
    zone: number;
    cidr: string;
    /** Which of the 256 /64 blocks of an IPv6 /56 is its own. */
    ipv6Block: number;
}

/** A zone has a quarter of the VPC, whether there are four zones or not. */
const zoneBits = 2;
export const mostZones = 2 ** zoneBits;

/** Where a tier lies in the part of a zone: from this eighth of it, over so many. The last eighth is room for one more. */
const places: Record<Tier, { eighth: number; eighths: number }> = {
    private: { eighth: 0, eighths: 4 },
    isolated: { eighth: 4, eighths: 2 },
    public: { eighth: 6, eighths: 1 },
};
const eighthBits = 3;

/** The smallest and the largest that AWS allows, for a VPC and for a subnet. */
const longestPrefix = 28;
const shortestPrefix = 16;

/** No organization's own network is larger: 10.0.0.0/8 is the largest private range. */
const largestRemote = 8;

/** Ranges that nobody has on the internet (RFC 1918, RFC 6598). */
const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];
/** Docker's default network, which AWS Cloud9 and SageMaker use as well: what is in it cannot be reached from there. */
const dockerRange = "172.17.0.0/16";

/**
 * A subnet for each tier in each zone. Where it begins depends on the VPC, its tier and its zone alone: more zones, more
 * tiers or another size move no subnet that is there already.
 */
export function addressPlan({ cidr, tiers, zones, sizes = {} }: AddressPlanArgs): PlannedSubnet[] {
    const vpc = readBlock(cidr);
    return Array.from({ length: zones }, (_, zone) => zone).flatMap((zone) =>
        tiers.map((tier) => {
            const { eighth } = places[tier];
            const eighths = zone * 2 ** eighthBits + eighth;
            const base = vpc.base + eighths * 2 ** (32 - vpc.prefix - zoneBits - eighthBits);
            const prefix = sizes[tier] ?? largestSubnet(vpc.prefix, tier);
            return { tier, zone, cidr: `${toAddress(base)}/${prefix}`, ipv6Block: eighths };
        }),
    );
}

/** Everything that is wrong with what a plan is to be made from; what is missing is passed over. */
export function addressPlanFaults({ cidr, tiers, zones, sizes = {} }: Partial<AddressPlanArgs>): Fault[] {
    const vpcs = cidr === undefined ? [] : vpcCidr(cidr, "cidr");
    const vpc = cidr === undefined || vpcs.length > 0 ? undefined : readBlock(cidr);
    return [
        ...vpcs,
        ...(zones === undefined ? [] : zoneCount(zones, "zones")),
        ...(tiers === undefined ? [] : strangerFaults(tiers, sizes)),
        ...(vpc === undefined || tiers === undefined
            ? []
            : tiers.flatMap((tier) => sizeFaults(vpc, tier, sizes[tier]))),
    ];
}

/** A block of IPv4 addresses, written as AWS writes it. */
const block = text((cidr) => {
    const range = addressRange(cidr);
    if (range?.family !== "ipv4" || !cidr.includes("/")) {
        return `"${cidr}" is not a block of IPv4 addresses`;
    }
    const { base, prefix } = readBlock(cidr);
    const begins = `${toAddress(base - (base % 2 ** (32 - prefix)))}/${prefix}`;
    return cidr === begins ? undefined : `"${cidr}" begins inside of ${begins}`;
}, "write it as in 10.0.0.0/16");

/** Addresses that a VPC can have, and that nobody has on the internet. */
export const vpcCidr: Check<string> = (cidr, argument) => {
    const faults = block(cidr, argument);
    if (faults.length > 0) {
        return faults;
    }
    const { prefix } = readBlock(cidr);
    const refuse = (fault: string, fix: string): Fault[] => [{ argument, fault: `"${cidr}" ${fault}`, fix }];
    if (prefix < shortestPrefix || prefix > longestPrefix) {
        const fix = `use a block from /${shortestPrefix} to /${longestPrefix}`;
        return refuse("is not of a size that a VPC can have", fix);
    }
    if (!privateRanges.some((outer) => covers(outer, cidr))) {
        const fix = `use a block of ${privateRanges.join(", ")}`;
        return refuse("belongs to others on the internet, who could not be reached any more", fix);
    }
    return covers(dockerRange, cidr)
        ? refuse("is Docker's own network, which several AWS services use inside", "use another block")
        : [];
};

/** How many zones a plan has room for; one zone may fail. */
export const zoneCount: Check<number> = (zones, argument) =>
    Number.isInteger(zones) && zones >= 2 && zones <= mostZones
        ? []
        : [
              {
                  argument,
                  fault: `${zones} is not a number of zones from 2 to ${mostZones}`,
                  fix: `use 2, so that one may fail, or up to ${mostZones}`,
              },
          ];

/** Nobody's on the internet either: of one machine, of one link, and those that are no addresses of anybody. */
const nobodysRanges = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"];

/** An address of IPv4 that the internet knows. */
export const publicAddress: Check<string> = text((address) => {
    if (addressRange(address)?.family !== "ipv4" || address.includes("/")) {
        return `"${address}" is not an IPv4 address`;
    }
    const known = ![...privateRanges, ...nobodysRanges].some((range) => covers(range, address));
    return known ? undefined : `"${address}" is not a public address`;
}, "pass the address by which the internet knows it");

/** Networks beyond a VPN: blocks of addresses, each once and outside of the VPC. */
export function remoteFaults(cidrs: readonly string[], vpc: string | undefined, argument: string): Fault[] {
    return cidrs.flatMap((cidr, index) => {
        const at = `${argument}[${index}]`;
        const faults = block(cidr, at);
        if (faults.length > 0) {
            return faults;
        }
        const refuse = (fault: string, fix: string): Fault[] => [{ argument: at, fault: `"${cidr}" ${fault}`, fix }];
        if (readBlock(cidr).prefix < largestRemote) {
            return refuse(
                "is more than a network of one's own",
                `name the networks, none larger than /${largestRemote}`,
            );
        }
        if (vpc !== undefined && overlap(vpc, cidr)) {
            return refuse(`overlaps with the VPC, ${vpc}`, "give the VPC another cidr");
        }
        return cidrs.slice(0, index).some((other) => block(other, at).length === 0 && overlap(other, cidr))
            ? refuse("overlaps with one before it", "name each network once")
            : [];
    });
}

/** Sizes of tiers that are not there. */
function strangerFaults(tiers: readonly Tier[], sizes: object): Fault[] {
    return Object.keys(sizes)
        .filter((tier) => !tiers.includes(tier as Tier))
        .map((tier) => ({
            argument: `subnetSizes.${tier}`,
            fault: `there are no ${tier} subnets`,
            fix: `leave it out, there are ${tiers.join(" and ")} ones`,
        }));
}

function sizeFaults(vpc: Block, tier: Tier, size: number | undefined): Fault[] {
    const largest = largestSubnet(vpc.prefix, tier);
    if (largest > longestPrefix) {
        const fault = `a /${vpc.prefix} has no room for ${tier} subnets, which AWS makes no smaller than /${longestPrefix}`;
        return [{ argument: "cidr", fault, fix: `use a /${vpc.prefix - largest + longestPrefix} or larger` }];
    }
    if (size === undefined || (Number.isInteger(size) && size >= largest && size <= longestPrefix)) {
        return [];
    }
    return [
        {
            argument: `subnetSizes.${tier}`,
            fault: `${size} is not the size of a ${tier} subnet in a /${vpc.prefix}`,
            fix: `use a prefix length from ${largest} to ${longestPrefix}, or a larger cidr`,
        },
    ];
}

/** Prefix length of the largest subnet that a tier has room for. */
function largestSubnet(vpcPrefix: number, tier: Tier): number {
    return vpcPrefix + zoneBits + eighthBits - Math.log2(places[tier].eighths);
}

/** Networks that are named as both: a route leads one way. */
export function bothFaults(cidrs: readonly string[], others: readonly string[], argument: string): Fault[] {
    return cidrs.flatMap((cidr, index) => {
        const other = others.find((other) => overlap(other, cidr));
        const fault = `"${cidr}" overlaps with ${other}, which is reached another way`;
        return other === undefined ? [] : [{ argument: `${argument}[${index}]`, fault, fix: "name it once" }];
    });
}

function overlap(one: string, other: string): boolean {
    return covers(one, other) || covers(other, one);
}

function covers(outer: string, inner: string): boolean {
    const [one, other] = [addressRange(outer), addressRange(inner)];
    return one !== undefined && other !== undefined && rangeCovers(one, other);
}

export interface Block {
    base: number;
    prefix: number;
}

/** A block of IPv4 addresses as numbers. */
export function readBlock(cidr: string): Block {
    const [address = "", prefix] = cidr.split("/");
    return { base: address.split(".").reduce((base, octet) => base * 256 + Number(octet), 0), prefix: Number(prefix) };
}

export function toAddress(base: number): string {
    return [24, 16, 8, 0].map((bits) => (base >>> bits) % 256).join(".");
}
