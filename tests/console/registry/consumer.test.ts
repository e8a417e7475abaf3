import assert from "node:assert/strict";
import fc from "fast-check";
import { queueConsumer } from "../../../console/registry/consumer";
import { groupOf } from "../../../console/registry/group";
import type { Group } from "../../../console/registry/ports";
import { attribute, enough, eventOf, pattern, World, type Sent } from "./support/world";

const message = (id: string, version: number, kind = "attribute") => ({ kind, id, version });

/** What is reported as failed. */
async function consume(world: World, event = eventOf(), remaining = enough): Promise<string[]> {
    const { batchItemFailures } = await queueConsumer(world)(event, remaining);
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

describe("a message of an attribute", () => {
    const old = attribute("TIER:A", 1);
    const current = attribute("TIER:A", 2);
    type State = Group | "foreign" | undefined;
    const rows: readonly (readonly [
        what: string,
        store: typeof old | undefined,
        registry: State,
        writes: string[],
        fails?: true,
    ])[] = [
        ["that is new makes its group", current, undefined, ["create TIER:A"]],
        ["that has changed corrects its group", current, groupOf(old), ["update TIER:A"]],
        ["whose group was spoilt corrects it", current, { ...groupOf(current), content: "{}" }, ["update TIER:A"]],
        ["that is as it should be writes nothing", current, groupOf(current), []],
        ["that is gone removes its group", undefined, groupOf(current), ["remove TIER:A"]],
        ["that is gone everywhere writes nothing", undefined, undefined, []],
        ["whose name something foreign has fails, and leaves that alone", current, "foreign", [], true],
        ["that is gone leaves alone what is foreign", undefined, "foreign", []],
    ];
    for (const [what, stored, found, writes, fails = false] of rows) {
        for (const version of [0, 1, 2, 3]) {
            it(`${what}, whichever version it names: ${version}`, async () => {
                const world = new World();
                if (stored) world.attributes.set("TIER:A", stored);
                if (found) world.groups.set("TIER:A", found);
                assert.deepEqual(await consume(world, eventOf(["g", message("TIER:A", version)])), fails ? ["m1"] : []);
                assert.deepEqual(world.writes, writes);
                if (!fails) {
                    assert.deepEqual(
                        world.groups.get("TIER:A"),
                        found === "foreign" ? found : world.wanted().get("TIER:A"),
                    );
                }
                assert.deepEqual(world.counts, {
                    changed: writes.length,
                    unchanged: writes.length === 0 && !fails ? 1 : 0,
                    failed: fails ? 1 : 0,
                    left: 0,
                });
            });
        }
    }

    it("finds it by its id in upper case, and leaves others alone", async () => {
        const world = new World().agree(attribute("TIER:B"));
        world.attributes.set("TIER:A", current).set("TIER:B", attribute("TIER:B", 2));
        await consume(world, eventOf(["g", message("tier:a", 2)]));
        assert.deepEqual(world.writes, ["create TIER:A"]);
    });

    it("brings the newest state where the attribute changes meanwhile", async () => {
        const world = new World();
        world.attributes.set("TIER:A", old);
        world.before = (call) => {
            if (call === "create TIER:A") world.attributes.set("TIER:A", current);
            if (call === "update TIER:A") world.attributes.delete("TIER:A");
        };
        assert.deepEqual(await consume(world, eventOf(["g", message("TIER:A", 1)])), []);
        assert.deepEqual(world.writes, ["create TIER:A", "update TIER:A", "remove TIER:A"]);
        assert.equal(world.groups.has("TIER:A"), false);
    });

    it("fails where the attribute never stands still", async () => {
        const world = new World();
        let version = 1;
        world.before = (call) => {
            if (call === "read TIER:A") world.attributes.set("TIER:A", attribute("TIER:A", version++));
        };
        assert.deepEqual(await consume(world, eventOf(["g", message("TIER:A", 1)])), ["m1"]);
        assert.equal(world.writes.length, 5);
    });
});

describe("a message of a pattern", () => {
    it("brings its attributes, and no others", async () => {
        const world = new World().agree(attribute("TIER:A"));
        for (const id of ["TIER:A", "STAGE:B", "ELSE:C"]) {
            world.attributes.set(id, attribute(id));
        }
        world.patterns.set("WEB", pattern("WEB", { TIER: "A", STAGE: "B" }));
        assert.deepEqual(await consume(world, eventOf(["g", message("WEB", 1, "pattern")])), []);
        assert.deepEqual(world.writes, ["create STAGE:B"]);
        assert.deepEqual(world.told, ["message m1: changed"]);
    });

    it("changes nothing where they are there, or the pattern is not", async () => {
        const world = new World().agree(attribute("TIER:A"));
        world.patterns.set("WEB", pattern("WEB", { TIER: "A" }));
        const event = eventOf(["g", message("WEB", 1, "pattern")], ["h", message("GONE", 1, "pattern")]);
        assert.deepEqual(await consume(world, event), []);
        assert.deepEqual(world.told.sort(), ["message m1: unchanged", "message m2: unchanged"]);
    });

    it("fails where one of its attributes does", async () => {
        const world = new World();
        world.attributes.set("TIER:A", attribute("TIER:A"));
        world.groups.set("TIER:A", "foreign");
        world.patterns.set("WEB", pattern("WEB", { TIER: "A" }));
        assert.deepEqual(await consume(world, eventOf(["g", message("WEB", 1, "pattern")])), ["m1"]);
    });
});

describe("a batch of messages", () => {
    const failing = (world: World, id: string, times = Infinity) => {
        let left = times;
        world.before = (call) => {
            if (call === `find ${id}` && left-- > 0) throw new Error("throttled");
        };
        return world;
    };
    const [a, b] = [message("TIER:A", 1), message("TIER:B", 1)];
    const rows: Readonly<Record<string, readonly [Sent[], failed: string[]]>> = {
        "without a fault": [
            [
                ["A", a],
                ["B", b],
            ],
            [],
        ],
        "of one group, from the first that fails on": [
            [
                ["g", b],
                ["g", a],
                ["g", b],
                ["g", b],
            ],
            ["m2", "m3", "m4"],
        ],
        "of two groups, without those of the other one": [
            [
                ["A", a],
                ["B", b],
                ["A", b],
                ["B", b],
            ],
            ["m1", "m3"],
        ],
        "of one group, all where the first one fails": [
            [
                ["g", a],
                ["g", b],
            ],
            ["m1", "m2"],
        ],
        "of no group, each alone": [
            [
                [undefined, a],
                [undefined, b],
            ],
            ["m1"],
        ],
    };
    for (const [what, [messages, failed]] of Object.entries(rows)) {
        it(`reports as failed ${what}`, async () => {
            const world = failed.length === 0 ? new World() : failing(new World(), "TIER:A");
            world.attributes.set("TIER:A", attribute("TIER:A")).set("TIER:B", attribute("TIER:B"));
            assert.deepEqual((await consume(world, eventOf(...messages))).sort(), failed);
            assert.deepEqual(world.faults.length, failed.length > 0 ? 1 : 0);
            const { failed: faults, left } = world.counts!;
            assert.equal(faults + left, failed.length);
        });
    }

    it("is done when it is sent again after a fault", async () => {
        const world = failing(new World(), "TIER:A", 1);
        world.attributes.set("TIER:A", attribute("TIER:A")).set("TIER:B", attribute("TIER:B"));
        const event = eventOf(["A", a], ["B", b]);
        assert.deepEqual(await consume(world, event), ["m1"]);
        assert.deepEqual(await consume(world, event), []);
        assert.deepEqual(world.writes, ["create TIER:B", "create TIER:A"]);
    });

    it("is not begun where there is no time for it, and that is no fault", async () => {
        const world = new World();
        world.attributes.set("TIER:A", attribute("TIER:A"));
        assert.deepEqual(
            await consume(world, eventOf(["A", a], ["A", b], ["B", b]), () => 1_000),
            ["m1", "m3", "m2"].sort(),
        );
        assert.deepEqual([world.writes, world.faults], [[], []]);
        assert.deepEqual(world.counts, { changed: 0, unchanged: 0, failed: 0, left: 3 });
    });

    it("may be empty", async () => {
        assert.deepEqual(await consume(new World()), []);
    });
});

describe("a message that is none", () => {
    const rows: Readonly<Record<string, unknown>> = {
        nothing: "",
        "no JSON": "{",
        null: null,
        "a list": [message("TIER:A", 1)],
        "of an unknown kind": message("TIER:A", 1, "hunter2"),
        "without a kind": { id: "TIER:A", version: 1 },
        "without a version": { kind: "attribute", id: "TIER:A" },
        "with a version of text": { ...message("TIER:A", 1), version: "1" },
        "with half a version": message("TIER:A", 1.5),
        "with a version below none": message("TIER:A", -1),
        "with a field besides": { ...message("TIER:A", 1), description: "hunter2" },
        "with an id that is none": message("../hunter2", 1),
        "with an id of another kind": message("TIER:A", 1, "pattern"),
        "with an id that is too long": message(`${"A".repeat(121)}:B`, 1),
        "with a list as id": { ...message("TIER:A", 1), id: ["TIER:A"] },
    };
    for (const [what, body] of Object.entries(rows)) {
        it(`fails without a call, tells nothing of what it says, and others go on: ${what}`, async () => {
            const world = new World();
            world.attributes.set("TIER:B", attribute("TIER:B"));
            const calls: string[] = [];
            world.before = (call) => void calls.push(call);
            const event = eventOf(["A", body], ["A", message("TIER:A", 2)], ["B", message("TIER:B", 1)]);
            assert.deepEqual((await consume(world, event)).sort(), ["m1", "m2"]);
            assert.ok(calls.every((call) => call.endsWith("TIER:B")));
            assert.deepEqual(world.writes, ["create TIER:B"]);
            const [{ item, error }] = world.faults as [{ item: string; error: Error }];
            assert.equal(item, "message m1");
            assert.match(error.message, /^no change is announced by this message: /);
            assert.doesNotMatch(error.message, /hunter2/);
        });
    }
});

describe("messages in any order, often, late, and with faults", () => {
    const change = fc.record({ id: fc.constantFrom("TIER:A", "TIER:B"), isGone: fc.boolean() });
    const numbers = fc.infiniteStream(fc.nat(99));

    it("end with a registry that says what the store says, when each was taken once", async () => {
        await fc.assert(
            fc.asyncProperty(fc.array(change, { maxLength: 12 }), numbers, async (changes, chance) => {
                const world = new World();
                const draw = (below: number): number => Number(chance.next().value) % below;
                const queue = [...changes];
                const waiting: ReturnType<typeof message>[] = [];
                const makeChange = (): void => {
                    const one = queue.shift();
                    if (one === undefined) {
                        return;
                    }
                    const version = changes.length - queue.length;
                    if (one.isGone) {
                        world.attributes.delete(one.id);
                    } else {
                        world.attributes.set(one.id, attribute(one.id, version));
                    }
                    waiting.push(message(one.id, one.isGone ? 0 : version));
                };
                let faults = 10 * draw(2);
                const fail = (): void => {
                    if (draw(8) === 0 && faults-- > 0) {
                        throw new Error("connection reset");
                    }
                };
                // Consumers wait for each other by chance; meanwhile the store changes, and calls fail before and after they are done.
                world.before = async () => {
                    // Now and then long enough for another one to be through meanwhile.
                    for (let turns = draw(8) === 0 ? 4 * draw(100) : 0; turns > 0; turns--) {
                        await Promise.resolve();
                    }
                    if (draw(4) === 0) {
                        makeChange();
                    }
                    fail();
                };
                world.after = fail;
                // They may take the same message at the same time. One that fails comes again, also if another consumer had it
                // too and was done: a queue gives it to two at once only where the first one's time ran out.
                const consumer = async (): Promise<void> => {
                    for (let rounds = 0; queue.length > 0 || waiting.length > 0; rounds++) {
                        assert.ok(rounds < 200, "a message is never taken");
                        makeChange();
                        const picked = Array.from({ length: 1 + draw(3) }, () => waiting[draw(waiting.length)]!);
                        const failed = await consume(world, eventOf(...picked.map((one) => [one.id, one] as const)));
                        picked.forEach((one, at) => {
                            const left = waiting.indexOf(one);
                            if (failed.includes(`m${at + 1}`)) {
                                waiting.push(...(left < 0 ? [one] : []));
                            } else if (left >= 0) {
                                waiting.splice(left, 1);
                            }
                        });
                    }
                };
                await Promise.all([consumer(), consumer(), consumer()]);
                assert.deepEqual(world.groups, world.wanted());
            }),
            { numRuns: 1000 },
        );
    });

    it("change nothing when they come again", async () => {
        const world = new World().agree(attribute("TIER:A", 3), attribute("TIER:B"));
        const all = [1, 3, 2, 0, 3].map((version) => ["g", message("TIER:A", version)] as const);
        assert.deepEqual(await consume(world, eventOf(...all)), []);
        assert.deepEqual(world.writes, []);
    });
});
