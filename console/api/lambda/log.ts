import type { Logger } from "@aws-lambda-powertools/logger";
import { MetricUnit, type Metrics } from "@aws-lambda-powertools/metrics";
import type { Log } from "../dependencies";

/**
 * Writes what the API tells as JSON, one line each, and as metrics in the embedded format: requests, faults (answers of
 * 500 and more) and milliseconds by route; besides, what was told as a fault, whatever was answered.
 */
export function lambdaLog(logger: Logger, metrics: Metrics): Log {
    return {
        request: (entry) => {
            const { route = "none", status, milliseconds } = entry;
            logger.info("request", { ...entry, route, milliseconds: Math.round(milliseconds) });
            metrics
                .addDimension("route", route)
                .addMetric("Requests", MetricUnit.Count, 1)
                .addMetric("Faults", MetricUnit.Count, status >= 500 ? 1 : 0)
                .addMetric("Latency", MetricUnit.Milliseconds, milliseconds)
                .publishStoredMetrics();
        },
        fault: ({ requestId, error }) => {
            logger.error("fault", { requestId, fault: describeError(error) });
            metrics.addMetric("FaultsTold", MetricUnit.Count, 1).publishStoredMetrics();
        },
    };
}

/**
 * An error for a log: its name, message and stack, and no other field, as those of libraries hold what was sent; without
 * addresses and tokens, should a message hold one.
 */
export function describeError(error: unknown): { readonly name: string; readonly text: string } {
    if (!(error instanceof Error)) {
        return { name: "no error", text: withoutPersons(String(error)) };
    }
    return { name: error.name, text: withoutPersons(error.stack ?? error.message) };
}

/** Each word is read from its beginning only, however long it is. */
function withoutPersons(text: string): string {
    return text
        .replace(/(?<![\w.%+-])[\w.%+-]+@[\w-]+(\.[\w-]+)+/g, "<address>")
        .replace(/\beyJ[\w-]+(\.[\w-]+\.[\w-]*)?/g, (found, rest?: string) => (rest === undefined ? found : "<token>"));
}
