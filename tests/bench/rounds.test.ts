import { deepStrictEqual } from "node:assert";
import { inTurn } from "../../bench/rounds";

describe("bench: rounds", () => {
    it("take the variants in turn, one after the other, and leave the first round out", async () => {
        const began: string[] = [];
        let open = 0;
        const variant = (name: string) => async (): Promise<string> => {
            began.push(`${name}${String(++open)}`);
            await new Promise((resume) => setImmediate(resume));
            open--;
            return `${name} as number ${String(began.length)}`;
        };
        const results = await inTurn(2, { a: variant("a"), b: variant("b") }, () => undefined);
        deepStrictEqual(began, ["a1", "b1", "a1", "b1", "a1", "b1"]);
        deepStrictEqual(results, { a: ["a as number 3", "a as number 5"], b: ["b as number 4", "b as number 6"] });
    });
});
