import { deepStrictEqual, strictEqual } from "node:assert/strict";
import {
    chmodSync,
    existsSync,
    mkdirSync,
    mkdtempSync,
    rmSync,
    statSync,
    symlinkSync,
    utimesSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheFolder } from "../../../offline-preview/compiling/cacheFolder";

describe("folder of compiled code", function () {
    let folder: string;
    let root: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "cache-folder-"));
        root = join(folder, "root");
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it("is made for this user alone, once", () => {
        strictEqual(cacheFolder("node", root), join(root, "node"));
        strictEqual(cacheFolder("typescript", root), join(root, "typescript"));
        strictEqual(cacheFolder("typescript", root), join(root, "typescript"));
        deepStrictEqual(
            [root, join(root, "node")].map((path) => statSync(path).mode & 0o777),
            [0o700, 0o700],
        );
    });

    const REFUSED: Record<string, () => void> = {
        "others may write into": () => {
            mkdirSync(root);
            chmodSync(root, 0o777);
        },
        "others may write into its inner one": () => {
            mkdirSync(join(root, "node"), { recursive: true });
            chmodSync(join(root, "node"), 0o770);
        },
        "is a link": () => {
            mkdirSync(join(folder, "elsewhere"), { mode: 0o700 });
            symlinkSync(join(folder, "elsewhere"), root);
        },
        "is a file": () => writeFileSync(root, ""),
        "has no parent that could hold it": () => {
            writeFileSync(join(folder, "file"), "");
            root = join(folder, "file", "root");
        },
    };
    for (const [title, prepare] of Object.entries(REFUSED)) {
        it(`is none that ${title}`, () => {
            prepare();
            strictEqual(cacheFolder("node", root), undefined);
        });
    }

    it("loses what is older than two weeks, once a day", () => {
        cacheFolder("node", root);
        const days = (count: number): Date => new Date(Date.now() - count * 24 * 60 * 60 * 1000);
        const make = (name: string, age: number): string => {
            const file = join(root, name);
            writeFileSync(file, "");
            utimesSync(file, days(age), days(age));
            return file;
        };
        mkdirSync(join(root, "node", "v22"));
        const files = [make("node/v22/old", 15), make("typescript-is-old", 20), make("node/fresh", 13)];
        cacheFolder("node", root);
        deepStrictEqual(files.map(existsSync), [true, true, true]);
        utimesSync(join(root, "tidied"), days(1.1), days(1.1));
        cacheFolder("node", root);
        deepStrictEqual(files.map(existsSync), [false, false, true]);
    });
});
