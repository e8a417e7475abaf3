import assert from "node:assert/strict";
import type { Finding } from "../../../offline-preview/model";
import { change, finding, preview, undetermined } from "./build";
import { bucket, bucketFinding, component, topic } from "./shown";
import { renderGitlab } from "./written";

interface Issue {
    description: string;
    check_name: string;
    fingerprint: string;
    severity: string;
    location: { path: string; lines: { begin: number } };
}

function issues(...findings: Finding[]): Issue[] {
    return JSON.parse(renderGitlab(preview([component, bucket, topic], { findings }), {})) as Issue[];
}

describe("the code quality report of an offline preview", () => {
    it("has what GitLab asks for of each finding, worst first", () => {
        const found = issues(
            finding("later", undefined, { level: "advisory" }),
            bucketFinding("private", { severity: "high", message: "Remove\n`acl`." }),
        );
        const [{ fingerprint, ...first }] = found as [Issue];
        assert.match(fingerprint, /^[0-9a-f]{64}$/);
        assert.deepEqual(first, {
            description: "mandatory: aws:s3:Bucket data: What private asks for. Remove `acl`.",
            check_name: "private",
            severity: "critical",
            location: { path: "lib/vault.ts", lines: { begin: 31 } },
        });
        assert.deepEqual(found[1]?.location, { path: "Pulumi.yaml", lines: { begin: 1 } });
        assert.deepEqual(issues(), []);
    });

    it("has GitLab's severities", () => {
        const cases: [Partial<Finding>, string][] = [
            [{ severity: "critical" }, "blocker"],
            [{ severity: "high" }, "critical"],
            [{ severity: "medium", level: "advisory" }, "major"],
            [{ severity: "low" }, "minor"],
            [{}, "major"],
            [{ level: "advisory" }, "minor"],
            [{ level: "advisory", kind: "undetermined", severity: "critical" }, "info"],
            [{ level: "advisory", waiver: "W-1", severity: "critical" }, "info"],
        ];
        for (const [change, severity] of cases) {
            assert.equal(issues(finding("p", topic, change))[0]?.severity, severity, JSON.stringify(change));
        }
    });

    it("says of what was compared with a base whether it is new; as before is info where only what is new blocks", () => {
        const findings = [
            finding("p", topic, { severity: "high", isNew: true }),
            finding("p", bucket, { severity: "high", isNew: false }),
        ];
        const told = (newOnly: boolean): string[][] => {
            const shown = preview([bucket, topic], { findings, change: change({ newOnly }) });
            const found = JSON.parse(renderGitlab(shown, {})) as Issue[];
            return found.map(({ description, severity }) => [description.split(":")[0] ?? "", severity]);
        };
        const fresh = ["mandatory, new", "critical"];
        assert.deepEqual(told(true), [fresh, ["mandatory, as before", "info"]]);
        assert.deepEqual(told(false), [fresh, ["mandatory, as before", "critical"]]);
    });

    it("keeps findings apart that it would take for one, and says how one is waived", () => {
        const found = issues(
            finding("p", topic),
            finding("p", topic, { message: "again" }),
            undetermined("p", bucket),
            finding("p", undefined, { level: "advisory", waiver: "W-1 until 2027-03-01" }),
        );
        assert.equal(new Set(found.map(({ fingerprint }) => fingerprint)).size, 4);
        assert.match(found[3]?.description ?? "", /^waived: the stack: .* Waived by W-1 until 2027-03-01$/);
    });
});
