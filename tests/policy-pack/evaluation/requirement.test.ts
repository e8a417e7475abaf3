import assert from "node:assert/strict";
import { must, mustNot, say, when, type Truth } from "../../../policy-pack/evaluation";
import { findings } from "../../../policy-pack/evaluation/judge";
import { flatten, type Requirements } from "../../../policy-pack/evaluation/requirement";
import { unknown } from "../support/inputs";
import { read } from "../support/read";

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

describe("the findings of a policy", () => {
    const judge = (requirements: Requirements) => findings("Title", requirements, read({}).reasons);

    it("are none where all demands hold, or there are none", () => {
        assert.deepEqual(judge([must(true, say`a`)]), []);
        assert.deepEqual(judge([]), []);
    });

    it("are one for each broken demand, which an undetermined one does not hide", () => {
        assert.deepEqual(
            judge([must("undetermined", say`a`), must(false, say`b`), must(true, say`c`), must(false, say`d`)]),
            [
                { kind: "violation", text: "b" },
                { kind: "violation", text: "d" },
            ],
        );
    });

    it("are one for all undetermined demands", () => {
        assert.deepEqual(judge([must("undetermined", say`a`), must(true, say`b`), must("undetermined", say`c`)]), [
            { kind: "undetermined", text: "undetermined: Title. A value it depends on is not known yet." },
        ]);
    });

    it("name the unknown and malformed values an undetermined demand is about, and only those", () => {
        const { resource, reasons } = read({ later: unknown(), other: unknown(), text: "a" });
        const about = [
            resource.get("later"),
            resource.get("text"),
            resource.get("text", "deeper"),
            resource.get("none"),
        ];
        const [finding] = findings(
            "Title",
            [must("undetermined", say`a`, ...about), must(true, say`b`, resource.get("other"))],
            reasons,
        );
        assert.equal(
            finding?.text,
            "undetermined: Title. Not known before the update: `later`. Not of the type it should be: `text`.",
        );
        const against = mustNot("undetermined", say`a`, resource.get("other"));
        assert.match(findings("Title", against, read({}).reasons)[0]?.text ?? "", /^undetermined: Title\./);
        assert.match(findings("Title", against, reasons)[0]?.text ?? "", /`other`/);
    });
});
