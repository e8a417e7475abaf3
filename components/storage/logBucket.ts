import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyOf, keyRule, keyUserFaults } from "../encryption/componentKey";
import type { EncryptionKey } from "../encryption/encryptionKey";
import { argumentsOf } from "../shared/arguments";
import { bucketArns } from "../shared/arn";
import { someOf } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { grant, type GrantOptions } from "../shared/grants";
import { outputsOf } from "../shared/outputs";
import type { Fault } from "../shared/validate";
import { bucketNameFaults, type BucketStatementArgs, bucketStatementsRule, userStatements } from "./bucketArgs";
import { readGrant } from "./policy/bucketGrants";
import { transportStatements } from "./policy/bucketStatements";
import { archiveFaults, keptLogsRules, logLifecycle } from "./policy/logRetention";
import { customerKeyRefusals, keyUsersOf, LogProducer, nameLeadOf, producerStatements } from "./policy/producers";
import { protectedBucket } from "./protectedBucket";

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
     * An EncryptionKey of the same account whose `users` are the services that write here, or the ARN of any key: its
     * policy is never touched, what its owner must add is the output `requiredKeyStatements`. Refused when a producer
     * cannot use a customer managed key.
     * Default: a key of its own when every producer can use one (1 USD a month), else Amazon S3's own keys (SSE-S3,
     * free).
     */
    key?: EncryptionKey | pulumi.Input<string>;
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

export const logBucketArguments = argumentsOf<LogBucketArgs>()(
    "LogBucket",
    {
        producers: {
            plain: true,
            check: someOf(LogProducer, "producer", 1),
            default: [LogProducer.S3AccessLogs],
            why: "what SecureBucket needs",
        },
        sourceBucketArns: {
            late: true,
            check: bucketArns,
            default: [],
            otherwise: "every bucket of the account",
            why: "only for `S3AccessLogs`",
        },
        key: {
            ...keyRule,
            otherwise: "its own where every producer can use one, else SSE-S3",
            why: "S3.17; who may read logs is then decided twice",
            cost: "1 USD",
        },
        ...keptLogsRules,
        statements: bucketStatementsRule,
        ...commonRules("logs are evidence: bucket and key are protected, and kept when they leave the program"),
    },
    ({ producers, sourceBucketArns = [], key, retentionDays, archiveAfterDays }, name) => [
        ...(producers === undefined ? [] : producerFaults(producers, sourceBucketArns, key)),
        ...archiveFaults(retentionDays, archiveAfterDays),
        ...bucketNameFaults(name),
    ],
);

/** What does not go together with these producers. */
function producerFaults(
    producers: LogProducer[],
    sources: pulumi.Input<pulumi.Input<string>[]>,
    key: LogBucketArgs["key"],
): Fault[] {
    const faults = customerKeyRefusals(key === undefined ? [] : producers).map((fault) => ({
        argument: "key",
        fault,
        fix: "leave key out, or give this producer a LogBucket of its own",
    }));
    const anySource = !Array.isArray(sources) || sources.length > 0;
    if (anySource && !producers.includes(LogProducer.S3AccessLogs)) {
        faults.push({
            argument: "sourceBucketArns",
            fault: "it is only about S3AccessLogs",
            fix: "leave it out, or add the producer S3AccessLogs",
        });
    }
    return [...faults, ...keyUserFaults(key, keyUsersOf(producers))];
}

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
        const given = logBucketArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { producers, retentionDays, archiveAfterDays } = given.values;
        const children = new Children(this, given);
        const key =
            args.key === undefined && customerKeyRefusals(producers).length > 0
                ? undefined
                : keyOf(given, children, { purpose: "logs", through: ["s3"], users: keyUsersOf(producers) });
        const made = protectedBucket(children, {
            nameLead: nameLeadOf(producers),
            statements: (bucketArn) =>
                pulumi
                    .all([children.place, bucketArn, given.output("sourceBucketArns"), given.output("statements")])
                    .apply(([place, bucketArn, sourceBucketArns, statements]) => [
                        ...transportStatements(bucketArn),
                        ...producerStatements(producers, { bucketArn, place, sourceBucketArns }),
                        ...userStatements(bucketArn, statements),
                    ]),
            key,
            lifecycleRules: logLifecycle(retentionDays, archiveAfterDays),
        });

        this.bucket = made.bucket;
        this.policy = made.policy;
        this.bucketName = made.bucketName;
        this.arn = made.arn;
        this.requiredKeyStatements = made.requiredKeyStatements;
        this.region = made.region;
        this.key = key?.own;
        this.keyArn = key?.arn;
        this.registerOutputs(outputsOf(this));
    }

    /**
     * Lets a role of the bucket's account read the logs: `s3:GetObject`, `s3:GetObjectVersion` on every object,
     * `s3:ListBucket`, `s3:GetBucketLocation` on the bucket, and `kms:Decrypt` on the key, through Amazon S3 only.
     */
    public grantRead(role: aws.iam.Role, options: GrantOptions = {}): aws.iam.RolePolicy {
        return grant(readGrant, this, role, options);
    }
}
