import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathFault, type PathKind } from "../../../offline-preview/configuration/paths";

describe("offline preview: a path that names nothing", () => {
    let top: string;
    before(() => {
        top = mkdtempSync(join(tmpdir(), "paths-"));
        mkdirSync(join(top, "packs", "aws"), { recursive: true });
        writeFileSync(join(top, "facts.json"), "{}");
    });
    after(() => rmSync(top, { recursive: true }));

    const table: [written: string, kind: PathKind, fault: string | undefined][] = [
        ["packs/aws", "folder", undefined],
        ["facts.json", "file", undefined],
        [".", "folder", undefined],
        ["pakcs/aws", "folder", "there is no such folder: <top> has no 'pakcs' (did you mean 'packs'?)"],
        ["packs/gcp/x", "folder", "there is no such folder seen from <top>: <top>/packs has no 'gcp'"],
        ["<top>/fact.json", "file", "there is no such file: <top> has no 'fact.json' (did you mean 'facts.json'?)"],
        ["facts.json/x", "file", "there is no such file: <top>/facts.json is a file"],
        ["facts.json", "folder", "<top>/facts.json is a file, and must be a folder"],
        ["packs", "file", "<top>/packs is a folder, and must be a file"],
    ];
    for (const [written, kind, fault] of table) {
        it(`${kind} ${written}`, () => {
            assert.equal(pathFault(written.replace("<top>", top), top, kind), fault?.replaceAll("<top>", top));
        });
    }
});
