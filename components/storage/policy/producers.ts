import { KeyUser } from "../../encryption/policy/keyStatements";
import type { Place } from "../../shared/arn";
import { allowService, type Statement } from "../../shared/policyDocument";

/** A service that writes logs into a bucket. */
export const LogProducer = {
    /** Server access logs of other buckets, in the same account and region. Encryption: Amazon S3's own keys only. */
    S3AccessLogs: "S3AccessLogs",
    /**
     * Access, connection and health-check logs of Application Load Balancers. Encryption: Amazon S3's own keys only.
     */
    Alb: "Alb",
    /** Access logs of Network Load Balancers (TLS listeners). */
    Nlb: "Nlb",
    /** VPC flow logs, with plain or Hive-compatible prefixes. */
    VpcFlowLogs: "VpcFlowLogs",
    /** CloudFront standard logging v2. The older v1 needs ACLs, which are off here. */
    CloudFront: "CloudFront",
    /** CloudTrail trails of this account. */
    CloudTrail: "CloudTrail",
    /** AWS WAF web ACLs. The bucket's name then begins with `aws-waf-logs-`, as WAF demands. */
    Waf: "Waf",
    /** AWS Config's delivery channel. */
    Config: "Config",
} as const;
export type LogProducer = (typeof LogProducer)[keyof typeof LogProducer];

/** Where server access logs go in a log bucket; a source bucket must use it as its target prefix. */
export const accessLogPrefix = "s3-access-logs/";

/** What the statements of a log bucket are made of. */
export interface LogBucketFacts {
    bucketArn: string;
    place: Place;
    /** Buckets that may write server access logs; empty means every bucket of the account. */
    sourceBucketArns: string[];
}

/** What a log bucket must know of one producer. */
interface ProducerRule {
    /** Why a customer managed key cannot be used; undefined when it can. */
    refusesCustomerKey?: string;
    /** The service that uses the bucket's customer managed key. */
    keyUser?: KeyUser;
    /** How the bucket's name must begin. */
    nameLead?: string;
    /** Who may do what in the bucket. */
    statements: (facts: LogBucketFacts) => Statement[];
}

const ownerFullControl = { "s3:x-amz-acl": ["bucket-owner-full-control"] };

/**
 * Where services put an account's logs; flow logs and CloudFront name the second when they are asked for Hive's style.
 */
function accountFolders({ bucketArn, place }: LogBucketFacts): string[] {
    return [`${bucketArn}/AWSLogs/${place.accountId}/*`, `${bucketArn}/AWSLogs/aws-account-id=${place.accountId}/*`];
}

/**
 * Log delivery, the way it works for services that are not on its second version. The Sids are AWS's own: services
 * look for them, and add statements of their own to the bucket's policy when they miss them.
 * See https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-S3.html
 */
function logDelivery(facts: LogBucketFacts): Statement[] {
    const { partition, accountId } = facts.place;
    const account = { "aws:SourceAccount": [accountId] };
    const source = { "aws:SourceArn": [`arn:${partition}:logs:*:${accountId}:*`] };
    const service = "delivery.logs.amazonaws.com";
    return [
        allowService("AWSLogDeliveryWrite", service, ["s3:PutObject"], accountFolders(facts), {
            StringEquals: { ...account, ...ownerFullControl },
            ArnLike: source,
        }),
        allowService("AWSLogDeliveryAclCheck", service, ["s3:GetBucketAcl", "s3:ListBucket"], [facts.bucketArn], {
            StringEquals: account,
            ArnLike: source,
        }),
    ];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html */
function serverAccessLogs({ bucketArn, place, sourceBucketArns }: LogBucketFacts): Statement[] {
    const sources = sourceBucketArns.length > 0 ? sourceBucketArns : [`arn:${place.partition}:s3:::*`];
    const target = `${bucketArn}/${accessLogPrefix}*`;
    return [
        allowService("S3ServerAccessLogs", "logging.s3.amazonaws.com", ["s3:PutObject"], [target], {
            StringEquals: { "aws:SourceAccount": [place.accountId] },
            ArnLike: { "aws:SourceArn": sources },
        }),
    ];
}

/**
 * The service principal serves every region; the account ids per region are its legacy form. The path holds the load
 * balancer's account, so no other account's can write here; the ARN is checked as well where the service sends it (not
 * everywhere).
 * See https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
function albLogs({ bucketArn, place: { partition, region, accountId } }: LogBucketFacts): Statement[] {
    const service = "logdelivery.elasticloadbalancing.amazonaws.com";
    const balancers = `arn:${partition}:elasticloadbalancing:${region}:${accountId}:loadbalancer/*`;
    return [
        allowService("AlbLogs", service, ["s3:PutObject"], [`${bucketArn}/AWSLogs/${accountId}/*`], {
            ArnLikeIfExists: { "aws:SourceArn": [balancers] },
        }),
    ];
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html */
function cloudFrontLogs(facts: LogBucketFacts): Statement[] {
    const { partition, accountId } = facts.place;
    return [
        allowService("CloudFrontLogs", "delivery.logs.amazonaws.com", ["s3:PutObject"], accountFolders(facts), {
            StringEquals: { "aws:SourceAccount": [accountId], ...ownerFullControl },
            ArnLike: { "aws:SourceArn": [`arn:${partition}:logs:*:${accountId}:delivery-source:*`] },
        }),
    ];
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
function trailLogs({ bucketArn, place: { partition, accountId } }: LogBucketFacts): Statement[] {
    const source = { "aws:SourceArn": [`arn:${partition}:cloudtrail:*:${accountId}:trail/*`] };
    const service = "cloudtrail.amazonaws.com";
    return [
        allowService("CloudTrailAclCheck", service, ["s3:GetBucketAcl"], [bucketArn], { ArnLike: source }),
        allowService("CloudTrailLogs", service, ["s3:PutObject"], [`${bucketArn}/AWSLogs/${accountId}/*`], {
            StringEquals: ownerFullControl,
            ArnLike: source,
        }),
    ];
}

/** https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html */
function configLogs({ bucketArn, place: { accountId } }: LogBucketFacts): Statement[] {
    const account = { "aws:SourceAccount": [accountId] };
    const service = "config.amazonaws.com";
    return [
        allowService("ConfigBucketCheck", service, ["s3:GetBucketAcl", "s3:ListBucket"], [bucketArn], {
            StringEquals: account,
        }),
        allowService("ConfigLogs", service, ["s3:PutObject"], [`${bucketArn}/AWSLogs/${accountId}/Config/*`], {
            StringEquals: { ...account, ...ownerFullControl },
        }),
    ];
}

const rules: Record<LogProducer, ProducerRule> = {
    S3AccessLogs: {
        refusesCustomerKey: "server access logs reach a bucket only when its default encryption is SSE-S3",
        statements: serverAccessLogs,
    },
    Alb: {
        refusesCustomerKey: "Application Load Balancers write only to buckets encrypted with SSE-S3",
        statements: albLogs,
    },
    Nlb: { keyUser: KeyUser.LogDelivery, statements: logDelivery },
    VpcFlowLogs: { keyUser: KeyUser.LogDelivery, statements: logDelivery },
    CloudFront: { keyUser: KeyUser.LogDelivery, statements: cloudFrontLogs },
    CloudTrail: { keyUser: KeyUser.CloudTrail, statements: trailLogs },
    // https://docs.aws.amazon.com/waf/latest/developerguide/logging-s3.html
    Waf: { keyUser: KeyUser.LogDelivery, nameLead: "aws-waf-logs-", statements: logDelivery },
    Config: { keyUser: KeyUser.Config, statements: configLogs },
};

/** Everything these producers may do in a log bucket, and nothing else. */
export function producerStatements(producers: LogProducer[], facts: LogBucketFacts): Statement[] {
    return producers.flatMap((producer) => rules[producer].statements(facts));
}

/** Why these producers cannot use a customer managed key, one sentence each; empty when all can. */
export function customerKeyRefusals(producers: LogProducer[]): string[] {
    return producers.flatMap((producer) => {
        const reason = rules[producer].refusesCustomerKey;
        return reason === undefined ? [] : [`${producer}: ${reason}`];
    });
}

/** The services that use the log bucket's customer managed key on behalf of these producers. */
export function keyUsersOf(producers: LogProducer[]): KeyUser[] {
    return [...new Set(producers.flatMap((producer) => rules[producer].keyUser ?? []))];
}

/** How the name of a bucket for these producers must begin; empty when it is free. */
export function nameLeadOf(producers: LogProducer[]): string {
    return producers.map((producer) => rules[producer].nameLead ?? "").find((lead) => lead !== "") ?? "";
}

/** Sids that producers' statements may take. */
export const producerSids = producerStatements(Object.values(LogProducer), {
    bucketArn: "",
    place: { partition: "", dnsSuffix: "", accountId: "", region: "" },
    sourceBucketArns: [],
}).map(({ Sid }) => Sid);
