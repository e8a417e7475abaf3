import assert from "node:assert/strict";
import { closest, didYouMean } from "../../../offline-preview/configuration/closest";

describe("did you mean", () => {
    const table: [word: string, candidates: string[], expected: string | undefined][] = [
        ["regoin", ["region", "zone"], "region"],
        ["Region", ["region"], "region"],
        ["regions", ["region", "regional"], "region"],
        ["size", ["mode"], undefined],
        ["abc", ["abx", "aby"], "abx"],
        ["x", ["ab"], undefined],
        ["a", [], undefined],
    ];
    for (const [word, candidates, expected] of table) {
        it(`${word} of ${candidates.join(", ")}: ${expected}`, () => assert.equal(closest(word, candidates), expected));
    }
    it("is a phrase, or nothing", () => {
        assert.equal(didYouMean("regoin", ["region"]), " (did you mean 'region'?)");
        assert.equal(didYouMean("regoin", []), "");
    });
});
