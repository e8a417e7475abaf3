import assert from "node:assert/strict";
import { parseArguments, type PreviewArguments } from "../../offline-preview/arguments";
import { UsageError } from "../../offline-preview/configuration/errors";

const DEFAULTS: PreviewArguments = {
    cwd: ".",
    policyPacks: [],
    config: {},
    json: false,
    reports: [],
    nonInteractive: false,
    color: "auto",
    asUpdate: false,
    typeCheck: false,
    noPlugins: false,
    showUndetermined: false,
    showWaived: false,
    showBaselined: false,
    sharePacks: false,
    fold: false,
    watch: false,
    timeout: 300,
};

function assertRuns(argv: string[], expected: Partial<PreviewArguments>): void {
    assert.deepEqual(parseArguments(argv), {
        kind: "run",
        command: "preview",
        options: { ...DEFAULTS, ...expected },
        operands: [],
    });
}

function problemsOf(...argv: string[]): string[] {
    try {
        parseArguments(argv);
    } catch (error) {
        assert.ok(error instanceof UsageError, String(error));
        return error.problems;
    }
    return [];
}

function assertProblems(argv: string[], ...expected: RegExp[]): void {
    const problems = problemsOf(...argv);
    assert.equal(problems.length, expected.length, problems.join("\n"));
    expected.forEach((pattern, index) => assert.match(problems[index] ?? "", pattern));
}

describe("the command line of the offline preview", () => {
    it("has defaults", () => assertRuns([], {}));

    const accepted: [string[], Partial<PreviewArguments>][] = [
        [["--cwd", "app", "--stack", "dev"], { cwd: "app", stack: "dev" }],
        [["-C", "app", "-s", "dev"], { cwd: "app", stack: "dev" }],
        [["--cwd=app", "-sdev"], { cwd: "app", stack: "dev" }],
        [["--stack", "dev", "-s", "prod"], { stack: "prod" }],
        [["--policy-pack", "a", "--policy-pack", "b"], { policyPacks: [{ path: "a" }, { path: "b" }] }],
        [
            [
                "--policy-pack",
                "a",
                "--policy-pack",
                "b",
                "--policy-pack-config",
                "a.json",
                "--policy-pack-config=b.json",
            ],
            {
                policyPacks: [
                    { path: "a", configFile: "a.json" },
                    { path: "b", configFile: "b.json" },
                ],
            },
        ],
        [
            ["--config", "aws:region=eu-west-1", "-c", "a=b=c", "-c", "a=", "-c", "x=-"],
            { config: { "aws:region": "eu-west-1", a: "", x: "-" } },
        ],
        [
            ["--config-file", "other.yaml", "--facts", "facts.json"],
            { configFile: "other.yaml", factsFile: "facts.json" },
        ],
        [["-j", "--non-interactive", "--as-update"], { json: true, nonInteractive: true, asUpdate: true }],
        [["--type-check", "--show-undetermined"], { typeCheck: true, showUndetermined: true }],
        [["--fold"], { fold: true }],
        [["--watch"], { watch: true }],
        [["--show-waived"], { showWaived: true }],
        [
            ["--report", "sarif=out=1.sarif", "--report=md=-"],
            {
                reports: [
                    { format: "sarif", path: "out=1.sarif" },
                    { format: "md", path: "-" },
                ],
            },
        ],
        [["--json", "--json=false", "--as-update=true"], { asUpdate: true }],
        [["--diff-base", "main"], { diff: { diffBase: "main", newOnly: false } }],
        [
            ["--diff-base=a", "--new-only", "--base-setup", "npm ci"],
            { diff: { diffBase: "a", newOnly: true, baseSetup: "npm ci" } },
        ],
        [["--color", "never"], { color: "never" }],
        [["--timeout", "0.5"], { timeout: 0.5 }],
        [["--timeout=86400"], { timeout: 86400 }],
        [["--stack", "-dev"], { stack: "-dev" }],
        [["--stack=--odd"], { stack: "--odd" }],
    ];
    for (const [argv, expected] of accepted) {
        it(`accepts ${argv.join(" ")}`, () => assertRuns(argv, expected));
    }

    it("gives help and version before any complaint", () => {
        const help = parseArguments(["--nonsense", "-h", "--timeout", "never"]);
        assert.ok(help.kind === "help" && help.text.startsWith("Usage: pulumi-offline-preview"));
        assert.deepEqual(parseArguments(["-v"]), { kind: "version" });
        assert.deepEqual(parseArguments(["--version", "extra"]), { kind: "version" });
    });

    const refused: [string[], ...RegExp[]][] = [
        [["--stak", "dev"], /^unknown flag --stak \(did you mean --stack\?\)$/],
        [["--polcy-pack=x"], /^unknown flag --polcy-pack \(did you mean --policy-pack\?\)$/],
        [["--refresh"], /^unknown flag --refresh; --help lists all$/],
        [["-x"], /^unknown flag -x; --help lists all$/],
        [["-xyz"], /^unknown flag -x;/],
        [["-stack", "dev"], /^unknown flag -stack \(did you mean --stack\?\)$/],
        [["-json"], /^unknown flag -json \(did you mean --json\?\)$/],
        [["jugde"], /^argument 1 belongs to no flag .*\(did you mean 'judge'\?\)$/],
        [["preview"], /^argument 1 belongs to no flag .*--cwd/],
        [["--json", "--", "one", "two"], /^argument 3 /, /^argument 4 /],
        [["--cwd"], /^--cwd needs a value: --cwd <folder>$/],
        [["--cwd", ""], /^--cwd needs a value/],
        [["--cwd="], /^--cwd needs a value/],
        [["--json=maybe"], /^--json is a switch/],
        [["--color", "red"], /^--color must be always, never or auto$/],
        [["--report", "sarif"], /^--report must be written format=file, such as/],
        [["--report", "sarif="], /^--report must be written format=file/],
        [
            ["--report", "md=a", "--report", "sraif=b"],
            /^--report number 2 has an unknown format \(did you mean 'sarif'\?\): it must be text, json, .* or \w+$/,
        ],
        [["--report", "pdf=a"], /^--report has an unknown format: it must be text/],
        [["--report", "md=-", "--report", "json=-"], /^2 reports print on standard output: give a file/],
        [["--report", "md=-", "--json"], /^--json and --report print on standard output/],
        [["--new-only"], /^--new-only needs --diff-base/],
        [["--base-setup", "npm ci"], /^--base-setup needs --diff-base/],
        [["--diff-base", "main", "--as-update"], /^--as-update is not for --diff-base/],
        [["--diff-base", "main", "--new-only", "--baseline", "b.json"], /^--new-only and --baseline: each says/],
        [["--diff-base", "main", "--watch"], /^--watch is not for --diff-base/],
        [["--timeout", "0"], /^--timeout must be a number of seconds above 0/],
        [["--timeout", "-5"], /^--timeout must be/],
        [["--timeout", "5m"], /^--timeout must be/],
        [["--timeout", "86401"], /^--timeout must be/],
        [["--config", "novalue"], /^--config must be written key=value/],
        [["--config", "a=b", "--config", "=c"], /^--config number 2 must be written key=value/],
        [
            ["--policy-pack-config", "a.json"],
            /given once and --policy-pack never: give one configuration for each pack/,
        ],
        [
            ["--policy-pack", "a", "--policy-pack", "b", "--policy-pack-config", "c"],
            /given once and --policy-pack 2 times/,
        ],
    ];
    for (const [argv, ...patterns] of refused) {
        it(`refuses ${argv.join(" ")}`, () => assertProblems(argv, ...patterns));
    }

    it("judges states, which stand behind the command's name wherever it is", () => {
        const judges = (states: string[], expected: Partial<PreviewArguments>, ...argv: string[]): void =>
            assert.deepEqual(parseArguments(argv), {
                kind: "run",
                command: "judge",
                options: { ...DEFAULTS, ...expected },
                operands: states,
            });
        judges(["a", "b"], {}, "judge", "a", "b");
        judges(["a", "b"], { cwd: "x", json: false, fold: true }, "--cwd", "x", "judge", "a", "--fold", "b");
        judges(["judge"], { json: true }, "judge", "--json", "judge");
        assertRuns(["--stack", "judge"], { stack: "judge" });
        assertProblems(["lost", "judge", "a"], /^argument 1 belongs to no flag/);
        assertProblems(["judge", "--stack"], /^--stack needs a value/, /^judge needs a state/);
        assertProblems(
            ["--share-packs", "--parallel", "2"],
            /^--parallel is for judge: a preview has/,
            /^--share-packs is/,
        );
        assertProblems(
            ["judge", "-s", "dev"],
            /^--stack is not for judge: it runs no program$/,
            /^judge needs a state/,
        );
    });

    it("takes no flag for a value, and reads on behind it", () => {
        assertProblems(
            ["--cwd", "--stack", "--jsn", "--timeout", "x", "lost"],
            /^--cwd needs a value/,
            /^--stack needs a value/,
            /^unknown flag --jsn/,
            /^argument 6 /,
            /^--timeout/,
        );
        assertProblems(["--policy-pack", "-C", "app"], /^--policy-pack needs a value/);
    });

    it("never repeats a value: it may be a secret", () => {
        const secret = "hunter2";
        const problems = problemsOf(
            "-c",
            secret,
            `--tokn=${secret}`,
            secret,
            "--timeout",
            secret,
            "--color",
            secret,
            `--json=${secret}`,
            `--report=${secret}`,
            `--report=${secret}=${secret}`,
        );
        assert.equal(problems.length, 8);
        assert.ok(!problems.join("\n").includes(secret));
    });
});
