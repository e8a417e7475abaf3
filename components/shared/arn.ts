import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PARTITIONS } from "palisade-policy-documents";
import { type Check, each, text } from "./checks";
import type { Fault } from "./validate";

/** Where a component is deployed: what every partition-safe ARN and service name is made of. */
export interface Place {
    /** For example `aws` or `aws-us-gov`. */
    partition: string;
    /** What the partition's host names end in: `amazonaws.com`, or `amazonaws.com.cn` in China. */
    dnsSuffix: string;
    /** The account's 12 digits. */
    accountId: string;
    /** For example `eu-central-1`. */
    region: string;
}

/** Asks the provider of `parent`, or without one the default provider, where it deploys. `region` overrides its own. */
export function placeOf(parent?: pulumi.Resource, region?: pulumi.Input<string>): pulumi.Output<Place> {
    const partition = aws.getPartitionOutput({}, { parent });
    return pulumi.output({
        partition: partition.partition,
        dnsSuffix: partition.dnsSuffix,
        accountId: aws.getCallerIdentityOutput({}, { parent }).accountId,
        region: region ?? aws.getRegionOutput({}, { parent }).region,
    });
}

export function isAccountId(text: string): boolean {
    return /^\d{12}$/.test(text);
}

/** The id of an organization. See https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html */
export function isOrganizationId(text: string): boolean {
    return /^o-[a-z0-9]{10,32}$/.test(text);
}

/** The principal that stands for a whole account: it lets that account's own IAM policies decide. */
export function accountRootArn(place: Place): string {
    return `arn:${place.partition}:iam::${place.accountId}:root`;
}

/** A service that uses a key on behalf of its callers, as `kms:ViaService` calls it. */
export type ThroughService =
    "backup" | "codeartifact" | "dynamodb" | "ec2" | "lambda" | "s3" | "secretsmanager" | "sns" | "sqs";

/**
 * What `kms:ViaService` holds when a service of this region calls KMS for somebody.
 * AWS documents `<service>.<region>.amazonaws.com`; China's services are also met under their own domain, so both are
 * named there. A value that never occurs allows nothing.
 */
export function viaService(service: ThroughService, place: Place): string[] {
    const domains = new Set(["amazonaws.com", place.dnsSuffix]);
    return [...domains].map((domain) => `${service}.${place.region}.${domain}`);
}

/** The ids of all partitions, as a choice in a pattern. */
export const anyPartition = PARTITIONS.map(({ id }) => id).join("|");
const keyArn = new RegExp(`^arn:(${anyPartition}):kms:([a-z0-9-]+):\\d{12}:key/(mrk-)?[0-9a-zA-Z-]+$`);
const keyArnFix = "pass the key's ARN, arn:<partition>:kms:<region>:<account>:key/<id>, of a key in the same region";

/** The ARN of a KMS key; an alias can be moved to another key, and is none. */
export const kmsKeyArn = text((arn) => {
    if (keyArn.test(arn)) {
        return undefined;
    }
    return /alias\//.test(arn) ? `"${arn}" is an alias` : `"${arn}" is not the ARN of a KMS key`;
}, keyArnFix);

/** A KMS key encrypts nothing outside of its own region. */
export function keyRegionFaults(arn: string, region: string, argument: string): Fault[] {
    const elsewhere = (keyArn.exec(arn)?.[2] ?? region) !== region;
    // Nothing of the ARN is told: it may be a secret.
    return elsewhere ? [{ argument, fault: `it is not in region ${region}`, fix: keyArnFix }] : [];
}

/** Alarms and rules reach topics of their own region only. */
export function topicRegionFaults(arn: string, region: string, argument: string): Fault[] {
    return arn.split(":")[3] === region
        ? []
        : [{ argument, fault: "it is in another region", fix: `pass a topic in ${region}` }];
}

/** An ARN with these words in it. */
export function arnOf(service: string, kind: string, fix: string): Check<string> {
    const pattern = new RegExp(`^arn:(${anyPartition}):${service}:[a-z0-9-]*:(aws|\\d{12}):${kind}.+$`);
    return text((arn) => (pattern.test(arn) ? undefined : `"${arn}" is not one's ARN`), fix);
}

/** The rule of the policy that limits what a component's role may do. */
export const permissionsBoundaryRule = {
    check: arnOf("iam", "policy/", "pass the ARN of a policy, arn:<partition>:iam::<account>:policy/<name>"),
    why: "for accounts whose roles must have one",
} as const;

/** CloudFront exists in these partitions only. */
const distribution = /^arn:(aws|aws-cn):cloudfront::\d{12}:distribution\/[A-Z0-9]+$/;

/** ARNs of single CloudFront distributions. */
export const distributionArns = each(
    text(
        (arn) => (distribution.test(arn) ? undefined : `"${arn}" is not the ARN of a distribution`),
        "pass distribution.arn",
    ),
);

const bucket = new RegExp(`^arn:(${anyPartition}):s3:::[^/]+$`);

/** ARNs of buckets, without objects in them. */
export const bucketArns = each(
    text((arn) => (bucket.test(arn) ? undefined : `"${arn}" is not the ARN of a bucket`), "pass bucket.arn"),
);

/** Where certificates, firewalls and logs of CloudFront are set up, wherever the rest is. */
export const cloudFrontRegion = "us-east-1";

/** The certificate of a host of one's own that CloudFront serves. */
export const cloudFrontCertificate = text(
    (arn) =>
        /^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/.test(arn)
            ? undefined
            : `"${arn}" is not the ARN of a certificate in ${cloudFrontRegion}`,
    `pass arn:aws:acm:${cloudFrontRegion}:<account>:certificate/<id>, whatever the region of the rest`,
);
