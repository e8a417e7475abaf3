import assert from "node:assert/strict";
import type { Preview } from "../../../offline-preview/model";
import { MARKDOWN_LIMIT } from "../../../offline-preview/report/markdown";
import { RENDERERS, REPORT_FORMATS, type ReportFormat } from "../../../offline-preview/report/renderers";
import { at, diagnostic, finding, pack, policy, preview, resource } from "./build";
import { readSarif } from "./sarif";
import { readPage, readXml } from "./xml";

/** What means something in one format or another, or to a terminal. */
const HOSTILE =
    "a|b `c` <script>alert(1)</script> \u001b[31mred\u001b[0m \u001b]8;;http://x\u0007link ]]> --> \u0000\u0008\u009b 😀 " +
    "\u202eturned\u2066 \u061c\u200f \u2028line\u2029 =cmd|' @me #1 ```js\n``` ${x} [l](http://x) \ud800 ' \" & \\ \t \r\n end";
/** Control characters, and those that turn text; line feeds are the formats' own, and CSV's lines end in `\r\n`. */
const HARMFUL = /[^\P{Cc}\r\n]|\p{Bidi_Control}|[\u2028\u2029]/u;

function hostile(change: Partial<Preview>): Preview {
    const made = {
        pack: { name: `p ${HOSTILE}`, version: HOSTILE },
        site: resource(`t:${HOSTILE}`, `site ${HOSTILE}`, { kind: "component", source: at(`src/${HOSTILE}.ts`, 3) }),
    };
    const bucket = resource(`b:${HOSTILE}`, `bucket ${HOSTILE}`, {
        parent: made.site.urn,
        operation: "update",
        source: at(`../${HOSTILE}.ts`, 3),
    });
    const found = finding(HOSTILE, bucket, {
        pack: made.pack,
        description: HOSTILE,
        message: HOSTILE,
        component: { urn: made.site.urn, ...(made.site.source && { source: made.site.source }) },
    });
    const framework = { name: HOSTILE, version: HOSTILE, reference: HOSTILE, specification: HOSTILE };
    const texts = { title: HOSTILE, description: HOSTILE, remediationSteps: HOSTILE, url: HOSTILE };
    const own = policy(HOSTILE, { ...texts, tags: [HOSTILE, `std:${HOSTILE}`], framework });
    return preview([made.site, bucket], {
        project: HOSTILE,
        stack: HOSTILE,
        findings: [found, { ...found, level: "advisory", waiver: HOSTILE }, { ...found, kind: "undetermined" }],
        remediations: [{ pack: made.pack, policy: HOSTILE, urn: bucket.urn, changed: [HOSTILE] }],
        diagnostics: [diagnostic("error", HOSTILE, bucket.urn)],
        outputs: { [HOSTILE]: [HOSTILE, { [HOSTILE]: HOSTILE }] },
        packs: [{ ...pack(0, { policies: [own] }), ...made.pack }],
        ...change,
    });
}

const VERDICTS: Readonly<Record<string, Partial<Preview>>> = {
    "that a policy failed": {},
    "that failed": { verdict: "program-failed", cliRun: "update" },
    "of a pack that broke": { verdict: "pack-failed" },
};

const READ: Partial<Record<ReportFormat, (text: string) => unknown>> = {
    json: JSON.parse,
    gitlab: JSON.parse,
    sarif: readSarif,
    junit: readXml,
    html: readPage,
};

describe("a report of what is hostile", () => {
    for (const [what, change] of Object.entries(VERDICTS)) {
        for (const format of REPORT_FORMATS) {
            it(`is well-formed, and shows what is there: ${format} ${what}`, () => {
                const text = RENDERERS[format](hostile(change), { colour: false, width: 120, showWaived: true });
                READ[format]?.(text);
                assert.equal(HARMFUL.exec(text)?.[0], undefined);
            });
        }
    }

    it("keeps to limits whatever the lengths, and tells the finding", () => {
        const long = "x".repeat(100_000);
        const texts = { title: long, description: long, remediationSteps: long, url: `https://example.com/${long}` };
        const own = policy(long, { ...texts, tags: [`std:${long}`] });
        const found = finding(long, resource(`t:${long}`, long), { description: long, message: long });
        const shown = preview([], {
            project: long,
            stack: long,
            findings: [found],
            diagnostics: [diagnostic("error", long)],
            packs: [pack(0, { policies: [own] })],
            verdict: "program-failed",
        });
        const comment = RENDERERS.md(shown, {});
        assert.ok(comment.length < MARKDOWN_LIMIT);
        assert.match(comment, /^ {2}- .*x{600}…$/m);
        const [rule] = readSarif(RENDERERS.sarif(shown, {})).tool.driver.rules;
        assert.ok(rule !== undefined);
        // GitHub's limits for what it shows of a rule.
        assert.deepEqual(
            [rule.name.length, rule.shortDescription.text.length, rule.fullDescription.text.length],
            [255, 1024, 1024],
        );
    });
});
