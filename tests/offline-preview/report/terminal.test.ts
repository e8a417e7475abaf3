import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { renderTree } from "../../../offline-preview/report/tree";
import { at, diagnostic, finding, pack, preview, resource, PACK, undetermined } from "./build";
import { bucket, bucketFinding, component, lines, topic } from "./shown";

describe("the tree on a terminal", () => {
    const read = resource("aws:s3/bucket:Bucket", "old", {
        operation: "read",
        options: { protect: true, retainOnDelete: true },
    });
    const refused = resource("aws:s3/bucket:Bucket", "bad", { refused: true });
    const failed = preview([component, bucket, topic, read, refused], {
        findings: [
            bucketFinding("a", { severity: "high" }),
            bucketFinding("b", { level: "advisory" }),
            undetermined("c", topic),
        ],
        outputs: { a: 1 },
        remediations: [{ pack: PACK, policy: "fix", urn: bucket.urn, changed: ["tags"] }],
        diagnostics: [diagnostic("error", "broken"), diagnostic("warning", "careful")],
    });

    it("has the same text with colours and without", () => {
        const plain = renderTree(failed, { colour: false, width: 80 });
        assert.ok(!plain.includes("\u001b"));
        assert.equal(stripVTControlCharacters(renderTree(failed, { colour: true, width: 80 })), plain);
    });

    it("has the colours of what it shows", () => {
        const ended = preview([], { verdict: "program-failed" });
        const text = [failed, preview([]), ended]
            .map((shown) => renderTree(shown, { colour: true, width: 80 }))
            .join("");
        const colours: [string, number][] = [
            ["✗ mandatory", 31],
            ["high", 31],
            ["! advisory", 33],
            ["? undetermined", 90],
            ["+", 32],
            [">", 36],
            ["read", 36],
            ["protected", 36],
            ["retained on delete", 36],
            ["~ remediated  fix  set tags", 36],
            [lines(ended).at(-2) ?? "", 31],
            ["✗", 31],
            ["refused by a policy", 31],
            ["error", 31],
            ["warning", 33],
            ["✓", 32],
            ["Failed: 1 mandatory violation in 1 resource. Nothing was deployed.", 31],
            ["Passed: 0 mandatory violations.", 32],
        ];
        for (const [part, code] of colours) {
            assert.ok(text.includes(`\u001b[${code}m${part}\u001b[39m`), `${part} is not in colour ${code}`);
        }
        assert.match(text, /\u001b\[31m✗\u001b\[39m house-rules/);
    });

    it("lets no style run over a line's end", () => {
        for (const line of renderTree(failed, { colour: true, width: 40 }).split("\n")) {
            const begun = line.match(/\u001b\[(1|2|3[0-8]|90)m/g) ?? [];
            const ended = line.match(/\u001b\[(22|39)m/g) ?? [];
            assert.equal(begun.length, ended.length, line);
        }
    });

    it("is not controlled by what a program or a policy says, wherever it is shown", () => {
        const hostile = (text: string): string => `${text}\u001b[2J\u001b]0;title\u0007\r\u0008\u202e`;
        const vault = resource(hostile("house:index:Vault"), hostile("vault"), {
            kind: "component",
            source: at("i.ts", 1),
        });
        const inside = resource(hostile("house:index:Lock"), hostile("lock"), {
            parent: vault.urn,
            source: at(hostile("lib.ts"), 2),
        });
        const rules = { name: hostile("rules"), version: hostile("1") };
        const gone = resource(hostile("house:index:Gone"), hostile("gone"));
        const about = {
            pack: rules,
            message: hostile("message"),
            description: hostile("description"),
            component: { urn: vault.urn, source: at(hostile("index.ts"), 3) },
        };
        const folded = Array.from({ length: 6 }, (_, n) => undetermined(hostile(`open-${n}`), inside));
        const shown = preview([vault, inside], {
            project: hostile("project"),
            stack: hostile("stack"),
            packs: [pack(1, rules), pack(1, { name: "other", version: "" })],
            findings: [finding(hostile("policy"), inside, about), finding("lost", gone, { message: "" }), ...folded],
            remediations: [{ pack: rules, policy: hostile("fix"), urn: inside.urn, changed: [hostile("input")] }],
            diagnostics: [diagnostic("error", hostile("broken"), inside.urn)],
            outputs: {
                [hostile("key")]: hostile("value"),
                short: { [hostile("inner")]: 1 },
                long: { [hostile("inner")]: "x".repeat(90) },
            },
        });
        for (const width of [40, 120]) {
            const text = renderTree(shown, { colour: false, width });
            assert.doesNotMatch(text, /[^\P{Cc}\n]|\u202e/u);
            for (const part of [
                "project",
                "vault",
                "lock",
                "rules@1",
                "policy",
                "message",
                "description",
                "fix",
                "input",
            ]) {
                assert.ok(text.includes(part), part);
            }
        }
    });
});
