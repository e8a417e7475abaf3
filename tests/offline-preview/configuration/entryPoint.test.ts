import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findEntryPoint } from "../../../offline-preview/configuration/entryPoint";

describe("offline preview: the file that a program starts with", () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "entry-"))));
    afterEach(() => rmSync(folder, { recursive: true }));

    function find(manifest: object, files: string[], entry = "."): string {
        for (const file of files) {
            mkdirSync(dirname(join(folder, file)), { recursive: true });
            writeFileSync(join(folder, file), "");
        }
        writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
        const found = findEntryPoint({ programDir: folder, entry });
        return ("file" in found ? found.file : found.problem)
            .replaceAll(`${folder}/`, "")
            .replaceAll(folder, "<folder>");
    }

    const table: [title: string, manifest: object, files: string[], found: string][] = [
        ["the index", {}, ["index.ts"], "index.ts"],
        ["JavaScript", {}, ["index.js"], "index.js"],
        ["an ES module", { type: "module" }, ["index.mts"], "index.mts"],
        ["what main names", { main: "src/app.ts" }, ["src/app.ts", "index.ts"], "src/app.ts"],
        ["main without its ending", { main: "src/app" }, ["src/app.js"], "src/app.js"],
        ["main that names a folder", { main: "src" }, ["src/index.ts"], "src/index.ts"],
        ["exports before main", { exports: "./a.js", main: "b.js" }, ["a.js", "b.js"], "a.js"],
        ["exports by condition", { exports: { ".": { import: "./a.mjs" } } }, ["a.mjs"], "a.mjs"],
        ["the index, where main is missing", { main: "bin/index.js" }, ["index.ts"], "index.ts"],
        [
            "nothing",
            {},
            ["app.ts"],
            "there is no program to run: <folder> has no index.ts or index.js: create it, or name it by 'main'",
        ],
        [
            "nothing that main names",
            { main: "bin/index.js" },
            ["src/index.ts"],
            "there is no program to run: package.json names bin/index.js, which <folder> has not: create it, or name it by 'main'",
        ],
        [
            "what is not built",
            { main: "bin/index.js", scripts: { build: "tsc" } },
            ["src/index.ts"],
            "there is no program to run: package.json names bin/index.js, which <folder> has not: build it with 'npm run build', or correct the name",
        ],
    ];
    for (const [title, manifest, files, found] of table) {
        it(title, () => assert.equal(find(manifest, files), found));
    }

    it("is the file that Pulumi.yaml names", () => {
        assert.equal(find({ main: "other.ts" }, ["other.ts", "app.ts"], "app.ts"), "app.ts");
    });
});
