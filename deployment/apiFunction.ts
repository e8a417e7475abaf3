import * as pulumi from "@pulumi/pulumi";
import {
    AwsService,
    type ExistingNetwork,
    type IdentityPool,
    type Network,
    type Place,
    type SecureFunction,
    type SecureSecret,
} from "palisade-aws";
import type { Bundle } from "palisade-console/bundles";
import { type FunctionSettings, makeFunction, tableVariables } from "./functions";
import { arnOf, type PatternNames } from "./names";
import { placed } from "./network";
import { builderStatements, builderVariables } from "./patternBuilder";
import type { Stores } from "./stores";

export interface ApiFunctionArgs {
    readonly bundle: Bundle;
    readonly stores: Stores;
    readonly users: IdentityPool;
    /** What page tokens are signed with. */
    readonly pageTokens: SecureSecret;
    readonly names: PatternNames;
    /** The pipeline that makes pipelines of new patterns. Default: none. */
    readonly builder?: string;
    readonly place: pulumi.Output<Place>;
    /** The VPC that it is in, and what has the user pool's keys then. Default: none, it fetches them itself. */
    readonly inside?: { readonly network: Network | ExistingNetwork; readonly keys: SecureFunction };
}

/** What it calls, as endpoints of a VPC call it. Links to artifacts are signed without asking anybody. */
const SERVICES = [
    AwsService.CodePipeline,
    AwsService.DynamoDb,
    AwsService.Lambda,
    AwsService.SecretsManager,
    AwsService.Sns,
    AwsService.Sqs,
];

/** The function that answers the API, and may do what it does and nothing else. */
export function makeApiFunction(
    { bundle, stores, users, pageTokens, names, builder, place, inside }: ApiFunctionArgs,
    settings: FunctionSettings,
): SecureFunction {
    const { artifacts, changes, tables } = stores;
    const api = makeFunction("api", bundle, settings, {
        environment: {
            ...tableVariables(stores),
            ISSUER: users.issuer,
            CLIENT_ID: users.clientId,
            ARTIFACTS_BUCKET: artifacts.bucketName,
            CHANGES_QUEUE_URL: changes.url,
            TOPIC_PREFIX: arnOf(place, "sns", names.prefix),
            PAGE_TOKEN_SECRET: pageTokens.arn,
            ...builderVariables(builder),
            PIPELINE_PREFIX: names.prefix,
            ...(inside && { KEYS_FUNCTION: inside.keys.arn }),
        },
        placement: placed(inside?.network, "api", SERVICES),
        statements: [
            {
                sid: "LinksToArtifacts",
                actions: ["s3:GetObject"],
                resources: [pulumi.interpolate`${artifacts.arn}/*`],
            },
            {
                sid: "KeyOfArtifacts",
                actions: ["kms:Decrypt"],
                resources: [artifacts.keyArn],
                conditions: [
                    {
                        operator: "StringEquals",
                        key: "kms:ViaService",
                        values: [place.apply(({ region }) => `s3.${region}.amazonaws.com`)],
                    },
                ],
            },
            {
                sid: "FollowersOfPatterns",
                actions: ["sns:Subscribe", "sns:ListSubscriptionsByTopic"],
                resources: [arnOf(place, "sns", `${names.prefix}*`)],
            },
            {
                // Judged by the topic that is left.
                sid: "FollowersWhoLeave",
                actions: ["sns:Unsubscribe"],
                resources: [arnOf(place, "sns", `${names.prefix}*`)],
            },
            ...builderStatements(builder, place),
            {
                sid: "RestartsPipelines",
                actions: ["codepipeline:GetPipelineState", "codepipeline:RetryStageExecution"],
                // Retrying is of a stage, whose ARN is its pipeline's and a name.
                resources: [arnOf(place, "codepipeline", `${names.prefix}*`)],
            },
        ],
    });
    for (const table of [tables.patterns, tables.attributes, tables.subscriptions]) {
        table.grantReadWrite(api.role);
    }
    tables.publishData.grantRead(api.role);
    changes.grantSend(api.role);
    pageTokens.grantRead(api.role);
    inside?.keys.grantInvoke(api.role);
    return api;
}
