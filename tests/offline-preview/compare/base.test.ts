import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
    existsSync,
    mkdirSync,
    mkdtempSync,
    readFileSync,
    realpathSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { checkOut } from "../../../offline-preview/compare/git";
import { installPackages } from "../../../offline-preview/compare/packages";

type Files = Readonly<Record<string, string>>;

const PACKAGE = {
    "package.json": '{ "name": "shop", "version": "1.0.0", "dependencies": { "no-such-package-of-ours": "9.9.9" } }',
    "package-lock.json": JSON.stringify({
        name: "shop",
        version: "1.0.0",
        lockfileVersion: 3,
        packages: {
            "": { name: "shop", version: "1.0.0", dependencies: { "no-such-package-of-ours": "9.9.9" } },
            "node_modules/no-such-package-of-ours": {
                version: "9.9.9",
                resolved: "https://registry.npmjs.org/no-such-package-of-ours/-/x-9.9.9.tgz",
                integrity: "sha512-AAAA",
            },
        },
    }),
};

describe("the base of a comparison", function () {
    this.timeout(60_000);
    let outside: string;
    let root: string;
    beforeEach(() => {
        outside = realpathSync(mkdtempSync(join(tmpdir(), "base-")));
        root = join(outside, "shop");
        mkdirSync(root);
    });
    afterEach(() => rmSync(outside, { recursive: true, force: true }));

    function git(...args: string[]): string {
        const who = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main"];
        return execFileSync("git", [...who, ...args], {
            cwd: root,
            encoding: "utf8",
            stdio: ["ignore", "pipe", "pipe"],
        });
    }

    function write(files: Files): void {
        for (const [path, content] of Object.entries(files)) {
            mkdirSync(dirname(join(root, path)), { recursive: true });
            if (content === "") {
                rmSync(join(root, path));
            } else {
                writeFileSync(join(root, path), content);
            }
        }
    }

    function commit(files: Files, message = "base"): void {
        write({ ".gitignore": "node_modules\nbin\n", ...files });
        git("init", "--quiet");
        git("add", "--all");
        git("commit", "--quiet", "--allow-empty", "--message", message);
    }

    describe("is checked out", () => {
        it("as it was where both parted, without running hooks, and is gone afterwards", async () => {
            commit({ a: "base" });
            git("checkout", "--quiet", "-b", "work");
            commit({ a: "mine" }, "mine");
            git("checkout", "--quiet", "main");
            commit({ a: "later" }, "later");
            git("checkout", "--quiet", "work");
            write({ a: "not committed" });
            const hook = join(root, ".git/hooks/post-checkout");
            writeFileSync(hook, `#!/bin/sh\ntouch ${join(outside, "hooked")}\n`, { mode: 0o755 });
            const listed = git("worktree", "list");
            const checkout = await checkOut("main", root);
            assert.equal(checkout.root, root);
            assert.equal(basename(checkout.folder), "shop");
            assert.equal(readFileSync(join(checkout.folder, "a"), "utf8"), "base");
            assert.equal(readFileSync(join(root, "a"), "utf8"), "not committed");
            checkout.remove();
            assert.ok(!existsSync(dirname(checkout.folder)));
            assert.equal(git("worktree", "list"), listed);
            assert.ok(!existsSync(join(outside, "hooked")));
        });

        it("also inside of a hook of git, whose environment names files of the repository", async () => {
            commit({ a: "base" });
            process.env.GIT_DIR = join(outside, "elsewhere");
            try {
                const checkout = await checkOut("main", root);
                assert.equal(readFileSync(join(checkout.folder, "a"), "utf8"), "base");
                checkout.remove();
            } finally {
                delete process.env.GIT_DIR;
            }
        });

        const REFUSED: [what: string, ref: string, prepare: () => void, says: RegExp][] = [
            ["no repository", "main", () => undefined, /is in no git repository/],
            ["no such ref", "mian", () => commit({ a: "1" }), /mian is no commit, branch or tag of this repository$/],
            ["a ref like a flag", "--all", () => commit({ a: "1" }), /--all is no commit, branch or tag/],
            ["no commit at all", "main", () => git("init", "--quiet"), /main is no commit, branch or tag/],
            [
                "nothing in common",
                "other",
                () => {
                    commit({ a: "1" });
                    git("checkout", "--quiet", "--orphan", "other");
                    commit({ a: "2" }, "other");
                    git("checkout", "--quiet", "main");
                },
                /the working tree and other have no commit in common$/,
            ],
            [
                "a branch that only the remote has",
                "more",
                () => {
                    commit({ a: "1" });
                    git("update-ref", "refs/remotes/origin/more", "HEAD");
                },
                /more is no commit.* \(did you mean origin\/more\?\)$/,
            ],
            [
                "a clone that is too shallow",
                "HEAD~1",
                () => {
                    commit({ a: "1" });
                    commit({ a: "2" }, "more");
                    git("clone", "--quiet", "--depth", "1", `file://${root}`, join(outside, "clone"));
                    rmSync(root, { recursive: true });
                    symlinkSync(join(outside, "clone"), root);
                },
                /HEAD~1 is no commit.*; this clone is shallow, so git fetch --unshallow may bring it$/,
            ],
        ];
        for (const [what, ref, prepare, says] of REFUSED) {
            it(`not with ${what}`, async () => {
                prepare();
                await assert.rejects(checkOut(ref, root), { name: "UsageError", message: says });
            });
        }

        it("not without git", async () => {
            const path = process.env.PATH;
            process.env.PATH = outside;
            try {
                await assert.rejects(checkOut("main", root), { name: "UsageError", message: /git is not installed/ });
            } finally {
                process.env.PATH = path;
            }
        });
    });

    describe("has packages", () => {
        /** What is said, and what a file of the checkout says then. */
        async function installed(base: Files, head: Files, setup?: string, look = (_: string): unknown => undefined) {
            commit(base);
            write(head);
            const checkout = await checkOut("main", root);
            const options = { programDir: join(root, "infra"), setup, onStop: () => undefined };
            try {
                mkdirSync(join(root, "infra"), { recursive: true });
                const notes = await installPackages(checkout, options);
                return { notes, seen: look(checkout.folder) };
            } finally {
                checkout.remove();
            }
        }
        const text = (path: string) => (folder: string) => readFileSync(join(folder, path), "utf8");

        it("of the working tree where the lock file is the same", async () => {
            const head = {
                "node_modules/a/a.js": "a",
                "node_modules/@b/c/c.js": "c",
                "infra/node_modules/d/d.js": "d",
            };
            const base = { "package-lock.json": "{}", "infra/index.ts": "1" };
            const { notes, seen } = await installed(base, head, undefined, (folder) => [
                text("node_modules/a/a.js")(folder),
                text("node_modules/@b/c/c.js")(folder),
                text("infra/node_modules/d/d.js")(folder),
            ]);
            assert.deepEqual([notes, seen], [[], ["a", "c", "d"]]);
        });

        it("of the folders above the repository, as the working tree finds them, the nearest first", async () => {
            const above = { "../node_modules/a/a.js": "above", "../node_modules/@b/e/e.js": "e" };
            const head = { ...above, "node_modules/a/a.js": "a", "node_modules/@b/c/c.js": "c" };
            const base = { "package-lock.json": "{}", "infra/index.ts": "1" };
            const { seen } = await installed(base, head, undefined, (folder) => [
                text("node_modules/a/a.js")(folder),
                text("node_modules/@b/c/c.js")(folder),
                text("node_modules/@b/e/e.js")(folder),
            ]);
            assert.deepEqual(seen, ["a", "c", "e"]);
        });

        const own = (change: Files) => async () => {
            mkdirSync(join(root, "node_modules"), { recursive: true });
            symlinkSync("../lib", join(root, "node_modules/lib"));
            const base = { "package-lock.json": "{}", "lib/index.js": "base", "infra/index.ts": "1" };
            const head = { "lib/bin/index.js": "built", ...change };
            return installed(base, head, undefined, (folder) => [
                text("node_modules/lib/index.js")(folder),
                existsSync(join(folder, "node_modules/lib/bin/index.js")),
            ]);
        };

        it("of the repository itself as they are here where nothing in them changed, and so built", async () => {
            assert.deepEqual(await own({})(), { notes: [], seen: ["base", true] });
        });

        for (const [what, change] of Object.entries<Files>({
            "something in them changed": { "lib/index.js": "mine" },
            "something new is in them": { "lib/new.js": "mine" },
        })) {
            it(`of the repository itself as they were where ${what}`, async () => {
                const { notes, seen } = await own(change)();
                assert.match(notes.join(), /packages of this repository differ: the base ran with its own/);
                assert.deepEqual(seen, ["base", false]);
            });
        }

        it("that a command installs", async () => {
            const lock = { "package-lock.json": "{}" };
            const head = { "package-lock.json": "{ }" };
            const { notes, seen } = await installed(lock, head, "pwd > made", text("made"));
            assert.match(notes.join(), /^the base was made ready by: pwd > made$/);
            assert.match(String(seen), /pulumi-offline-preview-base-\w+\/shop\n$/);
        });

        it("of its own, out of npm's cache, where the lock file is another one", async () => {
            const manifest = { name: "shop", version: "1.0.0" };
            const lock = { ...manifest, lockfileVersion: 3, packages: { "": manifest } };
            const base = { "package.json": JSON.stringify(manifest), "package-lock.json": JSON.stringify(lock) };
            const { notes } = await installed(base, { "package-lock.json": "{}" });
            assert.match(notes.join(), /package-lock\.json differs: the base ran with packages of its own/);
        });

        const REFUSED: [what: string, base: Files, head: Files, setup: string | undefined, says: RegExp][] = [
            [
                "no lock file at the base",
                { a: "1" },
                { "package-lock.json": "{}" },
                undefined,
                /no lock file at the base \(package-lock\.json\).*--base-setup 'npm install'/,
            ],
            ["no lock file anywhere", { a: "1" }, {}, undefined, /no lock file here.*--base-setup/],
            [
                "another lock file of yarn",
                { "yarn.lock": "a" },
                { "yarn.lock": "b" },
                undefined,
                /yarn\.lock is another one at the base: .*--base-setup/,
            ],
            [
                "another lock file, of which npm's cache has not all",
                PACKAGE,
                { "package-lock.json": "{}" },
                undefined,
                /package-lock\.json is another one at the base, and npm's cache does not hold all[^]*--base-setup 'npm ci'/,
            ],
            [
                "a command that fails",
                { a: "1" },
                {},
                "echo no disk; exit 3",
                /--base-setup failed .*exit code 3\):\nno disk/,
            ],
        ];
        for (const [what, base, head, setup, says] of REFUSED) {
            it(`not with ${what}`, async () => {
                await assert.rejects(installed(base, head, setup), { name: "UsageError", message: says });
            });
        }
    });
});
