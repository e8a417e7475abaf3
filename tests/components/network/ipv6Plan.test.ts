import assert from "node:assert/strict";
import { BlockList, isIPv6 } from "node:net";
import fc from "fast-check";
import { addressPlan, mostZones, Tier } from "../../../components/network/policy/addressPlan";
import { ipv6Subnet } from "../../../components/network/policy/ipv6Plan";

/** Blocks of /56, with zeros in places where they are left out. */
const somePrefix = fc.tuple(
    fc.integer({ min: 0x2000, max: 0x3fff }),
    fc.oneof(fc.constant(0), fc.nat(0xffff)),
    fc.oneof(fc.constant(0), fc.nat(0xffff)),
    fc.oneof(fc.constant(0), fc.nat(0xff)),
);

/** As a browser writes addresses, which is how AWS does, too. */
function written(groups: number[], prefix: number): string {
    const address = [...groups, 0, 0, 0, 0].map((group) => group.toString(16)).join(":");
    return `${new URL(`http://[${address}]`).hostname.slice(1, -1)}/${prefix}`;
}
const vpcOf = ([one, two, three, high]: [number, number, number, number]): string =>
    written([one, two, three, high * 256], 56);

describe("IPv6 plan", () => {
    const rows: [string, number, string][] = [
        ["2600:1f18:12:3400::/56", 0, "2600:1f18:12:3400::/64"],
        ["2600:1f18:12:3400::/56", 30, "2600:1f18:12:341e::/64"],
        ["2600:1f18:12:3400::/56", 255, "2600:1f18:12:34ff::/64"],
        ["2600:1f18:12::/56", 0, "2600:1f18:12::/64"],
        ["2600:1f18:12::/56", 8, "2600:1f18:12:8::/64"],
        ["2600:1f18::/56", 8, "2600:1f18:0:8::/64"],
        ["2600:1f18:12:3407::/64", 14, "2600:1f18:12:340e::/64"],
    ];
    for (const [vpc, number, expected] of rows) {
        it(`${number} of ${vpc}`, () => assert.equal(ipv6Subnet(vpc, number), expected));
    }

    it("gives each number a /64 in the VPC, written as AWS writes it, and no two the same", () => {
        fc.assert(
            fc.property(somePrefix, (prefix) => {
                const vpc = new BlockList();
                const [address = ""] = vpcOf(prefix).split("/");
                vpc.addSubnet(address, 56, "ipv6");
                const taken = new BlockList();
                for (let number = 0; number < 256; number++) {
                    const subnet = ipv6Subnet(vpcOf(prefix), number);
                    const [first = "", length] = subnet.split("/");
                    assert.ok(isIPv6(first) && length === "64", subnet);
                    assert.ok(vpc.check(first, "ipv6") && !taken.check(first, "ipv6"), subnet);
                    taken.addSubnet(first, 64, "ipv6");
                    const [one, two, three, high] = prefix;
                    assert.equal(subnet, written([one, two, three, high * 256 + number], 64));
                }
            }),
            { numRuns: 20 },
        );
    });

    it("says the same whatever block of the VPC it is told", () => {
        fc.assert(
            fc.property(somePrefix, fc.nat(255), fc.nat(255), (prefix, other, number) => {
                const inside = ipv6Subnet(vpcOf(prefix), other);
                assert.equal(ipv6Subnet(inside, number), ipv6Subnet(vpcOf(prefix), number));
            }),
        );
    });

    it("grows with the address plan without moving a subnet, and leaves most of the VPC free", () => {
        const blocks = (tiers: Tier[], zones: number): Map<string, string> =>
            new Map(
                addressPlan({ cidr: "10.0.0.0/16", tiers, zones }).map(({ tier, zone, ipv6Block }) => [
                    `${tier} ${zone}`,
                    ipv6Subnet("2600:1f18:12:3400::/56", ipv6Block),
                ]),
            );
        const all = blocks(Object.values(Tier), mostZones);
        assert.equal(new Set(all.values()).size, 12);
        for (const tiers of [[Tier.Isolated], [Tier.Private], [Tier.Private, Tier.Public]]) {
            for (const [subnet, block] of blocks(tiers, 2)) {
                assert.equal(all.get(subnet), block);
            }
        }
        for (const block of all.values()) {
            assert.ok(Number.parseInt(block.split(":")[3] ?? "", 16) - 0x3400 < 32, block);
        }
    });

    for (const other of ["10.0.0.0/16", "2600:1f18::/48", "ipv6", ""]) {
        it(`no plan of "${other}"`, () => assert.throws(() => ipv6Subnet(other, 0), /is no block of IPv6 addresses/));
    }
});
