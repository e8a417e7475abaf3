/**
 * Does something with each item, so many at once, beginning in their order. The first that fails ends it: nothing more is
 * begun, and `signal` tells what runs to end.
 */
export async function inParallel<T>(
    items: readonly T[],
    atOnce: number,
    act: (item: T, index: number, worker: number, signal: AbortSignal) => Promise<void>,
): Promise<void> {
    const failed = new AbortController();
    const waiting = items.entries();
    const work = async (worker: number): Promise<void> => {
        for (const [index, item] of waiting) {
            if (failed.signal.aborted) {
                return;
            }
            await act(item, index, worker, failed.signal);
        }
    };
    const workers = Array.from({ length: Math.min(atOnce, items.length) }, (_, worker) => work(worker));
    try {
        await Promise.all(workers);
    } catch (error) {
        failed.abort(error);
        await Promise.allSettled(workers);
        throw error;
    }
}
