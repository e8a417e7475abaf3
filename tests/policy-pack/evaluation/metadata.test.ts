import assert from "node:assert/strict";
import { integer, resourcePolicy, say, must, type Controls, type Severity } from "../../../policy-pack/evaluation";
import { toSdkPolicy } from "../../../policy-pack/evaluation/sdkPolicy";

const declaration = {
    id: "sqs-sample",
    title: "Queues are sampled",
    severity: "high",
    types: ["aws:sqs/queue:Queue"],
    controls: {
        fsbp: ["SQS.1", "SQS.3"],
        cis3: ["1.1"],
        cis7: ["2.1", "2.2"],
        nist: ["SC-28", "AC-3"],
        whitepaper: ["SQS"],
        trustedAdvisor: ["abc"],
    },
    why: "Because.",
    fix: { text: "Do it.", example: "done();" },
    options: { days: integer({ default: 7, minimum: 1, maximum: 30, description: "Days." }) },
    check: () => must(true, say`Done.`),
} as const;

const described = (changes: object = {}) => toSdkPolicy(resourcePolicy({ ...declaration, ...changes }));

describe("a policy's metadata", () => {
    it("are all told to the engine", () => {
        const { name, displayName, description, severity, tags, remediationSteps, configSchema, framework, url } =
            described();
        assert.deepEqual(
            { name, displayName, description, severity, tags, remediationSteps, framework, url },
            {
                name: "sqs-sample",
                displayName: "Queues are sampled",
                description: "Queues are sampled.",
                severity: "high",
                tags: [
                    "service:sqs",
                    "fsbp:SQS.1",
                    "fsbp:SQS.3",
                    "cis-7.0:2.1",
                    "cis-7.0:2.2",
                    "cis-3.0:1.1",
                    "nist-800-53-r5:SC-28",
                    "nist-800-53-r5:AC-3",
                    "trusted-advisor:abc",
                    "aws-security-overview:SQS",
                ],
                remediationSteps: "Because.\n\nDo it.\n\n```typescript\ndone();\n```",
                framework: {
                    name: "AWS Foundational Security Best Practices",
                    version: "1.0.0",
                    reference: "SQS.1",
                    specification: "https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html",
                },
                url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html#sqs-1",
            },
        );
        assert.deepEqual(configSchema, { properties: { days: declaration.options.days.schema } });
    });

    it("have no schema where the policy has no options of its own", () => {
        assert.equal("configSchema" in described({ options: {} }), false);
    });

    it("name the newest CIS benchmark where there is no control of Security Hub, and else NIST", () => {
        const reference = (controls: Partial<Controls>) => {
            const whole = { nist: ["SC-28"], whitepaper: ["SQS"], trustedAdvisor: ["abc"], ...controls };
            const { framework, url } = described({ controls: whole });
            return framework && [framework.name, framework.version, framework.reference, url];
        };
        assert.deepEqual(reference({ cis3: ["1.1"], cis7: ["2.1"] }), [
            "CIS AWS Foundations Benchmark",
            "7.0.0",
            "2.1",
            "https://www.cisecurity.org/benchmark/amazon_web_services",
        ]);
        assert.deepEqual(reference({ cis3: ["1.1"], cis5: ["1.2"] }), [
            "CIS AWS Foundations Benchmark",
            "5.0.0",
            "1.2",
            "https://www.cisecurity.org/benchmark/amazon_web_services",
        ]);
        assert.deepEqual(reference({}), [
            "NIST SP 800-53",
            "Rev. 5",
            "SC-28",
            "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final",
        ]);
        assert.equal(reference({ nist: [] }), undefined);
    });

    it("make critical and high mandatory, the others advisory, and some disabled", () => {
        const level = (severity: Severity, more: object = {}) => described({ severity, ...more }).enforcementLevel;
        assert.deepEqual(
            (["critical", "high", "medium", "low"] as const).map((severity) => level(severity)),
            ["mandatory", "mandatory", "advisory", "advisory"],
        );
        assert.equal(level("critical", { offByDefault: true }), "disabled");
        assert.equal(level("medium", { level: "mandatory" }), "mandatory");
        assert.equal(level("high", { level: "advisory" }), "advisory");
        assert.equal(level("high", { level: "mandatory", offByDefault: true }), "disabled");
    });
});
