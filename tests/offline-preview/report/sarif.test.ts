import assert from "node:assert/strict";
import type { Finding, Preview } from "../../../offline-preview/model";
import { RESULTS_LIMIT } from "../../../offline-preview/report/sarif";
import { at, diagnostic, finding, pack, policy, preview, resource, undetermined } from "./build";
import { readSarif, type SarifResult, type SarifRun } from "./sarif";
import { bucket, bucketFinding, component, topic } from "./shown";
import { renderSarif } from "./written";

function run(shown: Preview): SarifRun {
    return readSarif(renderSarif(shown, {}));
}

function only(found: Finding): SarifResult {
    const [result] = run(preview([component, bucket, topic], { findings: [found] })).results;
    assert.ok(result);
    return result;
}

describe("the SARIF of an offline preview", () => {
    it("is what its schema asks for, also of nothing at all", () => {
        assert.deepEqual(run(preview([], { packs: [] })).results, []);
        assert.throws(() => readSarif('{ "version": "2.1.0", "runs": [{ "results": [] }] }'), /tool/);
    });

    it("has a rule for each policy that is on, with its help, page, tags and severity", () => {
        const policies = [
            policy("private", {
                severity: "high",
                title: "Buckets are private",
                remediationSteps: "Make it private:\n\n```typescript\nacl\n```",
                url: "https://example.com/private page",
                tags: ["service:s3", "cis-5.0:2.1.4"],
                framework: { name: "CIS", version: "5.0", reference: "2.1.4", specification: "" },
            }),
            policy("advised", { level: "advisory", url: "javascript:alert(1)" }),
            policy("off", { level: "disabled" }),
        ];
        const { rules } = run(preview([], { packs: [pack(0, { policies })] })).tool.driver;
        assert.deepEqual(
            rules.map(({ id, helpUri, defaultConfiguration }) => [id, helpUri, defaultConfiguration.level]),
            [
                ["house-rules/private", "https://example.com/private%20page", "error"],
                ["house-rules/advised", undefined, "warning"],
            ],
        );
        const [rule] = rules;
        assert.equal(rule?.shortDescription.text, "Buckets are private");
        assert.match(
            rule.help.markdown,
            /^What private asks for\.\n\nMake it private:\n\n```typescript\nacl\n```\n\nCIS 2/,
        );
        assert.deepEqual(rule.properties, {
            tags: ["security", "service:s3", "cis-5.0:2.1.4"],
            "security-severity": "8.0",
        });
    });

    it("has severities where GitHub draws its lines, and no more tags than it takes", () => {
        const tags = Array.from({ length: 40 }, (_, index) => `nist:${index}`);
        const policies = (["critical", "high", "medium", "low"] as const).map((severity) =>
            policy(severity, { severity, tags }),
        );
        const { rules } = run(preview([], { packs: [pack(0, { policies })] })).tool.driver;
        const scores = rules.map(({ properties }) => Number(properties["security-severity"]));
        const lowest = [9.01, 7, 4, 0.1];
        scores.forEach((score, index) => {
            assert.ok(score >= (lowest[index] ?? 11) && score < (lowest[index - 1] ?? 10.01), String(score));
        });
        assert.deepEqual([...new Set(rules.map(({ properties }) => properties.tags.length))], [20]);
    });

    it("says of a finding how much it weighs, what is wrong, and where in the code and in the stack", () => {
        const result = only(bucketFinding("private", { message: "Remove `acl`." }));
        assert.deepEqual([result.kind, result.level], ["fail", "error"]);
        assert.equal(result.message.text, "aws:s3:Bucket data: What private asks for.\nRemove `acl`.");
        const [place] = result.locations;
        assert.deepEqual(place?.physicalLocation, {
            artifactLocation: { uri: "lib/vault.ts", uriBaseId: "SRCROOT" },
            region: { startLine: 31, startColumn: 1 },
        });
        assert.equal(place.logicalLocations?.[0]?.fullyQualifiedName, bucket.urn);
        const [related] = result.relatedLocations ?? [];
        assert.equal(related?.physicalLocation.artifactLocation.uri, "index.ts");
        assert.equal(related.message?.text, "house:index:Vault vault is made here");
        assert.equal(only(finding("a", topic, { level: "advisory" })).level, "warning");
    });

    it("has a place also for the stack as a whole, and an address for a file with any name", () => {
        const stack = only(finding("budget", undefined));
        assert.equal(stack.locations[0]?.physicalLocation.artifactLocation.uri, "Pulumi.yaml");
        assert.match(stack.message.text, /^The stack: /);
        const odd = only(finding("p", topic, { source: at("a b/ü#?%.ts", 2) }));
        assert.equal(odd.locations[0]?.physicalLocation.artifactLocation.uri, "a%20b/%C3%BC%23%3F%25.ts");
    });

    it("does not take what could not be decided for a violation: a kind and a rule of its own", () => {
        const policies = [policy("p", { severity: "critical", title: "P" })];
        const shown = preview([topic], {
            packs: [pack(0, { policies })],
            findings: [undetermined("p", topic), finding("p", topic)],
        });
        const { results, tool } = run(shown);
        const [violation, open] = results;
        assert.deepEqual([violation?.kind, violation?.ruleId], ["fail", "house-rules/p"]);
        assert.deepEqual([open?.kind, open?.level, open?.ruleId], ["open", "none", "house-rules/p/undetermined"]);
        const rule = tool.driver.rules[open?.ruleIndex ?? -1];
        assert.deepEqual([rule?.id, rule?.properties["security-severity"]], ["house-rules/p/undetermined", undefined]);
        assert.equal(tool.driver.rules[violation?.ruleIndex ?? -1]?.properties["security-severity"], "9.5");
    });

    it("has a rule for a finding whose policy no pack lists", () => {
        const { results, tool } = run(preview([topic], { findings: [finding("lost", topic, { severity: "low" })] }));
        const rule = tool.driver.rules[results[0]?.ruleIndex ?? -1];
        assert.deepEqual([rule?.id, rule?.properties["security-severity"]], ["house-rules/lost", "2.5"]);
    });

    it("shows a waived finding as suppressed, with the waiver", () => {
        const { suppressions } = only(finding("p", topic, { level: "advisory", waiver: "W-12 until 2027-03-01" }));
        assert.deepEqual(suppressions, [
            { kind: "external", status: "accepted", justification: "W-12 until 2027-03-01" },
        ]);
        assert.equal(only(finding("p", topic)).suppressions, undefined);
    });

    it("has fingerprints that moved lines and other words leave alone, and nothing else shares", () => {
        const prints = (...findings: Finding[]): (string | undefined)[] =>
            run(preview([topic], { findings })).results.map(
                (result) => result.partialFingerprints.primaryLocationLineHash,
            );
        const [before] = prints(finding("p", topic, { message: "3 of 4", source: at("index.ts", 9) }));
        const [after] = prints(finding("p", topic, { message: "2 of 4", source: at("other.ts", 90) }));
        assert.equal(before, after);
        const others = [
            finding("p", topic),
            finding("p", topic, { message: "again" }),
            finding("q", topic),
            finding("p", bucket),
            finding("p", undefined),
            finding("p", topic, { pack: { name: "other", version: "1.2.0" } }),
        ];
        assert.equal(new Set(prints(...others)).size, others.length);
        assert.ok(prints(...others).includes(before));
    });

    it("tells whether all was judged, and what went wrong", () => {
        const of = (verdict: Preview["verdict"]): boolean | undefined =>
            run(preview([], { verdict })).invocations[0]?.executionSuccessful;
        assert.deepEqual(
            [of("passed"), of("policy-failed"), of("program-failed"), of("pack-failed")],
            [true, true, false, false],
        );
        const diagnostics = [diagnostic("error", "boom"), diagnostic("warning", "hm"), diagnostic("info", "hello")];
        const [invocation] = run(preview([], { diagnostics })).invocations;
        assert.deepEqual(
            invocation?.toolExecutionNotifications.map(({ level, message }) => [level, message.text]),
            [
                ["error", "boom"],
                ["warning", "hm"],
            ],
        );
    });

    it("holds no more results than GitHub takes, the worst of them, and says how many are left out", function () {
        this.timeout(60_000);
        const many = Array.from({ length: RESULTS_LIMIT }, (_, index) =>
            finding("many", topic, { level: "advisory", message: String(index) }),
        );
        // Too large for the schema's validator to be quick.
        const report = JSON.parse(
            renderSarif(
                preview([topic], { findings: [...many, finding("worst", topic), finding("worst", bucket)] }),
                {},
            ),
        ) as { runs: [SarifRun] };
        const [{ results, invocations }] = report.runs;
        assert.equal(results.length, RESULTS_LIMIT);
        assert.deepEqual(
            results.slice(0, 3).map(({ ruleId }) => ruleId),
            ["house-rules/worst", "house-rules/worst", "house-rules/many"],
        );
        assert.match(invocations[0]?.toolExecutionNotifications[0]?.message.text ?? "", /^2 findings left out: /);
    });

    it("names its analysis by project and stack, so that those of others stay", () => {
        const id = run(preview([resource("aws:sns/topic:Topic", "t")])).automationDetails.id;
        assert.equal(id, "pulumi-offline-preview/shop/dev/");
    });
});
