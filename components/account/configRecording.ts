import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { EncryptionKey } from "../encryption/encryptionKey";
import type { Place } from "../shared/arn";
import type { Children } from "../shared/children";
import { LogBucket } from "../storage/logBucket";
import { LogProducer } from "../storage/policy/producers";
import { type ConfigRule, configRules, type PasswordDemands } from "./policy/configRules";
import { configRoles } from "./singletons";

/** AWS Config, as far as others need it. */
export interface ConfigRecording {
    recorder: aws.cfg.Recorder;
    /** The bucket made for it; none where one is there already. */
    bucket?: LogBucket;
    bucketName: pulumi.Output<string>;
    /** There once recording has begun, which rules and Security Hub's standards need. */
    recording: aws.cfg.RecorderStatus;
}

interface RecordingParts {
    place: pulumi.Output<Place>;
    /** The bucket that is there already. */
    bucketName?: pulumi.Output<string>;
    key?: EncryptionKey | pulumi.Input<string>;
    retentionDays: number;
    /** Whether Config's role is made, and what is in no region recorded. */
    accountWide: boolean;
    roleExists: boolean;
    rules: ConfigRule[];
    demands: PasswordDemands;
    tags: Record<string, pulumi.Input<string>> | undefined;
}

/** The name that the console gives as well: what somebody set up by hand, or what stayed, is taken over. */
const usualName = "default";

/**
 * Records what every resource of the region is like and when it changed, and judges it by rules. AWS Config writes to the
 * bucket under its own name: its service-linked role, which Config.1 demands, may not.
 * See https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 */
export function configRecording(children: Children, parts: RecordingParts): ConfigRecording {
    const { region } = children;
    const { accountWide } = parts;
    const { bucket, bucketName } = recordsBucket(children, parts);
    const role = configRole(children, parts);
    const recorder = new aws.cfg.Recorder(
        children.name("config"),
        {
            name: usualName,
            roleArn: role.arn,
            // One region of the account records users, roles and policies: each record is paid for.
            recordingGroup: { allSupported: true, includeGlobalResourceTypes: accountWide },
            region,
        },
        children.options(...role.after),
    );
    const channel = new aws.cfg.DeliveryChannel(
        children.name("config"),
        {
            name: usualName,
            s3BucketName: bucketName,
            snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
            region,
        },
        children.options(recorder),
    );
    const recording = new aws.cfg.RecorderStatus(
        children.name("config"),
        { name: recorder.name, isEnabled: true, region },
        children.options(channel),
    );
    for (const rule of parts.rules) {
        const { identifier, trustedAdvisor, parameters } = configRules[rule];
        new aws.cfg.Rule(
            children.name(rule),
            {
                description: `Stands for ${trustedAdvisor} of AWS Trusted Advisor`,
                source: { owner: "AWS", sourceIdentifier: identifier },
                ...(parameters === undefined ? {} : { inputParameters: JSON.stringify(parameters(parts.demands)) }),
                tags: children.tags(rule),
                region,
            },
            children.looseOptions(recording),
        );
    }
    return { recorder, bucket, bucketName, recording };
}

/** The bucket that is there, or one that AWS Config alone writes to. */
function recordsBucket(
    children: Children,
    { bucketName, key, retentionDays, tags }: RecordingParts,
): Pick<ConfigRecording, "bucket" | "bucketName"> {
    if (bucketName !== undefined) {
        return { bucketName };
    }
    const { region, removable } = children;
    const bucket = new LogBucket(
        children.name("config"),
        { producers: [LogProducer.Config], key, retentionDays, removable, tags, region },
        { parent: children.parent },
    );
    return { bucket, bucketName: bucket.bucketName };
}

interface ConfigRole {
    arn: pulumi.Output<string>;
    /** What is there before it, where others make it. */
    after: pulumi.Resource[];
}

/** The role that reads the account for AWS Config. AWS knows one by this name in an account, for all regions. */
function configRole(children: Children, { place, accountWide, roleExists }: RecordingParts): ConfigRole {
    if (!accountWide || roleExists) {
        const arn = place.apply(
            ({ partition, accountId }) =>
                `arn:${partition}:iam::${accountId}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
        );
        return { arn, after: [...configRoles()] };
    }
    const role = new aws.iam.ServiceLinkedRole(
        children.name("config"),
        { awsServiceName: "config.amazonaws.com", tags: children.tags("config") },
        children.keptOptions(),
    );
    configRoles().push(role);
    return { arn: role.arn, after: [] };
}
