import { ApiError, notFound } from "../http/errors";
import type { Change } from "../ports";

/** The item after a change, or the error that says why there was none. */
export function changed<T>(what: string, change: Change<T>): T {
    switch (change.outcome) {
        case "done":
            return change.item;
        case "missing":
            throw notFound(what);
        case "conflict":
            throw new ApiError(409, `The ${what} is there already, or has changed since you read it.`, false, {
                current: change.current,
            });
        case "unknown-attributes":
            throw new ApiError(400, `There are no such attributes: ${change.ids.join(", ")}.`);
    }
}
