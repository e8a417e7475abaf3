import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ComponentKey } from "../encryption/componentKey";
import type { Children } from "../shared/children";
import { accessLogging } from "../storage/accessLogging";
import { type BucketStatementArgs, userStatements } from "../storage/bucketArgs";
import { transportStatements } from "../storage/policy/bucketStatements";
import { logLifecycle } from "../storage/policy/logRetention";
import type { ObjectLockArgs } from "../storage/policy/objectLock";
import { type ProtectedBucket, protectedBucket } from "../storage/protectedBucket";
import { keepStatement, trailBucketStatements, type TrailFacts } from "./policy/trailStatements";

interface TrailBucketParts {
    key: ComponentKey;
    facts: pulumi.Output<TrailFacts>;
    keyPrefix: string | undefined;
    /** Who alone may delete. */
    deletionRoleArn: pulumi.Output<string | undefined>;
    /** Statements of the user's. */
    statements: pulumi.Output<pulumi.Unwrap<BucketStatementArgs>[]>;
    retentionDays: number;
    archiveAfterDays: number | undefined;
    lock: ObjectLockArgs | undefined;
    /** Where it is access-logged. Default: a bucket that is made. */
    accessLogBucketName: pulumi.Output<string | undefined> | undefined;
    tags: Record<string, pulumi.Input<string>> | undefined;
}

/** A bucket that one trail writes into, and from which nobody deletes. */
export function trailBucket(
    children: Children,
    parts: TrailBucketParts,
): ProtectedBucket & { accessLogBucket?: aws.s3.Bucket } {
    const { keyPrefix } = parts;
    const made = protectedBucket(children, {
        statements: (bucketArn) =>
            pulumi
                .all([bucketArn, parts.facts, parts.deletionRoleArn, parts.statements])
                .apply(([bucketArn, facts, deletionRoleArn, statements]) => [
                    ...transportStatements(bucketArn),
                    ...trailBucketStatements({ ...facts, bucketArn, keyPrefix }),
                    keepStatement(bucketArn, deletionRoleArn),
                    ...userStatements(bucketArn, statements),
                ]),
        key: parts.key,
        lifecycleRules: logLifecycle(parts.retentionDays, parts.archiveAfterDays),
        lock: parts.lock,
    });
    const accessLogs = accessLogging(children, made, {
        targetBucket: parts.accessLogBucketName,
        suffix: "access-logs",
        tags: parts.tags,
    });
    return { ...made, accessLogBucket: accessLogs?.bucket };
}
