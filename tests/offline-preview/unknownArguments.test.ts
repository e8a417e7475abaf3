import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { askAllFunctions, askAllFunctionsOnceLoaded, askedArguments } from "../../offline-preview/unknownArguments";
import { UNKNOWN, type PropertyMap } from "../../offline-preview/values";

type Serialize = (label: string, props: PropertyMap) => Promise<PropertyMap>;

const GIVEN = { name: "a", filters: [{ values: [UNKNOWN, "b"] }] };

describe("what functions are asked with that is not known", () => {
    // That of 3.134 and 3.135 asks no function of what is not known, and serializes as the versions before.
    it("looks known to an SDK that has but the former way to serialize, and is unknown again to the monitor", async () => {
        const rpc = { serializeProperties: (_: string, props: PropertyMap) => Promise.resolve(props) };
        askAllFunctions(rpc);
        const asked = await rpc.serializeProperties("invoke:a", GIVEN);
        assert.doesNotMatch(JSON.stringify(asked), new RegExp(UNKNOWN));
        assert.deepEqual(askedArguments(asked), GIVEN);
        assert.deepEqual(await rpc.serializeProperties("resource:a", GIVEN), GIVEN);
        assert.deepEqual(Object.keys(rpc), ["serializeProperties"]);
    });

    it("looks known to the SDK that a program loads, and to nothing that is no SDK", async () => {
        const { _extensions: extensions } = Module as unknown as { _extensions: Record<string, unknown> };
        const load = extensions[".js"];
        const folder = mkdtempSync(join(tmpdir(), "palisade-arguments-"));
        try {
            askAllFunctionsOnceLoaded();
            const files = ["@pulumi/pulumi/runtime/rpc.js", "@pulumi/pulumi/runtime/rpc.json.js", "another/rpc.js"];
            const [asked, ...others] = await Promise.all(
                files.map((file) => {
                    mkdirSync(join(folder, file, ".."), { recursive: true });
                    writeFileSync(join(folder, file), "exports.serializeProperties = async (_, props) => props;");
                    const rpc = createRequire(__filename)(join(folder, file)) as { serializeProperties: Serialize };
                    return rpc.serializeProperties("invoke:a", GIVEN);
                }),
            );
            assert.notDeepEqual(asked, GIVEN);
            assert.deepEqual(others, [GIVEN, GIVEN]);
        } finally {
            extensions[".js"] = load;
            rmSync(folder, { recursive: true, force: true });
        }
    });
});
