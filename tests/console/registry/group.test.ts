import assert from "node:assert/strict";
import fc from "fast-check";
import type { Attribute } from "../../../console/api/schemas";
import { CreateAttribute } from "../../../console/api/schemas";
import { groupOf, isSame } from "../../../console/registry/group";
import { attribute } from "./support/world";

const contentOf = (metadata: string): Record<string, unknown> =>
    JSON.parse(groupOf(attribute("TIER:A", 3, metadata)).content) as Record<string, unknown>;

describe("what the registry says of an attribute", () => {
    it("is its description, and a JSON object of what it is", () => {
        const { id, description, content } = groupOf(attribute("TIER:A", 3, '{"owner":"team"}'));
        assert.deepEqual([id, description], ["TIER:A", "as of version 3"]);
        assert.deepEqual(JSON.parse(content), {
            attributeName: "TIER:A",
            attributeKey: "TIER",
            attributeValue: "A",
            attributeVersion: 3,
            attributeCreateTime: "2026-01-31T12:00:00.000Z",
            attributeLastUpdateTime: "2026-01-31T12:00:00.000Z",
            metadata: { owner: "team" },
        });
    });

    const metadata: Readonly<Record<string, string>> = {
        "a list": "[1, 2]",
        "a text": '"word"',
        nothing: "null",
        "names of its own": '{"attributeName": "another", "metadata": 1}',
        "a name that JavaScript has a meaning for": '{"__proto__": {"attributeName": "another"}}',
        "blanks and lines": '\t{\r\n "a" : 1 }\n',
        "other scripts": '{"名前": "チーム 🦊 \\u00e9é"}',
    };
    for (const [what, text] of Object.entries(metadata)) {
        it(`keeps metadata as they are: ${what}`, () => {
            const content = contentOf(text);
            assert.deepEqual(content["metadata"], JSON.parse(text));
            assert.equal(content["attributeName"], "TIER:A");
        });
    }

    it("keeps digits of numbers that JavaScript would drop", () => {
        assert.match(groupOf(attribute("TIER:A", 1, "12345678901234567890123")).content, /:12345678901234567890123}$/);
    });

    it("leaves out metadata that the registry does not take, and says so", () => {
        const { metadata: _none, metadataTooLong, attributeName } = contentOf(JSON.stringify("名".repeat(2000)));
        assert.deepEqual([_none, metadataTooLong, attributeName], [undefined, true, "TIER:A"]);
        assert.equal("metadataTooLong" in contentOf(JSON.stringify("n".repeat(6998))), false);
        const others = groupOf(attribute("TIER:A", 3, '""')).content.length;
        // 6 characters each, and the last ones one by one.
        const filling = (length: number) => JSON.stringify("名".repeat(1000) + "n".repeat(length - others - 6000));
        assert.equal(groupOf(attribute("TIER:A", 3, filling(8000))).content.length, 8000);
        assert.equal("metadataTooLong" in contentOf(filling(8001)), true);
    });

    it("is taken by the registry whatever the API takes", () => {
        const word = fc.stringMatching(/^[\w-]{1,120}$/);
        const text = fc.string({ unit: "binary", maxLength: 1024 });
        const json = fc.oneof(
            fc.json(),
            fc.string({ unit: "grapheme", maxLength: 7000 }).map((one) => JSON.stringify(one)),
        );
        fc.assert(
            fc.property(word, word, text, json, (key, value, description, sent) => {
                const { success, data } = CreateAttribute.safeParse({ key, value, description, metadata: sent });
                fc.pre(success);
                const id = `${key}:${value}`.toUpperCase();
                const one: Attribute = { ...attribute(id), ...data };
                const group = groupOf(one);
                assert.ok(group.content.length <= 8000);
                assert.match(group.content, /^[\t\n\r\u0020-\u00ff]+$/);
                const content = JSON.parse(group.content) as Record<string, unknown>;
                if (!("metadataTooLong" in content)) {
                    assert.deepEqual(content["metadata"], JSON.parse(sent));
                }
                assert.ok(isSame(group, groupOf(one)));
            }),
            { numRuns: 50 },
        );
    });
});

describe("two groups", () => {
    const group = groupOf(attribute("TIER:A", 1, '{"a":[1,2]}'));
    const respaced = { ...group, content: JSON.stringify(JSON.parse(group.content), undefined, 4) };
    const rows: readonly (readonly [
        what: string,
        one: typeof group | undefined,
        other: typeof group | undefined,
        same: boolean,
    ])[] = [
        ["that are both missing", undefined, undefined, true],
        ["of which one is missing", group, undefined, false],
        ["of which the other is missing", undefined, group, false],
        ["that are alike", group, { ...group }, true],
        ["that are spaced differently", group, respaced, true],
        ["with other descriptions", group, { ...group, description: "" }, false],
        ["with other metadata", group, groupOf(attribute("TIER:A", 1, '{"a":[2,1]}')), false],
        ["with content that is no JSON", group, { ...group, content: "{" }, false],
    ];
    for (const [what, one, other, same] of rows) {
        it(`${what} are ${same ? "" : "not "}the same`, () => assert.equal(isSame(one, other), same));
    }
});
