import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PARTITIONS } from "palisade-policy-documents";
import { type Fault, plainList } from "./validate";

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

/** Asks the provider of `parent` where it deploys. `region` overrides the provider's own. */
export function placeOf(parent: pulumi.Resource, region?: pulumi.Input<string>): pulumi.Output<Place> {
    const partition = aws.getPartitionOutput({}, { parent });
    return pulumi.output({
        partition: partition.partition,
        dnsSuffix: partition.dnsSuffix,
        accountId: aws.getCallerIdentityOutput({}, { parent }).accountId,
        region: region ?? aws.getRegionOutput({}, { parent }).region,
    });
}

/** The principal that stands for a whole account: it lets that account's own IAM policies decide. */
export function accountRootArn(place: Place): string {
    return `arn:${place.partition}:iam::${place.accountId}:root`;
}

/**
 * What `kms:ViaService` holds when a service of this region calls KMS for somebody.
 * AWS documents `<service>.<region>.amazonaws.com`; China's services are also met under their own domain, so both are
 * named there. A value that never occurs allows nothing.
 */
export function viaService(service: string, place: Place): string[] {
    const domains = new Set(["amazonaws.com", place.dnsSuffix]);
    return [...domains].map((domain) => `${service}.${place.region}.${domain}`);
}

const anyPartition = PARTITIONS.map(({ id }) => id).join("|");
const keyArn = new RegExp(`^arn:(${anyPartition}):kms:([a-z0-9-]+):\\d{12}:key/(mrk-)?[0-9a-zA-Z-]+$`);

/** What is wrong with a text given as the ARN of a KMS key for a bucket in `region`; undefined when nothing is. */
export function keyArnFault(text: string, region?: string): string | undefined {
    const match = keyArn.exec(text);
    if (match === null) {
        return /alias\//.test(text) ? `"${text}" is an alias` : `"${text}" is not the ARN of a KMS key`;
    }
    return region === undefined || match[2] === region ? undefined : `"${text}" is not in region ${region}`;
}

/** The fix that goes with {@link keyArnFault}. */
export const keyArnFix =
    "pass the key's ARN, arn:<partition>:kms:<region>:<account>:key/<id>, of a key in the same region";

/** CloudFront exists in these partitions only. */
const distributionArn = /^arn:(aws|aws-cn):cloudfront::\d{12}:distribution\/[A-Z0-9]+$/;

/** What of a list is not the ARN of one CloudFront distribution. */
export function distributionFaults(arns: pulumi.Input<pulumi.Input<string>[]> | undefined): Fault[] {
    return plainList(arns)
        .filter((arn) => !distributionArn.test(arn))
        .map((arn) => ({
            argument: "distributionArns",
            fault: `"${arn}" is not the ARN of a distribution`,
            fix: "pass distribution.arn",
        }));
}
