import assert from "node:assert/strict";
import { coverageOf } from "../../../offline-preview/report/coverage";
import { renderHtml } from "../../../offline-preview/report/html/page";
import { toJson } from "../../../offline-preview/report/json";
import { renderMarkdown } from "../../../offline-preview/report/markdown";
import { finding, pack, policy, preview, undetermined } from "./build";
import { readSarif } from "./sarif";
import { assertInOrder, bucket, component, lines, topic } from "./shown";
import { renderGitlab, renderJunit, renderSarif } from "./written";

const SINCE = "2026-01-31";
const policies = ["old", "new", "open", "waived"].map((name) => policy(name, { tags: [`cis:${name}`] }));
const known = finding("old", topic, { message: "Was so.", severity: "high", baselinedSince: SINCE });
const fresh = finding("new", bucket);
const shown = preview([component, bucket, topic], {
    packs: [pack(0, { policies })],
    hasBaseline: true,
    findings: [
        known,
        fresh,
        undetermined("open", topic),
        finding("waived", topic, { level: "advisory", waiver: "W-1", baselinedSince: SINCE }),
    ],
});
const clean = { ...shown, verdict: "passed" as const, findings: [known] };

describe("a finding of the baseline", () => {
    it("is one line in the tree, or all of it, is counted apart and blocks nothing", () => {
        const all = lines(shown);
        assertInOrder(all, "mandatory  new", "= 1 baselined: old");
        assert.match(
            all.join(" "),
            / 1 waived \(--show-waived shows each\), 1 baselined +\(--show-baselined shows each\)/,
        );
        assert.equal(
            all.at(-2),
            "Failed: 1 mandatory violation in 1 resource, not in the baseline. Nothing was deployed.",
        );
        const full = lines(shown, { showBaselined: true });
        assertInOrder(full, "= baselined  high  old", "Was so.", `in the baseline since ${SINCE}`);
        assert.equal(lines(clean).at(-2), "Passed: 0 mandatory violations beside 1 in the baseline.");
    });

    it("is in the JSON with its day", () => {
        const { findings, summary, hasBaseline } = toJson(shown);
        assert.deepEqual(
            findings.map(({ baselinedSince }) => baselinedSince),
            [SINCE, null, null, SINCE],
        );
        assert.deepEqual([summary.findings.baselined, summary.findings.waived, hasBaseline], [1, 1, true]);
    });

    it("is suppressed and unchanged in SARIF, beside what is new", () => {
        const { results } = readSarif(renderSarif(shown, {}));
        assert.deepEqual(
            results.map(({ ruleId, level, baselineState, suppressions }) => [
                ruleId,
                level,
                baselineState,
                suppressions?.[0]?.justification,
            ]),
            [
                ["house-rules/new", "error", "new", undefined],
                ["house-rules/open/undetermined", "none", undefined, undefined],
                ["house-rules/waived", "warning", undefined, "W-1"],
                ["house-rules/old", "error", "unchanged", `In the baseline since ${SINCE}`],
            ],
        );
        const { hasBaseline: _, ...without } = shown;
        assert.ok(
            readSarif(renderSarif(without, {})).results.every(({ baselineState }) => baselineState === undefined),
        );
    });

    it("is a skipped case in JUnit", () => {
        assert.match(
            renderJunit(shown, {}),
            /name="old"[^>]*>\n\s*<skipped message="baselined: What old asks for\.">.*\nWas so\.\nin the baseline since 2026-01-31<\/skipped>/,
        );
    });

    it("is an info for GitLab", () => {
        const issues = JSON.parse(renderGitlab(shown, {})) as { severity: string; description: string }[];
        assert.deepEqual(
            issues.map(({ severity }) => severity),
            ["major", "info", "info", "info"],
        );
        assert.match(issues[3]?.description ?? "", /^baselined: .* Was so\. In the baseline since 2026-01-31$/);
    });

    it("is folded in Markdown", () => {
        const text = renderMarkdown(shown, {});
        const [before = "", folded = ""] = text.split("<details><summary>1 in the baseline</summary>");
        assert.doesNotMatch(before, /\*\*old\*\*|`old`|Was so/);
        assert.match(folded, /Was so\. In the baseline since 2026-01-31\./);
        assert.match(text, /^### ❌ Failed: 1 mandatory violation in 1 resource, not in the baseline\./);
    });

    it("is told apart in HTML", () => {
        const page = renderHtml(shown, {});
        assert.match(page, /<article class="baselined" data-weight="baselined"/);
        assert.match(page, /value="baselined" checked="checked" \/> baselined \(1\)/);
        assert.match(page, /<p>In the baseline since 2026-01-31<\/p>/);
    });

    it("violates its control nevertheless", () => {
        assert.equal(coverageOf(clean).find(({ control }) => control === "old")?.standing, "violated");
    });
});
