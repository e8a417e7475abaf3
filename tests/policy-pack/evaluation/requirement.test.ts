import assert from "node:assert/strict";
import {
    must,
    mustNot,
    resourcePolicy,
    say,
    when,
    type ResourceReader,
    type Truth,
} from "../../../policy-pack/evaluation";
import { judgeResource } from "../../../policy-pack/evaluation/judge";
import { flatten, type Requirements } from "../../../policy-pack/evaluation/requirement";
import { TODAY } from "../../../policy-pack/testing/cases";
import { toProps, unknown, type Inputs } from "../support/inputs";
import { unknownCheckingProxy } from "../support/read";

const TRUTHS: readonly Truth[] = [true, false, "undetermined"];
const holds = (requirements: Requirements): Truth[] => flatten(requirements).map((one) => one.holds);

describe("what a policy demands", () => {
    it("must hold, or must not", () => {
        assert.deepEqual(
            TRUTHS.map((truth) => must(truth, say`a`).holds),
            [true, false, "undetermined"],
        );
        assert.deepEqual(
            TRUTHS.map((truth) => mustNot(truth, say`a`).holds),
            [false, true, "undetermined"],
        );
    });

    it("holds when its condition does not", () => {
        const under = (condition: Truth) => TRUTHS.map((truth) => holds(when(condition, must(truth, say`a`)))[0]);
        assert.deepEqual(under(true), [true, false, "undetermined"]);
        assert.deepEqual(under(false), [true, true, true]);
        assert.deepEqual(under("undetermined"), [true, "undetermined", "undetermined"]);
    });

    it("may be nested in lists", () => {
        const one = must(true, say`a`);
        assert.equal(flatten([[one, [one]], one, []]).length, 3);
        assert.deepEqual(holds(when(true, [[must(false, say`a`)], must(true, say`b`)])), [false, true]);
    });
});

describe("the judgement of a policy", () => {
    const judgeBy = (check: (resource: ResourceReader) => Requirements, inputs: Inputs = {}) => {
        const policy = resourcePolicy({
            id: "sample",
            title: "Title",
            severity: "low",
            types: ["aws:a/b:B"],
            controls: { nist: [], whitepaper: [] },
            why: "",
            fix: { text: "", example: "" },
            check,
        });
        const props = unknownCheckingProxy(toProps(inputs));
        return judgeResource(policy, { type: "aws:a/b:B", name: "it", urn: "urn", props }, {}, TODAY);
    };
    const judge = (requirements: Requirements) => judgeBy(() => requirements);

    it("is nothing where all demands hold, or there are none", () => {
        assert.deepEqual(judge([must(true, say`a`)]), []);
        assert.deepEqual(judge([]), []);
    });

    it("is one violation for each broken demand, which an undetermined one does not hide", () => {
        assert.deepEqual(
            judge([must("undetermined", say`a`), must(false, say`b`), must(true, say`c`), must(false, say`d`)]),
            [
                { kind: "violation", text: "b" },
                { kind: "violation", text: "d" },
            ],
        );
    });

    it("is one for all undetermined demands", () => {
        assert.deepEqual(judge([must("undetermined", say`a`), must(true, say`b`), must("undetermined", say`c`)]), [
            { kind: "undetermined", text: "undetermined: Title. A value it depends on is not known yet." },
        ]);
    });

    it("names the unknown and malformed values an undetermined demand is about, and only those", () => {
        const [told] = judgeBy(
            (resource) => [
                must(
                    "undetermined",
                    say`a`,
                    resource.get("later"),
                    resource.get("text"),
                    resource.get("text", "deeper"),
                    resource.get("none"),
                ),
                must(true, say`b`, resource.get("other")),
            ],
            { later: unknown(), other: unknown(), text: "a" },
        );
        assert.equal(
            told?.text,
            "undetermined: Title. Not known before the update: `later`. Not of the type it should be: `text`.",
        );
        const against = (resource: ResourceReader) => mustNot("undetermined", say`a`, resource.get("other"));
        assert.match(judgeBy(against, { other: unknown() })[0]?.text ?? "", /^undetermined: Title\..*`other`/);
    });

    it("is a fault where the policy throws", () => {
        const [told] = judgeBy(() => {
            throw new RangeError("hunter2");
        });
        assert.equal(told?.kind, "fault");
        assert.match(told.text, /^Title: the policy itself failed \(RangeError at requirement\.test\.ts:\d+\)/);
    });
});
