import { useState } from "react";
import { asProblem, type Problem } from "./problem";

/** Something that is sent on request: whether it is on its way, and what came in its way last. */
export function useSending() {
    const [isBusy, setBusy] = useState(false);
    const [problem, setProblem] = useState<Problem>();
    return {
        isBusy,
        problem,
        clear: () => setProblem(undefined),
        send: async (action: () => Promise<void>): Promise<void> => {
            setBusy(true);
            setProblem(undefined);
            try {
                await action();
            } catch (error) {
                setProblem(asProblem(error));
            } finally {
                setBusy(false);
            }
        },
    };
}
