import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import type { Element } from "@xmldom/xmldom";
import type { Preview } from "../../../offline-preview/model";
import { renderHtml } from "../../../offline-preview/report/html/page";
import { change, diagnostic, finding, pack, policy, preview, undetermined } from "./build";
import { bucket, bucketFinding, component, topic } from "./shown";
import { readPage } from "./xml";

function page(shown: Preview): Element {
    return readPage(renderHtml(shown, {}));
}

function texts(root: Element, tag: string, className?: string): string[] {
    return [...root.getElementsByTagName(tag)]
        .filter((one) => className === undefined || one.getAttribute("class")?.split(" ").includes(className))
        .map((one) => (one.textContent ?? "").replaceAll(/\s+/g, " ").trim());
}

const policies = [
    policy("private", {
        tags: ["fsbp:S3.8", "service:s3"],
        remediationSteps: "Remove `acl`.\n\n```typescript\nacl: 1\n```\n",
        url: "https://example.com/private?a=1&b=2",
    }),
    policy("quiet", { tags: ["fsbp:S3.9"] }),
];
const shown = preview([component, bucket, topic], {
    packs: [pack(0, { policies })],
    findings: [
        undetermined("open", topic),
        bucketFinding("private", { severity: "high", message: "It is public." }),
        finding("soft", undefined, { level: "advisory", waiver: "W-1 until 2027-03-01" }),
    ],
    diagnostics: [diagnostic("warning", "careful"), diagnostic("info", "noise")],
});

describe("the HTML page of an offline preview", () => {
    it("has verdict, counts, findings worst first, controls, policies and messages", () => {
        const root = page(shown);
        assert.deepEqual(texts(root, "h1"), ["shop (dev): offline preview"]);
        assert.deepEqual(texts(root, "p", "verdict"), [
            "Failed: 1 mandatory violation in 1 resource. Nothing was deployed.",
        ]);
        assert.deepEqual(texts(root, "li"), [
            "4 to create",
            "1 mandatory",
            "1 undetermined",
            "1 waived",
            "house-rules@1.2.0",
        ]);
        assert.deepEqual(texts(root, "article"), [
            "mandatory high private aws:s3:Bucket data lib/vault.ts:31, in house:index:Vault vault, made at index.ts:5 " +
                "What private asks for. It is public.",
            "undetermined open aws:sns:Topic alarms index.ts:9 What open asks for. open needs a value that is not known yet",
            "waived soft the stack Pulumi.yaml:1 What soft asks for. Waived by W-1 until 2027-03-01",
        ]);
        assert.deepEqual(texts(root, "summary"), ["fsbp 1 violated, 1 passed"]);
        assert.ok(texts(root, "p").includes("Remove `acl`."));
        const rows = texts(root, "tr");
        assert.deepEqual(rows.slice(1), ["S3.8violated11 0 0 0 0private", "S3.9passed10 0 0 1 0quiet"]);
        assert.deepEqual(texts(root, "pre"), ["acl: 1", "warning: careful"]);
    });

    it("says of each finding what it can be filtered and grouped by", () => {
        const [first, , last] = [...page(shown).getElementsByTagName("article")];
        const data = (element: Element | undefined): (string | null)[] =>
            ["weight", "severity", "service", "policy", "resource", "component", "controls"].map(
                (name) => element?.getAttribute(`data-${name}`) ?? null,
            );
        assert.deepEqual(data(first), [
            ...["mandatory", "high", "aws:s3", "private", "aws:s3:Bucket data", "house:index:Vault vault", "fsbp S3.8"],
        ]);
        assert.deepEqual(data(last), ["waived", "", "stack", "soft", "the stack", "", ""]);
    });

    it("tells what is new from what was there, and filters by it, only where a base was previewed", () => {
        const findings = [finding("private", bucket, { isNew: false }), finding("private", topic, { isNew: true })];
        const root = page(preview([bucket, topic], { findings, change: change() }));
        const articles = [...root.getElementsByTagName("article")];
        assert.deepEqual(
            articles.map((article) => article.getAttribute("data-age")),
            ["as before", "new"],
        );
        assert.deepEqual(texts(root, "span", "weight"), ["mandatory, as before", "mandatory, new"]);
        const filtersOf = (element: Element): (string | null)[] =>
            [...element.getElementsByTagName("select")].map((one) => one.getAttribute("name"));
        assert.deepEqual(filtersOf(root), ["age", "severity", "service", "group"]);
        assert.deepEqual(filtersOf(page(shown)), ["severity", "service", "group"]);
    });

    it("tells policies of several packs apart", () => {
        const packs = [pack(1), pack(1, { name: "other", version: "" })];
        const findings = [finding("p", topic), finding("p", topic, { pack: { name: "other", version: "" } })];
        const names = [...page(preview([topic], { packs, findings })).getElementsByTagName("article")].map((article) =>
            article.getAttribute("data-policy"),
        );
        assert.deepEqual(names, ["house-rules/p", "other/p"]);
    });

    it("leads from a finding to its policy, and from there to its page, only on the web", () => {
        const root = page(shown);
        const ids = [...root.getElementsByTagName("section")].map((section) => `#${section.getAttribute("id")}`);
        const links = [...root.getElementsByTagName("a")].map((link) => link.getAttribute("href"));
        assert.deepEqual(links, ["#findings", ...ids, "https://example.com/private?a=1&b=2"]);
        assert.equal(new Set(ids).size, 3);
        const evil = [policy("evil", { url: "javascript:alert(1)" })];
        const findings = [finding("evil", topic)];
        assert.ok(
            !renderHtml(preview([topic], { packs: [pack(0, { policies: evil })], findings }), {}).includes("alert"),
        );
    });

    it("lets nothing run and nothing load but what stands in it", () => {
        const text = renderHtml(shown, {});
        const [, content = ""] = /Content-Security-Policy" content="([^"]*)"/.exec(text) ?? [];
        const inline = (tag: string): string => new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(text)?.[1] ?? "";
        const hash = (tag: string): string => createHash("sha256").update(inline(tag)).digest("base64");
        assert.equal(
            content.replaceAll("&#39;", "'"),
            `default-src 'none'; style-src 'sha256-${hash("style")}'; script-src 'sha256-${hash("script")}'; ` +
                "base-uri 'none'; form-action 'none'",
        );
        assert.ok(inline("script").length > 500 && inline("style").length > 500);
        assert.doesNotMatch(text, / style="|<(script|style|link|img|iframe)[^>]* (src|href)=|url\(|@import| on\w+="/);
    });

    it("takes no text for markup, wherever it stands", () => {
        const hostile = `</script></style><img src=x onerror="alert(1)"> ' " & <!-- \u0000\ud800`;
        const root = page(
            preview([topic], {
                project: hostile,
                stack: hostile,
                packs: [
                    pack(0, {
                        name: hostile,
                        policies: [
                            policy(hostile, {
                                remediationSteps: hostile,
                                tags: [`a:${hostile}`, hostile],
                                url: hostile,
                            }),
                        ],
                    }),
                ],
                findings: [
                    finding(hostile, topic, {
                        pack: { name: hostile, version: "1" },
                        description: hostile,
                        message: hostile,
                        waiver: hostile,
                        level: "advisory",
                        source: { file: hostile, line: 1, column: 1 },
                        component: { urn: `urn:pulumi:dev::shop::${hostile}::${hostile}` },
                    }),
                ],
                diagnostics: [diagnostic("error", hostile)],
            }),
        );
        assert.equal(root.getElementsByTagName("img").length, 0);
        assert.ok((root.textContent ?? "").split('<img src=x onerror="alert(1)">').length > 12);
    });

    it("has neither filters nor a script where nothing was found", () => {
        const root = page(preview([topic]));
        assert.deepEqual([texts(root, "form").length, texts(root, "script").length], [0, 0]);
    });
});
