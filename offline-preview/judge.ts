import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { AnalyzedResource, Diagnosis } from "./analyzer";
import { collect, refuse, UsageError } from "./configuration/errors";
import { located, pathFault } from "./configuration/paths";
import { maskedRun } from "./maskedRun";
import { mergeFindings } from "./merge";
import type { GuardedAnalyzer } from "./guardedAnalyzer";
import type { Diagnostic, Preview, RegisteredResource } from "./model";
import { findPacks, type PackSource } from "./packs/policyPack";
import { startPacks, type RunningPacks } from "./packs/startPacks";
import { DEFAULT_ORGANIZATION } from "./preview";
import type { PreviewOptions } from "./previewOptions";
import { messageOf } from "./promises";
import { count } from "./report/text";
import { verdictOf } from "./result";
import { SecretTexts } from "./secretTexts";
import { readState, type State } from "./state/readState";
import { referenceParts } from "./urn";

export interface JudgeOptions extends Pick<PreviewOptions, "policyPacks" | "organization" | "onProgress" | "signal"> {
    /** Where relative paths are seen from. */
    cwd: string;
    /** What `pulumi stack export` wrote, or the file of a stack in a backend of one's own. */
    stateFile: string;
}

/**
 * Has policy packs judge what is deployed, as a state tells it: without program, CLI, account or network.
 *
 * @throws UsageError with every problem of the arguments, the state and the packs.
 */
export async function judge(options: JudgeOptions): Promise<Preview> {
    const { signal } = options;
    signal?.throwIfAborted();
    const begin = performance.now();
    const { state, packs } = read(options);
    const secrets = { configuration: new SecretTexts(), all: new SecretTexts() };
    state.resources.forEach(({ inputs, outputs }) => [inputs, outputs].forEach((values) => secrets.all.learn(values)));
    return maskedRun(new Judging(options, state, packs, begin), secrets, signal);
}

class Judging {
    private readonly output: Diagnostic[] = [];
    private readonly stops: (() => void)[] = [];
    private isStopped = false;

    constructor(
        private readonly options: JudgeOptions,
        private readonly state: State,
        private readonly packs: readonly PackSource[],
        private readonly begin: number,
    ) {}

    stop(): void {
        this.isStopped = true;
        this.stops.splice(0).forEach((stop) => stop());
    }

    async toEnd(): Promise<Preview> {
        const { project, stack, resources, outputs } = this.state;
        const { analyzers, started, failed, summaries } = await this.startPacks();
        await started;
        const ready = this.elapsed();
        this.options.onProgress?.({ phase: "Judging the state", resources: resources.length, findings: 0 });
        const diagnoses = await Promise.race([judgeAll(resources, analyzers), failed]);
        const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
        const { findings } = mergeFindings({ resources: byUrn, diagnoses }, undefined);
        const packs = summaries();
        const faults = [...new Set(analyzers.flatMap((analyzer) => [...analyzer.faults]))];
        return {
            project,
            stack,
            ofState: true,
            verdict: verdictOf(true, packs, findings),
            resources,
            onlyWithIds: [],
            notExpanded: [],
            outputs,
            // All ids are known: there is nothing to make up.
            findings: findings.map((finding) => ({ ...finding, decidedBy: "both" })),
            decidedByMadeUpIds: 0,
            remediations: [],
            diagnostics: [
                ...encryptedWarning(this.state),
                ...this.output,
                ...faults.map((message): Diagnostic => ({ severity: "error", message })),
            ],
            packs,
            durations: { total: this.elapsed(), program: 0, packs: ready },
            asUpdate: false,
            notReached: [],
        };
    }

    private startPacks(): Promise<RunningPacks> {
        const { project, stack } = this.state;
        const organization = this.options.organization ?? DEFAULT_ORGANIZATION;
        const about = { project, stack, organization, config: {}, configSecretKeys: [] };
        return startPacks(this.packs, about, {
            onOutput: (diagnostic) => this.output.push(diagnostic),
            onStop: (stop) => this.stops.push(stop),
            isStopped: () => this.isStopped,
        });
    }

    private elapsed(): number {
        return performance.now() - this.begin;
    }
}

function read({ cwd: written, stateFile, policyPacks }: JudgeOptions) {
    const noFolder = pathFault(written, process.cwd(), "folder");
    refuse(noFolder === undefined ? [] : [`--cwd ${written}: ${noFolder}`]);
    const cwd = resolve(written);
    const problems = policyPacks.length === 0 ? ["nothing would be judged: name a policy pack by --policy-pack"] : [];
    const packs = findPacks(policyPacks, cwd, problems);
    const file = located("state", stateFile, cwd, "file", problems);
    const state = file === undefined ? undefined : collect(problems, () => readState(textOf(file), stateFile));
    refuse(problems);
    return { state: state as State, packs };
}

/** Longer texts do not fit into one of JavaScript's. */
const LARGEST_STATE = 500_000_000;

function textOf(file: string): string {
    if (statSync(file).size > LARGEST_STATE) {
        throw new UsageError([`state ${file}: it is larger than ${LARGEST_STATE / 1e6} MB, which cannot be read`]);
    }
    try {
        return readFileSync(file, "utf8");
    } catch (error) {
        throw new UsageError([`state ${file}: it cannot be read: ${messageOf(error)}`]);
    }
}

function encryptedWarning({ encrypted }: State): Diagnostic[] {
    const message =
        `${count(encrypted, "value")} of the state ${encrypted === 1 ? "is" : "are"} encrypted, and unknown to policies; ` +
        "pulumi stack export --show-secrets writes them in the clear";
    return encrypted === 0 ? [] : [{ severity: "info", message }];
}

/** As the engine does: each resource by its inputs, and then all of them by their outputs. */
async function judgeAll(
    resources: readonly RegisteredResource[],
    analyzers: readonly GuardedAnalyzer[],
): Promise<Diagnosis[]> {
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const analyzed = resources
        .filter(({ operation }) => operation !== "read")
        .map((resource): AnalyzedResource & { resource: RegisteredResource } => {
            const { provider = "" } = resource.options;
            return {
                resource,
                properties: resource.inputs,
                provider: byUrn.get(referenceParts(provider).urn),
            };
        });
    const outputs = analyzed.map((one) => ({ ...one, properties: one.resource.outputs }));
    const stackUrn = resources.find(({ kind }) => kind === "stack")?.urn ?? "";
    const judged = await Promise.all(
        analyzers.map(async (analyzer) => [
            ...(await Promise.all(analyzed.map((one) => analyzer.analyze(one)))).flat(),
            ...(await analyzer.analyzeStack(outputs, stackUrn)),
        ]),
    );
    return judged.flat();
}
