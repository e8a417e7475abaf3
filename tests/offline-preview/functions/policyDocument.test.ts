import assert from "node:assert/strict";
import fc from "fast-check";
import { FunctionFailure } from "../../../offline-preview/functions/failure";
import { renderPolicyDocument } from "../../../offline-preview/functions/policyDocument";

type Args = Parameters<typeof renderPolicyDocument>[0];

const statementsOf = (args: Args): unknown =>
    (JSON.parse(renderPolicyDocument(args).json) as { Statement?: unknown }).Statement;
const statementOf = (statement: Args): unknown => (statementsOf({ statements: [statement] }) as unknown[])[0];

describe("offline preview: policy documents as the provider renders them", () => {
    it("gives the whole document in the provider's order and layout", () => {
        const { json, minifiedJson } = renderPolicyDocument({
            policyId: "example",
            statements: [
                {
                    resources: ["arn:aws:s3:::b/*", "arn:aws:s3:::b"],
                    actions: ["s3:GetObject"],
                    sid: "Read",
                    principals: [{ type: "AWS", identifiers: ["arn:aws:iam::123456789012:root"] }],
                    conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["true"] }],
                },
            ],
        });
        assert.equal(
            json,
            `{
  "Version": "2012-10-17",
  "Id": "example",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Action": "s3:GetObject",
      "Resource": [
        "arn:aws:s3:::b/*",
        "arn:aws:s3:::b"
      ],
      "Principal": {
        "AWS": "arn:aws:iam::123456789012:root"
      },
      "Condition": {
        "Bool": {
          "aws:SecureTransport": "true"
        }
      }
    }
  ]
}`,
        );
        assert.equal(minifiedJson, JSON.stringify(JSON.parse(json)));
    });

    it("is a version alone without statements", () => {
        assert.equal(renderPolicyDocument({}).minifiedJson, '{"Version":"2012-10-17"}');
        assert.equal(
            renderPolicyDocument({ version: "2008-10-17", statements: [] }).minifiedJson,
            '{"Version":"2008-10-17"}',
        );
    });

    const table: [title: string, statement: Args, expected: unknown][] = [
        ["an empty statement allows nothing", {}, { Effect: "Allow" }],
        ["Deny, and no empty Sid", { effect: "Deny", sid: "" }, { Effect: "Deny" }],
        [
            "one value is a text",
            { actions: ["a:B"], resources: ["*"] },
            { Effect: "Allow", Action: "a:B", Resource: "*" },
        ],
        [
            "several are unique and in reverse order",
            { actions: ["a:A", "a:C", "a:B", "a:C"] },
            { Effect: "Allow", Action: ["a:C", "a:B", "a:A"] },
        ],
        ["an empty list is left out", { actions: [], resources: ["*"] }, { Effect: "Allow", Resource: "*" }],
        [
            "the opposites",
            { notActions: ["a:B"], notResources: ["r", "s"] },
            { Effect: "Allow", NotAction: "a:B", NotResource: ["s", "r"] },
        ],
        [
            "variables",
            { resources: ["arn:aws:s3:::b/&{aws:username}/*"] },
            { Effect: "Allow", Resource: "arn:aws:s3:::b/${aws:username}/*" },
        ],
        ["everyone", { principals: [{ type: "*", identifiers: ["*"] }] }, { Effect: "Allow", Principal: "*" }],
        [
            "all of AWS",
            { principals: [{ type: "AWS", identifiers: ["*"] }] },
            { Effect: "Allow", Principal: { AWS: "*" } },
        ],
        [
            "principals by type",
            {
                principals: [
                    { type: "Service", identifiers: ["b", "c", "a"] },
                    { type: "AWS", identifiers: ["1"] },
                    { type: "AWS", identifiers: ["2"] },
                ],
            },
            { Effect: "Allow", Principal: { AWS: ["1", "2"], Service: ["c", "b", "a"] } },
        ],
        [
            "not principals",
            { notPrincipals: [{ type: "AWS", identifiers: ["1"] }] },
            { Effect: "Allow", NotPrincipal: { AWS: "1" } },
        ],
        [
            "conditions by test and variable, values in their order",
            {
                conditions: [
                    { test: "StringLike", variable: "v", values: ["b", "a&{x}"] },
                    { test: "ArnLike", variable: "z", values: ["1"] },
                    { test: "ArnLike", variable: "w", values: ["2"] },
                    { test: "ArnLike", variable: "z", values: ["3"] },
                ],
            },
            { Effect: "Allow", Condition: { ArnLike: { w: "2", z: ["1", "3"] }, StringLike: { v: ["b", "a${x}"] } } },
        ],
    ];
    for (const [title, statement, expected] of table) {
        it(title, () => assert.deepEqual(statementOf(statement), expected));
    }

    it("writes the keys of principals and conditions in order", () => {
        const { minifiedJson } = renderPolicyDocument({
            statements: [
                {
                    principals: [
                        { type: "Service", identifiers: ["s"] },
                        { type: "AWS", identifiers: ["a"] },
                    ],
                },
            ],
        });
        assert.ok(minifiedJson.includes('"Principal":{"AWS":"a","Service":"s"}'), minifiedJson);
    });

    it("escapes what Go escapes", () => {
        assert.ok(renderPolicyDocument({ policyId: "<&>" }).json.includes('"Id": "\\u003c\\u0026\\u003e"'));
    });

    describe("merging", () => {
        const source = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

        it("puts sources first, and lets statements and overrides replace by Sid, in place", () => {
            const merged = statementsOf({
                sourcePolicyDocuments: [
                    source({ Sid: "A", Effect: "Allow" }, { Effect: "Deny" }),
                    source({ Sid: "B", Effect: "Allow" }),
                ],
                statements: [{ sid: "A", effect: "Deny" }, { sid: "C" }],
                overridePolicyDocuments: [
                    source({ Sid: "C", Effect: "Deny" }, { Sid: "B", Effect: "Deny" }, { Effect: "Allow" }),
                ],
            });
            assert.deepEqual(merged, [
                { Sid: "A", Effect: "Deny" },
                { Effect: "Deny" },
                { Sid: "B", Effect: "Deny" },
                { Sid: "C", Effect: "Deny" },
                { Effect: "Allow" },
            ]);
        });

        it("takes the later version and the last id", () => {
            const { minifiedJson } = renderPolicyDocument({
                version: "2008-10-17",
                policyId: "own",
                overridePolicyDocuments: [
                    '{"Version":"2012-10-17","Id":"other","Statement":[]}',
                    '{"Version":"2008-10-17"}',
                ],
            });
            assert.equal(minifiedJson, '{"Version":"2012-10-17","Id":"other"}');
        });

        it("writes read statements as the provider does", () => {
            const [statement] = statementsOf({
                sourcePolicyDocuments: [
                    source({
                        Condition: { Bool: { "aws:SecureTransport": false }, StringEquals: { v: ["one"] } },
                        Principal: { Service: ["a", "b"], AWS: "1" },
                        Unknown: "dropped",
                        Action: ["s3:B", "s3:A"],
                        Effect: "Deny",
                    }),
                ],
            }) as [object];
            assert.equal(
                JSON.stringify(statement),
                '{"Effect":"Deny","Action":["s3:B","s3:A"],"Principal":{"AWS":"1","Service":["b","a"]},' +
                    '"Condition":{"Bool":{"aws:SecureTransport":"false"},"StringEquals":{"v":"one"}}}',
            );
            assert.deepEqual(
                statementsOf({ sourcePolicyDocuments: [source({ Principal: "*" }, { Principal: { "*": ["*"] } })] }),
                [{ Principal: "*" }, { Principal: "*" }],
            );
            assert.deepEqual(statementsOf({ sourcePolicyDocuments: [source({ NotPrincipal: { AWS: "*" } })] }), [
                { NotPrincipal: { AWS: "*" } },
            ]);
        });
    });

    const refused: [title: string, args: Args, reason: string][] = [
        ["a Sid twice", { statements: [{ sid: "A" }, { sid: "A" }] }, "duplicate Sid 'A': remove it or make it unique"],
        [
            "a Sid twice in sources",
            { sourcePolicyDocuments: ['{"Statement":[{"Sid":"A"}]}', '{"Statement":[{"Sid":"A"}]}'] },
            "duplicate Sid 'A' in sourcePolicyDocuments: remove it or make it unique",
        ],
        ["no JSON", { overridePolicyDocuments: ["{}", "{"] }, "override document 1 is not valid JSON"],
        [
            "a statement alone",
            { sourcePolicyDocuments: ['{"Statement":{}}'] },
            "source document 0 must be an object with a list of statements",
        ],
        [
            "variables in the old version",
            { version: "2008-10-17", statements: [{ resources: ["&{a}"] }] },
            "found &{ in '&{a}', which version 2008-10-17 does not support",
        ],
    ];
    for (const [title, args, reason] of refused) {
        it(`refuses: ${title}`, () => assert.throws(() => renderPolicyDocument(args), new FunctionFailure(reason)));
    }

    it("reads its own documents without changing them", () => {
        const word = fc.constantFrom("a", "b", "c", "d:*");
        const words = fc.array(word, { maxLength: 4 });
        const statement = fc.record(
            {
                effect: fc.constantFrom("Allow", "Deny"),
                actions: words,
                resources: words,
                principals: fc.array(
                    fc.record({
                        type: fc.constantFrom("AWS", "Service"),
                        identifiers: fc.array(word, { minLength: 1 }),
                    }),
                ),
                conditions: fc.array(
                    fc.record({ test: word, variable: word, values: fc.array(word, { minLength: 1 }) }),
                ),
            },
            { requiredKeys: [] },
        );
        fc.assert(
            fc.property(fc.array(statement), (statements) => {
                // Two principals of one type stay in the order of the arguments, but are sorted when read.
                const args = {
                    statements: statements.map((one) => ({ ...one, principals: (one.principals ?? []).slice(0, 1) })),
                };
                const { json } = renderPolicyDocument(args);
                assert.equal(renderPolicyDocument({ sourcePolicyDocuments: [json] }).json, json);
            }),
        );
    });
});
