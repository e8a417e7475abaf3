import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { TranspileCache, type Transpiled } from "../../../offline-preview/compiling/transpileCache";

describe("compiled TypeScript that is kept", function () {
    let folder: string;
    let cache: TranspileCache;
    let made: number;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "transpile-cache-"));
        cache = new TranspileCache(folder);
        made = 0;
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const make = (outputText: string) => (): Transpiled => {
        made++;
        return { outputText, sourceMapText: "map" };
    };
    const yes = (): boolean => true;

    it("is made once for a key", () => {
        const results = ["a", "b", "a", "b"].map((key) => cache.get(key, make(key), yes).outputText);
        deepStrictEqual([results, made], [["a", "b", "a", "b"], 2]);
        deepStrictEqual(new TranspileCache(folder).get("a", make("x"), yes), { outputText: "a", sourceMapText: "map" });
        deepStrictEqual(readdirSync(folder).sort(), ["a", "b"]);
    });

    it("has one key for the same parts alone", () => {
        const parts = [["a", "b"], ["ab"], ["a", undefined, "b"], ["b", "a"], ["a", "b", ""]];
        strictEqual(new Set(parts.map((some) => TranspileCache.keyOf(...some))).size, parts.length);
        strictEqual(TranspileCache.keyOf("a", "b"), TranspileCache.keyOf("a", "b"));
    });

    it("is not kept where it is not worth it, or could not be made", () => {
        cache.get("a", make("faulty"), () => false);
        throws(
            () =>
                cache.get(
                    "a",
                    () => {
                        throw new Error("no");
                    },
                    yes,
                ),
            /no/,
        );
        deepStrictEqual(readdirSync(folder), []);
        strictEqual(cache.get("a", make("good"), yes).outputText, "good");
    });

    it("is made again where what was kept is cut off", () => {
        writeFileSync(join(folder, "a"), '{"outputText":"a');
        strictEqual(cache.get("a", make("whole"), yes).outputText, "whole");
        strictEqual(cache.get("a", make("other"), yes).outputText, "whole");
    });

    it("is made, and not kept, where nothing can be written", () => {
        const nowhere = new TranspileCache(join(folder, "nowhere"));
        strictEqual(nowhere.get("a", make("a"), yes).outputText, "a");
    });

    it("comes from who makes it already", async () => {
        writeFileSync(join(folder, "a.claim"), "");
        const other = new Worker(
            `const { writeFileSync } = require("node:fs");
             setTimeout(() => writeFileSync(${JSON.stringify(join(folder, "a"))}, '{"outputText":"of the other"}'), 100);`,
            { eval: true },
        );
        await new Promise((online) => other.once("online", online));
        strictEqual(cache.get("a", make("own"), yes).outputText, "of the other");
        strictEqual(made, 0);
        await other.terminate();
    });

    it("is made by the second where the first is gone", () => {
        writeFileSync(join(folder, "a.claim"), "");
        const long = new Date(Date.now() - 60_000);
        utimesSync(join(folder, "a.claim"), long, long);
        strictEqual(cache.get("a", make("own"), yes).outputText, "own");
        deepStrictEqual(readdirSync(folder), ["a"]);
    });
});
