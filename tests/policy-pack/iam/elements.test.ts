import assert from "node:assert/strict";
import type { Truth } from "../../../policy-pack/evaluation/truth";
import { UNKNOWN, type Unknown } from "../../../policy-pack/evaluation/unknown";
import {
    accountOf,
    accountsOf,
    coversActions,
    coversResources,
    only,
    touchesAction,
    touchesResource,
} from "../../../policy-pack/iam";
import { addressRange, isBroad, rangeCovers } from "../../../policy-pack/iam/addresses";
import type { PatternElement } from "../../../policy-pack/iam";

const butNot = (...patterns: readonly (string | Unknown)[]): PatternElement => ({ negated: true, patterns });

describe("elements", () => {
    const cases: readonly (readonly [Truth, PatternElement, PatternElement])[] = [
        [true, only("s3:*"), only("s3:GetObject", "S3:Put*")],
        [false, only("s3:Get*"), only("s3:GetObject", "s3:PutObject")],
        [true, only("s3:Get*", "s3:Put*"), only("s3:GetObject", "s3:PutObject")],
        [true, only("*"), butNot("s3:GetObject")],
        [false, only("s3:*"), butNot("s3:GetObject")],
        [true, butNot("s3:Put*"), only("s3:Get*")],
        [false, butNot("s3:Get*"), only("s3:*")],
        [false, butNot("s3:*"), only("s3:GetObject")],
        [true, butNot("s3:PutObject"), butNot("s3:Put*")],
        [false, butNot("s3:Put*"), butNot("s3:PutObject")],
        [true, butNot("s3:PutObject"), butNot("s3:Get*", "s3:Put*")],
        ["undetermined", only(UNKNOWN), only("s3:GetObject")],
        ["undetermined", only("s3:*"), only(UNKNOWN)],
        [true, only("*"), only(UNKNOWN)],
        [false, only("s3:Get*"), only(UNKNOWN, "s3:PutObject")],
        ["undetermined", butNot(UNKNOWN), only("s3:GetObject")],
        ["undetermined", butNot("s3:GetObject"), only(UNKNOWN)],
        [false, butNot("s3:GetObject", UNKNOWN), only("s3:Get*")],
    ];
    for (const [expected, outer, inner] of cases) {
        const shown = ({ negated, patterns }: PatternElement) =>
            (negated ? "all but " : "") + patterns.map(String).join();
        it(`${shown(outer)} over ${shown(inner)}: ${expected}`, () => {
            assert.equal(coversActions(outer, inner), expected);
        });
    }

    it("without a resource mean all", () => {
        assert.equal(coversResources(undefined, only("arn:aws:s3:::data")), true);
        assert.equal(coversResources(only("arn:aws:s3:::data"), undefined), false);
        assert.equal(touchesResource(undefined, "arn:aws:s3:::data"), true);
    });

    it("touch an action where some action fits both", () => {
        assert.equal(touchesAction(only("s3:Put*"), "s3:PutBucketPolicy"), true);
        assert.equal(touchesAction(only("s3:*Policy"), "s3:PutBucket*"), true);
        assert.equal(touchesAction(only("S3:PUT*"), "s3:PutBucketPolicy"), true);
        assert.equal(touchesAction(only("s3:Get*"), "s3:PutBucketPolicy"), false);
        assert.equal(touchesAction(butNot("s3:Get*"), "s3:PutBucketPolicy"), true);
        assert.equal(touchesAction(butNot("s3:Put*"), "s3:PutBucketPolicy"), false);
        assert.equal(touchesAction(butNot("s3:PutBucketPolicy"), "s3:Put*"), true);
        assert.equal(touchesAction(only(UNKNOWN), "s3:PutBucketPolicy"), "undetermined");
    });

    it("touch a resource where some resource fits both", () => {
        assert.equal(touchesResource(only("arn:aws:s3:::da*"), "arn:aws:s3:::*ta"), true);
        assert.equal(touchesResource(only("*"), "arn:aws:s3:::data"), true);
        assert.equal(touchesResource(only("arn:aws:s3:::data"), "*"), true);
        assert.equal(touchesResource(only("arn:aws:s3:::logs"), "arn:aws:s3:::data"), false);
        assert.equal(touchesResource(only("arn:aws:sns"), "arn:aws:s3:::data"), false);
        assert.equal(touchesResource(only("data"), "arn:aws:s3:::data"), false);
    });
});

describe("accounts", () => {
    it("are named by id or in ARNs", () => {
        assert.equal(accountOf("111122223333"), "111122223333");
        assert.equal(accountOf("arn:aws-cn:iam::111122223333:role/path/x"), "111122223333");
        for (const none of [
            "*",
            "",
            "1111",
            "AROAEXAMPLE",
            "arn:aws:s3:::data",
            "arn:aws:iam::*:role/x",
            "arn:aws:iam::11112222333*:root",
            "arn:aws:iam::cloudfront:user/x",
            "arn:aws:iam::${aws:x}:root",
        ]) {
            assert.equal(accountOf(none), undefined, none);
        }
    });

    it("of principals, each once", () => {
        const principals = ["111122223333", "arn:aws:iam::111122223333:role/a", "arn:aws:iam::444455556666:root", "AROAEXAMPLE"].map((value) => ({ kind: "aws" as const, value })); // prettier-ignore
        const others = [
            { kind: "service" as const, value: "777788889999" },
            { kind: "everyone" as const },
            UNKNOWN,
            UNKNOWN,
        ];
        const element = { negated: false, principals: [...principals, ...others] };
        assert.deepEqual(accountsOf(element), ["111122223333", "444455556666", UNKNOWN]);
        assert.deepEqual(accountsOf({ ...element, negated: true }), []);
        assert.deepEqual(accountsOf(undefined), []);
    });
});

describe("address ranges", () => {
    it("are CIDR blocks or addresses", () => {
        assert.deepEqual(addressRange("10.0.0.0/8"), { address: "10.0.0.0", family: "ipv4", prefix: 8 });
        assert.deepEqual(addressRange("10.0.0.1"), { address: "10.0.0.1", family: "ipv4", prefix: 32 });
        assert.deepEqual(addressRange("2001:db8::"), { address: "2001:db8::", family: "ipv6", prefix: 128 });
        assert.deepEqual(addressRange("::/128"), { address: "::", family: "ipv6", prefix: 128 });
        for (const none of ["", "x", "10.0.0.0/33", "::/129", "10.0.0/8", "10.0.0.0/", "10.0.0.0/8/8", "10.0.0.*"]) {
            assert.equal(addressRange(none), undefined, none);
        }
    });

    it("cover narrower ranges of their family", () => {
        const covers = (outer: string, inner: string) => {
            const [a, b] = [addressRange(outer), addressRange(inner)];
            assert.ok(a !== undefined && b !== undefined);
            return rangeCovers(a, b);
        };
        assert.equal(covers("10.0.0.0/8", "10.1.0.0/16"), true);
        assert.equal(covers("10.0.0.0/8", "10.0.0.0/8"), true);
        assert.equal(covers("10.0.0.0/8", "10.0.0.0/7"), false);
        assert.equal(covers("10.0.0.0/8", "11.0.0.0/16"), false);
        assert.equal(covers("0.0.0.0/0", "::1"), false);
        assert.equal(covers("::/0", "2001:db8::/32"), true);
    });

    it("are broad from /7 and /31 on", () => {
        const broad = ["10.0.0.0/7", "10.0.0.0/8", "2001::/31", "2001::/32"].map((text) => {
            const range = addressRange(text);
            return range && isBroad(range);
        });
        assert.deepEqual(broad, [true, false, true, false]);
    });
});
