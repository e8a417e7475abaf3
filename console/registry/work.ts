import type { Counts, Outcome, RegistryLog } from "./ports";

/** Longer than an item takes, unless all its calls have to be repeated. */
const LONGEST_ITEM_MILLISECONDS = 15_000;

/** What a function has to do in its time: items, of which one that fails does not hinder the others. */
export class Work {
    private readonly sums = { changed: 0, unchanged: 0, failed: 0, left: 0 };

    /** @param remaining milliseconds that are left to the function. */
    constructor(
        private readonly log: RegistryLog,
        private readonly remaining: () => number,
    ) {}

    /** Does an item, and counts what came of it: whether it is done. Nothing is begun that would be cut off. */
    async item(item: string, act: () => Promise<Outcome>): Promise<boolean> {
        if (this.remaining() < LONGEST_ITEM_MILLISECONDS) {
            this.leave();
            return false;
        }
        try {
            const outcome = await act();
            this.sums[outcome]++;
            this.log.done({ item, outcome });
            return true;
        } catch (error) {
            this.fault(item, error);
            return false;
        }
    }

    /** Tells and counts something that failed. */
    fault(item: string, error: unknown): void {
        this.sums.failed++;
        this.log.fault({ item, error });
    }

    /** Counts an item that must not be begun. */
    leave(): void {
        this.sums.left++;
    }

    /** Tells the log what came of all. */
    end(): Counts {
        this.log.end(this.sums);
        return this.sums;
    }
}

/** Does something for each of many, some at once. */
export async function eachOf<T>(many: Iterable<T>, atOnce: number, act: (one: T) => Promise<unknown>): Promise<void> {
    const queue = [...many].values();
    const worker = async (): Promise<void> => {
        for (const one of queue) {
            await act(one);
        }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
}
