import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { bucketNaming, fitsAutonaming, namePrefix } from "../shared/naming";
import type { LifecycleRule } from "./policy/lifecycleRules";

/** What the bucket itself is made of. */
export interface BucketArgs {
    /** How the bucket's physical name must begin. Default: as its logical name does. */
    nameLead?: string;
    /** Whether it may be deleted, objects included. */
    removable: boolean;
    tags: Record<string, pulumi.Input<string>>;
    region?: pulumi.Input<string>;
    parent: pulumi.Resource;
}

/** The bucket alone; everything that protects it is a side-car. */
export function createBucket(
    name: string,
    { nameLead = "", removable, tags, region, parent }: BucketArgs,
): aws.s3.Bucket {
    const named = nameLead === "" && fitsAutonaming(name, bucketNaming);
    return new aws.s3.Bucket(
        name,
        {
            ...(named ? {} : { bucketPrefix: namePrefix(name, bucketNaming.maxLength, nameLead) }),
            forceDestroy: removable,
            tags,
            region,
        },
        { parent, retainOnDelete: !removable, ...(removable ? {} : { protect: true }) },
    );
}

/** What the side-cars of one bucket are made of. */
export interface SideCarArgs {
    bucket: aws.s3.Bucket;
    /** The bucket's whole policy, as JSON. */
    policy: pulumi.Output<string>;
    /** ARN of the customer managed key; without it Amazon S3 encrypts with its own. */
    keyArn?: pulumi.Output<string>;
    lifecycleRules: LifecycleRule[];
    region?: pulumi.Input<string>;
    /** Options of every side-car: the parent, and whether they stay with a bucket that is kept. */
    options: pulumi.CustomResourceOptions;
}

export interface SideCars {
    policy: aws.s3.BucketPolicy;
    encryption: aws.s3.BucketServerSideEncryptionConfiguration;
}

/**
 * The settings every bucket has, each a resource of its own. S3 refuses concurrent changes of ownership, public access
 * and policy (OperationAborted), and a lifecycle for old versions before versioning is on: so they come one after the
 * other.
 */
export function addSideCars(name: string, args: SideCarArgs): SideCars {
    const { region, options } = args;
    const common = { bucket: args.bucket.id, region };
    const after = (...resources: pulumi.Resource[]): pulumi.CustomResourceOptions => ({
        ...options,
        dependsOn: resources,
    });

    const ownership = new aws.s3.BucketOwnershipControls(
        `${name}-ownership`,
        { ...common, rule: { objectOwnership: "BucketOwnerEnforced" } },
        options,
    );
    const publicAccess = new aws.s3.BucketPublicAccessBlock(
        `${name}-public-access`,
        {
            ...common,
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        },
        after(ownership),
    );
    const policy = new aws.s3.BucketPolicy(`${name}-policy`, { ...common, policy: args.policy }, after(publicAccess));
    const versioning = new aws.s3.BucketVersioning(
        `${name}-versioning`,
        { ...common, versioningConfiguration: { status: "Enabled" } },
        after(policy),
    );
    const encryption = new aws.s3.BucketServerSideEncryptionConfiguration(
        `${name}-encryption`,
        {
            ...common,
            rules: [
                {
                    ...(args.keyArn === undefined
                        ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
                        : {
                              applyServerSideEncryptionByDefault: {
                                  sseAlgorithm: "aws:kms",
                                  kmsMasterKeyId: args.keyArn,
                              },
                              bucketKeyEnabled: true,
                          }),
                    // Keys that only the uploader has: new buckets refuse them since April 2026, older ones do not.
                    blockedEncryptionTypes: ["SSE-C"],
                },
            ],
        },
        after(policy),
    );
    new aws.s3.BucketLifecycleConfiguration(
        `${name}-lifecycle`,
        { ...common, rules: args.lifecycleRules },
        after(versioning),
    );
    return { policy, encryption };
}

/** A text that is there only once these resources are, without becoming unknown in a preview as their ids would. */
export function afterwards(text: pulumi.Output<string>, resources: pulumi.Resource[]): pulumi.Output<string> {
    const done = pulumi.all(resources.map((resource) => resource.urn));
    return pulumi.all([text, done]).apply(([known]) => known);
}
