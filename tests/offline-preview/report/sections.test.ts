import assert from "node:assert/strict";
import type { Preview } from "../../../offline-preview/model";
import { renderTree } from "../../../offline-preview/report/tree";
import { diagnostic, finding, pack, policy, preview, resource, undetermined } from "./build";
import { assertInOrder, bucket, bucketFinding, component, lines, lineWith, topic } from "./shown";

describe("below the tree of an offline preview", () => {
    describe("messages", () => {
        it("stand in the order they came, each once with how often, debug ones not at all", () => {
            const warning = diagnostic("warning", "careful\nvery", topic.urn);
            const diagnostics = [diagnostic("debug", "noise"), warning, diagnostic("error", "broken"), warning];
            const all = lines(preview([topic], { diagnostics }));
            assertInOrder(all, "warning (aws:sns:Topic alarms): careful", "very (2 times)", "error: broken");
            assert.ok(!all.join("\n").includes("noise"));
        });

        it("cannot control the terminal", () => {
            const message =
                "\u001b]0;title\u0007\u001b[31mred\u001b[0m <{%fg 1%}>tag<{%reset%}> a\u0008b \u202etfel\r\nnext";
            const found = finding("p", topic, { message });
            const text = renderTree(
                preview([topic], { diagnostics: [diagnostic("info", message)], findings: [found] }),
                {
                    colour: false,
                    width: 100,
                },
            );
            assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
            assert.equal(text.split("red tag ab tfel").length, 3);
        });
    });

    describe("outputs", () => {
        it("stand in their order, words for secrets and unknowns without quotes", () => {
            const outputs = {
                zone: "eu",
                password: "[secret]",
                arn: "[unknown]",
                list: ["a", "[unknown]", "[secret]"],
                "[secret]": "text",
                map: { key: 1, deep: { secret: "[secret]" } },
            };
            const all = lines(preview([], { outputs }));
            const start = lineWith(all, "Outputs:");
            assert.deepEqual(all.slice(start + 1, start + 7), [
                '    zone    : "eu"',
                "    password: [secret]",
                "    arn     : [unknown]",
                '    list    : ["a", [unknown], [secret]]',
                '    [secret]: "text"',
                "    map     : { key: 1, deep: { secret: [secret] } }",
            ]);
        });

        it("that are long take a line for each part", () => {
            const outputs = { rule: { action: "a".repeat(30), resource: "b".repeat(30), list: ["c".repeat(60)] } };
            const all = lines(preview([], { outputs }), { width: 60 });
            const start = lineWith(all, "rule: {");
            assert.deepEqual(all.slice(start + 1, start + 7), [
                `        action: "${"a".repeat(30)}"`,
                `        resource: "${"b".repeat(30)}"`,
                "        list: [",
                `            "${"c".repeat(60)}"`,
                "        ]",
                "    }",
            ]);
        });
    });

    describe("the last line", () => {
        const last = (shown: Preview): string => lines(shown).at(-2) ?? "";

        it("is the verdict", () => {
            const stackWide = finding("budget", undefined);
            const refused = resource("aws:s3/bucket:Bucket", "refused", { refused: true });
            const cases: [Preview, string][] = [
                [preview([]), "Passed: 0 mandatory violations."],
                [
                    preview([component], { notExpanded: [component.urn] }),
                    "Passed: 0 mandatory violations (1 component not expanded).",
                ],
                [preview([], { packs: [] }), "Passed: the program ran; no policy pack judged it."],
                [
                    preview([component, bucket], { findings: [bucketFinding("a"), bucketFinding("b")] }),
                    "Failed: 2 mandatory violations in 1 resource. Nothing was deployed.",
                ],
                [
                    preview([component, bucket, topic], {
                        findings: [bucketFinding("a"), finding("b", topic), stackWide],
                    }),
                    "Failed: 3 mandatory violations in 2 resources and the stack as a whole. Nothing was deployed.",
                ],
                [
                    preview([], { findings: [stackWide] }),
                    "Failed: 1 mandatory violation in the stack as a whole. Nothing was deployed.",
                ],
                [
                    preview([component, bucket, refused, topic], {
                        findings: [finding("a", refused)],
                        asUpdate: true,
                        notReached: [topic.urn],
                    }),
                    "Failed: 1 mandatory violation in 1 resource. An update would stop there, with 3 resources made before. " +
                        "Nothing was deployed.",
                ],
                [
                    preview([topic], { findings: [stackWide], asUpdate: true }),
                    "Failed: 1 mandatory violation in the stack as a whole. An update would fail at its end, with all " +
                        "2 resources made. Nothing was deployed.",
                ],
                [
                    preview([], { verdict: "program-failed" }),
                    "The program failed; its resources were not judged. Nothing was deployed.",
                ],
                [
                    preview([topic], { verdict: "program-failed" }),
                    "The program failed; only 1 resource registered before it did was judged, and not the stack as a whole. " +
                        "Nothing was deployed.",
                ],
                [
                    preview([component, bucket], { verdict: "program-failed", findings: [bucketFinding("b")] }),
                    "The program failed; only 2 resources registered before it did were judged, and not the stack as a " +
                        "whole (1 mandatory violation in 1 resource so far). Nothing was deployed.",
                ],
                [
                    preview([topic], { verdict: "program-failed", packs: [] }),
                    "The program failed. Nothing was deployed.",
                ],
                [
                    preview([topic], { verdict: "pack-failed", packs: [pack(1, { broke: true }), pack(2)] }),
                    "Policy pack house-rules broke; not everything was judged. Nothing was deployed.",
                ],
                [
                    preview([topic], {
                        verdict: "pack-failed",
                        packs: [pack(1, { broke: true }), pack(2, { name: "other", broke: true })],
                        findings: [finding("b", topic)],
                    }),
                    "Policy packs house-rules and other broke; not everything was judged " +
                        "(1 mandatory violation in 1 resource so far). Nothing was deployed.",
                ],
            ];
            for (const [shown, expected] of cases) {
                assert.equal(last(shown), expected);
            }
        });

        it("counts no undetermined finding of a mandatory policy", () => {
            assert.equal(
                last(preview([topic], { findings: [undetermined("p", topic, { level: "mandatory" })] })),
                "Passed: 0 mandatory violations.",
            );
        });
    });

    describe("the policy packs", () => {
        const packLine = (shown: Preview): string => {
            const all = lines(shown);
            return all[lineWith(all, "Policy packs:") + 1]?.trim() ?? "";
        };

        it("are ticked only where all was judged", () => {
            const found = { findings: [finding("a", topic)] };
            const failed = { verdict: "program-failed" } as const;
            const broken = { verdict: "pack-failed", packs: [pack(3, { broke: true })] } as const;
            assert.equal(packLine(preview([topic])), "✓ house-rules@1.2.0  24 policies");
            assert.equal(packLine(preview([topic], found)), "✗ house-rules@1.2.0  24 policies, 1 mandatory");
            assert.equal(
                packLine(preview([topic], failed)),
                "- house-rules@1.2.0  24 policies, the stack was not judged",
            );
            assert.equal(
                packLine(preview([topic], { ...failed, ...found })),
                "✗ house-rules@1.2.0  24 policies, 1 mandatory, the stack was not judged",
            );
            const refused = resource("aws:s3/bucket:Bucket", "refused", { refused: true });
            assert.equal(
                packLine(preview([refused], { asUpdate: true })),
                "- house-rules@1.2.0  24 policies, the stack was not judged",
            );
            assert.equal(
                packLine(preview([topic], { ...broken, packs: [...broken.packs] })),
                "✗ house-rules@1.2.0  3 policies, broke: not everything was judged",
            );
        });

        it("count the policies that judge, and name how many are disabled", () => {
            const policies = [policy("a"), policy("b", { level: "disabled" }), policy("c", { level: "remediate" })];
            assert.equal(
                packLine(preview([topic], { packs: [pack(0, { policies })] })),
                "✓ house-rules@1.2.0  2 policies (1 disabled)",
            );
        });
    });

    it("says that there may be more findings where not all was judged", () => {
        const findingsOf = (verdict: Preview["verdict"]): string => {
            const all = lines(preview([], { verdict }));
            return all[lineWith(all, "Findings:")] ?? "";
        };
        assert.match(findingsOf("passed"), /none$/);
        assert.match(findingsOf("program-failed"), /none so far$/);
        assert.match(findingsOf("pack-failed"), /none so far$/);
    });

    it("counts the components that were not expanded", () => {
        const all = lines(preview([component, bucket], { notExpanded: [component.urn, bucket.urn] }));
        lineWith(all, "Unexpanded:  2 components whose resources only a plugin knows; they were not judged");
    });

    it("has no line for what is absent, but says where there is no pack and no resource", () => {
        const all = lines(preview([], { resources: [], packs: [], verdict: "program-failed" }));
        const text = all.join("\n");
        assert.deepEqual(
            all.filter((line) => line === ""),
            ["", "", "", "", ""],
            "a blank line behind title, tree, packs, summary and at the end",
        );
        for (const absent of ["Messages:", "Outputs:", "Made-up ids:", "Unexpanded:", "aws:"]) {
            assert.ok(!text.includes(absent), absent);
        }
        lineWith(all, "No resource was registered.");
        lineWith(all, "Policy packs: none.");
    });

    it("counts nothing where there is nothing", () => {
        const facts = (shown: Preview): string[] =>
            lines(shown).flatMap((line) => /^(?:Resources|Findings|Time): +(.*)$/.exec(line)?.[1] ?? []);
        const time = "program ended after 2.1 s)";
        assert.deepEqual(facts(preview([], { resources: [], packs: [] })), ["none", "none", `4.2 s (${time}`]);
        assert.deepEqual(facts(preview([topic], { findings: [finding("a", topic, { level: "advisory" })] })), [
            "+ 2 to create",
            "1 advisory",
            `4.2 s (policy packs ready after 1.6 s, ${time}`,
        ]);
        const [, mandatory] = facts(preview([topic], { findings: [finding("a", topic)] }));
        assert.equal(mandatory, "1 mandatory");
    });

    it("counts findings by level and severity", () => {
        const findings = [
            bucketFinding("a", { severity: "high" }),
            bucketFinding("b", { severity: "critical" }),
            bucketFinding("c", { severity: "high" }),
            bucketFinding("d", { level: "advisory" }),
            undetermined("e", bucket, { severity: "low" }),
        ];
        const all = lines(preview([component, bucket], { findings }));
        assert.match(
            all[lineWith(all, "Findings:")] ?? "",
            /3 mandatory \(1 critical, 2 high\), 1 advisory, 1 undetermined$/,
        );
    });
});
