import { isAbsolute, relative } from "node:path";
import { UsageError } from "../configuration/errors";
import type { Preview } from "../model";
import { PackError } from "../packs/policyPack";
import { previewBy } from "../preview";
import type { PreviewOptions } from "../previewOptions";
import { messageOf } from "../promises";
import { count } from "../report/text";
import { tellHere } from "./readReports";
import { Tracked } from "./tracked";
import { Warm } from "./warm";

/** What is told of a run, in this order. */
export interface Watcher {
    /** Paths that changed, seen from the project; none for the first run. */
    onStart: (changed: readonly string[]) => void;
    onResult: (result: Preview) => void;
    /** Why there is no result. */
    onFault: (fault: string) => void;
    /** All is told, and the next change is waited for. */
    onEnd: () => void;
}

/**
 * Previews again whenever something changes that the last run has read, until the signal of the options is aborted,
 * whose reason it throws. A change while a run goes on ends that run.
 */
export async function watch(options: PreviewOptions, watcher: Watcher): Promise<never> {
    const failed = new AbortController();
    const ended = AbortSignal.any([failed.signal, ...(options.signal === undefined ? [] : [options.signal])]);
    const tracked = new Tracked();
    const warm = new Warm(tracked);
    tellHere((message) => tracked.take(message));
    try {
        for (let changed: string[] = []; ; changed = tracked.renew()) {
            ended.throwIfAborted();
            warm.forget(changed);
            watcher.onStart(changed.map((path) => shown(path, options.cwd)));
            const edited = new AbortController();
            const either = AbortSignal.any([ended, edited.signal]);
            const nextChange = tracked.untilChanged(ended).then(() => edited.abort());
            try {
                watcher.onResult(await previewBy({ ...options, signal: either }, warm));
                warm.rest();
            } catch (error) {
                if (!either.aborted) {
                    watcher.onFault(faultOf(error));
                }
            }
            if (!either.aborted) {
                watcher.onEnd();
            }
            await nextChange;
        }
    } finally {
        // Nobody looks for changes any more.
        failed.abort();
        warm.stop();
    }
}

function faultOf(error: unknown): string {
    if (error instanceof UsageError || error instanceof PackError) {
        return messageOf(error);
    }
    throw error;
}

function shown(path: string, cwd: string): string {
    const seen = relative(cwd, path);
    return seen.startsWith("..") || isAbsolute(seen) ? path : seen;
}

/** `a.ts, b.ts and 3 more`. */
export function changesText(changed: readonly string[], most = 3): string {
    const more = changed.length - most;
    return changed.slice(0, most).join(", ") + (more > 0 ? ` and ${count(more, "other", "others")}` : "");
}
