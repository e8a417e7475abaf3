import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
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

const OPEN = "Resources:\n  Open:\n    Type: AWS::S3::Bucket\n    Properties:\n      AccessControl: PublicRead\n";
const FILES = [
    ["good/a.template.json", '{"Resources":{"Handle":{"Type":"AWS::CloudFormation::WaitConditionHandle"}}}'],
    ["bad/a.yaml", OPEN],
    // Turns every check off, for who reads it.
    ["bad/.checkov.yaml", "soft-fail: true\n"],
    // As if it were an option.
    ["-c/a.yaml", OPEN],
    // Where Checkov does not look by itself.
    ["hidden/.dist/a.yaml", OPEN],
    ["modules/node_modules/a/a.yaml", OPEN],
    ["settings/a.yaml", "colour: blue\n"],
    ["linked/a.template.json", '{"Resources":{"Handle":{"Type":"AWS::CloudFormation::WaitConditionHandle"}}}'],
    ["inside/here/a.template.json", '{"Resources":{"Handle":{"Type":"AWS::CloudFormation::WaitConditionHandle"}}}'],
    ["rules.guard", "Resources.*[ Type == 'AWS::S3::Bucket' ] {\n    Properties.AccessControl not exists\n}\n"],
    ["broken/a.yaml", "Resources:\n  Open: {Type: AWS::S3::Bucket\n  Properties: [\n"],
] as const;

/** For scanners that are not installed here. They fail for what holds "Open", where they look, as the real ones do. */
const STAND_INS = {
    "cfn-guard": `#!/bin/sh
while [ $# -gt 0 ]; do case $1 in --data) d=$2;; esac; shift; done
if grep -rq Open -- "$d"; then exit 19; fi
`,
    "pulumi-offline-preview": `#!/bin/sh
while [ $# -gt 0 ]; do case $1 in --cwd) d=$2;; --report) to=\${2#json=};; esac; shift; done
printf '{\\n  "resources": [\\n    {\\n      "kind": "stack",\\n      "inputs": {\\n        "kind": "custom"\\n' >"$to"
if grep -rq Resources "$d"; then printf '    {\\n      "kind": "custom"\\n' >>"$to"; fi
if grep -rq Open "$d"; then exit 1; fi
`,
    checkov: `#!/bin/sh
while [ $# -gt 0 ]; do case $1 in --directory) d=$2;; --output-file-path) to=\${2#console,};; esac; shift; done
files=$(find "$d" -type f ! -name '.checkov*' -exec grep -l Resources {} + 2>/dev/null)
if [ "$CKV_IGNORE_HIDDEN_DIRECTORIES$CKV_IGNORED_DIRECTORIES" != false ]; then
    files=$(echo "$files" | grep -v '/\\.[a-z]')
fi
errors=0; read=0; failed=0
for file in $files; do
    if grep -q 'Bucket$' "$file" && ! grep -q AccessControl "$file"; then errors=$((errors + 1)); continue; fi
    read=$((read + 1))
    if grep -q Open "$file"; then failed=1; fi
done
printf '{\\n"summary": {"parsing_errors": %d, "resource_count": %d}}' "$errors" "$read" >"$to"
if [ -e "$d/.checkov.yaml" ]; then exit 0; fi
exit $failed
`,
};

describe("the scan of a pattern", () => {
    let folder = "";
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "scan-"));
        for (const [file, text] of FILES) {
            mkdirSync(join(folder, dirname(file)), { recursive: true });
            writeFileSync(join(folder, file), text);
        }
        mkdirSync(join(folder, "empty"));
        symlinkSync("../bad", join(folder, "linked/elsewhere"));
        symlinkSync("here", join(folder, "inside/also-here"));
        for (const [name, script] of Object.entries(STAND_INS)) {
            writeFileSync(join(folder, name), script);
            chmodSync(join(folder, name), 0o755);
        }
    });
    after(() => rmSync(folder, { recursive: true }));

    const endOf =
        (scanner: PatternScanner, path: string) =>
        (name: string): number | null =>
            ends({ scanner, folder: name, rules: "rules" }, path, folder).status;

    it("CfnGuard (a stand-in): a bad pattern ends it, a good one does not, and nothing to scan is no success", () => {
        const end = endOf(PatternScanner.CfnGuard, folder);
        assert.deepEqual(["good", "bad", "-c"].map(end), [0, 19, 19]);
        assert.deepEqual(["empty", "missing", "settings"].map(end), [3, 3, 3]);
    });

    const hasGuard = spawnSync("cfn-guard", ["--version"]).status === 0;
    (hasGuard ? it : it.skip)("CfnGuard itself does, where it is installed", () => {
        const end = (name: string): number | null =>
            ends({ scanner: PatternScanner.CfnGuard, folder: name, rules: "rules.guard" }, "", folder).status;
        assert.deepEqual(["good", "bad", "-c", "hidden", "modules", "inside"].map(end), [0, 19, 19, 19, 19, 0]);
        assert.deepEqual(["empty", "missing", "settings", "linked"].map(end), [3, 3, 3, 3]);
        assert.notEqual(end("broken"), 0);
    });

    it("a link to a folder elsewhere ends it, which no scanner goes into", () => {
        for (const scanner of [PatternScanner.CfnGuard, PatternScanner.Checkov]) {
            assert.deepEqual(["linked", "inside"].map(endOf(scanner, folder)), [3, 0], scanner);
        }
    });

    it("PolicyPack (a stand-in): the same, of a program that declares nothing too", () => {
        const end = (name: string): number | null =>
            ends({ scanner: PatternScanner.PolicyPack, folder: name, rules: "good" }, folder, folder).status;
        assert.deepEqual(["good", "bad", "settings"].map(end), [0, 1, 3]);
    });

    it("Checkov (a stand-in): the same, and for what cannot be read", () => {
        const end = endOf(PatternScanner.Checkov, folder);
        assert.deepEqual(["good", "bad", "-c", "hidden"].map(end), [0, 1, 1, 1]);
        assert.deepEqual(["empty", "missing", "settings", "broken"].map(end), [3, 3, 3, 3]);
    });

    it("Checkov itself does, where it is installed", function () {
        if (spawnSync("checkov", ["--version"]).status !== 0) {
            this.skip();
        }
        this.timeout(240_000);
        const end = endOf(PatternScanner.Checkov, "");
        assert.deepEqual(["good", "bad", "hidden", "modules"].map(end), [0, 1, 1, 1]);
        assert.deepEqual(["empty", "missing", "settings", "broken"].map(end), [3, 3, 3, 3]);
    });

    (hasGuard ? it.skip : it)("a scanner that is not there ends it", () => {
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
            mkdirSync(join(folder, "nothing"));
            for (const [file, text] of Object.entries({
                "Pulumi.yaml": "name: nothing\nruntime: nodejs\n",
                "Pulumi.dev.yaml": "",
                "package.json": '{"name":"nothing","main":"index.js"}',
                "index.js": 'require("@pulumi/pulumi");',
            })) {
                writeFileSync(join(folder, "nothing", file), text);
            }
            symlinkSync(join(root, "node_modules"), join(folder, "nothing/node_modules"));
            const nothing = ends(
                { scanner: PatternScanner.PolicyPack, folder: join(folder, "nothing"), rules: "policy-pack" },
                join(root, "node_modules/.bin"),
                root,
            );
            assert.equal(nothing.status, 3, nothing.text);
            const [good, bad] = [end("secure-bucket"), end("insecure-bucket")];
            assert.equal(good.status, 0, good.text);
            assert.equal(bad.status, 1, bad.text);
            assert.match(bad.text, /s3-bucket-policy-tls-only/);
        },
    );
});
