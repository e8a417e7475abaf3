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
        try {
            made ??= await make();
        } catch (error) {
            log.fault({ requestId: randomUUID(), error });
            return refusal(request.method, unavailable(), log);
        }
        return made(request);
    };
}
