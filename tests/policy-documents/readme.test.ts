import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import ts from "typescript";
import * as policyDocuments from "palisade-policy-documents";

const README = readFileSync(join(__dirname, "../../policy-documents/README.md"), "utf8");

describe("the README of policy-documents", () => {
    it("shows what its example answers", () => {
        const [, code = ""] = /<!-- example -->\n\n```ts\n([^]*?)```/.exec(README) ?? [];
        // Each line with a comment becomes a question and the answer that the comment promises.
        const asked = code.replace(/^(.*); \/\/ (.+)$/gm, "answered($1, $2);");
        const { outputText } = ts.transpileModule(asked, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
        const answers: [unknown, unknown][] = [];
        runInNewContext(outputText, {
            exports: {},
            require: (name: string) => (name === "palisade-policy-documents" ? policyDocuments : undefined),
            answered: (actual: unknown, promised: unknown) => answers.push([actual, promised]),
        });
        assert.equal(answers.length, 6);
        for (const [actual, promised] of answers) {
            assert.equal(actual, promised);
        }
    });

    it("names functions and tables that there are", () => {
        const rows = README.split("\n").filter((line) => line.startsWith("| "));
        const named = rows.flatMap((line) => [...line.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name));
        assert.ok(named.length > 10);
        assert.deepEqual(
            named.filter((name) => !(name in policyDocuments)),
            [],
        );
    });
});
