import assert from "node:assert/strict";
import type { Truth } from "../../policy-documents/truth";
import { UNKNOWN, type Unknown } from "../../policy-documents/unknown";
import {
    accountOf,
    accountsOf,
    accountsSpokenOf,
    coversActions,
    coversResources,
    grants,
    letsServiceActForAnybody,
    namesWithoutAccount,
    only,
    touchesAction,
    touchesResource,
    type PatternElement,
    type Principal,
    type Requester,
} from "palisade-policy-documents";
import { namesAllOutsiders, type PrincipalElement } from "../../policy-documents/principals";
import { addressRange, isBroad, rangeCovers } from "../../policy-documents/addresses";
import { documentOf } from "./support";

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
        [false, butNot("s3:PutObject", "s3:ListBucket"), butNot("s3:Put*")],
        [true, only("s3:Get*", "*"), butNot("s3:GetObject")],
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
        assert.equal(touchesAction(only("s3:Get*", "s3:Put*"), "s3:PutBucketPolicy"), true);
        assert.equal(touchesAction(butNot("s3:Put*"), "s3:PutBucketPolicy"), false);
        assert.equal(touchesAction(butNot("s3:Get*", "s3:Put*"), "s3:PutBucketPolicy"), false);
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
        assert.equal(touchesResource(only("ar*"), "arn:aws:s3:::data"), false);
    });
});

describe("accounts", () => {
    it("are named by id or in ARNs", () => {
        assert.equal(accountOf("111122223333"), "111122223333");
        assert.equal(accountOf("arn:aws-cn:iam::111122223333:role/path/x"), "111122223333");
        for (const none of [
            "1111222233334",
            "x111122223333",
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

    const element = (principals: PrincipalElement["principals"]): PrincipalElement => ({ negated: false, principals });
    const aws = (value: string): Principal => ({ kind: "aws", value });

    it("of principals, each once", () => {
        const principals = [
            aws("111122223333"),
            aws("arn:aws:iam::111122223333:role/a"),
            aws("arn:aws:iam::444455556666:root"),
            aws("arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"),
            { kind: "federated", value: "arn:aws:iam::777788889999:saml-provider/corp" },
            { kind: "federated", value: "accounts.google.com" },
            { kind: "service", value: "777788880000" },
            { kind: "everyone" },
        ] satisfies Principal[];
        assert.deepEqual(accountsOf(element(principals)), ["111122223333", "444455556666", "777788889999"]);
        assert.deepEqual(accountsOf({ negated: true, principals }), []);
        assert.deepEqual(accountsOf(undefined), []);
    });

    it("of some principals cannot be told", () => {
        for (const one of [UNKNOWN, aws("AROAEXAMPLE"), { kind: "canonical-user", value: "79a5" }] as const) {
            assert.deepEqual(accountsOf(element([one, one, aws("111122223333")])), [UNKNOWN, "111122223333"]);
        }
    });

    it("are not told by canonical users and what is left of deleted roles, but are by all others", () => {
        const canonical = { kind: "canonical-user", value: "79a5" } as const;
        const role = aws("arn:aws:iam::111122223333:role/a");
        for (const [expected, one] of [
            [true, element([canonical])],
            [true, element([role, aws("AROAEXAMPLE")])],
            [false, element([role, aws("111122223333"), { kind: "everyone" }])],
            [false, element([UNKNOWN])],
            [false, { negated: true, principals: [canonical] }],
            [false, undefined],
        ] as const) {
            assert.equal(namesWithoutAccount(one), expected);
        }
    });

    it("of outsiders are all named by who names everyone, or all but certain ones", () => {
        const role = aws("arn:aws:iam::111122223333:role/a");
        const but = (...principals: PrincipalElement["principals"]) => ({ negated: true, principals });
        assert.equal(namesAllOutsiders(element([role, { kind: "everyone" }])), true);
        assert.equal(namesAllOutsiders(element([role])), false);
        assert.equal(namesAllOutsiders(but(role, aws("444455556666"))), true);
        assert.equal(namesAllOutsiders(but(role, { kind: "everyone" })), false);
        assert.equal(namesAllOutsiders(but(role, UNKNOWN)), "undetermined");
    });

    it("of a statement are those of its principals, or those its conditions narrow everyone down to", () => {
        const accounts = (statement: object) => {
            const [read] = documentOf([{ Effect: "Allow", Action: "s3:*", Resource: "*", ...statement }]).statements;
            assert.ok(read !== undefined && read !== UNKNOWN);
            return accountsSpokenOf(read);
        };
        const given = (operator: string, key: string, values: unknown) => ({
            Condition: { [operator]: { [key]: values } },
        });
        const everyone = { Principal: "*" };
        const one = { Principal: { AWS: "111122223333" } };
        assert.deepEqual(accounts(one), ["111122223333"]);
        assert.deepEqual(accounts({ ...everyone }), []);
        assert.deepEqual(
            accounts({ ...everyone, ...given("StringEquals", "aws:PrincipalAccount", ["1", "444455556666"]) }),
            ["444455556666"],
        );
        assert.deepEqual(
            accounts({ ...everyone, ...given("ArnLike", "aws:PrincipalArn", "arn:aws:iam::444455556666:role/*") }),
            ["444455556666"],
        );
        for (const [key, value] of [
            ["kms:CallerAccount", "444455556666"],
            ["s3:DataAccessPointAccount", "444455556666"],
            ["s3:DataAccessPointArn", "arn:aws:s3:eu-west-1:444455556666:accesspoint/*"],
        ] as const) {
            assert.deepEqual(accounts({ ...everyone, ...given("StringLike", key, value) }), ["444455556666"], key);
        }
        assert.deepEqual(accounts({ ...everyone, ...given("StringEquals", "aws:PrincipalAccount", UNKNOWN) }), [
            UNKNOWN,
        ]);
        assert.deepEqual(accounts({ ...everyone, Condition: UNKNOWN }), [UNKNOWN]);
        assert.deepEqual(
            accounts({ ...everyone, ...given("StringNotEquals", "aws:PrincipalAccount", "444455556666") }),
            [],
        );
        assert.deepEqual(accounts({ ...everyone, ...given("StringEquals", "aws:SourceAccount", "444455556666") }), []);
        assert.deepEqual(accounts({ ...one, ...given("StringEquals", "aws:PrincipalAccount", "444455556666") }), [
            "111122223333",
        ]);
    });
});

describe("grants", () => {
    const service: Requester = { kind: "service", service: "logging.s3.amazonaws.com" };
    const allow = (rest: object = {}) => ({
        Effect: "Allow",
        Principal: { Service: "logging.s3.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "*",
        ...rest,
    });
    for (const [expected, label, statement] of [
        [true, "the service", allow()],
        [
            true,
            "the service among others",
            allow({ Principal: { Service: ["sns.amazonaws.com", "logging.s3.amazonaws.com"] } }),
        ],
        [true, "under a condition", allow({ Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } } })],
        [true, "by a pattern of actions", allow({ Action: "s3:Put*" })],
        [false, "another service", allow({ Principal: { Service: "sns.amazonaws.com" } })],
        [false, "everyone", allow({ Principal: "*" })],
        [
            false,
            "all but another service",
            allow({ Principal: undefined, NotPrincipal: { Service: "sns.amazonaws.com" } }),
        ],
        [false, "another action", allow({ Action: "s3:GetObject" })],
        [false, "a Deny", allow({ Effect: "Deny" })],
        ["undetermined", "somebody unknown", allow({ Principal: UNKNOWN })],
        ["undetermined", "something unknown", allow({ Action: UNKNOWN })],
        ["undetermined", "an unknown effect", allow({ Effect: UNKNOWN })],
        ["undetermined", "an unknown statement", UNKNOWN],
        [true, "on unknown resources", allow({ Resource: UNKNOWN })],
    ] as const) {
        it(`${expected}: ${label}`, () => {
            assert.equal(grants(documentOf([statement]), service, "s3:PutObject"), expected);
        });
    }

    it("an account stands for its principals", () => {
        const root: Requester = { kind: "aws", arn: "arn:aws:iam::127311923021:root" };
        assert.equal(grants(documentOf([allow({ Principal: { AWS: "127311923021" } })]), root, "s3:PutObject"), true);
        assert.equal(
            grants(documentOf([allow({ Principal: { AWS: "arn:aws:iam::127311923021:root" } })]), root, "s3:PutObject"),
            true,
        );
        assert.equal(grants(documentOf([allow({ Principal: { AWS: "111122223333" } })]), root, "s3:PutObject"), false);
    });

    it("to nobody in an identity's policy", () => {
        assert.equal(grants(documentOf([allow({ Principal: undefined })], "identity"), service, "s3:PutObject"), false);
    });
});

describe("a service that could act for anybody", () => {
    const allow = (rest: object = {}) => ({
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: "*",
        ...rest,
    });
    const given = (operator: string, key: string, value: unknown) =>
        allow({ Condition: { [operator]: { [key]: value } } });
    for (const [expected, label, statement] of [
        [true, "without condition", allow()],
        [true, "among others", allow({ Principal: { AWS: "111122223333", Service: "sns.amazonaws.com" } })],
        [true, "for sources of any account", given("ArnLike", "aws:SourceArn", "arn:aws:sns:*:*:orders")],
        [
            true,
            "for topics that may be anybody's",
            given("StringLike", "aws:SourceArn", "arn:aws:sns:*:111122223333:*"),
        ],
        [true, "for one caller's organization", given("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5")],
        [true, "for one account, if it is told", given("StringEqualsIfExists", "aws:SourceAccount", "111122223333")],
        [true, "for all but one account", given("StringNotEquals", "aws:SourceAccount", "111122223333")],
        [true, "for whoever knows any word", given("StringLike", "sts:ExternalId", "*")],
        [
            true,
            "for logs of any account",
            given("ArnLike", "kms:EncryptionContext:aws:logs:arn", "arn:aws:logs:eu-west-1:*:*"),
        ],
        [true, "for what is said to be anything", given("StringEquals", "kms:EncryptionContext:purpose", "orders")],
        [false, "for one account", given("StringEquals", "AWS:SourceAccount", "111122223333")],
        [false, "for whoever knows a word", given("StringEquals", "sts:ExternalId", "111122223333")],
        [
            false,
            "for one account's trails, as the service writes their names",
            given(
                "StringLike",
                "kms:EncryptionContext:aws:cloudtrail:arn",
                "arn:aws:cloudtrail:*:111122223333:trail/*",
            ),
        ],
        [false, "for one owner", given("StringEquals", "aws:SourceOwner", "111122223333")],
        [false, "for one account's topics", given("ArnLike", "aws:SourceArn", "arn:aws:sns:*:111122223333:*")],
        [false, "for one organization", given("StringEquals", "aws:SourceOrgID", "o-a1b2c3d4e5")],
        [false, "for a part of it", given("ForAnyValue:StringLike", "aws:SourceOrgPaths", "o-a1b2c3d4e5/*")],
        [false, "denied", allow({ Effect: "Deny" })],
        [false, "nobody but an account", allow({ Principal: { AWS: "111122223333" } })],
        [false, "all but a service", allow({ Principal: undefined, NotPrincipal: { Service: "sns.amazonaws.com" } })],
        ["undetermined", "for an unknown account", given("StringEquals", "aws:SourceAccount", UNKNOWN)],
        ["undetermined", "under unknown conditions", allow({ Condition: UNKNOWN })],
        ["undetermined", "somebody unknown", allow({ Principal: UNKNOWN })],
    ] as const) {
        it(`${expected}: ${label}`, () => {
            const [read] = documentOf([statement]).statements;
            assert.ok(read !== undefined && read !== UNKNOWN);
            assert.equal(letsServiceActForAnybody(read), expected);
        });
    }

    it("is none in an identity's policy", () => {
        const [read] = documentOf([allow({ Principal: undefined })], "identity").statements;
        assert.ok(read !== undefined && read !== UNKNOWN);
        assert.equal(letsServiceActForAnybody(read), false);
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
        assert.equal(covers("10.0.0.0/8", "::ffff:10.0.0.1"), false);
    });

    it("are broad from /7 and /31 on", () => {
        const broad = ["10.0.0.0/7", "10.0.0.0/8", "2001::/31", "2001::/32"].map((text) => {
            const range = addressRange(text);
            return range && isBroad(range);
        });
        assert.deepEqual(broad, [true, false, true, false]);
    });
});
