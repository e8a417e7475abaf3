import assert from "node:assert/strict";
import { explainAll, explainOne } from "../../../policy-pack/configuration/explain";
import { choose } from "../../../policy-pack/configuration/selection";
import { flag, resourcePolicy, set } from "../../../policy-pack/evaluation";
import { SAMPLE } from "../support/sample";

const sample = (id: string) => resourcePolicy({ ...SAMPLE, id, severity: "high", check: () => [] });
const repairing = resourcePolicy({
    ...SAMPLE,
    id: "sqs-repaired",
    severity: "low",
    options: { strict: flag({ default: false, description: "All of it." }) },
    check: () => [],
    remediation: () => [set(["sampled"], true)],
});
const POLICIES = [sample("sqs-off"), repairing, sample("sqs-warned"), sample("sqs-blocked")];
const chosen = choose(POLICIES, {
    exclude: ["sqs-off"],
    levels: [{ policies: "sqs-warned", level: "advisory" }],
    policies: { "sqs-repaired": { enforcementLevel: "remediate", strict: true } },
});

describe("what explains a selection", () => {
    it("lists policies by level, what blocks first, with the rule that decided last", () => {
        assert.deepEqual(explainAll(POLICIES, chosen), [
            "4 policies: 1 mandatory, 1 remediate, 1 advisory, 1 disabled",
            "",
            "mandatory",
            '  sqs-blocked   high      preset "baseline"',
            "",
            "remediate",
            "  sqs-repaired  low       policies.sqs-repaired",
            "",
            "advisory",
            '  sqs-warned    high      levels[0] "sqs-warned"',
            "",
            "disabled",
            '  sqs-off       high      exclude "sqs-off"',
        ]);
    });

    it("names no level that none has", () => {
        assert.deepEqual(explainAll([repairing], chosen), [
            "1 policy: 1 remediate",
            "",
            "remediate",
            "  sqs-repaired  low       policies.sqs-repaired",
        ]);
    });

    it("tells all of one policy", () => {
        // What every policy has is explained by the options themselves.
        const told = explainOne(repairing, chosen, "page.md").filter(
            (line) => !line.includes("The level of the finding"),
        );
        assert.deepEqual(told, [
            "sqs-repaired: Sample",
            "remediate, by policies.sqs-repaired",
            "",
            "Rules, in their order",
            '  preset "baseline"      advisory',
            "  policies.sqs-repaired  remediate",
            "",
            "Options",
            "  strict = true, by default false",
            "      All of it.",
            '  onFault = "mandatory"',
            '  onUndetermined = "advisory"',
            "",
            "Severity: low",
            "Repairs: yes, at level remediate",
            "Controls: nist-800-53-r5:CM-2, aws-security-overview:SQS",
            "Page: page.md",
        ]);
    });

    it("says of a policy that repairs nothing, and of one without a page, that it is so", () => {
        const told = explainOne(sample("sqs-off"), chosen, undefined);
        assert.deepEqual(told.slice(0, 2), ["sqs-off: Sample", 'disabled, by exclude "sqs-off"']);
        assert.deepEqual(told.slice(-3), [
            "Severity: high",
            "Repairs: no",
            "Controls: nist-800-53-r5:CM-2, aws-security-overview:SQS",
        ]);
    });
});
