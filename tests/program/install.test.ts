import { match, strictEqual } from "node:assert";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import manifest from "../../package.json";

/** What people run, and not what npm runs before and after. `prepare` runs while packages are installed, and builds. */
const SCRIPTS = Object.keys(manifest.scripts).filter((name) => !/^(pre(?!view)|post)/.test(name));

describe("npm scripts before npm ci", function () {
    this.timeout(60_000);
    let checkout: string;
    before(() => {
        checkout = mkdtempSync(join(tmpdir(), "checkout-"));
        for (const path of ["package.json", "tools"]) {
            cpSync(join(__dirname, "../..", path), join(checkout, path), { recursive: true });
        }
    });
    after(() => rmSync(checkout, { recursive: true }));

    for (const script of SCRIPTS) {
        it(`${script} says what to do`, () => {
            const run = spawnSync("npm", ["run", script], { cwd: checkout, encoding: "utf8" });
            strictEqual(run.status, 1, run.stdout);
            match(run.stderr, /error: Palisade's packages are not installed: run 'npm ci' in .*checkout-/);
        });
    }

    it("the command says what to do where it is not built", () => {
        const path = "offline-preview/command/pulumi-offline-preview.js";
        cpSync(join(__dirname, "../..", path), join(checkout, path));
        const run = spawnSync(process.execPath, [join(checkout, path)], { encoding: "utf8" });
        strictEqual(run.status, 2);
        match(run.stderr, /^error: pulumi-offline-preview is not built: run 'npm ci'.*\n$/);
    });
});
