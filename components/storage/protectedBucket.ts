import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ComponentKey } from "../encryption/componentKey";
import type { Children } from "../shared/children";
import { bucketNaming, physicalName } from "../shared/naming";
import { afterwards } from "../shared/outputs";
import { policyDocument, type Statement } from "../shared/policyDocument";
import type { LifecycleRule } from "./policy/lifecycleRules";
import type { ObjectLockArgs } from "./policy/objectLock";

/** What one kind of bucket has that others have not. */
export interface BucketParts {
    /** How the bucket's physical name must begin. Default: as its logical name does. */
    nameLead?: string;
    /** The bucket's whole policy. */
    statements: (bucketArn: pulumi.Output<string>) => pulumi.Output<Statement[]>;
    /** The customer managed key; without it Amazon S3 encrypts with its own. */
    key?: ComponentKey;
    lifecycleRules: LifecycleRule[];
    /** For how long no version of an object can be deleted. Default: versions are not locked. */
    lock?: ObjectLockArgs;
}

/** A bucket, and what every component around one gives out. */
export interface ProtectedBucket {
    bucket: aws.s3.Bucket;
    policy: aws.s3.BucketPolicy;
    /** Its name, once policy, encryption and key let it be used. */
    bucketName: pulumi.Output<string>;
    /** Its ARN, once policy, encryption and key let it be used. */
    arn: pulumi.Output<string>;
    requiredKeyStatements: pulumi.Output<string>;
    region: pulumi.Output<string>;
}

/**
 * A bucket with the settings every bucket has, each a resource of its own. S3 refuses concurrent changes of ownership,
 * public access and policy (OperationAborted), and a lifecycle for old versions before versioning is on: so they come
 * one after the other.
 */
export function protectedBucket(children: Children, parts: BucketParts): ProtectedBucket {
    const { region, removable } = children;
    const bucket = new aws.s3.Bucket(
        children.name(),
        {
            ...physicalName("bucketPrefix", children.name(), bucketNaming, parts.nameLead),
            forceDestroy: removable,
            tags: children.tags(),
            region,
        },
        children.keptOptions(),
    );
    const common = { bucket: bucket.id, region };

    const ownership = new aws.s3.BucketOwnershipControls(
        children.name("ownership"),
        { ...common, rule: { objectOwnership: "BucketOwnerEnforced" } },
        children.options(),
    );
    const publicAccess = new aws.s3.BucketPublicAccessBlock(
        children.name("public-access"),
        {
            ...common,
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        },
        children.options(ownership),
    );
    const document = parts.statements(bucket.arn).apply(policyDocument);
    const policy = new aws.s3.BucketPolicy(
        children.name("policy"),
        { ...common, policy: pulumi.jsonStringify(document) },
        children.options(publicAccess),
    );
    const versioning = new aws.s3.BucketVersioning(
        children.name("versioning"),
        { ...common, versioningConfiguration: { status: "Enabled" } },
        children.options(policy),
    );
    const encryption = new aws.s3.BucketServerSideEncryptionConfiguration(
        children.name("encryption"),
        {
            ...common,
            rules: [
                {
                    ...(parts.key === undefined
                        ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
                        : {
                              applyServerSideEncryptionByDefault: {
                                  sseAlgorithm: "aws:kms",
                                  kmsMasterKeyId: parts.key.arn,
                              },
                              bucketKeyEnabled: true,
                          }),
                    // Keys that only the uploader has: new buckets refuse them since April 2026, older ones do not.
                    blockedEncryptionTypes: ["SSE-C"],
                },
            ],
        },
        children.options(policy),
    );
    const lifecycle = new aws.s3.BucketLifecycleConfiguration(
        children.name("lifecycle"),
        { ...common, rules: parts.lifecycleRules },
        children.options(versioning),
    );

    // Not the bucket's own `objectLockEnabled`, which another value of replaces the bucket.
    const lock =
        parts.lock &&
        new aws.s3.BucketObjectLockConfiguration(
            children.name("lock"),
            { ...common, rule: { defaultRetention: parts.lock } },
            children.options(lifecycle),
        );

    const ready = [policy, encryption, ...(lock === undefined ? [] : [lock]), ...(parts.key?.ready ?? [])];
    return {
        bucket,
        policy,
        bucketName: afterwards(bucket.bucket, ready),
        arn: afterwards(bucket.arn, ready),
        requiredKeyStatements: parts.key?.requiredStatements ?? pulumi.jsonStringify([]),
        region: children.place.region,
    };
}
