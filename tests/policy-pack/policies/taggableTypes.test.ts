import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isTaggable } from "../../../policy-pack/policies/taggableTypes";

const PACKAGE = dirname(require.resolve("@pulumi/aws/package.json"));

/** The types of the installed provider, and whether their declaration has a map of tags. */
function declared(): readonly (readonly [type: string, isTaggable: boolean])[] {
    const files = readdirSync(PACKAGE, { recursive: true, encoding: "utf8" }).filter(
        (file) => file.endsWith(".js") && !/(^|\/)(node_modules|types)\//.test(file),
    );
    return files.flatMap((file) => {
        const type = /__pulumiType = '(aws:[^']+)'/.exec(readFileSync(join(PACKAGE, file), "utf8"))?.[1];
        if (type === undefined) {
            return [];
        }
        const declarations = readFileSync(join(PACKAGE, file.replace(/\.js$/, ".d.ts")), "utf8");
        const args = /^export interface \w+Args \{$([^]*?)^\}$/m.exec(declarations)?.[1] ?? "";
        return [[type, /^ {4}tags\?: pulumi\.Input<\{/m.test(args)] as const];
    });
}

describe("the types that have tags", () => {
    it("are those that the installed provider declares so", function () {
        this.timeout(60_000);
        const all = declared();
        assert.ok(all.length > 1_500);
        assert.deepEqual(
            all.filter(([type, has]) => isTaggable(type) !== has),
            [],
        );
        assert.equal(isTaggable("aws:none/such:Such"), false);
    });
});
