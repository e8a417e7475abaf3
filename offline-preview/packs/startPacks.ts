import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { Engine } from "../engine";
import { GuardedAnalyzer } from "../guardedAnalyzer";
import type { Diagnostic, PolicyPackSummary } from "../model";
import { serve } from "../protocol";
import { PolicyPack, type PackSource, type StackContext } from "./policyPack";

/** Packs in processes of their own, which may be starting still. */
export interface RunningPacks {
    analyzers: GuardedAnalyzer[];
    /** Settles when all can be asked; rejects where one does not start. */
    started: Promise<void>;
    /** Rejects where one does not start, or says that its configuration is wrong: then nothing is judged. */
    failed: Promise<never>;
    /** What there is to say of them in the end. */
    summaries: () => PolicyPackSummary[];
}

/** Their processes, and when each of them can be asked. */
export interface LaunchedPacks {
    packs: readonly PolicyPack[];
    starts: readonly Promise<void>[];
}

export interface Surroundings {
    onOutput: (diagnostic: Diagnostic) => void;
    /** Is given what ends a process or a service. */
    onStop: (stop: () => void) => void;
    /** Whether all was ended meanwhile, so that nothing is to be started. */
    isStopped: () => boolean;
    /** Told what the packs read. */
    onMessage?: (line: string) => void;
}

/** What packs are told of, but for what only their start has to do with. */
export type PackedStack = Omit<StackContext, "engineAddress" | "onMessage">;
export type StartPacks = typeof startPacks;

export async function startPacks(
    sources: readonly PackSource[],
    stack: PackedStack,
    surroundings: Surroundings,
): Promise<RunningPacks> {
    return guarded(await launchPacks(sources, stack, surroundings));
}

export async function launchPacks(
    sources: readonly PackSource[],
    stack: PackedStack,
    { onOutput, onStop, isStopped, onMessage }: Surroundings,
): Promise<LaunchedPacks> {
    const server = await serve([{ definition: EngineService, implementation: new Engine(onOutput) }]);
    if (isStopped()) {
        server.stop();
        return { packs: [], starts: [] };
    }
    onStop(server.stop);
    const packs = sources.map((source) => {
        const pack = new PolicyPack(source, { ...stack, engineAddress: server.address, onMessage });
        onStop(() => pack.stop());
        return pack;
    });
    return { packs, starts: packs.map((pack) => pack.start()) };
}

/** For one run: what goes wrong in it is told of it alone. */
export function guarded({ packs, starts }: LaunchedPacks): RunningPacks {
    const analyzers = packs.map(
        (pack, index) => new GuardedAnalyzer(pack, starts[index] ?? Promise.resolve(), () => pack.runs),
    );
    const started = Promise.all(starts).then(() => undefined);
    const failed = Promise.race([started.then(never), ...analyzers.map(({ misconfigured }) => misconfigured)]);
    failed.catch(() => undefined);
    return {
        analyzers,
        started,
        failed,
        summaries: () =>
            packs.map(({ pack, source, policies }, index) => ({
                ...pack,
                path: source.dir,
                policies,
                broke: (analyzers[index]?.faults.size ?? 0) > 0,
            })),
    };
}

function never(): Promise<never> {
    return new Promise(() => undefined);
}
