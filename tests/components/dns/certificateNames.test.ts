import assert from "node:assert/strict";
import { certificateNames, validatedNames, validationRecord } from "../../../components/dns/policy/certificateNames";

describe("names of a certificate", () => {
    const cases: [string, string[], string[]][] = [
        ["one name", ["example.com"], ["example.com"]],
        ["a wildcard alone", ["*.example.com"], ["example.com"]],
        ["a wildcard and what it is below", ["*.example.com", "example.com"], ["example.com"]],
        [
            "names of their own",
            ["a.example.com", "*.a.example.com", "b.example.com"],
            ["a.example.com", "b.example.com"],
        ],
    ];
    for (const [what, names, expected] of cases) {
        it(`are validated once each: ${what}`, () => {
            assert.deepEqual(validatedNames(names), expected);
        });
    }

    it("find their record, a wildcard the one of what it is below", () => {
        const option = (domainName: string, letter: string) => ({
            domainName,
            resourceRecordName: `_${letter}.example.com.`,
            resourceRecordValue: `_${letter}.acm-validations.aws.`,
        });
        const options = [option("b.example.com", "b"), option("*.example.com", "a"), option("example.com", "a")];
        const a = { name: "_a.example.com.", value: "_a.acm-validations.aws." };
        assert.deepEqual(validationRecord(options, "example.com"), a);
        assert.equal(validationRecord(options, "b.example.com").name, "_b.example.com.");
        assert.throws(() => validationRecord(options, "c.example.com"), /asks for no record that validates c\.example/);
    });

    const long = `${"a".repeat(60)}.example.com`;
    const wrong: [string, string[], RegExp][] = [
        ["none", [], /there are 0/],
        ["eleven", [..."abcdefghijk"].map((letter) => `${letter}.example.com`), /there are 11/],
        ["one twice", ["example.com", "example.com"], /a name is given twice/],
        ["a wildcard further in", ["a.*.example.com"], /"a\.\*\.example\.com" is not a name/],
        ["two wildcards", ["*.*.example.com"], /is not a name/],
        ["capitals", ["Example.com"], /is not a name/],
        ["a dot at the end", ["example.com."], /is not a name/],
        ["an address", ["192.0.2.1"], /is not a name/],
        ["no domain", ["localhost"], /is not a name/],
        ["what is no text", [7 as unknown as string], /it is not a text/],
        ["a long one first", [long, "example.com"], /the first name has 72 letters/],
    ];
    for (const [what, names, expected] of wrong) {
        it(`are not ${what}`, () => {
            const [fault, ...more] = certificateNames(names, "names");
            assert.match(fault?.fault ?? "", expected);
            assert.deepEqual(more, []);
        });
    }

    it("may be long where they do not come first", () => {
        assert.deepEqual(certificateNames(["example.com", long, `*.${long}`], "names"), []);
    });
});
