import assert from "node:assert/strict";
import fc from "fast-check";
import { addressPlan, addressPlanFaults, Tier } from "../../../components/network/policy/addressPlan";
import { exactSubnets } from "../../../components/network/policy/exactSubnets";

/** First address of a block, and the one after its last. */
function span(cidr: string): [number, number] {
    const [address = "", prefix] = cidr.split("/");
    const first = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
    return [first, first + 2 ** (32 - Number(prefix))];
}

const someArgs = fc
    .record({
        cidr: fc.integer({ min: 16, max: 24 }).map((prefix) => `10.0.0.0/${prefix}`),
        tiers: fc.shuffledSubarray(Object.values(Tier), { minLength: 1 }),
        zones: fc.integer({ min: 2, max: 4 }),
        sizes: fc.dictionary(fc.constantFrom(...Object.values(Tier)), fc.integer({ min: 18, max: 28 }), { maxKeys: 2 }),
    })
    .filter((args) => addressPlanFaults(args).length === 0);

describe("exact subnets for awsx", () => {
    it("of two tiers in two zones of a /16", () => {
        const plan = addressPlan({ cidr: "10.0.0.0/16", tiers: [Tier.Private, Tier.Public], zones: 2 });
        assert.deepEqual(exactSubnets("10.0.0.0/16", plan, 2), [
            { type: "Private", cidrBlocks: ["10.0.0.0/19", "10.0.64.0/19"] },
            { name: "unused-2-0", type: "Unused", cidrBlocks: ["10.0.32.0/20", "10.0.96.0/20"] },
            { type: "Public", cidrBlocks: ["10.0.48.0/21", "10.0.112.0/21"] },
            { name: "unused-4-0", type: "Unused", cidrBlocks: ["10.0.56.0/22", "10.0.120.0/21"] },
            { name: "unused-4-1", type: "Unused", cidrBlocks: ["10.0.60.0/22", "10.0.128.0/17"] },
        ]);
    });

    it("follow the plan, and tell of every address of the VPC once, zone by zone, as the strategy Exact demands", () => {
        fc.assert(
            fc.property(someArgs, (args) => {
                const plan = addressPlan(args);
                const specs = exactSubnets(args.cidr, plan, args.zones);
                const [begin, end] = span(args.cidr);
                let next = begin;
                for (let zone = 0; zone < args.zones; zone += 1) {
                    for (const { cidrBlocks } of specs) {
                        const [first, after] = span(cidrBlocks[zone] ?? "");
                        assert.equal(first, next);
                        assert.equal(first % (after - first), 0);
                        next = after;
                    }
                }
                assert.equal(next, end);
                for (const tier of Object.values(Tier)) {
                    const blocks = specs
                        .filter(({ type }) => type.toLowerCase() === tier)
                        .flatMap((spec) => spec.cidrBlocks);
                    const planned = plan.filter((subnet) => subnet.tier === tier).map(({ cidr }) => cidr);
                    assert.deepEqual(blocks, planned);
                }
            }),
        );
    });

    it("have as many blocks as zones, and names where awsx would confuse them", () => {
        fc.assert(
            fc.property(someArgs, (args) => {
                const specs = exactSubnets(args.cidr, addressPlan(args), args.zones);
                assert.ok(specs.every(({ cidrBlocks }) => cidrBlocks.length === args.zones));
                const names = specs.map(({ type, name }) => name ?? type);
                assert.equal(new Set(names).size, specs.length);
            }),
        );
    });
});
