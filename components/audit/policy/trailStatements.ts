import type * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../shared/arn";
import { allowOn } from "../../shared/grantStatements";
import { allowService, serviceTrust, type Statement } from "../../shared/policyDocument";
import type { ConditionArgs, PolicyStatementArgs } from "../../shared/statements";

const cloudTrail = "cloudtrail.amazonaws.com";

/** A trail, before it is there: what it writes to must let it in first. */
export interface TrailFacts {
    place: Place;
    trailName: string;
    /** Account whose trail it is: of an organization's trail, the management account, whoever makes it. */
    ownerId: string;
    /** The organization whose accounts it records; none for the trail of one account. */
    organizationId?: string;
}

/** The trail's ARN; `*` as region stands for its copies in all regions. */
export function trailArn({ place, trailName, ownerId }: TrailFacts, region = place.region): string {
    return `arn:${place.partition}:cloudtrail:${region}:${ownerId}:trail/${trailName}`;
}

/** Where this trail writes, and how the bucket lets it. */
export interface TrailBucketFacts extends TrailFacts {
    bucketArn: string;
    /** What stands before `AWSLogs/` in the keys. */
    keyPrefix?: string;
}

/**
 * Lets exactly this trail write into its bucket: not other trails of the account, nor those of others.
 * See https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html and, for an
 * organization, https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-create-and-update-an-organizational-trail-by-using-the-aws-cli.html
 */
export function trailBucketStatements(facts: TrailBucketFacts): Statement[] {
    const { bucketArn, keyPrefix, ownerId, organizationId } = facts;
    const source = { "aws:SourceArn": [trailArn(facts)] };
    const folder = `${bucketArn}/${keyPrefix === undefined ? "" : `${keyPrefix}/`}AWSLogs`;
    const owners = organizationId === undefined ? [ownerId] : [ownerId, organizationId];
    return [
        allowService("CloudTrailAclCheck", cloudTrail, ["s3:GetBucketAcl"], [bucketArn], { StringEquals: source }),
        allowService(
            "CloudTrailLogs",
            cloudTrail,
            ["s3:PutObject"],
            owners.map((owner) => `${folder}/${owner}/*`),
            { StringEquals: { "s3:x-amz-acl": ["bucket-owner-full-control"], ...source } },
        ),
    ];
}

/**
 * Nobody deletes logs, or the bucket, except one role; without it, nobody at all. The lifecycle still lets logs expire: no
 * bucket policy is asked about that. Changes of the policy itself are left to IAM, since they are how it is deployed.
 */
export function keepStatement(bucketArn: string, deletionRoleArn?: string): Statement {
    return {
        Sid: "NobodyDeletes",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:DeleteBucket", "s3:BypassGovernanceRetention"],
        Resource: [bucketArn, `${bucketArn}/*`],
        // StringNotEquals: in an ARN operator, `*` and `?` of the role's name would stand for others.
        ...(deletionRoleArn === undefined
            ? {}
            : { Condition: { StringNotEquals: { "aws:PrincipalArn": [deletionRoleArn] } } }),
    };
}

/**
 * Lets exactly this trail encrypt with a key: for its ARN as the source, and as what is encrypted.
 * See https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html
 */
export function trailKeyStatements({ arn, anyRegionArn }: TrailArns): PolicyStatementArgs[] {
    const principals = { services: [cloudTrail] };
    const source: ConditionArgs = { operator: "StringEquals", key: "aws:SourceArn", values: [arn] };
    const encrypted: ConditionArgs = {
        operator: "StringLike",
        key: "kms:EncryptionContext:aws:cloudtrail:arn",
        values: [anyRegionArn],
    };
    return [
        {
            sid: "TrailEncrypts",
            principals,
            actions: ["kms:GenerateDataKey*"],
            conditions: [source, encrypted],
        },
        // Asked of a bucket with an S3 Bucket Key, as this one: that is decrypted for the bucket, whatever is in it.
        { sid: "TrailUsesBucketKey", principals, actions: ["kms:Decrypt"], conditions: [source] },
        { sid: "TrailDescribesKey", principals, actions: ["kms:DescribeKey"], conditions: [source] },
    ];
}

/** A trail's ARN, and the same with `*` for its region, as its copies in all regions have it. */
export interface TrailArns {
    arn: pulumi.Input<string>;
    anyRegionArn: pulumi.Input<string>;
}

/**
 * Who may take the role that writes to CloudWatch Logs. It needs no condition on the account, because a role can be passed
 * to a service only inside of its own account.
 * See https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export const trailTrust = serviceTrust(cloudTrail);

/**
 * What it may do: write into one log group, which is there already.
 * See https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html
 */
export function trailRoleStatements(logGroupArn: string): Statement[] {
    return [allowOn("Streams", ["logs:CreateLogStream", "logs:PutLogEvents"], `${logGroupArn}:log-stream:*`)];
}
