import assert from "node:assert/strict";
import type { Element } from "@xmldom/xmldom";
import type { Preview } from "../../../offline-preview/model";
import { change, diagnostic, finding, pack, policy, preview, undetermined } from "./build";
import { bucket, bucketFinding, component, topic } from "./shown";
import { readXml } from "./xml";
import { renderJunit } from "./written";

const policies = ["fine", "blocks", "advises", "open", "waived"].map((name) => policy(name));
const all = preview([component, bucket, topic], {
    packs: [pack(0, { policies: [...policies, policy("off", { level: "disabled" })] })],
    findings: [
        bucketFinding("blocks", { severity: "high", message: 'Remove <acl> & "co"' }),
        finding("blocks", topic),
        undetermined("blocks", topic, { message: "later" }),
        finding("advises", topic, { level: "advisory", message: "Better so." }),
        undetermined("open", topic),
        finding("waived", topic, { level: "advisory", waiver: "W-1 until 2027-03-01" }),
    ],
});

function suitesOf(shown: Preview): Element[] {
    return [...readXml(renderJunit(shown, {})).getElementsByTagName("testsuite")];
}

function caseOf(shown: Preview, name: string): Element {
    const cases = suitesOf(shown).flatMap((suite) => [...suite.getElementsByTagName("testcase")]);
    const found = cases.filter((one) => one.getAttribute("name") === name);
    assert.equal(found.length, 1, name);
    return found[0] as Element;
}

/** What is inside a case: element names with their texts. */
function inside(element: Element): [string, string][] {
    return [...element.getElementsByTagName("*")].map((one) => [one.tagName, one.textContent ?? ""]);
}

describe("the JUnit report of an offline preview", () => {
    it("has a suite for the run and one for each pack, with a case for each policy that is on", () => {
        const [run, house] = suitesOf(all);
        assert.equal(run?.getAttribute("name"), "shop (dev)");
        const counted = ["name", "tests", "failures", "errors", "skipped"].map((name) => house?.getAttribute(name));
        assert.deepEqual(counted, ["house-rules (dev)", "5", "1", "0", "2"]);
        const names = [...(house?.getElementsByTagName("testcase") ?? [])].map((one) => one.getAttribute("name"));
        assert.deepEqual(names, ["fine", "blocks", "advises", "open", "waived"]);
    });

    it("fails a policy that blocks, with each resource and place; what else it says is output", () => {
        const blocks = caseOf(all, "blocks");
        assert.deepEqual(
            ["classname", "file", "line"].map((name) => blocks.getAttribute(name)),
            ["house-rules", "lib/vault.ts", "31"],
        );
        const [failure, output, ...rest] = inside(blocks);
        assert.deepEqual(rest, []);
        assert.deepEqual(failure, [
            "failure",
            'mandatory  high  aws:s3:Bucket data  lib/vault.ts:31\nRemove <acl> & "co"\n\nmandatory  aws:sns:Topic alarms  index.ts:9',
        ]);
        assert.deepEqual(output, ["system-out", "undetermined  aws:sns:Topic alarms  index.ts:9\nlater"]);
        assert.equal(
            blocks.getElementsByTagName("failure")[0]?.getAttribute("message"),
            "mandatory: What blocks asks for.",
        );
    });

    it("passes what is advisory, and skips what is not decided or waived", () => {
        assert.deepEqual(inside(caseOf(all, "fine")), []);
        assert.deepEqual(inside(caseOf(all, "advises")), [
            ["system-out", "advisory  aws:sns:Topic alarms  index.ts:9\nBetter so."],
        ]);
        assert.deepEqual(
            inside(caseOf(all, "open")).map(([name]) => name),
            ["skipped"],
        );
        const [[name, text]] = inside(caseOf(all, "waived")) as [[string, string]];
        assert.equal(name, "skipped");
        assert.match(text, /waived by W-1 until 2027-03-01$/);
    });

    it("says of what was compared with a base whether it is new, and fails as before unless only what is new blocks", () => {
        const findings = [
            finding("blocks", bucket, { severity: "critical", isNew: false }),
            finding("blocks", topic, { isNew: true }),
            finding("fine", topic, { isNew: false }),
        ];
        const shown = (newOnly: boolean): Preview => ({ ...all, findings, change: change({ newOnly }) });
        const told = (newOnly: boolean, name: string): [string, string][] => inside(caseOf(shown(newOnly), name));
        const old = "mandatory, as before  critical  aws:s3:Bucket data  lib/vault.ts:31";
        const fresh = "mandatory, new  aws:sns:Topic alarms  index.ts:9";
        assert.deepEqual(told(false, "blocks"), [["failure", `${old}\n\n${fresh}`]]);
        assert.deepEqual(told(true, "blocks"), [
            ["failure", fresh],
            ["system-out", old],
        ]);
        assert.equal(told(false, "fine")[0]?.[0], "failure");
        assert.deepEqual(told(true, "fine"), [["skipped", "mandatory, as before  aws:sns:Topic alarms  index.ts:9"]]);
    });

    it("has an error for a program or a pack that failed", () => {
        const failed = preview([], { verdict: "program-failed", diagnostics: [diagnostic("error", "boom")] });
        assert.deepEqual(inside(caseOf(failed, "the program runs")), [["error", "boom"]]);
        const broke = preview([], { verdict: "pack-failed", packs: [pack(1, { broke: true })] });
        assert.equal(inside(caseOf(broke, "policy pack house-rules judges all"))[0]?.[0], "error");
        assert.deepEqual(inside(caseOf(all, "the program runs")), []);
        assert.deepEqual(
            suitesOf(failed).map((suite) => suite.getAttribute("errors")),
            ["1", "0"],
        );
    });

    it("loses no finding of a policy that no pack lists", () => {
        const shown = preview([topic], { findings: [finding("lost", topic), finding("policy-0", topic)] });
        assert.equal(inside(caseOf(shown, "lost"))[0]?.[0], "failure");
        assert.equal(inside(caseOf(shown, "policy-0"))[0]?.[0], "failure");
    });

    it("is XML whatever it is told", () => {
        const hostile = "]]> <!-- & \" ' \u0000\u0008\ud800\ufffe\u{1f600} \u001b[31m\nnext\ttab";
        const shown = preview([topic], {
            project: hostile,
            packs: [pack(0, { name: hostile, policies: [policy(hostile)] })],
            findings: [finding(hostile, topic, { message: hostile, pack: { name: hostile, version: "1" } })],
            diagnostics: [diagnostic("error", hostile)],
            verdict: "program-failed",
        });
        const [failure] = [...readXml(renderJunit(shown, {})).getElementsByTagName("failure")];
        assert.match(failure?.textContent ?? "", /\]\]> <!-- & " ' \u{1f600} \nnext    tab$/u);
        assert.throws(() => readXml("<a>\u0008</a>"), /no XML/);
        assert.throws(() => readXml("<a><b></a>"));
    });
});
