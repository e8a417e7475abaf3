import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonReport } from "../../offline-preview/report/json";
import { findOnPath, Sandbox, type Ended } from "./sandbox";

const PROJECT = join(__dirname, "fixtures", "runs");
const PACK = ["--policy-pack", join(PROJECT, "pack")];
const PASSWORD = "swordfish-and-chips";
const NAMES = ["gone", "inner", "password", "replaced", "runs-dev", "site", "stays", "updated", "versions"];
const CHANGED = ["--config", "runs:changed=true"];

/** What a report says, but for what only one of the two sides knows: places, times and ids. */
function told({ project, stack, verdict, findings, remediations, resources, packs, outputs }: JsonReport) {
    return {
        names: [project, stack],
        verdict,
        findings: findings
            .map(({ policy, urn, kind, level, severity, message, waiver, component }) =>
                JSON.stringify([policy, urn, kind, level, severity, message, waiver, component?.urn]),
            )
            .sort(),
        remediations: remediations.map(({ policy, urn, changed }) => JSON.stringify([policy, urn, changed])).sort(),
        resources: resources
            .filter(({ name }) => !name.startsWith("default"))
            .map(({ urn, kind, operation, parent }) => JSON.stringify([urn, kind, operation, parent]))
            .sort(),
        packs,
        outputs,
    };
}

function operations({ resources }: JsonReport): Record<string, string> {
    return Object.fromEntries(resources.map(({ name, operation }) => [name, operation]));
}

const hasCli = findOnPath("pulumi") !== undefined;
const reason = "skipped: no `pulumi` on PATH; where the Pulumi CLI is installed, its own runs are told";

describe(`a report of the CLI's own run${hasCli ? "" : ` (${reason})`}`, function () {
    this.timeout(900_000);
    let sandbox: Sandbox;
    const file = (name: string): string => join(sandbox.folder, name);
    /** What was written by a run, by its name. */
    const runs = new Map<string, Ended>();

    async function report(name: string, ...args: string[]): Promise<JsonReport> {
        const { code, stdout, stderr } = await sandbox.runOffline("report", file(name), "--json", ...args);
        assert.notEqual(stdout, "", `${String(code)} ${stderr}`);
        assert.ok(!stdout.includes(PASSWORD));
        return JSON.parse(stdout) as JsonReport;
    }

    before(async function () {
        if (!hasCli) {
            this.skip();
        }
        sandbox = new Sandbox(PROJECT, "dev");
        await sandbox.init({ "runs:password": PASSWORD });
        const record = async (name: string, run: Promise<Ended>): Promise<void> => {
            const ended = await run;
            runs.set(name, ended);
            writeFileSync(file(name), ended.stdout);
        };
        // Before the CLI keeps in the stack's file what it is given by --config.
        await record("offline", sandbox.runOfflinePreview("--json", ...PACK));
        const log = ["--event-log", file("log")];
        await record("first", sandbox.runProgram("preview", "--json", ...PACK, ...log));
        await record("refused", sandbox.runProgram("up", "--yes", "--skip-preview", "--json", ...PACK));
        await record("up", sandbox.runProgram("up", "--yes", "--json"));
        await record("changes", sandbox.runProgram("preview", "--json", ...CHANGED, ...PACK));
        await record("analysis", sandbox.analyze("--json", ...PACK));
        await record("state", sandbox.exportState());
        sandbox.environment = { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "false" };
        await record("digest", sandbox.runProgram("preview", "--json", ...PACK));
    });
    after(() => sandbox?.remove());

    it("says of a first preview what the offline preview says", async () => {
        const expected = told(JSON.parse(readFileSync(file("offline"), "utf8")) as JsonReport);
        assert.equal(expected.verdict, "policy-failed");
        assert.equal(expected.resources.length, NAMES.length);
        assert.deepEqual(told(await report("first", ...PACK)), expected);
    });

    it("says the same by the log of its events", async () => {
        assert.deepEqual(told(await report("log", ...PACK)), told(await report("first", ...PACK)));
    });

    it("says what is found without the pack at hand", async () => {
        const { findings, ...rest } = told(await report("first"));
        const { findings: joined } = told(await report("first", ...PACK));
        assert.deepEqual([findings, rest.verdict], [joined, "policy-failed"]);
    });

    it("tells what would change, as the engine's steps have it", async () => {
        assert.deepEqual(operations(await report("changes")), {
            "runs-dev": "same",
            site: "same",
            inner: "update",
            stays: "update",
            updated: "update",
            replaced: "replace",
            new: "create",
            gone: "delete",
            password: "same",
            versions: "same",
        });
    });

    it("tells an update by itself, and not the preview before it", async () => {
        const { cliRun, verdict, resources, packs } = await report("up");
        assert.deepEqual([cliRun, verdict, packs], ["update", "passed", []]);
        assert.deepEqual(resources.map(({ name }) => name).sort(), NAMES);
    });

    it("tells an update that policies stopped", async () => {
        const { cliRun, verdict, resources } = await report("refused", ...PACK);
        assert.deepEqual([cliRun, verdict], ["update", "policy-failed"]);
        assert.deepEqual(
            resources.filter(({ refused }) => refused).map(({ name }) => name),
            ["stays"],
        );
    });

    it("says of an analysis what `judge` says of the state", async () => {
        const judged = await sandbox.runOffline("judge", file("state"), "--json", ...PACK);
        const { findings, verdict } = told(JSON.parse(judged.stdout) as JsonReport);
        const analysis = told(await report("analysis", ...PACK));
        // Without resources there are no components.
        const whole = findings.map((one) => one.replace(/"[^"]*Site::site"\]$/, "null]"));
        assert.deepEqual([analysis.findings, analysis.verdict], [whole, verdict]);
        assert.deepEqual((await report("analysis")).cliRun, "analysis");
    });

    it("ends by the verdict, as the CLI does", async () => {
        for (const name of ["first", "refused", "up", "changes", "analysis"]) {
            const { code } = await sandbox.runOffline("report", file(name));
            assert.equal(code, runs.get(name)?.code === 0 ? 0 : 1, name);
        }
    });

    it("refuses what the CLI prints of a preview by itself, and a log that is cut off", async () => {
        writeFileSync(file("cut"), readFileSync(file("log"), "utf8").slice(0, -300));
        for (const [name, problem] of [
            ["digest", /preview again with PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true/],
            ["cut", /it is cut off/],
        ] as const) {
            const { code, stderr } = await sandbox.runOffline("report", file(name));
            assert.equal(code, 2);
            assert.match(stderr, problem);
        }
    });
});
