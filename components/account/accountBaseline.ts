import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyRule } from "../encryption/componentKey";
import { EncryptionKey } from "../encryption/encryptionKey";
import { throughServiceStatement } from "../encryption/policy/keyStatements";
import { SecureTopic } from "../messaging/secureTopic";
import { argumentsOf } from "../shared/arguments";
import { keyRegionFaults, kmsKeyArn, type ThroughService, topicRegionFaults } from "../shared/arn";
import { days, flag, oneOf, someOf, text, whole } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { type NamingRule, nameFaults } from "../shared/naming";
import { outputsOf } from "../shared/outputs";
import { roleRules } from "../shared/roleRules";
import { plain } from "../shared/validate";
import { bucketNameFaults } from "../storage/bucketArgs";
import { accessAnalyzers } from "./accessAnalyzers";
import { accountDefaults } from "./accountDefaults";
import { alertFaults, contactFaults, partFaults, partitionFaults, topicFaults } from "./argumentFaults";
import { configRecording } from "./configRecording";
import { findingAlerts } from "./findingAlerts";
import { ConfigRule, usualRules } from "./policy/configRules";
import { GuardDutyFeature, SecurityStandard, usualFeatures } from "./policy/detection";
import { AwsPartition, BaselinePart, partsMade } from "./policy/parts";
import { takeSingletons } from "./singletons";
import { guardDuty, securityHub } from "./threatDetection";

/** Whom AWS writes to when it sees abuse of the account, or a danger to it. */
export interface SecurityContactArgs {
    /** Name, for example `Security team`. */
    name: pulumi.Input<string>;
    /** Title, for example `Security officer`. */
    title: pulumi.Input<string>;
    /** Address of a mailbox that several people read. */
    emailAddress: pulumi.Input<string>;
    /** Phone number, with the country's, for example `+49 30 123456`. */
    phoneNumber: pulumi.Input<string>;
}

/** Arguments of {@link AccountBaseline}. None is needed. */
export interface AccountBaselineArgs {
    /**
     * Which AWS it is. Plain, because it decides what is made; refused where the provider deploys elsewhere.
     * Default: aws.
     */
    partition?: AwsPartition;
    /**
     * Whether this baseline also has what an account has once: password policy, S3's block, the contact, Config's role
     * and what Config records of no region. Plain; false in all but one of an account's regions, which are declared after it.
     * Default: true.
     */
    accountWide?: boolean;
    /**
     * Parts that the account's organization manages, by a delegated administrator, a landing zone or a policy. They are
     * not made here. Plain. Default: none.
     */
    organizationManaged?: BaselinePart[];
    /** Parts that nobody looks after, by decision. They are not made either. Plain. Default: none. */
    unprotected?: BaselinePart[];
    /** The least number of characters of IAM users' passwords, 14 to 128. Plain. Default: 14. */
    passwordMinimumLength?: number;
    /** Days after which such a password is changed, 1 to 90. Plain. Default: 90. */
    passwordMaximumAgeDays?: number;
    /** Whom AWS writes to about security. Plain, with outputs inside. Default: none, AWS writes to root's address. */
    securityContact?: SecurityContactArgs;
    /**
     * Days after which what a role or user is allowed and does not use is found, 1 to 365. Plain.
     * Default: none, it is not looked for (0.20 USD a month for each role and user of the account).
     */
    unusedAccessDays?: number;
    /**
     * Name of a bucket that is there already for what AWS Config records; its policy must let Config write, as that of a
     * LogBucket with the producer Config does. Plain or output. Default: a LogBucket of its own.
     */
    configBucketName?: pulumi.Input<string>;
    /** Days for which records of AWS Config are kept in the bucket of its own. Plain. Default: 365. */
    configRetentionDays?: number;
    /**
     * Whether the account has the role AWSServiceRoleForConfig already, which AWS makes once. Plain. Default: false.
     */
    configRoleExists?: boolean;
    /**
     * Rules of AWS Config, each of which stands for a check of Trusted Advisor. Plain.
     * Default: all that the partition has; those of CloudFront where `region` is us-east-1.
     */
    configRules?: ConfigRule[];
    /**
     * The key for what AWS Config records: an EncryptionKey of the same account whose `users` include Config, or the ARN
     * of any key, whose owner must add the output `requiredKeyStatements`. Default: a key of its own (1 USD a month).
     */
    key?: EncryptionKey | pulumi.Input<string>;
    /**
     * What GuardDuty looks at beside CloudTrail, flow logs and DNS; what is left out is turned off. But for
     * RUNTIME_MONITORING, which stays on where it was until it is turned off in GuardDuty. Plain.
     * Default: S3_DATA_EVENTS, and all others but RUNTIME_MONITORING.
     */
    guardDutyFeatures?: GuardDutyFeature[];
    /**
     * Standards that Security Hub judges by. Plain. Default: aws-foundational-security-best-practices/v/1.0.0 and CIS
     * 5.0.0.
     */
    standards?: SecurityStandard[];
    /**
     * The key of new EBS volumes that name none: an EncryptionKey of the same account, or the ARN of any key, whose owner
     * must add the output `requiredEbsKeyStatements`. Default: AWS's own, `aws/ebs`, without which no volume can be
     * shared (free).
     */
    ebsKey?: EncryptionKey | pulumi.Input<string>;
    /**
     * How many network hops an answer of the metadata service may take, 1 to 64; 2 for containers that need the
     * instance's role. Plain. Default: 1.
     */
    metadataHopLimit?: number;
    /**
     * Where findings are sent: a SecureTopic of the same account and region, or a topic's ARN. Default: nowhere, they
     * are in the consoles of their services.
     */
    alertTopic?: SecureTopic | pulumi.Input<string>;
    /**
     * ARN of the customer managed key of a topic that is given by its ARN, whose owner must add the output
     * `requiredAlertKeyStatements`. Default: none, that of a SecureTopic is known.
     */
    alertTopicKeyArn?: pulumi.Input<string>;
    /** ARN of a policy that limits what the role of the alerts may do. Default: none. */
    permissionsBoundaryArn?: pulumi.Input<string>;
    /** Beginning of that role's name, at most 20 characters, for example `app-`. Plain. Default: none. */
    roleNamePrefix?: string;
    /**
     * Whether everything is undone when it leaves the program, which opens the account: see the README for each part.
     * Plain. Default: false, it is kept, and analyzer, detector and bucket are protected.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of everything that is in one. Default: the provider's. */
    region?: pulumi.Input<string>;
}

/** The longest name of a child that the provider makes a name of without a prefix. */
const childNaming: NamingRule = { maxLength: 80, pattern: /^[a-zA-Z][a-zA-Z0-9-]*$/ };

export const accountBaselineArguments = argumentsOf<AccountBaselineArgs>()(
    "AccountBaseline",
    {
        partition: {
            plain: true,
            check: oneOf(AwsPartition),
            default: AwsPartition.Standard,
            why: "GovCloud and China have no rule about root's MFA, China has no runtime monitoring",
        },
        accountWide: {
            plain: true,
            check: flag,
            default: true,
            why: "one region of an account has what is in no region; the others set false",
        },
        organizationManaged: {
            plain: true,
            check: someOf(BaselinePart, "part"),
            default: [],
            why: "a service with a delegated administrator refuses its members, or is paid for twice",
        },
        unprotected: {
            plain: true,
            check: someOf(BaselinePart, "part"),
            default: [],
            why: "what nobody looks after is named, so that a search finds it",
        },
        passwordMinimumLength: {
            plain: true,
            check: whole("characters", 14, 128),
            default: 14,
            why: "CIS 1.7, IAM.15; of four kinds, none of the last 24 (CIS 1.8, IAM.16)",
        },
        passwordMaximumAgeDays: {
            plain: true,
            check: days(1, 90),
            default: 90,
            why: "AWS's own rule; Config judges by the same numbers",
        },
        securityContact: {
            plain: true,
            late: true,
            check: contactFaults,
            otherwise: "none, AWS writes to root's address",
            why: "CIS 1.2, Account.1: what AWS sees of abuse reaches who looks after security",
        },
        unusedAccessDays: {
            plain: true,
            check: days(1, 365),
            otherwise: "none, it is not looked for",
            why: "what is shared with outsiders is found for nothing (CIS 1.19, IAM.28); this is paid for",
            cost: "0.20 USD for each role and user, with it",
        },
        configBucketName: {
            check: text(
                (name) =>
                    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) ? undefined : `"${name}" is no bucket's name`,
                "pass bucket.bucketName",
            ),
            otherwise: "a LogBucket of its own",
            why: "for accounts whose records go to one bucket of the organization",
            cost: "0.023 USD per GB",
        },
        configRetentionDays: {
            plain: true,
            check: days(1),
            default: 365,
            why: "a year of evidence, archived after 90 days",
        },
        configRoleExists: {
            plain: true,
            check: flag,
            default: false,
            why: "Config.1 demands the service-linked role, which an account has once",
        },
        configRules: {
            plain: true,
            check: someOf(ConfigRule, "rule"),
            otherwise: "all that the partition has",
            why: "Trusted Advisor's checks, which not every support plan has, for every resource when it changes",
            cost: "0.001 USD per evaluation, 0.003 USD per change recorded",
        },
        key: {
            ...keyRule,
            otherwise: "a key of its own",
            why: "S3.17, for what Config records: it shows every weakness of the account",
            cost: "1 USD",
        },
        guardDutyFeatures: {
            plain: true,
            check: someOf(GuardDutyFeature, "feature"),
            default: usualFeatures,
            why: "GuardDuty.5, .6, .8, .9, .10; `RUNTIME_MONITORING` (GuardDuty.7, .11 to .13) puts agents and endpoints into your VPCs",
            cost: "after 30 days: 4 USD per million management events, 1 USD per GB of flow and DNS logs; features by use",
        },
        standards: {
            plain: true,
            check: someOf(SecurityStandard, "standard", 1),
            default: [SecurityStandard.Fsbp, SecurityStandard.Cis5],
            why: "CIS 4.16; a control that several standards have is checked once",
            cost: "after 30 days: 0.001 USD per check",
        },
        ebsKey: {
            ...keyRule,
            otherwise: "AWS's own, `aws/ebs`",
            why: "EC2.7, CIS 5.1.1: volumes are encrypted either way; with a key of yours they can be shared",
        },
        metadataHopLimit: {
            plain: true,
            check: whole("hops", 1, 64),
            default: 1,
            why: "CIS 5.7, EC2.8: version 2 only; with more hops containers get the credentials of the instance",
        },
        alertTopic: {
            check: topicFaults,
            input: (topic) => (topic instanceof SecureTopic ? topic.arn : topic),
            otherwise: "nowhere, they are in the consoles of their services",
            why: "high and critical findings of GuardDuty and Security Hub, and what Config finds wrong, reach somebody",
            cost: "nothing; the topic's own price",
        },
        alertTopicKeyArn: {
            check: kmsKeyArn,
            otherwise: "none, that of a SecureTopic is known",
            why: "EventBridge publishes by a role, which must be allowed the key as well",
        },
        ...roleRules,
        ...commonRules("what guards an account stays when it leaves the program; findings and records are evidence"),
    },
    (values, name) => [
        ...partFaults(values),
        ...alertFaults(values),
        ...nameFaults(name, childNaming, "rule"),
        ...bucketNameFaults(name),
    ],
);

/**
 * What an account itself needs before anything runs in it: who is told and what is recorded, what is watched and judged,
 * and defaults that are safe whoever forgets to ask. One for each region; `accountWide` in one of them.
 *
 * An account has most of it once, so a second baseline of the same account and region is refused.
 *
 * Cost: 1 USD a month for its key; AWS Config, GuardDuty and Security Hub by use, of which an account with little in it
 * uses some dollars.
 * Controls: Account.1, Config.1, EC2.7, EC2.182, EMR.2, GuardDuty.1, IAM.7, IAM.28, S3.1, SSM.6, SSM.7; CIS AWS 5.0 1.2,
 * 1.7, 1.8, 1.19, 2.1.4, 3.3, 4.16, 5.1.1, 5.7.
 */
export class AccountBaseline extends pulumi.ComponentResource {
    /** The recorder of AWS Config; none where Config is not made here. */
    public readonly recorder?: aws.cfg.Recorder;
    /** The bucket made for AWS Config; none with one that is there already. */
    public readonly configBucket?: aws.s3.Bucket;
    /** The key made for that bucket; none with a key of yours. */
    public readonly key?: aws.kms.Key;
    /** The analyzer of what is shared with outsiders; none where it is not made here. */
    public readonly analyzer?: aws.accessanalyzer.Analyzer;
    /** The analyzer of access that is not used; none without `unusedAccessDays`. */
    public readonly unusedAccessAnalyzer?: aws.accessanalyzer.Analyzer;
    /** The detector of GuardDuty; none where it is not made here. */
    public readonly detector?: aws.guardduty.Detector;
    /** Security Hub; none where it is not made here. */
    public readonly securityHub?: aws.securityhub.Account;
    /** The account's 12 digits. */
    public readonly accountId: pulumi.Output<string>;
    /**
     * JSON list of the statements the owner of `key` must add to its policy; `[]` when there is nothing to add.
     */
    public readonly requiredKeyStatements: pulumi.Output<string>;
    /** JSON list of the statements the owner of `ebsKey` must add to its policy; `[]` when there is nothing to add. */
    public readonly requiredEbsKeyStatements: pulumi.Output<string>;
    /**
     * JSON list of the statements the owner of the key `alertTopicKeyArn` must add to its policy; `[]` when there is
     * nothing to add.
     */
    public readonly requiredAlertKeyStatements: pulumi.Output<string>;
    /** Region of everything that is in one. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument, and every part that another baseline has. */
    constructor(name: string, args: AccountBaselineArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        const given = accountBaselineArguments.accept(name, args);
        const { partition, accountWide, securityContact, region, alertTopic, ebsKey } = given.values;
        const made = partsMade({ ...given.values, hasContact: securityContact !== undefined });
        const singletons = takeSingletons({ owner: name, parts: made, region, opts }, (faults) =>
            given.require(faults),
        );
        super(given.type, name, given.inputs, opts);

        const children = new Children(this, given);
        const place = children.place.apply((place) => {
            given.require([...partitionFaults(partition, place), ...singletons.laterFaults(place)]);
            return place;
        });
        const has = (part: BaselinePart): boolean => made.includes(part);
        const ebsKeyArn = inRegion("ebsKey");
        accountDefaults(children, {
            made,
            demands: given.values,
            contact: given.output("securityContact"),
            metadataHopLimit: given.values.metadataHopLimit,
            ebsKeyArn,
        });

        if (has(BaselinePart.AccessAnalyzer)) {
            const analyzers = accessAnalyzers(children, given.values.unusedAccessDays);
            this.analyzer = analyzers.external;
            this.unusedAccessAnalyzer = analyzers.unused;
        }
        const config = has(BaselinePart.Config)
            ? configRecording(children, {
                  place,
                  bucketName: args.configBucketName === undefined ? undefined : bucketName(),
                  key: args.key,
                  retentionDays: given.values.configRetentionDays,
                  accountWide,
                  roleExists: given.values.configRoleExists,
                  rules: args.configRules ?? usualRules({ partition, region: plain(region), accountWide }),
                  demands: given.values,
                  tags: args.tags,
              })
            : undefined;
        this.recorder = config?.recorder;
        this.configBucket = config?.bucket?.bucket;
        this.key = config?.bucket?.key;
        if (has(BaselinePart.GuardDuty)) {
            this.detector = guardDuty(children, given.values.guardDutyFeatures);
        }
        if (has(BaselinePart.SecurityHub)) {
            const { standards } = given.values;
            this.securityHub = securityHub(children, { place, standards, recording: config?.recording });
        }
        const alertKeyArn = inRegion("alertTopicKeyArn");
        if (alertTopic !== undefined) {
            findingAlerts(children, {
                place,
                made,
                topicArn: pulumi.all([given.output("alertTopic"), place]).apply(([arn = "", place]) => {
                    given.require(topicRegionFaults(arn, place.region, "alertTopic"));
                    return arn;
                }),
                topicKeyArn: alertTopic instanceof SecureTopic ? alertTopic.keyArn : pulumi.output(alertKeyArn),
                permissionsBoundary: given.output("permissionsBoundaryArn"),
                roleNamePrefix: given.values.roleNamePrefix,
            });
        }

        this.accountId = place.accountId;
        this.region = place.region;
        this.requiredKeyStatements = config?.bucket?.requiredKeyStatements ?? pulumi.jsonStringify([]);
        this.requiredEbsKeyStatements = required("ec2", ebsKey instanceof EncryptionKey ? undefined : ebsKeyArn);
        this.requiredAlertKeyStatements = required("sns", alertKeyArn);
        this.registerOutputs(outputsOf(this));

        /** The ARN of a key that is given, refused once it is known to be elsewhere; nothing where none is. */
        function inRegion(argument: "ebsKey" | "alertTopicKeyArn"): pulumi.Output<string> | undefined {
            return args[argument] === undefined
                ? undefined
                : pulumi.all([given.output(argument), place]).apply(([arn = "", { region }]) => {
                      given.require(keyRegionFaults(arn, region, argument));
                      return arn;
                  });
        }

        function bucketName(): pulumi.Output<string> {
            return given.output("configBucketName").apply((name) => name ?? "");
        }

        function required(service: ThroughService, arn: pulumi.Output<string> | undefined): pulumi.Output<string> {
            return pulumi.jsonStringify(
                arn === undefined ? [] : place.apply((place) => [throughServiceStatement(service, place)]),
            );
        }
    }
}
