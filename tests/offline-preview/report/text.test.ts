import assert from "node:assert/strict";
import fc from "fast-check";
import { clean, cleanLine, displayWidth, flow, wrap } from "../../../offline-preview/report/text";
import { UNKNOWN } from "../../../offline-preview/values";

describe("wrapped text", () => {
    it("keeps line ends and indentation, and lets continued lines hang", () => {
        assert.deepEqual(wrap("one two three\n    four five\n\nsix", 9), [
            "one two",
            "three",
            "    four",
            "    five",
            "",
            "six",
        ]);
        assert.deepEqual(wrap("one two three", 9, 2), ["one two", "  three"]);
        assert.deepEqual(wrap("one two three", 7), ["one two", "three"]);
        assert.deepEqual(wrap("one two three", 6), ["one", "two", "three"]);
    });

    it("leaves a long word whole", () => {
        assert.deepEqual(wrap("see arn:aws:s3:::bucket now", 8), ["see", "arn:aws:s3:::bucket", "now"]);
    });

    it("loses no word and makes no line too long that could be shorter", () => {
        const text = fc.array(fc.stringMatching(/^[a-z\u4e00-\u4e20]{1,12}$/), { minLength: 1 });
        fc.assert(
            fc.property(text, fc.integer({ min: 1, max: 40 }), (words, width) => {
                const lines = wrap(words.join(" "), width);
                assert.deepEqual(lines.join(" ").split(" "), words);
                for (const line of lines) {
                    assert.ok(displayWidth(line) <= width || !line.includes(" "), line);
                }
            }),
        );
    });
});

describe("the width on a terminal", () => {
    it("counts wide characters twice, combining ones and styles not at all", () => {
        const cases: [string, number][] = [
            ["abc", 3],
            ["├─ é", 4],
            ["e\u0301", 1],
            ["漢字", 4],
            ["🚀", 2],
            ["\u001b[31mred\u001b[39m", 3],
        ];
        for (const [text, expected] of cases) {
            assert.equal(displayWidth(text), expected, text);
        }
    });
});

describe("cleaned text", () => {
    it("holds no control character but line ends, whatever it was", () => {
        fc.assert(
            fc.property(
                fc.string({
                    unit: fc.constantFrom(
                        "a",
                        "\u001b",
                        "[",
                        "3",
                        "m",
                        "\r",
                        "\n",
                        "\u0000",
                        "\u009b",
                        "\u202e",
                        "<{%",
                        "%}>",
                    ),
                }),
                (text) => {
                    assert.doesNotMatch(clean(text), /[^\P{Cc}\n]|\u202e/u);
                    assert.doesNotMatch(cleanLine(text), /[\p{Cc}\u202e]/u);
                },
            ),
        );
    });

    it("says unknown for what stands for it", () => {
        assert.equal(clean(`arn ${UNKNOWN} is`), "arn [unknown] is");
    });
});

describe("parts side by side", () => {
    it("take another line, never one cut in two", () => {
        assert.deepEqual(flow(["a b", "c d e", "f"], 8), ["a b", "  c d e", "  f"]);
        assert.deepEqual(flow(["a b", "c"], 6), ["a b  c"]);
        assert.deepEqual(flow(["a b", "c"], 5), ["a b", "  c"]);
    });
});
