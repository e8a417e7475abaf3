import assert from "node:assert/strict";
import { synchronise } from "../../../console/registry/synchroniser";
import { groupOf } from "../../../console/registry/group";
import { attribute, enough, pattern, World } from "./support/world";

const DAY_LATER = new Date("2026-02-01T12:00:00.000Z");

async function run(world: World, remaining = enough, now = DAY_LATER): Promise<string | undefined> {
    try {
        await synchronise({ ...world, now: () => now }, remaining);
        return undefined;
    } catch (error) {
        return (error as Error).message;
    }
}

const message = (failed: number, left: number, done: number): string =>
    `the synchroniser is not through: ${failed} failed, ${left} were left for want of time, ` +
    `${done} are as they should be; the log names those that failed`;

/** One attribute of each state, and one pattern. */
function mixed(): World {
    const world = new World().agree(attribute("TIER:SAME"), attribute("TIER:OLD"), attribute("TIER:GONE"));
    world.attributes.delete("TIER:GONE");
    world.attributes.set("TIER:OLD", attribute("TIER:OLD", 2)).set("TIER:NEW", attribute("TIER:NEW"));
    world.groups.set("OTHER:ONE", "foreign");
    world.patterns.set("WEB", pattern("WEB"));
    return world;
}

describe("the synchroniser", () => {
    it("makes what is missing, corrects what differs, and removes what is gone, on all pages", async () => {
        const world = mixed();
        assert.equal(await run(world), undefined);
        assert.deepEqual(world.writes.sort(), [
            "create TIER:NEW",
            "pipeline WEB",
            "remove TIER:GONE",
            "update TIER:OLD",
        ]);
        world.groups.delete("OTHER:ONE");
        assert.deepEqual(world.groups, world.wanted());
        assert.deepEqual(world.counts, { changed: 4, unchanged: 2, failed: 0, left: 0 });
    });

    it("changes nothing at a second time", async () => {
        const world = mixed();
        await run(world);
        world.writes.length = 0;
        assert.equal(await run(world), undefined);
        assert.deepEqual(world.writes, []);
        assert.deepEqual(world.counts, { changed: 0, unchanged: 5, failed: 0, left: 0 });
    });

    const faults: Readonly<Record<string, readonly [call: string, writes: string[], failed: number]>> = {
        "an attribute cannot be read": ["read TIER:OLD", ["create TIER:NEW", "pipeline WEB", "remove TIER:GONE"], 1],
        "a group cannot be found": ["find TIER:GONE", ["create TIER:NEW", "pipeline WEB", "update TIER:OLD"], 1],
        "a group cannot be made": ["create TIER:NEW", ["pipeline WEB", "remove TIER:GONE", "update TIER:OLD"], 1],
        "a group cannot be removed, as an application has it": [
            "remove TIER:GONE",
            ["create TIER:NEW", "pipeline WEB", "update TIER:OLD"],
            1,
        ],
        "the store lists no attributes": [
            "list attributes",
            ["pipeline WEB", "remove TIER:GONE", "update TIER:OLD"],
            1,
        ],
        "the registry lists nothing": ["list groups", ["create TIER:NEW", "pipeline WEB", "update TIER:OLD"], 1],
        "nobody knows which pipelines there are": [
            "list pipelines",
            ["create TIER:NEW", "remove TIER:GONE", "update TIER:OLD"],
            1,
        ],
        "the store lists no patterns": ["list patterns", ["create TIER:NEW", "remove TIER:GONE", "update TIER:OLD"], 1],
        "a pipeline cannot be made": ["pipeline WEB", ["create TIER:NEW", "remove TIER:GONE", "update TIER:OLD"], 1],
    };
    for (const [what, [failing, writes, failed]] of Object.entries(faults)) {
        it(`does everything else where ${what}, ends with the numbers, and is through at the next time`, async () => {
            const world = mixed();
            world.before = (call) => {
                if (call === failing) throw new Error("refused");
            };
            const told = await run(world);
            assert.deepEqual(world.writes.sort(), writes);
            // Nothing is told of pipelines that nobody knows.
            assert.equal(world.lacking === undefined, failing === "list pipelines");
            const { changed, unchanged } = world.counts!;
            assert.equal(told, message(failed, 0, changed + unchanged));
            assert.equal(world.faults.length, failed);
            world.before = () => undefined;
            assert.equal(await run(world), undefined);
            world.groups.delete("OTHER:ONE");
            assert.deepEqual(world.groups, world.wanted());
            assert.deepEqual([...world.withPipeline], ["WEB"]);
        });
    }

    it("fails for a foreign group whose name an attribute needs", async () => {
        const world = new World();
        world.attributes.set("TIER:A", attribute("TIER:A"));
        world.groups.set("TIER:A", "foreign");
        assert.equal(await run(world), message(1, 0, 0));
        assert.match(
            String(world.faults[0]?.error),
            /something else has the name of TIER:A in the registry: rename or/,
        );
    });

    it("begins nothing when its time is over, and says how much it left", async () => {
        const world = mixed();
        let calls = 0;
        world.before = () => void calls++;
        const until = () => (world.told.length < 2 ? 300_000 : 10_000);
        const told = await run(world, until);
        // Some were begun already.
        const { changed, unchanged, failed, left } = world.counts!;
        assert.equal(failed, 0);
        assert.ok(left > 0);
        assert.equal(changed + unchanged + left, 6);
        assert.equal(told, message(0, left, changed + unchanged));
    });

    it("does at most four things at once", async () => {
        const world = new World();
        for (let number = 0; number < 20; number++) {
            world.attributes.set(`TIER:${number}`, attribute(`TIER:${number}`));
        }
        let running = 0;
        let most = 0;
        world.before = async (call) => {
            if (call.startsWith("create")) {
                most = Math.max(most, ++running);
                await new Promise(setImmediate);
                running--;
            }
        };
        assert.equal(await run(world), undefined);
        assert.equal(most, 4);
        assert.deepEqual(world.groups, world.wanted());
    });

    it("does not undo what a message brings at the same time", async () => {
        const world = new World().agree(attribute("TIER:A", 1));
        world.groups.set("TIER:A", groupOf(attribute("TIER:A", 0)));
        world.before = (call) => {
            // The synchroniser has read version 1 and is about to write it.
            if (call === "update TIER:A" && world.writes.length === 0) {
                world.agree(attribute("TIER:A", 2));
            }
        };
        assert.equal(await run(world), undefined);
        assert.deepEqual(world.groups, world.wanted());
    });

    describe("of pipelines", () => {
        const rows: readonly (readonly [what: string, hasPipeline: boolean, now: string, lacks: boolean])[] = [
            ["makes one that is missing", false, "2026-01-31T13:00:00.001Z", true],
            ["leaves one that is there", true, "2026-02-28T12:00:00.000Z", false],
            ["leaves a pattern whose first one may be in the making", false, "2026-01-31T13:00:00.000Z", false],
        ];
        for (const [what, hasPipeline, now, lacks] of rows) {
            it(what, async () => {
                const world = new World();
                world.patterns.set("WEB", pattern("WEB"));
                if (hasPipeline) world.withPipeline.add("WEB");
                assert.equal(await run(world, enough, new Date(now)), undefined);
                assert.deepEqual(world.writes, lacks ? ["pipeline WEB"] : []);
                assert.deepEqual(world.lacking, lacks ? ["WEB"] : []);
            });

            it(`${what}: not without a builder, where it is told alone, and is no fault`, async () => {
                const world = new World();
                world.pipelines.hasBuilder = false;
                world.patterns.set("WEB", pattern("WEB")).set("DB", pattern("DB"));
                world.withPipeline.add("DB");
                if (hasPipeline) world.withPipeline.add("WEB");
                assert.equal(await run(world, enough, new Date(now)), undefined);
                assert.deepEqual(world.writes, []);
                assert.deepEqual(world.lacking, lacks ? ["WEB"] : []);
                assert.deepEqual(world.counts, { changed: 0, unchanged: 2, failed: 0, left: 0 });
            });
        }
    });
});
