import assert from "node:assert/strict";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BaselineEntry } from "../../../offline-preview/baseline/ratchet";
import { BASELINE_SCHEMA } from "../../../offline-preview/baseline/schema";
import { baselineText, parseBaseline } from "../../../offline-preview/baseline/text";
import { problemsOf } from "../problems";

const ENTRY: BaselineEntry = {
    pack: "house-rules",
    policy: "private",
    urn: "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::data",
    since: "2026-01-31",
    message: "0123456789abcdef",
};
const RENAMABLE: BaselineEntry = { ...ENTRY, policy: "tagged", resource: "fedcba9876543210" };

function file(...entries: unknown[]): string {
    return JSON.stringify({ version: 1, stacks: { "shop/dev": entries } });
}

describe("a baseline file", () => {
    it("is for people and for diffs: by stack, resource and policy, a line for each thing", () => {
        const baseline = new Map([
            ["shop/prod", [ENTRY]],
            ["shop/dev", [RENAMABLE, ENTRY, { ...ENTRY, urn: "urn:pulumi:dev::shop::a:b:C::x" }]],
            ["shop/clean", []],
        ]);
        const text = baselineText(baseline);
        assert.equal(
            text.split("\n").slice(0, 12).join("\n"),
            `{
  "version": 1,
  "stacks": {
    "shop/dev": [
      {
        "pack": "house-rules",
        "policy": "private",
        "urn": "urn:pulumi:dev::shop::a:b:C::x",
        "since": "2026-01-31",
        "message": "0123456789abcdef"
      },
      {`,
        );
        const read = parseBaseline(text, "f");
        assert.deepEqual([...read.keys()], ["shop/dev", "shop/prod"]);
        assert.deepEqual(
            read.get("shop/dev")?.map(({ policy }) => policy),
            ["private", "private", "tagged"],
        );
        assert.ok(text.endsWith("}\n"));
    });

    it("is read as it was written, and the same in any order", () => {
        const entry = fc.record(
            {
                pack: fc.string(),
                policy: fc.string(),
                urn: fc.string(),
                since: fc.constantFrom("2026-01-31", "2026-02-01"),
                message: fc.constantFrom("0123456789abcdef", "fedcba9876543210"),
                resource: fc.constant("0123456789abcdef"),
            },
            { requiredKeys: ["pack", "policy", "urn", "since", "message"] },
        );
        fc.assert(
            fc.property(fc.array(fc.tuple(fc.string(), fc.array(entry, { minLength: 1 }))), (stacks) => {
                const baseline = new Map(stacks);
                const text = baselineText(baseline);
                const read = parseBaseline(text, "f");
                assert.deepEqual(new Set(read.keys()), new Set(baseline.keys()));
                assert.equal(baselineText(read), text);
                const reversed = [...baseline]
                    .reverse()
                    .map(([key, entries]) => [key, [...entries].reverse()] as const);
                assert.equal(baselineText(new Map(reversed)), text);
            }),
        );
    });

    const refused: Readonly<Record<string, [text: string, ...problems: string[]]>> = {
        "one that was cut off": [file(ENTRY).slice(0, 50), "it is no JSON; was it cut off?"],
        nothing: ["", "it is no JSON; was it cut off?"],
        "a merge conflict": [
            `<<<<<<< HEAD\n${file(ENTRY)}\n=======\n{}\n>>>>>>> main\n`,
            "it is no JSON; it has the marks of a merge conflict: resolve it",
        ],
        "no object": ["[]", "it must be object"],
        null: ["null", "it must be object"],
        "no version": ['{"stacks":{}}', "it must have required property 'version'"],
        "another version": ['{"version":2,"findings":[]}', "it is of a version that is not known here; known is 1"],
        "another file": [
            '{"version":3,"deployment":{"resources":[]}}',
            "it is of a version that is not known here; known is 1",
        ],
        "no stacks": ['{"version":1}', "it must have required property 'stacks'"],
        "stacks that are a list": ['{"version":1,"stacks":[]}', "`stacks` must be object"],
        "a stack that is no list": ['{"version":1,"stacks":{"a/b":{}}}', "a/b must be array"],
        "an entry that is none": [file("hunter2"), "shop/dev, entry 1 must be object"],
        "an entry with too little and too much": [
            file(ENTRY, { ...ENTRY, urn: undefined, hunter2: 1 }),
            "shop/dev, entry 2 must have required property 'urn'",
            "shop/dev, entry 2 must NOT have additional properties",
        ],
        "no day": [
            file({ ...ENTRY, since: "hunter2" }),
            'shop/dev, entry 1, `since` must match pattern "^\\d{4}-\\d{2}-\\d{2}$"',
        ],
        "no digest": [
            file({ ...ENTRY, message: "hunter2" }),
            'shop/dev, entry 1, `message` must match pattern "^[0-9a-f]{16}$"',
        ],
        "too many faults to tell": [
            file(...Array.from({ length: 12 }, () => 7)),
            ...Array.from({ length: 10 }, (_, index) => `shop/dev, entry ${index + 1} must be object`),
            "2 more faults; --update-baseline writes it anew, once it is gone",
        ],
    };
    for (const [what, [text, ...problems]] of Object.entries(refused)) {
        it(`is refused for ${what}, of which nothing is repeated`, () => {
            const told = problemsOf(() => parseBaseline(text, "f"));
            assert.deepEqual(
                told,
                problems.map((problem) => `baseline f: ${problem}`),
            );
            assert.doesNotMatch(told.join(), /hunter2/);
        });
    }

    it("has a schema for editors (UPDATE_README=1 rewrites it)", () => {
        const path = join(__dirname, "../../../offline-preview/docs/baseline.schema.json");
        assert.deepEqual(JSON.parse(readFileSync(path, "utf8")), JSON.parse(JSON.stringify(BASELINE_SCHEMA)));
    });
});
