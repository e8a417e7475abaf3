import assert from "node:assert/strict";
import { Dated, isGood, must, resourcePolicy, say, stackPolicy, type Policy } from "../../../policy-pack/evaluation";
import { now } from "../../../policy-pack/evaluation/dated";
import { unknown } from "../support/inputs";
import { read } from "../support/read";
import { SAMPLE } from "../support/sample";
import { analyze } from "../support/sdk";

const QUEUE = "aws:sqs/queue:Queue";
const TABLE = new Dated({
    name: "names of queues",
    asOf: "2026-08-15",
    source: "https://example.com/names",
    values: { good: true, bad: false, ending: "2027-01-31" },
});
const OLD =
    "undetermined: Queues have good names. It knows the names of queues as of 2026-08-15, more than a year ago: " +
    "update palisade-policies, or compare with https://example.com/names.";

const declaration = {
    ...SAMPLE,
    id: "sqs-name",
    title: "Queues have good names",
    knowledge: [TABLE],
} as const;
const policies: readonly Policy[] = [
    resourcePolicy({
        ...declaration,
        check: (queue, _, today) => must(isGood(queue.get("name"), TABLE, today), say`Rename it.`),
    }),
    stackPolicy({
        ...declaration,
        check: (queue, _, __, today) => must(isGood(queue.get("name"), TABLE, today), say`Rename it.`),
    }),
];

describe("a dated table", () => {
    it("is old once it is more than a year old", () => {
        assert.deepEqual(
            ["2026-08-15", "2027-08-15", "2027-08-16", "2030-01-01"].map((day) => TABLE.isOld(day)),
            [false, false, true, true],
        );
    });

    it("tells what is good on a day, and not what it does not know", () => {
        const { resource, reasons } = read({ names: ["good", "bad", "ending", "newer", "toString", unknown(), 1] });
        const names = resource.get("names").items();
        assert.deepEqual(
            names.map((name) => isGood(name, TABLE, "2027-01-30")),
            [true, false, true, "undetermined", "undetermined", "undetermined", "undetermined"],
        );
        assert.deepEqual(
            names.slice(0, 3).map((name) => isGood(name, TABLE, "2027-01-31")),
            [true, false, false],
        );
        assert.equal(isGood(resource.get("none"), TABLE, "2027-01-30"), false);
        assert.equal(
            reasons.describe(),
            "Not among the names of queues as of 2026-08-15: `names[3]`, `names[4]`. " +
                "Not known before the update: `names[5]`. Not of the type it should be: `names[6]`.",
        );
    });

    for (const policy of policies) {
        it(`makes a ${policy.kind} policy doubt what it found good, once per run, when it is old`, async () => {
            const queues = ["bad", "good", "good"].map((name, index) => ({
                type: QUEUE,
                name: `queue${index}`,
                inputs: { name },
            }));
            // What is old blocks nothing, even where what is undetermined does.
            const config = { [policy.id]: { onUndetermined: "mandatory" } };
            const told = async (today: string) =>
                (await analyze([policy], queues, { today, config })).map(
                    ({ resource, level, message }) => `${resource} ${level} ${message}`,
                );
            const broken = "queue0 mandatory Queues have good names.\nRename it.";
            assert.deepEqual(await told("2027-08-15"), [broken]);
            assert.deepEqual(await told("2027-08-16"), [broken, `queue1 advisory ${OLD}`]);
        });
    }

    it("is asked for the day of the clock, in UTC", () => {
        assert.match(now(), /^20\d\d-[01]\d-[0-3]\d$/);
    });
});
