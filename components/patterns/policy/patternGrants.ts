import { tableKeyActions } from "../../data/policy/tableGrants";
import { allowKeyThrough, allowOn, type Grant, type GrantTarget } from "../../shared/grantStatements";
import type { Statement } from "../../shared/policyDocument";

/** What the grants of a store are about. */
export interface StoreParts {
    bucketArn: string;
    /** Key of the bucket, which may be another than the store's. */
    bucketKeyArn: string;
    domainArn: string;
    repositoryArn: string;
    /** Scope of the patterns' packages, without `@`. */
    packageScope: string;
    queueArn: string;
    /** Key of the queue, which may be another than the store's. */
    queueKeyArn: string;
    topicArn: string;
    /** The table of what was published; none where the store has none. */
    publicationsArn: string | undefined;
    publicationsKeyArn: string | undefined;
}

/** What publishing one pattern is about. */
export interface PatternParts extends StoreParts {
    /** Products of Service Catalog that are the pattern's. */
    productIds: readonly string[];
}

type Target = GrantTarget<StoreParts>;

/**
 * Credentials for npm, of roles that may use the repository. STS knows no resource for tokens: the condition says that they
 * are for CodeArtifact.
 * See https://docs.aws.amazon.com/codeartifact/latest/ug/auth-and-access-control-iam-identity-based-access-control.html
 */
function packageCredentials({ arn }: Target): Statement[] {
    return [
        allowOn("Token", ["codeartifact:GetAuthorizationToken"], arn.domainArn),
        {
            ...allowOn("BearerToken", ["sts:GetServiceBearerToken"], "*"),
            Condition: { StringEquals: { "sts:AWSServiceName": ["codeartifact.amazonaws.com"] } },
        },
        allowOn("Endpoint", ["codeartifact:GetRepositoryEndpoint"], arn.repositoryArn),
    ];
}

/** The ARN of one pattern's package; CodeArtifact compares ARNs letter by letter. */
export function packageArn({ repositoryArn, packageScope }: StoreParts, pattern: string): string {
    return `${repositoryArn.replace(/:repository\//, ":package/")}/npm/${packageScope}/${pattern}`;
}

/**
 * Writes what was published into the table, for one pattern: its id is the partition key.
 * See https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
function writePublications({ arn: parts, place }: Target, pattern: string): Statement[] {
    return parts.publicationsArn === undefined
        ? []
        : [
              {
                  ...allowOn("Publications", ["dynamodb:PutItem"], parts.publicationsArn),
                  Condition: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": [pattern] } },
              },
              ...allowKeyThrough("dynamodb", tableKeyActions, { keyArn: parts.publicationsKeyArn, place }),
          ];
}

/**
 * Publishes one pattern: what lies below its id in the bucket, its package, and new versions of its products. Nothing of
 * another pattern is read or written: npm needs no right to read the repository to publish there.
 * See https://docs.aws.amazon.com/codeartifact/latest/ug/packages-overview.html#package-publishing-permissions
 */
export function publishGrant(pattern: string): Grant<PatternParts> {
    return {
        method: "grantPublish",
        access: `publish-${pattern}`,
        statements: (target) => {
            const { arn: parts, place } = target;
            return [
                allowOn(
                    "Artifacts",
                    [
                        "s3:PutObject",
                        "s3:GetObject",
                        "s3:GetObjectVersion",
                        "s3:AbortMultipartUpload",
                        "s3:ListMultipartUploadParts",
                    ],
                    // With the slash: the pattern `net` is not the beginning of `network`.
                    `${parts.bucketArn}/${pattern}/*`,
                ),
                {
                    ...allowOn("ListArtifacts", ["s3:ListBucket"], parts.bucketArn),
                    Condition: { StringLike: { "s3:prefix": [`${pattern}/*`] } },
                },
                allowOn("Bucket", ["s3:GetBucketLocation"], parts.bucketArn),
                ...allowKeyThrough("s3", ["kms:GenerateDataKey", "kms:Decrypt"], {
                    keyArn: parts.bucketKeyArn,
                    place,
                }),
                allowOn(
                    "Package",
                    ["codeartifact:PublishPackageVersion", "codeartifact:PutPackageMetadata"],
                    packageArn(parts, pattern),
                ),
                ...packageCredentials(target),
                ...writePublications(target, pattern),
                ...(parts.productIds.length === 0
                    ? []
                    : [
                          {
                              Sid: "Products",
                              Effect: "Allow" as const,
                              // A version that was published never changes: there is a new one, and the old one is retired.
                              Action: [
                                  "servicecatalog:CreateProvisioningArtifact",
                                  "servicecatalog:UpdateProvisioningArtifact",
                                  "servicecatalog:DescribeProvisioningArtifact",
                                  "servicecatalog:ListProvisioningArtifacts",
                              ],
                              Resource: parts.productIds.map(
                                  (id) =>
                                      `arn:${place.partition}:catalog:${place.region}:${place.accountId}:product/${id}`,
                              ),
                          },
                      ]),
            ];
        },
    };
}

/** Reads the artifacts and packages of all patterns, without the right to write any. */
export const readGrant: Grant<StoreParts> = {
    method: "grantRead",
    access: "read",
    statements: (target) => {
        const { arn: parts, place } = target;
        return [
            allowOn("Artifacts", ["s3:GetObject", "s3:GetObjectVersion"], `${parts.bucketArn}/*`),
            allowOn("Bucket", ["s3:ListBucket", "s3:GetBucketLocation"], parts.bucketArn),
            ...allowKeyThrough("s3", ["kms:Decrypt"], { keyArn: parts.bucketKeyArn, place }),
            allowOn(
                "Packages",
                ["codeartifact:ReadFromRepository", "codeartifact:DescribeRepository", "codeartifact:ListPackages"],
                parts.repositoryArn,
            ),
            ...packageCredentials(target),
        ];
    },
};

/** Tells of a change: in the queue that is worked off in order, and to those who follow the topic. */
export const announceGrant: Grant<StoreParts> = {
    method: "grantAnnounce",
    access: "announce",
    statements: ({ arn: parts, keyArn, place }) => [
        allowOn("Queue", ["sqs:SendMessage"], parts.queueArn),
        ...allowKeyThrough("sqs", ["kms:GenerateDataKey", "kms:Decrypt"], { keyArn: parts.queueKeyArn, place }),
        allowOn("Topic", ["sns:Publish"], parts.topicArn),
        ...allowKeyThrough("sns", ["kms:GenerateDataKey", "kms:Decrypt"], { keyArn, place }),
    ],
};

/** Ways out of a topic that are encrypted or that somebody has to confirm. */
const protocols = ["email", "email-json", "firehose", "https", "lambda", "sqs"];

/**
 * Has somebody follow the topic, and leave it, without the right to publish. SNS decrypts what it delivers, so no key is
 * needed. Who leaves is judged by the topic's ARN, not by that of the subscription.
 * See https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 */
export const subscribeGrant: Grant<StoreParts> = {
    method: "grantSubscribe",
    access: "subscribe",
    statements: ({ arn: { topicArn } }) => [
        {
            ...allowOn("Subscribe", ["sns:Subscribe"], topicArn),
            Condition: { StringEquals: { "sns:Protocol": protocols } },
        },
        allowOn("Followers", ["sns:ListSubscriptionsByTopic", "sns:Unsubscribe"], topicArn),
    ],
};
