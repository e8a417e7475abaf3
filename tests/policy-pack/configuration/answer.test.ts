import assert from "node:assert/strict";
import { answerOf, type Question } from "../../../policy-pack/configuration/answer";
import { choose, type Selection } from "../../../policy-pack/configuration/selection";
import { integer, resourcePolicy } from "../../../policy-pack/evaluation";
import type { Policy } from "../../../policy-pack/evaluation/policy";
import { SAMPLE } from "../support/sample";

const POLICIES = ["sqs-one", "sqs-other"].map((id) =>
    resourcePolicy({ ...SAMPLE, id, severity: "high", check: () => [] }),
);
const days = integer({ default: 1, minimum: 1, maximum: 9, description: "Days." });
const WITH_OPTION = resourcePolicy({ ...SAMPLE, id: "sqs-days", severity: "low", options: { days }, check: () => [] });

function answer(question: Question, code: Selection = {}, policies: readonly Policy[] = POLICIES): string {
    const told = answerOf(question, {
        name: "ours",
        policies,
        coded: choose(policies, code),
        folder: __dirname,
        pageOf: (id) => `${id}.md`,
    });
    return "fault" in told ? `fault: ${told.fault}` : told.text;
}
const file = (said: object) => ({ path: "config.json", text: JSON.stringify(said) });

describe("the answer to who asks what judges", () => {
    const table: Readonly<Record<string, readonly [question: Question, told: RegExp | string, code?: Selection]>> = {
        "all policies, if none are named": [
            {},
            '2 policies: 2 mandatory\n\nmandatory\n  sqs-one    high      preset "baseline"\n  sqs-other  high      preset "baseline"',
        ],
        "all policies, if a file is empty": [
            { file: { path: "config.json", text: " \n" } },
            /^2 policies: 2 mandatory\n/,
        ],
        "what a file makes of them": [
            { file: file({ "sqs-one": "disabled" }), selector: "*" },
            /^2 policies: 1 mandatory, 1 disabled\n/,
        ],
        "what a stack makes of them": [
            { stack: { "ours:exclude": '["sqs-one"]', "another:exclude": '["sqs-other"]' } },
            /^2 policies: 1 mandatory, 1 disabled\n[^]*\n {2}sqs-one +high +stack's exclude "sqs-one"$/,
            { delegate: ["*"] },
        ],
        "only those that a selector names": [
            { selector: "*-other" },
            /^1 policy: 1 mandatory\n\nmandatory\n {2}sqs-other /,
        ],
        "those that have a tag of several": [{ selector: "severity:high" }, /^2 policies: /],
        "all of the one whose id it is": [{ selector: "sqs-other" }, /^sqs-other: Sample\n[^]*\nPage: sqs-other\.md$/],
        "that there is none": [
            { selector: "sqs-othr" },
            'fault: "sqs-othr" names no policy (did you mean "sqs-other"?)',
        ],
        "what is wrong with a file and what it is over": [
            { file: file({ all: "on" }), stack: { "ours:preset": "quiet" } },
            /^fault: config\.json is wrong:\n- "all" must be .*\n- the stack's configuration: "preset" is not for stacks$/,
        ],
        "what is wrong with a stack": [
            { stack: { "ours:preset": "quiet" } },
            'fault: the configuration is wrong:\n- the stack\'s configuration: "preset" is not for stacks',
        ],
        "what is wrong with the pack's code": [
            { stack: { "another:preset": "quiet" } },
            'fault: ours is wrong:\n- exclude "sqs-tow": names no policy',
            { exclude: ["sqs-tow"] },
        ],
        "what is wrong with waivers": [
            {},
            "fault: ours is wrong:\n- waivers must be a list",
            { waivers: { no: "list" } as never },
        ],
    };
    for (const [what, [question, told, code]] of Object.entries(table)) {
        it(`says ${what}`, () => {
            const text = answer(question, code);
            return typeof told === "string" ? assert.equal(text, told) : assert.match(text, told);
        });
    }

    const wrong: Readonly<Record<string, readonly [text: string, told: RegExp]>> = {
        "is no JSON": ["{", /\n- it is not JSON: .+ JSON /],
        "is no object": ["[]", /\n- it must be an object: policies, "all" or "palisade-configuration", each with /],
        "sets an option that there is not": [
            '{"sqs-days": {"day": 1, "toString": 1}}',
            /\n- "sqs-days": there is no option "day" \(did you mean "days"\?\)\n- "sqs-days": there is no option "toString"$/,
        ],
        "sets an option to what it cannot be": [
            '{"sqs-days": {"days": 10}}',
            /\n- "sqs-days": days must be a whole number from 1 to 9$/,
        ],
        "says nothing of a level": [
            '{"sqs-days": {"enforcementLevel": 1}, "all": null}',
            /\n- "sqs-days" must be a level \(mandatory, remediate, advisory, disabled\), or .*\n- "all" must be a level /,
        ],
    };
    for (const [what, [text, told]] of Object.entries(wrong)) {
        it(`says what is wrong with a file that ${what}`, () =>
            assert.match(answer({ file: { path: "config.json", text } }, {}, [WITH_OPTION]), told));
    }

    const settings: Readonly<Record<string, readonly [said: object, code: Selection, told: RegExp]>> = {
        "by default": [{}, {}, /^sqs-days: Sample\nadvisory, [^]*\n {2}days = 1\n/],
        "which the pack's code sets": [
            {},
            { policies: { "sqs-days": { days: 2 } } },
            /\nadvisory, [^]*\n {2}days = 2, by default 1\n/,
        ],
        "which the pack's code sets, where its own entry says a level": [
            { "sqs-days": "mandatory" },
            { policies: { "sqs-days": { days: 2 } } },
            /\nmandatory, by "sqs-days"\n[^]*\n {2}days = 2, by default 1\n/,
        ],
        "which its own entry sets": [
            { "sqs-days": { days: 3 } },
            { policies: { "sqs-days": { days: 2 } } },
            /\nadvisory, [^]*\n {2}days = 3, by default 1\n/,
        ],
        "of which its own entry sets another": [
            { "sqs-days": { enforcementLevel: "mandatory", onFault: "advisory" } },
            { policies: { "sqs-days": { days: 2 } } },
            /\nmandatory, by [^]*\n {2}days = 2, by default 1\n[^]*\n {2}onFault = "advisory", by default "mandatory"\n/,
        ],
        "which the selection sets": [
            {
                all: { enforcementLevel: "disabled" },
                "palisade-configuration": { policies: { "sqs-days": { days: 4 } } },
            },
            { policies: { "sqs-days": { days: 2 } } },
            /\ndisabled, by all\n[^]*\n {2}days = 4, by default 1\n/,
        ],
        "which its own entry sets, over the selection": [
            { "sqs-days": { days: 5 }, "palisade-configuration": { policies: { "sqs-days": { days: 4 } } } },
            {},
            /\n {2}days = 5, by default 1\n/,
        ],
    };
    for (const [what, [said, code, told]] of Object.entries(settings)) {
        it(`says the level and the options of a policy, ${what}`, () =>
            assert.match(answer({ file: file(said), selector: "sqs-days" }, code, [WITH_OPTION]), told));
    }
});
