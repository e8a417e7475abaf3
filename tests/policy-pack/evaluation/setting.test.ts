import assert from "node:assert/strict";
import { integer, settingPolicy, type ResourceReader } from "../../../policy-pack/evaluation";
import { run } from "../../../policy-pack/testing/run";
import { unknown, type Inputs } from "../support/inputs";
import { remediate } from "../support/sdk";

const QUEUE = "aws:sqs/queue:Queue";
const TOPIC = "aws:sns/topic:Topic";
const declaration = {
    id: "sample",
    title: "Sample",
    severity: "low",
    types: [QUEUE],
    controls: { nist: ["CM-2"], whitepaper: ["SQS"] },
    why: "",
    fix: { text: "", example: "" },
    setting: "a",
} as const;
type Declared = Parameters<typeof settingPolicy>[0];

const told = (more: Pick<Declared, "must"> & Partial<Declared>, inputs: Inputs, type = QUEUE): readonly string[] =>
    run(settingPolicy({ ...declaration, ...more }), { resources: { type, inputs } }).map(({ text }) => text);

describe("a policy about one setting", () => {
    const rules: Record<
        string,
        [more: Pick<Declared, "must"> & Partial<Declared>, good: Inputs[], bad: Inputs[], says: string]
    > = {
        "must be": [{ must: { be: true }, default: false }, [{ a: true }], [{ a: false }, {}], "Set `a` to true."],
        "must be, by default": [
            { must: { be: true }, default: true },
            [{ a: true }, {}],
            [{ a: false }],
            "Remove `a`, or set it to true.",
        ],
        "must be a word": [{ must: { be: "ON" } }, [{ a: "ON" }], [{ a: "OFF" }, {}], 'Set `a` to "ON".'],
        "must not be": [
            { must: { notBe: "PUBLIC" } },
            [{ a: "x" }, {}],
            [{ a: "PUBLIC" }],
            'Remove `a`, or set it to something else than "PUBLIC".',
        ],
        "must not be, and cannot be left out": [
            { must: { notBe: "PUBLIC" }, isRequired: true },
            [{ a: "x" }],
            [{ a: "PUBLIC" }],
            'Set `a` to something else than "PUBLIC".',
        ],
        "must not be, as by default": [
            { must: { notBe: "TLS1.0" }, default: "TLS1.0" },
            [{ a: "TLS1.2" }],
            [{ a: "TLS1.0" }, {}],
            'Set `a` to something else than "TLS1.0".',
        ],
        "must be one of": [
            { must: { beOneOf: ["A", "B"] }, default: "C" },
            [{ a: "A" }, { a: "B" }],
            [{ a: "C" }, {}],
            'Set `a` to "A" or "B".',
        ],
        "must not be one of": [
            { must: { notBeOneOf: ["A", "B"] }, default: "C" },
            [{ a: "C" }, {}],
            [{ a: "A" }, { a: "B" }],
            'Remove `a`, or set it to something else than "A" or "B".',
        ],
        "must be at least": [
            { must: { beAtLeast: 7, unit: "days" }, default: 0 },
            [{ a: 7 }],
            [{ a: 6 }, {}],
            "Set `a` to 7 days or more.",
        ],
        "must be at most": [
            { must: { beAtMost: 7, unit: "days" }, default: 7 },
            [{ a: 7 }, {}],
            [{ a: 8 }],
            "Remove `a`, or set it to 7 days or fewer.",
        ],
        "must be at most, without a unit": [
            { must: { beAtMost: 7 } },
            [{ a: 7 }],
            [{ a: 8 }, {}],
            "Set `a` to 7 or less.",
        ],
        "must be set": [
            { must: { beSet: "the ARN of a KMS key" } },
            [{ a: "arn" }, { a: ["x"] }],
            [{}, { a: "" }, { a: [] }],
            "Set `a` to the ARN of a KMS key.",
        ],
    };
    for (const [name, [more, good, bad, says]] of Object.entries(rules)) {
        it(`that ${name}`, () => {
            good.forEach((inputs) => assert.deepEqual(told(more, inputs), [], JSON.stringify(inputs)));
            bad.forEach((inputs) => assert.deepEqual(told(more, inputs), [says], JSON.stringify(inputs)));
            assert.deepEqual(told(more, { a: unknown() }), ["undetermined: Sample. Not known before the update: `a`."]);
        });
    }

    it("that must be given, where a value that is not known yet will do", () => {
        const more = { setting: "a.b", must: { beGiven: "the ARN of a log group" } };
        assert.deepEqual(told(more, { a: { b: unknown() } }), []);
        assert.deepEqual(told(more, { a: {} }), ["Set `a.b` to the ARN of a log group."]);
        assert.deepEqual(told(more, { a: unknown() }), ["undetermined: Sample. Not known before the update: `a.b`."]);
    });

    it("may lie deeper, and where each type has it", () => {
        const more = { types: [QUEUE, TOPIC], setting: { [QUEUE]: "a.b", [TOPIC]: "c" }, must: { be: true } } as const;
        assert.deepEqual(told(more, { a: { b: false } }), ["Set `a.b` to true."]);
        assert.deepEqual(told(more, { c: false }, TOPIC), ["Set `c` to true."]);
        assert.deepEqual(told(more, { a: { b: true } }), []);
    });

    it("may have an option for its limit", () => {
        const policy = settingPolicy({
            ...declaration,
            options: { days: integer({ default: 7, minimum: 1, maximum: 30, description: "Days." }) },
            must: { beAtLeast: "days", unit: "days" },
        });
        const says = (a: number, days?: number): readonly string[] =>
            run(policy, { resources: { type: QUEUE, inputs: { a } }, options: days === undefined ? {} : { days } }).map(
                ({ text }) => text,
            );
        assert.deepEqual(says(6), ["Set `a` to 7 days or more."]);
        assert.deepEqual(says(6, 5), []);
        assert.deepEqual(says(6, 9), ["Set `a` to 9 days or more."]);
    });

    it("may be for some resources only", () => {
        const more = {
            must: { be: true },
            appliesIf: (resource: ResourceReader) => resource.get("b").is("x"),
        } as const;
        assert.deepEqual(told(more, { a: false, b: "y" }), []);
        assert.deepEqual(told(more, { a: false, b: "x" }), ["Set `a` to true."]);
        assert.deepEqual(told(more, { a: false, b: unknown() }), [
            "undetermined: Sample. Not known before the update: `b`.",
        ]);
    });

    describe("when it is remediated", () => {
        const fixed = (more: Pick<Declared, "must"> & Partial<Declared>, inputs: Inputs) =>
            remediate([settingPolicy({ ...declaration, remediates: true, ...more })], { type: QUEUE, inputs });

        it("is set to what it must be", async () => {
            assert.deepEqual(await fixed({ must: { be: true } }, { a: false }), { a: true });
            assert.deepEqual(await fixed({ must: { be: true }, setting: "b.c" }, {}), { b: { c: true } });
            assert.deepEqual(await fixed({ must: { beOneOf: ["A", "B"] } }, { a: "C" }), { a: "A" });
            assert.deepEqual(await fixed({ must: { beAtLeast: 7 } }, { a: 1 }), { a: 7 });
            assert.deepEqual(await fixed({ must: { beAtMost: 7 } }, { a: 9 }), { a: 7 });
        });

        it("is left alone where the rule names no value, and where nobody said that it is safe", async () => {
            assert.equal(await fixed({ must: { beSet: "a key" } }, {}), undefined);
            assert.equal(await fixed({ must: { notBe: "A" } }, { a: "A" }), undefined);
            assert.ok(!("remediation" in settingPolicy({ ...declaration, must: { be: true } })));
        });
    });
});
