import type { Context } from "hono";
import type { Log } from "../dependencies";
import type { Environment } from "../http/router";

/**
 * Does what follows from a change that is stored already. A fault does not fail the request: the caller would repeat a
 * change that was made. It is logged, and the daily synchroniser does what was left undone; a subscriber repeats his own
 * request, as nobody else may have mails sent to him.
 */
export async function repairedLater(context: Context<Environment>, log: Log, act: () => Promise<void>): Promise<void> {
    try {
        await act();
    } catch (error) {
        log.fault({ requestId: context.get("requestId"), error });
    }
}
