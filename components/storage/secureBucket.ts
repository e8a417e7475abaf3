import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyOf, keyRule } from "../encryption/componentKey";
import type { EncryptionKey } from "../encryption/encryptionKey";
import { argumentsOf } from "../shared/arguments";
import { distributionArns } from "../shared/arn";
import { days, notEmpty } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { grant, type GrantOptions } from "../shared/grants";
import { outputsOf } from "../shared/outputs";
import { accessLogging } from "./accessLogging";
import { bucketNameFaults, type BucketStatementArgs, bucketStatementsRule, userStatements } from "./bucketArgs";
import { readGrant, writeGrant } from "./policy/bucketGrants";
import { cloudFrontBucketStatements, transportStatements } from "./policy/bucketStatements";
import { ageingRule, housekeepingRule, lifecycleFaults, type LifecycleRuleArgs } from "./policy/lifecycleRules";
import { accessLogPrefix } from "./policy/producers";
import { protectedBucket } from "./protectedBucket";

/** Arguments of {@link SecureBucket}. None is needed. */
export interface SecureBucketArgs {
    /**
     * An EncryptionKey of the same account, which several buckets can share, or the ARN of any key: its policy is never
     * touched, what its owner must add is the output `requiredKeyStatements`.
     * Default: a key of its own (1 USD a month).
     */
    key?: EncryptionKey | pulumi.Input<string>;
    /**
     * Name of the bucket that takes the server access logs, for example `logs.bucketName` of a LogBucket. It must be
     * in the same account and region, encrypted with SSE-S3, and let `logging.s3.amazonaws.com` write.
     * Default: a LogBucket of its own (free but for what it stores).
     */
    logBucketName?: pulumi.Input<string>;
    /**
     * Beginning of the keys of the access logs in that bucket. Default: `s3-access-logs/`, which a LogBucket accepts.
     */
    logPrefix?: pulumi.Input<string>;
    /**
     * Days for which overwritten and deleted objects can be brought back. Plain. Default: 90. They cost as much as
     * current ones.
     */
    noncurrentVersionDays?: number;
    /**
     * Further lifecycle rules: archive or expire objects by age. Plain. Default: none, objects stay until they are
     * deleted.
     */
    lifecycleRules?: LifecycleRuleArgs[];
    /** Further statements of the bucket's policy, for example for a role of another account. Default: none. */
    statements?: BucketStatementArgs[];
    /**
     * CloudFront distributions that may read objects (Origin Access Control), on the bucket's and on its own key's
     * side. May be an output that resolves after the bucket exists (`pulumi.deferredOutput`). Default: none.
     */
    distributionArns?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Whether bucket, key and logs may be deleted with the stack, objects included. Plain. Default: false, they are
     * protected and survive being removed from the program.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of the bucket, its key and its logs. Default: the provider's. */
    region?: pulumi.Input<string>;
}

export const secureBucketArguments = argumentsOf<SecureBucketArgs>()(
    "SecureBucket",
    {
        key: {
            ...keyRule,
            otherwise: "a key of its own",
            why: "S3.17; with the bucket key, one KMS request serves many objects",
            cost: "1 USD",
        },
        logBucketName: {
            check: notEmpty("pass the log bucket's name, or leave it out"),
            otherwise: "a LogBucket of its own",
            why: "S3.9: one folder per account, region, bucket and day",
            cost: "what it stores: 0.023 USD per GB",
        },
        logPrefix: { default: accessLogPrefix, why: "what a LogBucket accepts" },
        noncurrentVersionDays: {
            plain: true,
            check: days(1),
            default: 90,
            why: "time to notice a mistake, without paying for old versions for ever",
            cost: "as current objects",
        },
        lifecycleRules: {
            plain: true,
            check: lifecycleFaults,
            default: [],
            why: "only you know when data may go",
        },
        statements: bucketStatementsRule,
        distributionArns: {
            late: true,
            check: distributionArns,
            default: [],
            why: "CloudFront may read for exactly the distributions named",
        },
        ...commonRules("bucket, key and logs are protected, and kept when they leave the program"),
    },
    ({ logBucketName, logPrefix }, name) => [
        ...(logBucketName === undefined && logPrefix !== accessLogPrefix
            ? [
                  {
                      argument: "logPrefix",
                      fault: "it is about a log bucket of yours",
                      fix: "leave it out, or give logBucketName",
                  },
              ]
            : []),
        ...bucketNameFaults(name),
    ],
);

/**
 * A bucket for data: private (all public access blocked, ACLs off), encrypted with a customer managed key, TLS 1.2 and
 * newer only, versioned, access-logged to another bucket, tidied by a lifecycle. `new SecureBucket("data")` is enough.
 *
 * Cost: storage (0.023 USD per GB and month), 1 USD a month for its own key; the bucket key keeps KMS requests few.
 * Controls: S3.1, S3.5, S3.8, S3.9, S3.12, S3.13, S3.14, S3.17; CIS AWS 3.0 2.1.1, 2.1.4.
 */
export class SecureBucket extends pulumi.ComponentResource {
    /** The bucket. */
    public readonly bucket: aws.s3.Bucket;
    /** The bucket's policy. It is the only one a bucket can have: add to it with `statements`. */
    public readonly policy: aws.s3.BucketPolicy;
    /** The key made for the bucket; none with a key of yours. */
    public readonly key?: aws.kms.Key;
    /** The bucket made for the access logs; none with a log bucket of yours. */
    public readonly logBucket?: aws.s3.Bucket;
    /** Name of the bucket, there once its policy and encryption are. */
    public readonly bucketName: pulumi.Output<string>;
    /** ARN of the bucket, there once its policy and encryption are. */
    public readonly arn: pulumi.Output<string>;
    /** ARN of the key that encrypts the objects. */
    public readonly keyArn: pulumi.Output<string>;
    /**
     * JSON list of the statements the owner of a key of yours must add to its policy; `[]` when there is nothing to
     * add.
     */
    public readonly requiredKeyStatements: pulumi.Output<string>;
    /** Region of the bucket. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: SecureBucketArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        const given = secureBucketArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { tags, logPrefix, noncurrentVersionDays, lifecycleRules } = given.values;
        const distributionArns = given.output("distributionArns");
        const children = new Children(this, given);
        const key = keyOf(given, children, { purpose: "objects", through: ["s3"], distributionArns });
        const made = protectedBucket(children, {
            statements: (bucketArn) =>
                pulumi
                    .all([bucketArn, distributionArns, given.output("statements")])
                    .apply(([bucketArn, distributionArns, statements]) => [
                        ...transportStatements(bucketArn),
                        ...cloudFrontBucketStatements(bucketArn, distributionArns),
                        ...userStatements(bucketArn, statements),
                    ]),
            key,
            lifecycleRules: [housekeepingRule(noncurrentVersionDays), ...lifecycleRules.map(ageingRule)],
        });

        const logs = accessLogging(children, made, {
            targetBucket: args.logBucketName === undefined ? undefined : given.output("logBucketName"),
            targetPrefix: logPrefix,
            suffix: "logs",
            tags,
        });

        this.bucket = made.bucket;
        this.logBucket = logs?.bucket;
        this.policy = made.policy;
        this.key = key.own;
        this.bucketName = made.bucketName;
        this.arn = made.arn;
        this.keyArn = key.arn;
        this.requiredKeyStatements = made.requiredKeyStatements;
        this.region = made.region;
        this.registerOutputs(outputsOf(this));
    }

    /**
     * Lets a role of the bucket's account read: `s3:GetObject`, `s3:GetObjectVersion` on every object,
     * `s3:ListBucket`, `s3:GetBucketLocation` on the bucket, and `kms:Decrypt` on the key, through Amazon S3 only. The
     * permissions are an inline policy of the role; a role of another account needs `statements` here and in the key's
     * policy instead.
     */
    public grantRead(role: aws.iam.Role, options: GrantOptions = {}): aws.iam.RolePolicy {
        return grant(readGrant, this, role, options);
    }

    /**
     * Lets a role of the bucket's account write, but neither read nor delete: `s3:PutObject`,
     * `s3:AbortMultipartUpload`, `s3:ListMultipartUploadParts` on every object, `s3:ListBucketMultipartUploads`,
     * `s3:GetBucketLocation` on the bucket, and `kms:GenerateDataKey`, `kms:Decrypt` on the key, through Amazon S3
     * only (uploads in parts decrypt what was uploaded).
     */
    public grantWrite(role: aws.iam.Role, options: GrantOptions = {}): aws.iam.RolePolicy {
        return grant(writeGrant, this, role, options);
    }
}
