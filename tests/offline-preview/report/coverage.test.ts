import assert from "node:assert/strict";
import type { PolicyMetadata } from "../../../offline-preview/model";
import { controlsOf, coverageOf } from "../../../offline-preview/report/coverage";
import { renderCsv } from "../../../offline-preview/report/csv";
import { finding, pack, policy, preview, undetermined } from "./build";
import { topic } from "./shown";

const CIS = { name: "CIS Benchmark", version: "5.0.0", reference: "2.1.4", specification: "https://example.com" };

describe("the controls that a policy serves", () => {
    const cases: [Partial<PolicyMetadata>, string[]][] = [
        [{ tags: ["service:s3", "fsbp:S3.8", "cis-5.0:2.1.4"] }, ["fsbp S3.8", "cis-5.0 2.1.4"]],
        [{ tags: ["overview:account security", "nist: AC-3(7)"] }, ["overview account security", "nist AC-3(7)"]],
        [{ tags: ["plain", "https://example.com", ":x", "x:", "two words:3"] }, []],
        [{ framework: CIS }, ["CIS Benchmark 5.0.0 2.1.4"]],
        [{ framework: { ...CIS, reference: "" } }, []],
        [{ tags: ["cis-5.0:2.1.4"], framework: CIS }, ["cis-5.0 2.1.4"]],
        [{ tags: ["fsbp:S3.8"], framework: CIS }, ["fsbp S3.8", "CIS Benchmark 5.0.0 2.1.4"]],
    ];
    for (const [change, expected] of cases) {
        it(`are ${expected.join(", ") || "none"} of ${JSON.stringify(change)}`, () => {
            const controls = controlsOf(policy("p", change)).map(({ framework, control }) => `${framework} ${control}`);
            assert.deepEqual(controls, expected);
        });
    }
});

describe("the coverage of controls", () => {
    const serves = (name: string, ...tags: string[]): PolicyMetadata => policy(name, { tags });
    const packs = [
        pack(0, {
            policies: [
                serves("violated", "b:1.10", "a:1"),
                serves("advised", "b:1.10"),
                serves("open", "b:1.9"),
                serves("waived", "b:1.9", "b:2"),
                serves("passed", "b:1.10", "b:2", "b:3"),
                { ...serves("off", "b:3", "b:4"), level: "disabled" as const },
            ],
        }),
    ];
    const shown = preview([topic], {
        packs,
        findings: [
            finding("violated", topic),
            undetermined("violated", topic),
            finding("advised", topic, { level: "advisory" }),
            undetermined("open", topic),
            finding("waived", topic, { level: "advisory", waiver: "W-1" }),
        ],
    });

    it("counts each policy once at each of its controls, in the order of numbers", () => {
        assert.deepEqual(
            coverageOf(shown).map(({ framework, control, standing, policies, counts }) => [
                `${framework} ${control}`,
                standing,
                policies.join(" "),
                Object.values(counts).join(),
            ]),
            [
                ["b 1.9", "undetermined", "open waived", "0,1,1,0,0"],
                ["b 1.10", "violated", "violated advised passed", "2,0,0,1,0"],
                ["b 2", "waived", "waived passed", "0,0,1,1,0"],
                ["b 3", "passed", "passed off", "0,0,0,1,1"],
                ["b 4", "off", "off", "0,0,0,0,1"],
                ["a 1", "violated", "violated", "1,0,0,0,0"],
            ],
        );
    });

    it("takes nothing for passed where not everything was judged", () => {
        for (const change of [
            { verdict: "program-failed" as const },
            { packs: packs.map((one) => ({ ...one, broke: true })) },
        ]) {
            const standings = coverageOf({ ...shown, ...change }).map(({ standing }) => standing);
            assert.deepEqual(standings, [
                "undetermined",
                "violated",
                "undetermined",
                "undetermined",
                "off",
                "violated",
            ]);
        }
    });

    it("is a table for spreadsheets", () => {
        assert.deepEqual(renderCsv(shown).split("\r\n").slice(0, 3), [
            "framework,control,standing,policies,violated,undetermined,waived,passed,off,policy names",
            "b,1.9,undetermined,2,0,1,1,0,0,open waived",
            "b,1.10,violated,3,2,0,0,1,0,violated advised passed",
        ]);
        assert.equal(renderCsv(preview([])).split("\r\n").length, 2);
    });

    it("holds no formula and breaks no line, whatever the names", () => {
        const names = ['=cmd|"/c calc"!A1', "+1", "-1", "@SUM(A1)", 'a,"b"\nc', "\t=1"];
        const policies = names.map((name) => policy(name, { tags: [`${name.replaceAll(/\s/g, "")}:${name}`] }));
        const text = renderCsv(preview([], { packs: [pack(0, { policies })] }));
        const lines = text.split("\r\n").slice(1, -1);
        assert.equal(lines.length, names.length);
        assert.deepEqual(lines[1]?.split(",").slice(0, 2), ["'+1", "'+1"]);
        assert.match(lines[0] ?? "", /^"'=cmd\|""\/c/);
        assert.match(lines[4] ?? "", /"a,""b"" c"$/);
        assert.doesNotMatch(text, /(^|,|\n)"?[=+\-@]/);
    });
});
