import { useEffect, useEffectEvent, useState } from "react";
import { asProblem, type Problem } from "./problem";

export interface Loaded<T> {
    /** What was loaded last; stays while the next is on its way. */
    readonly value: T | undefined;
    readonly problem: Problem | undefined;
    readonly isLoading: boolean;
    readonly reload: () => void;
}

/** Loads, and again when `key` changes; what comes too late is dropped. */
export function useLoaded<T>(key: string, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
    const [round, setRound] = useState(0);
    const [state, setState] = useState<{ done?: string; value?: T; problem?: Problem }>({});
    const wanted = `${round} ${key}`;
    const loadNow = useEffectEvent(load);
    useEffect(() => {
        const abort = new AbortController();
        loadNow(abort.signal).then(
            (value) => !abort.signal.aborted && setState({ done: wanted, value }),
            (error: unknown) => !abort.signal.aborted && setState({ done: wanted, problem: asProblem(error) }),
        );
        return () => abort.abort();
    }, [wanted]);
    return {
        value: state.value,
        problem: state.problem,
        isLoading: state.done !== wanted,
        reload: () => setRound((now) => now + 1),
    };
}
