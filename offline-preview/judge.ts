import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { AnalyzedResource, Diagnosis } from "./analyzer";
import { clearedError } from "./clearedError";
import { collect, refuse, UsageError } from "./configuration/errors";
import { located, pathFault } from "./configuration/paths";
import { masked } from "./mask";
import { mergeFindings } from "./merge";
import type { GuardedAnalyzer } from "./guardedAnalyzer";
import type { Diagnostic, Preview, RegisteredResource } from "./model";
import { findPacks } from "./packs/policyPack";
import { startPacks } from "./packs/startPacks";
import { DEFAULT_ORGANIZATION } from "./preview";
import type { PreviewOptions } from "./previewOptions";
import { messageOf, withResolvers } from "./promises";
import { count } from "./report/text";
import { verdictOf } from "./result";
import { SecretTexts } from "./secretTexts";
import { readState, type State } from "./state/readState";

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
    const output: Diagnostic[] = [];
    const stops: (() => void)[] = [];
    let isStopped = false;
    const { promise: aborted, reject } = withResolvers<never>();
    const abort = (): void => reject(signal?.reason as Error);
    signal?.addEventListener("abort", abort);
    const run = async (): Promise<Preview> => {
        const { project, stack, resources } = state;
        const about = { project, stack, organization: options.organization ?? DEFAULT_ORGANIZATION };
        const running = await startPacks(
            packs,
            { ...about, config: {}, configSecretKeys: [] },
            {
                onOutput: (diagnostic) => output.push(diagnostic),
                onStop: (stop) => stops.push(stop),
                isStopped: () => isStopped,
            },
        );
        await running.started;
        const ready = performance.now() - begin;
        options.onProgress?.({ phase: "Judging the state", resources: resources.length, findings: 0 });
        const diagnoses = await judgeAll(resources, running.analyzers);
        const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
        const { findings } = mergeFindings({ resources: byUrn, diagnoses }, undefined);
        const summaries = running.summaries();
        const faults = [...new Set(running.analyzers.flatMap((analyzer) => [...analyzer.faults]))];
        return {
            project,
            stack,
            ofState: true,
            verdict: verdictOf(true, summaries, findings),
            resources,
            onlyWithIds: [],
            notExpanded: [],
            outputs: state.outputs,
            // All ids are known: there is nothing to make up.
            findings: findings.map((finding) => ({ ...finding, decidedBy: "both" })),
            decidedByMadeUpIds: 0,
            remediations: [],
            diagnostics: [
                ...encryptedWarning(state),
                ...output,
                ...faults.map((message): Diagnostic => ({ severity: "error", message })),
            ],
            packs: summaries,
            durations: { total: performance.now() - begin, program: 0, packs: ready },
            asUpdate: false,
            notReached: [],
        };
    };
    try {
        return masked(await Promise.race([run(), aborted]), secrets);
    } catch (error) {
        signal?.throwIfAborted();
        throw clearedError(error, secrets.all);
    } finally {
        signal?.removeEventListener("abort", abort);
        isStopped = true;
        stops.splice(0).forEach((stop) => stop());
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
                provider: byUrn.get(provider.slice(0, Math.max(0, provider.lastIndexOf("::")))),
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
