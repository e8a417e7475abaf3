import assert from "node:assert/strict";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { buildSync } from "esbuild";
import type { Pattern } from "../../../console/api/schemas";

interface Modules {
    readonly unlessThere: <T>(call: () => Promise<T>, wanted: Partial<Pattern>) => Promise<T | undefined>;
    readonly problemOf: (status: number, body: unknown) => Error;
}

/** The pages are modules of the browser: bundled, they run here, too. */
function modules(): Modules {
    const folder = join(__dirname, "../../../console/web/src/api");
    const { outputFiles } = buildSync({
        stdin: { contents: `export * from "./unlessThere"; export * from "./problem";`, resolveDir: folder },
        bundle: true,
        write: false,
        format: "cjs",
    });
    const module = { exports: {} };
    runInNewContext(outputFiles[0]?.text ?? "", { module, URL, TextEncoder, TextDecoder });
    return module.exports as Modules;
}

describe("what is made or changed by the pages", () => {
    const { unlessThere, problemOf } = modules();
    const wanted = { name: "queue", description: "Of orders", attributes: { TIER: "DATA", USE: "LIVE" }, version: 1 };
    const stored = {
        ...wanted,
        patternId: "QUEUE",
        patternType: "CFN",
        attributes: { USE: "LIVE", TIER: "DATA" },
        createTime: "2026-11-01T00:00:00.000Z",
        lastUpdateTime: "2026-11-01T00:00:00.000Z",
    };
    const refused = (status: number, current?: object) =>
        problemOf(status, { error: "The pattern is there already.", retryable: false, ...(current && { current }) });
    const send = (problem: Error) => unlessThere(() => Promise.reject(problem), wanted);

    it("is what the API answers", async () => {
        assert.equal(await unlessThere(() => Promise.resolve("made"), wanted), "made");
    });

    it("is done where it is stored as it was wanted, by a call whose answer was lost", async () => {
        assert.equal(await send(refused(409, stored)), undefined);
    });

    for (const [what, difference] of Object.entries({
        "another version": { version: 2 },
        "another text": { description: "Of bills" },
        "an attribute more": { attributes: { ...stored.attributes, EXPOSURE: "INTERNAL" } },
        "an attribute less": { attributes: { TIER: "DATA" } },
        "another value": { attributes: { TIER: "WEB", USE: "LIVE" } },
    })) {
        it(`is a conflict with ${what}`, async () => {
            const problem = refused(409, { ...stored, ...difference });
            await assert.rejects(send(problem), problem);
        });
    }

    it("is refused for everything else", async () => {
        for (const problem of [refused(409), refused(403), refused(500), new TypeError("no network")]) {
            await assert.rejects(send(problem), problem);
        }
    });
});
