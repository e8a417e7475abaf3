import { deepStrictEqual, ok, strictEqual } from "node:assert";
import fc from "fast-check";
import { covered, judge, marginal, percentile, ratios, spread } from "../../bench/statistics";

const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });

describe("bench: statistics", () => {
    it("spread: the middle value of an odd number of rounds, the mean of the two middle ones of an even number", () => {
        deepStrictEqual(spread([30, 10, 20]), { median: 20, min: 10, max: 30 });
        deepStrictEqual(spread([4, 1, 100, 2]), { median: 3, min: 1, max: 100 });
        deepStrictEqual(spread([100, 9]), { median: 54.5, min: 9, max: 100 });
        deepStrictEqual(spread([7]), { median: 7, min: 7, max: 7 });
    });

    it("spread: nothing for no round, and nothing when one could not be measured", () => {
        strictEqual(spread([]), undefined);
        strictEqual(spread([1, undefined, 3]), undefined);
    });

    it("percentile: the value at the nearest rank, in whatever order they came", () => {
        const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
        strictEqual(percentile(hundred, 50), 50);
        strictEqual(percentile(hundred, 99), 99);
        strictEqual(percentile(hundred, 100), 100);
        strictEqual(percentile([9, 100, 8], 50), 9);
        strictEqual(percentile([7], 99), 7);
    });

    it("spread: no round lies outside, half of them on either side, in whatever order they came", () => {
        fc.assert(
            fc.property(fc.array(anyNumber, { minLength: 1 }), (values) => {
                const result = spread(values);
                ok(result !== undefined);
                ok(values.every((value) => value >= result.min && value <= result.max));
                ok(values.filter((value) => value <= result.median).length >= values.length / 2);
                ok(values.filter((value) => value >= result.median).length >= values.length / 2);
                deepStrictEqual(spread([...values].reverse()), result);
            }),
        );
    });

    it("ratios: round by round, and none over nothing", () => {
        deepStrictEqual(ratios([2, 30, 4], [1, 10, 4]), [2, 3, 1]);
        deepStrictEqual(ratios([2, undefined, 4, 5], [0, 1, undefined, -1]), Array(4).fill(undefined));
        deepStrictEqual(ratios([1, 2], [1]), [1, undefined]);
    });

    it("ratios: a round in which everything took twice as long changes nothing", () => {
        deepStrictEqual(ratios([3, 6], [2, 4]), [1.5, 1.5]);
    });

    it("marginal: the start of the smallest run is taken away, in cost and in resources", () => {
        strictEqual(marginal(5000, 1010, 3000, 10), 2);
        strictEqual(marginal(undefined, 1000, 1, 10), undefined);
        strictEqual(marginal(1, 1000, undefined, 10), undefined);
    });

    it("linear: what costs the same for each resource has a ratio of 1 however dear the start; squares are seen", () => {
        const sizes = { start: 10, smaller: 1000, larger: 5000 };
        const growth = (cost: (resources: number) => number): number | undefined => {
            const of = (size: number) => marginal(cost(size), size, cost(sizes.start), sizes.start);
            return ratios([of(sizes.larger)], [of(sizes.smaller)])[0];
        };
        fc.assert(
            fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 1000 }), (start, each) => {
                strictEqual(
                    growth((resources) => start + each * resources),
                    1,
                );
            }),
        );
        const square = growth((resources) => 4000 + 2 * resources + resources ** 2 / 1000);
        strictEqual(judge(spread([square]), 1.2), "missed");
    });

    it("judge: by the median, the goal itself included", () => {
        strictEqual(judge({ median: 1.2, min: 1, max: 9 }, 1.2), "met");
        strictEqual(judge({ median: 1.21, min: 1, max: 2 }, 1.2), "missed");
        strictEqual(judge(undefined, 1.2), "-");
    });

    it("covered: overlaps once, gaps not at all, in whatever order", () => {
        strictEqual(covered([]), 0);
        strictEqual(
            covered([
                { begin: 20, end: 25 },
                { begin: 0, end: 10 },
                { begin: 2, end: 3 },
                { begin: 5, end: 12 },
            ]),
            17,
        );
    });
});
