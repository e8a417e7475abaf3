import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import type { JsonReport } from "../../offline-preview/report/json";
import { comparable, undecided } from "./differences";
import { observeEngine, readState, type StateResource } from "./engineSide";
import type { Observed } from "./observed";
import { observeOffline } from "./offlineSide";
import { deletedTooEarly } from "./order";
import { findOnPath, Sandbox, type Ended } from "./sandbox";

interface Subject {
    project: string;
    stack: string;
    /** Flags that name the pack. */
    pack: string[];
    /** Secret configuration, encrypted by the CLI before the runs. */
    secrets: Record<string, string>;
    /** With a pack that finds mandatory violations the update would be refused. */
    updateWithPack: boolean;
}

const ROOT = resolve(__dirname, "../..");
const FIXTURES = join(__dirname, "fixtures");

/** The deployment's own stacks, and whether what they hold may go with them. */
const STACKS = { dev: "removable", oidc: "protected", prod: "protected" } as const;

function ofStack(stack: string): Subject {
    return {
        project: ROOT,
        stack,
        pack: ["--policy-pack", join(ROOT, "policy-pack")],
        secrets: {},
        updateWithPack: true,
    };
}

const PROTOCOL: Subject = {
    project: join(FIXTURES, "protocol"),
    stack: "dev",
    pack: [
        ...["--policy-pack", join(FIXTURES, "pack")],
        ...["--policy-pack-config", join(FIXTURES, "pack", "config.json")],
    ],
    secrets: { password: "swordfish-and-chips" },
    updateWithPack: false,
};

const VALUES: Subject = {
    ...PROTOCOL,
    project: join(FIXTURES, "values"),
};

/** Has a component that a plugin makes, which both sides start from its sources. */
const REMOTE: Subject = {
    ...PROTOCOL,
    project: join(ROOT, "tests", "offline-preview", "plugins", "fixtures", "program"),
    secrets: {},
};

/** Secrets that the programs make themselves, which the engine shows in messages of policies. */
const SECRET_TEXTS = ["hidden-tag-value", "hidden-output-value", "nested-secret-value", "a secret title"];

/** One program through both, from the first preview to the one after the update. */
interface Run {
    preview: Ended;
    offlinePreview: Ended;
    update: Ended;
    secondPreview: Ended;
    report: JsonReport;
    engine: Observed;
    offline: Observed;
}

async function run(subject: Subject, sandbox: Sandbox): Promise<Run> {
    await sandbox.init(subject.secrets);
    const preview = await sandbox.runProgram("preview", "--json", ...subject.pack);
    const packOfUpdate = subject.updateWithPack ? subject.pack : [];
    const update = await sandbox.runProgram("up", "--yes", "--skip-preview", ...packOfUpdate);
    const state = await exportState(sandbox);
    const secondPreview = await sandbox.runProgram("preview", "--expect-no-changes", ...packOfUpdate);
    const offlinePreview = await sandbox.runOfflinePreview("--json", ...subject.pack);
    assert.notEqual(offlinePreview.stdout, "", offlinePreview.stderr);
    const report = JSON.parse(offlinePreview.stdout) as JsonReport;
    return {
        preview,
        offlinePreview,
        update,
        secondPreview,
        report,
        engine: observeEngine(preview.stdout, state),
        offline: observeOffline(report),
    };
}

async function exportState(sandbox: Sandbox): Promise<StateResource[]> {
    const exported = await sandbox.exportState();
    assertCode(exported, 0);
    return readState(exported.stdout);
}

function assertCode(ended: Ended, code: number): void {
    assert.equal(ended.code, code, `${ended.stdout}\n${ended.stderr}`);
}

/** What must be the same on both sides, aspect by aspect. */
function itAgrees(ran: () => Run): void {
    const same = (aspect: keyof ReturnType<typeof comparable>): void => {
        const { engine, offline } = ran();
        assert.deepEqual(comparable(offline)[aspect], comparable(engine, SECRET_TEXTS)[aspect]);
    };
    it("have the same resources", () => same("resources"));
    it("have the same parents", () => same("parents"));
    it("have the same dependencies", () => same("dependencies"));
    it("have the same dependencies of each property", () => same("propertyDependencies"));
    it("protect and retain the same resources", () => same("protection"));
    it("give the same provider to each resource", () => same("providers"));
    it("see the same inputs in a first preview", () => same("inputs"));
    it("see the same stack outputs in a first preview", () => same("stackOutputs"));
    it("remediate the same inputs", () => same("remediations"));
    it("find the same violations", () => {
        const engine = comparable(ran().engine, SECRET_TEXTS).violations;
        const offline = comparable(ran().offline).violations;
        const onlyEngine = engine.filter((violation) => !offline.includes(violation));
        const onlyOffline = offline.filter((violation) => !engine.includes(violation));
        assert.deepEqual({ onlyEngine, onlyOffline }, { onlyEngine: [], onlyOffline: [] });
        assert.equal(offline.length, engine.length, "one side tells a violation more often");
    });
    it("cannot decide the same findings while ids are unknown", () => {
        const { report } = ran();
        const engine = undecided(ran().engine.findings);
        const offline = undecided(ran().offline.findings);
        const violatedWithIds = report.findings
            .filter(({ decidedBy, kind }) => decidedBy === "made-up-ids" && kind === "violation")
            .map(({ pack, policy, urn }) => `${pack.name} ${policy} ${urn ?? ""}`);
        const passedWithIds = engine.filter((key) => !offline.includes(key) && !violatedWithIds.includes(key));
        assert.deepEqual(
            offline.filter((key) => !engine.includes(key)),
            [],
        );
        assert.equal(passedWithIds.length, report.summary.decidedByMadeUpIds, passedWithIds.join("\n"));
    });
}

const found = findOnPath("pulumi");
const reason = "skipped: no `pulumi` on PATH; where the Pulumi CLI is installed, this runs through the real engine";

describe(`the engine and the offline preview${found === undefined ? ` (${reason})` : ""}`, function () {
    this.timeout(900_000);
    let sandbox: Sandbox | undefined;
    let done: Run;

    const doneBefore = (subject: Subject): void => {
        before(async () => {
            sandbox = new Sandbox(subject.project, subject.stack);
            done = await run(subject, sandbox);
        });
        after(() => sandbox?.remove());
    };

    before(function () {
        if (found === undefined) {
            this.skip();
        }
    });

    for (const [stack, data] of Object.entries(STACKS)) {
        describe(`of the stack ${stack}`, () => {
            doneBefore(ofStack(stack));

            it("pass its first preview", () => {
                assertCode(done.preview, 0);
                assertCode(done.offlinePreview, 0);
            });
            it("update it without a violation, and have nothing to change afterwards", () => {
                assertCode(done.update, 0);
                assertCode(done.secondPreview, 0);
            });
            itAgrees(() => done);
            if (data === "protected") {
                it("refuse to destroy it while it is protected", async () => {
                    assert.ok(sandbox);
                    const { code, stdout, stderr } = await sandbox.runProgram("destroy", "--yes");
                    assert.notEqual(code, 0);
                    assert.match(`${stdout}${stderr}`, /cannot be deleted[^]*because it is protected/);
                    assertCode(await sandbox.unprotect(), 0);
                });
            }
            it("destroy it to the last resource, nothing before what is made of it", async () => {
                assert.ok(sandbox);
                const state = await exportState(sandbox);
                const destroy = await sandbox.runProgram("destroy", "--yes", "--skip-preview", "--json");
                assertCode(destroy, 0);
                assert.deepEqual(await exportState(sandbox), []);
                assert.deepEqual(deletedTooEarly(state, destroy.stdout), []);
            });
        });
    }

    for (const [what, subject] of [
        ["a program that uses every part of the protocol", PROTOCOL],
        ["a program with values of every kind", VALUES],
        ["a program with a remote component", REMOTE],
    ] as const) {
        describe(`of ${what}`, () => {
            doneBefore(subject);

            it("refuse it for its mandatory violations", () => {
                assertCode(done.preview, 1);
                assertCode(done.offlinePreview, 1);
            });
            it("update it without the pack, and have nothing to change afterwards", () => {
                assertCode(done.update, 0);
                assertCode(done.secondPreview, 0);
            });
            itAgrees(() => done);
            it("print no secret offline", () => {
                const shown = [...Object.values(subject.secrets), ...SECRET_TEXTS].filter((secret) =>
                    `${done.offlinePreview.stdout}${done.offlinePreview.stderr}`.includes(secret),
                );
                assert.deepEqual(shown, []);
            });
        });
    }

    describe("of a program that names a file which is not there", () => {
        for (const [kind, fault] of [
            ["asset", "failed to compute asset hash for \"source\": failed to open asset file 'FOLDER/no-such-file': "],
            [
                "folder",
                "failed to compute asset hash for \"source\": asset path 'FOLDER' is a directory; try using an archive",
            ],
            ["archive", 'failed to compute archive hash for "source": '],
            [
                "noArchive",
                "failed to compute archive hash for \"source\": 'FOLDER/package.json' is neither a recognized archive type nor a directory",
            ],
            [
                "member",
                "failed to compute asset hash for \"index.js\": failed to open asset file 'FOLDER/no-such-member.js': ",
            ],
        ] as const) {
            it(`fail with the same message: ${kind}`, async () => {
                const project = join(FIXTURES, "missingAsset");
                sandbox = new Sandbox(project, "dev");
                await sandbox.init({});
                const config = ["--config", `missing-asset:kind=${kind}`];
                const ends = [
                    await sandbox.runProgram("preview", ...config),
                    await sandbox.runOfflinePreview(...config),
                ];
                sandbox.remove();
                for (const { code, stdout, stderr } of ends) {
                    const text = `${stdout}${stderr}`.replace(/\s+/g, " ");
                    assert.notEqual(code, 0, text);
                    assert.ok(text.includes(fault.replace("FOLDER", project)), text);
                    assert.ok(text.includes("page"), text);
                }
            });
        }
    });
});
