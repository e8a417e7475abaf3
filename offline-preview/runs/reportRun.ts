import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { UsageError, refuse } from "../configuration/errors";
import { located, pathFault } from "../configuration/paths";
import { noOptions } from "../deployment";
import { maskedRun } from "../maskedRun";
import { mergeFindings } from "../merge";
import type { Diagnostic, Finding, PolicyPackSummary, Preview, RegisteredResource } from "../model";
import { findPacks, type PackSource } from "../packs/policyPack";
import { startPacks } from "../packs/startPacks";
import { DEFAULT_ORGANIZATION } from "../preview";
import type { PreviewOptions } from "../previewOptions";
import { messageOf } from "../promises";
import { policyKey } from "../report/policies";
import { groupBy } from "../report/totals";
import { verdictOf } from "../result";
import { SecretTexts } from "../secretTexts";
import { nameOf, STACK_TYPE, typeOf } from "../urn";
import { packsOf, versionWarnings } from "./policiesOf";
import { readEvents } from "./readEvents";
import { readRun, type CliRun } from "./readRun";

const STANDARD_INPUT = "-";

export interface ReportRunOptions extends Pick<
    PreviewOptions,
    "policyPacks" | "organization" | "onProgress" | "signal"
> {
    /** Where relative paths are seen from. */
    cwd: string;
    /** What the CLI wrote of a run with `--json` or `--event-log`, or `-` for standard input. */
    runFile: string;
}

/**
 * Tells a run of the Pulumi CLI as a preview, for every report. Packs are not asked to judge, only what their policies are.
 *
 * @throws UsageError with every problem of the arguments and the packs, or with what is wrong with the file.
 */
export async function reportRun(options: ReportRunOptions): Promise<Preview> {
    const { signal } = options;
    signal?.throwIfAborted();
    const { path, packs } = prepare(options);
    const secrets = { configuration: new SecretTexts(), all: new SecretTexts() };
    return maskedRun(new Reporting(options, path, packs, secrets.all), secrets, signal);
}

function prepare({ cwd: written, runFile, policyPacks }: ReportRunOptions) {
    const noFolder = pathFault(written, process.cwd(), "folder");
    refuse(noFolder === undefined ? [] : [`--cwd ${written}: ${noFolder}`]);
    const cwd = resolve(written);
    const problems: string[] = [];
    const packs = findPacks(policyPacks, cwd, problems);
    const path = runFile === STANDARD_INPUT ? runFile : located("run", runFile, cwd, "file", problems);
    refuse(problems);
    return { path: path ?? "", packs };
}

class Reporting {
    private readonly output: Diagnostic[] = [];
    private readonly stops: (() => void)[] = [];
    private isStopped = false;

    constructor(
        private readonly options: ReportRunOptions,
        private readonly path: string,
        private readonly packs: readonly PackSource[],
        private readonly secrets: SecretTexts,
    ) {}

    stop(): void {
        this.isStopped = true;
        this.stops.splice(0).forEach((stop) => stop());
    }

    async toEnd(): Promise<Preview> {
        const { runFile, onProgress } = this.options;
        onProgress?.({ phase: "Reading the run", resources: 0, findings: 0 });
        const run = await readRun(readEvents(this.chunks(), runFile), runFile, this.secrets);
        const given = await this.given(run);
        refuse(strangers(run, given));
        return previewOf(run, given, this.output);
    }

    private async *chunks(): AsyncGenerator<string> {
        const stream = this.path === STANDARD_INPUT ? process.stdin : createReadStream(this.path);
        this.stops.push(() => stream.destroy());
        stream.setEncoding("utf8");
        try {
            for await (const chunk of stream) {
                yield chunk as string;
            }
        } catch (error) {
            throw new UsageError([`run ${this.options.runFile}: it cannot be read: ${messageOf(error)}`]);
        }
    }

    /** What the packs at hand say of themselves, configured as for the run. */
    private async given({ project, stack, config, configSecretKeys }: CliRun): Promise<PolicyPackSummary[]> {
        if (this.packs.length === 0) {
            return [];
        }
        const { organization = DEFAULT_ORGANIZATION } = this.options;
        const about = { project, stack, organization, config, configSecretKeys };
        const { started, summaries } = await startPacks(this.packs, about, {
            onOutput: (diagnostic) => this.output.push(diagnostic),
            onStop: (stop) => this.stops.push(stop),
            isStopped: () => this.isStopped,
        });
        await started;
        return summaries();
    }
}

/** A pack that did not judge the run says nothing of it; that it did is most likely thought by whoever names it. */
function strangers({ packs, succeeded }: CliRun, given: readonly PolicyPackSummary[]): string[] {
    const judges = packs.size === 0 ? "no policy pack did" : `it was judged by ${[...packs.keys()].join(" and ")}`;
    return given
        .filter(({ name }) => !packs.has(name) && (succeeded || packs.size > 0))
        .map(({ name, path }) => `policy pack ${path}: ${name} did not judge this run; ${judges}`);
}

function previewOf(run: CliRun, given: readonly PolicyPackSummary[], output: readonly Diagnostic[]): Preview {
    const packs = packsOf(run, given);
    const findings = findingsOf(run, packs);
    const resources = [...run.resources.values(), ...refusedIn(run)];
    const remediations = new Map(groupBy(run.remediations, ({ urn }) => urn).map((group) => [group[0].urn, group]));
    return {
        project: run.project,
        stack: run.stack,
        cliRun: run.kind,
        verdict: verdictOf(run.succeeded, packs, findings),
        resources: resources.map((resource) => ({
            ...resource,
            remediatedBy: (remediations.get(resource.urn) ?? []).map(({ policy }) => policy),
        })),
        onlyWithIds: [],
        notExpanded: [],
        outputs: resources.find(({ kind }) => kind === "stack")?.outputs ?? {},
        findings,
        decidedByMadeUpIds: 0,
        remediations: run.remediations,
        diagnostics: [...run.diagnostics, ...output, ...versionWarnings(run, given)],
        packs,
        durations: { total: run.milliseconds, program: 0, packs: 0 },
        asUpdate: false,
        notReached: [],
    };
}

function findingsOf(run: CliRun, packs: readonly PolicyPackSummary[]): Finding[] {
    const descriptions = new Map(
        packs.flatMap((pack) =>
            pack.policies.map(({ name, description }) => [policyKey(pack.name, name), description]),
        ),
    );
    const diagnoses = run.diagnoses.map((diagnosis) => ({
        ...diagnosis,
        description: descriptions.get(policyKey(diagnosis.pack.name, diagnosis.policy)) ?? "",
    }));
    const { findings } = mergeFindings({ resources: run.resources, diagnoses }, undefined);
    // After the run all ids are known.
    return findings.map((finding) => (run.kind === "preview" ? finding : { ...finding, decidedBy: "both" }));
}

/** An update makes no step for a resource that a policy refuses; the violation is all that tells of it. */
function refusedIn({ kind, diagnoses, resources }: CliRun): RegisteredResource[] {
    const refused = diagnoses
        .filter(({ level, urn = "" }) => level === "mandatory" && urn !== "" && typeOf(urn) !== STACK_TYPE)
        .map(({ urn = "" }) => urn)
        .filter((urn) => kind === "update" && !resources.has(urn));
    return [...new Set(refused)].map((urn) => ({
        urn,
        type: typeOf(urn),
        name: nameOf(urn),
        kind: "custom",
        operation: "create",
        id: "",
        inputs: {},
        outputs: {},
        dependencies: [],
        propertyDependencies: {},
        options: noOptions(),
        remediatedBy: [],
        refused: true,
    }));
}
