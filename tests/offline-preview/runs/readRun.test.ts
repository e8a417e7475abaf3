import assert from "node:assert/strict";
import { UsageError } from "../../../offline-preview/configuration/errors";
import { readEvents } from "../../../offline-preview/runs/readEvents";
import { readRun, type CliRun } from "../../../offline-preview/runs/readRun";
import { SecretTexts } from "../../../offline-preview/secretTexts";
import { SIGNATURE_KEY, Signature } from "../../../offline-preview/values";
import * as events from "./events";
import {
    CANCEL,
    prelude,
    said,
    STACK_STEPS,
    STACK_URN,
    state,
    step,
    steps,
    summary,
    THING_URN,
    written,
} from "./events";

async function* inChunks(text: string, size: number): AsyncGenerator<string> {
    for (let at = 0; at < text.length; at += size) {
        yield await Promise.resolve(text.slice(at, at + size));
    }
}

function read(text: string, { size = 50, secrets = new SecretTexts() } = {}): Promise<CliRun> {
    return readRun(readEvents(inChunks(text, size), "run.json"), "run.json", secrets);
}

async function problemOf(text: string): Promise<string> {
    try {
        await read(text);
    } catch (error) {
        assert.ok(error instanceof UsageError, String(error));
        return error.message;
    }
    return assert.fail("it was read");
}

const MADE = steps("create", THING_URN, { to: state(THING_URN, { inputs: { size: 3 } }) });

describe("a run of the CLI", () => {
    it("tells its resources, their parents and the stack's outputs, however the file is read", async () => {
        const text = written(
            prelude({ "aws:region": "eu-west-1", "shop:password": "[secret]" }),
            ...STACK_STEPS,
            ...MADE,
            step("resOutputsEvent", "create", STACK_URN, { to: { ...events.STACK_STATE, outputs: { url: "u" } } }),
            summary("succeeded"),
            CANCEL,
        );
        for (const size of [1, 50, 1_000_000]) {
            const run = await read(text, { size });
            assert.deepEqual([run.kind, run.project, run.stack, run.succeeded], ["preview", "shop", "dev", true]);
            assert.deepEqual(
                [...run.resources.values()].map(({ name, kind, operation, inputs, outputs, parent }) => {
                    return { name, kind, operation, inputs, outputs, parent };
                }),
                [
                    {
                        name: "shop-dev",
                        kind: "stack",
                        operation: "create",
                        inputs: {},
                        outputs: { url: "u" },
                        parent: undefined,
                    },
                    {
                        name: "thing",
                        kind: "custom",
                        operation: "create",
                        inputs: { size: 3 },
                        outputs: {},
                        parent: STACK_URN,
                    },
                ],
            );
            assert.deepEqual([...run.packs], [["rules", { version: "1.2.3", policies: new Map() }]]);
            assert.deepEqual([run.config, run.configSecretKeys], [{ "aws:region": "eu-west-1" }, ["shop:password"]]);
            assert.equal(run.milliseconds, 20_000);
        }
    });

    const old = state(THING_URN, { id: "t1", inputs: { size: 1 } });
    const now = state(THING_URN, { inputs: { size: 2 } });
    const becomes: Readonly<Record<string, [events: events.Event[], operation: string | undefined, size?: number]>> = {
        made: [steps("create", THING_URN, { to: now }), "create", 2],
        changed: [steps("update", THING_URN, { from: old, to: now }), "update", 2],
        left: [steps("same", THING_URN, { from: old, to: now }), "same", 2],
        "refreshed, then changed": [
            [
                ...steps("refresh", THING_URN, { from: old, to: old }),
                ...steps("update", THING_URN, { from: old, to: now }),
            ],
            "update",
            2,
        ],
        deleted: [steps("delete", THING_URN, { from: old }), "delete", 1],
        "replaced, made first": [
            [
                ...steps("create-replacement", THING_URN, { from: old, to: now }),
                ...steps("replace", THING_URN, { from: old, to: now }),
                ...steps("delete-replaced", THING_URN, { from: { ...old, delete: true } }),
            ],
            "replace",
            2,
        ],
        "replaced, deleted first": [
            [
                ...steps("delete-replaced", THING_URN, { from: old }),
                ...steps("replace", THING_URN, { from: old, to: now }),
                ...steps("create-replacement", THING_URN, { from: old, to: now }),
            ],
            "replace",
            2,
        ],
        "the rest of an earlier replacement": [
            [...MADE, ...steps("delete", THING_URN, { from: { ...old, delete: true } })],
            "create",
            3,
        ],
        imported: [steps("import", THING_URN, { to: now }), "import", 2],
        read: [steps("read", THING_URN, { to: { ...now, external: true } }), "read", 2],
        forgotten: [steps("discard", THING_URN, { from: old }), undefined],
        "in vain": [
            [
                step("resourcePreEvent", "create", THING_URN, { to: now }),
                step("resOpFailedEvent", "create", THING_URN, { to: now }),
            ],
            undefined,
        ],
        "changed in vain": [
            [
                step("resourcePreEvent", "update", THING_URN, { from: old, to: now }),
                step("resOpFailedEvent", "update", THING_URN, { from: old, to: now }),
            ],
            "same",
            1,
        ],
    };
    for (const [what, [made, operation, size]] of Object.entries(becomes)) {
        it(`tells what becomes of a resource: ${what}`, async () => {
            const run = await read(written(prelude(), ...made, summary("succeeded"), CANCEL));
            const thing = run.resources.get(THING_URN);
            assert.deepEqual([thing?.operation, thing?.inputs.size], [operation, size]);
        });
    }

    it("tells violations, remediations and messages, cleared of colours", async () => {
        const run = await read(
            written(
                prelude(),
                ...STACK_STEPS,
                events.ran("policyRemediateSummaryEvent", { passed: ["mends"] }),
                events.remediated("mends", { size: 1, tags: { a: 1 } }, { size: 2, tags: { a: 1 }, more: true }),
                events.violation("gate", "mandatory", "Small.\nIt is big.", { severity: "high" }),
                events.violation("all", "advisory", "All.", { resourceUrn: STACK_URN }),
                events.ran("policyAnalyzeSummaryEvent", { passed: ["quiet"], failed: ["gate"] }),
                events.ran("policyAnalyzeStackSummaryEvent", { failed: ["all"] }),
                said("info", "Hello"),
                said("info#err", "Oh"),
                said("debug", "internals"),
                said("warning", "progress", { ephemeral: true }),
                said("error", "preview failed", { urn: THING_URN }),
                summary("failed"),
                CANCEL,
            ),
        );
        const pack = { name: "rules", version: "1.2.3" };
        assert.deepEqual(run.diagnoses, [
            {
                pack,
                policy: "gate",
                description: "",
                message: "Small.\nIt is big.",
                level: "mandatory",
                severity: "high",
                urn: THING_URN,
            },
            { pack, policy: "all", description: "", message: "All.", level: "advisory", urn: STACK_URN },
        ]);
        assert.deepEqual(run.remediations, [{ pack, policy: "mends", urn: THING_URN, changed: ["size", "more"] }]);
        assert.deepEqual(run.diagnostics, [
            { severity: "info", message: "Hello" },
            { severity: "info", message: "Oh" },
            { severity: "error", message: "preview failed", urn: THING_URN },
        ]);
        assert.deepEqual(
            [...(run.packs.get("rules")?.policies ?? [])],
            [
                ["mends", "resource"],
                ["gate", "resource"],
                ["all", "stack"],
                ["quiet", "resource"],
            ],
        );
        assert.equal(run.succeeded, true, "violations are what failed it");
    });

    const mandatory = events.violation("gate", "mandatory", "No.");
    const ends: Readonly<Record<string, [events: events.Event[], kind: string, succeeded: boolean, message?: RegExp]>> =
        {
            "a preview": [[prelude(), summary("succeeded"), CANCEL], "preview", true],
            "an update": [[prelude(), summary("succeeded", false), CANCEL], "update", true],
            "an analysis": [[mandatory, summary("failed", false)], "analysis", true],
            "a preview that a policy ends": [
                [prelude(), mandatory, said("error", "preview failed"), summary("failed"), CANCEL],
                "preview",
                true,
            ],
            "one that an older engine ends": [
                [prelude(), said("error", "boom"), summary(undefined), CANCEL],
                "preview",
                false,
            ],
            "an older one that says no more than that": [
                [prelude(), said("error", "preview failed"), summary(undefined), CANCEL],
                "preview",
                false,
            ],
            "a program that fails beside a violation": [
                [prelude(), mandatory, said("error", "boom"), summary("failed"), CANCEL],
                "preview",
                false,
            ],
            "a failure without a word": [[prelude(), summary("failed"), CANCEL], "preview", false, /do not say why/],
            "an interrupt": [[prelude(), summary("canceled"), CANCEL], "preview", false, /the run was cancelled/],
            "a pack that is not there": [[{ policyLoadEvent: {} }, CANCEL], "preview", false, /ended before it began/],
        };
    for (const [what, [all, kind, succeeded, message]] of Object.entries(ends)) {
        it(`knows how it ended: ${what}`, async () => {
            const run = await read(written(...all));
            assert.deepEqual([run.kind, run.succeeded], [kind, succeeded]);
            const last = run.diagnostics.at(-1)?.message ?? "";
            if (message !== undefined) {
                assert.match(last, message);
            }
        });
    }

    it("is the last of several in one file, as `pulumi up` writes its preview and its update", async () => {
        const preview = written(prelude(), ...MADE, mandatory, summary("succeeded"), CANCEL);
        const update = written(prelude(), ...STACK_STEPS, summary("succeeded", false), CANCEL);
        const run = await read(preview + update);
        assert.deepEqual([run.kind, [...run.resources.keys()], run.diagnoses], ["update", [STACK_URN], []]);
    });

    it("learns secrets that the events show, in states before and after and in remediations", async () => {
        const secrets = new SecretTexts();
        const hidden = (plain: string) => ({ [SIGNATURE_KEY]: Signature.secret, plaintext: JSON.stringify(plain) });
        const blinded = { [SIGNATURE_KEY]: Signature.secret, ciphertext: "[secret]" };
        const text = written(
            prelude(),
            ...steps("update", THING_URN, {
                from: state(THING_URN, { outputs: { a: hidden("old-word") } }),
                to: state(THING_URN, { inputs: { b: [hidden("new-word")], c: blinded } }),
            }),
            events.remediated("mends", {}, { d: hidden("mended-word") }),
            summary("succeeded"),
            CANCEL,
        );
        await read(text, { secrets });
        assert.equal(secrets.clear("old-word new-word mended-word other"), "[secret] [secret] [secret] other");
    });

    const whole = written(prelude(), ...MADE, summary("succeeded"), CANCEL);
    const refused: Readonly<Record<string, [text: string, problem: RegExp]>> = {
        "an empty file": ["", /^run run\.json: it is empty: it must be what .*policy analyze/],
        "blank lines": ["\n \n", /it is empty/],
        "a file that is cut in a line": [whole.slice(0, 200), /it is cut off: line 2, the last, is half an event\./],
        "a file that is cut between lines": [
            whole.split("\n").slice(0, 2).join("\n") + "\n",
            /its events end before the run does\. Wait for the run's end/,
        ],
        "a file cut within its first line": [whole.slice(0, 20), /it holds no events of the engine/],
        "other lines among the events": [
            `${whole.split("\n")[0]}\nwarning: old CLI\n${whole}`,
            /line 2 is no event of the engine; write the CLI's standard output only, without 2>&1/,
        ],
        "what preview --json prints": [
            JSON.stringify({ config: {}, steps: [], changeSummary: { create: 1 } }, undefined, 4),
            /tells nothing of policies; preview again with PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true/,
        ],
        "that, in one line": ['{"steps":[]}', /tells nothing of policies/],
        "a state": [
            JSON.stringify({ version: 3, deployment: {} }, undefined, 2),
            /it is a state, and no run; `judge` has policy packs judge states/,
        ],
        text: ["Previewing update (dev)\n\n + aws", /it holds no events of the engine: it must be what/],
        "other JSON": ['[{"sequence":0}]\n{"sequence":0}', /it holds no events of the engine/],
        "a resource without a name": [
            written(prelude(), ...steps("create", "x", { to: { type: "a" } }), summary("succeeded")),
            /line 2: `new` has no `urn`/,
        ],
        "resources inside each other": [
            written(
                prelude(),
                ...steps("create", THING_URN, { to: state(THING_URN, { parent: STACK_URN }) }),
                ...steps("create", STACK_URN, { to: { ...events.STACK_STATE, parent: THING_URN } }),
                summary("succeeded"),
                CANCEL,
            ),
            /run run\.json: a resource is inside itself, by its parents/,
        ],
        "a violation of no policy": [written({ policyEvent: { message: "hm" } }), /line 1: a violation without policy/],
        "texts that are none": [written({ policyEvent: { policyName: 7 } }), /line 1: `policyName` is no text/],
        "lists that are none": [
            written({ policyAnalyzeSummaryEvent: { passed: "all" } }),
            /line 1: `passed` is no list of texts/,
        ],
        "an event that is none": [written({ summaryEvent: "now" }), /line 1: `summaryEvent` is no object/],
    };
    for (const [what, [text, problem]] of Object.entries(refused)) {
        it(`is not ${what}`, async () => {
            assert.match(await problemOf(text), problem);
        });
    }

    it("refuses a line that is no event, however long, without holding it", async () => {
        async function* endless(): AsyncGenerator<string> {
            for (;;) {
                yield await Promise.resolve(`{"version":3,"deployment":{${" ".repeat(4_000_000)}`);
            }
        }
        await assert.rejects(
            readRun(readEvents(endless(), "big.json"), "big.json", new SecretTexts()),
            /run big\.json: it is a state/,
        );
    });

    it("is read as shells of Windows redirect it", async () => {
        const run = await read(`\ufeff${whole.replaceAll("\n", "\r\n")}`);
        assert.deepEqual([...run.resources.keys()], [THING_URN]);
    });

    it("passes over events of newer engines", async () => {
        const run = await read(written({ weatherEvent: { mood: 1 } }, prelude(), summary("succeeded"), CANCEL));
        assert.equal(run.succeeded, true);
    });
});
