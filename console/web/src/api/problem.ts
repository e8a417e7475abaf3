import { Failure, type Attribute, type Pattern } from "../../../api/schemas";
import { texts } from "../texts";

export type ProblemKind = "offline" | "session" | "forbidden" | "missing" | "conflict" | "busy" | "refused" | "fault";

/** Why a call to the API gave no answer that can be used, in words for people. */
export class Problem extends Error {
    constructor(
        readonly kind: ProblemKind,
        message: string,
        /** What is stored now, when a change came too late. */
        readonly current?: Pattern | Attribute,
    ) {
        super(message);
    }

    get isRetryable(): boolean {
        return this.kind === "offline" || this.kind === "busy" || this.kind === "fault";
    }
}

/** @param body what the API sent, if it was JSON. */
export function problemOf(status: number, body: unknown): Problem {
    const failure = Failure.safeParse(body);
    const said = failure.success ? failure.data.error : undefined;
    switch (status) {
        case 401:
            return new Problem("session", texts.problems.session);
        case 403:
            return new Problem("forbidden", said ?? texts.problems.forbidden);
        case 404:
            return new Problem("missing", texts.problems.missing);
        case 409:
            return new Problem("conflict", said ?? texts.problems.conflict, failure.data?.current);
        default:
            if (failure.data?.retryable === true) {
                return new Problem("busy", texts.problems.busy);
            }
            return status < 500
                ? new Problem("refused", said ?? texts.problems.refused)
                : new Problem("fault", texts.problems.fault);
    }
}

export function asProblem(error: unknown): Problem {
    return error instanceof Problem ? error : new Problem("fault", texts.problems.fault);
}
