import { readFileSync } from "node:fs";

/** What a process did over some time. */
export type Activity = "computing" | "waiting";

const SAMPLE_EVERY_MS = 50;
const FEWEST_SAMPLES = 5;

/**
 * Tells whether a process computes or waits, by the state of its main thread: one that wants to run counts as running
 * even where a busy machine does not let it, which its CPU time would not tell.
 */
export class ActivityWatch {
    private readonly states: string[] = [];
    private readonly timer: NodeJS.Timeout;

    constructor(pid: number) {
        this.timer = setInterval(() => {
            const state = stateOf(pid);
            if (state !== undefined) {
                this.states.push(state);
            }
        }, SAMPLE_EVERY_MS);
    }

    stop(): void {
        clearInterval(this.timer);
    }

    /** What it did so far; undefined where it did both, or where this system does not tell. */
    get activity(): Activity | undefined {
        const running = this.states.filter((state) => state === "R").length / this.states.length;
        if (this.states.length < FEWEST_SAMPLES) {
            return undefined;
        }
        return running >= 0.9 ? "computing" : running <= 0.1 ? "waiting" : undefined;
    }
}

/** Linux tells it: `R` runs or wants to, `S` sleeps. */
function stateOf(pid: number): string | undefined {
    try {
        // After the name, which is in parentheses and can hold any character.
        return readFileSync(`/proc/${String(pid)}/stat`, "latin1").replace(/^.*\) /s, "")[0];
    } catch {
        return undefined;
    }
}
