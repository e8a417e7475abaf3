import assert from "node:assert/strict";
import fc from "fast-check";
import {
    covers,
    fillIn,
    isFixed,
    isUniversal,
    literal,
    matches,
    overlaps,
    pattern,
} from "../../policy-documents/patterns";

/** The naive reading of a pattern: `*` tries every rest, `?` takes one. */
function naive(glob: string, text: string): boolean {
    if (glob === "") {
        return text === "";
    }
    const [head, rest] = [glob.charAt(0), glob.slice(1)];
    if (head === "*") {
        return Array.from({ length: text.length + 1 }, (_, skip) => text.slice(skip)).some((tail) => naive(rest, tail));
    }
    return text !== "" && (head === "?" || head === text.charAt(0)) && naive(rest, text.slice(1));
}

/** All texts over a small alphabet; `z` is in no pattern, so it stands for all other characters. */
function textsUpTo(length: number): string[] {
    const shorter = length === 0 ? [] : textsUpTo(length - 1);
    return ["", ...shorter.flatMap((text) => ["a", "b", "z"].map((letter) => letter + text))];
}

const TEXTS = [...new Set(textsUpTo(6))];
const globs = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 6 });
const globsWithoutOne = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 5 });

describe("patterns", () => {
    it("match as the naive reading does", () => {
        fc.assert(
            fc.property(globs, fc.string({ unit: fc.constantFrom("a", "b", "z"), maxLength: 8 }), (glob, text) => {
                assert.equal(matches(pattern(glob), text), naive(glob, text));
            }),
            { numRuns: 2000 },
        );
    });

    it("cover only patterns all of whose texts they match", () => {
        fc.assert(
            fc.property(globs, globs, (outer, inner) => {
                fc.pre(covers(pattern(outer), pattern(inner)));
                const beyond = TEXTS.find((text) => naive(inner, text) && !naive(outer, text));
                assert.equal(beyond, undefined);
            }),
            { numRuns: 300 },
        );
    });

    it("cover all those patterns, if they have no `?`", () => {
        fc.assert(
            fc.property(globsWithoutOne, globsWithoutOne, (outer, inner) => {
                const all = TEXTS.filter((text) => naive(inner, text)).every((text) => naive(outer, text));
                assert.equal(covers(pattern(outer), pattern(inner)), all);
            }),
            { numRuns: 300 },
        );
    });

    it("overlap where some text is matched by both", () => {
        fc.assert(
            fc.property(globs, globs, (left, right) => {
                // Two patterns of up to six characters that overlap do so on a text of up to twelve; TEXTS has six.
                fc.pre(left.length + right.length <= 6);
                const common = TEXTS.some((text) => naive(left, text) && naive(right, text));
                assert.equal(overlaps(pattern(left), pattern(right)), common);
            }),
            { numRuns: 500 },
        );
    });

    for (const [outer, inner, expected] of [
        ["*", "s3:*", true],
        ["s3:*", "*", false],
        ["s3:Get*", "s3:GetObject", true],
        ["s3:Get*", "s3:GetObject*", true],
        ["s3:GetObject", "s3:GetObject*", false],
        ["a*?", "a?*", true],
        ["?", "*", false],
        ["?", "?", true],
        ["a", "?", false],
        ["", "", true],
        ["a", "", false],
        ["*", "${aws:username}", true],
        ["${aws:username}", "alice", false],
        ["${aws:username}", "${aws:username}", false],
    ] as const) {
        it(`${JSON.stringify(outer)} ${expected ? "covers" : "does not cover"} ${JSON.stringify(inner)}`, () => {
            assert.equal(covers(pattern(outer), pattern(inner)), expected);
        });
    }

    it("take a variable from the request, and match nothing where it has no value", () => {
        const variables = (name: string) => (name === "aws:username" ? "a*b" : undefined);
        assert.equal(matches(pattern("home/${aws:username}/*", variables), "home/a*b/x"), true);
        assert.equal(matches(pattern("home/${aws:username}", variables), "home/axb"), false);
        assert.equal(matches(pattern("home/${aws:userid}", variables), "home/"), false);
        assert.equal(matches(pattern("home/${aws:userid, 'all'}", variables), "home/all"), true);
        assert.equal(matches(pattern("home/${aws:userid}"), "home/${aws:userid}"), false);
    });

    it("overlap through a variable, whatever its value will be", () => {
        assert.equal(overlaps(pattern("home/${aws:username}"), pattern("home/alice")), true);
        assert.equal(overlaps(pattern("home/alice"), pattern("home/${aws:username}")), true);
        assert.equal(overlaps(pattern("home/${aws:username}"), pattern("work/alice")), false);
    });

    it("read ${*}, ${?} and ${$} as the characters themselves", () => {
        assert.equal(matches(pattern("a${*}"), "a*"), true);
        assert.equal(matches(pattern("a${*}"), "ab"), false);
        assert.equal(matches(pattern("a${?}"), "ab"), false);
        assert.equal(matches(pattern("a${?}"), "a?"), true);
        assert.equal(matches(pattern("${$}{x}"), "${x}"), true);
        assert.equal(isFixed(pattern("a${*}")), true);
    });

    it("are fixed without wildcards and variables, universal only as *", () => {
        assert.deepEqual(
            ["a", "", "a*", "a?", "${x}"].map((text) => isFixed(pattern(text))),
            [true, true, false, false, false],
        );
        assert.deepEqual(
            ["*", "**", "", "?*", "a*", "*a", "${x}"].map((text) => isUniversal(pattern(text))),
            [true, true, false, false, false, false, false],
        );
        assert.equal(isFixed(literal("*")), true);
    });

    it("fill in variables and leave wildcards alone", () => {
        const variables = (name: string) => (name === "x" ? "1" : undefined);
        assert.equal(fillIn("a*${x}?${y,'2'}${*}", variables), "a*1?2*");
        assert.equal(fillIn("a${y}", variables), undefined);
        assert.equal(fillIn("${y,'2' }", variables), "2");
        for (const malformed of ["${y,x}", "${y,'2'x}", "${y,'2' x}"]) {
            assert.equal(fillIn(malformed, variables), undefined, malformed);
        }
    });
});
