import type { Activity } from "./activity";
import type { Exit } from "./children";

/** The SDK's exit code where it has told the user what is wrong. */
const TOLD = 32;
/** Nothing is left to do; the SDK turns a `process.exit(0)` into a 1. */
const NOTHING_LEFT = 0;

/** Why a program that came to no good end ended, for one that said nothing itself. */
export function endMessage({ code, signal }: Exit): string {
    if (signal !== undefined) {
        return (
            `the program was ended by signal ${signal}: from outside, or because it ran out of memory ` +
            "(runtime.options.nodeargs: --max-old-space-size=<MiB> in Pulumi.yaml gives it more)"
        );
    }
    switch (code) {
        case TOLD:
            return "the program failed: it printed why";
        case NOTHING_LEFT:
            return "the program ended before it had finished: it awaits something that never comes";
        default:
            return `the program ended with exit code ${String(code)} before it had finished: does it call process.exit?`;
    }
}

/** For a program that had to be stopped. */
export function timeoutMessage(seconds: number, activity: Activity | undefined): string {
    const why = {
        computing: "it is computing without end (a loop, a recursion); mend that",
        waiting: "something keeps it waiting (a server, a timer, a connection); end that",
        untold: "something keeps it running; end that",
    }[activity ?? "untold"];
    return `the program did not end within ${String(seconds)} seconds: ${why}, or give it longer with --timeout`;
}
