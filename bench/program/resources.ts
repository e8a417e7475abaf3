import * as aws from "@pulumi/aws";

export const RESOURCES_OF_A_SERVICE = 10;

/** Makes this many resources, a multiple of 10: services as teams write them, each with its key, bucket and the rest. */
export function makeResources(amount: number): void {
    if (amount % RESOURCES_OF_A_SERVICE !== 0) {
        throw new Error(`${String(amount)} resources cannot be made: give a multiple of ${RESOURCES_OF_A_SERVICE}`);
    }
    for (let service = 1; service <= amount / RESOURCES_OF_A_SERVICE; service++) {
        makeService(`service-${String(service)}`);
    }
}

function makeService(name: string): void {
    const tags = { service: name, owner: "platform", costCentre: "4711" };
    const key = new aws.kms.Key(name, { description: `Data of ${name}`, enableKeyRotation: true, tags });

    const bucket = new aws.s3.Bucket(name, { tags });
    const publicAccess = new aws.s3.BucketPublicAccessBlock(name, {
        bucket: bucket.id,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
    });
    new aws.s3.BucketServerSideEncryptionConfiguration(name, {
        bucket: bucket.id,
        rules: [
            {
                applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
                bucketKeyEnabled: true,
            },
        ],
    });
    new aws.s3.BucketVersioning(name, { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } });
    new aws.s3.BucketLogging(name, { bucket: bucket.id, targetBucket: "access-logs", targetPrefix: `${name}/` });
    new aws.s3.BucketPolicy(
        name,
        {
            bucket: bucket.id,
            policy: {
                Version: "2012-10-17",
                Statement: [
                    {
                        Sid: "OnlyTls",
                        Effect: "Deny",
                        Principal: "*",
                        Action: "s3:*",
                        Resource: [bucket.arn, bucket.arn.apply((arn) => `${arn}/*`)],
                        Condition: { Bool: { "aws:SecureTransport": "false" } },
                    },
                ],
            },
        },
        { dependsOn: [publicAccess] },
    );

    new aws.sqs.Queue(name, { kmsMasterKeyId: key.arn, messageRetentionSeconds: 86_400, tags });
    new aws.iam.Role(name, {
        assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }),
        tags,
    });
    new aws.cloudwatch.LogGroup(name, { kmsKeyId: key.arn, retentionInDays: 365, tags });
}
