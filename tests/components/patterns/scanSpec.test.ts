import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { stageBuildspec } from "../../../components/patterns/policy/pipelineStatements";
import { PatternScanner, type Scan, scanScript } from "../../../components/patterns/policy/scanSpec";

const root = join(__dirname, "../../..");

interface Buildspec {
    phases: { build: { commands: string[] } };
}

/** Runs what the buildspec says, as CodeBuild does, and tells how it ended. */
function ends(scan: Scan, path: string, cwd: string): { status: number | null; text: string } {
    const { phases } = JSON.parse(stageBuildspec([scanScript(scan)])) as Buildspec;
    const [script = "", more] = phases.build.commands;
    assert.equal(more, undefined);
    const env = { ...process.env, PATH: `${path}${delimiter}${process.env.PATH ?? ""}` };
    const { status, stdout, stderr } = spawnSync("bash", ["-c", script], { cwd, env, encoding: "utf8" });
    return { status, text: `${stdout}${stderr}` };
}

describe("the scan of a pattern", () => {
    let folder = "";
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "scan-"));
        for (const [name, text] of [
            ["good", "Resources: {}"],
            ["bad", "Resources: { Open: {} }"],
        ] as const) {
            mkdirSync(join(folder, name));
            writeFileSync(join(folder, name, "a.template.json"), text);
        }
        writeFileSync(join(folder, "bad", ".checkov.yaml"), "soft-fail: true");
        mkdirSync(join(folder, "empty"));
        // A stand-in for scanners that are not installed here: it fails for what holds "Open", as they do.
        for (const [name, code] of [
            ["cfn-guard", 19],
            ["checkov", 1],
        ] as const) {
            const file = join(folder, name);
            writeFileSync(
                file,
                `#!/bin/sh\nwhile [ $# -gt 0 ]; do case $1 in --data|--directory) d=$2;; esac; shift; done\nif [ ! -e "$d/.${name}.yaml" ] && grep -rq Open "$d"; then exit ${code}; fi\n`,
            );
            chmodSync(file, 0o755);
        }
    });
    after(() => rmSync(folder, { recursive: true }));

    for (const [scanner, failed] of [
        [PatternScanner.CfnGuard, 19],
        [PatternScanner.Checkov, 1],
    ] as const) {
        it(`${scanner} (a stand-in): a bad pattern ends it, a good one does not, and nothing to scan is no success`, () => {
            const end = (name: string): number | null =>
                ends({ scanner, folder: name, rules: "rules" }, folder, folder).status;
            assert.deepEqual([end("good"), end("bad"), end("empty"), end("missing")], [0, failed, 3, 3]);
        });
    }

    it("a scanner that is not there ends it", () => {
        const { status } = ends(
            { scanner: PatternScanner.CfnGuard, folder: join(folder, "good"), rules: "rules" },
            "",
            root,
        );
        assert.equal(status, 127);
    });

    it("nothing in a path is run", () => {
        const folderName = "a'; touch escaped; '$(touch escaped)";
        for (const scanner of Object.values(PatternScanner)) {
            ends({ scanner, folder: folderName, rules: folderName, stack: folderName }, folder, folder);
        }
        assert.ok(spawnSync("ls", [folder], { encoding: "utf8" }).stdout.includes("good"));
        assert.ok(!spawnSync("ls", [folder], { encoding: "utf8" }).stdout.includes("escaped"));
    });

    // Two previews in processes of their own: 20 seconds. SCAN_FOR_REAL=1 runs them.
    (process.env.SCAN_FOR_REAL === "1" ? it : it.skip)(
        "this project's pack lets a good pattern pass, and ends with 1 for a bad one",
        function () {
            this.timeout(120_000);
            const end = (name: string): { status: number | null; text: string } =>
                ends(
                    { scanner: PatternScanner.PolicyPack, folder: `examples/${name}`, rules: "policy-pack" },
                    join(root, "node_modules/.bin"),
                    root,
                );
            const [good, bad] = [end("secure-bucket"), end("insecure-bucket")];
            assert.equal(good.status, 0, good.text);
            assert.equal(bad.status, 1, bad.text);
            assert.match(bad.text, /s3-bucket-policy-tls-only/);
        },
    );
});
