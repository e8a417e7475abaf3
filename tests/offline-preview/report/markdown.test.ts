import assert from "node:assert/strict";
import type { Finding } from "../../../offline-preview/model";
import { escaped, MARKDOWN_LIMIT, renderMarkdown } from "../../../offline-preview/report/markdown";
import { diagnostic, finding, pack, policy, preview, resource, undetermined } from "./build";
import { assertInOrder, bucket, bucketFinding, component, topic } from "./shown";

const policies = [
    policy("s3-private", { url: "https://example.com/private", remediationSteps: "Remove `acl`.\n\nMore." }),
    policy("advised"),
];

function comment(findings: Finding[], change: Parameters<typeof preview>[1] = {}): string[] {
    const shown = preview([component, bucket, topic], { packs: [pack(0, { policies })], findings, ...change });
    return renderMarkdown(shown, {}).split("\n");
}

describe("the comment of an offline preview", () => {
    it("says the verdict in one line, then what there is of resources and findings", () => {
        const all = comment([bucketFinding("s3-private")]);
        assert.equal(all[0], "### ❌ Failed: 1 mandatory violation in 1 resource. Nothing was deployed.");
        assert.equal(all[2], "Offline preview of **shop** (dev) · resources: 4 to create · findings: 1 mandatory");
        const passed = comment([]);
        assert.equal(passed[0], "### ✅ Passed: 0 mandatory violations.");
        assert.match(passed[2] ?? "", /findings: none$/);
        assert.equal(passed.length, 4);
    });

    it("shows what blocks with how to mend it and where, each policy once", () => {
        const all = comment([
            finding("p", topic, { message: "Say why." }),
            bucketFinding("s3-private", { severity: "high" }),
            finding("p", topic, { message: "Say how." }),
        ]);
        const start = all.indexOf("#### What blocks");
        assert.deepEqual(all.slice(start + 2, start + 7), [
            "- **s3-private** (high): What s3-private asks for. [More](<https://example.com/private>)",
            "  - aws:s3:Bucket data in house:index:Vault vault, lib/vault.ts:31: Remove <code>acl</code>.",
            "- **p**: What p asks for.",
            "  - aws:sns:Topic alarms, index.ts:9: Say why.",
            "  - aws:sns:Topic alarms, index.ts:9: Say how.",
        ]);
    });

    it("names the pack only where there are several", () => {
        const packs = [pack(1), pack(1, { name: "other" })];
        assert.ok(comment([finding("p", topic)], { packs }).some((line) => line.startsWith("- **house-rules/p**")));
    });

    it("folds what is advisory, then what is waived, and counts what could not be decided", () => {
        const all = comment([
            undetermined("open", topic),
            finding("waived", topic, { level: "advisory", waiver: "W-1 until 2027-03-01" }),
            finding("advised", undefined, { level: "advisory" }),
            bucketFinding("s3-private"),
        ]);
        assertInOrder(
            all,
            "#### What blocks",
            "- **s3-private**",
            "<details><summary>1 advisory</summary>",
            "- **advised**",
            "  - the stack, Pulumi.yaml:1",
            "<details><summary>1 waived</summary>",
            "Waived by W-1 until 2027-03-01.",
            "1 check could not decide before the update",
        );
        assert.equal(all.filter((line) => line === "</details>").length, 2);
        assert.ok(!all.join("\n").includes("**open**"));
    });

    it("shows what a program or a pack failed of, and nobody can end its block", () => {
        const diagnostics = [diagnostic("error", "boom\n```\n# @team"), diagnostic("warning", "hm")];
        const all = comment([], { verdict: "program-failed", diagnostics });
        assert.match(all[0] ?? "", /^### ❌ The program failed/);
        const start = all.indexOf("````text");
        assert.deepEqual(all.slice(start, start + 5), ["````text", "boom", "```", "# @team", "````"]);
        assert.ok(!all.join("\n").includes("hm"));
        const many = Array.from({ length: 12 }, (_, index) => diagnostic("error", `e${index}`));
        assert.ok(comment([], { verdict: "pack-failed", diagnostics: many }).includes("2 more errors left out here."));
    });

    it("stays below GitHub's limit and says how much is left out", () => {
        const long = "x|*_`".repeat(1000);
        const levels = ["mandatory", "advisory"] as const;
        const findings = levels.flatMap((level) =>
            Array.from({ length: 500 }, (_, index) =>
                finding(`policy-${index}`, resource("aws:s3/bucket:Bucket", `${long}${index}`), {
                    level,
                    message: long,
                    ...(index % 2 === 0 && level === "advisory" ? { waiver: long } : {}),
                }),
            ),
        );
        const text = comment(findings).join("\n");
        assert.ok(text.length <= MARKDOWN_LIMIT, String(text.length));
        assert.ok(text.length > MARKDOWN_LIMIT * 0.8, String(text.length));
        const shown = text.match(/^ {2}- /gm)?.length ?? 0;
        const left = [...text.matchAll(/^(\d+) more findings? left out here/gm)].map(([, amount]) => Number(amount));
        assert.equal(left.length, 3);
        assert.equal(
            left.reduce((sum, amount) => sum + amount, shown),
            findings.length,
        );
        assert.equal(text.match(/<details>/g)?.length, text.match(/<\/details>/g)?.length);
    });

    it("shows ten findings of a policy and counts the others, so that one policy hides none of the rest", () => {
        const many = Array.from({ length: 2000 }, () => finding("often", topic, { severity: "critical" }));
        const all = comment([...many, finding("once", topic)]);
        assert.equal(all.filter((line) => line.startsWith("  - aws:sns:Topic")).length, 11);
        assertInOrder(all, "- **often**", "  - and 1990 more", "- **once**");
        assert.ok(!all.join("\n").includes("left out"));
    });

    it("shows as many of a policy's findings as there is room for", () => {
        const long = "x|".repeat(300);
        const files = { source: { file: long, line: 1, column: 1 }, description: long };
        const findings = Array.from({ length: 60 }, (_, index) =>
            finding(`p-${index % 6}`, resource("aws:sns/topic:Topic", `${long}${index}`), { message: long, ...files }),
        );
        const text = comment(findings).join("\n");
        const shown = text.match(/^ {2}- aws/gm)?.length ?? 0;
        const left = Number(/^(\d+) more findings left out here/m.exec(text)?.[1]);
        assert.ok(shown > 10 && left > 0 && text.length > 40_000 && text.length <= MARKDOWN_LIMIT, `${shown}, ${left}`);
        assert.equal(shown + left, findings.length);
    });

    it("takes no text of a program or a pack for more than text", () => {
        const cases: [string, string][] = [
            ["a|b", "a\\|b"],
            ["`rm *`, `a", "<code>rm \\*</code>, \\`a"],
            ["a\\`<b>`", "a\\\\<code>&lt;b&gt;</code>"],
            ["*a* _b_ ~c~ $d$", "\\*a\\* \\_b\\_ \\~c\\~ \\$d\\$"],
            ["[a](b) ![c](d)", "\\[a\\]\\(b\\) !\\[c\\]\\(d\\)"],
            ["<img src=x>&lt;", "&lt;img src=x&gt;&amp;lt;"],
            ["back\\slash", "back\\\\slash"],
            ["@octocat", "@\u200boctocat"],
            ["#12 and a/b#3", "#\u200b12 and a/b#\u200b3"],
            ["GH-12 gh-3", "GH\u200b-12 gh\u200b-3"],
            ["https://github.com/a/b/issues/1", "https:\u200b//github.com/a/b/issues/1"],
            ["www.example.com", "www\u200b.example.com"],
            ["- a", "\u200b- a"],
            ["1. a", "\u200b1. a"],
            ["two\nlines", "two lines"],
            ["\u001b[31mred\u001b[0m\u0008\u202e", "red"],
            ["x".repeat(601), `${"x".repeat(600)}…`],
        ];
        for (const [text, expected] of cases) {
            assert.equal(escaped(text), expected);
        }
    });

    it("escapes it wherever it stands", () => {
        const hostile = "<b>@me|`#1";
        const vault = resource(`house:index:${hostile}`, hostile, { kind: "component" });
        const inside = resource(`house:index:${hostile}`, hostile, { parent: vault.urn });
        const found = (level: Finding["level"], waiver?: string): Finding =>
            finding(hostile, inside, {
                level,
                description: hostile,
                message: hostile,
                source: { file: hostile, line: 1, column: 1 },
                component: { urn: vault.urn },
                ...(waiver === undefined ? {} : { waiver }),
            });
        const shown = preview([vault, inside], {
            project: hostile,
            stack: hostile,
            packs: [pack(0, { name: hostile, broke: true })],
            findings: [found("mandatory"), found("advisory"), found("advisory", hostile)],
            verdict: "pack-failed",
        });
        const text = renderMarkdown(shown, {});
        assert.ok(text.split("&lt;b&gt;@\u200bme\\|").length > 15, text);
        assert.doesNotMatch(text, /<b>|@me|#1|(?<!\\)[|`]/);
    });
});
