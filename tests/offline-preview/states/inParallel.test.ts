import assert from "node:assert/strict";
import fc from "fast-check";
import { inParallel } from "../../../offline-preview/states/inParallel";

describe("work in parallel", () => {
    it("does all, each once, in order of beginning, never more at once than allowed", async () => {
        await fc.assert(
            fc.asyncProperty(fc.array(fc.nat(3)), fc.integer({ min: 1, max: 5 }), async (turns, atOnce) => {
                const begun: number[] = [];
                const busy = new Set<number>();
                let most = 0;
                await inParallel(turns, atOnce, async (turn, index, worker) => {
                    begun.push(index);
                    assert.ok(!busy.has(worker) && worker < atOnce);
                    busy.add(worker);
                    most = Math.max(most, busy.size);
                    for (let step = 0; step < turn; step++) {
                        await Promise.resolve();
                    }
                    busy.delete(worker);
                });
                assert.deepEqual(begun, [...turns.keys()]);
                assert.ok(most <= atOnce);
            }),
        );
    });

    it("uses as many as are allowed", async () => {
        let waiting = 0;
        let open: (() => void) | undefined;
        const all = new Promise<void>((resolve) => (open = resolve));
        await inParallel([1, 2, 3], 3, () => {
            waiting += 1;
            if (waiting === 3) {
                open?.();
            }
            return all;
        });
        assert.equal(waiting, 3);
    });

    it("begins nothing after one has failed, tells the others, and waits until they have ended", async () => {
        const begun: number[] = [];
        let ended = false;
        const failing = inParallel([0, 1, 2, 3], 2, async (item, _index, _worker, signal) => {
            begun.push(item);
            if (item === 0) {
                throw new Error("no");
            }
            await new Promise<void>((resolve) => signal.addEventListener("abort", () => setTimeout(resolve, 5)));
            ended = true;
        });
        await assert.rejects(failing, /^Error: no$/);
        assert.deepEqual([begun, ended], [[0, 1], true]);
    });
});
