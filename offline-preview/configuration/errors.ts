/**
 * What the user can put right himself: an argument, a file, a configuration value. All problems at once, each with the
 * fault and the fix. The command line prints them and ends with exit code 2.
 */
export class UsageError extends Error {
    constructor(readonly problems: string[]) {
        super(problems.length === 1 ? problems[0] : problems.map((problem) => `- ${problem}`).join("\n"));
        this.name = "UsageError";
    }
}

/** Ends with a UsageError when there are problems. */
export function refuse(problems: string[]): void {
    if (problems.length > 0) {
        throw new UsageError(problems);
    }
}

/** What `read` gives; where it is the user's fault that it gives nothing, `problems` get what is wrong. */
export function collect<T>(problems: string[], read: () => T): T | undefined {
    try {
        return read();
    } catch (error) {
        if (!(error instanceof UsageError)) {
            throw error;
        }
        problems.push(...error.problems);
        return undefined;
    }
}
