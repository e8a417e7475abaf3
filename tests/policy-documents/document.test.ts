import assert from "node:assert/strict";
import fc from "fast-check";
import { UNKNOWN } from "../../policy-documents/unknown";
import { decide, deniesInsecureTransport, isPublic, readDocument } from "palisade-policy-documents";
import { documentOf } from "./support";

const allow = { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "s3:GetObject", Resource: "*" };
const without = (name: keyof typeof allow) => ({ ...allow, [name]: undefined });

function faultsOf(input: unknown, kind: "resource" | "identity" = "resource"): readonly string[] {
    return readDocument(input, kind).faults;
}

describe("readDocument", () => {
    it("takes JSON text and objects, one statement or a list", () => {
        const expected = documentOf([allow]);
        assert.equal(expected.statements.length, 1);
        assert.deepEqual(documentOf({ Statement: allow }), expected);
        assert.deepEqual(documentOf(JSON.stringify({ Statement: [allow] })), expected);
        assert.deepEqual(documentOf(JSON.stringify({ Version: "2012-10-17", Id: "x", Statement: allow })), expected);
    });

    it("reads every element", () => {
        const document = documentOf([
            {
                Sid: "one",
                Effect: "Deny",
                NotPrincipal: {
                    AWS: ["*", "111122223333"],
                    Service: "sns.amazonaws.com",
                    Federated: "f",
                    CanonicalUser: "c",
                },
                NotAction: ["s3:Get*", UNKNOWN],
                NotResource: "arn:aws:s3:::data",
                Condition: {
                    NumericLessThan: { "s3:TlsVersion": 1.2 },
                    Bool: { "aws:SecureTransport": [false, "true", UNKNOWN] },
                },
            },
            without("Resource"),
        ]);
        const [first, second] = document.statements;
        assert.ok(first !== undefined && first !== UNKNOWN && second !== undefined && second !== UNKNOWN);
        assert.deepEqual([first.place, first.effect, second.place, second.resource], [1, "Deny", 2, undefined]);
        assert.deepEqual(first.principal, {
            negated: true,
            principals: [
                { kind: "everyone" },
                { kind: "aws", value: "111122223333" },
                { kind: "service", value: "sns.amazonaws.com" },
                { kind: "federated", value: "f" },
                { kind: "canonical-user", value: "c" },
            ],
        });
        assert.deepEqual(first.action, { negated: true, patterns: ["s3:Get*", UNKNOWN] });
        assert.deepEqual(first.resource, { negated: true, patterns: ["arn:aws:s3:::data"] });
        assert.deepEqual(
            first.conditions.map((one) => (one === UNKNOWN ? one : [one.operator.family, one.key, one.values])),
            [
                ["number", "s3:tlsversion", ["1.2"]],
                ["boolean", "aws:securetransport", ["false", "true", UNKNOWN]],
            ],
        );
    });

    it("keeps unknown parts as they are", () => {
        assert.deepEqual(documentOf(UNKNOWN).statements, [UNKNOWN]);
        assert.deepEqual(documentOf({ Statement: UNKNOWN }).statements, [UNKNOWN]);
        assert.deepEqual(documentOf([UNKNOWN]).statements, [UNKNOWN]);
        const [statement] = documentOf([
            { ...allow, Effect: UNKNOWN, Principal: UNKNOWN, Action: UNKNOWN, Condition: UNKNOWN },
        ]).statements;
        assert.ok(statement !== undefined && statement !== UNKNOWN);
        assert.deepEqual(statement.effect, UNKNOWN);
        assert.deepEqual(statement.principal, { negated: false, principals: [UNKNOWN] });
        assert.deepEqual(statement.action, { negated: false, patterns: [UNKNOWN] });
        assert.deepEqual(statement.conditions, [UNKNOWN]);
    });

    it("demands principals of the policies of resources, and refuses them to identities", () => {
        assert.deepEqual(faultsOf({ Statement: without("Principal") }), ["statement 1 has no Principal"]);
        assert.deepEqual(faultsOf({ Statement: without("Principal") }, "identity"), []);
        assert.match(
            faultsOf({ Statement: allow }, "identity").join(),
            /statement 1 names principals, which only policies of resources do/,
        );
    });

    for (const [label, input, fault] of [
        ["text that is no JSON", "{", /the document is not a JSON object/],
        ["an empty text", "", /the document is not a JSON object/],
        ["a number", 1, /the document is not a JSON object/],
        ["nothing", undefined, /the document is not a JSON object/],
        ["a list", [allow], /the document is not a JSON object/],
        ["JSON within JSON", JSON.stringify(JSON.stringify({ Statement: allow })), /the document is not a JSON object/],
        ["no Statement", { Version: "2012-10-17" }, /the document has no Statement/],
        [
            "an unknown element",
            { Statement: allow, Statements: [] },
            /the document has an element that does not exist; there are Version, Id, Statement$/,
        ],
        ["a statement that is none", { Statement: ["allow"] }, /statement 1 is not an object/],
        [
            "a misspelt element",
            { Statement: { ...allow, Conditions: {} } },
            /statement 1 has an element that does not exist/,
        ],
        ["no Effect", { Statement: without("Effect") }, /statement 1 has no Effect of Allow or Deny/],
        ["another Effect", { Statement: { ...allow, Effect: "allow" } }, /statement 1 has no Effect of Allow or Deny/],
        ["no Action", { Statement: without("Action") }, /statement 1 has no Action/],
        ["an empty list of actions", { Statement: { ...allow, Action: [] } }, /values of its Action that are no text/],
        [
            "an action that is no text",
            { Statement: { ...allow, Action: [1] } },
            /values of its Action that are no text/,
        ],
        [
            "an action without a service",
            { Statement: { ...allow, Action: "GetObject" } },
            /an Action without the prefix/,
        ],
        [
            "one action without a service",
            { Statement: { ...allow, Action: ["s3:GetObject", "Get"] } },
            /an Action without the prefix/,
        ],
        [
            "an action with other characters",
            { Statement: { ...allow, Action: "!s3:Get" } },
            /an Action without the prefix/,
        ],
        ["Action and NotAction", { Statement: { ...allow, NotAction: "s3:*" } }, /both Action and NotAction/],
        [
            "a resource that is no text",
            { Statement: { ...allow, Resource: {} } },
            /values of its Resource that are no text/,
        ],
        ["Resource and NotResource", { Statement: { ...allow, NotResource: "*" } }, /both Resource and NotResource/],
        [
            "a principal that is a text",
            { Statement: { ...allow, Principal: "111122223333" } },
            /a Principal that is neither "\*" nor an object/,
        ],
        [
            "an unknown kind of principal",
            { Statement: { ...allow, Principal: { Role: "x" } } },
            /a kind of Principal other than AWS, Service/,
        ],
        [
            "a principal that is no text",
            { Statement: { ...allow, Principal: { AWS: 1 } } },
            /values of its Principal that are no text/,
        ],
        [
            "Principal and NotPrincipal",
            { Statement: { ...allow, NotPrincipal: "*" } },
            /both Principal and NotPrincipal/,
        ],
        [
            "conditions that are no object",
            { Statement: { ...allow, Condition: "x" } },
            /a Condition that is not an object/,
        ],
        [
            "an unknown operator",
            { Statement: { ...allow, Condition: { StringEqual: {} } } },
            /a condition operator that does not exist/,
        ],
        [
            "Null with IfExists",
            { Statement: { ...allow, Condition: { NullIfExists: {} } } },
            /a condition operator that does not exist/,
        ],
        [
            "an operator without keys",
            { Statement: { ...allow, Condition: { Bool: "x" } } },
            /a condition operator without an object of keys/,
        ],
        [
            "a condition value that is no text",
            { Statement: { ...allow, Condition: { Bool: { a: null } } } },
            /values of its condition that are no text/,
        ],
    ] as const) {
        it(`malformed: ${label}`, () => {
            assert.match(faultsOf(input).join("; "), fault);
        });
    }

    it("makes unknown what it does not understand, and keeps the rest", () => {
        const read = (statement: unknown) => readDocument({ Statement: [statement] }).statements[0];
        const understood = documentOf([allow]).statements[0];
        assert.ok(understood !== undefined && understood !== UNKNOWN);
        const something = { negated: false, patterns: [UNKNOWN] };
        const somebody = { negated: false, principals: [UNKNOWN] };
        for (const [change, parts] of [
            [{ Effect: "allow" }, { effect: UNKNOWN }],
            [{ Action: undefined }, { action: something }],
            [{ Action: [] }, { action: something }],
            [{ NotAction: "s3:*" }, { action: something }],
            [{ Action: "GetObject" }, { action: { negated: false, patterns: ["GetObject"] } }],
            [{ Resource: 1 }, { resource: something }],
            [{ NotResource: "*" }, { resource: something }],
            [{ Principal: undefined }, { principal: somebody }],
            [{ NotPrincipal: "*" }, { principal: somebody }],
            [{ Principal: "x" }, { principal: somebody }],
            [{ Principal: { Role: "x" } }, { principal: somebody }],
            [{ Conditions: {} }, {}],
        ] as const) {
            const statement = read({ ...allow, ...change });
            assert.ok(statement !== undefined && statement !== UNKNOWN);
            const { faults, conditions } = statement;
            assert.equal(faults.length, 1, JSON.stringify(change));
            assert.deepEqual(conditions, [UNKNOWN]);
            assert.deepEqual(statement, { ...understood, faults, conditions, ...parts });
        }
    });

    it("keeps what it understands beside a fault of the document", () => {
        const { statements, faults } = readDocument({ Statement: [allow], Statements: [] });
        assert.deepEqual(
            statements.map((one) => one !== UNKNOWN && [one.place, one.effect, one.faults.length]),
            [
                [1, "Allow", 0],
                [0, UNKNOWN, 1],
            ],
        );
        assert.equal(faults.length, 1);
    });

    it("takes resources that are no ARN, as some services have", () => {
        assert.deepEqual(faultsOf({ Statement: { ...allow, Resource: "data" } }), []);
    });

    it("names the faults of all statements at once", () => {
        const faults = faultsOf({ Statement: [without("Effect"), allow, without("Action")] });
        assert.deepEqual(faults, ["statement 1 has no Effect of Allow or Deny", "statement 3 has no Action"]);
    });

    it("never repeats a value in a fault", () => {
        const canary = "canary-7d1f";
        for (const input of [
            canary,
            `{"Statement": ${canary}`,
            {
                Statement: {
                    [canary]: 1,
                    Effect: canary,
                    Principal: canary,
                    Action: canary,
                    Condition: { [canary]: canary },
                },
            },
            { Statement: { ...allow, Principal: { [canary]: canary } } },
        ]) {
            assert.doesNotMatch(faultsOf(input).join(), new RegExp(canary));
        }
    });

    it("never throws, and what it reads can be judged", () => {
        const words = fc.constantFrom("Statement", "Effect", "Allow", "Deny", "Principal", "NotPrincipal", "AWS", "*", "Action", "Resource", "Condition", "StringLike", "Null", "aws:SourceArn", "s3:*", "arn:aws:s3:::x", "${aws:x}", "true"); // prettier-ignore
        const leaf = fc.oneof(words, fc.string(), fc.constant(UNKNOWN), fc.boolean(), fc.integer(), fc.constant(null));
        const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
            tree: fc.oneof(
                { depthSize: "medium" },
                leaf,
                fc.array(tie("tree"), { maxLength: 3 }),
                fc.dictionary(words, tie("tree"), { maxKeys: 5 }),
            ),
        }));
        const statement = fc.record({
            Effect: fc.constantFrom("Allow", "Deny", UNKNOWN),
            Principal: fc.oneof(fc.constantFrom("*", UNKNOWN, { AWS: "*" }, { AWS: UNKNOWN }), tree),
            Action: fc.oneof(fc.constantFrom("*", "s3:*", UNKNOWN), tree),
            Resource: fc.oneof(fc.constantFrom("*", UNKNOWN), fc.string()),
            Condition: fc.oneof(
                fc.constant({}),
                fc.dictionary(
                    fc.constantFrom(
                        "StringLike",
                        "ForAllValues:ArnNotLike",
                        "IpAddress",
                        "NumericLessThan",
                        "DateEquals",
                    ),
                    fc.dictionary(words, leaf),
                ),
                tree,
            ),
        });
        let read = 0;
        fc.assert(
            fc.property(
                fc.oneof(
                    tree,
                    fc.record({ Statement: fc.oneof(statement, fc.array(statement, { maxLength: 3 })) }),
                    fc.json(),
                ),
                (input) => {
                    const document = readDocument(input);
                    read += document.faults.length === 0 ? 1 : 0;
                    isPublic(document);
                    deniesInsecureTransport(document, "s3:*", ["arn:aws:s3:::x", UNKNOWN]);
                    decide(document, {
                        principal: { kind: "anonymous" },
                        action: "s3:GetObject",
                        resource: "arn:aws:s3:::x",
                        context: { "aws:SourceArn": "x", "aws:x": UNKNOWN },
                    });
                },
            ),
            { numRuns: 1000 },
        );
        assert.ok(read > 50, `only ${read} documents were well-formed`);
    });
});
