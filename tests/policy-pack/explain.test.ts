import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const COMMAND = join(__dirname, "..", "..", "policy-pack", "command", "palisade-policies.js");

describe("palisade-policies explain", function () {
    this.timeout(30_000);
    let folder: string;

    before(() => (folder = mkdtempSync(join(tmpdir(), "palisade-explain-"))));
    after(() => rmSync(folder, { recursive: true }));

    function run(...args: readonly string[]) {
        return spawnSync(process.execPath, [COMMAND, ...args], { encoding: "utf8", cwd: folder });
    }
    function explain(config: string, ...args: readonly string[]) {
        writeFileSync(join(folder, "config.json"), config);
        return run("explain", "--config", "config.json", ...args);
    }

    it("says without a file what is so anyway", () => {
        const { stdout, status } = run("explain");
        assert.equal(status, 0);
        assert.match(stdout, /^\d+ policies: \d+ mandatory, \d+ advisory, \d+ disabled\n\nmandatory\n/);
        assert.match(stdout, /\n {2}kms-key-rotation +medium +preset "baseline"\n/);
    });

    it("says which rule decided", () => {
        const config = {
            "palisade-configuration": { preset: "quiet", include: ["kms-key-rotation"] },
            "kms-key-deletion-window": "mandatory",
        };
        const { stdout } = explain(JSON.stringify(config), "service:kms");
        assert.match(stdout, /^\d policies: \d mandatory, 1 advisory, \d disabled\n/);
        const [mandatory = "", advisory = "", disabled = ""] = stdout.split(/\nadvisory\n|\ndisabled\n/);
        assert.match(mandatory, /\n {2}kms-key-deletion-window .*"kms-key-deletion-window"\n/);
        assert.match(advisory, /^ {2}kms-key-rotation .*include "kms-key-rotation"\n\n?$/);
        assert.match(disabled, /^(?: {2}kms-[a-z-]+ +(?:medium|low) +preset "quiet"\n)+$/);
    });

    it("tells all of one policy", () => {
        const settings = { "palisade-configuration": { policies: { "kms-key-deletion-window": { minimumDays: 14 } } } };
        const { stdout } = explain(JSON.stringify({ ...settings, all: "advisory" }), "kms-key-deletion-window");
        const [title, level, , ...more] = stdout.split("\n");
        assert.equal(title, "kms-key-deletion-window: KMS keys wait long enough before they are deleted");
        assert.equal(level, "advisory, by all");
        const text = more.join("\n");
        assert.match(text, /^Rules, in their order\n {2}preset "baseline" {2}advisory\n {2}all +advisory\n/);
        assert.match(text, /\n {2}minimumDays = 14, by default \d+\n {6}\S/);
        assert.match(text, /\n {2}onFault = "mandatory"\n/);
        assert.match(text, /\nRepairs: yes, at level remediate\nControls: .*nist-800-53-r5:/);
        assert.ok(existsSync(/\nPage: (.*)\n/.exec(text)?.[1] ?? ""));
    });

    it("shows options that stand in the policy's own entry", () => {
        const { stdout } = explain('{"kms-key-deletion-window": {"minimumDays": 9}}', "kms-key-deletion-window");
        assert.match(stdout, /\n {2}minimumDays = 9, by default \d+\n/);
    });

    const wrong: Record<string, [told: RegExp, config: string, ...args: string[]]> = {
        "no JSON": [/config\.json is wrong:\n- it is not JSON: /, "{"],
        "no object": [/is wrong:\n- it must be an object/, "[]"],
        "several faults": [
            /is wrong:\n- "all" must be a level \(.*\n- there is no policy "kms-key-rotate" \(did you mean "kms-key-rotation"\?\)\n- palisade-configuration: exclude "x": names no policy\n- "kms-key-deletion-window": minimumDays must be a whole number from 7 to 30\n$/,
            '{"all": "on", "kms-key-rotate": "advisory", "kms-key-deletion-window": {"minimumDays": 1}, "palisade-configuration": {"exclude": ["x"]}}',
        ],
        "a policy that there is not": [
            /^error: "kms-key-rotate" names no policy \(did you mean "kms-key-rotation"\?\)\n$/,
            "",
            "kms-key-rotate",
        ],
        "another flag": [/^error: Unknown option '--conf'/, "", "--conf"],
        "more than one policy": [/^error: unknown: b; --help/, "", "a", "b"],
    };
    for (const [name, [told, config, ...args]] of Object.entries(wrong)) {
        it(`ends with exit code 2 for ${name}`, () => {
            const { stdout, stderr, status } = explain(config, ...args);
            assert.match(stderr, told);
            assert.equal(stdout, "");
            assert.equal(status, 2);
        });
    }

    it("ends with exit code 2 for a file that is not there, or cannot be read", () => {
        for (const [path, told] of [
            ["nowhere.json", /there is no file nowhere\.json/],
            [".", /\. cannot be read/],
        ] as const) {
            const { stderr, status } = run("explain", "--config", path);
            assert.match(stderr, told);
            assert.equal(status, 2);
        }
    });

    it("helps", () => {
        const { stdout, status } = run("explain", "-h");
        assert.match(stdout, /^palisade-policies explain \[--config <file>\]/);
        assert.equal(status, 0);
        assert.equal(run("explian").status, 2);
    });
});
