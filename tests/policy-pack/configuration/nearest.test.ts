import assert from "node:assert/strict";
import { nearest } from "../../../policy-pack/configuration/nearest";

describe("what was most likely meant", () => {
    const table: Readonly<
        Record<string, readonly [word: string, known: readonly string[], meant: string | undefined]>
    > = {
        "the one that has most in common": [
            "s3-bucket-vers",
            ["s3-bucket", "s3-bucket-version", "s3-ver"],
            "s3-bucket-version",
        ],
        "whatever the case of letters": ["CIS-7", ["nist-r5", "cis-7"], "cis-7"],
        "a word with a letter more": ["cab", ["cabs"], "cabs"],
        "nothing that is alike by half": ["cab", ["cad"], undefined],
        "nothing that is alike by less": ["abxy", ["abzw"], undefined],
        "nothing where nothing is known": ["cab", [], undefined],
    };
    for (const [what, [word, known, meant]] of Object.entries(table)) {
        it(`is ${what}`, () => assert.equal(nearest(word, known), meant));
    }
});
