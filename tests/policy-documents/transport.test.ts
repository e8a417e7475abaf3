import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { Truth } from "../../policy-documents/truth";
import { UNKNOWN } from "../../policy-documents/unknown";
import { deniesInsecureTransport } from "palisade-policy-documents";
import { documentOf, partsOf, withUnknownAt } from "./support";

const BUCKET = "arn:aws:s3:::data";
const OBJECTS = "arn:aws:s3:::data/*";
const without = { Bool: { "aws:SecureTransport": "false" } };
const deny = (rest: object = {}) => ({
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [BUCKET, OBJECTS],
    Condition: without,
    ...rest,
});
const on = (operator: string, values: unknown) =>
    deny({ Condition: { [operator]: { "aws:SecureTransport": values } } });

const CASES: readonly (readonly [Truth, string, ...unknown[]])[] = [
    [true, "bucket and objects", deny()],
    [true, "every AWS principal", deny({ Principal: { AWS: "*" } })],
    [true, "every AWS principal in a list", deny({ Principal: { AWS: ["*"] } })],
    [true, "all actions of all services", deny({ Action: "*" })],
    [true, "actions in another case", deny({ Action: "S3:*" })],
    [true, "all resources", deny({ Resource: "*" })],
    [true, "all buckets", deny({ Resource: "arn:aws:s3:::*" })],
    [true, "names with a prefix, which the bucket and its objects have", deny({ Resource: `${BUCKET}*` })],
    [true, "an incomplete ARN", deny({ Resource: "arn:aws:s3" })],
    [true, "one statement each", deny({ Resource: BUCKET }), deny({ Resource: OBJECTS })],
    [true, "among other statements", deny({ Effect: "Allow" }), deny()],
    [true, "denied altogether", deny({ Condition: undefined })],
    [true, "all but actions of another service", deny({ Action: undefined, NotAction: "sns:Publish" })],
    [true, "all but other resources", deny({ Resource: undefined, NotResource: "arn:aws:s3:::logs/*" })],
    [true, "false as a boolean", on("Bool", false)],
    [true, "false in a list", on("Bool", ["false"])],
    [true, "False", on("Bool", "False")],
    [true, "whether true or false", on("Bool", ["true", "false"])],
    [true, "the key in another case", deny({ Condition: { Bool: { "AWS:securetransport": "false" } } })],
    [true, "if the key exists, as it always does", on("BoolIfExists", "false")],
    [true, "as a text", on("StringEquals", "false")],
    [true, "as a text that is not true", on("StringNotEquals", "true")],
    [true, "as a pattern", on("StringLike", "f*")],
    [true, "the key exists, as it always does", on("Null", "false")],
    [false, "no statement"],
    [false, "allowed with TLS only", deny({ Effect: "Allow", Condition: { Bool: { "aws:SecureTransport": "true" } } })],
    [false, "the bucket alone", deny({ Resource: BUCKET })],
    [false, "the objects alone", deny({ Resource: OBJECTS })],
    [false, "some objects", deny({ Resource: [BUCKET, `${BUCKET}/public/*`] })],
    [false, "another bucket", deny({ Resource: ["arn:aws:s3:::other", "arn:aws:s3:::other/*"] })],
    [false, "another partition", deny({ Resource: ["arn:aws-cn:s3:::data", "arn:aws-cn:s3:::data/*"] })],
    [false, "all but the bucket", deny({ Resource: undefined, NotResource: BUCKET })],
    [false, "some actions", deny({ Action: ["s3:Get*", "s3:Put*", "s3:List*"] })],
    [false, "all actions but one", deny({ Action: undefined, NotAction: "s3:GetObject" })],
    [false, "actions of another service", deny({ Action: "sns:*" })],
    [false, "one account", deny({ Principal: { AWS: "111122223333" } })],
    [false, "all but one account", deny({ Principal: undefined, NotPrincipal: { AWS: "111122223333" } })],
    [false, "all but everyone", deny({ Principal: undefined, NotPrincipal: "*" })],
    [false, "every service", deny({ Principal: { Service: "*" } })],
    [false, "with TLS", on("Bool", "true")],
    [false, "a text in another case, which StringEquals tells apart", on("StringEquals", "False")],
    [false, "the key does not exist, which never is so", on("Null", "true")],
    [
        false,
        "another condition beside it",
        deny({ Condition: { ...without, StringNotEquals: { "aws:SourceVpce": "v" } } }),
    ],
    [
        false,
        "another key beside it",
        deny({ Condition: { Bool: { "aws:SecureTransport": "false", "aws:ViaAWSService": "false" } } }),
    ],
    [false, "old versions of TLS only", deny({ Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } })],
    ["undetermined", "an unknown document", UNKNOWN],
    ["undetermined", "unknown resources", deny({ Resource: UNKNOWN })],
    ["undetermined", "an unknown condition", deny({ Condition: UNKNOWN })],
    ["undetermined", "unknown actions", deny({ Action: UNKNOWN })],
    ["undetermined", "unknown principals", deny({ Principal: UNKNOWN })],
    ["undetermined", "an unknown effect", deny({ Effect: UNKNOWN })],
    [true, "unknown resources and all", deny({ Resource: [UNKNOWN, "*"] })],
    [true, "a Deny beside an unknown statement", deny(), UNKNOWN],
    [false, "unknown resources, allowed", deny({ Effect: "Allow", Resource: UNKNOWN })],
    [
        false,
        "an unknown value of another key",
        deny({ Condition: { ...without, StringEquals: { "aws:SourceVpce": UNKNOWN } } }),
    ],
];

describe("deniesInsecureTransport", () => {
    for (const [expected, label, ...statements] of CASES) {
        it(`${expected === true ? "denied" : expected === false ? "not denied" : expected}: ${label}`, () => {
            assert.equal(deniesInsecureTransport(documentOf(statements), "s3:*", [BUCKET, OBJECTS]), expected);
        });
    }

    it("never turns a definite answer into the opposite one when a part becomes unknown", () => {
        for (const [expected, label, ...statements] of CASES) {
            const document = { Statement: statements };
            for (const part of partsOf(document)) {
                const answer = deniesInsecureTransport(documentOf(withUnknownAt(document, part)), "s3:*", [
                    BUCKET,
                    OBJECTS,
                ]);
                assert.ok(answer === expected || answer === "undetermined", `${label}: ${part.join(".")}`);
            }
        }
    });

    it("covers an unknown resource by all resources only", () => {
        const about = (Resource: unknown) => documentOf([deny({ Resource })]);
        assert.equal(deniesInsecureTransport(about("*"), "s3:*", [UNKNOWN]), true);
        assert.equal(deniesInsecureTransport(about("arn:aws:s3:::data"), "s3:*", [UNKNOWN]), "undetermined");
        assert.equal(deniesInsecureTransport(documentOf([deny({ Effect: "Allow" })]), "s3:*", [UNKNOWN]), false);
    });

    it("tells a resource whose ARN is not known by what that looks like", () => {
        const about = (rest: object, like: string | typeof UNKNOWN) =>
            deniesInsecureTransport(documentOf([deny(rest)]), "s3:*", { like });
        const named = "arn:*:s3:::data";
        const cases: readonly (readonly [rest: object, named: Truth, nameless: Truth])[] = [
            [{ Resource: UNKNOWN }, true, true],
            [{ Resource: ["arn:aws:s3:::logs", UNKNOWN] }, true, true],
            [{ Resource: undefined }, true, true],
            [{ Resource: "*" }, true, true],
            [{ Resource: "arn:aws:s3:::data" }, true, "undetermined"],
            [{ Resource: "arn:aws:s3:::da*" }, true, "undetermined"],
            [{ Resource: "arn:aws:s3:::logs" }, false, "undetermined"],
            [{ Resource: undefined, NotResource: "arn:aws:s3:::logs" }, true, "undetermined"],
            [{ Resource: undefined, NotResource: UNKNOWN }, "undetermined", "undetermined"],
            [{ Action: "s3:GetObject" }, false, false],
            [{ Condition: UNKNOWN }, "undetermined", "undetermined"],
        ];
        for (const [rest, ofNamed, ofNameless] of cases) {
            const answers = ([named, UNKNOWN] as const).map((like) => about({ Resource: "*", ...rest }, like));
            assert.deepEqual(answers, [ofNamed, ofNameless], inspect(rest));
        }
    });

    it("counts no policy of an identity, which denies nobody else", () => {
        const document = documentOf([deny({ Principal: undefined })], "identity");
        assert.equal(deniesInsecureTransport(document, "s3:*", [BUCKET, OBJECTS]), false);
    });

    it("asks for the actions of the service", () => {
        const document = documentOf([deny({ Action: "sqs:*", Resource: "*" })]);
        assert.equal(deniesInsecureTransport(document, "sqs:*", ["arn:aws:sqs:eu-west-1:111122223333:orders"]), true);
        assert.equal(deniesInsecureTransport(document, "sns:*", ["arn:aws:sns:eu-west-1:111122223333:orders"]), false);
    });
});
