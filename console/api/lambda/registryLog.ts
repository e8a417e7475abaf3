import type { Logger } from "@aws-lambda-powertools/logger";
import { MetricUnit, type Metrics } from "@aws-lambda-powertools/metrics";
import type { SynchroniserLog } from "../../registry/ports";
import { describeError } from "./log";

/** Writes what the consumer and the synchroniser tell as JSON, and their counts as metrics in the embedded format. */
export function registryLog(logger: Logger, metrics: Metrics): SynchroniserLog {
    return {
        done: ({ item, outcome }) => {
            const level = outcome === "changed" ? "info" : "debug";
            logger[level](outcome, { item });
        },
        withoutPipeline: (patternIds) => {
            for (const patternId of patternIds) {
                logger.warn("pattern without pipeline", { item: `pattern ${patternId}` });
            }
            metrics.addMetric("WithoutPipeline", MetricUnit.Count, patternIds.length);
        },
        fault: ({ item, error }) => logger.error("fault", { item, fault: describeError(error) }),
        end: ({ changed, unchanged, failed, left }) => {
            logger.info("end", { changed, unchanged, failed, left });
            metrics
                .addMetric("Changed", MetricUnit.Count, changed)
                .addMetric("Unchanged", MetricUnit.Count, unchanged)
                .addMetric("Failed", MetricUnit.Count, failed)
                .addMetric("Left", MetricUnit.Count, left)
                .publishStoredMetrics();
        },
    };
}
