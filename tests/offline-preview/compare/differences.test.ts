import assert from "node:assert/strict";
import fc from "fast-check";
import { sameValue } from "../../../offline-preview/deployment";
import { differences } from "../../../offline-preview/compare/differences";
import type { Difference } from "../../../offline-preview/model";
import { printable, SHOWN_SECRET } from "../../../offline-preview/printable";
import { secret, SIGNATURE_KEY, Signature, type PropertyValue } from "../../../offline-preview/values";

const asset = (content: string): PropertyValue => ({ [SIGNATURE_KEY]: Signature.asset, content });

interface Case {
    what: string;
    before?: PropertyValue;
    after?: PropertyValue;
    expected: Difference[];
}

const CASES: Case[] = [
    { what: "the same", before: { a: [1, "x"] }, after: { a: [1, "x"] }, expected: [] },
    { what: "a new one", after: "x", expected: [{ path: "p", after: "x" }] },
    { what: "one that is gone", before: "x", expected: [{ path: "p", before: "x" }] },
    {
        what: "nothing and null are two things",
        before: { a: null },
        after: {},
        expected: [{ path: "p.a", before: null }],
    },
    {
        what: "keys that are no names are quoted",
        before: { "cost-centre": "1", ok: 1 },
        after: { "cost-centre": "2", ok: 1 },
        expected: [{ path: 'p["cost-centre"]', before: "1", after: "2" }],
    },
    {
        what: "of lists, what stands between what is the same at both ends",
        before: ["a", "b", "z"],
        after: ["a", "new", "b", "z"],
        expected: [{ path: "p[1]", after: "new" }],
    },
    {
        what: "elements are looked into",
        before: [{ ports: [1, 2] }],
        after: [{ ports: [1, 3] }],
        expected: [{ path: "p[0].ports[1]", before: 2, after: 3 }],
    },
    {
        what: "a list that grows by what it has already",
        before: ["a"],
        after: ["a", "a"],
        expected: [{ path: "p[1]", after: "a" }],
    },
    {
        what: "documents in texts are looked into",
        before: '{"Statement":[{"Action":"s3:GetObject"}]}',
        after: '{"Statement":[{"Action":"s3:*"}]}',
        expected: [{ path: "p.Statement[0].Action", before: "s3:GetObject", after: "s3:*" }],
    },
    {
        what: "a document written otherwise is another text",
        before: '{"a":1}',
        after: '{ "a": 1 }',
        expected: [{ path: "p", before: '{"a":1}', after: '{ "a": 1 }' }],
    },
    {
        what: "a text that only begins like a document",
        before: "{x",
        after: "{y",
        expected: [{ path: "p", before: "{x", after: "{y" }],
    },
    {
        what: "other forms are told whole",
        before: { a: 1 },
        after: [1],
        expected: [{ path: "p", before: { a: 1 }, after: [1] }],
    },
    { what: "the same secret", before: secret("x"), after: secret("x"), expected: [] },
    {
        what: "secrets are not looked into",
        before: secret({ a: 1, b: 2 }),
        after: secret({ a: 1, b: 3 }),
        expected: [{ path: "p", before: secret({ a: 1, b: 2 }), after: secret({ a: 1, b: 3 }) }],
    },
    {
        what: "what becomes secret was one before",
        before: { password: "x" },
        after: { password: secret("x") },
        expected: [{ path: "p.password", before: secret("x"), after: secret("x") }],
    },
    {
        what: "what was secret is one still",
        before: secret("x"),
        after: "x",
        expected: [{ path: "p", before: secret("x"), after: secret("x") }],
    },
    {
        what: "assets are told whole",
        before: asset("1"),
        after: asset("2"),
        expected: [{ path: "p", before: asset("1"), after: asset("2") }],
    },
];

const CANARY = "canary-4711";
const { value } = fc.letrec<{ value: PropertyValue }>((tie) => ({
    value: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.oneof(fc.constantFrom<PropertyValue[]>("a", "b", null, true, 1, 2, '{"a":[1]}', "[2]")),
        fc.constantFrom<PropertyValue[]>(secret(CANARY), secret({ [CANARY]: 1 })),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom("a", "b", "c-d"), tie("value"), { maxKeys: 3 }),
    ),
}));

describe("differences of two values", () => {
    for (const { what, before, after, expected } of CASES) {
        it(what, () => {
            assert.deepEqual(differences(before, after, "p"), expected);
        });
    }

    it("are none exactly where the values are the same", () => {
        fc.assert(
            fc.property(value, value, (before, after) => {
                assert.deepEqual(differences(before, before, "p"), []);
                assert.equal(differences(before, after, "p").length === 0, sameValue(before, after));
            }),
        );
    });

    it("are the same from the other side", () => {
        fc.assert(
            fc.property(value, value, (before, after) => {
                const turned = differences(after, before, "p").map((one) => ({
                    path: one.path,
                    ...("after" in one ? { before: one.after } : {}),
                    ...("before" in one ? { after: one.before } : {}),
                }));
                const shown = (list: Difference[]): unknown =>
                    list
                        .map((one) => [one.path, ...[one.before, one.after].map((side) => side && printable(side))])
                        .sort();
                assert.deepEqual(shown(turned as Difference[]), shown(differences(before, after, "p")));
            }),
        );
    });

    it("never show what is secret, nor how it is built", () => {
        fc.assert(
            fc.property(value, value, (before, after) => {
                for (const one of differences(before, after, "p")) {
                    const shown = JSON.stringify([one.path, ...[one.before, one.after].map((v) => v && printable(v))]);
                    assert.ok(!shown.includes(CANARY), shown);
                }
            }),
        );
        assert.equal(printable(secret(CANARY)), SHOWN_SECRET);
    });
});
