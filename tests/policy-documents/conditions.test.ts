import assert from "node:assert/strict";
import fc from "fast-check";
import type { Truth } from "../../policy-documents/truth";
import { UNKNOWN } from "../../policy-documents/unknown";
import { meets, type Context } from "../../policy-documents/conditions";
import { operator } from "../../policy-documents/operators";

function holds(
    name: string,
    values: readonly unknown[],
    actual: Context[string] | undefined,
    more: Context = {},
): Truth {
    const by = operator(name);
    assert.ok(by !== undefined, `${name} is an operator`);
    const context: Context = actual === undefined ? more : { ...more, key: actual };
    return meets(context, { operator: by, key: "key", values: values as string[] });
}

const ARN = "arn:aws:sns:eu-west-1:111122223333:orders";

describe("condition operators", () => {
    for (const [name, value, met, unmet] of [
        ["StringEquals", "a*", "a*", "ab"],
        ["StringEquals", "a", "a", "A"],
        ["StringNotEquals", "a", "A", "a"],
        ["StringEqualsIgnoreCase", "aB", "Ab", "a"],
        ["StringNotEqualsIgnoreCase", "aB", "a", "Ab"],
        ["StringLike", "a*c?", "abbcd", "abbc"],
        ["StringNotLike", "a*", "b", "ab"],
        ["ArnEquals", "arn:aws:sns:*:111122223333:*", ARN, "arn:aws:sns:eu-west-1:444455556666:x:111122223333:y"],
        ["ArnLike", "arn:aws:sns:*:111122223333:*", ARN, "arn:aws:sqs:eu-west-1:111122223333:orders"],
        ["ArnNotEquals", "arn:aws:sns:*:*:orders", "arn:aws:sns:eu-west-1:111122223333:x", ARN],
        ["ArnNotLike", "arn:aws:sns:*:*:orders", "arn:aws:sns:eu-west-1:111122223333:x", ARN],
        ["StringLike", "arn:aws:sns:*:111122223333:*", "arn:aws:sns:eu-west-1:444455556666:x:111122223333:y", "x"],
        ["IpAddress", "203.0.113.0/24", "203.0.113.7", "203.0.114.7"],
        ["IpAddress", "203.0.113.7", "203.0.113.7", "203.0.113.8"],
        ["IpAddress", "2001:db8::/32", "2001:db8:1::1", "2001:db9::1"],
        ["IpAddress", "203.0.113.0/24", "203.0.113.128/25", "203.0.112.0/23"],
        ["NotIpAddress", "203.0.113.0/24", "198.51.100.1", "203.0.113.7"],
        ["NumericEquals", "10", "10.0", "11"],
        ["NumericNotEquals", "10", "11", "10"],
        ["NumericLessThan", "1.2", "1.1", "1.2"],
        ["NumericLessThanEquals", "1.2", "1.2", "1.3"],
        ["NumericGreaterThan", "1.2", "1.3", "1.2"],
        ["NumericGreaterThanEquals", "1.2", "1.2", "1.1"],
        ["NumericEquals", "0", "0", " "],
        ["DateEquals", "2025-01-01", "1735689600", "1735689601"],
        ["DateEquals", "1735689600", "2025-01-01", "2025-01-02"],
        ["DateEquals", "2025-01-01T00:00:00Z", "1735689600", "1735689601"],
        ["DateNotEquals", "2025-01-01T00:00:00Z", "1735689601", "1735689600"],
        ["DateLessThan", "2025-01-01T00:00:00Z", "2024-12-31T23:59:59Z", "2025-01-01T00:00:00Z"],
        ["DateLessThanEquals", "2025-01-01T00:00:00Z", "2025-01-01T00:00:00Z", "2025-01-01T00:00:01Z"],
        ["DateGreaterThan", "1735689600", "2025-01-01T00:00:01Z", "2025-01-01T00:00:00Z"],
        ["DateGreaterThanEquals", "1735689600", "2025-01-01T00:00:00Z", "2024-12-31T23:59:59Z"],
        ["Bool", "true", "true", "false"],
        ["Bool", "False", "false", "true"],
        ["BinaryEquals", "QQ==", "QQ==", "Qg=="],
        ["stringequals", "a", "a", "b"],
    ] as const) {
        it(`${name} ${value}: ${met}, not ${unmet}`, () => {
            assert.equal(holds(name, [value], met), true);
            assert.equal(holds(name, [value], unmet), false);
        });
    }

    it("compare with any of several values; a negation with none of them", () => {
        assert.equal(holds("StringEquals", ["a", "b"], "b"), true);
        assert.equal(holds("StringNotEquals", ["a", "b"], "b"), false);
        assert.equal(holds("StringNotEquals", ["a", "b"], "c"), true);
    });

    it("do not hold for what cannot be compared", () => {
        for (const name of [
            "NumericEquals",
            "NumericLessThan",
            "NumericGreaterThan",
            "DateEquals",
            "IpAddress",
            "ArnLike",
        ]) {
            assert.equal(holds(name, ["x"], "y"), false, name);
            assert.equal(holds(name, [""], ""), name === "ArnLike", name);
        }
    });

    describe("where the request lacks the key", () => {
        for (const [name, expected] of [
            ["StringEquals", false],
            ["StringNotEquals", true],
            ["StringEqualsIfExists", true],
            ["StringNotEqualsIfExists", true],
            ["ForAllValues:StringEquals", true],
            ["ForAllValues:StringNotEquals", true],
            ["ForAnyValue:StringEquals", false],
            ["ForAnyValue:StringNotEquals", false],
            ["ForAnyValue:StringEqualsIfExists", true],
            ["Bool", false],
            ["NumericLessThan", false],
            ["NotIpAddress", true],
        ] as const) {
            it(`${name} ${expected ? "holds" : "does not hold"}`, () => {
                assert.equal(holds(name, ["x"], undefined), expected);
                assert.equal(holds(name, ["x"], []), expected);
            });
        }
    });

    for (const [name, expected, actual, met] of [
        ["ForAllValues:StringEquals", ["a", "b"], ["a", "b"], true],
        ["ForAllValues:StringEquals", ["a", "b"], ["a", "c"], false],
        ["ForAnyValue:StringEquals", ["a", "b"], ["c", "b"], true],
        ["ForAnyValue:StringEquals", ["a", "b"], ["c", "d"], false],
        ["ForAllValues:StringNotEquals", ["a"], ["b", "c"], true],
        ["ForAllValues:StringNotEquals", ["a"], ["a", "c"], false],
        ["ForAnyValue:StringNotEquals", ["a"], ["a", "c"], true],
        ["ForAnyValue:StringNotEquals", ["a"], ["a"], false],
        ["StringEquals", ["a"], ["a", "b"], true],
        ["StringNotEquals", ["a"], ["a", "b"], false],
    ] as const) {
        it(`${name} ${expected.join()} of ${actual.join()}: ${met}`, () => {
            assert.equal(holds(name, expected, actual), met);
        });
    }

    it("Null asks whether the key is there", () => {
        for (const [value, actual, expected] of [
            ["true", undefined, true],
            ["true", "x", false],
            ["false", undefined, false],
            ["false", "x", true],
            ["False", "x", true],
            ["true", [], true],
        ] as const) {
            assert.equal(holds("Null", [value], actual), expected);
        }
        assert.equal(holds("Null", ["true", "false"], "x"), true);
        assert.equal(holds("Null", ["true"], UNKNOWN), "undetermined");
        assert.equal(holds("Null", [UNKNOWN], "x"), "undetermined");
    });

    it("find keys and names of variables in any case", () => {
        assert.equal(holds("StringEquals", ["${AWS:UserName}"], "alice", { "aws:username": "alice" }), true);
        const by = operator("StringEquals");
        assert.ok(by !== undefined);
        assert.equal(
            meets({ "AWS:SourceAccount": "1" }, { operator: by, key: "aws:sourceaccount", values: ["1"] }),
            true,
        );
    });

    it("take variables as text, in every operator that has them", () => {
        const variable = ["${v}"];
        assert.equal(holds("StringEquals", variable, "a*", { v: "a*" }), true);
        assert.equal(holds("StringLike", variable, "ab", { v: "a*" }), false);
        assert.equal(holds("StringLike", ["${v}*"], "ab", { v: "a" }), true);
        assert.equal(holds("ArnLike", ["arn:aws:iam::*:user/${v}"], "arn:aws:iam::1:user/x", { v: "x" }), true);
        assert.equal(holds("Bool", variable, "true", { v: "true" }), true);
        assert.equal(holds("StringEquals", variable, "x"), false);
        assert.equal(holds("StringNotEquals", variable, "x"), true);
        assert.equal(holds("StringEqualsIgnoreCase", variable, "x"), false);
        assert.equal(holds("StringEquals", variable, "x", { v: UNKNOWN }), "undetermined");
    });

    it("are undetermined by unknown values that decide", () => {
        assert.equal(holds("StringEquals", ["a"], UNKNOWN), "undetermined");
        assert.equal(holds("StringNotEquals", ["a", UNKNOWN], "a"), false);
        assert.equal(holds("StringNotEquals", ["a", UNKNOWN], "b"), "undetermined");
        assert.equal(holds("ForAllValues:StringEquals", ["a", UNKNOWN], ["a", "b"]), "undetermined");
    });

    it("there are none of other names", () => {
        for (const name of [
            "StringEqual",
            "ForAll:StringEquals",
            "ForAnyValues:StringEquals",
            "ForAllValue:StringEquals",
            "NullIfExists",
            "StringEqualsIfExist",
            "",
            "ForAnyValue:",
            "IfExists",
        ]) {
            assert.equal(operator(name), undefined, name);
        }
    });

    it("a negation is the opposite of its operator, for a single value that is there", () => {
        const pairs = [["StringEquals", "StringNotEquals"], ["StringLike", "StringNotLike"], ["ArnLike", "ArnNotLike"], ["IpAddress", "NotIpAddress"], ["NumericEquals", "NumericNotEquals"]] as const; // prettier-ignore
        const text = fc.oneof(fc.constantFrom("a", "a*", "1", "10.0.0.1", "10.0.0.0/8", ARN, "arn:*"), fc.string());
        fc.assert(
            fc.property(
                fc.constantFrom(...pairs),
                fc.array(text, { minLength: 1, maxLength: 3 }),
                text,
                ([plain, negation], values, actual) => {
                    assert.equal(holds(negation, values, actual), !holds(plain, values, actual));
                },
            ),
        );
    });
});
