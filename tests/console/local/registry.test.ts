import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalRegistry } from "../../../console/local/registry";

const group = (id: string, description = "") => ({ id, description, content: "{}" });

describe("the registry on this machine", () => {
    const folder = mkdtempSync(join(tmpdir(), "palisade-registry-"));
    after(() => rmSync(folder, { recursive: true }));

    it("has after a restart what it had in its folder, and no other file there", async () => {
        const told: string[] = [];
        const first = new LocalRegistry(() => undefined, folder);
        await Promise.all(["A:1", "B:2", "C:3"].map((id) => first.create(group(id))));
        await first.update(group("B:2", "new"));
        await first.remove("C:3");

        const second = new LocalRegistry((line) => told.push(line), folder);
        const found = await Promise.all(["A:1", "B:2", "C:3"].map((id) => second.find(id)));
        assert.deepEqual(found, [group("A:1"), group("B:2", "new"), undefined]);
        assert.deepEqual(told, [], "what it begins with was told before");
        assert.deepEqual(readdirSync(folder), ["registry.json"]);
    });

    it("is new without a folder", async () => {
        await new LocalRegistry(() => undefined).create(group("A:1"));
        assert.equal(await new LocalRegistry(() => undefined).find("A:1"), undefined);
    });

    it("names a file that it cannot read", () => {
        const path = join(folder, "registry.json");
        writeFileSync(path, "[");
        assert.throws(() => new LocalRegistry(() => undefined, folder), {
            message: `${path} cannot be read: delete it, and groups are told of as new ones`,
        });
    });
});
