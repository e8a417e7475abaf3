import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as components from "palisade-aws";
import { policies } from "../../policy-pack/policies";
import { tables } from "../components/support/tables";

const text = readFileSync(join(resolve(__dirname, "../.."), "docs/whitepaper.md"), "utf8");
const rows = text
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .map(([, section = "", answers = "", why = ""]) => ({ section, answers, why }))
    .slice(2);
const ids = new Set(policies.map(({ id }) => id));

/** What a name is of ours; nothing that is not there. */
function kindOf(name: string): string | undefined {
    const [component = "", argument] = name.split(".");
    if (argument !== undefined) {
        return tables[component]?.has(argument) ? "argument" : undefined;
    }
    if (ids.has(name)) {
        return "policy";
    }
    return Object.hasOwn(components, component) && tables[component] !== undefined ? "component" : undefined;
}

describe("the whitepaper's table", () => {
    it("has each section once", () => {
        assert.ok(rows.length > 50);
        assert.equal(new Set(rows.map(({ section }) => section)).size, rows.length);
    });

    for (const { section, answers, why } of rows) {
        it(`${section}: is answered by what there is, or says why not`, () => {
            const named = [...`${answers} ${why}`.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
            assert.deepEqual(
                named.filter((name) => kindOf(name) === undefined),
                [],
            );
            assert.notEqual(why, "");
            if (answers !== "") {
                assert.equal(
                    answers,
                    named
                        .slice(0, answers.split(", ").length)
                        .map((name) => `\`${name}\``)
                        .join(", "),
                );
            }
        });
    }
});
