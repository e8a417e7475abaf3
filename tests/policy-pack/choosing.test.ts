import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PRESETS } from "../../policy-pack/configuration/presets";
import { choose } from "../../policy-pack/configuration/selection";
import { namesOf } from "../../policy-pack/configuration/selector";
import { policies } from "../../policy-pack/policies";

const PAGE = readFileSync(join(__dirname, "..", "..", "policy-pack", "docs", "choosing.md"), "utf8");

describe("the page about choosing", () => {
    it("says what each preset turns on", () => {
        assert.deepEqual(
            tableUnder("## Presets").map(([name, ...said]) => [name, ...said]),
            Object.entries(PRESETS).map(([name, { on, levels }]) => [`\`${name}\``, on, levels]),
        );
    });

    it("shows selectors that name policies", () => {
        const names = new Set(policies.flatMap(namesOf));
        const shown = tableUnder("## Selectors").flatMap(([cell = ""]) => wordsIn(cell));
        assert.ok(shown.length > 5);
        assert.deepEqual(
            shown.filter((selector) => !selector.includes("*") && !names.has(selector)),
            [],
        );
    });

    it("tells of its example what comes of it", () => {
        const [, example = ""] = /```json\n([^]*?)```/.exec(PAGE) ?? [];
        const { choices, faults } = choose(policies, JSON.parse(example));
        assert.deepEqual(faults, []);
        const told = tableUnder("comes to this").map(([id = "", level, rules = ""]) => [
            wordsIn(id)[0],
            level,
            ...wordsIn(rules),
        ]);
        assert.ok(told.length > 5);
        assert.deepEqual(
            told,
            told.map(([id = ""]) => {
                const choice = choices.get(id);
                return [id, choice?.level, ...(choice?.history ?? []).map(({ rule }) => rule)];
            }),
        );
    });
});

/** The cells of the first table after some text, without its head. */
function tableUnder(text: string): string[][] {
    const rows = /(?:^\|.*\n)+/m.exec(PAGE.slice(PAGE.indexOf(text)))?.[0] ?? "";
    return rows
        .trim()
        .split("\n")
        .slice(2)
        .map((row) =>
            row
                .slice(1, -1)
                .split("|")
                .map((cell) => cell.trim()),
        );
}

function wordsIn(cell: string): string[] {
    return [...cell.matchAll(/`([^`]*)`/g)].map(([, word = ""]) => word);
}
