import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { needed } from "./support/needed";
import { analyzed, classes, directory } from "./support/schema";

describe("the package palisade-aws", () => {
    it("can be added to a program in any language: Pulumi understands every argument and output", function () {
        // The SDK's analyser reads the types of the whole AWS package.
        this.timeout(120_000);
        const found = analyzed();
        assert.deepEqual(Object.keys(found).sort(), [...classes].sort());
        for (const [component, { inputs, outputs }] of Object.entries(found)) {
            for (const [field, { description }] of [...Object.entries(inputs), ...Object.entries(outputs)]) {
                assert.ok(description, `${component}.${field} has no description`);
            }
            const demanded = Object.entries(inputs).flatMap(([field, { optional }]) =>
                optional === true ? [] : [field],
            );
            assert.deepEqual(demanded.sort(), Object.keys(needed[component] ?? {}).sort(), component);
        }
        const { removable, key, distributionArns } = found.SecureBucket?.inputs ?? {};
        assert.equal(removable?.plain, true);
        assert.equal(key?.plain, undefined);
        assert.ok(key !== undefined && "type" in key && key.type === "string", "other languages give a key's ARN");
        assert.equal(distributionArns?.plain, undefined);
    });

    it("is hosted by Node.js", () => {
        assert.equal(readFileSync(join(directory, "PulumiPlugin.yaml"), "utf8").trim(), "runtime: nodejs");
    });
});
