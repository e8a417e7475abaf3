import assert from "node:assert/strict";
import fc from "fast-check";
import { nearest } from "../../../policy-pack/configuration/nearest";
import { PRESETS, type Level } from "../../../policy-pack/configuration/presets";
import { choose, presetChoices, type Choices, type Selection } from "../../../policy-pack/configuration/selection";
import { matcherOf, type Choosable } from "../../../policy-pack/configuration/selector";
import { integer } from "../../../policy-pack/evaluation";
import { policies } from "../../../policy-pack/policies";

const SOME: readonly Choosable[] = [
    {
        id: "s3-open",
        severity: "critical",
        controls: { fsbp: ["S3.8"], cis5: ["2.1.4"], nist: ["AC-3"], whitepaper: [] },
    },
    { id: "s3-logs", severity: "medium", controls: { fsbp: ["S3.9"], nist: ["AU-2"], whitepaper: [] } },
    {
        id: "s3-kms",
        severity: "low",
        offByDefault: true,
        controls: { fsbp: ["S3.17"], nist: ["SC-28"], whitepaper: [] },
    },
    {
        id: "kms-wait",
        severity: "high",
        controls: { cis7: ["3.1"], nist: [], whitepaper: [] },
        options: { days: integer({ default: 30, minimum: 7, maximum: 30, description: "d" }) },
        remediation: () => [],
    },
];

const M = "mandatory";
const A = "advisory";
const R = "remediate";
const off = "disabled";
const LEVELS = '"mandatory", "advisory", "remediate", "disabled"';

/** The levels, in the order of `SOME`. */
function levelsOf(choices: Choices): readonly (Level | undefined)[] {
    return SOME.map(({ id }) => choices.get(id)?.level);
}

describe("the selection of policies", () => {
    const table: readonly (readonly [name: string, selection: Selection, levels: readonly Level[]])[] = [
        ["begins with the baseline", {}, [M, A, off, M]],
        ["baseline", { preset: "baseline" }, [M, A, off, M]],
        ["strict", { preset: "strict" }, [M, M, off, M]],
        ["quiet", { preset: "quiet" }, [M, off, off, M]],
        ["fsbp", { preset: "fsbp" }, [M, A, A, off]],
        ["cis-3", { preset: "cis-3" }, [off, off, off, off]],
        ["cis-5", { preset: "cis-5" }, [M, off, off, off]],
        ["cis-7", { preset: "cis-7" }, [off, off, off, M]],
        ["nist-r5", { preset: "nist-r5" }, [M, A, A, off]],
        ["includes by id", { include: ["s3-kms"] }, [M, A, A, M]],
        ["includes by a part of ids", { preset: "cis-3", include: ["s3-*s"] }, [off, A, A, off]],
        ["includes by service", { preset: "cis-3", include: ["service:s3"] }, [M, A, A, off]],
        ["includes by severity", { preset: "cis-3", include: ["severity:high"] }, [off, off, off, M]],
        ["includes by framework", { preset: "cis-3", include: ["cis-7.0:*"] }, [off, off, off, M]],
        ["includes by control", { preset: "cis-3", include: ["fsbp:S3.8"] }, [M, off, off, off]],
        ["leaves what is included the level it has", { preset: "strict", include: ["*"] }, [M, M, A, M]],
        ["excludes what is included", { include: ["service:s3"], exclude: ["severity:low"] }, [M, A, off, M]],
        ["excludes", { exclude: ["*"] }, [off, off, off, off]],
        ["sets levels of what is on", { levels: [{ policies: "service:s3", level: M }] }, [M, M, off, M]],
        [
            "sets levels by several selectors",
            { levels: [{ policies: ["s3-open", "kms-*"], level: A }] },
            [A, A, off, A],
        ],
        [
            "lets the last level count",
            {
                levels: [
                    { policies: "*", level: A },
                    { policies: "s3-open", level: M },
                ],
            },
            [M, A, off, A],
        ],
        [
            "lets the last level count, the other way round",
            {
                levels: [
                    { policies: "s3-open", level: M },
                    { policies: "*", level: A },
                ],
            },
            [A, A, off, A],
        ],
        ["repairs what can be repaired", { levels: [{ policies: "*", level: R }] }, [M, A, off, R]],
        [
            "ends with single policies",
            {
                preset: "strict",
                exclude: ["s3-logs"],
                policies: { "s3-logs": A, "kms-wait": off, "s3-open": R as Level },
            },
            [M, A, off, off],
        ],
        [
            "gives single policies a level in an object",
            { policies: { "s3-kms": { enforcementLevel: M } } },
            [M, A, M, M],
        ],
        [
            "leaves a policy with nothing but options its level",
            { policies: { "kms-wait": { days: 7 } } },
            [M, A, off, M],
        ],
    ];
    for (const [name, selection, levels] of table) {
        it(name, () => assert.deepEqual(levelsOf(choose(SOME, selection).choices), levels));
    }

    it("begins with what is given to begin with, unless it names a preset", () => {
        const base = presetChoices(SOME, "cis-5");
        assert.deepEqual(levelsOf(choose(SOME, {}, base).choices), [M, off, off, off]);
        assert.deepEqual(levelsOf(choose(SOME, { include: ["s3-logs"] }, base).choices), [M, A, off, off]);
        assert.deepEqual(levelsOf(choose(SOME, { preset: "strict" }, base).choices), [M, M, off, M]);
    });

    it("tells the rules by which a policy came to its level", () => {
        const { choices } = choose(SOME, {
            preset: "cis-5",
            include: ["service:s3"],
            // The other is off already.
            exclude: ["severity:low", "severity:high"],
            levels: [{ policies: ["*"], level: A }],
            policies: { "s3-kms": M },
        });
        assert.deepEqual(
            [...choices].map(([id, { history }]) => [id, ...history.map(({ rule, level }) => `${rule}: ${level}`)]),
            [
                ["s3-open", 'preset "cis-5": mandatory', 'levels[0] "*": advisory'],
                ["s3-logs", 'preset "cis-5": disabled', 'include "service:s3": advisory', 'levels[0] "*": advisory'],
                [
                    "s3-kms",
                    'preset "cis-5": disabled',
                    'include "service:s3": advisory',
                    'exclude "severity:low": disabled',
                    "policies.s3-kms: mandatory",
                ],
                ["kms-wait", 'preset "cis-5": disabled'],
            ],
        );
    });

    it("hands out the options of policies", () => {
        const { options } = choose(SOME, { policies: { "kms-wait": { enforcementLevel: A, days: 7 }, "s3-open": A } });
        assert.deepEqual([...options], [["kms-wait", { days: 7 }]]);
    });

    it("hands out what is said of waivers as it is written", () => {
        const { waivers, faults } = choose(SOME, { waivers: ["a"], waiverRules: { b: 1 } });
        assert.deepEqual([waivers, faults], [{ given: ["a"], rules: { b: 1 } }, []]);
    });

    it("hands out what is delegated, where anything is said of it", () => {
        const delegated = (selection: unknown) => choose(SOME, selection).delegated;
        assert.deepEqual(delegated({ delegate: ["service:kms", "s3-open"] }), new Set(["kms-wait", "s3-open"]));
        assert.deepEqual(delegated({ delegate: [] }), new Set());
        assert.equal(delegated({}), undefined);
    });

    it("changes nothing by a level that is none", () => {
        const { choices } = choose(SOME, { levels: [{ policies: "*", level: "warn" }] });
        assert.deepEqual(levelsOf(choices), [M, A, off, M]);
    });

    const faults: readonly (readonly [selection: unknown, ...faults: readonly string[]])[] = [
        [[], "a selection must be an object"],
        ["strict", "a selection must be an object"],
        [{ presets: "strict" }, 'there is no "presets" (did you mean "preset"?)'],
        [{ colour: 1 }, 'there is no "colour"'],
        [
            { preset: "cis-6" },
            'preset must be one of "baseline", "strict", "quiet", "fsbp", "cis-7", "cis-5", "cis-3", "nist-r5" (did you mean "cis-7"?)',
        ],
        [{ policies: { "s3-open": { enforcementLevel: 1 } } }, `policies.s3-open must be one of ${LEVELS}`],
        [{ include: "s3-open" }, "include must be a list"],
        [{ exclude: [1] }, 'exclude: each must be a selector such as "service:s3"'],
        [{ exclude: ["s3-opens"] }, 'exclude "s3-opens": names no policy (did you mean "s3-open"?)'],
        [{ include: ["fsbp:s3.8"] }, 'include "fsbp:s3.8": names no policy (did you mean "fsbp:S3.8"?)'],
        [{ include: ["servcie:s3"] }, 'include "servcie:s3": names no policy (did you mean "service:s3"?)'],
        [
            { levels: [{ policies: "*", level: off }] },
            'levels[0].level cannot be "disabled": name the policies in "exclude"',
        ],
        [
            { levels: [{ policy: "*", level: "warn" }] },
            'there is no "levels[0].policy" (did you mean "policies"?)',
            `levels[0].level must be one of ${LEVELS}`,
            'levels[0].policies must be a selector such as "service:s3", or a list of them',
        ],
        [{ levels: { policies: "*", level: A } }, "levels must be a list"],
        [{ delegate: "*" }, "delegate must be a list"],
        [{ policies: { "kms-wait": { toString: 1 } } }, 'policies.kms-wait: there is no option "toString"'],
        [{ levels: ["*"] }, 'levels[0] must be an object with "policies" and "level"'],
        [
            { levels: [{ policies: "s3-kms", level: M }] },
            'levels[0] "s3-kms": names only policies that are off; name them in "include" too',
        ],
        [
            { levels: [{ policies: "service:s3", level: R }] },
            'levels[0] "service:s3": names only policies that cannot repair, so level "remediate" is not for them',
        ],
        [{ policies: ["s3-open"] }, "policies must be an object: ids, each with a level or an object"],
        [
            { policies: { "s3-log": M, "s3-open": 1 } },
            'policies: there is no policy "s3-log" (did you mean "s3-logs"?)',
            'policies.s3-open must be a level, or an object with options and "enforcementLevel"',
        ],
        [
            { policies: { "s3-open": R, "kms-wait": { enforcementLevel: "advisry", day: 7, days: 5, onFault: 1 } } },
            'policies.s3-open: cannot repair; use "mandatory", which is what "remediate" would be',
            'policies.kms-wait must be one of "mandatory", "advisory", "remediate", "disabled" (did you mean "advisory"?)',
            'policies.kms-wait: there is no option "day" (did you mean "days"?)',
            "policies.kms-wait.days must be a whole number from 7 to 30",
            'policies.kms-wait.onFault must be one of "mandatory", "advisory"',
        ],
    ];
    for (const [selection, ...told] of faults) {
        it(`refuses ${JSON.stringify(selection)}`, () => assert.deepEqual(choose(SOME, selection).faults, told));
    }

    it("finds nothing wrong with what is right", () => {
        for (const [, selection] of table.filter(([name]) => name !== "ends with single policies")) {
            assert.deepEqual(choose(SOME, selection).faults, []);
        }
    });

    describe("whatever it says", () => {
        const ids = policies.map(({ id }) => id);
        const selectors = fc.array(
            fc.constantFrom(
                "*",
                "service:s3",
                "severity:low",
                "severity:high",
                "fsbp:*",
                "cis-5.0:*",
                "kms-*",
                ...ids.slice(0, 5),
            ),
            { maxLength: 4 },
        );
        const level = fc.constantFrom<Level>(M, A, R, off);
        const selection = fc.record(
            {
                preset: fc.constantFrom(...(Object.keys(PRESETS) as (keyof typeof PRESETS)[])),
                include: selectors,
                exclude: selectors,
                levels: fc.array(fc.record({ policies: selectors, level: fc.constantFrom(M, A, R) }), { maxLength: 3 }),
                policies: fc.dictionary(fc.constantFrom(...ids), level, { maxKeys: 3 }),
            },
            { requiredKeys: [] },
        );
        const on = (choices: Choices) => [...choices].filter(([, { level }]) => level !== off).map(([id]) => id);

        it("gives each policy the level that its last rule left", () => {
            fc.assert(
                fc.property(selection, (given) => {
                    const { choices } = choose(policies, given);
                    assert.deepEqual([...choices.keys()], ids);
                    for (const { level, history } of choices.values()) {
                        assert.equal(history.at(-1)?.level, level);
                    }
                }),
            );
        });

        it("lets levels turn nothing on or off", () => {
            fc.assert(
                fc.property(selection, ({ levels = [], ...others }) => {
                    assert.deepEqual(
                        on(choose(policies, { ...others, levels }).choices),
                        on(choose(policies, others).choices),
                    );
                }),
            );
        });

        it("lets no order of selectors matter, and no repetition", () => {
            fc.assert(
                fc.property(selection, ({ levels: _, include = [], exclude = [], ...others }) => {
                    const [one, other] = [
                        { ...others, include, exclude },
                        { ...others, include: [...include, ...include].reverse(), exclude: exclude.toReversed() },
                    ].map((given) => [...choose(policies, given).choices].map(([, { level }]) => level));
                    assert.deepEqual(one, other);
                }),
            );
        });

        it("keeps off what is excluded and not named alone", () => {
            fc.assert(
                fc.property(selection, ({ policies: _, ...given }) => {
                    const { choices } = choose(policies, { ...given, exclude: ["service:s3"] });
                    assert.deepEqual(
                        on(choices).filter((id) => id.startsWith("s3-")),
                        [],
                    );
                }),
            );
        });

        it("is answered, even if it is nonsense, and nonsense changes nothing", () => {
            const keys = fc.constantFrom("preset", "include", "exclude", "levels", "policies", "other");
            // With a "*", a text may well name policies.
            const nonsense = fc.jsonValue().filter((value) => !JSON.stringify(value).includes("*"));
            fc.assert(
                fc.property(fc.dictionary(keys, nonsense), (given) => {
                    const { choices, faults } = choose(SOME, given);
                    const isEmpty = Object.entries(given).every(
                        ([key, value]) => JSON.stringify(value) === (key === "policies" ? "{}" : "[]"),
                    );
                    assert.ok(isEmpty || faults.length > 0);
                    assert.deepEqual(levelsOf(choices), [M, A, off, M]);
                }),
            );
        });
    });
});

describe("selectors", () => {
    const table: readonly (readonly [pattern: string, text: string, isNamed: boolean])[] = [
        ["s3-a", "s3-a", true],
        ["s3-a", "s3-ab", false],
        ["s3-*", "s3-ab", true],
        ["*", "", true],
        ["*-a", "s3-ab", false],
        ["s*-*b", "s3-ab", true],
        ["fsbp:S3.8", "fsbp:S3x8", false],
        ["fsbp:S3.*", "fsbp:S3x8", false],
        ["a(*", "a(b", true],
    ];
    for (const [pattern, text, isNamed] of table) {
        it(`${pattern} ${isNamed ? "names" : "does not name"} "${text}"`, () => {
            assert.equal(matcherOf(pattern)(text), isNamed);
        });
    }
});

describe("what was meant", () => {
    const ids = policies.map(({ id }) => id);
    const table: readonly (readonly [word: string, meant: string | undefined])[] = [
        ["s3-bucket-versoning", "s3-bucket-versioning"],
        ["kms-rotation", "kms-key-rotation"],
        ["S3-Bucket-Versioning", "s3-bucket-versioning"],
        ["xyzzy", undefined],
        ["", undefined],
    ];
    for (const [word, meant] of table) {
        it(`by "${word}" is ${meant ?? "nothing"}`, () => assert.equal(nearest(word, ids), meant));
    }

    it("by a word that there is, is the word", () => {
        ids.slice(0, 50).forEach((id) => assert.equal(nearest(id, ids), id));
    });
});
