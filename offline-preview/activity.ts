import { readdirSync, readFileSync } from "node:fs";

/** What a process did over some time. */
export type Activity = "computing" | "waiting";

/**
 * How long a program is looked at before its time is up: long enough that the garbage which one that waits collects, some
 * 15 and 25 seconds after its start and for up to a fifth of a second, is little beside the rest, also where a busy machine
 * makes it twice as long.
 */
export const WATCHED_SECONDS = 3;
const SAMPLE_EVERY_MS = 50;
const FEWEST_SAMPLES = 5;

/**
 * Tells whether a process computes or waits, by the states of its threads: one that wants to run counts as running
 * even where a busy machine does not let it, which its CPU time would not tell. All threads count, because the main one
 * sleeps while others collect the garbage that it made.
 */
export class ActivityWatch {
    private readonly samples: boolean[] = [];
    private readonly timer: NodeJS.Timeout;

    constructor(pid: number) {
        this.timer = setInterval(() => {
            const running = isRunning(pid);
            if (running !== undefined) {
                this.samples.push(running);
            }
        }, SAMPLE_EVERY_MS);
    }

    stop(): void {
        clearInterval(this.timer);
    }

    /** What it did so far; undefined where it did both, or where this system does not tell. */
    get activity(): Activity | undefined {
        const running = this.samples.filter(Boolean).length / this.samples.length;
        if (this.samples.length < FEWEST_SAMPLES) {
            return undefined;
        }
        return running >= 0.9 ? "computing" : running <= 0.2 ? "waiting" : undefined;
    }
}

/** Whether any of its threads runs or wants to (`R`); only Linux tells. */
function isRunning(pid: number): boolean | undefined {
    const tasks = `/proc/${String(pid)}/task`;
    try {
        return readdirSync(tasks).some((task) => stateOf(`${tasks}/${task}/stat`) === "R");
    } catch {
        return undefined;
    }
}

function stateOf(file: string): string | undefined {
    try {
        // After the name, which is in parentheses and can hold any character.
        return readFileSync(file, "latin1").replace(/^.*\) /s, "")[0];
    } catch {
        // The thread has ended meanwhile.
        return undefined;
    }
}
