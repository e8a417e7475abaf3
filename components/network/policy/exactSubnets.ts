import { type Block, mostZones, type PlannedSubnet, readBlock, toAddress } from "./addressPlan";

/** Subnets of one kind, as `awsx.ec2.Vpc` takes them: a block for each zone. */
export interface SubnetSpec {
    type: "Public" | "Private" | "Isolated" | "Unused";
    name?: string;
    cidrBlocks: string[];
}

const typeOf = { public: "Public", private: "Private", isolated: "Isolated" } as const;

/**
 * A plan in the words of awsx's strategy `Exact`, which wants to be told of every address, of those that are left free as
 * well: zone by zone and without a gap, in as many blocks in each zone.
 */
export function exactSubnets(cidr: string, plan: readonly PlannedSubnet[], zones: number): SubnetSpec[] {
    const vpc = readBlock(cidr);
    const [first = [], ...others] = Array.from({ length: zones }, (_, zone) => {
        const begin = vpc.base + (zone * sizeOf(vpc)) / mostZones;
        // Zones that are to come are left free behind the last one.
        const end = zone === zones - 1 ? vpc.base + sizeOf(vpc) : begin + sizeOf(vpc) / mostZones;
        return stretches(
            begin,
            end,
            plan.filter((subnet) => subnet.zone === zone),
        );
    });
    return first.flatMap((stretch, index) => {
        const inZones = [stretch, ...others.map((zone) => zone[index] ?? stretch)].map(({ blocks }) => blocks);
        const most = Math.max(...inZones.map((blocks) => blocks.length));
        const even = inZones.map((blocks) => splitInto(blocks, most));
        return Array.from({ length: most }, (_, part) => ({
            ...(stretch.type === "Unused" ? { name: `unused-${index}-${part}` } : {}),
            type: stretch.type,
            cidrBlocks: even.flatMap((blocks) => blocks.slice(part, part + 1)).map(toText),
        }));
    });
}

/** One subnet, or what lies free between two. */
interface Stretch {
    type: SubnetSpec["type"];
    blocks: Block[];
}

function stretches(begin: number, end: number, subnets: PlannedSubnet[]): Stretch[] {
    const result: Stretch[] = [];
    let next = begin;
    for (const { tier, block } of subnets
        .map(({ tier, cidr }) => ({ tier, block: readBlock(cidr) }))
        .sort((one, other) => one.block.base - other.block.base)) {
        result.push({ type: "Unused", blocks: blocksBetween(next, block.base) });
        result.push({ type: typeOf[tier], blocks: [block] });
        next = block.base + sizeOf(block);
    }
    return [...result, { type: "Unused", blocks: blocksBetween(next, end) }];
}

/** The fewest blocks between two addresses. */
function blocksBetween(begin: number, end: number): Block[] {
    const blocks: Block[] = [];
    for (let base = begin; base < end;) {
        let prefix = 32 - Math.floor(Math.log2(end - base));
        while (base % 2 ** (32 - prefix) !== 0) {
            prefix += 1;
        }
        blocks.push({ base, prefix });
        base += 2 ** (32 - prefix);
    }
    return blocks;
}

/** The same addresses in so many blocks, by halving the largest. */
function splitInto(blocks: Block[], count: number): Block[] {
    if (blocks.length >= count) {
        return blocks;
    }
    const largest = Math.min(...blocks.map(({ prefix }) => prefix));
    const index = blocks.findIndex(({ prefix }) => prefix === largest);
    const halves = blocks.slice(index, index + 1).flatMap(({ base }) => [
        { base, prefix: largest + 1 },
        { base: base + 2 ** (31 - largest), prefix: largest + 1 },
    ]);
    return splitInto([...blocks.slice(0, index), ...halves, ...blocks.slice(index + 1)], count);
}

function sizeOf({ prefix }: Block): number {
    return 2 ** (32 - prefix);
}

function toText({ base, prefix }: Block): string {
    return `${toAddress(base)}/${prefix}`;
}
