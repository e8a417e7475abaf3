import { isDeepStrictEqual } from "node:util";
import type { Diagnosis } from "../analyzer";
import { UsageError } from "../configuration/errors";
import type { CliRunKind, Diagnostic, PolicyMetadata, RegisteredResource, Remediated, Severity } from "../model";
import { SHOWN_SECRET } from "../printable";
import { clean } from "../report/text";
import type { SecretTexts } from "../secretTexts";
import { entryFaults, isCircular, resourceOf, Values, type Entry } from "../state/readState";
import { STACK_TYPE, typeOf } from "../urn";
import { isMap, type PropertyMap, type PropertyValue } from "../values";
import { AGAIN, type NumberedEvent } from "./readEvents";

/** What the events of one run tell. */
export interface CliRun {
    kind: CliRunKind;
    project: string;
    stack: string;
    /** By the packs' names. */
    packs: Map<string, RunPack>;
    resources: Map<string, RegisteredResource>;
    /** Without descriptions, which no event has by itself. */
    diagnoses: Diagnosis[];
    remediations: Remediated[];
    diagnostics: Diagnostic[];
    /** The configuration, without what is secret, and the keys of that. */
    config: Record<string, string>;
    configSecretKeys: string[];
    milliseconds: number;
    succeeded: boolean;
}

export interface RunPack {
    version: string;
    /** Those that are named, as a policy that ran or that found something. */
    policies: Map<string, PolicyMetadata["kind"]>;
}

/**
 * Reads the events of a run; of several in one file, such as those of `pulumi up --json` with its preview, the last one.
 *
 * @param secrets Learns what the events show of secrets.
 * @throws UsageError where an event is not as the engine writes it, or the last run has no end.
 */
export async function readRun(
    events: AsyncIterable<NumberedEvent>,
    where: string,
    secrets: SecretTexts,
): Promise<CliRun> {
    let reader = new RunReader(secrets);
    for await (const { line, event } of events) {
        if (reader.isOver || event.sequence === 0) {
            reader = new RunReader(secrets);
        }
        try {
            reader.read(event);
        } catch (error) {
            if (error instanceof Misread) {
                throw new UsageError([`run ${where}: line ${line}: ${error.message}`]);
            }
            throw error;
        }
    }
    const run = reader.end();
    if (run === undefined) {
        throw new UsageError([`run ${where}: its events end before the run does. ${AGAIN}`]);
    }
    if (isCircular(run.resources.values())) {
        throw new UsageError([`run ${where}: a resource is inside itself, by its parents`]);
    }
    return run;
}

/** An event that is not as the engine writes it: told as if it were, it might hide a violation. */
class Misread extends Error {}

type Operation = RegisteredResource["operation"];

/** What steps of the engine mean for a resource; other steps change nothing that a reader knows of. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
    same: "same",
    refresh: "same",
    create: "create",
    update: "update",
    delete: "delete",
    replace: "replace",
    "create-replacement": "replace",
    "delete-replaced": "replace",
    "import-replacement": "replace",
    import: "import",
    read: "read",
    "read-replacement": "read",
};

const SEVERITIES: Readonly<Record<string, Diagnostic["severity"]>> = {
    info: "info",
    "info#err": "info",
    warning: "warning",
    error: "error",
};

/** The engine's last word on a run that failed, whatever it failed of. */
const RUN_FAILED = /^(?:preview|update|refresh|destroy|import) failed$/;

class RunReader {
    /** Nothing but another run can follow. */
    isOver = false;
    private summary: PropertyMap | undefined;
    private hasPrelude = false;
    private readonly values = new Values();
    private readonly packs: CliRun["packs"] = new Map();
    private readonly resources: CliRun["resources"] = new Map();
    /** As they were before, where there was anything: what a step that fails leaves. */
    private readonly before = new Map<string, RegisteredResource>();
    private readonly diagnoses: Diagnosis[] = [];
    private readonly remediations: Remediated[] = [];
    private readonly diagnostics: Diagnostic[] = [];
    private config: PropertyMap = {};

    constructor(private readonly secrets: SecretTexts) {}

    read(event: PropertyMap): void {
        for (const [kind, content] of Object.entries(event).filter(([key]) => key.endsWith("Event"))) {
            const reads = this.readers[kind];
            if (reads !== undefined && content !== null) {
                reads(mapOf(event, kind));
            }
        }
    }

    /** Undefined where the run goes on. */
    end(): CliRun | undefined {
        const { summary } = this;
        if (summary === undefined && !this.isOver) {
            return undefined;
        }
        const failure = this.failure();
        const config = Object.entries(this.config).map(([key]) => [key, textOf(this.config, key)] as const);
        return {
            kind:
                !this.hasPrelude && summary !== undefined
                    ? "analysis"
                    : summary?.isPreview === false
                      ? "update"
                      : "preview",
            ...this.names(),
            packs: this.packs,
            resources: this.resources,
            diagnoses: this.diagnoses,
            remediations: this.remediations,
            diagnostics: [...this.diagnostics, ...(failure.message === undefined ? [] : [errorOf(failure.message)])],
            config: Object.fromEntries(config.filter(([, value]) => value !== SHOWN_SECRET)),
            configSecretKeys: config.filter(([, value]) => value === SHOWN_SECRET).map(([key]) => key),
            milliseconds: Number(summary?.durationSeconds ?? 0) * 1000,
            succeeded: !failure.failed,
        };
    }

    /** A run that was ended by violations has failed as well; it is told by them, and no failure of the program. */
    private failure(): { failed: boolean; message?: string } {
        const said = this.diagnostics.filter(({ severity }) => severity === "error");
        const errors = said.filter(({ message }) => !RUN_FAILED.test(message));
        const isBlocked = this.diagnoses.some(({ level }) => level === "mandatory");
        if (this.summary === undefined) {
            const message = "the run ended before it began, or was cancelled; the CLI said why on standard error";
            return { failed: true, ...(errors.length === 0 ? { message } : {}) };
        }
        // Older engines give no result.
        const result = textOf(this.summary, "result");
        if (result === "canceled") {
            return { failed: true, message: "the run was cancelled" };
        }
        if (errors.length > 0) {
            return { failed: result !== "succeeded" };
        }
        const failed = (result === "failed" || said.length > 0) && !isBlocked;
        return failed ? { failed, message: "the run failed; its events do not say why" } : { failed };
    }

    /** Project and stack are told by names of resources alone. */
    private names(): { project: string; stack: string } {
        const urns = [
            ...this.resources.keys(),
            ...this.diagnoses.map(({ urn = "" }) => urn),
            ...this.diagnostics.map(({ urn = "" }) => urn),
        ];
        const known = urns.find((urn) => urn !== "") ?? "";
        const [, stack = "unknown", project = "unknown"] = /^urn:pulumi:([^:]*)::([^:]*)::/.exec(known) ?? [];
        return { project, stack };
    }

    private readonly readers: Readonly<Record<string, (content: PropertyMap) => void>> = {
        preludeEvent: (prelude) => {
            this.hasPrelude = true;
            this.config = mapOf(prelude, "config");
        },
        summaryEvent: (summary) => {
            this.summary = summary;
            for (const [key, version] of Object.entries(mapOf(summary, "PolicyPacks"))) {
                // A local pack's name is followed by where it lies.
                this.packOf(key.split("|")[0] ?? "", typeof version === "string" ? version : "");
            }
        },
        cancelEvent: () => {
            this.isOver = true;
        },
        diagnosticEvent: (diagnostic) => {
            const severity = SEVERITIES[textOf(diagnostic, "severity")];
            if (severity !== undefined && diagnostic.ephemeral !== true) {
                this.say(severity, textOf(diagnostic, "message"), textOf(diagnostic, "urn"));
            }
        },
        stdoutEvent: (said) => this.say("info", textOf(said, "message"), ""),
        errorEvent: (fault) => this.say("error", textOf(fault, "error"), ""),
        resourcePreEvent: (step) => this.step(mapOf(step, "metadata")),
        resOutputsEvent: (step) => this.step(mapOf(step, "metadata")),
        resOpFailedEvent: (step) => this.undo(textOf(mapOf(step, "metadata"), "urn")),
        policyEvent: (violation) => this.violation(violation),
        policyRemediationEvent: (remediation) => this.remediation(remediation),
        policyAnalyzeSummaryEvent: (summary) => this.ran(summary, "resource"),
        policyRemediateSummaryEvent: (summary) => this.ran(summary, "resource"),
        policyAnalyzeStackSummaryEvent: (summary) => this.ran(summary, "stack"),
    };

    private say(severity: Diagnostic["severity"], message: string, urn: string): void {
        const text = clean(message).trim();
        if (text !== "") {
            this.diagnostics.push({ severity, message: text, ...(urn === "" ? {} : { urn }) });
        }
    }

    private step(metadata: PropertyMap): void {
        const operation = OPERATIONS[textOf(metadata, "op")];
        const urn = textOf(metadata, "urn");
        const old = this.stateOf(metadata, "old");
        const state = this.stateOf(metadata, "new");
        // What only waits to be deleted since an earlier replacement is another copy.
        const isLeftover = operation === "delete" && isMap(metadata.old) && metadata.old.delete === true;
        if (operation === undefined || isLeftover) {
            return;
        }
        if (old !== undefined && !this.before.has(urn)) {
            this.before.set(urn, { ...old, operation: "same" });
        }
        const resource = state ?? this.resources.get(urn) ?? old;
        if (resource !== undefined) {
            this.resources.set(urn, { ...resource, operation });
        }
    }

    private undo(urn: string): void {
        const before = this.before.get(urn);
        if (before === undefined) {
            this.resources.delete(urn);
        } else {
            this.resources.set(urn, before);
        }
    }

    private stateOf(metadata: PropertyMap, key: "old" | "new"): RegisteredResource | undefined {
        const state = metadata[key] ?? null;
        if (state === null) {
            return undefined;
        }
        const [fault] = entryFaults(state);
        if (fault !== undefined) {
            throw new Misread(`\`${key}\` ${fault}`);
        }
        const resource = resourceOf(state as unknown as Entry, this.values);
        this.secrets.learn(resource.inputs);
        this.secrets.learn(resource.outputs);
        return resource;
    }

    private violation(violation: PropertyMap): void {
        const severity = severityOf(textOf(violation, "severity"));
        const level = textOf(violation, "enforcementLevel");
        const policy = textOf(violation, "policyName");
        const urn = textOf(violation, "resourceUrn");
        if (policy === "" || level === "") {
            throw new Misread("a violation without policy or level");
        }
        this.diagnoses.push({
            pack: this.packIn(violation, [policy], urn === "" || typeOf(urn) === STACK_TYPE ? "unknown" : "resource"),
            policy,
            description: "",
            message: clean(textOf(violation, "message")).trim(),
            level: level === "mandatory" ? "mandatory" : "advisory",
            ...(severity === undefined ? {} : { severity }),
            ...(urn === "" ? {} : { urn }),
        });
    }

    private remediation(remediation: PropertyMap): void {
        const policy = textOf(remediation, "policyName");
        const [before, after] = (["before", "after"] as const).map((key) => this.values.map(mapOf(remediation, key)));
        this.secrets.learn(before ?? {});
        this.secrets.learn(after ?? {});
        const keys = Object.keys({ ...before, ...after });
        this.remediations.push({
            pack: this.packIn(remediation, [policy], "resource"),
            policy,
            urn: textOf(remediation, "resourceUrn"),
            changed: keys.filter((key) => !isDeepStrictEqual(before?.[key], after?.[key])),
        });
    }

    private ran(summary: PropertyMap, kind: PolicyMetadata["kind"]): void {
        this.packIn(summary, [...textsOf(summary, "passed"), ...textsOf(summary, "failed")], kind);
    }

    /** Remembers the pack that an event is of, and the policies that it names. */
    private packIn(event: PropertyMap, policies: readonly string[], kind: PolicyMetadata["kind"]): Diagnosis["pack"] {
        const name = textOf(event, "policyPackName");
        const version = textOf(event, "policyPackVersion");
        const known = this.packOf(name, version).policies;
        for (const policy of policies) {
            const before = known.get(policy) ?? "unknown";
            known.set(policy, before === "unknown" ? kind : before);
        }
        return { name, version };
    }

    private packOf(name: string, version: string): RunPack {
        const pack = this.packs.get(name) ?? { version, policies: new Map() };
        this.packs.set(name, pack);
        return pack;
    }
}

function errorOf(message: string): Diagnostic {
    return { severity: "error", message };
}

function severityOf(text: string): Severity | undefined {
    return (["low", "medium", "high", "critical"] as const).find((severity) => severity === text);
}

/** "" where there is none. */
function textOf(map: PropertyMap, key: string): string {
    const value = map[key] ?? "";
    if (typeof value !== "string") {
        throw new Misread(`\`${key}\` is no text`);
    }
    return value;
}

function textsOf(map: PropertyMap, key: string): string[] {
    const value: PropertyValue = map[key] ?? [];
    if (!Array.isArray(value) || !value.every((one) => typeof one === "string")) {
        throw new Misread(`\`${key}\` is no list of texts`);
    }
    return value;
}

function mapOf(map: PropertyMap, key: string): PropertyMap {
    const value = map[key] ?? {};
    if (!isMap(value)) {
        throw new Misread(`\`${key}\` is no object`);
    }
    return value;
}
