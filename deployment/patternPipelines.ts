import * as pulumi from "@pulumi/pulumi";
import { type EncryptionKey, type LogBucket, PatternPipeline, type PatternStore } from "palisade-aws";
import { pipelineArgs } from "../settings/patternPipelines";
import type { Settings } from "../settings/settings";
import { patternNames } from "./names";
import type { Stores } from "./stores";

interface PipelineParts {
    /** Encrypts what stages hand on, messages and logs. */
    readonly key: EncryptionKey | pulumi.Input<string>;
    readonly accessLogs: LogBucket;
    readonly stores: Stores;
    readonly patternStore: PatternStore | undefined;
    readonly settings: Settings;
}

/**
 * The pipelines of the patterns that the settings name, each with its topic, by the names under which the console finds both;
 * none where there is no store to publish to. They are in no VPC: the console's has no way to the internet, where packages are.
 */
export function makePatternPipelines(parts: PipelineParts): Readonly<Record<string, PatternPipeline>> {
    const { key, accessLogs, stores, patternStore, settings } = parts;
    const { patternPipelines, logRetentionDays, permissionsBoundaryArn, roleNamePrefix, removable } = settings;
    if (patternPipelines === undefined || patternStore === undefined) {
        return {};
    }
    const { prefix } = patternNames(pulumi.getProject(), pulumi.getStack());
    const make = (id: string): PatternPipeline => {
        const pipeline = new PatternPipeline(`pattern-${id}`, {
            ...pipelineArgs(patternPipelines, id),
            pipelineName: `${prefix}${id}`,
            environment: {
                ARTIFACTS_BUCKET: patternStore.bucketName,
                PUBLICATIONS_TABLE: stores.tables.publishData.tableName,
                PUBLICATIONS_TOPIC_ARN: patternStore.topicArn,
                CHANGES_QUEUE_URL: patternStore.queueUrl,
                PACKAGES_DOMAIN: patternStore.domainName,
                PACKAGES_REPOSITORY: patternStore.repositoryName,
            },
            accessLogBucketName: accessLogs.bucketName,
            key,
            logRetentionDays,
            permissionsBoundaryArn,
            roleNamePrefix,
            removable,
        });
        patternStore.grantPublish(pipeline.publishRole, id);
        patternStore.grantAnnounce(pipeline.registerRole);
        return pipeline;
    };
    return Object.fromEntries(Object.keys(patternPipelines.patterns).map((id) => [id, make(id)]));
}
