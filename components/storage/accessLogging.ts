import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Children } from "../shared/children";
import { LogBucket } from "./logBucket";
import { accessLogPrefix, LogProducer } from "./policy/producers";
import type { ProtectedBucket } from "./protectedBucket";

interface AccessLoggingParts {
    /** The log bucket that is there; none where one is made. */
    targetBucket: pulumi.Output<string | undefined> | undefined;
    targetPrefix?: pulumi.Input<string>;
    /** Of the log bucket that is made. */
    suffix: string;
    tags: Record<string, pulumi.Input<string>> | undefined;
}

/** Logs who asks for what of a bucket. Returns the log bucket that it made for that. */
export function accessLogging(
    children: Children,
    { bucket, policy }: Pick<ProtectedBucket, "bucket" | "policy">,
    { targetBucket, targetPrefix = accessLogPrefix, suffix, tags }: AccessLoggingParts,
): LogBucket | undefined {
    const { removable, region } = children;
    const made =
        targetBucket === undefined
            ? new LogBucket(
                  children.name(suffix),
                  {
                      producers: [LogProducer.S3AccessLogs],
                      sourceBucketArns: [bucket.arn],
                      removable,
                      tags,
                      region,
                  },
                  { parent: children.parent },
              )
            : undefined;
    new aws.s3.BucketLogging(
        children.name("logging"),
        {
            bucket: bucket.id,
            targetBucket: made?.bucketName ?? targetBucket?.apply((name = "") => name) ?? "",
            targetPrefix,
            // One folder per account, region, bucket and day, so that a query reads only what it asks for.
            targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
            region,
        },
        children.options(policy),
    );
    return made;
}
