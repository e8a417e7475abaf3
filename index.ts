import { EncryptionKey, LogBucket, LogProducer, SecureBucket } from "palisade-aws";
import { readSettings } from "./config";

const { removable, keyArn, logRetentionDays, noncurrentVersionDays } = readSettings();

/** One key for the data of the stack, unless the stack brings its own. */
const key = keyArn ?? new EncryptionKey("data", { removable });

/** Where the buckets of the stack are access-logged. */
const accessLogs = new LogBucket("access-logs", {
    producers: [LogProducer.S3AccessLogs],
    retentionDays: logRetentionDays,
    removable,
});

/** What the pattern pipelines publish. */
const artifacts = new SecureBucket("artifacts", {
    key,
    logBucketName: accessLogs.bucketName,
    noncurrentVersionDays,
    removable,
});

/** ARN of the key that encrypts the data of the stack. */
export const dataKeyArn = artifacts.keyArn;
/** What the owner of a key that the stack brings must add to its policy; `[]` when the key is the stack's own. */
export const requiredKeyStatements = artifacts.requiredKeyStatements;
export const accessLogBucketName = accessLogs.bucketName;
export const artifactBucketName = artifacts.bucketName;
export const artifactBucketArn = artifacts.arn;
