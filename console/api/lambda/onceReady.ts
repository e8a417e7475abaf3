import { randomUUID } from "node:crypto";
import type { Log } from "../dependencies";
import { unavailable } from "../http/errors";
import { refusal } from "./refusal";

type Fetch = (request: Request) => Response | Promise<Response>;

/**
 * Answers by what is made at the first request. Where that fails, the request is told to come again, and the next one
 * tries anew.
 */
export function onceReady(make: () => Promise<Fetch>, log: Log): Fetch {
    let made: Fetch | undefined;
    return async (request) => {
        const begin = performance.now();
        try {
            made ??= await make();
        } catch (error) {
            const requestId = randomUUID();
            log.fault({ requestId, error });
            const milliseconds = performance.now() - begin;
            return refusal({ requestId, method: request.method, milliseconds }, unavailable(), log);
        }
        return made(request);
    };
}
