import assert from "node:assert/strict";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { buildSync } from "esbuild";
import { CreatedPattern } from "../../../console/api/schemas";

interface Created {
    readonly justCreated: (pipeline: string) => unknown;
    readonly saidOfCreated: (state: unknown) => { readonly type: string; readonly text: string } | undefined;
}

/** The pages are modules of the browser: bundled, they run here, too. */
function created(): Created {
    const entry = join(__dirname, "../../../console/web/src/pages/patterns/created.ts");
    const { outputFiles } = buildSync({ entryPoints: [entry], bundle: true, write: false, format: "cjs" });
    const module = { exports: {} };
    runInNewContext(outputFiles[0]?.text ?? "", { module });
    return module.exports as Created;
}

describe("the page of a pattern that was just created", () => {
    const { justCreated, saidOfCreated } = created();
    const { options } = CreatedPattern.shape.pipeline;

    it("says of each answer of the API where its pipeline comes from", () => {
        const said = options.map((pipeline) => [pipeline, saidOfCreated(justCreated(pipeline))] as const);
        assert.deepEqual(
            said.map(([pipeline, message]) => [pipeline, message?.type]),
            [
                ["requested", "success"],
                ["configured", "warning"],
            ],
        );
    });

    it("says that one is being made only where it is, and else what has to be done", () => {
        assert.match(saidOfCreated(justCreated("requested"))?.text ?? "", /pipeline is being made/);
        const { text = "" } = saidOfCreated(justCreated("configured")) ?? {};
        assert.match(text, /patternPipelines names the pattern/);
        assert.doesNotMatch(text, /being made/);
    });

    for (const state of [undefined, null, "created", 1, {}, { created: "toString" }, { created: null }, []]) {
        it(`says nothing of ${JSON.stringify(state)} in the browser's history`, () => {
            assert.equal(saidOfCreated(state), undefined);
        });
    }
});
