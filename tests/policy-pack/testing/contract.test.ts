import assert from "node:assert/strict";
import { must, resourcePolicy, say, type Requirements, type ResourceReader } from "../../../policy-pack/evaluation";
import { CONTRACT, type Situations } from "../../../policy-pack/testing/contract";
import { RANDOM_CONTRACT } from "../support/randomContract";

const QUEUE = "aws:sqs/queue:Queue";
const situations: Situations = [
    [
        "violating",
        { resources: { type: QUEUE, inputs: { a: false, b: false, c: "word" } }, says: ["Set `a` to true."] },
    ],
];

/** What of the contract a policy breaks. */
function brokenBy(check: (resource: ResourceReader) => Requirements): readonly string[] {
    const policy = resourcePolicy({
        id: "sample",
        title: "Sample",
        severity: "low",
        types: [QUEUE],
        controls: { nist: ["CM-2"], whitepaper: ["SQS"] },
        why: "",
        fix: { text: "", example: "" },
        check,
    });
    return Object.entries({ ...CONTRACT, ...RANDOM_CONTRACT }).flatMap(([name, faults]) =>
        faults(policy, situations).length > 0 ? [name] : [],
    );
}

const mustBeOn = (resource: ResourceReader): Requirements => {
    const value = resource.get("a");
    return must(value.absentAs(false).is(true), say`Set ${value} to true.`);
};

describe("the contract of a policy", () => {
    it("is kept by one that is as it should be", () => assert.deepEqual(brokenBy(mustBeOn), []));

    const sloppy: Record<string, [check: (resource: ResourceReader) => Requirements, broken: string[]]> = {
        "takes what is unknown for good": [
            (it) => (it.get("a").isUnknown ? [] : mustBeOn(it)),
            ["unknown: not taken for a good value", "unknown: several are not taken for good ones"],
        ],
        "loses a violation that does not hang on what is unknown": [
            (it) => (it.get("b").isUnknown ? must("undetermined", say`b`, it.get("b")) : mustBeOn(it)),
            ["unknown: loses no violation that does not hang on it"],
        ],
        "does not name what is unknown": [
            (it) => (it.get("a").isUnknown ? must("undetermined", say`a`) : mustBeOn(it)),
            ["unknown: named"],
        ],
        "tells a text from the data": [
            (it) => [mustBeOn(it), must(false, { text: String(it.get("c").toPlain()) })],
            ["secret: no text from the data is told"],
        ],
        "takes what is malformed for good": [
            (it) => (it.get("a", "b").isMalformed && it.get("a").is(true) === "undetermined" ? [] : mustBeOn(it)),
            ["malformed: not taken for a good value"],
        ],
        "throws over what it does not expect": [
            (it) => [mustBeOn(it), it.get("tags").isKnown ? must(Boolean(JSON.parse("{")), say`a`) : []],
            ["whatever the inputs are, nothing fails"],
        ],
    };
    for (const [name, [check, broken]] of Object.entries(sloppy)) {
        it(`is broken by one that ${name}`, () => assert.deepEqual(brokenBy(check), broken));
    }
});
