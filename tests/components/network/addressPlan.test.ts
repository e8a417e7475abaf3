import assert from "node:assert/strict";
import { BlockList } from "node:net";
import fc from "fast-check";
import {
    addressPlan,
    type AddressPlanArgs,
    addressPlanFaults,
    mostZones,
    type PlannedSubnet,
    Tier,
} from "../../../components/network/policy/addressPlan";

const tiers = Object.values(Tier);

/** First and last address of a block, counted by BigInt and not as the plan does. */
function span(cidr: string): { first: bigint; last: bigint; prefix: number } {
    const [address = "", prefix] = cidr.split("/");
    const first = BigInt(`0b${address.split(".").map((octet) => Number(octet).toString(2).padStart(8, "0")).join("")}`); // prettier-ignore
    return { first, last: first + 2n ** BigInt(32 - Number(prefix)) - 1n, prefix: Number(prefix) };
}

function blockOf(number: number, prefix: number, within: string): string {
    const [outerPrefix, outer] = [Number(within.split("/")[1]), span(within).first];
    const first = outer + (BigInt(number) % 2n ** BigInt(prefix - outerPrefix)) * 2n ** BigInt(32 - prefix);
    return `${[24n, 16n, 8n, 0n].map((bits) => (first >> bits) & 255n).join(".")}/${prefix}`;
}

/** VPCs, some of them too small for some tiers. */
const someCidr = fc
    .tuple(fc.nat(), fc.integer({ min: 16, max: 28 }), fc.constantFrom("10.0.0.0/8", "172.24.0.0/13", "192.168.0.0/16"))
    .map(([number, prefix, range]) => blockOf(number, prefix, range));
const someArgs: fc.Arbitrary<AddressPlanArgs> = fc.record({
    cidr: someCidr,
    tiers: fc.shuffledSubarray(tiers, { minLength: 1 }),
    zones: fc.integer({ min: 1, max: 5 }),
    sizes: fc.dictionary(fc.constantFrom(...tiers), fc.integer({ min: 15, max: 29 }), { maxKeys: 2 }),
});
/** Those of them that are right. */
const rightArgs = someArgs.filter((args) => addressPlanFaults(args).length === 0);

const lines = (plan: PlannedSubnet[]): string[] => plan.map((subnet) => JSON.stringify(subnet));

describe("address plan", () => {
    it("of a /16: half of each zone for private subnets, and an eighth for a tier to come", () => {
        const plan = addressPlan({ cidr: "10.0.0.0/16", tiers, zones: 2 });
        assert.deepEqual(
            plan.map(({ tier, zone, cidr, ipv6Block }) => `${tier} ${zone} ${cidr} ${ipv6Block}`),
            [
                "private 0 10.0.0.0/19 0",
                "isolated 0 10.0.32.0/20 4",
                "public 0 10.0.48.0/21 6",
                "private 1 10.0.64.0/19 8",
                "isolated 1 10.0.96.0/20 12",
                "public 1 10.0.112.0/21 14",
            ],
        );
    });

    it("has a subnet for each tier in each zone, inside of the VPC, of the size that was asked for", () => {
        fc.assert(
            fc.property(rightArgs, (args) => {
                const plan = addressPlan(args);
                const expected = args.tiers.flatMap((tier) =>
                    Array.from({ length: args.zones }, (_, zone) => `${tier} ${zone}`),
                );
                assert.deepEqual(plan.map(({ tier, zone }) => `${tier} ${zone}`).sort(), expected.sort());
                const vpc = span(args.cidr);
                for (const { tier, cidr } of plan) {
                    const { first, last, prefix } = span(cidr);
                    assert.ok(first >= vpc.first && last <= vpc.last, cidr);
                    assert.equal(first % 2n ** BigInt(32 - prefix), 0n, cidr);
                    assert.ok(prefix <= 28 && prefix === (args.sizes?.[tier] ?? prefix), cidr);
                }
            }),
        );
    });

    it("overlaps nowhere, neither in IPv4 nor in IPv6", () => {
        fc.assert(
            fc.property(rightArgs, (args) => {
                const taken = new BlockList();
                const plan = addressPlan(args);
                for (const { cidr } of plan) {
                    const [address = "", prefix] = cidr.split("/");
                    assert.ok(!taken.check(address), cidr);
                    taken.addSubnet(address, Number(prefix));
                }
                const spans = plan
                    .map(({ cidr }) => span(cidr))
                    .sort((one, other) => (one.first < other.first ? -1 : 1));
                spans.slice(1).forEach(({ first }, index) => assert.ok(first > (spans[index]?.last ?? first)));
                assert.equal(new Set(plan.map(({ ipv6Block }) => ipv6Block)).size, plan.length);
                assert.ok(plan.every(({ ipv6Block }) => ipv6Block >= 0 && ipv6Block < 256));
            }),
        );
    });

    it("grows without moving a subnet: by zones, by tiers, by both", () => {
        fc.assert(
            fc.property(rightArgs, fc.shuffledSubarray(tiers), fc.nat(mostZones), (args, added, more) => {
                const grown = {
                    ...args,
                    tiers: [...new Set([...args.tiers, ...added])],
                    zones: Math.min(mostZones, args.zones + more),
                };
                const after = lines(addressPlan(grown));
                for (const subnet of lines(addressPlan(args))) {
                    assert.ok(after.includes(subnet), subnet);
                }
            }),
        );
    });

    it("another size of one tier moves no other, and begins where the old one did", () => {
        fc.assert(
            fc.property(rightArgs, fc.constantFrom(...tiers), fc.integer({ min: 17, max: 28 }), (args, tier, size) => {
                const changed = { ...args, sizes: { ...args.sizes, [tier]: size } };
                fc.pre(addressPlanFaults(changed).length === 0);
                const after = addressPlan(changed);
                addressPlan(args).forEach((subnet, index) => {
                    assert.equal(after[index]?.cidr.split("/")[0], subnet.cidr.split("/")[0]);
                    assert.ok(subnet.tier === tier || after[index]?.cidr === subnet.cidr);
                });
            }),
        );
    });

    it("leaves an eighth of each zone free, whatever the tiers, and refuses nothing that fits", () => {
        fc.assert(
            fc.property(someCidr, (cidr) => {
                const args = { cidr, tiers, zones: mostZones };
                const { first, last, prefix } = span(cidr);
                assert.equal(addressPlanFaults(args).length > 0, prefix > 23);
                fc.pre(prefix <= 23);
                const used = addressPlan(args).reduce((sum, subnet) => {
                    const { first, last } = span(subnet.cidr);
                    return sum + last - first + 1n;
                }, 0n);
                assert.equal(used, ((last - first + 1n) * 7n) / 8n);
            }),
        );
    });

    const refused: [string, Partial<AddressPlanArgs>, string[]][] = [
        ["no block", { cidr: "10.0.0.0" }, [`cidr: "10.0.0.0" is not a block of IPv4 addresses`]],
        ["no addresses", { cidr: "ten/16" }, [`cidr: "ten/16" is not a block of IPv4 addresses`]],
        ["IPv6", { cidr: "fd00::/16" }, [`cidr: "fd00::/16" is not a block of IPv4 addresses`]],
        ["more than AWS allows", { cidr: "10.0.0.0/15" }, [`cidr: "10.0.0.0/15" is not of a size that a VPC can have`]],
        ["less than AWS allows", { cidr: "10.0.0.0/29" }, [`cidr: "10.0.0.0/29" is not of a size that a VPC can have`]],
        [
            "a block that begins inside of one",
            { cidr: "10.0.128.0/16" },
            [`cidr: "10.0.128.0/16" begins inside of 10.0.0.0/16`],
        ],
        [
            "addresses of others",
            { cidr: "11.0.0.0/16" },
            [`cidr: "11.0.0.0/16" belongs to others on the internet, who could not be reached any more`],
        ],
        [
            "addresses of Docker",
            { cidr: "172.17.64.0/20" },
            [`cidr: "172.17.64.0/20" is Docker's own network, which several AWS services use inside`],
        ],
        ["one zone", { zones: 1 }, ["zones: 1 is not a number of zones from 2 to 4"]],
        ["too many zones", { zones: 5 }, ["zones: 5 is not a number of zones from 2 to 4"]],
        ["half a zone", { zones: 2.5 }, ["zones: 2.5 is not a number of zones from 2 to 4"]],
        [
            "everything at once",
            { cidr: "10.0.0.0/24", zones: 9, tiers: [Tier.Private, Tier.Public], sizes: { private: 26, isolated: 27 } },
            [
                "zones: 9 is not a number of zones from 2 to 4",
                "subnetSizes.isolated: there are no isolated subnets",
                "subnetSizes.private: 26 is not the size of a private subnet in a /24",
                "cidr: a /24 has no room for public subnets, which AWS makes no smaller than /28",
            ],
        ],
    ];
    for (const [what, args, expected] of refused) {
        it(`refused: ${what}`, () => {
            const faults = addressPlanFaults({ cidr: "10.0.0.0/16", tiers, zones: 2, ...args });
            const found = faults.map(({ argument, fault }) => `${argument}: ${fault}`);
            assert.deepEqual(found, expected);
        });
    }

    it("says which block is meant, and how large it must be", () => {
        const fix = (args: Partial<AddressPlanArgs>): string | undefined => addressPlanFaults(args)[0]?.fix;
        assert.equal(fix({ cidr: "10.0.0.0/26", tiers: [Tier.Isolated] }), "use a /24 or larger");
        assert.deepEqual(addressPlanFaults({ cidr: "10.0.0.0/24", tiers: [Tier.Isolated] }), []);
        assert.match(fix({ cidr: "10.0.0.0/16", tiers, sizes: { public: 20 } }) ?? "", /from 21 to 28/);
    });

    it("what is missing is passed over, because it has its own fault", () => {
        assert.deepEqual(addressPlanFaults({}), []);
        assert.deepEqual(addressPlanFaults({ sizes: { private: 3 } }), []);
        assert.deepEqual(addressPlanFaults({ cidr: "10.0.0.0/16", sizes: { private: 3 } }), []);
    });
});
