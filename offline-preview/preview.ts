import { sameValue } from "./deployment";
import type { GuardedAnalyzer } from "./guardedAnalyzer";
import { maskedRun } from "./maskedRun";
import { isUndetermined } from "./merge";
import type { Diagnostic, Preview, Urn } from "./model";
import type { StackContext } from "./packs/policyPack";
import { startPacks, type RunningPacks, type StartPacks } from "./packs/startPacks";
import { Pass } from "./pass";
import { findPlugin } from "./plugins/findPlugin";
import { prepare, type Prepared } from "./prepare";
import type { PreviewOptions } from "./previewOptions";
import { startProgram, type StartProgram } from "./programHost";
import { madeUpProvider, type Ids } from "./providers/madeUpProvider";
import { previewOf, type PassResult } from "./result";
import { containsUnknown, type PropertyMap } from "./values";

export const DEFAULT_ORGANIZATION = "organization";
const DEFAULT_TIMEOUT_SECONDS = 300;

/**
 * Runs a program twice against the protocol's services, once with ids unknown and once with made-up ones, has the packs
 * judge both, and merges what they found.
 *
 * @throws UsageError with every problem of the arguments, the project, its configuration and the packs.
 */
export async function preview(options: PreviewOptions): Promise<Preview> {
    return previewBy(options, AFRESH);
}

/** How a run comes to its processes. */
interface Starting {
    startPacks: StartPacks;
    startProgram: StartProgram;
}

/** In processes of its own. */
export const AFRESH: Starting = { startPacks, startProgram };

/** The same, with processes that may have been started before. */
export async function previewBy(options: PreviewOptions, starting: Starting): Promise<Preview> {
    const { signal } = options;
    signal?.throwIfAborted();
    const begin = performance.now();
    const prepared = prepare(options);
    return maskedRun(new Run(options, prepared, begin, starting), prepared.secrets, signal);
}

/** One preview. */
export class Run {
    private readonly output: Diagnostic[] = [];
    private readonly stops: (() => void)[] = [];
    private stopped = false;
    private resources = 0;
    private deciding: Pass | undefined;
    private packs: Promise<RunningPacks> | undefined;
    /** Inputs with made-up ids, by URN; known at the end. */
    readonly madeUpInputs = new Map<Urn, PropertyMap>();

    /** @param lender The run whose packs judge this one, too: they must have been told the same of the stack. */
    constructor(
        private readonly options: PreviewOptions,
        private readonly prepared: Prepared,
        private readonly begin: number,
        private readonly starting: Starting,
        private readonly lender?: Run,
    ) {}

    stop(): void {
        this.stopped = true;
        this.stops.splice(0).forEach((stop) => stop());
    }

    async toEnd(): Promise<Preview> {
        const { analyzers, started, failed, summaries } = await this.runningPacks();
        let packsReady = 0;
        void started.then(
            () => (packsReady = this.elapsed()),
            () => undefined,
        );
        const asUpdate = this.options.asUpdate ?? false;
        const first = this.pass("unknown", analyzers);
        const second = this.pass("made-up", analyzers);
        this.deciding = asUpdate ? second : first;
        this.progress("Running the program");

        const secondRun = second.run();
        const good = await Promise.race([first.run(), failed]);
        // Where functions have no answer, a program may fail of that alone: then made-up answers show what it does.
        const isSecondOfUse = good || asUpdate || first.deployment.lacksAnswers;
        if (!isSecondOfUse) {
            second.stop();
        }
        const secondGood = (await Promise.race([secondRun, failed])) && isSecondOfUse;
        await started;
        const programEnd = this.elapsed();
        this.progress("Judging the stack");
        if (asUpdate && secondGood) {
            await second.deployment.analyzeStack();
        } else if (!asUpdate && (good || secondGood)) {
            await this.judge(first, good, second, secondGood);
        }
        const results = { first: resultOf(first, good), second: resultOf(second, secondGood) };
        Object.values(results).forEach((result) => this.learn(result));
        results.second.resources.forEach(({ urn, inputs }) => this.madeUpInputs.set(urn, inputs));
        const { project, stack, config } = this.prepared;
        return previewOf({
            project: project.name,
            stack,
            asUpdate,
            first: results.first,
            second: good || secondGood || asUpdate ? results.second : undefined,
            messages: [
                ...config.warnings.map((message): Diagnostic => ({ severity: "warning", message })),
                ...this.output,
            ],
            packs: summaries(),
            faults: [...new Set(analyzers.flatMap((analyzer) => [...analyzer.faults]))],
            durations: { total: this.elapsed(), program: programEnd, packs: packsReady },
        });
    }

    private runningPacks(): Promise<RunningPacks> {
        this.packs ??= this.lender?.runningPacks() ?? this.startPacks();
        return this.packs;
    }

    private startPacks(): Promise<RunningPacks> {
        return this.starting.startPacks(this.prepared.packs, packContext(this.prepared, this.options.organization), {
            onOutput: (diagnostic) => this.output.push(diagnostic),
            onStop: (stop) => this.stops.push(stop),
            isStopped: () => this.stopped,
        });
    }

    private pass(ids: Ids, analyzers: readonly GuardedAnalyzer[]): Pass {
        const { project, config, facts } = this.prepared;
        const asUpdate = this.options.asUpdate ?? false;
        // In an update ids are known, as in the second pass; a preview's own findings would be none of an update.
        const isDeciding = (ids === "made-up") === asUpdate;
        const pass = new Pass({
            startProgram: this.starting.startProgram,
            deployment: {
                analyzers,
                provider: madeUpProvider({ ids, facts, programDir: project.programDir }),
                // The second pass is judged afterwards, and only where it knows more than the first.
                analyzeAtOnce: isDeciding,
                refuse: isDeciding && asUpdate,
                onRegistered: (resource) => {
                    if (isDeciding) {
                        this.resources++;
                        this.progress(`Registered ${resource.name}`);
                    }
                },
            },
            program: {
                project: project.name,
                stack: this.prepared.stack,
                organization: this.options.organization ?? DEFAULT_ORGANIZATION,
                root: project.root,
                pwd: project.programDir,
                program: project.entry,
                source: this.prepared.program,
                config: config.values,
                configSecretKeys: config.secretKeys,
                typescript: project.runtimeOptions.typescript,
                ...(project.runtimeOptions.tsconfig === undefined ? {} : { tsconfig: project.runtimeOptions.tsconfig }),
                typeCheck: (this.options.typeCheck ?? false) && ids === "unknown",
                nodeArgs: project.runtimeOptions.nodeargs,
            },
            ...(this.options.plugins !== false && {
                findPlugin: (pkg: string, version: string) => findPlugin(pkg, version, project.plugins),
            }),
            timeoutSeconds: this.options.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
            onOutput: (line) => {
                if (isDeciding) {
                    this.output.push({ severity: "info", message: line });
                }
            },
        });
        if (this.stopped) {
            pass.stop();
        }
        this.stops.push(() => pass.stop());
        return pass;
    }

    private async judge(first: Pass, firstGood: boolean, second: Pass, secondGood: boolean): Promise<void> {
        const before = first.deployment.resources;
        // What decides may lie outside the resource, whose own inputs are known: nothing else would have it asked again.
        const open = new Set(first.deployment.diagnoses.filter(isUndetermined).map(({ urn }) => urn));
        const judgeSecond = async (): Promise<void> => {
            await second.deployment.analyzeResources(({ urn, inputs }) => {
                const known = before.get(urn);
                return (
                    known === undefined ||
                    open.has(urn) ||
                    containsUnknown(known.inputs) ||
                    !sameValue(known.inputs, inputs)
                );
            });
            if (secondGood) {
                await second.deployment.analyzeStack();
            }
        };
        await Promise.all([firstGood ? first.deployment.analyzeStack() : undefined, judgeSecond()]);
    }

    private learn(pass: PassResult): void {
        pass.resources.forEach(({ inputs, outputs }) => {
            this.prepared.secrets.all.learn(inputs);
            this.prepared.secrets.all.learn(outputs);
        });
    }

    private elapsed(): number {
        return performance.now() - this.begin;
    }

    private progress(phase: string): void {
        const findings = this.deciding?.deployment.diagnoses.length ?? 0;
        const shown = this.prepared.secrets.all.clear(phase);
        this.options.onProgress?.({ phase: shown, resources: this.resources, findings });
    }
}

/** What packs are told of the stack. */
export function packContext(
    { project, stack, config }: Prepared,
    organization: string | undefined,
): Omit<StackContext, "engineAddress"> {
    return {
        project: project.name,
        stack,
        organization: organization ?? DEFAULT_ORGANIZATION,
        config: config.values,
        configSecretKeys: config.secretKeys,
    };
}

function resultOf({ deployment }: Pass, good: boolean): PassResult {
    const { resources, diagnoses, remediations, diagnostics, stackOutputs } = deployment;
    return { resources, diagnoses, remediations, diagnostics, stackOutputs, good };
}
