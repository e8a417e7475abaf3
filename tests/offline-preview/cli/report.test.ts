import { deepStrictEqual, doesNotMatch, match, ok, strictEqual } from "node:assert";
import { spawnSync } from "node:child_process";
import { createWriteStream, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { finished } from "node:stream/promises";
import type { JsonReport } from "../../../offline-preview/report/json";
import { REPORT_FORMATS } from "../../../offline-preview/report/renderers";
import { SIGNATURE_KEY, Signature } from "../../../offline-preview/values";
import { readSarif } from "../report/sarif";
import { readPage, readXml } from "../report/xml";
import * as events from "../runs/events";
import { CANCEL, prelude, STACK_STEPS, STACK_URN, state, steps, summary, THING_URN, written } from "../runs/events";
import { pack, runCli, TestProject, type CliRun } from "./project";

const SITE_URN = events.urn("house:index:Site", "site");
const INNER_URN = events.urn("house:index:Site$test:index:Thing", "inner");
const OTHER_URN = events.urn("test:index:Thing", "other");
const hidden = { [SIGNATURE_KEY]: Signature.secret, plaintext: '"hunter2-and-more"' };

const VIOLATIONS = [
    events.violation("gate", "mandatory", "Things are small.\nIt is big, with hunter2-and-more.", { severity: "high" }),
    events.violation("soft", "advisory", "About others.\nundetermined: its size is not known", {
        resourceUrn: INNER_URN,
    }),
    events.violation("soft", "advisory", "About others.\nwaived: [W-12 until 2027-03-01, team: moves] It is odd.", {
        resourceUrn: OTHER_URN,
    }),
    events.violation("whole", "advisory", "About the stack.", { resourceUrn: STACK_URN }),
];
const RAN = [
    events.ran("policyAnalyzeSummaryEvent", { passed: ["soft", "quiet"], failed: ["gate"] }),
    events.ran("policyAnalyzeStackSummaryEvent", { failed: ["whole"] }),
];
const CHANGES = [
    ...STACK_STEPS,
    ...steps("create", SITE_URN, { to: state(SITE_URN, { custom: false }) }),
    ...steps("create", INNER_URN, { to: state(INNER_URN, { parent: SITE_URN }) }),
    ...steps("update", THING_URN, { from: state(THING_URN), to: state(THING_URN, { inputs: { word: hidden } }) }),
    ...steps("replace", OTHER_URN, { from: state(OTHER_URN), to: state(OTHER_URN) }),
    ...steps("delete", events.urn("test:index:Thing", "gone"), { from: state(events.urn("test:index:Thing", "gone")) }),
];
const BLOCKED = written(
    prelude({ "shop:level": "mandatory" }),
    ...CHANGES,
    ...VIOLATIONS,
    ...RAN,
    events.said("error", "preview failed"),
    summary("failed"),
    CANCEL,
);

/** Knows what the run's pack says, and the run's configuration. */
const POLICIES = `[
    {
        name: "gate", description: "Things are small.", enforcementLevel: "advisory", severity: "high",
        displayName: "Small things", remediationSteps: "Make it smaller.", url: "https://example.com/gate",
        tags: ["house:1.2"], validateResource: () => undefined,
    },
    { name: "soft", description: "About others.", enforcementLevel: "advisory", tags: ["house:1.3"], validateResource: () => undefined },
    {
        name: "quiet", description: "Never heard.", tags: ["house:1.4"], validateResource: () => undefined,
        enforcementLevel: JSON.parse(process.env.PULUMI_CONFIG)["shop:level"] ?? "advisory",
    },
    { name: "off", description: "Off.", enforcementLevel: "disabled", tags: ["house:1.5"], validateResource: () => undefined },
    { name: "whole", description: "About the stack.", enforcementLevel: "advisory", validateStack: () => undefined },
]`;

describe("offline preview command: report", function () {
    this.timeout(120_000);
    let project: TestProject;
    const run = (...args: string[]): Promise<CliRun> => runCli(project, ["report", ...args]);
    const read = (file: string): string => readFileSync(join(project.dir, file), "utf8");
    async function json(...args: string[]): Promise<JsonReport> {
        const { stdout, stderr } = await run(...args, "--json");
        ok(stdout !== "", stderr);
        return JSON.parse(stdout) as JsonReport;
    }

    before(() => {
        // No program is there, and no project.
        project = new TestProject({
            "Pulumi.yaml": "",
            "Pulumi.dev.yaml": "",
            "blocked.json": BLOCKED,
            "cut.json": BLOCKED.slice(0, -400),
            "passed.json": written(prelude(), ...STACK_STEPS, ...RAN, summary("succeeded"), CANCEL),
            "older.json": written(prelude(), ...STACK_STEPS, ...RAN, summary("succeeded"), CANCEL).replaceAll(
                "1.2.3",
                "1.0.0",
            ),
            "failed.json": written(
                prelude(),
                ...STACK_STEPS,
                events.said("error", "no luck with hunter2", { urn: STACK_URN }),
                summary("failed"),
                CANCEL,
            ),
            "refused.json": written(prelude(), ...STACK_STEPS, VIOLATIONS[0]!, summary("failed", false), CANCEL),
            "analysis.json": written(...VIOLATIONS, summary("failed", false)),
            "unjudged.json": written(prelude(), ...STACK_STEPS, summary("succeeded", true, []), CANCEL),
            ...pack("rules", POLICIES),
            ...pack("strangers", "[]"),
        });
    });
    after(() => project.remove());

    it("shows what would change, what was found, and no secret", async () => {
        const { code, stdout, stderr } = await run("blocked.json");
        strictEqual(code, 1, stderr);
        match(stdout, /^Preview of shop \(dev\) by the Pulumi CLI\n/);
        match(stdout, /^ ~ .*test:index:Thing +thing {2}update$/m);
        match(stdout, /^ ± .*other {2}replace$/m);
        match(stdout, /^ - .*gone {2}delete$/m);
        match(stdout, /✗ mandatory {2}high {2}gate\n.*Things are small\.\n.*It is big, with \[secret\]\./);
        match(
            stdout,
            /\nPolicy packs:\n +✗ rules@1\.2\.3 {2}4 policies, 1 mandatory, 1 advisory, 1 undetermined, 1 waived\n/,
        );
        match(stdout, /\nResources: {3}\+ 3 to create, ~ 1 to update, ± 1 to replace, - 1 to delete\n/);
        match(stdout, /\nTime: {8}20\.0 s\n/);
        doesNotMatch(stdout, /Not checked/);
        match(stdout, /\nFailed: 1 mandatory violation in 1 resource\. Nothing was deployed\.\n$/);
        doesNotMatch(stdout + stderr, /hunter2/);
    });

    it("tells waived, undetermined and components as the offline preview does, by the events alone", async () => {
        const { cliRun, findings, packs, summary: totals, resources } = await json("blocked.json");
        strictEqual(cliRun, "preview");
        deepStrictEqual(
            findings.map(({ policy, kind, level, message, waiver, component }) => {
                return [policy, kind, level, message, waiver, component?.urn];
            }),
            [
                ["gate", "violation", "mandatory", "It is big, with [secret].", null, undefined],
                ["soft", "undetermined", "advisory", "its size is not known", null, SITE_URN],
                ["soft", "violation", "advisory", "It is odd.", "W-12 until 2027-03-01, team: moves", undefined],
                ["whole", "violation", "advisory", "About the stack.", null, undefined],
            ],
        );
        deepStrictEqual(totals.findings, { mandatory: 1, advisory: 1, undetermined: 1, waived: 1, baselined: 0 });
        deepStrictEqual(
            packs[0]?.policies.map(({ name, kind, level, severity, description }) => [
                name,
                kind,
                level,
                severity,
                description,
            ]),
            [
                ["gate", "resource", "mandatory", "high", "Things are small."],
                ["soft", "resource", "advisory", null, "About others."],
                ["whole", "stack", "advisory", null, ""],
                ["quiet", "resource", "advisory", null, ""],
            ],
        );
        deepStrictEqual(resources.find(({ urn }) => urn === THING_URN)?.inputs, { word: "[secret]" });
    });

    it("joins what the pack says of its policies, configured as in the run", async () => {
        const { findings, packs } = await json("blocked.json", "--policy-pack", "rules");
        const { policies = [], path } = packs[0] ?? {};
        strictEqual(path, join(project.dir, "rules"));
        deepStrictEqual(
            policies.map(({ name, level, title, tags }) => [name, level, title, tags]),
            [
                ["gate", "mandatory", "Small things", ["house:1.2"]],
                ["soft", "advisory", null, ["house:1.3"]],
                ["quiet", "mandatory", null, ["house:1.4"]],
                ["off", "disabled", null, ["house:1.5"]],
                ["whole", "advisory", null, []],
            ],
        );
        deepStrictEqual(
            [policies[0]?.remediationSteps, policies[0]?.url],
            ["Make it smaller.", "https://example.com/gate"],
        );
        strictEqual(findings.find(({ policy }) => policy === "whole")?.message, "", "it is the description");
    });

    it("writes every report", async () => {
        mkdirSync(join(project.dir, "out"));
        const asked = REPORT_FORMATS.flatMap((format) => ["--report", `${format}=out/report.${format}`]);
        const { code, stdout, stderr } = await run("blocked.json", "--policy-pack", "rules", ...asked);
        strictEqual(code, 1, stderr);
        strictEqual(read("out/report.text"), stdout);
        const { results, tool } = readSarif(read("out/report.sarif"));
        strictEqual(results.length, 4);
        strictEqual(tool.driver.rules.find(({ id }) => id === "rules/gate")?.helpUri, "https://example.com/gate");
        deepStrictEqual(
            read("out/report.csv")
                .split("\r\n")
                .slice(1, -1)
                .map((row) => row.split(",").slice(1, 3)),
            [
                ["1.2", "violated"],
                ["1.3", "undetermined"],
                ["1.4", "passed"],
                ["1.5", "off"],
            ],
        );
        match(
            read("out/report.md"),
            /^### ❌ Failed: 1 mandatory violation .*\n\nPreview of \*\*shop\*\* \(dev\) · resources: 3 to create, 1 to update,/,
        );
        ok(readXml(read("out/report.junit")));
        ok(readPage(read("out/report.html")));
        for (const format of REPORT_FORMATS) {
            doesNotMatch(read(`out/report.${format}`), /hunter2/, format);
        }
    });

    const ends: Readonly<Record<string, [file: string, code: number, verdict: RegExp]>> = {
        "a preview that passed": ["passed.json", 0, /Passed: 0 mandatory violations\.\n$/],
        "a program that failed": [
            "failed.json",
            2,
            /error \(pulumi:pulumi:Stack shop-dev\): no luck[^]*The preview failed; its resources were not judged\. Nothing was deployed\.\n$/,
        ],
        "an update that a policy stopped": [
            "refused.json",
            1,
            /^Update of shop[^]* ✗ .*thing {2}refused by a policy\n[^]*the stack was not judged[^]*\+ 1 created, ✗ 1 refused[^]*in 1 resource\.\n$/,
        ],
        "an analysis": [
            "analysis.json",
            1,
            /^State of shop \(dev\), analyzed by the Pulumi CLI\n[^]*✗ mandatory {2}high {2}gate {2}\(test:index:Thing thing\)[^]*name no resources but those with findings[^]*in 1 resource\.\n$/,
        ],
        "a run without packs": [
            "unjudged.json",
            0,
            /Policy packs: none\.\n[^]*Passed: the preview ran; no policy pack judged it\.\n$/,
        ],
    };
    for (const [what, [file, expected, verdict]] of Object.entries(ends)) {
        it(`ends by the verdict: ${what}`, async () => {
            const { code, stdout, stderr } = await run(file);
            strictEqual(code, expected, stdout + stderr);
            match(stdout, verdict);
        });
    }

    it("says where another version of the pack judged", async () => {
        const { stdout } = await run("older.json", "--policy-pack", "rules");
        match(
            stdout.replace(/\s+/g, " "),
            /warning: policy pack rules: 1\.0\.0 judged the run; its policies are told as 1\.2\.3 in .*\/rules has them/,
        );
        match(stdout, /✓ rules@1\.0\.0/);
    });

    it("reads standard input", () => {
        const cli = resolve(__dirname, "../../../offline-preview/bin/cli.js");
        const { status, stdout } = spawnSync(process.execPath, [cli, "report", "-"], {
            input: BLOCKED,
            encoding: "utf8",
        });
        strictEqual(status, 1);
        match(stdout, /^Preview of shop \(dev\) by the Pulumi CLI\n/);
    });

    const refused: Readonly<Record<string, [args: string[], problem: RegExp]>> = {
        "a run that is cut off": [
            ["cut.json"],
            /^error: run cut\.json: it is cut off: line \d+, the last, is half an event/,
        ],
        "no such run": [
            ["blokced.json"],
            /run blokced\.json: there is no such file: .*\(did you mean 'blocked\.json'\?\)/,
        ],
        "a folder": [["rules"], /run rules: .* is a folder, and must be a file/],
        "no run": [[], /report needs a run: report <what the Pulumi CLI wrote/],
        two: [["blocked.json", "passed.json"], /report takes one run/],
        "flags for programs": [["blocked.json", "--as-update"], /--as-update is not for report: the run is over/],
        "a pack that did not judge": [
            ["passed.json", "--policy-pack", "strangers"],
            /policy pack .*strangers: strangers did not judge this run; it was judged by rules/,
        ],
        "a pack where none did": [
            ["unjudged.json", "--policy-pack", "rules"],
            /rules did not judge this run; no policy pack did/,
        ],
        "a report that cannot be written": [
            ["blocked.json", "--report", "md=no/where.md"],
            /--report md=no\/where\.md: there is no such folder/,
        ],
    };
    for (const [what, [args, problem]] of Object.entries(refused)) {
        it(`refuses ${what}, and writes nothing`, async () => {
            const { code, stdout, stderr } = await run(...args, "--report", "csv=refused.csv");
            deepStrictEqual([code, stdout], [2, ""], stderr);
            match(stderr, problem);
            ok(!existsSync(join(project.dir, "refused.csv")));
        });
    }

    it("reads a log of any size with little memory", async () => {
        const file = join(project.dir, "long.json");
        const stream = createWriteStream(file);
        const noise = `${JSON.stringify({ sequence: 1, ...events.said("debug", "x".repeat(100_000)) })}\n`;
        stream.write(written(prelude()));
        for (let megabytes = 0; megabytes < 150; megabytes++) {
            stream.write(noise.repeat(10));
        }
        stream.end(BLOCKED.split("\n").slice(1).join("\n"));
        await finished(stream);
        process.env.NODE_OPTIONS = "--max-old-space-size=40";
        try {
            strictEqual((await json("long.json")).findings.length, 4);
        } finally {
            delete process.env.NODE_OPTIONS;
        }
    });
});
