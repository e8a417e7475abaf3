import assert from "node:assert/strict";
import { join } from "node:path";
import type { JsonReport } from "../../offline-preview/report/json";
import { nameOf } from "../../offline-preview/urn";
import { findOnPath, Sandbox } from "./sandbox";

const PROJECT = join(__dirname, "fixtures", "update");
const PACK = ["--policy-pack", join(PROJECT, "pack")];

/** How far `up --skip-preview` and `--as-update` went. */
interface Update {
    /** URNs of what was made. */
    made: string[];
    /** Names of the stack's outputs. */
    outputs: string[];
    /** Policy and name of the resource of each violation. */
    violations: string[];
    failed: boolean;
}

async function both(stack: string): Promise<{ engine: Update; offline: Update }> {
    const sandbox = new Sandbox(PROJECT, stack);
    try {
        await sandbox.init({});
        const up = await sandbox.runProgram("up", "--yes", "--skip-preview", ...PACK);
        const exported = await sandbox.exportState();
        assert.equal(exported.code, 0, `${up.stdout}\n${up.stderr}`);
        const ended = await sandbox.runOfflinePreview("--as-update", "--json", ...PACK);
        assert.notEqual(ended.stdout, "", ended.stderr);
        return {
            engine: { ...stateOf(exported.stdout), violations: violationsIn(up.stdout), failed: up.code !== 0 },
            offline: offlineUpdate(JSON.parse(ended.stdout) as JsonReport),
        };
    } finally {
        sandbox.remove();
    }
}

function stateOf(exported: string): Pick<Update, "made" | "outputs"> {
    const { deployment } = JSON.parse(exported) as {
        deployment: { resources: { urn: string; type: string; outputs?: object }[] };
    };
    const stack = deployment.resources.find(({ type }) => type === "pulumi:pulumi:Stack");
    return {
        made: deployment.resources.map(({ urn }) => urn).sort(),
        outputs: Object.keys(stack?.outputs ?? {}),
    };
}

/** From the CLI's own report: `- [mandatory]  <policy>  (<type>: <name>)`. */
function violationsIn(printed: string): string[] {
    return [...printed.matchAll(/^ +- \[mandatory\] +(\S+) +\(.*: (.*)\)$/gm)].map(
        ([, policy = "", name = ""]) => `${policy}: ${name}`,
    );
}

function offlineUpdate({ resources, outputs, findings, verdict }: JsonReport): Update {
    return {
        made: resources
            .filter(({ refused, notReached }) => !refused && !notReached)
            .map(({ urn }) => urn)
            .sort(),
        outputs: Object.keys(outputs),
        violations: findings.map(({ policy, urn }) => `${policy}: ${nameOf(urn ?? "")}`),
        failed: verdict !== "passed",
    };
}

const hasCli = findOnPath("pulumi") !== undefined;

describe(`an update without preview${hasCli ? "" : " (skipped: no `pulumi` on PATH)"}`, function () {
    this.timeout(300_000);

    before(function () {
        if (!hasCli) {
            this.skip();
        }
    });

    it("ends offline where the engine ends it: at the first refused resource", async () => {
        const { engine, offline } = await both("refused");
        assert.deepEqual(offline, engine);
        assert.deepEqual(engine.violations, ["no-force-destroy: refused"], "neither a later resource nor the stack");
    });

    it("is judged offline as a stack when the engine does: when all is made", async () => {
        const { engine, offline } = await both("made");
        assert.deepEqual(offline, engine);
        assert.deepEqual(engine.violations, ["says-size: update-made"]);
    });
});
