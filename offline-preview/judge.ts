import { resolve } from "node:path";
import type { AnalyzedResource, Diagnosis } from "./analyzer";
import { collect, refuse } from "./configuration/errors";
import { located, pathFault } from "./configuration/paths";
import { readText } from "./configuration/readText";
import { maskedRun } from "./maskedRun";
import { mergeFindings } from "./merge";
import type { GuardedAnalyzer } from "./guardedAnalyzer";
import type { Diagnostic, Preview, RegisteredResource } from "./model";
import { findPacks, type PackSource } from "./packs/policyPack";
import { startPacks, type PackedStack, type RunningPacks, type Surroundings } from "./packs/startPacks";
import { DEFAULT_ORGANIZATION } from "./preview";
import type { PreviewOptions } from "./previewOptions";
import { count } from "./report/text";
import { verdictOf } from "./result";
import { SecretTexts } from "./secretTexts";
import { readState, type State } from "./state/readState";
import { inParallel } from "./states/inParallel";
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
    options.signal?.throwIfAborted();
    const begin = performance.now();
    const { stateFile } = options;
    const problems: string[] = [];
    const { cwd, packs } = packsOf(options, problems);
    const file = located("state", stateFile, cwd, "file", problems);
    const text = file === undefined ? undefined : collect(problems, () => readText(`state ${stateFile}`, file));
    const state = text === undefined ? undefined : collect(problems, () => readState(text, stateFile));
    refuse(problems);
    return judgeState(state as State, (stack, surroundings) => startPacks(packs, stack, surroundings), {
        ...options,
        begin,
    });
}

/** The packs that are to judge, and the folder that paths are seen from; `problems` get what is wrong with them. */
export function packsOf(
    { cwd: written, policyPacks }: Pick<JudgeOptions, "cwd" | "policyPacks">,
    problems: string[],
): { cwd: string; packs: PackSource[] } {
    const noFolder = pathFault(written, process.cwd(), "folder");
    refuse(noFolder === undefined ? [] : [`--cwd ${written}: ${noFolder}`]);
    const cwd = resolve(written);
    problems.push(
        ...(policyPacks.length === 0 ? ["nothing would be judged: name a policy pack by --policy-pack"] : []),
    );
    return { cwd, packs: findPacks(policyPacks, cwd, problems) };
}

type StartPacks = (stack: PackedStack, surroundings: Surroundings) => Promise<RunningPacks>;

interface JudgingOptions extends Pick<JudgeOptions, "organization" | "onProgress" | "signal"> {
    /** When it all began, in milliseconds of `performance.now()`. */
    begin: number;
}

export function judgeState(state: State, start: StartPacks, options: JudgingOptions): Promise<Preview> {
    const secrets = { configuration: new SecretTexts(), all: new SecretTexts() };
    state.resources.forEach(({ inputs, outputs }) => [inputs, outputs].forEach((values) => secrets.all.learn(values)));
    return maskedRun(new Judging(state, start, options), secrets, options.signal);
}

class Judging {
    private readonly output: Diagnostic[] = [];
    private readonly stops: (() => void)[] = [];
    private isStopped = false;

    constructor(
        private readonly state: State,
        private readonly start: StartPacks,
        private readonly options: JudgingOptions,
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
        return this.start(about, {
            onOutput: (diagnostic) => this.output.push(diagnostic),
            onStop: (stop) => this.stops.push(stop),
            isStopped: () => this.isStopped,
        });
    }

    private elapsed(): number {
        return performance.now() - this.options.begin;
    }
}

function encryptedWarning({ encrypted }: State): Diagnostic[] {
    const message =
        `${count(encrypted, "value")} of the state ${encrypted === 1 ? "is" : "are"} encrypted, and unknown to policies; ` +
        "pulumi stack export --show-secrets writes them in the clear";
    return encrypted === 0 ? [] : [{ severity: "info", message }];
}

/** A pack judges one after the other: requests beyond that only wait, and take memory. */
const ASKED_AT_ONCE = 16;

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
        analyzers.map(async (analyzer) => {
            const found: Diagnosis[][] = [];
            await inParallel(analyzed, ASKED_AT_ONCE, async (one, index) => {
                found[index] = await analyzer.analyze(one);
            });
            return [...found.flat(), ...(await analyzer.analyzeStack(outputs, stackUrn))];
        }),
    );
    return judged.flat();
}
