import { execFileSync } from "node:child_process";
import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as components from "palisade-aws";

const ROOT = resolve(__dirname, "../..");
const DOCUMENTS = ["README.md", "components/README.md", "offline-preview/README.md"];

/** Prints what a script of package.json prints; a preview that a policy blocks ends with exit code 1. */
function outputOf(command: string, ...more: string[]): string {
    const [, , script = ""] = command.split(" ");
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
        scripts: Record<string, string>;
    };
    // What stands before is the build, which the tests have behind them.
    const [, args = ""] = (scripts[script] ?? "").split("pulumi-offline-preview ");
    try {
        return execFileSync(process.execPath, [join(ROOT, "offline-preview/bin/cli.js"), ...args.split(" "), ...more], {
            cwd: ROOT,
            encoding: "utf8",
            env: { ...process.env, NO_COLOR: "1" },
            stdio: ["ignore", "pipe", "pipe"],
        });
    } catch (error) {
        const { stdout, status, stderr } = error as { stdout: string; status: number; stderr: string };
        strictEqual(status, 1, stderr);
        return stdout;
    }
}

const contentOf: Record<string, (what: string) => string> = {
    output: (command) => outputOf(command),
    // As a code host shows it: quoted, not as code.
    comment: (command) =>
        outputOf(command, "--report", "md=-")
            .trim()
            .replaceAll(/^.*$/gm, (line) => (line === "" ? ">" : `> ${line}`)),
    file: (path) => readFileSync(join(ROOT, path), "utf8"),
};

/** Times differ from run to run. */
function withoutTimes(text: string): string {
    return text.replace(/\d+(\.\d+)? m?s\b/g, "… s").trim();
}

/** A block: `<!-- output: npm run preview -->`, a fence, the text, and `<!-- end -->`. A comment has no fence. */
const BLOCK =
    /(<!-- (output|file|comment): (.+?) -->\n<!-- prettier-ignore(?:-start)? -->\n(?:```\w*)?\n)([^]*?)((?:```|<!-- prettier-ignore-end -->)\n+<!-- end -->)/g;

describe("documents show what is true", function () {
    this.timeout(120_000);
    const seen = new Map<string, string>();

    function real(kind: string, what: string): string {
        const key = `${kind} ${what}`;
        const text = seen.get(key) ?? contentOf[kind]?.(what) ?? "";
        seen.set(key, text);
        return text;
    }

    it("README.md names every component", () => {
        const [row = ""] = /^\| \[`components\/`].*$/m.exec(readFileSync(join(ROOT, "README.md"), "utf8")) ?? [];
        const [, list = ""] = row.split(" | ");
        deepStrictEqual(
            [...(list.split(":")[0] ?? "").matchAll(/`(\w+)`/g)].map(([, name]) => name).toSorted(),
            Object.entries(components)
                .filter(([, made]) => typeof made === "function" && made.prototype instanceof pulumi.ComponentResource)
                .map(([name]) => name)
                .toSorted(),
        );
    });

    for (const document of DOCUMENTS) {
        const path = join(ROOT, document);
        const text = readFileSync(path, "utf8");
        const blocks = [...text.matchAll(BLOCK)];

        it(`${document}: every block is one that is checked`, () => {
            strictEqual(blocks.length, [...text.matchAll(/<!-- (output|file|comment): /g)].length);
            ok(blocks.length > 0);
        });

        for (const [, , kind = "", what = "", shown = ""] of blocks) {
            it(`${document}: what ${what} ${kind === "file" ? "holds" : "prints"}`, () => {
                if (process.env.UPDATE_README === "1") {
                    const fill = (
                        whole: string,
                        begin: string,
                        k: string,
                        w: string,
                        _old: string,
                        end: string,
                    ): string => (k === kind && w === what ? `${begin}${real(kind, what).trim()}\n${end}` : whole);
                    writeFileSync(path, readFileSync(path, "utf8").replace(BLOCK, fill));
                } else {
                    const hint = "run UPDATE_README=1 npx mocha tests/docs/readme.test.ts";
                    strictEqual(withoutTimes(shown), withoutTimes(real(kind, what)), hint);
                }
            });
        }
    }
});
