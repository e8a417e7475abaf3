/**
 * What can be told of a fault in a policy without telling what it was judging: the kind of error and the place in the
 * code. An error's own message may hold the value it stumbled over.
 */
export function describeFault(error: unknown): string {
    return `the policy itself failed (${kindOf(error)}${placeOf(error)}). This is a bug of the policy: please report it.`;
}

const KINDS = ["TypeError", "RangeError", "ReferenceError", "SyntaxError", "URIError", "EvalError"];

function kindOf(error: unknown): string {
    return KINDS.find((kind) => error instanceof Error && error.name === kind) ?? "Error";
}

/** File and line of the first frame. The message, which comes before the frames, is cut off, however many lines it has. */
function placeOf(error: unknown): string {
    if (!(error instanceof Error) || typeof error.stack !== "string") {
        return "";
    }
    const head = `${error.name}: ${error.message}`;
    const frames = error.stack.startsWith(head) ? error.stack.slice(head.length) : "";
    const frame = /^\s+at .*?([\w.-]{1,60}\.[jt]s):(\d{1,6}):\d+\)?$/m.exec(frames);
    return frame === null ? "" : ` at ${frame[1]}:${frame[2]}`;
}
