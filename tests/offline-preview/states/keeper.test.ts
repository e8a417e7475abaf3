import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Finding } from "../../../offline-preview/model";
import { Keeper, type KeptStack } from "../../../offline-preview/states/keeper";

const PER_STACK = 50;

/** Every text of it is a copy of its own, as an answer of a pack brings it. */
function found(stack: string, index: number): Finding {
    const urn = `urn:pulumi:${stack}::shop::shop:index:Store$aws:s3/bucket:Bucket::bucket-${index}`;
    return JSON.parse(
        JSON.stringify({
            pack: { name: "house-rules", version: "1.0.0" },
            policy: `policy-${index}`,
            kind: "violation",
            level: "advisory",
            severity: "high",
            description: `Things of kind ${index} are closed, for reasons that take a line to tell.`,
            message: `Set \`open\` of "thing-${index}" to false.`,
            decidedBy: "both",
            urn,
            component: { urn: `urn:pulumi:${stack}::shop::shop:index:Store::store-${index}` },
        } satisfies Finding),
    ) as Finding;
}

function foundIn(stack: string): Finding[] {
    return Array.from({ length: PER_STACK }, (_, index) => found(stack, index));
}

const called = (stack: string): KeptStack => ({ name: `shop/${stack}`, begin: `urn:pulumi:${stack}::` });

describe("what is kept of the findings of many states", () => {
    it("is all of them but their place in the code, with the name of the stack", () => {
        const keeper = new Keeper();
        const given: Finding[] = [
            { ...found("dev", 1), source: { file: "index.ts", line: 1, column: 1 }, isNew: true },
            { ...found("dev", 2), waiver: "accepted until 2027-01-01", kind: "undetermined", level: "mandatory" },
            { ...found("dev", 2), baselinedSince: "2026-01-01" },
            // Somebody changed the state by hand.
            {
                ...found("dev", 3),
                urn: "urn:pulumi:prod::shop::a:b:C::d",
                component: { urn: "urn:pulumi:x::y::z:z:Z::z" },
            },
        ];
        const { urn: _, component: __, severity: ___, ...ofStack } = found("dev", 4);
        for (const stack of ["dev", "other", "dev"]) {
            const kept = keeper.keep([...given, ofStack], called(stack));
            [...given, ofStack].forEach(({ source: _place, ...finding }, index) => {
                const expected = { ...finding, stack: `shop/${stack}` };
                const one = kept[index] as unknown as Record<string, unknown>;
                for (const key of ["urn", "component", "severity", "isNew", "waiver", "baselinedSince", "source"]) {
                    assert.deepEqual(one[key], (expected as Record<string, unknown>)[key], `${key} of ${index}`);
                }
                for (const [key, value] of Object.entries(expected)) {
                    assert.deepEqual(one[key], value, `${key} of ${index}`);
                }
            });
        }
    });

    it("takes little more for each stack than references", () => {
        setFlagsFromString("--expose-gc");
        const collect = runInNewContext("gc") as () => void;
        const used = (): number => {
            collect();
            return process.memoryUsage().heapUsed;
        };
        const keeper = new Keeper();
        const keep = (from: number, to: number): Finding[][] =>
            Array.from({ length: to - from }, (_, index) => {
                const stack = `stack-${from + index}`;
                return keeper.keep(foundIn(stack), called(stack));
            });
        const kept = keep(0, 100);
        const before = used();
        kept.push(...keep(100, 1100));
        const each = (used() - before) / (1000 * PER_STACK);
        assert.equal(kept.length, 1100);
        assert.ok(each < 120, `${each.toFixed(0)} bytes for each finding`);
    });
});
