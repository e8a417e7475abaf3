import { accountRootArn, type Place, type ThroughService, viaService } from "../../shared/arn";
import { allowService, type Condition, type Statement } from "../../shared/policyDocument";
import { publisherSource } from "../../shared/topicPublishers";

/** A service that uses a key under its own name, and therefore needs a statement in the key's policy. */
export const KeyUser = {
    /** CloudWatch Logs: log groups of this account and region. */
    CloudWatchLogs: "CloudWatchLogs",
    /** CloudTrail: trails of this account, in any region. */
    CloudTrail: "CloudTrail",
    /**
     * Log delivery (`delivery.logs.amazonaws.com`): VPC flow logs, NLB, WAF and CloudFront v2 logs on their way to a
     * bucket.
     */
    LogDelivery: "LogDelivery",
    /** AWS Config: the delivery channel of this account. */
    Config: "Config",
    /** CloudWatch: alarms of this account and region, on their way to an encrypted topic. */
    CloudWatchAlarms: "CloudWatchAlarms",
    /** AWS Budgets: budgets of this account, on their way to an encrypted topic. */
    Budgets: "Budgets",
} as const;
export type KeyUser = (typeof KeyUser)[keyof typeof KeyUser];

/** Sids of the statements that are the component's own. */
export const keySids = ["AccountAdministersKey", "CloudFrontReads", "CloudTrailDescribes", "AccountUsesKeyThroughS3"];

/**
 * The account itself, as in the default policy that AWS gives every key: its IAM policies decide who may administer
 * and use the key. Without it nobody could change the key's policy any more.
 * See https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function accountStatement(place: Place): Statement {
    return {
        Sid: "AccountAdministersKey",
        Effect: "Allow",
        Principal: { AWS: [accountRootArn(place)] },
        Action: ["kms:*"],
        Resource: ["*"],
    };
}

const encryptAndDecrypt = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];

/** What a service needs on the key, bound to this account (and region, where the service is regional). */
export function keyUserStatements(user: KeyUser, place: Place): Statement[] {
    const { partition, dnsSuffix, accountId, region } = place;
    const allow = (service: string, actions: string[], condition: Condition, sid: string = user): Statement =>
        allowService(sid, service, actions, ["*"], condition);
    const account = { "aws:SourceAccount": [accountId] };
    switch (user) {
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
        case KeyUser.CloudWatchLogs: {
            const groups = [`arn:${partition}:logs:${region}:${accountId}:log-group:*`];
            return [
                allow(`logs.${region}.${dnsSuffix}`, encryptAndDecrypt, {
                    ArnLike: { "kms:EncryptionContext:aws:logs:arn": groups },
                }),
            ];
        }
        // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
        case KeyUser.CloudTrail: {
            const trails = [`arn:${partition}:cloudtrail:*:${accountId}:trail/*`];
            const source = { ArnLike: { "aws:SourceArn": trails } };
            return [
                allow("cloudtrail.amazonaws.com", ["kms:GenerateDataKey*"], {
                    ...source,
                    StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": trails },
                }),
                // Decrypt for buckets with an S3 Bucket Key, which is decrypted for the bucket, whatever is in it.
                allow("cloudtrail.amazonaws.com", ["kms:Decrypt", "kms:DescribeKey"], source, "CloudTrailDescribes"),
            ];
        }
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html
        case KeyUser.LogDelivery: {
            const source = { "aws:SourceArn": [`arn:${partition}:logs:*:${accountId}:*`] };
            return [
                allow("delivery.logs.amazonaws.com", encryptAndDecrypt, { StringEquals: account, ArnLike: source }),
            ];
        }
        // https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html
        case KeyUser.Config:
            return [allow("config.amazonaws.com", ["kms:Decrypt", "kms:GenerateDataKey"], { StringEquals: account })];
        // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
        case KeyUser.CloudWatchAlarms:
        case KeyUser.Budgets: {
            const { service, condition } = publisherSource(user, place);
            return [allow(service, ["kms:GenerateDataKey*", "kms:Decrypt"], condition)];
        }
    }
}

/**
 * CloudFront, reading encrypted objects for exactly these distributions. Decrypt is enough to read.
 * See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export function cloudFrontKeyStatements(distributionArns: string[]): Statement[] {
    return distributionArns.length === 0
        ? []
        : [
              allowService("CloudFrontReads", "cloudfront.amazonaws.com", ["kms:Decrypt"], ["*"], {
                  StringEquals: { "aws:SourceArn": distributionArns },
              }),
          ];
}

/** What is done with a key through each service, by whoever sets a resource up there or uses it. */
const throughActions: Record<ThroughService, string[]> = {
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault.html
    backup: ["kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey", "kms:RetireGrant"],
    // https://docs.aws.amazon.com/codeartifact/latest/APIReference/API_CreateDomain.html
    codeartifact: ["kms:CreateGrant", "kms:DescribeKey"],
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
    dynamodb: [
        "kms:CreateGrant",
        "kms:Encrypt",
        "kms:Decrypt",
        "kms:ReEncrypt*",
        "kms:GenerateDataKey*",
        "kms:DescribeKey",
    ],
    // https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html
    ec2: ["kms:CreateGrant", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKeyWithoutPlaintext", "kms:DescribeKey"],
    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
    lambda: ["kms:CreateGrant", "kms:Encrypt", "kms:Decrypt"],
    s3: ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"],
    // https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
    secretsmanager: ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"],
    sns: ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"],
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
    sqs: ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"],
};

/**
 * For the owner of a key that this account uses through a service: lets the account's IAM policies allow the use of the
 * key, but only through that service, in the region where it is. Who may use it then is decided where a role is
 * granted.
 */
export function throughServiceStatement(service: ThroughService, place: Place): Statement {
    return {
        Sid: `AccountUsesKeyThrough${service.toUpperCase()}`,
        Effect: "Allow",
        Principal: { AWS: [accountRootArn(place)] },
        Action: throughActions[service],
        Resource: ["*"],
        Condition: { StringEquals: { "kms:ViaService": viaService(service, place) } },
    };
}
