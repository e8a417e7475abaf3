import assert from "node:assert/strict";
import {
    must,
    resourcePolicy,
    say,
    set,
    settingPolicy,
    type Change,
    type ResourceReader,
} from "../../../policy-pack/evaluation";
import { secret, testsOf, unknown, type Cases, type Inputs } from "../../../policy-pack/testing";
import { SAMPLE } from "../support/sample";

const queue = (inputs: Inputs) => ({ type: "aws:sqs/queue:Queue", inputs });

const cases: Cases = {
    says: 'Set `kind` to "good".',
    compliant: { good: queue({ kind: "good" }) },
    violating: { bad: queue({ kind: "bad" }), secretly: queue({ kind: secret("bad") }) },
    absent: "violating",
};
const good = settingPolicy({ ...SAMPLE, setting: "kind", must: { be: "good" }, default: "bad", remediates: true });

/** The same by hand, with something in it done otherwise. */
function sample(change: { check?: (it: ResourceReader) => boolean; remediation?: () => Change[] }) {
    return resourcePolicy({
        ...SAMPLE,
        check: (it) => {
            const kind = it.get("kind").absentAs("bad");
            return must(change.check?.(it) === true || kind.is("good"), say`Set ${kind} to "good".`);
        },
        ...(change.remediation && { remediation: change.remediation }),
    });
}

/** The tests that fail, by name. */
function failing(policy: Parameters<typeof testsOf>[0], given: Cases): string[] {
    return testsOf(policy, given).flatMap(({ name, run }) => {
        try {
            run();
            return [];
        } catch (error) {
            assert.ok(error instanceof assert.AssertionError, String(error));
            return [name];
        }
    });
}

describe("the tests of a policy, for any runner", () => {
    it("are one for each case, and for what holds for every policy", () => {
        assert.deepEqual(
            testsOf(good, cases).map(({ name }) => name),
            [
                "has cases that are what they are called",
                "compliant: good",
                "violating: bad",
                "violating: secretly",
                "absent: nothing given: aws:sqs/queue:Queue",
                "unknown: not taken for a good value",
                "unknown: loses no violation that does not hang on it",
                "unknown: makes no violation",
                "unknown ids: never the opposite of what is told with known ones",
                "unknown: named",
                "secret: no text from the data is told",
                "malformed: not taken for a good value",
                "long lists: what is read grows as they do",
                "unknown: can be undetermined",
                "passes once it is remediated",
            ],
        );
    });

    it("pass for a policy that is as it should be", () => assert.deepEqual(failing(good, cases), []));

    const faults: [string, Parameters<typeof testsOf>[0], Cases, string[]][] = [
        [
            "takes what is unknown for good",
            sample({ check: (it) => it.get("kind").isUnknown }),
            cases,
            ["unknown: not taken for a good value", "unknown: can be undetermined"],
        ],
        ["remediates nothing", sample({ remediation: () => [] }), cases, ["passes once it is remediated"]],
        [
            "remediates to something that is not good",
            sample({ remediation: () => [set(["kind"], "fair")] }),
            cases,
            ["passes once it is remediated"],
        ],
        [
            "is told otherwise",
            good,
            { ...cases, violating: { bad: { resources: queue({ kind: "bad" }), says: ["Set `x`."] } } },
            ["violating: bad"],
        ],
        [
            "has a case of an unknown value without one",
            good,
            { ...cases, unknown: { a: queue({ kind: "good" }) } },
            ["has cases that are what they are called"],
        ],
        [
            "is undetermined of what its case calls compliant",
            good,
            { ...cases, compliant: { a: queue({ kind: unknown() }) } },
            ["compliant: a"],
        ],
    ];
    for (const [name, policy, given, expected] of faults) {
        it(`fail where a policy ${name}`, () => assert.deepEqual(failing(policy, given), expected));
    }

    it("leave out remediation where there is none", () => {
        assert.ok(!testsOf(sample({}), cases).some(({ name }) => name.includes("remediated")));
    });

    it("leave what is malformed to the author who writes it", () => {
        const names = testsOf(good, { ...cases, malformed: {} }).map(({ name }) => name);
        assert.ok(!names.some((name) => name.startsWith("malformed")));
    });
});
