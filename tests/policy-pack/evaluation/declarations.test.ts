import assert from "node:assert/strict";
import {
    Linked,
    not,
    say,
    type Message,
    type ResourceReader,
    type Truth,
    type Value,
} from "../../../policy-pack/evaluation";
import { Declarations } from "../../../policy-pack/evaluation/declarations";
import { unknown, type Input } from "../support/inputs";
import { read } from "../support/read";

const MODE = "mode";
const resource = (mode: Input) => read({ mode }).resource;
const own = (mode: Input) => {
    const place = resource(mode).get(MODE);
    return [{ place, view: place }];
};
const linked = (sure: readonly Input[], possible: readonly Input[] = []) =>
    new Linked(sure.map(resource), possible.map(resource), "bucket");
const view = (sideCar: ResourceReader): Value => sideCar.get(MODE);
const isGood = (mode: Value): Truth => mode.is("good");

const TABLE: readonly (readonly [string, Declarations<Value>, boolean | "undetermined"])[] = [
    ["nothing is declared", new Declarations([], linked([]), view), false],
    ["a side-car fits", new Declarations([], linked(["good"]), view), true],
    ["a side-car does not", new Declarations([], linked(["bad"]), view), false],
    ["its own setting fits", new Declarations(own("good"), linked([]), view), true],
    ["both fit", new Declarations(own("good"), linked(["good"]), view), true],
    ["only its own setting fits", new Declarations(own("good"), linked(["bad"]), view), false],
    ["only a side-car fits", new Declarations(own("bad"), linked(["good"]), view), false],
    ["one side-car of two fits", new Declarations([], linked(["good", "bad"]), view), false],
    ["one of two is unknown", new Declarations([], linked(["good", unknown()]), view), "undetermined"],
    ["its own setting is unknown", new Declarations(own(unknown()), linked(["good"]), view), "undetermined"],
    ["another one may be there, which fits", new Declarations([], linked(["good"], ["good"]), view), true],
    ["another one may be there, which does not", new Declarations([], linked(["good"], ["bad"]), view), "undetermined"],
    ["the only one may be there, and fits", new Declarations([], linked([], ["good"]), view), "undetermined"],
    ["the only one may be there, and does not", new Declarations([], linked([], ["bad"]), view), false],
];

describe("what declares a setting", () => {
    for (const [name, declarations, agrees] of TABLE) {
        it(`${agrees === true ? "agrees" : agrees ? "may agree" : "does not agree"} where ${name}`, () => {
            assert.equal(declarations.agree(isGood), agrees);
            assert.equal(declarations.mustAgree(isGood, say`Be good.`).holds, agrees);
        });
    }

    const told = (declared: Declarations<Value>, message: Message) => declared.mustAgree(isGood, message).message.text;

    it("is told as it stands where nothing fits, or is there", () => {
        for (const none of [linked([]), linked(["bad"])]) {
            assert.equal(told(new Declarations([], none, view), say`Be good.`), "Be good.");
        }
        const absent = resource(null).get(MODE);
        assert.equal(
            told(new Declarations([{ place: absent, view: absent }], linked([]), view), say`Be good.`),
            "Be good.",
        );
    });

    it("is told with the setting of the resource itself that misfits, but where that is named anyway", () => {
        const bad = own("bad");
        assert.equal(
            told(new Declarations(bad, linked(["bad"]), view), say`Be good.`),
            "Be good. Now `mode` says otherwise.",
        );
        assert.equal(
            told(new Declarations(bad, linked([]), view), say`Set ${resource("bad").get(MODE)}.`),
            "Set `mode`.",
        );
    });

    it("is told so where what fits is not known yet too", () => {
        const open = new Declarations(own("bad"), linked([unknown()]), view);
        assert.equal(told(open, say`Be good.`), "Be good. Now `mode` says otherwise.");
    });

    it("is told with those that are to go where some fit", () => {
        const some = new Declarations(own("bad"), linked(["good", "bad"]), view);
        assert.equal(
            some.mustAgree(isGood, say`Be good.`).message.text,
            'Remove or change `mode` and "it": it is declared more than once. Be good.',
        );
    });

    it("fits somewhere, whatever else there is", () => {
        const some = new Declarations(own("bad"), linked(["good"]), view);
        assert.equal(some.some(isGood), true);
        assert.equal(
            some.some((mode) => not(mode.isPresent())),
            false,
        );
    });
});
