import assert from "node:assert/strict";
import { masked } from "../../../offline-preview/mask";
import type { Change, Finding, Preview } from "../../../offline-preview/model";
import { changeInWords, propertyText } from "../../../offline-preview/report/change";
import { toJson } from "../../../offline-preview/report/json";
import { MARKDOWN_LIMIT, renderMarkdown } from "../../../offline-preview/report/markdown";
import { renderTree } from "../../../offline-preview/report/tree";
import { SecretTexts } from "../../../offline-preview/secretTexts";
import { secret } from "../../../offline-preview/values";
import { at, change, finding, preview, resource } from "./build";
import { readSarif } from "./sarif";
import { renderSarif } from "./written";

const group = resource("aws:ec2/securityGroup:SecurityGroup", "web", { source: at("index.ts", 3) });
const queue = resource("aws:sqs/queue:Queue", "jobs");
const gone = resource("aws:sqs/queue:Queue", "gone");
const fresh = finding("fresh", group, { severity: "high", message: "It is open.", isNew: true });
const old = finding("old", queue, { isNew: false });
const advice = finding("advice", queue, { level: "advisory", isNew: true });
const known = finding("known", queue, { level: "advisory", isNew: false });

type Resources = Change["resources"];
const added = (urn: string): Resources[number] => ({ kind: "add", urn, properties: [], replacedBy: [] });
const RESOURCES: Resources = [
    added(group.urn),
    {
        ...{ kind: "change", urn: queue.urn, formerUrn: gone.urn, replacedBy: ["name"] },
        properties: [
            { path: "name", before: "a", after: "b" },
            { path: "policy.Action", after: "sqs:*", madeUp: true },
        ],
    },
    { kind: "remove", urn: gone.urn, properties: [], replacedBy: [] },
];
const CHANGE = change({
    resources: RESOURCES,
    fixed: [finding("f", gone)],
    opened: [{ urn: group.urn, to: ["::/0"] }],
});

function changed(findings: Finding[], given: Partial<Change> = {}, verdict?: Preview["verdict"]): Preview {
    return preview([group, queue], { findings, change: { ...CHANGE, ...given }, ...(verdict && { verdict }) });
}
const tree = (shown: Preview): string => renderTree(shown, { colour: false, width: 120 });

describe("a change in reports", () => {
    const WORDS: [what: string, shown: Preview, words: string][] = [
        ["nothing", preview([], { change: change() }), "no resource changes, no new violation"],
        [
            "all there is",
            changed([fresh, advice, old]),
            "+1 resource, -1 resource, ~1 changed (1 replaced, 1 renamed), 1 security group opened to ::/0, " +
                "2 new violations, 1 fixed (1 with its resource)",
        ],
        [
            "several, and what is fixed while its resource stays",
            changed([], {
                resources: [added(group.urn), added(queue.urn)],
                fixed: [finding("f", queue), finding("f", group)],
                opened: [
                    { urn: group.urn, to: ["0.0.0.0/0"] },
                    { urn: queue.urn, to: ["0.0.0.0/0", "::/0"] },
                ],
            }),
            "+2 resources, 2 security groups opened to 0.0.0.0/0 and ::/0, no new violation, 2 fixed",
        ],
        [
            "waived and undetermined ones are no violations",
            preview([], {
                findings: [
                    { ...advice, waiver: "W-1" },
                    { ...advice, kind: "undetermined" },
                ],
                change: change(),
            }),
            "no resource changes, no new violation",
        ],
        [
            "a base that failed: nothing is known of resources",
            preview([], { findings: [fresh], change: change({ base: "failed" }) }),
            "not compared, 1 violation that may be new",
        ],
    ];
    for (const [what, shown, words] of WORDS) {
        it(`in one line: ${what}`, () => {
            assert.equal(changeInWords(shown, shown.change as Change), words);
        });
    }

    it("tells what differs, and cuts long values", () => {
        assert.equal(propertyText({ path: "a", before: 1, after: null }), "a: 1 → null");
        assert.equal(propertyText({ path: "a", before: "x" }), 'a: "x" → nothing');
        assert.equal(propertyText({ path: "a", after: [1, { b: true }] }), "a: [1, { b: true }]");
        assert.equal(propertyText({ path: "a", after: "x".repeat(500) }).length, "a: ".length + 161);
    });

    it("in the tree: marks of what is new, and a section of its own", () => {
        const text = tree(changed([fresh, old], { notes: ["lock files differ"] }));
        assert.match(text, /✗ mandatory {2}high {2}new {2}fresh/);
        assert.match(text, /✗ mandatory {2}old/);
        assert.match(text, /^Change against main \(0123456789\):$/m);
        assert.match(text, /^ {4}note: lock files differ$/m);
        assert.match(text, /^ {4}~ aws:sqs:Queue jobs {2}was aws:sqs:Queue gone, by its alias {2}replaced, by name$/m);
        assert.match(text, /^ {8}~ name: "a" → "b"$/m);
        assert.match(text, /^ {8}\+ policy\.Action: "sqs:\*" \(ids in it are made up\)$/m);
        assert.match(text, /^ {4}- aws:sqs:Queue gone$/m);
        assert.match(text, /^ {4}- fixed: f, aws:sqs:Queue gone$/m);
        assert.doesNotMatch(tree(preview([group])), /Change against/);
    });

    it("says of resources that read alike which component each is in, and of no others", () => {
        const component = (name: string, parent?: string) =>
            resource("palisade-aws:index:SecureFunction", name, { kind: "component", ...(parent && { parent }) });
        const [api, site] = [component("api"), component("site")];
        const logs = (of: string, chain: string, parent?: string) =>
            resource("aws:cloudwatch/logGroup:LogGroup", of, {
                urn: `urn:pulumi:dev::app::${chain}aws:cloudwatch/logGroup:LogGroup::${of}`,
                ...(parent && { parent }),
            });
        const inside = logs("logs", "palisade-aws:index:SecureFunction$", api.urn);
        const outside = logs("logs", "");
        const old = "urn:pulumi:dev::app::a:b:Outer$a:b:Inner$aws:cloudwatch/logGroup:LogGroup::logs";
        const alone = logs("alone", "palisade-aws:index:SecureFunction$", site.urn);
        const shown = preview([api, site, inside, outside, alone], {
            change: change({
                resources: [
                    added(inside.urn),
                    added(alone.urn),
                    { kind: "change", urn: outside.urn, formerUrn: old, properties: [], replacedBy: [] },
                    { kind: "remove", urn: old, properties: [], replacedBy: [] },
                ],
                fixed: [finding("f", inside)],
                opened: [{ urn: inside.urn, to: ["::/0"] }],
            }),
        });
        const [group, fn] = ["aws:cloudwatch:LogGroup", "palisade-aws:index:SecureFunction"];
        const lines = [
            `+ ${group} logs in ${fn} api`,
            `+ ${group} alone`,
            `~ ${group} logs  was ${group} logs in a:b:Inner in a:b:Outer, by its alias`,
            `- ${group} logs in a:b:Inner in a:b:Outer`,
        ];
        const text = tree(shown).split("\n");
        for (const line of [
            ...lines,
            `+ ${group} logs in ${fn} api is open to ::/0`,
            `- fixed: f, ${group} logs in ${fn} api`,
        ]) {
            assert.ok(text.includes(`    ${line}`), `${line} is not in ${text.join("\n")}`);
        }
        const comment = renderMarkdown(shown, {}).split("\n");
        for (const line of lines) {
            assert.ok(comment.includes(line.replace(/^~/, "!")), `${line} is not in ${comment.join("\n")}`);
        }
        assert.ok(
            comment.some((one) => one.includes(`logs in ${fn} api to ::/0`)),
            comment.join("\n"),
        );
        assert.ok(comment.some((one) => one.includes(`- ${group} logs in ${fn} api`)));
    });

    const VERDICTS: [newOnly: boolean, findings: Finding[], verdict: Preview["verdict"], line: string][] = [
        [false, [fresh, old], "policy-failed", "Failed: 2 mandatory violations in 2 resources. Nothing was deployed."],
        [
            true,
            [fresh, old],
            "policy-failed",
            "Failed: 1 new mandatory violation in 1 resource (1 older one does not block). Nothing was deployed.",
        ],
        [true, [old, { ...old }], "passed", "Passed: 0 new mandatory violations (2 older ones do not block)."],
        [true, [], "passed", "Passed: 0 new mandatory violations."],
    ];
    for (const [newOnly, findings, verdict, line] of VERDICTS) {
        it(`ends with: ${line}`, () => {
            assert.equal(
                tree(changed(findings, { newOnly }, verdict))
                    .trimEnd()
                    .split("\n")
                    .at(-1),
                line,
            );
        });
    }

    it("as a comment: what is new and blocks comes first, what blocked before next, the rest is folded", () => {
        const text = renderMarkdown(changed([old, fresh, advice, known], { notes: ["<b>lock</b> files differ"] }), {});
        const parts = [
            "### ❌ Failed",
            "against main \\(0123456789\\): +1 resource",
            "> &lt;b&gt;lock",
            "#### New, and blocks",
            "- **fresh** (high)",
            "**Opened to everybody:** aws:ec2:SecurityGroup web to ::/0",
            "#### Blocks as before",
            "- **old**",
            "<details><summary>",
            "```diff",
            "+ aws:ec2:SecurityGroup web",
            '-     name: "a"',
            '+     name: "b"',
            "<summary>1 new advisory</summary>",
            "- **advice**",
            "<summary>1 fixed</summary>",
            "1 advisory as before.",
        ];
        const places = parts.map((part) => text.indexOf(part));
        assert.deepEqual(
            places,
            [...places].sort((a, b) => a - b),
            text,
        );
        assert.ok(!places.includes(-1), `${text}\nlacks ${parts[places.indexOf(-1)] ?? ""}`);
        assert.ok(!text.includes("known"), "what was there and does not block is counted only");
    });

    it("as a comment where only what is new blocks: the old is folded", () => {
        const text = renderMarkdown(changed([old, fresh], { newOnly: true }), {});
        assert.ok(!text.includes("#### Blocks as before"));
        assert.match(text, /<summary>1 mandatory as before, which do not block this change<\/summary>[^]*\*\*old\*\*/);
    });

    it("as a comment keeps to GitHub's limit, and says what it left out", () => {
        const many = Array.from({ length: 3000 }, (_, index) => ({
            ...(RESOURCES[1] as Resources[number]),
            urn: `${queue.urn}-${index}`,
            properties: [{ path: "`".repeat(30), before: "x".repeat(300), after: "y".repeat(300) }],
        }));
        const findings = Array.from({ length: 500 }, (_, index) =>
            finding(`policy-${index}`, queue, { message: "m".repeat(500), isNew: index % 2 === 0 }),
        );
        const text = renderMarkdown(
            changed(findings, { resources: many, fixed: findings, notes: ["n".repeat(9e4)] }),
            {},
        );
        assert.ok(text.length <= MARKDOWN_LIMIT, String(text.length));
        assert.match(text, /\d+ more resources left out here, for want of room\./);
        assert.match(text, /\d+ more findings left out here, for want of room\./);
    });

    it("no text of a program gets out of the block of differences", () => {
        const properties = [{ path: "a", after: "```\n</details> @me <script>" }];
        const text = renderMarkdown(
            changed([], { resources: [{ ...added(group.urn), kind: "change", properties }] }),
            {},
        );
        const [, fence = ""] = /^(`{3,})diff$/m.exec(text) ?? [];
        assert.equal(fence, "````");
        assert.equal(text.split("\n").filter((line) => line.trim() === fence).length, 1);
    });

    it("in JSON and SARIF: findings say whether they are new", () => {
        const shown = changed([fresh, old]);
        const report = toJson(shown);
        assert.deepEqual(
            report.findings.map(({ isNew }) => isNew),
            [true, false],
        );
        assert.equal(report.change?.resources.length, 3);
        assert.deepEqual(report.change?.opened, CHANGE.opened);
        assert.equal(toJson(preview([])).change, null);
        const states = readSarif(renderSarif(shown, {})).results.map(({ baselineState }) => baselineState);
        assert.deepEqual(states, ["new", "unchanged"]);
    });

    it("shows no secret of either side, whatever says it", () => {
        const CANARY = "canary-4711";
        const secrets = { configuration: new SecretTexts(), all: new SecretTexts() };
        Object.values(secrets).forEach((texts) => texts.learnConfiguration(CANARY));
        const shown = masked(
            changed([fresh], {
                notes: [`failed: ${CANARY}`],
                fixed: [finding("f", gone, { message: CANARY })],
                opened: [{ urn: `${group.urn}-${CANARY}`, to: ["::/0"] }],
                resources: [
                    {
                        ...{ kind: "change", urn: `${queue.urn}-${CANARY}`, formerUrn: `${gone.urn}-${CANARY}` },
                        resembles: `${gone.urn}-2-${CANARY}`,
                        replacedBy: [CANARY],
                        properties: [
                            { path: `tags.${CANARY}`, before: CANARY, after: secret(CANARY) },
                            { path: "b", before: { [CANARY]: [CANARY] }, after: `{"a":"${CANARY}"}` },
                        ],
                    },
                ],
            }),
            secrets,
        );
        const { change: told } = shown;
        assert.ok(!JSON.stringify(told).includes(CANARY), JSON.stringify(told));
        assert.deepEqual(told?.resources[0]?.properties[0], {
            path: "tags.[secret]",
            before: "[secret]",
            after: "[secret]",
        });
    });
});
