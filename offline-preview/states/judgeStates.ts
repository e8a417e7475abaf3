import { availableParallelism } from "node:os";
import { collect, refuse } from "../configuration/errors";
import { located } from "../configuration/paths";
import { readText, sizeFault } from "../configuration/readText";
import { judgeState, packsOf, type JudgeOptions } from "../judge";
import type { Preview } from "../model";
import { SharedPacks } from "../packs/sharedPacks";
import { startPacks } from "../packs/startPacks";
import { count } from "../report/text";
import { readState } from "../state/readState";
import { inParallel } from "./inParallel";

export interface JudgeStatesOptions extends Omit<JudgeOptions, "stateFile"> {
    stateFiles: readonly string[];
    /** How many states are judged at once. Default: as many as there are processors. */
    parallel?: number | undefined;
    /**
     * Let a pack judge one state after the other in the same process, which saves its start. Only for packs that keep nothing
     * between requests and ask for no name of a stack: the SDK says "project" and "stack" then. Default: false.
     */
    sharePacks?: boolean;
}

/** A state that was judged, or why it could not be read. */
export interface JudgedState {
    /** As it was given. */
    file: string;
    /** Its place among the given ones. */
    index: number;
    result: Preview | { faults: string[] };
}

/**
 * Has policy packs judge many states, some at once. Each is handed over when it is ready, so that nothing of it has to be kept.
 * A file that is no state is handed over with what is wrong; the others are judged.
 *
 * @throws UsageError with every problem of arguments, paths and packs, before anything is judged.
 */
export async function judgeStates(options: JudgeStatesOptions, onJudged: (judged: JudgedState) => void): Promise<void> {
    const { signal, parallel = availableParallelism(), sharePacks = false, onProgress } = options;
    signal?.throwIfAborted();
    const problems: string[] = [];
    const { cwd, packs } = packsOf(options, problems);
    const files = options.stateFiles.map((file) => {
        const path = located("state", file, cwd, "file", problems);
        const fault = path === undefined ? undefined : sizeFault(path);
        problems.push(...(fault === undefined ? [] : [`state ${file}: ${fault}`]));
        return { file, path: path ?? "" };
    });
    refuse(problems);
    const done = { states: 0, resources: 0, findings: 0 };
    const shared = sharePacks ? Array.from({ length: parallel }, () => new SharedPacks(packs)) : [];
    try {
        await inParallel(files, parallel, async ({ file, path }, index, worker, failed) => {
            const begin = performance.now();
            const faults: string[] = [];
            const state = collect(faults, () => readState(readText(`state ${file}`, path), file));
            const result =
                state === undefined
                    ? { faults }
                    : await judgeState(
                          state,
                          (stack, surroundings) =>
                              shared[worker]?.start(stack, surroundings) ?? startPacks(packs, stack, surroundings),
                          {
                              ...options,
                              onProgress: undefined,
                              signal: AbortSignal.any([failed, ...(signal === undefined ? [] : [signal])]),
                              begin,
                          },
                      );
            if ("findings" in result) {
                done.resources += result.resources.length;
                done.findings += result.findings.length;
            }
            done.states += 1;
            const phase = `Judged ${done.states} of ${count(files.length, "state")}`;
            onProgress?.({ phase, resources: done.resources, findings: done.findings });
            onJudged({ file, index, result });
        });
    } finally {
        shared.forEach((one) => one.stop());
    }
}
