import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stampOf, type ReadKind } from "../../../offline-preview/watch/stamps";
import { Tracked } from "../../../offline-preview/watch/tracked";
import { changesText } from "../../../offline-preview/watch/watch";

describe("what a watched run has read", () => {
    let folder: string;
    let tracked: Tracked;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "tracked-"));
        writeFileSync(join(folder, "read.ts"), "1");
        mkdirSync(join(folder, "inner"));
        tracked = new Tracked();
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    const at = (name: string): string => join(folder, name);
    const read = (kind: ReadKind, name: string): void => {
        tracked.take({ kind, path: at(name), stamp: stampOf(kind, at(name)) });
    };

    const CASES: Record<string, { read: [ReadKind, string]; change: () => void; changed: string[] }> = {
        "a file of another content": {
            read: ["file", "read.ts"],
            change: () => writeFileSync(at("read.ts"), "22"),
            changed: ["read.ts"],
        },
        "a file that another one replaced": {
            read: ["file", "read.ts"],
            change: () => {
                writeFileSync(at(".read.ts.tmp"), "2");
                renameSync(at(".read.ts.tmp"), at("read.ts"));
            },
            changed: ["read.ts"],
        },
        "a file that went": { read: ["file", "read.ts"], change: () => rmSync(at("read.ts")), changed: ["read.ts"] },
        "a file that came": {
            read: ["file", "new.ts"],
            change: () => writeFileSync(at("new.ts"), ""),
            changed: ["new.ts"],
        },
        "a module that came into a folder": {
            read: ["modules", "."],
            change: () => writeFileSync(at("new.ts"), ""),
            changed: ["new.ts"],
        },
        "a folder that came, and could be a module": {
            read: ["modules", "inner"],
            change: () => mkdirSync(at("inner/new")),
            changed: ["inner/new"],
        },
        "any name that went from a folder that was listed": {
            read: ["folder", "."],
            change: () => rmSync(at("inner"), { recursive: true }),
            changed: ["inner"],
        },
        "what is no module is none": {
            read: ["modules", "."],
            change: () => writeFileSync(at("notes.md"), ""),
            changed: [],
        },
        "what an editor hides is none": {
            read: ["folder", "."],
            change: () => writeFileSync(at(".read.ts.swp"), ""),
            changed: [],
        },
        "a folder in which something changed is none itself": {
            read: ["file", "inner"],
            change: () => writeFileSync(at("inner/other.ts"), ""),
            changed: [],
        },
        "a file that nobody read is none": {
            read: ["file", "read.ts"],
            change: () => writeFileSync(at("other.ts"), ""),
            changed: [],
        },
    };
    for (const [title, { read: args, change, changed }] of Object.entries(CASES)) {
        it(title, () => {
            read(...args);
            change();
            deepStrictEqual(tracked.renew(), changed.map(at));
            deepStrictEqual(tracked.renew(), [], "told once");
        });
    }

    it("is compared with how it was before the first read it", () => {
        tracked.take({ kind: "file", path: at("read.ts"), stamp: "before" });
        read("file", "read.ts");
        deepStrictEqual(tracked.renew(), [at("read.ts")]);
    });

    it("is no change where the run itself wrote it", () => {
        read("file", "read.ts");
        tracked.take({ written: at("read.ts") });
        writeFileSync(at("read.ts"), "22");
        deepStrictEqual(tracked.renew(), []);
    });

    it("is waited for until it changes, or nobody waits any more", async () => {
        read("file", "read.ts");
        const gone = new AbortController();
        const ended: string[] = [];
        const changed = tracked.untilChanged(new AbortController().signal).then(() => ended.push("changed"));
        const given = tracked.untilChanged(gone.signal).then(() => ended.push("given up"));
        gone.abort();
        await given;
        deepStrictEqual(ended, ["given up"]);
        writeFileSync(at("read.ts"), "22");
        await changed;
        deepStrictEqual(ended, ["given up", "changed"]);
    });
});

describe("text of changes", () => {
    for (const [changed, text] of [
        [["a"], "a"],
        [["a", "b", "c"], "a, b, c"],
        [["a", "b", "c", "d"], "a, b, c and 1 other"],
        [["a", "b", "c", "d", "e"], "a, b, c and 2 others"],
    ] as const) {
        it(text, () => strictEqual(changesText(changed), text));
    }
});
