import assert from "node:assert/strict";
import { mutantsOf } from "../../tools/mutants";

/** A source, and what its mutants are. */
const CASES: Readonly<Record<string, readonly string[]>> = {
    "a === b && c": ["a === b || c", "a !== b && c"],
    "a ?? 1": ["(1)", "a ?? (1 + 1)"],
    "if (a) { b(); }": ["if (true) { b(); }", "if (false) { b(); }"],
    "a ? !b : c": ["true ? !b : c", "false ? !b : c", "a ? b : c"],
    "x.some(f)": ["x.every(f)"],
    "x.absentAs(y).is(z)": ["x.is(z)"],
    "not(a)": ["a"],
    "when(a, b)": ["b"],
    '["x", y]': ["[ y]", '["x", ]'],
    "/^a$/": ["/a$/", "/^a/"],
    "say`Set it.`": ["say`mutated`"],
    '({ level: "mandatory" })': ['({ level: "advisory" })'],
    '({ level: "advisory" })': ['({ level: "mandatory" })'],
    '({ id: "it", default: false, setting: "a", remediates: true })': [
        '({ id: "it",  setting: "a", remediates: true })',
        '({ id: "it", default: false, setting: "mutated", remediates: true })',
        '({ id: "it", default: false, setting: "a",  })',
    ],
    // What decides nothing.
    'import { a } from "b"; type C = "d";': [],
    'service("kms", x)': [],
    '({ title: "a", controls: { fsbp: ["KMS.1"] }, why: "b", fix: { example: "c" } })': [],
    'policy("Keys are kept")': [],
};

describe("the mutants of a source", () => {
    for (const [source, expected] of Object.entries(CASES)) {
        it(`of ${source}`, () => {
            const mutated = mutantsOf(source).map(
                ({ start, end, replacement }) => source.slice(0, start) + replacement + source.slice(end),
            );
            assert.deepEqual(mutated, expected);
        });
    }

    it("swap helpers that the source does not import", () => {
        const replaced = (source: string): readonly string[] => mutantsOf(source).map(({ replacement }) => replacement);
        assert.deepEqual(replaced("all(a)"), ['require("palisade-policy-documents").any']);
        assert.match(replaced("must(a)")[0] ?? "", /^require\(".*policy-pack\/evaluation\/requirement"\)\.mustNot$/);
    });

    it("of a long list, or a long table, are some", () => {
        const texts = Array.from({ length: 20 }, (_, index) => `t${index}`);
        const table = Object.fromEntries(texts.map((text) => [text, text]));
        assert.equal(mutantsOf(JSON.stringify(texts)).length, 8);
        assert.equal(mutantsOf(`(${JSON.stringify(table)})`).length, 8);
    });

    it("tell the policies in whose declaration they are", () => {
        for (const [source, expected] of [
            ['f({ id: "a", setting: "x" }, { id: "b", check: () => true }, 1)', [["a"], ["b"], undefined]],
            [
                'byType(policy({ id: "a", setting: "x" }), { repairs: false }, { id: "b", repairs: false })',
                [["a", "b"], ["a", "b"], ["b"]],
            ],
            ['byType(policy({ id: `a-${b}`, setting: "x" }), { id: "b", repairs: false })', [undefined, ["b"]]],
        ] as const) {
            assert.deepEqual(
                mutantsOf(source).map(({ policies }) => policies),
                expected,
            );
        }
    });
});
