import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../../../components/shared/arguments";
import { days, each, notEmpty, text } from "../../../components/shared/checks";
import { ArgumentError } from "../../../components/shared/validate";

interface LampArgs {
    hours?: number;
    place?: pulumi.Input<string>;
    bulbs?: pulumi.Input<pulumi.Input<string>[]>;
    switch?: { id: string } | pulumi.Input<string>;
}

const bulb = text((name) => (name.startsWith("b") ? undefined : `"${name}" is no bulb`), "buy another");
const lamp = argumentsOf<LampArgs>()(
    "Lamp",
    {
        hours: { plain: true, check: days(1, 24), default: 8, why: "a night" },
        place: { check: notEmpty("say where"), otherwise: "the ceiling", why: "light falls down" },
        bulbs: { late: true, check: each(bulb), default: [], why: "one is enough" },
        switch: { input: (value) => (typeof value === "string" ? value : value.id), why: "to turn it off" },
    },
    ({ hours, bulbs = [] }, name) => {
        const few = hours !== undefined && hours > 12 && Array.isArray(bulbs) && bulbs.length < 2;
        const long = name.length > 5;
        return [
            ...(few ? [{ argument: "hours", fault: "one bulb lives less long", fix: "take two" }] : []),
            ...(long ? [{ argument: "name", fault: "it is long", fix: "cut it" }] : []),
        ];
    },
);

/** What the arguments are refused with, at once. */
function refused(args: object, name = "desk"): string[] {
    try {
        lamp.accept(name, args);
    } catch (error) {
        assert.ok(error instanceof ArgumentError, String(error));
        assert.match(error.message, new RegExp(`^Lamp "${name}" has`));
        return error.faults.map(({ argument, fault, fix }) => `${argument}: ${fault}. ${fix}`);
    }
    return [];
}

/** The value of an output, or the message of its refusal. */
async function outcome<T>(output: pulumi.Output<T>): Promise<T | string> {
    try {
        return await (output as unknown as { promise(): Promise<T> }).promise();
    } catch (error) {
        return (error as Error).message;
    }
}

describe("arguments by rules", () => {
    it("one that is needed is asked for, together with what else is wrong", () => {
        const socket = argumentsOf<{ volts: number; place?: pulumi.Input<string> }>()("Socket", {
            volts: { plain: true, needed: "say 110 or 230", why: "they differ" },
            place: { check: notEmpty("say where"), why: "people trip" },
        });
        const wrong = { place: "" } as unknown as { volts: number };
        assert.throws(() => socket.accept("wall", wrong), {
            message:
                'Socket "wall" has 2 invalid arguments:\n' +
                "  - volts: it is missing. Fix: say 110 or 230.\n  - place: it is empty. Fix: say where.",
        });
        assert.equal(socket.accept("wall", { volts: 230 }).values.volts, 230);
    });

    it("right ones are accepted, with defaults for those left out", () => {
        const { values, name, component } = lamp.accept("desk", { place: "wall" });
        assert.deepEqual(values, { place: "wall", hours: 8, bulbs: [], switch: undefined });
        assert.deepEqual([component, name], ["Lamp", "desk"]);
    });

    it("what is of another type is refused as the argument that it is, at once or once it is known", async () => {
        assert.deepEqual(refused({ hours: null, place: null }), [
            "hours: it is null. give it a value, or leave it out",
            "place: it is null. give it a value, or leave it out",
        ]);
        const tree = argumentsOf<{ boxes?: pulumi.Input<Record<string, { name: string }>> }>()("Tree", {
            boxes: {
                check: (boxes, at) => Object.values(boxes).flatMap(({ name }) => notEmpty("name it")(name, at)),
                why: "birds live in them",
            },
        });
        const wrong = { boxes: { a: null } } as unknown as { boxes: Record<string, { name: string }> };
        const message = /^Tree "oak" has 1 invalid argument:\n {2}- boxes: it is not of its type \(.*null.*\)/;
        assert.throws(() => tree.accept("oak", wrong), { name: "ArgumentError", message });
        const late = tree.accept("oak", { boxes: pulumi.output(wrong.boxes) });
        assert.match(JSON.stringify(await outcome(late.output("boxes"))), /boxes: it is not of its type/);
    });

    it("an error of the check itself is not the argument's", () => {
        const broken = argumentsOf<{ size?: number }>()("Broken", {
            size: {
                plain: true,
                check: () => {
                    throw new RangeError("out of reach");
                },
                why: "to see",
            },
        });
        assert.throws(() => broken.accept("a", { size: 1 }), RangeError);
    });

    it("everything that is known to be wrong is told at once, rules across arguments included", () => {
        assert.deepEqual(refused({ hours: 0, place: "", bulbs: ["b1", "x"] }, "desktop"), [
            "hours: 0 is not a whole number of days from 1 to 24. give whole days",
            "place: it is empty. say where",
            `bulbs: "x" is no bulb. buy another`,
            "name: it is long. cut it",
        ]);
        assert.deepEqual(refused({ hours: 20 }), ["hours: one bulb lives less long. take two"]);
        assert.deepEqual(refused({ hours: 20, bulbs: ["b", "b"] }), []);
    });

    it("rules across arguments do not see what is wrong by itself, nor its default", () => {
        assert.deepEqual(refused({ hours: 25 }), [
            "hours: 25 is not a whole number of days from 1 to 24. give whole days",
        ]);
    });

    it("an argument that does not exist is told, with those that do", () => {
        assert.deepEqual(refused({ hour: 1 }), [
            "hour: there is no such argument. use one of hours, place, bulbs, switch",
        ]);
        assert.deepEqual(refused({ constructor: 1 }).length, 1);
    });

    it("an output is refused where the value must be known, and waited for elsewhere", () => {
        for (const later of [pulumi.output(7), Promise.resolve(7)]) {
            assert.deepEqual(refused({ hours: later }), [
                "hours: it is an output, but must be known at once. pass a plain value",
            ]);
        }
        assert.deepEqual(refused({ place: pulumi.output(""), bulbs: ["b", pulumi.output("x")] }), []);
    });

    it("a table is refused as an output where its names are names of resources: an output has others", () => {
        const shelf = argumentsOf<{ books?: Record<string, pulumi.Input<string>> }>()("Shelf", {
            books: { plain: true, late: true, named: true, check: () => [], default: {}, why: "by title" },
        });
        shelf.accept("oak", { books: { a: pulumi.output("A") } });
        assert.throws(
            () => shelf.accept("oak", { books: pulumi.output({ a: "A" }) as unknown as Record<string, string> }),
            /books: it is an output, but must be known at once. Fix: pass a plain table or list, of values that are known at once/,
        );
    });

    it("what becomes known later is refused then, with the same words", async () => {
        const given = lamp.accept("desk", { place: pulumi.output(""), bulbs: ["b", pulumi.output("x")] });
        assert.equal(
            await outcome(given.output("place")),
            `Lamp "desk" has 1 invalid argument:\n  - place: it is empty. Fix: say where.`,
        );
        assert.match(String(await outcome(given.output("bulbs"))), /bulbs: "x" is no bulb. Fix: buy another/);
        const right = lamp.accept("desk", { place: Promise.resolve("wall") });
        assert.equal(await outcome(right.output("place")), "wall");
        assert.deepEqual(await outcome(right.output("bulbs")), []);
        assert.equal(await outcome(right.output("switch")), undefined);
    });

    it("the refusal of a secret does not tell it", async () => {
        const given = lamp.accept("desk", { bulbs: [pulumi.secret("hunter2")] });
        assert.equal(
            await outcome(given.output("bulbs")),
            `Lamp "desk" has 1 invalid argument:\n  - bulbs: its value, a secret, is not accepted. Fix: buy another.`,
        );
    });

    it("the engine gets what was given, without what may need the component first", async () => {
        const place = pulumi.output("wall");
        const { inputs } = lamp.accept("desk", { hours: 3, place, bulbs: ["b"], switch: { id: "s1" } });
        assert.deepEqual(Object.keys(inputs), ["hours", "place", "switch"]);
        assert.equal(inputs.place, place);
        assert.equal(inputs.switch, "s1");
        assert.equal(await outcome(lamp.accept("desk", { switch: { id: "s1" } }).output("switch")), "s1");
    });
});
