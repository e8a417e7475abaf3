import assert from "node:assert/strict";
import { join } from "node:path";
import { nameOf } from "../../offline-preview/urn";
import { changes } from "./changes";
import { readState } from "./engineSide";
import { deletedTooEarly } from "./order";
import { findOnPath, Sandbox, type Ended } from "./sandbox";

const PROJECT = join(__dirname, "fixtures", "components");
const CHANGED = ["--config", "components:changed=true"];

/** What `preview --json` plans for a resource. */
interface PlannedStep {
    resourcePreEvent?: { metadata: { op: string; urn: string; type: string } };
}

/** What a preview would touch, by the component that it belongs to. Components themselves are only written down. */
function touchedIn(previewOutput: string): Record<string, string[]> {
    const touched: Record<string, string[]> = {};
    for (const line of previewOutput.split("\n").filter((text) => text !== "")) {
        const { resourcePreEvent } = JSON.parse(line) as PlannedStep;
        const { op = "same", urn = "", type = "" } = resourcePreEvent?.metadata ?? {};
        if (op !== "same" && type.startsWith("aws:")) {
            (touched[componentOf(urn)] ??= []).push(`${op} ${type.split(":").at(-1) ?? ""} ${nameOf(urn)}`);
        }
    }
    return touched;
}

/** The outermost component around a resource, as its URN tells. */
function componentOf(urn: string): string {
    return /::palisade-aws:index:(\w+)\$/.exec(urn)?.[1] ?? "no component";
}

function assertDone({ code, stdout, stderr }: Ended): void {
    assert.equal(code, 0, `${stdout}\n${stderr}`);
}

const hasCli = findOnPath("pulumi") !== undefined;

describe(`an update with one changed argument${hasCli ? "" : " (skipped: no `pulumi` on PATH)"}`, function () {
    this.timeout(900_000);
    let sandbox: Sandbox;
    let touched: Record<string, string[]>;

    before(async function () {
        if (!hasCli) {
            this.skip();
        }
        sandbox = new Sandbox(PROJECT, "dev");
        await sandbox.init({});
        assertDone(await sandbox.runProgram("up", "--yes", "--skip-preview"));
        const preview = await sandbox.runProgram("preview", "--json", ...CHANGED);
        assertDone(preview);
        touched = touchedIn(preview.stdout);
    });
    after(() => sandbox?.remove());

    // No two of them hang together: so all are changed at once.
    for (const [name, change] of Object.entries(changes)) {
        it(`touches only what it should: ${name}, ${Object.keys(change.change).join(", ")}`, () => {
            assert.deepEqual((touched[name] ?? []).sort(), [...change.touched].sort());
        });
    }

    it("has nothing to change afterwards, and destroys what it made in order", async () => {
        assertDone(await sandbox.runProgram("up", "--yes", "--skip-preview", ...CHANGED));
        assertDone(await sandbox.runProgram("preview", "--expect-no-changes", ...CHANGED));
        // What components are given is protected.
        assertDone(await sandbox.unprotect());
        const state = readState((await sandbox.exportState()).stdout);
        const destroy = await sandbox.runProgram("destroy", "--yes", "--skip-preview", "--json");
        assertDone(destroy);
        assert.deepEqual(deletedTooEarly(state, destroy.stdout), []);
    });
});
