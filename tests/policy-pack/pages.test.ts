import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { configurationSchema, waiversSchema } from "../../policy-pack/configuration/schema";
import { catalogues } from "../../policy-pack/controls";
import { policies } from "../../policy-pack/policies";
import { pagesOf } from "./support/pages";

/** The pages that are not made of what policies say. */
const BY_HAND = ["choosing.md", "own-policies.md", "waivers.md"];
const FOLDER = join(__dirname, "..", "..", "policy-pack", "docs");

describe("the pages of the policy pack", () => {
    it("are written from what the policies say (UPDATE_README=1 rewrites them)", () => {
        const pages = new Map([...pagesOf(policies, catalogues), ...schemas()]);
        if (process.env["UPDATE_README"]) {
            rmSync(join(FOLDER, "policies"), { recursive: true, force: true });
            for (const [name, text] of pages) {
                mkdirSync(dirname(join(FOLDER, name)), { recursive: true });
                writeFileSync(join(FOLDER, name), text);
            }
            return;
        }
        const files = readdirSync(FOLDER, { encoding: "utf8", recursive: true }).filter((file) => /\.\w+$/.test(file));
        assert.deepEqual(files.sort(), [...pages.keys(), ...BY_HAND].sort());
        const stale = [...pages.keys()].filter((file) => readFileSync(join(FOLDER, file), "utf8") !== pages.get(file));
        assert.deepEqual(stale, []);
    });

    it("link only to pages that there are", () => {
        const byHand = BY_HAND.map((file) => [file, readFileSync(join(FOLDER, file), "utf8")] as const);
        const pages = new Map([...pagesOf(policies, catalogues), ...byHand, ...schemas()]);
        const broken = [...pages].flatMap(([name, text]) =>
            [...text.matchAll(/\]\((?!https:)([^)#]*)/g)]
                .map(([, target = ""]) => (target === "" ? name : join(dirname(name), target)))
                .filter((target) => !pages.has(target) && !existsSync(join(FOLDER, target))),
        );
        assert.deepEqual(broken, []);
    });
});

function schemas(): readonly (readonly [string, string])[] {
    const files = [
        ["configuration.schema.json", configurationSchema(policies)],
        ["waivers.schema.json", waiversSchema()],
    ] as const;
    return files.map(([name, schema]) => [name, `${JSON.stringify(schema, null, 1)}\n`]);
}
