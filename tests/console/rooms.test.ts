import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const CONSOLE = join(__dirname, "..", "..", "console");

function importsOf(file: string): string[] {
    return [...readFileSync(file, "utf8").matchAll(/\b(?:from|import) ?\(?"([^"]+)"/g)].map(([, name = ""]) => name);
}

describe("the console's rooms", () => {
    it("let the web import what is sent, and who may do what, without the API's libraries", () => {
        assert.deepEqual(importsOf(join(CONSOLE, "api", "schemas.ts")), ["zod"]);
        const access = readdirSync(join(CONSOLE, "access")).flatMap((file) => importsOf(join(CONSOLE, "access", file)));
        assert.deepEqual(
            access.filter((name) => !name.startsWith("./")),
            [],
        );
    });

    it("keep what is done with the registry apart from how AWS is asked for it", () => {
        const registry = join(CONSOLE, "registry");
        const names = readdirSync(registry).flatMap((file) => importsOf(join(registry, file)));
        const others = names.filter((name) => !name.startsWith("./") && !name.startsWith("../api/"));
        // aws-lambda is nothing but types.
        assert.deepEqual([...new Set(others)].sort(), ["aws-lambda", "node:util", "zod"]);
    });
});
