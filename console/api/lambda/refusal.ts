import { API_HEADERS } from "../../headers";
import type { Log } from "../dependencies";
import type { ApiError } from "../http/errors";

/** A request that does not reach the application. */
export interface Refused {
    readonly requestId: string;
    readonly method: string;
    readonly milliseconds: number;
}

/** Its answer, told to the log as all others are. */
export function refusal(refused: Refused, { body, status }: ApiError, log: Pick<Log, "request">): Response {
    log.request({ ...refused, route: undefined, status, subject: undefined });
    return Response.json(body, { status, headers: { ...API_HEADERS, "X-Request-Id": refused.requestId } });
}
