import assert from "node:assert/strict";
import { configure, type Entries, type Entry } from "../../../policy-pack/configuration/configure";
import type { Level } from "../../../policy-pack/configuration/presets";
import { choose, type Selection } from "../../../policy-pack/configuration/selection";
import type { Choosable } from "../../../policy-pack/configuration/selector";
import { stackSettings } from "../../../policy-pack/configuration/stackSettings";
import { integer } from "../../../policy-pack/evaluation";

const days = integer({ default: 30, minimum: 7, maximum: 30, description: "d" });
const more = integer({ default: 1, minimum: 0, maximum: 9, description: "m" });
const controls = { nist: [], whitepaper: [] };
const SOME: readonly Choosable[] = [
    { id: "s3-open", severity: "critical", controls },
    { id: "s3-logs", severity: "medium", controls },
    { id: "s3-kms", severity: "low", offByDefault: true, controls },
    { id: "kms-wait", severity: "low", controls, options: { days, more } },
];

const M = "mandatory";
const A = "advisory";
const off = "disabled";

/** The engine's file. */
type File = Readonly<Record<string, Level | { readonly enforcementLevel?: Level; readonly [name: string]: unknown }>>;

/** What the engine makes of a file: an entry for each policy, with the defaults and what the pack's code has it begin with. */
function entriesOf(file: File, code: Selection): Entries {
    const { choices, options: coded } = choose(SOME, code);
    const all = file["all"] as Level | undefined;
    const defaults = SOME.map(({ id, options = {} }): [string, Entry] => {
        const properties = Object.entries(options).map(([name, option]) => [name, option.default]);
        const level = all ?? choices.get(id)?.level ?? off;
        const begun = { ...(Object.fromEntries(properties) as Entry["properties"]), ...coded.get(id) };
        return [id, { level, properties: begun }];
    });
    const entries = new Map(defaults);
    for (const [id, given] of Object.entries(file)) {
        const before = entries.get(id) ?? { level: M, properties: {} };
        const { enforcementLevel = before.level, ...properties } =
            typeof given === "string" ? { enforcementLevel: given } : given;
        entries.set(id, { level: enforcementLevel, properties: { ...before.properties, ...properties } });
    }
    return entries;
}

const outcome = (file: File, stack: object = {}, code: Selection = {}) =>
    configure(SOME, choose(SOME, code), entriesOf(file, code), { ...stack });
const levelsOf = (...args: Parameters<typeof outcome>) => [...outcome(...args).choices].map(([, { level }]) => level);

describe("the engine's configuration", () => {
    const table: readonly (readonly [
        name: string,
        file: File,
        levels: readonly Level[],
        stack?: object,
        code?: Selection,
    ])[] = [
        ["leaves all as it is, if it says nothing", {}, [M, A, off, A]],
        ["leaves what the pack's code chose", {}, [M, off, off, off], {}, { preset: "quiet" }],
        ["sets all levels", { all: A }, [A, A, A, A]],
        ["sets levels of single policies", { "s3-logs": M, "s3-kms": { enforcementLevel: A } }, [M, M, A, A]],
        ["chooses", { "palisade-configuration": { preset: "quiet" } }, [M, off, off, off]],
        [
            "chooses from what the pack's code chose",
            { "palisade-configuration": { include: ["s3-logs"] } },
            [M, A, off, off],
            {},
            { preset: "quiet" },
        ],
        ["chooses from all", { all: off, "palisade-configuration": { include: ["service:s3"] } }, [M, A, A, off]],
        [
            "lets entries of single policies win",
            { "s3-open": A, "kms-wait": M, "palisade-configuration": { preset: "quiet" } },
            [A, off, off, M],
        ],
        [
            "lets entries win over all, too",
            { all: A, "s3-open": off, "palisade-configuration": { levels: [{ policies: "*", level: M }] } },
            [off, M, M, M],
        ],
        [
            "lets a stack change what is delegated to it",
            { "palisade-configuration": { delegate: ["severity:low"] } },
            [M, A, A, off],
            { include: ["s3-kms"], exclude: ["kms-*"] },
        ],
        [
            "lets a stack set levels of what is delegated to it",
            { "palisade-configuration": { delegate: ["severity:low"] } },
            [M, A, off, M],
            { levels: [{ policies: "kms-*", level: M }] },
        ],
        ["lets a stack change nothing else", {}, [M, A, off, A], { exclude: ["*"] }],
        [
            "lets a stack change what is delegated, and of the same rule nothing else",
            { "palisade-configuration": { delegate: ["severity:low"] } },
            [M, A, off, off],
            { exclude: ["*"] },
        ],
        [
            "lets the pack's code delegate",
            {},
            [M, A, off, off],
            { exclude: ["kms-wait"] },
            { delegate: ["severity:low"] },
        ],
        [
            "lets the file delegate otherwise",
            { "palisade-configuration": { delegate: [] } },
            [M, A, off, A],
            { exclude: ["kms-wait"] },
            { delegate: ["severity:low"] },
        ],
        [
            "lets entries of single policies win over a stack",
            { "kms-wait": M, "palisade-configuration": { delegate: ["*"] } },
            [M, A, off, M],
            { exclude: ["kms-wait"] },
        ],
    ];
    for (const [name, file, levels, stack, code] of table) {
        it(name, () => assert.deepEqual(levelsOf(file, stack, code), levels));
    }

    it("tells all the rules by which a level came about", () => {
        const { choices } = outcome(
            {
                all: A,
                "kms-wait": M,
                "palisade-configuration": { levels: [{ policies: "kms-*", level: M }], delegate: ["kms-*"] },
            },
            { exclude: ["kms-wait"] },
        );
        // Said by all, too: an entry that says what is so anyway cannot be seen.
        assert.deepEqual(
            choices.get("kms-wait")?.history.map(({ rule, level }) => `${rule}: ${level}`),
            [
                'preset "baseline": advisory',
                "all: advisory",
                'levels[0] "kms-*": mandatory',
                'stack\'s exclude "kms-wait": disabled',
                '"kms-wait": mandatory',
            ],
        );
    });

    it("hands out options: the file's own first, then the stack's, then those of the selection", () => {
        const options = (given: object, file: File, stack: object = {}, code: Selection = {}) =>
            outcome(
                { "palisade-configuration": { policies: { "kms-wait": given }, delegate: ["kms-*"] }, ...file },
                stack,
                code,
            ).options.get("kms-wait");
        assert.deepEqual(options({ days: 7 }, {}), { days: 7 });
        assert.deepEqual(options({ days: 7 }, { "kms-wait": { days: 14, more: 2 } }), { days: 14, more: 2 });
        assert.deepEqual(options({ days: 7 }, { "kms-wait": { more: 2 } }), { days: 7, more: 2 });
        assert.deepEqual(options({ days: 7 }, {}, { policies: { "kms-wait": { days: 8 } } }), { days: 8 });
        const code = { policies: { "kms-wait": { days: 21 } } };
        assert.deepEqual(options({ days: 7 }, {}, {}, code), { days: 7 });
        assert.deepEqual(options({ days: 7 }, { "kms-wait": { days: 14 } }, {}, code), { days: 14 });
    });

    it("hands out no options that only the file's own entry gives, nor those that a stack may not set", () => {
        const { options } = outcome({ "kms-wait": { days: 14 } }, { policies: { "kms-wait": { more: 2 } } });
        assert.deepEqual(options, new Map());
    });

    it("hands out waivers and rules of the file, else those of the pack's code", () => {
        const code = { waivers: "code.yaml", waiverRules: { maximumDays: 30 } };
        const waivers = (said: Readonly<Record<string, unknown>>) =>
            outcome({ "palisade-configuration": said }, {}, code).waivers;
        assert.deepEqual(waivers({}), { given: "code.yaml", rules: { maximumDays: 30 } });
        const file = { waivers: "file.yaml", waiverRules: { maximumDays: 60 } };
        assert.deepEqual(waivers(file), { given: "file.yaml", rules: { maximumDays: 60 } });
    });

    const faults: readonly (readonly [name: string, faults: readonly string[], ...Parameters<typeof outcome>])[] = [
        ["what is right", [], { all: A, "s3-open": M, "palisade-configuration": { include: ["s3-*"] } }],
        ["policies that are not there", ['there is no policy "s3-opn" (did you mean "s3-open"?)'], { "s3-opn": M }],
        [
            "a misspelt configuration",
            ['there is no policy "palisade-config" (did you mean "palisade-configuration"?)'],
            { "palisade-config": M },
        ],
        [
            "a selection",
            ['palisade-configuration: there is no "presets" (did you mean "preset"?)'],
            { "palisade-configuration": { presets: "x" } },
        ],
        [
            "all and a preset",
            ['"all" and the preset of "palisade-configuration" both say where all policies begin: leave one out'],
            { all: A, "palisade-configuration": { preset: "quiet" } },
        ],
        [
            "a stack that changes what is not delegated",
            ['the stack\'s configuration: "delegate" leaves the stack no say in s3-open, s3-logs'],
            { "palisade-configuration": { delegate: ["severity:low"] } },
            { exclude: ["*"] },
        ],
        [
            "a stack that changes three that are not delegated",
            ['the stack\'s configuration: "delegate" leaves the stack no say in s3-open, s3-logs, kms-wait'],
            {},
            { exclude: ["s3-open", "s3-logs", "kms-wait"] },
        ],
        [
            "a stack that changes more than can be listed",
            ['the stack\'s configuration: "delegate" leaves the stack no say in s3-open, s3-logs, s3-kms and 1 more'],
            {},
            { include: ["s3-kms"], exclude: ["s3-open", "s3-logs", "kms-wait"] },
        ],
        [
            "a stack that sets options of what is not delegated",
            ['the stack\'s configuration: "delegate" leaves the stack no say in kms-wait'],
            {},
            { policies: { "kms-wait": { days: 7 } } },
        ],
        [
            "a stack that says what is not for stacks",
            [
                'the stack\'s configuration: "preset" is not for stacks',
                'the stack\'s configuration: "includes" is not for stacks (did you mean "include"?)',
                "the stack's configuration: include must be a list",
            ],
            {},
            { preset: "quiet", includes: [], include: "s3-kms" },
        ],
    ];
    for (const [name, told, ...args] of faults) {
        it(`says what is wrong: ${name}`, () => assert.deepEqual(outcome(...args).faults, told));
    }
});

describe("what a stack's configuration says to a pack", () => {
    it("is what stands under the pack's name", () => {
        const config = JSON.stringify({
            "aws:region": "eu-west-1",
            "our-policies:exclude": '["s3-kms"]',
            "our-policies:include": "s3-kms",
            "our-policies-too:exclude": "[]",
        });
        assert.deepEqual(stackSettings("our-policies", config), { exclude: ["s3-kms"], include: "s3-kms" });
        assert.deepEqual(stackSettings("our-policies", undefined), {});
        assert.deepEqual(stackSettings("our-policies", "nonsense"), {});
        assert.deepEqual(stackSettings("our-policies", "null"), {});
    });

    it("comes from where the engine puts it", () => {
        const before = process.env["PULUMI_CONFIG"];
        process.env["PULUMI_CONFIG"] = '{"our-policies:exclude": "[]"}';
        try {
            assert.deepEqual(stackSettings("our-policies"), { exclude: [] });
        } finally {
            if (before === undefined) {
                delete process.env["PULUMI_CONFIG"];
            } else {
                process.env["PULUMI_CONFIG"] = before;
            }
        }
    });
});
