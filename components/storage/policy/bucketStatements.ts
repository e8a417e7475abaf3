import { allowService, type Condition, type Statement } from "../../shared/policyDocument";

/** Sids of the statements that every bucket's policy has of its own. */
export const bucketSids = ["DenyInsecureTransport", "DenyOldTls", "CloudFrontReads"];

/** The bucket and everything in it: a Deny that names only one of the two leaves the other open. */
function wholeBucket(bucketArn: string): string[] {
    return [bucketArn, `${bucketArn}/*`];
}

/**
 * Nobody, AWS services included, may use the bucket without TLS, or with TLS older than 1.2.
 * Two statements, because conditions of one statement must all hold. Controls: FSBP S3.5, CIS AWS 3.0 2.1.1.
 */
export function transportStatements(bucketArn: string): Statement[] {
    const deny = (Sid: string, Condition: Condition): Statement => ({
        Sid,
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:*"],
        Resource: wholeBucket(bucketArn),
        Condition,
    });
    return [
        deny("DenyInsecureTransport", { Bool: { "aws:SecureTransport": ["false"] } }),
        deny("DenyOldTls", { NumericLessThan: { "s3:TlsVersion": ["1.2"] } }),
    ];
}

/** Exactly these CloudFront distributions may read objects, through Origin Access Control. */
export function cloudFrontBucketStatements(bucketArn: string, distributionArns: string[]): Statement[] {
    return distributionArns.length === 0
        ? []
        : [
              allowService("CloudFrontReads", "cloudfront.amazonaws.com", ["s3:GetObject"], [`${bucketArn}/*`], {
                  StringEquals: { "aws:SourceArn": distributionArns },
              }),
          ];
}

/** What a statement for these objects is about; without objects, the bucket and everything in it. */
export function resourcesOf(bucketArn: string, objects: string[] = []): string[] {
    return objects.length === 0 ? wholeBucket(bucketArn) : objects.map((key) => `${bucketArn}/${key}`);
}
