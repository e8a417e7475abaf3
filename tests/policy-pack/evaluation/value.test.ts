import assert from "node:assert/strict";
import fc from "fast-check";
import { UNKNOWN, type Truth, type Value } from "../../../policy-pack/evaluation";
import { UNTRACED } from "../../../policy-pack/evaluation/reasons";
import { ResourceReader } from "../../../policy-pack/evaluation/resource";
import { unknown, type Input, type Inputs } from "../support/inputs";
import { read } from "../support/read";

const inputs: Inputs = {
    text: "a",
    empty: "",
    number: 30,
    yes: true,
    nothing: null,
    later: unknown(),
    list: ["a", unknown(), "c"],
    rules: [{ status: "Enabled" }, { status: unknown() }, { status: "Disabled" }],
    map: { key: "a", later: unknown(), nested: { deep: 1 } },
};

function at(...path: [string, ...(string | number)[]]): Value {
    return read(inputs).resource.get(...path);
}

describe("a value of a resource", () => {
    const states: [Parameters<typeof at>, Value["state"], string][] = [
        [["text"], "known", "text"],
        [["nothing"], "absent", "nothing"],
        [["missing"], "absent", "missing"],
        [["later"], "unknown", "later"],
        [["list", 0], "known", "list[0]"],
        [["list", 1], "unknown", "list[1]"],
        [["list", 7], "absent", "list[7]"],
        [["rules", 1, "status"], "unknown", "rules[1].status"],
        [["map", "nested", "deep"], "known", "map.nested.deep"],
        [["missing", "deeper", 0], "absent", "missing.deeper[0]"],
        [["later", "deeper"], "unknown", "later.deeper"],
        [["text", "deeper"], "malformed", "text"],
        [["text", "deeper", "still"], "malformed", "text"],
        [["text", 0], "malformed", "text"],
        [["list", "length"], "malformed", "list"],
        [["map", 0], "malformed", "map"],
        [["map", "constructor"], "absent", "map.constructor"],
        [["constructor"], "absent", "constructor"],
        [["__proto__"], "absent", "__proto__"],
    ];
    for (const [path, state, shown] of states) {
        it(`at ${path.join(".")} is ${state}`, () => {
            const value = at(...path);
            assert.deepEqual([value.state, value.path], [state, shown]);
            assert.deepEqual(
                [value.isKnown, value.isAbsent, value.isUnknown, value.isMalformed],
                ["known", "absent", "unknown", "malformed"].map((one) => one === state),
            );
        });
    }

    const answers: [string, Truth, Truth][] = [
        ["is the text", at("text").is("a"), true],
        ["is not another text", at("text").is("b"), false],
        ["is the number", at("number").is(30), true],
        ["is not another number", at("number").is(31), false],
        ["is true", at("yes").is(true), true],
        ["is not false", at("yes").is(false), false],
        ["an absent value is nothing", at("nothing").is("a"), false],
        ["an absent value is not false either", at("nothing").is(false), false],
        ["an unknown one may be", at("later").is("a"), "undetermined"],
        ["an object is no text", at("map").is("a"), "undetermined"],
        ["a text that spells no boolean is none", at("text").is(true), "undetermined"],
        ["a text that spells no number is none", at("text").is(0), "undetermined"],
        ["an empty text spells no number", at("empty").is(0), "undetermined"],
        ["a number is no boolean", at("number").is(true), "undetermined"],
        ["a number as text", at("number").is("30"), true],
        ["a boolean as text", at("yes").is("true"), true],
        ["a list is no text", at("list").is("a,,c"), "undetermined"],
        ["one of several", at("text").isOneOf(["b", "a"]), true],
        ["none of several", at("text").isOneOf(["b", "c"]), false],
        ["unknown, of several", at("later").isOneOf(["b", "c"]), "undetermined"],
        ["the default, where absent", at("missing").absentAs(true).is(true), true],
        ["the value, where there is one", at("text").absentAs("b").is("a"), true],
        ["unknown stays so, with a default", at("later").absentAs("b").is("b"), "undetermined"],
        ["at least, equal", at("number").atLeast(30), true],
        ["at least, less", at("number").atLeast(31), false],
        ["at most, equal", at("number").atMost(30), true],
        ["at most, more", at("number").atMost(29), false],
        ["absent is not at least", at("missing").atLeast(0), false],
        ["absent is not at most", at("missing").atMost(0), false],
        ["unknown may be at least", at("later").atLeast(0), "undetermined"],
        ["a text is not at most", at("text").atMost(0), "undetermined"],
        ["a boolean is not at most", at("yes").atMost(1), "undetermined"],
        ["present", at("text").isPresent(), true],
        ["an empty text is not present", at("empty").isPresent(), false],
        ["absent is not present", at("missing").isPresent(), false],
        ["unknown may be present", at("later").isPresent(), "undetermined"],
        ["malformed may be present", at("text", "deeper").isPresent(), "undetermined"],
        ["present is given", at("text").isGiven(), true],
        ["an empty text is not given", at("empty").isGiven(), false],
        ["absent is not given", at("missing").isGiven(), false],
        ["unknown is given", at("later").isGiven(), true],
        ["what lies in something unknown may be given", at("later", "deeper").isGiven(), "undetermined"],
        ["a text is judged", at("text").judgeText((text) => text === "a"), true],
        ["an absent text is judged false", at("missing").judgeText(() => true), false],
        ["an unknown text cannot be judged", at("later").judgeText(() => true), "undetermined"],
        ["a number is no text to judge", at("number").judgeText(() => true), "undetermined"],
        ["a text that cannot be judged", at("text").judgeText(() => "undetermined"), "undetermined"],
        ["the same text", at("text").isSameText(at("map", "key")), true],
        ["another text", at("text").isSameText(at("empty")), false],
        ["an absent text is not the same", at("missing").isSameText(at("text")), false],
        ["a text is not the same as an absent one", at("text").isSameText(at("missing")), false],
        ["an unknown text may be the same", at("later").isSameText(at("text")), "undetermined"],
        ["a text may be the same as an unknown one", at("text").isSameText(at("later")), "undetermined"],
        ["a number is no text to compare", at("number").isSameText(at("text")), "undetermined"],
        ["some is, known", at("list").some((item) => item.is("c")), true],
        ["some may be, as one is unknown", at("list").some((item) => item.is("d")), "undetermined"],
        ["every is not, as one is known not to", at("list").every((item) => item.is("a")), false],
        ["every may be, as one is unknown", at("list").every((item) => item.isOneOf(["a", "c"])), "undetermined"],
        ["some of an unknown list", at("later").some(() => true), "undetermined"],
        ["every of an unknown list", at("later").every(() => false), "undetermined"],
        ["some of an absent list", at("missing").some(() => true), false],
        ["every of an absent list", at("missing").every(() => false), true],
        ["some of a text", at("text").some(() => true), "undetermined"],
        ["every of a text", at("text").every(() => true), "undetermined"],
        ["deeper in a list", at("rules").some((rule) => rule.get("status").is("Disabled")), true],
    ];
    for (const [question, answer, expected] of answers) {
        it(`${question}: ${expected}`, () => assert.equal(answer, expected));
    }

    it("takes the texts for a boolean that the provider takes", () => {
        for (const text of ["1", "t", "T", "true", "True", "TRUE"]) {
            assert.equal(read({ a: text }).resource.get("a").is(true), true, text);
        }
        for (const text of ["0", "f", "F", "false", "False", "FALSE"]) {
            assert.equal(read({ a: text }).resource.get("a").is(false), true, text);
        }
        assert.equal(read({ a: "yes" }).resource.get("a").is(true), "undetermined");
    });

    it("takes the texts for a number that the provider takes", () => {
        const numbers: [string, number][] = [
            ["30", 30],
            ["-1", -1],
            ["1.5", 1.5],
        ];
        for (const [text, number] of numbers) {
            assert.equal(read({ a: text }).resource.get("a").is(number), true, text);
        }
        for (const text of ["", "1 ", " 1", "1e3", "0x10", "1.", ".5", "Infinity", "30days", "x30"]) {
            assert.equal(read({ a: text }).resource.get("a").atLeast(-1e9), "undetermined", text);
        }
    });

    it("names, of two texts, the one that is not known", () => {
        const { resource, reasons } = read(inputs);
        resource.get("text").isSameText(resource.get("later"));
        assert.equal(reasons.describe(), "Not known before the update: `later`.");
    });

    it("is known once it has the default", () => {
        const value = at("missing").absentAs(30);
        assert.deepEqual([value.state, value.path, value.toPlain()], ["known", "missing", 30]);
    });

    it("is a text only if it is known as one", () => {
        const texts = ["text", "empty", "number", "later", "missing", "map"].filter((name) => at(name).isText);
        assert.deepEqual(texts, ["text", "empty"]);
    });

    it("takes only the SDK's own error for an unknown value", () => {
        const props = Object.defineProperty({}, "a", {
            get() {
                throw new RangeError("x");
            },
        });
        const reader = new ResourceReader("aws:a/b:B", "it", "urn", props, UNTRACED);
        assert.throws(() => reader.get("a"), RangeError);
    });

    it("gives the items of a list, with an unknown one among them", () => {
        const items = at("list").items();
        assert.deepEqual(
            items.map((item) => item.state),
            ["known", "unknown", "known"],
        );
        assert.deepEqual(
            items.map((item) => item.path),
            ["list[0]", "list[1]", "list[2]"],
        );
        assert.deepEqual(at("missing").items(), []);
    });

    it("gives one item of its own kind for a list that is unknown or none", () => {
        const describe = (value: Value) => value.items().map((item) => [item.state, item.path]);
        assert.deepEqual(describe(at("later")), [["unknown", "later[*]"]]);
        assert.deepEqual(describe(at("text")), [["malformed", "text[*]"]]);
        assert.deepEqual(describe(at("map")), [["malformed", "map[*]"]]);
    });

    it("is read as JSON where it is a text", () => {
        const { resource } = read({
            json: '{"list": [{ "on": true }]}',
            broken: "{",
            later: unknown(),
            map: { on: true },
        });
        const on = resource.get("json").parsed().get("list", 0, "on");
        assert.deepEqual([on.is(true), on.path], [true, "json.list[0].on"]);
        assert.deepEqual(
            ["broken", "map", "later", "missing"].map((property) => resource.get(property).parsed().state),
            ["malformed", "malformed", "unknown", "absent"],
        );
    });

    it("gives one or many where the provider takes both", () => {
        const paths = (value: Value) => value.oneOrMany().map((one) => one.path);
        assert.deepEqual(paths(at("rules")), ["rules[0]", "rules[1]", "rules[2]"]);
        assert.deepEqual(paths(at("map")), ["map"]);
        assert.deepEqual(paths(at("later")), ["later"]);
        assert.deepEqual(paths(at("missing")), []);
    });

    it("gives the entries of a map, and keeps their keys out of the paths", () => {
        const describe = (value: Value) => value.entries().map(([key, entry]) => [key, entry.state, entry.path]);
        assert.deepEqual(describe(at("map")), [
            ["key", "known", "map.*"],
            ["later", "unknown", "map.*"],
            ["nested", "known", "map.*"],
        ]);
        assert.deepEqual(describe(at("missing")), []);
        assert.deepEqual(describe(at("later")), [["*", "unknown", "later.*"]]);
        assert.deepEqual(describe(at("list")), [["*", "malformed", "list.*"]]);
        assert.deepEqual(describe(at("text")), [["*", "malformed", "text.*"]]);
    });

    it("is given as plain data, unknown parts marked, absent ones left out", () => {
        assert.deepEqual(at("rules").toPlain(), [{ status: "Enabled" }, { status: UNKNOWN }, { status: "Disabled" }]);
        assert.deepEqual(at("map").toPlain(), { key: "a", later: UNKNOWN, nested: { deep: 1 } });
        assert.deepEqual(
            read({ a: { b: null, c: 1 } })
                .resource.get("a")
                .toPlain(),
            { c: 1 },
        );
        assert.equal(at("later").toPlain(), UNKNOWN);
        assert.equal(at("missing").toPlain(), undefined);
        assert.equal(at("text", "deeper").toPlain(), undefined);
    });

    it("is unknown rather than unset where it is absent but comes from another resource", () => {
        const { resource } = read({ here: { a: 1 } }, ["here", "gone"]);
        assert.equal(resource.get("gone").state, "unknown");
        assert.equal(resource.get("gone", "status").path, "gone.status");
        assert.equal(resource.get("here", "a").state, "known");
        assert.equal(resource.get("other").state, "absent");
    });

    it("reads any data without throwing, and never finds what is not there", () => {
        const anything = fc.letrec<{ input: Input }>((tie) => ({
            input: fc.oneof(
                fc.string(),
                fc.double(),
                fc.boolean(),
                fc.constant(null),
                fc.constant(unknown()),
                fc.array(tie("input"), { maxLength: 3 }),
                fc.dictionary(fc.constantFrom("a", "b", "length", "__proto__"), tie("input"), { maxKeys: 3 }),
            ),
        })).input;
        const segment = fc.oneof(fc.constantFrom("a", "b", "length", "__proto__"), fc.nat(3));
        fc.assert(
            fc.property(anything, fc.array(segment, { maxLength: 4 }), (input, path) => {
                const value = read({ a: input }).resource.get("a", ...path);
                value.toPlain();
                value.items().forEach((item) => item.is("x"));
                value.entries().forEach(([, entry]) => entry.isPresent());
                // It cannot be two different things at once, nor both fit and not fit.
                assert.ok(!(value.is("x") === true && value.is("y") !== false));
                assert.ok(!(value.atLeast(1) === true && value.atMost(0) !== false));
                assert.ok(value.isKnown || value.is("x") !== true);
            }),
        );
    });
});

describe("the reasons for an undetermined answer", () => {
    it("name what is unknown and what is malformed, each once, and not what was only passed by", () => {
        const { resource, reasons } = read(inputs);
        assert.equal(resource.get("map", "later").state, "unknown");
        resource.get("later").is("a");
        resource.get("later").is("b");
        resource.get("rules", 1, "status").is("a");
        resource.get("text", "deeper").is("a");
        resource.get("number").is(true);
        resource.get("text").is("a");
        assert.equal(
            reasons.describe(),
            "Not known before the update: `later`, `rules[1].status`. Not of the type it should be: `text`, `number`.",
        );
    });

    it("say that a text cannot be judged where it is known", () => {
        const { resource, reasons } = read(inputs);
        resource.get("text").judgeText(() => "undetermined");
        assert.equal(reasons.describe(), "Cannot be judged: `text`.");
    });

    it("name five at most", () => {
        const many = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`p${index}`, unknown()]));
        const { resource, reasons } = read(many);
        Object.keys(many)
            .slice(0, 5)
            .forEach((name) => resource.get(name).isPresent());
        assert.equal(reasons.describe(), "Not known before the update: `p0`, `p1`, `p2`, `p3`, `p4`.");
        resource.get("p5").isPresent();
        assert.equal(reasons.describe(), "Not known before the update: `p0`, `p1`, `p2`, `p3`, `p4` and 1 more.");
        resource.get("p6").isPresent();
        assert.equal(reasons.describe(), "Not known before the update: `p0`, `p1`, `p2`, `p3`, `p4` and 2 more.");
    });

    it("say so if no reason was noted", () => {
        assert.equal(read({}).reasons.describe(), "A value it depends on is not known yet.");
    });

    it("name the resource, where it is another one", () => {
        const { reasons } = read({});
        const trace = reasons.traceOf("logs\n`x`");
        read({ a: unknown() }).resource.get("a");
        trace.note(read({ a: unknown() }).resource.get("a"));
        assert.equal(reasons.describe(), 'Not known before the update: `a` of "logs??x?".');
    });
});
