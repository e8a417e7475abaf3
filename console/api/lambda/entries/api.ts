import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { CodePipelineClient } from "@aws-sdk/client-codepipeline";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import type { Context } from "aws-lambda";
import { BucketArtifacts } from "../../../aws/artifacts";
import { QueuedChanges } from "../../../aws/changes";
import { keysByFunction } from "../../../aws/keys";
import { TopicNotifications } from "../../../aws/notifications";
import { CodePipelines } from "../../../aws/pipelines";
import { createApi } from "../../app";
import { PageTokens } from "../../http/pageTokens";
import { tokenVerifier } from "../../http/tokens";
import { CALLS } from "../clients";
import { ApiVariables, readEnvironment } from "../environment";
import { proxyHandler, type ProxyEvent, type ProxyResult } from "../events";
import { lambdaLog } from "../log";
import { onceReady } from "../onceReady";
import { readSecret } from "../secret";
import { storeOf } from "../store";

/** The API as a function, behind API Gateway's REST proxy or a load balancer. */
const variables = readEnvironment(ApiVariables);
const logger = new Logger({ serviceName: "console-api" });
const log = lambdaLog(logger, new Metrics({ namespace: "Palisade", serviceName: "console-api" }));
const secrets = new SecretsManagerClient(CALLS);

const parts = {
    log,
    verify: tokenVerifier({
        issuer: variables.ISSUER,
        clientId: variables.CLIENT_ID,
        ...(variables.KEYS_FUNCTION && {
            fetchKeys: keysByFunction(new LambdaClient(CALLS), variables.KEYS_FUNCTION),
        }),
    }),
    store: storeOf(variables),
    pipelines: new CodePipelines(new CodePipelineClient(CALLS), {
        builder: variables.PIPELINE_BUILDER,
        prefix: variables.PIPELINE_PREFIX,
    }),
    artifacts: new BucketArtifacts(new S3Client(CALLS), variables.ARTIFACTS_BUCKET),
    changes: new QueuedChanges(new SQSClient(CALLS), variables.CHANGES_QUEUE_URL),
    notifications: new TopicNotifications(new SNSClient(CALLS), variables.TOPIC_PREFIX),
};

const answer = proxyHandler(
    onceReady(async () => {
        const pageTokens = new PageTokens(await readSecret(secrets, variables.PAGE_TOKEN_SECRET));
        const api = createApi({ ...parts, pageTokens });
        return (request) => api.fetch(request);
    }, log),
    log,
);

export function handler(event: ProxyEvent, context: Context): Promise<ProxyResult> {
    logger.addContext(context);
    return answer(event);
}
