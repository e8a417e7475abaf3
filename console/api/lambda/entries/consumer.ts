import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { ServiceCatalogAppRegistryClient } from "@aws-sdk/client-service-catalog-appregistry";
import type { Context, SQSBatchResponse, SQSEvent } from "aws-lambda";
import { AppRegistry } from "../../../aws/registry";
import { queueConsumer } from "../../../registry/consumer";
import { CALLS } from "../clients";
import { ConsumerVariables, readEnvironment } from "../environment";
import { registryLog } from "../registryLog";
import { storeOf } from "../store";

/**
 * The consumer of announced changes as a function. Its event source has to report batch item failures; it reads the patterns
 * and attributes, and needs the rights that AppRegistry names.
 */
const variables = readEnvironment(ConsumerVariables);
const logger = new Logger({ serviceName: "console-consumer" });

const consume = queueConsumer({
    log: registryLog(logger, new Metrics({ namespace: "Palisade", serviceName: "console-consumer" })),
    store: storeOf(variables),
    registry: new AppRegistry(new ServiceCatalogAppRegistryClient(CALLS), variables.REGISTRY_PREFIX),
});

export function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
    logger.addContext(context);
    return consume(event, () => context.getRemainingTimeInMillis());
}
