import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { days, each, flag, notEmpty, oneOf, someOf, text } from "../../../components/shared/checks";

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

    it("each of a list, but for what is not known yet", () => {
        const short = each(text((value) => (value.length > 1 ? `"${value}" is long` : undefined), "cut it"));
        assert.deepEqual(faults(short(["a", "bb", pulumi.output("cc"), "dd"], "list")), [
            `list: "bb" is long`,
            `list: "dd" is long`,
        ]);
    });
});
