import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const COMMAND = join(__dirname, "..", "..", "policy-pack", "command", "palisade-policies.js");

describe("palisade-policies explain", function () {
    this.timeout(120_000);
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

    it("reads a file with a byte order mark", () => {
        const { stdout, status } = explain('\ufeff{"kms-key-rotation": "disabled"}', "kms-key-rotation");
        assert.equal(status, 0);
        assert.match(stdout, /\ndisabled, by /);
    });

    it("says of no name what would act on a terminal", () => {
        const { stderr, status } = run("explain", "\u001b[31mred\u202e\u0007");
        assert.equal(status, 2);
        assert.equal(stderr, 'error: "red" names no policy\n');
    });

    it("ends quietly where nobody reads to the end, and says that standard output is full", function () {
        if (process.platform === "win32" || !existsSync("/dev/full")) {
            this.skip();
        }
        const shell = (script: string) =>
            spawnSync("bash", ["-c", script, process.execPath, COMMAND], { encoding: "utf8", cwd: folder });
        const gone = shell('set -o pipefail; { "$0" "$1" explain; echo "code $?" >&2; } | true');
        assert.equal(gone.stderr, "code 0\n");
        const full = shell('"$0" "$1" explain > /dev/full');
        assert.equal(full.status, 2);
        assert.match(full.stderr, /^error: standard output cannot be written: ENOSPC.*\n$/);
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

    describe("of a pack of one's own", () => {
        const modules = join(__dirname, "..", "..", "node_modules");
        const own = `
            const { must, resourcePolicy, say } = require("palisade-policies/evaluation");
            const ours = resourcePolicy({
                id: "ours-named", title: "Queues are named", severity: "high", types: ["aws:sqs/queue:Queue"],
                controls: { nist: ["CM-8"], whitepaper: ["SQS"] }, why: "Because.", fix: { text: "Name it.", example: "" },
                check: (queue) => must(queue.get("name").isPresent(), say\`Set \${queue.get("name")}.\`),
            });`;
        /** A pack as the engine would find it. */
        function packOf(name: string, main: string, file = "index.js"): string {
            const pack = join(folder, name);
            mkdirSync(pack);
            symlinkSync(modules, join(pack, "node_modules"));
            writeFileSync(join(pack, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: src\n");
            writeFileSync(join(pack, "package.json"), JSON.stringify({ name, version: "1.0.0" }));
            mkdirSync(join(pack, "src"));
            writeFileSync(join(pack, "src", file), main);
            return name;
        }

        before(() => {
            packOf(
                "ours",
                `const { palisadePack } = require("palisade-policies/pack");
                ${own}
                palisadePack("our-policies", {
                    preset: "quiet",
                    policies: { "kms-key-deletion-window": { enforcementLevel: "mandatory", minimumDays: 14 } },
                    delegate: ["service:kms"],
                }, { own: [ours] });`,
            );
        });

        it("says what its code chose, and what a file makes of it", () => {
            const code = run("explain", "--pack", "ours").stdout;
            assert.match(code, /\n {2}ours-named +high +preset "quiet"\n/);
            assert.match(code, /\n {2}kms-key-deletion-window +medium +policies\.kms-key-deletion-window\n/);
            const one = run("explain", "--pack", "ours", "kms-key-deletion-window").stdout;
            assert.match(one, /\nmandatory, by policies\.kms-key-deletion-window\n/);
            assert.match(one, /\n {2}minimumDays = 14, by default 30\n/);
            assert.doesNotMatch(run("explain", "--pack", "ours", "ours-named").stdout, /Page:/);
            const policies = { "kms-key-deletion-window": { minimumDays: 20 } };
            const file = { "palisade-configuration": { exclude: ["ours-*"], policies } };
            const both = explain(JSON.stringify(file), "--pack", "ours").stdout;
            assert.match(both, /\n {2}ours-named +high +exclude "ours-\*"\n/);
            const filed = explain(JSON.stringify(file), "--pack", "ours", "kms-key-deletion-window").stdout;
            assert.match(filed, /\n {2}minimumDays = 20, by default 30\n/);
        });

        it("says what a stack makes of what is delegated to it, and refuses the rest", () => {
            const stackFile = (text: string) => writeFileSync(join(folder, "Pulumi.dev.yaml"), text);
            const asked = ["explain", "--pack", "ours", "--stack-config", "Pulumi.dev.yaml"];
            stackFile('config:\n  our-policies:exclude: ["kms-key-deletion-window"]\n  aws:region: eu-west-1\n');
            const { stdout } = run(...asked, "kms-key-deletion-window");
            assert.match(stdout, /\ndisabled, by stack's exclude "kms-key-deletion-window"\n/);
            stackFile('config:\n  our-policies:exclude: ["ours-named"]\n');
            const refused = run(...asked);
            assert.match(
                refused.stderr,
                /- the stack's configuration: "delegate" leaves the stack no say in ours-named\n$/,
            );
            assert.equal(refused.status, 2);
        });

        const broken: Record<string, [main: string | undefined, told: RegExp]> = {
            "none is there": [undefined, /^error: pack broken: no PulumiPolicy\.yaml in it/],
            "its code chooses what there is not": [
                `import { palisadePack } from "palisade-policies/pack"; palisadePack("p", { exclude: ["kms-key-rotaton"] });`,
                /^error: p is wrong:\n- exclude "kms-key-rotaton": names no policy \(did you mean "kms-key-rotation"\?\)\n$/,
            ],
            "its code fails": ["throw new Error('no luck')", /^error: pack broken: it did not start:\n[^]*no luck/],
            "it is not made of ours": [
                `const { PolicyPack } = require("@pulumi/policy"); new PolicyPack("p", { policies: [] });`,
                /^error: pack broken: it does not tell what it chooses: it must be made by palisadePack/,
            ],
        };
        for (const [name, [main, told]] of Object.entries(broken)) {
            it(`ends with exit code 2 where ${name}`, () => {
                rmSync(join(folder, "broken"), { recursive: true, force: true });
                if (main !== undefined) {
                    packOf("broken", main, main.startsWith("import") ? "index.ts" : "index.js");
                }
                const { stdout, stderr, status } = run("explain", "--pack", "broken");
                assert.match(stderr, told);
                assert.deepEqual([stdout, status], ["", 2]);
            });
        }
    });

    it("reads a stack's file over its project's, and says what it cannot read", () => {
        writeFileSync(
            join(folder, "Pulumi.yaml"),
            "config:\n  palisade-policies:exclude: { value: ['kms-key-rotation'] }\n",
        );
        writeFileSync(join(folder, "Pulumi.dev.yaml"), "environment: [shared]\n");
        const asked = ["--stack-config", "Pulumi.dev.yaml", "service:kms"];
        const { stdout } = explain('{"palisade-configuration": {"delegate": ["service:kms"]}}', ...asked);
        assert.match(stdout, /\n {2}kms-key-rotation +medium +stack's exclude "kms-key-rotation"\n/);
        assert.match(stdout, /\n\nPulumi\.dev\.yaml imports environments, which only the Pulumi service knows/);
        for (const [text, told] of [
            ["config: [", /^error: Pulumi\.dev\.yaml is not YAML: /],
            ["hello", /^error: Pulumi\.dev\.yaml holds no configuration of a stack\n$/],
        ] as const) {
            writeFileSync(join(folder, "Pulumi.dev.yaml"), text);
            const { stderr, status } = run("explain", ...asked);
            assert.match(stderr, told);
            assert.equal(status, 2);
        }
        rmSync(join(folder, "Pulumi.yaml"));
    });

    it("helps", () => {
        const { stdout, status } = run("explain", "-h");
        assert.match(stdout, /^palisade-policies explain \[flags\]/);
        assert.equal(status, 0);
        assert.equal(run("explian").status, 2);
    });
});
