import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../encryption/encryptionKey";
import { keyUserStatements, throughS3Statement } from "../encryption/policy/keyStatements";
import { placeOf } from "../shared/arn";
import { policyDocument } from "../shared/policyDocument";
import { componentTags } from "../shared/tags";
import { choiceFault, daysFault, Faults, oneOf, plainList } from "../shared/validate";
import { type BucketStatementArgs, commonFaults, userStatements } from "./bucketArgs";
import { grant, type GrantOptions } from "./grants";
import { transportStatements } from "./policy/bucketStatements";
import { ageingRule, housekeepingRule, type LifecycleRule } from "./policy/lifecycleRules";
import { customerKeyRefusals, keyUsersOf, LogProducer, nameLeadOf, producerStatements } from "./policy/producers";
import { addSideCars, afterwards, createBucket } from "./sideCars";

/** Arguments of {@link LogBucket}. */
export interface LogBucketArgs {
    /**
     * Services that write their logs here. Each gets exactly the statements it needs in the bucket's policy. Plain.
     * Default: S3AccessLogs.
     */
    producers?: LogProducer[];
    /**
     * Buckets whose server access logs are accepted, as ARNs. Only with the producer S3AccessLogs.
     * Default: every bucket of this account.
     */
    sourceBucketArns?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * ARN of an existing KMS key. Its policy is never touched: what its owner must add is the output
     * `requiredKeyStatements`. Refused when a producer cannot use a customer managed key.
     * Default: a key of its own when every producer can use one (1 USD a month), else Amazon S3's own keys (SSE-S3,
     * free).
     */
    keyArn?: pulumi.Input<string>;
    /**
     * Days after which a log expires; the expired version is deleted 30 days later. Plain. Default: 365, a year of
     * evidence (CIS).
     */
    retentionDays?: number;
    /**
     * Days after which logs over 128 KB move to Glacier Instant Retrieval, at about a sixth of the price, still
     * readable at once. Plain; less than retentionDays. Default: 90, and never when logs are kept 90 days or less.
     */
    archiveAfterDays?: number;
    /** Further statements of the bucket's policy, for example for a reader in another account. Default: none. */
    statements?: BucketStatementArgs[];
    /**
     * Whether bucket and key may be deleted with the stack, logs included. Plain. Default: false, both are protected
     * and survive being removed from the program.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of the bucket: for S3AccessLogs, Alb and Nlb it must be that of the producer. Default: the provider's. */
    region?: pulumi.Input<string>;
}

const defaultProducers: LogProducer[] = [LogProducer.S3AccessLogs];
const defaultRetentionDays = 365;
const defaultArchiveAfterDays = 90;
const expiredVersionDays = 30;

/**
 * A bucket for the logs of AWS services, which knows what each producer needs: its statements in the bucket's policy,
 * the encryption that works for it, the name it demands. All public access is blocked, TLS 1.2 is the least, versions
 * are kept. It is not access-logged itself: its own log entries would be logged again without end.
 *
 * Cost: storage (0.023 USD per GB and month), 1 USD a month for its own key where it has one.
 * Controls: S3.1, S3.5, S3.8, S3.12, S3.13, S3.14, S3.17; CIS AWS 3.0 2.1.1, 2.1.4, 3.5.
 */
export class LogBucket extends pulumi.ComponentResource {
    /** The bucket. */
    public readonly bucket: aws.s3.Bucket;
    /** The bucket's policy. */
    public readonly policy: aws.s3.BucketPolicy;
    /** The key made for the bucket; none with a key of yours or with SSE-S3. */
    public readonly key?: aws.kms.Key;
    /** Name of the bucket, there once its policy and encryption are: give this one to producers. */
    public readonly bucketName: pulumi.Output<string>;
    /** ARN of the bucket, there once its policy and encryption are. */
    public readonly arn: pulumi.Output<string>;
    /**
     * ARN of the key that encrypts the logs; none with SSE-S3. Give it to producers that ask for a key (CloudTrail).
     */
    public readonly keyArn?: pulumi.Output<string>;
    /**
     * JSON list of the statements the owner of a key of yours must add to its policy; `[]` when there is nothing to
     * add.
     */
    public readonly requiredKeyStatements: pulumi.Output<string>;
    /** Region of the bucket. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: LogBucketArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        refuse(name, args);
        // What may need the bucket to exist first is no input of the component: its registration would wait for it,
        // and the bucket for that.
        const { sourceBucketArns = [], statements = [], ...inputs } = args;
        super("palisade-aws:index:LogBucket", name, inputs, opts);

        const { producers = defaultProducers, removable = false, region } = args;
        const place = placeOf(this, region);
        const options = { parent: this, retainOnDelete: !removable };
        const tags = componentTags("LogBucket", name, args.tags);
        const users = keyUsersOf(producers);
        const keyReady: pulumi.Resource[] = [];

        if (args.keyArn !== undefined) {
            this.keyArn = pulumi.all([args.keyArn, place]).apply(([keyArn, { region }]) => {
                refuse(name, { producers, keyArn, region });
                return keyArn;
            });
        } else if (customerKeyRefusals(producers).length === 0) {
            const description = `${name}: logs`;
            const own = new EncryptionKey(
                `${name}-key`,
                { description, users, removable, tags: args.tags, region },
                { parent: this },
            );
            this.key = own.key;
            this.keyArn = own.arn;
            keyReady.push(own.policy);
        }

        this.bucket = createBucket(name, { nameLead: nameLeadOf(producers), removable, tags, region, parent: this });
        const policy = pulumi
            .all([place, this.bucket.arn, sourceBucketArns, pulumi.output(statements)])
            .apply(([place, bucketArn, sourceBucketArns, statements]) => {
                refuse(name, { sourceBucketArns, statements });
                return policyDocument([
                    ...transportStatements(bucketArn),
                    ...producerStatements(producers, { bucketArn, place, sourceBucketArns }),
                    ...userStatements(bucketArn, statements),
                ]);
            });
        const sideCars = addSideCars(name, {
            bucket: this.bucket,
            policy: pulumi.jsonStringify(policy),
            keyArn: this.keyArn,
            lifecycleRules: [housekeepingRule(expiredVersionDays), retentionRule(args)],
            region,
            options,
        });

        const ready = [sideCars.policy, sideCars.encryption, ...keyReady];
        this.policy = sideCars.policy;
        this.bucketName = afterwards(this.bucket.bucket, ready);
        this.arn = afterwards(this.bucket.arn, ready);
        this.region = place.region;
        this.requiredKeyStatements = pulumi.jsonStringify(
            args.keyArn === undefined
                ? []
                : place.apply((place) => [
                      throughS3Statement(place),
                      ...users.flatMap((user) => keyUserStatements(user, place)),
                  ]),
        );
        this.registerOutputs({
            bucket: this.bucket,
            policy: this.policy,
            key: this.key,
            bucketName: this.bucketName,
            arn: this.arn,
            keyArn: this.keyArn,
            requiredKeyStatements: this.requiredKeyStatements,
            region: this.region,
        });
    }

    /**
     * Lets a role of the bucket's account read the logs: `s3:GetObject`, `s3:GetObjectVersion` on every object,
     * `s3:ListBucket`, `s3:GetBucketLocation` on the bucket, and `kms:Decrypt` on the key, through Amazon S3 only.
     */
    public grantRead(role: aws.iam.Role, options: GrantOptions = {}): aws.iam.RolePolicy {
        return grant("read", this, role, options);
    }
}

function retentionRule({ retentionDays = defaultRetentionDays, archiveAfterDays }: LogBucketArgs): LifecycleRule {
    const archived = retentionDays > defaultArchiveAfterDays ? defaultArchiveAfterDays : undefined;
    return ageingRule({
        id: "retention",
        archiveAfterDays: archiveAfterDays ?? archived,
        expireAfterDays: retentionDays,
    });
}

/** Asked once for what is known at once, and again for what becomes known later. */
function refuse(name: string, args: LogBucketArgs): void {
    const faults = new Faults();
    const { producers = defaultProducers, retentionDays = defaultRetentionDays, archiveAfterDays } = args;
    const unknown = [...new Set(producers)].flatMap((producer) => choiceFault(producer, LogProducer) ?? []);
    for (const fault of unknown) {
        faults.add("producers", fault, oneOf(LogProducer));
    }
    if (producers.length === 0) {
        faults.add("producers", "none is given", oneOf(LogProducer));
    }
    if (new Set(producers).size < producers.length) {
        faults.add("producers", "a producer is named twice", "name each producer once");
    }
    if (args.keyArn !== undefined && unknown.length === 0) {
        for (const reason of customerKeyRefusals(producers)) {
            faults.add("keyArn", reason, "leave keyArn out, or give this producer a LogBucket of its own");
        }
    }
    if (args.sourceBucketArns !== undefined && !producers.includes(LogProducer.S3AccessLogs)) {
        faults.add(
            "sourceBucketArns",
            "it is only about S3AccessLogs",
            "leave it out, or add the producer S3AccessLogs",
        );
    }
    for (const arn of plainList(args.sourceBucketArns)) {
        if (!/^arn:[a-z-]+:s3:::[^/]+$/.test(arn)) {
            faults.add("sourceBucketArns", `"${arn}" is not the ARN of a bucket`, "pass bucket.arn");
        }
    }
    const retention = daysFault(retentionDays, 1);
    if (retention !== undefined) {
        faults.add("retentionDays", retention, "give whole days");
    }
    const archive = daysFault(archiveAfterDays, 1, retentionDays - 1);
    if (archive !== undefined && retention === undefined) {
        faults.add("archiveAfterDays", archive, "archive before the logs expire, or leave it out");
    }
    faults.addAll(commonFaults(name, args));
    faults.throwIfAny("LogBucket", name);
}
