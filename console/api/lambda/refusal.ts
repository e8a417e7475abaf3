import { randomUUID } from "node:crypto";
import { API_HEADERS } from "../../headers";
import type { Log } from "../dependencies";
import type { ApiError } from "../http/errors";

/** The answer to a request that does not reach the application, told to the log as all others are. */
export function refusal(method: string, { body, status }: ApiError, log: Pick<Log, "request">): Response {
    const requestId = randomUUID();
    log.request({ requestId, method, route: undefined, status, milliseconds: 0, subject: undefined });
    return Response.json(body, { status, headers: { ...API_HEADERS, "X-Request-Id": requestId } });
}
