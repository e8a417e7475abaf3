import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pages } from "../../../console/bundles";
import { buildPages } from "../../../console/bundling/pages";

describe("building the pages", () => {
    let folder: string;
    let asked: string[];

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "palisade-build-"));
        write("web/package-lock.json", "{}");
        write("web/src/main.tsx", "1");
        write("access/routes.ts", "1");
        write("local/main.ts", "1");
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    function write(path: string, content: string): void {
        mkdirSync(join(folder, path, ".."), { recursive: true });
        writeFileSync(join(folder, path), content);
    }

    /** What a build runs and says, as npm would do it. */
    function build(fails?: string): string[] {
        asked = [];
        const pages = buildPages({
            folder,
            tell: (line) => asked.push(line),
            npm: (args, where, fault) => {
                assert.equal(where, join(folder, "web"));
                asked.push(args.join(" "));
                if (args.join(" ") === fails) {
                    throw new Error(fault);
                }
                if (args[0] === "ci") {
                    rmSync(join(folder, "web/node_modules"), { recursive: true, force: true });
                    write("web/node_modules/vite/package.json", "{}");
                } else {
                    write("web/dist/index.html", "");
                }
            },
        });
        assert.equal(pages, join(folder, "web", "dist"));
        return asked;
    }

    const INSTALLS = "Installing what the pages are built with, by console/web/package-lock.json. This happens once.";
    const ALL = [INSTALLS, "ci", "Building the pages.", "run build"];
    const BUILDS = ALL.slice(2);

    it("installs and builds the first time, and says so; nothing after that", () => {
        assert.deepEqual(build(), ALL);
        assert.deepEqual(build(), []);
    });

    const changes: readonly (readonly [what: string, path: string, expected: readonly string[]])[] = [
        ["a source", "web/src/main.tsx", BUILDS],
        ["a new source", "web/src/new.tsx", BUILDS],
        ["what the pages share with the API", "access/routes.ts", BUILDS],
        ["the lock file", "web/package-lock.json", ALL],
        ["the local server", "local/main.ts", []],
        ["what was built", "web/dist/assets/index.js", []],
        ["what was installed", "web/node_modules/vite/index.js", []],
    ];
    for (const [what, path, expected] of changes) {
        it(`${expected.length === 0 ? "nothing" : expected.join(", ")} after a change of ${what}`, () => {
            build();
            write(path, "2");
            assert.deepEqual(build(), expected);
        });
    }

    it("builds again where the pages are gone, or what they are built with", () => {
        build();
        rmSync(join(folder, "web/dist"), { recursive: true });
        assert.deepEqual(build(), BUILDS);
        rmSync(join(folder, "web/node_modules"), { recursive: true });
        assert.deepEqual(build(), ALL);
    });

    it("says what to do where there are no pages to build, and runs nothing", () => {
        rmSync(join(folder, "web"), { recursive: true });
        assert.throws(() => build(), {
            message: `${join(folder, "web")} holds no pages to build: name a folder with built ones by --pages`,
        });
        assert.deepEqual(asked, []);
    });

    it("begins again where it was broken off", () => {
        assert.throws(() => build("ci"), /^Error: installing what the pages are built with failed: see above$/);
        assert.throws(() => build("run build"), /^Error: building the pages failed: see above$/);
        assert.deepEqual(asked, ALL);
        assert.deepEqual(build(), BUILDS);
    });

    it("a deployment takes them, unless they are not built, or were built from something else", () => {
        const missing = { message: "not built: the console's pages: run 'npm run build:console'" };
        assert.throws(() => pages(folder), missing);
        build();
        assert.equal(pages(folder), join(folder, "web", "dist"));
        write("access/routes.ts", "2");
        assert.throws(() => pages(folder), {
            message: "the console's pages were built before it changed: run 'npm run build:console'",
        });
        build();
        rmSync(join(folder, "web/dist"), { recursive: true });
        assert.throws(() => pages(folder), missing);
    });
});
