import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../encryption/encryptionKey";
import { cloudFrontKeyStatements, throughS3Statement } from "../encryption/policy/keyStatements";
import { placeOf } from "../shared/arn";
import { policyDocument } from "../shared/policyDocument";
import { componentTags } from "../shared/tags";
import { daysFault, Faults } from "../shared/validate";
import { type BucketStatementArgs, commonFaults, userStatements } from "./bucketArgs";
import { grant, type GrantOptions } from "./grants";
import { LogBucket } from "./logBucket";
import { cloudFrontBucketStatements, transportStatements } from "./policy/bucketStatements";
import { ageingRule, housekeepingRule, lifecycleFaults, type LifecycleRuleArgs } from "./policy/lifecycleRules";
import { accessLogPrefix, LogProducer } from "./policy/producers";
import { addSideCars, afterwards, createBucket } from "./sideCars";

/** Arguments of {@link SecureBucket}. None is needed. */
export interface SecureBucketArgs {
    /**
     * ARN of an existing KMS key, for example `key.arn` of an EncryptionKey that several buckets share. Its policy is
     * never touched: what its owner must add is the output `requiredKeyStatements`.
     * Default: a key of its own (1 USD a month).
     */
    keyArn?: pulumi.Input<string>;
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

const defaultNoncurrentVersionDays = 90;

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
        refuse(name, args);
        // What may need the bucket to exist first is no input of the component: its registration would wait for it,
        // and the bucket for that.
        const { distributionArns = [], statements = [], ...inputs } = args;
        super("palisade-aws:index:SecureBucket", name, inputs, opts);

        const { region, removable = false } = args;
        const place = placeOf(this, region);
        const options = { parent: this, retainOnDelete: !removable };
        const shared = { removable, tags: args.tags, region };

        if (args.keyArn === undefined) {
            const description = `${name}: objects`;
            const own = new EncryptionKey(
                `${name}-key`,
                { description, distributionArns, ...shared },
                { parent: this },
            );
            this.key = own.key;
            this.keyArn = own.arn;
        } else {
            this.keyArn = pulumi.all([args.keyArn, place]).apply(([keyArn, { region }]) => {
                refuse(name, { keyArn, region });
                return keyArn;
            });
        }

        this.bucket = createBucket(name, {
            removable,
            tags: componentTags("SecureBucket", name, args.tags),
            region,
            parent: this,
        });
        const policy = pulumi
            .all([this.bucket.arn, distributionArns, pulumi.output(statements)])
            .apply(([bucketArn, distributionArns, statements]) => {
                refuse(name, { distributionArns, statements });
                return policyDocument([
                    ...transportStatements(bucketArn),
                    ...cloudFrontBucketStatements(bucketArn, distributionArns),
                    ...userStatements(bucketArn, statements),
                ]);
            });
        const sideCars = addSideCars(name, {
            bucket: this.bucket,
            policy: pulumi.jsonStringify(policy),
            keyArn: this.keyArn,
            lifecycleRules: [
                housekeepingRule(args.noncurrentVersionDays ?? defaultNoncurrentVersionDays),
                ...(args.lifecycleRules ?? []).map(ageingRule),
            ],
            region,
            options,
        });

        let logBucketName = args.logBucketName;
        if (logBucketName === undefined) {
            const logs = new LogBucket(
                `${name}-logs`,
                { producers: [LogProducer.S3AccessLogs], sourceBucketArns: [this.bucket.arn], ...shared },
                { parent: this },
            );
            this.logBucket = logs.bucket;
            logBucketName = logs.bucketName;
        }
        new aws.s3.BucketLogging(
            `${name}-logging`,
            {
                bucket: this.bucket.id,
                targetBucket: logBucketName,
                targetPrefix: args.logPrefix ?? accessLogPrefix,
                // One folder per account, region, bucket and day, so that a query reads only what it asks for.
                targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
                region,
            },
            { ...options, dependsOn: [sideCars.policy] },
        );

        const ready = [sideCars.policy, sideCars.encryption];
        this.policy = sideCars.policy;
        this.bucketName = afterwards(this.bucket.bucket, ready);
        this.arn = afterwards(this.bucket.arn, ready);
        this.region = place.region;
        this.requiredKeyStatements = pulumi.jsonStringify(
            args.keyArn === undefined
                ? []
                : pulumi
                      .all([place, distributionArns])
                      .apply(([place, arns]) => [throughS3Statement(place), ...cloudFrontKeyStatements(arns)]),
        );
        this.registerOutputs({
            bucket: this.bucket,
            policy: this.policy,
            key: this.key,
            logBucket: this.logBucket,
            bucketName: this.bucketName,
            arn: this.arn,
            keyArn: this.keyArn,
            requiredKeyStatements: this.requiredKeyStatements,
            region: this.region,
        });
    }

    /**
     * Lets a role of the bucket's account read: `s3:GetObject`, `s3:GetObjectVersion` on every object,
     * `s3:ListBucket`, `s3:GetBucketLocation` on the bucket, and `kms:Decrypt` on the key, through Amazon S3 only. The
     * permissions are an inline policy of the role; a role of another account needs `statements` here and in the key's
     * policy instead.
     */
    public grantRead(role: aws.iam.Role, options: GrantOptions = {}): aws.iam.RolePolicy {
        return grant("read", this, role, options);
    }

    /**
     * Lets a role of the bucket's account write, but neither read nor delete: `s3:PutObject`,
     * `s3:AbortMultipartUpload`, `s3:ListMultipartUploadParts` on every object, `s3:ListBucketMultipartUploads`,
     * `s3:GetBucketLocation` on the bucket, and `kms:GenerateDataKey`, `kms:Decrypt` on the key, through Amazon S3
     * only (uploads in parts decrypt what was uploaded).
     */
    public grantWrite(role: aws.iam.Role, options: GrantOptions = {}): aws.iam.RolePolicy {
        return grant("write", this, role, options);
    }
}

/** Asked once for what is known at once, and again for what becomes known later. */
function refuse(name: string, args: SecureBucketArgs): void {
    const faults = new Faults();
    const versions = daysFault(args.noncurrentVersionDays, 1);
    if (versions !== undefined) {
        faults.add("noncurrentVersionDays", versions, "give whole days");
    }
    if (args.logBucketName === "") {
        faults.add("logBucketName", "it is empty", "pass the log bucket's name, or leave it out");
    }
    if (args.logPrefix !== undefined && args.logBucketName === undefined) {
        faults.add("logPrefix", "it is about a log bucket of yours", "leave it out, or give logBucketName");
    }
    faults.addAll(lifecycleFaults("lifecycleRules", args.lifecycleRules));
    faults.addAll(commonFaults(name, args));
    faults.throwIfAny("SecureBucket", name);
}
