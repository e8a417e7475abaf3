import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyOf, keyRule, keyUserFaults } from "../encryption/componentKey";
import { EncryptionKey, KeyUser } from "../encryption/encryptionKey";
import { SecureTopic } from "../messaging/secureTopic";
import { argumentsOf, isLater } from "../shared/arguments";
import { arnOf, topicRegionFaults } from "../shared/arn";
import { notEmpty, someOf } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { grant, type GrantOptions } from "../shared/grants";
import { logGroup, logRetentionRule } from "../shared/logGroups";
import { nameFaults, slug } from "../shared/naming";
import { outputsOf } from "../shared/outputs";
import { roleRules } from "../shared/roleRules";
import { childRole, childRolePolicy } from "../shared/roles";
import { TopicPublisher } from "../shared/topicPublishers";
import type { Fault } from "../shared/validate";
import { type BucketStatementArgs, bucketStatementFaults, bucketStatementsRule } from "../storage/bucketArgs";
import { readGrant } from "../storage/policy/bucketGrants";
import { keptLogsRules } from "../storage/policy/logRetention";
import type { ObjectLockArgs } from "../storage/policy/objectLock";
import { raiseAlarms } from "./alarms";
import {
    type DataEventsArgs,
    dataEventFaults,
    eventSelectors,
    type NetworkActivityArgs,
    networkActivityFaults,
    TrailInsight,
} from "./policy/eventSelectors";
import { TRAIL_ALARMS } from "./policy/trailAlarms";
import {
    addressFaults,
    alarmNaming,
    bucketFaults,
    deletionRole,
    disabledFaults,
    keyPrefixFault,
    lockFaults,
    lockTogetherFaults,
    organizationFaults,
    type OrganizationTrailArgs,
    trailNameFault,
} from "./policy/trailChecks";
import {
    trailArn,
    trailBucketStatements,
    trailKeyStatements,
    trailRoleStatements,
    trailTrust,
} from "./policy/trailStatements";
import { trailBucket } from "./trailBucket";

export type { OrganizationTrailArgs };

/** Arguments of {@link AuditTrail}. None is needed. */
export interface AuditTrailArgs {
    /**
     * Records all accounts of an organization, in one bucket. Takes the management account or the delegated administrator
     * of CloudTrail, and trusted access for CloudTrail in AWS Organizations. Default: the stack's account alone.
     */
    organization?: OrganizationTrailArgs;
    /**
     * Name of the trail, unique in the account in all regions, which the policies of bucket and key hold. Another name is
     * another trail. Plain. Default: `<project>-<stack>-<name>`.
     */
    trailName?: string;
    /**
     * Name of a bucket for trails that is there already, also in another account. It is not touched: what its owner must
     * add to its policy is the output `requiredBucketStatements`. Default: a bucket of its own.
     */
    bucketName?: pulumi.Input<string>;
    /** What stands before `AWSLogs/` in the keys of the logs. Plain. Default: nothing. */
    keyPrefix?: string;
    /**
     * ARN of the one role that may delete logs, and the bucket. Everybody else is refused by the bucket's policy,
     * administrators and the root user included; who may change that policy (IAM decides) can still undo it first, and
     * only `objectLock` stops that. Default: nobody may.
     */
    deletionRoleArn?: pulumi.Input<string>;
    /**
     * Locks each version of an object from when it was written: not even who may change the bucket's policy deletes it.
     * Once on, a bucket keeps Object Lock for good; without the argument new versions are no longer locked. Plain.
     * Default: none.
     */
    objectLock?: ObjectLockArgs;
    /** Days after which a log expires; the expired version is deleted 30 days later. Plain. Default: 365. */
    retentionDays?: number;
    /**
     * Days after which logs over 128 KB move to Glacier Instant Retrieval, at about a sixth of the price, still readable at
     * once. Plain; less than retentionDays. Default: 90, and never when logs are kept 90 days or less.
     */
    archiveAfterDays?: number;
    /**
     * Name of the log bucket of the same account and region where reads of the logs are logged, for example a LogBucket's
     * `bucketName`. Default: a LogBucket of its own.
     */
    accessLogBucketName?: pulumi.Input<string>;
    /** Further statements of the bucket's policy, for example for a reader in another account. Default: none. */
    statements?: BucketStatementArgs[];
    /**
     * Encrypts the logs, the log group and the alarms' topic: an EncryptionKey of the same account whose `users` are
     * CloudTrail, CloudWatchLogs and CloudWatchAlarms, or the ARN of any key: its policy is never touched, what its owner
     * must add is the output `requiredKeyStatements`. Default: one of its own for the logs, which serves this trail alone,
     * and one for the topic (1 USD a month each).
     */
    key?: EncryptionKey | pulumi.Input<string>;
    /** Days for which CloudWatch Logs keeps the events. Plain. Default: 365. */
    logRetentionDays?: number;
    /**
     * What CloudTrail Insights watches for what is unusual: 0.35 USD per 100,000 management events and kind. Plain.
     * Default: nothing.
     */
    insights?: TrailInsight[];
    /** Calls about what is in resources: 0.10 USD per 100,000 events. Plain. Default: none. */
    dataEvents?: DataEventsArgs[];
    /** Calls through the account's VPC endpoints: 0.10 USD per 100,000 events. Plain. Default: none. */
    networkActivity?: NetworkActivityArgs[];
    /**
     * ARN of a topic of the same region that is told of alarms. Its policy and its key must let CloudWatch publish for this account, as those
     * of a SecureTopic with `publishers: [TopicPublisher.CloudWatchAlarms]` do. Default: a topic of its own.
     */
    alarmTopicArn?: pulumi.Input<string>;
    /**
     * E-mail addresses that are told of alarms, by a name of your choice that never changes. AWS asks each for its consent.
     * Default: none, nobody is told until the topic has a subscriber.
     */
    alarmAddresses?: Record<string, pulumi.Input<string>>;
    /**
     * Alarms that are left out, by their id, each with the reason: `{ "failed-sign-ins": "Everybody comes by SSO" }`.
     * Plain. Default: none.
     */
    disabledAlarms?: Record<string, string>;
    /** ARN of a policy that limits what the role may do, in accounts that demand one. Default: none. */
    permissionsBoundaryArn?: pulumi.Input<string>;
    /** Beginning of the role's name, for accounts that let roles be made under certain names only. Plain. Default: none. */
    roleNamePrefix?: string;
    /**
     * Whether all of it may be deleted with the stack, logs included. Plain. Default: false, it is protected and survives
     * being removed from the program.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Home region of the trail, in which everything else is too; it records all regions. Default: the provider's. */
    region?: pulumi.Input<string>;
}

export const auditTrailArguments = argumentsOf<AuditTrailArgs>()(
    "AuditTrail",
    {
        organization: {
            plain: true,
            late: true,
            check: organizationFaults,
            otherwise: "the stack's account alone",
            why: "only the management account, or CloudTrail's delegated administrator, can record all accounts",
        },
        trailName: {
            plain: true,
            check: trailNameFault,
            otherwise: "`<project>-<stack>-<name>`",
            why: "the policies of bucket and key name the trail before it is there",
        },
        bucketName: {
            check: notEmpty("pass the bucket's name, or leave it out"),
            otherwise: "a bucket of its own",
            why: "an organization often has one; its owner adds `requiredBucketStatements`",
            cost: "0.023 USD per GB",
        },
        keyPrefix: { plain: true, check: keyPrefixFault, why: "for a bucket that several trails share" },
        deletionRoleArn: {
            check: deletionRole,
            otherwise: "nobody may",
            why: "who wants no witnesses deletes the logs first",
        },
        objectLock: {
            plain: true,
            check: lockFaults,
            why: "cannot be undone, and what is locked is paid for: for those who must prove that logs are whole",
        },
        ...keptLogsRules,
        accessLogBucketName: {
            check: notEmpty("pass the log bucket's name, or leave it out"),
            otherwise: "a LogBucket of its own",
            why: "CloudTrail.7: who reads the logs is of interest too",
            cost: "what it stores: 0.023 USD per GB",
        },
        statements: { ...bucketStatementsRule, check: bucketStatementFaults(["NobodyDeletes"]) },
        key: {
            ...keyRule,
            otherwise: "one of its own for the logs, one for the topic",
            why: "CloudTrail.2; the key of the logs serves this trail alone",
            cost: "1 USD each",
        },
        logRetentionDays: logRetentionRule,
        insights: {
            plain: true,
            check: someOf(TrailInsight, "kind"),
            default: [],
            why: "0.35 USD per 100,000 management events and kind",
        },
        dataEvents: {
            plain: true,
            late: true,
            check: dataEventFaults,
            default: [],
            why: "0.10 USD per 100,000 events, of which there are as many as requests",
        },
        networkActivity: {
            plain: true,
            check: networkActivityFaults,
            default: [],
            why: "0.10 USD per 100,000 events; refused calls alone are few",
        },
        alarmTopicArn: {
            check: arnOf("sns", "", "pass the topic's ARN"),
            otherwise: "a topic of its own",
            why: "it takes alarms of this account only",
        },
        alarmAddresses: {
            plain: true,
            late: true,
            named: true,
            check: addressFaults,
            default: {},
            otherwise: "none",
            why: "named, so that taking one away leaves the others as they are",
        },
        disabledAlarms: {
            plain: true,
            check: disabledFaults,
            default: {},
            otherwise: "none",
            why: "CloudWatch.1 to 14: each is there unless a reason says why not",
            cost: "0.10 USD each, 0.30 USD for a metric in the months in which something happened",
        },
        ...roleRules,
        ...commonRules("logs are evidence: trail, bucket, keys and log group are protected and kept"),
    },
    (args, name) => [
        ...nameFaults(name, alarmNaming, "alarm"),
        ...bucketFaults(args, name),
        ...lockTogetherFaults(args),
        ...trailKeyFaults(args),
    ],
);

function trailKeyFaults({ key, alarmTopicArn, organization }: Partial<AuditTrailArgs>): Fault[] {
    const users = [KeyUser.CloudTrail, KeyUser.CloudWatchLogs];
    // Of an organization that becomes known later, nothing is known: an output has every field.
    if (key instanceof EncryptionKey && !isLater(organization) && organization?.managementAccountId !== undefined) {
        return [
            {
                argument: "key",
                fault: "an EncryptionKey lets in trails of its own account, and this one is the management account's",
                fix: "leave it out, or pass its ARN and give it statements: auditTrails.keyStatements(...)",
            },
        ];
    }
    return keyUserFaults(key, alarmTopicArn === undefined ? [...users, KeyUser.CloudWatchAlarms] : users);
}

/**
 * A trail of CloudTrail that records what is done in all regions of an account, or of an organization: files that can be
 * proved whole in a bucket from which nobody deletes, events in CloudWatch Logs, and the alarms of the CIS benchmark on a
 * topic which takes alarms of this account only. `new AuditTrail("audit")` is enough; an account needs one.
 *
 * Cost: 2 USD a month for its keys, 1.50 USD for 15 alarms, 0.30 USD for each metric in months in which something happened,
 * 0.50 USD per GB of events into CloudWatch Logs, storage (0.023 USD per GB and month). The first trail records management
 * events for nothing, each further one for 2 USD per 100,000 events.
 * Controls: CloudTrail.1, CloudTrail.2, CloudTrail.3, CloudTrail.4, CloudTrail.5, CloudTrail.6, CloudTrail.7, CloudWatch.1
 * to CloudWatch.14, CloudWatch.15, CloudWatch.16; CIS AWS 3.0 and 5.0 3.1, 3.2, 3.4, 3.5, 4.1 to 4.15.
 */
export class AuditTrail extends pulumi.ComponentResource {
    /** The trail. */
    public readonly trail: aws.cloudtrail.Trail;
    /** The bucket made for the logs; none with a bucket of yours. */
    public readonly bucket?: aws.s3.Bucket;
    /** The policy of that bucket. It is the only one a bucket can have: add to it with `statements`. */
    public readonly policy?: aws.s3.BucketPolicy;
    /** The bucket made for the access logs; none with a log bucket of yours. */
    public readonly accessLogBucket?: aws.s3.Bucket;
    /** The log group that events are written to. */
    public readonly logGroup: aws.cloudwatch.LogGroup;
    /** The role that writes to it. */
    public readonly role: aws.iam.Role;
    /** The key made for the logs; none with a key of yours. */
    public readonly key?: aws.kms.Key;
    /** The topic made for alarms; none with a topic of yours. */
    public readonly topic?: aws.sns.Topic;
    /** ARN of the trail. */
    public readonly arn: pulumi.Output<string>;
    /** Name of the bucket with the logs. */
    public readonly bucketName: pulumi.Output<string>;
    /** ARN of the key that encrypts the logs. */
    public readonly keyArn: pulumi.Output<string>;
    /** ARN of the topic that is told of alarms, there once it takes them. */
    public readonly topicArn: pulumi.Output<string>;
    /**
     * JSON list of the statements the owner of a key of yours must add to its policy; `[]` when there is nothing to
     * add.
     */
    public readonly requiredKeyStatements: pulumi.Output<string>;
    /**
     * JSON list of the statements the owner of a bucket of yours must add to its policy; `[]` when there is nothing to
     * add.
     */
    public readonly requiredBucketStatements: pulumi.Output<string>;
    /** Home region of the trail. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: AuditTrailArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        const given = auditTrailArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { insights, networkActivity, disabledAlarms, keyPrefix, removable, tags, region } = given.values;
        const { trailName = slug(`${pulumi.getProject()}-${pulumi.getStack()}-${name}`, 128) } = given.values;
        const children = new Children(this, given);
        const facts = pulumi.all([children.place, given.output("organization")]).apply(([place, organization]) => ({
            place,
            trailName,
            ownerId: organization?.managementAccountId ?? place.accountId,
            organizationId: organization?.id,
        }));
        const key = keyOf(given, children, {
            purpose: "audit trail",
            through: ["s3"],
            users: [KeyUser.CloudWatchLogs],
            statements: trailKeyStatements({
                arn: facts.apply((trail) => trailArn(trail)),
                anyRegionArn: facts.apply((trail) => trailArn(trail, "*")),
            }),
        });

        const own =
            args.bucketName === undefined
                ? trailBucket(children, {
                      key,
                      facts,
                      deletionRoleArn: given.output("deletionRoleArn"),
                      statements: given.output("statements"),
                      keyPrefix,
                      retentionDays: given.values.retentionDays,
                      archiveAfterDays: given.values.archiveAfterDays,
                      lock: given.values.objectLock,
                      accessLogBucketName:
                          args.accessLogBucketName === undefined ? undefined : given.output("accessLogBucketName"),
                      tags,
                  })
                : undefined;
        this.bucketName = own?.bucketName ?? given.output("bucketName").apply((bucket = "") => bucket);
        const bucketArn = pulumi
            .all([this.bucketName, children.place])
            .apply(([bucket, { partition }]) => `arn:${partition}:s3:::${bucket}`);
        this.requiredBucketStatements =
            own === undefined
                ? pulumi.jsonStringify(
                      pulumi
                          .all([bucketArn, facts])
                          .apply(([bucketArn, facts]) => trailBucketStatements({ ...facts, bucketArn, keyPrefix })),
                  )
                : pulumi.jsonStringify([]);

        this.logGroup = logGroup(children, {
            suffix: "logs",
            folder: "/aws/cloudtrail/",
            retentionInDays: given.values.logRetentionDays,
            key,
        });
        this.role = childRole(children, "logs", {
            trust: trailTrust,
            permissionsBoundary: given.output("permissionsBoundaryArn"),
            roleNamePrefix: given.values.roleNamePrefix,
        });
        const rolePolicy = childRolePolicy(children, "logs", this.role, this.logGroup.arn.apply(trailRoleStatements));
        this.trail = new aws.cloudtrail.Trail(
            children.name(),
            {
                name: trailName,
                s3BucketName: this.bucketName,
                s3KeyPrefix: keyPrefix,
                kmsKeyId: key.arn,
                isMultiRegionTrail: true,
                includeGlobalServiceEvents: true,
                isOrganizationTrail: args.organization !== undefined,
                enableLogging: true,
                enableLogFileValidation: true,
                cloudWatchLogsGroupArn: pulumi.interpolate`${this.logGroup.arn}:*`,
                cloudWatchLogsRoleArn: this.role.arn,
                // Said even where it is what CloudTrail does by itself: what was selected before would stay.
                advancedEventSelectors: pulumi
                    .all([given.output("dataEvents"), bucketArn])
                    .apply(([dataEvents, bucketArn]) => eventSelectors({ dataEvents, networkActivity, bucketArn })),
                insightSelectors: insights.map((insightType) => ({ insightType })),
                tags: children.tags(),
                region,
            },
            // CloudTrail tries key and role when the trail is made.
            { ...children.keptOptions(), dependsOn: [rolePolicy, ...key.ready] },
        );

        const topic =
            args.alarmTopicArn === undefined
                ? new SecureTopic(
                      children.name("alarms"),
                      { publishers: [TopicPublisher.CloudWatchAlarms], key: args.key, removable, tags, region },
                      { parent: this },
                  )
                : undefined;
        this.topicArn =
            topic?.arn ??
            pulumi.all([given.output("alarmTopicArn"), children.place]).apply(([arn = "", { region }]) => {
                given.require(topicRegionFaults(arn, region, "alarmTopicArn"));
                return arn;
            });
        raiseAlarms(children, {
            alarms: TRAIL_ALARMS.filter(({ id }) => !Object.hasOwn(disabledAlarms, id)),
            logGroup: this.logGroup,
            namespace: `AuditTrail/${trailName}`,
            topicArn: this.topicArn,
            names: Object.keys(given.values.alarmAddresses),
            addresses: given.output("alarmAddresses"),
        });

        this.bucket = own?.bucket;
        this.policy = own?.policy;
        this.accessLogBucket = own?.accessLogBucket;
        this.key = key.own;
        this.topic = topic?.topic;
        this.arn = this.trail.arn;
        this.keyArn = key.arn;
        this.requiredKeyStatements = pulumi
            .all([key.requiredStatements, topic?.requiredKeyStatements ?? "[]"])
            .apply((lists) => JSON.stringify(lists.flatMap((list) => JSON.parse(list) as unknown[])));
        this.region = children.place.region;
        this.registerOutputs(outputsOf(this));
    }

    /**
     * Lets a role of the bucket's account read the logs: `s3:GetObject`, `s3:GetObjectVersion` on every object,
     * `s3:ListBucket`, `s3:GetBucketLocation` on the bucket, and `kms:Decrypt` on the key, through Amazon S3 only.
     */
    public grantRead(role: aws.iam.Role, options: GrantOptions = {}): aws.iam.RolePolicy {
        const bucketArn = pulumi
            .all([this.bucketName, this.trail.arn])
            .apply(([bucket, arn]) => `arn:${arn.split(":")[1]}:s3:::${bucket}`);
        return grant(readGrant, this, role, options, bucketArn);
    }
}
