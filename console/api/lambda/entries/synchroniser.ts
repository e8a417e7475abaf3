import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { CodePipelineClient } from "@aws-sdk/client-codepipeline";
import { ServiceCatalogAppRegistryClient } from "@aws-sdk/client-service-catalog-appregistry";
import type { Context } from "aws-lambda";
import { CodePipelines } from "../../../aws/pipelines";
import { AppRegistry } from "../../../aws/registry";
import { synchronise } from "../../../registry/synchroniser";
import { CALLS } from "../clients";
import { readEnvironment, SynchroniserVariables } from "../environment";
import { registryLog } from "../registryLog";
import { storeOf } from "../store";

/**
 * The synchroniser as a function, for a schedule to start once a day. It may do what the consumer may, read the indexes of
 * both tables, list pipelines, and start the builder, where there is one.
 */
const variables = readEnvironment(SynchroniserVariables);
const logger = new Logger({ serviceName: "console-synchroniser" });

const parts = {
    log: registryLog(logger, new Metrics({ namespace: "Palisade", serviceName: "console-synchroniser" })),
    store: storeOf(variables),
    registry: new AppRegistry(new ServiceCatalogAppRegistryClient(CALLS), variables.REGISTRY_PREFIX),
    pipelines: new CodePipelines(new CodePipelineClient(CALLS), {
        builder: variables.PIPELINE_BUILDER,
        prefix: variables.PIPELINE_PREFIX,
    }),
};

export function handler(_event: unknown, context: Context): Promise<void> {
    logger.addContext(context);
    return synchronise(parts, () => context.getRemainingTimeInMillis());
}
