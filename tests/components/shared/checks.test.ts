import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import {
    commands,
    days,
    each,
    flag,
    names,
    notEmpty,
    oneOf,
    onceKnown,
    someOf,
    table,
    text,
} from "../../../components/shared/checks";

const faults = (found: { argument: string; fault: string }[]): string[] =>
    found.map(({ argument, fault }) => `${argument}: ${fault}`);

describe("checks of arguments", () => {
    it("days: exactly the whole numbers in the range", () => {
        fc.assert(
            fc.property(fc.oneof(fc.integer(), fc.double()), fc.nat(1000), (number, minimum) => {
                const right = Number.isInteger(number) && number >= minimum && number <= 2000;
                assert.equal(days(minimum, 2000)(number, "a").length === 0, right);
            }),
        );
        assert.deepEqual(days(1)(36_500, "a"), []);
        assert.deepEqual(faults(days(1)(36_501, "a")), ["a: 36501 is not a whole number of days from 1 to 36500"]);
    });

    it("one of the values of a constant", () => {
        const choices = { One: "one", Two: "two" } as const;
        assert.deepEqual(oneOf(choices)("one", "a"), []);
        assert.deepEqual(oneOf(choices)("One", "a"), [
            { argument: "a", fault: `"One" is not known`, fix: "use one of one, two" },
        ]);
    });

    it("some of them, each once", () => {
        const choices = { One: "one", Two: "two" } as const;
        assert.deepEqual(someOf(choices, "number")(["two", "one"], "a"), []);
        assert.deepEqual(someOf(choices, "number")([], "a"), []);
        assert.deepEqual(faults(someOf(choices, "number", 1)([], "a")), ["a: none is given"]);
        assert.deepEqual(faults(someOf(choices, "number")(["one", "one"], "a")), ["a: a number is named twice"]);
        assert.deepEqual(faults(someOf(choices, "number")(["x", "one", "x"], "a")), [
            `a: "x" is not known`,
            "a: a number is named twice",
        ]);
    });

    it("texts: what callers without types pass is told as well", () => {
        assert.deepEqual(notEmpty("fill it")("x", "a"), []);
        assert.deepEqual(notEmpty("fill it")("", "a"), [{ argument: "a", fault: "it is empty", fix: "fill it" }]);
        assert.deepEqual(faults(notEmpty("fill it")(7 as unknown as string, "a")), ["a: it is not a text"]);
    });

    it("a flag is true or false, and not a text that says so", () => {
        assert.deepEqual([...flag(true, "a"), ...flag(false, "a")], []);
        assert.deepEqual(faults(flag("false" as unknown as boolean, "a")), ["a: it is neither true nor false"]);
    });

    it("a table is one, and not what has names as well", () => {
        const upper = table<unknown>((value, argument) =>
            Object.keys(value).flatMap((name) => notEmpty("name it")(name, `${argument}.${name}`)),
        );
        assert.deepEqual([...upper({ a: 1 }, "a"), ...upper({}, "a")], []);
        for (const value of [["a"], [], "a", "", 5, Number.NaN, true, () => undefined]) {
            assert.deepEqual(faults(upper(value as never, "a")), ["a: it is not a table"]);
            assert.deepEqual(faults(names(value as never, "a")), ["a: it is not a table"]);
        }
    });

    it("commands: a list of texts with something in them, all known at once", () => {
        const said = (value: unknown): string[] => faults(commands("say what")(value as string[], "a"));
        assert.deepEqual(said(["npm ci", "a\nb"]), []);
        assert.deepEqual(said("npm ci"), ["a: it is not a list"]);
        assert.deepEqual(said([]), ["a: there is none"]);
        assert.deepEqual(said(["a", 5, null, " ", pulumi.output("b"), ["c"]]), [
            "a[1]: it is not a text",
            "a[2]: it is not a text",
            "a[3]: it is empty",
            "a[4]: it is an output, but must be known at once",
            "a[5]: it is not a text",
        ]);
    });

    it("what may be an output and is something else is told", () => {
        const known = onceKnown(notEmpty("fill it"));
        assert.deepEqual([...known("x", "a"), ...known(pulumi.output(""), "a")], []);
        assert.deepEqual([...known(Promise.resolve(""), "a")], []);
        for (const value of [null, {}, ["x"], 5, undefined]) {
            assert.deepEqual(faults(known(value as never, "a")), ["a: it is not a text"]);
        }
    });

    it("each of a list, but for what is not known yet", () => {
        const short = each(text((value) => (value.length > 1 ? `"${value}" is long` : undefined), "cut it"));
        assert.deepEqual(faults(short(["a", "bb", pulumi.output("cc"), "dd"], "list")), [
            `list: "bb" is long`,
            `list: "dd" is long`,
        ]);
    });
});
