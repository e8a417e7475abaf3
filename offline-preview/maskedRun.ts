import { clearedError } from "./clearedError";
import { masked, type Secrets } from "./mask";
import type { Preview } from "./model";
import { withResolvers } from "./promises";

interface Run {
    toEnd(): Promise<Preview>;
    /** Ends what the run has started. */
    stop(): void;
}

/** What a run came to, as it may be printed. However it ends, or is aborted, nothing of it is left. */
export async function maskedRun(run: Run, secrets: Secrets, signal: AbortSignal | undefined): Promise<Preview> {
    const { promise: aborted, reject } = withResolvers<never>();
    const abort = (): void => reject(signal?.reason as Error);
    signal?.addEventListener("abort", abort);
    try {
        return masked(await Promise.race([run.toEnd(), aborted]), secrets);
    } catch (error) {
        signal?.throwIfAborted();
        throw clearedError(error, secrets.all);
    } finally {
        signal?.removeEventListener("abort", abort);
        run.stop();
    }
}
