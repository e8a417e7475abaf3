import { deepStrictEqual, doesNotMatch, match, strictEqual } from "node:assert";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonReport } from "../../../offline-preview/report/json";
import { SIGNATURE_KEY, Signature } from "../../../offline-preview/values";
import { pack, runCli, TestProject, type CliRun } from "./project";

const urn = (type: string, name: string): string => `urn:pulumi:dev::shop::${type}::${name}`;
const STACK = { urn: urn("pulumi:pulumi:Stack", "shop-dev"), type: "pulumi:pulumi:Stack", outputs: { url: "u" } };
const PROVIDER = {
    urn: urn("pulumi:providers:test", "home"),
    type: "pulumi:providers:test",
    custom: true,
    id: "p1",
    inputs: { region: "eu" },
};
const THING = { urn: urn("test:index:Thing", "thing"), type: "test:index:Thing", custom: true, id: "t1" };
const hidden = { [SIGNATURE_KEY]: Signature.secret, plaintext: '"hunter2"' };

function exported(...resources: object[]): string {
    return JSON.stringify({ version: 3, deployment: { resources: [STACK, PROVIDER, ...resources] } });
}

/** Tells all that a pack is told of a thing; what is open is a violation. */
const POLICIES = `[{
    name: "inputs", description: "About inputs.", enforcementLevel: "mandatory",
    validateResource: (args, report) => {
        if (args.type === "test:index:Thing" && args.props.open) {
            report("Open in " + args.provider.props.region + ", with " + args.props.password + (args.opts.protect ? ", protected" : ""));
        }
    },
}, {
    name: "stack", description: "About the stack.", enforcementLevel: "advisory",
    validateStack: (args, report) => {
        const thing = args.resources.find(({ name }) => name === "thing");
        report("Made " + thing.props.made + " of " + thing.propertyDependencies.open.map(({ name }) => name), thing.urn);
    },
}]`;

/** Says by each level that it is configured wrongly; only one that blocks can mean it. */
const MISCONFIGURED = `["advisory", "mandatory"].map((enforcementLevel) => ({
    name: enforcementLevel, description: "In order.", enforcementLevel,
    validateResource: ({ type, props }, report) => {
        if (type === "test:index:Thing") report("misconfigured: " + enforcementLevel + ":\\n- " + props.password);
    },
}))`;

const OPEN = {
    ...THING,
    inputs: { open: true, password: hidden },
    outputs: { open: true, made: 7 },
    provider: `${PROVIDER.urn}::p1`,
    protect: true,
    propertyDependencies: { open: [PROVIDER.urn] },
};
const CLOSED = { ...OPEN, inputs: { open: false }, outputs: { made: 8 } };
const ENCRYPTED = { ...CLOSED, inputs: { password: { [SIGNATURE_KEY]: Signature.secret, ciphertext: "v1:a:b" } } };

describe("offline preview command: judge", function () {
    this.timeout(120_000);
    let project: TestProject;
    const run = (...args: string[]): Promise<CliRun> => runCli(project, ["judge", ...args, "--policy-pack", "pack"]);

    before(() => {
        // No program is there, and no project.
        project = new TestProject({
            "Pulumi.yaml": "",
            "Pulumi.dev.yaml": "",
            "open.json": exported(OPEN),
            "closed.json": exported(CLOSED),
            "encrypted.json": exported(ENCRYPTED),
            "none/notes.txt": "no state",
            "cut.json": exported(OPEN).slice(0, 99),
            ...pack("pack", POLICIES),
            ...pack("misconfigured", MISCONFIGURED),
        });
    });
    after(() => project.remove());

    it("shows what policies say of a state, which they see as in an update, and no secret", async () => {
        const { code, stdout, stderr } = await run("open.json");
        strictEqual(code, 1, stderr);
        match(stdout, /^State of shop \(dev\), judged offline\n/);
        match(stdout, /✗ mandatory {2}inputs\n.*About inputs\.\n.*Open in eu, with \[secret\], protected/);
        match(stdout, /! advisory {2}stack\n.*About the stack\.\n.*Made 7 of home/);
        match(stdout, /\nResources: {3}3 in the state\n/);
        match(stdout, /\nFailed: 1 mandatory violation in 1 resource\.\n$/);
        doesNotMatch(stdout + stderr, /hunter2/);
    });

    it("passes where nothing blocks, and writes reports", async () => {
        const { code, stdout, stderr } = await run("closed.json", "--json", "--report", "md=out.md");
        strictEqual(code, 0, stderr);
        const report = JSON.parse(stdout) as JsonReport;
        deepStrictEqual(
            [report.ofState, report.project, report.stack, report.verdict],
            [true, "shop", "dev", "passed"],
        );
        deepStrictEqual(report.summary.resources.same, 3);
        deepStrictEqual(
            report.findings.map(({ policy, decidedBy }) => [policy, decidedBy]),
            [["stack", "both"]],
        );
        deepStrictEqual(report.outputs, { url: "u" });
        match(
            readFileSync(join(project.dir, "out.md"), "utf8"),
            /State of \*\*shop\*\* \(dev\) · resources: 3 in the state/,
        );
    });

    it("says how many values are encrypted, and lets policies not know them", async () => {
        const { code, stdout, stderr } = await run("encrypted.json");
        strictEqual(code, 0, stderr);
        match(stdout, /1 value of the state is encrypted, and unknown to policies/);
    });

    it("ends where a pack says that its configuration is wrong, and writes no report", async () => {
        const args = ["judge", "open.json", "--policy-pack", "misconfigured", "--report", "json=misconfigured.json"];
        const { code, stdout, stderr } = await runCli(project, args);
        strictEqual(code, 2);
        strictEqual(stdout, "");
        match(stderr, /^error: policy pack misconfigured: mandatory:\n- \[secret\]$/m);
        strictEqual(existsSync(join(project.dir, "misconfigured.json")), false);
    });

    const refused: Readonly<Record<string, [args: string[], ...problems: RegExp[]]>> = {
        "a state that is cut off": [["cut.json"], /^error: state cut\.json: it is no JSON; was it cut off\?/],
        "no such state": [["opne.json"], /state opne\.json: there is no such file: .*\(did you mean 'open\.json'\?\)/],
        "a folder without any": [["none"], /state none: there is no \.json file in this folder/],
        "no state": [[], /judge needs a state/],
        "flags for programs": [
            ["open.json", "--stack", "dev", "--as-update"],
            /--stack is not for judge: it runs no program/,
            /--as-update is not for judge: it runs no program/,
        ],
    };
    for (const [what, [args, ...problems]] of Object.entries(refused)) {
        it(`refuses ${what}`, async () => {
            const { code, stdout, stderr } = await run(...args);
            deepStrictEqual([code, stdout], [2, ""]);
            problems.forEach((problem) => match(stderr, problem));
        });
    }

    it("refuses to judge by nothing", async () => {
        const { code, stderr } = await runCli(project, ["judge", "open.json"]);
        deepStrictEqual([code, stderr], [2, "error: nothing would be judged: name a policy pack by --policy-pack\n"]);
    });
});
