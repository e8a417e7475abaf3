import * as aws from "@pulumi/aws";

// Deleting the stack deletes the data. What is not here is wrong as well: versioning, a customer managed key, access
// logs,
// a lifecycle.
const reports = new aws.s3.Bucket("reports", { forceDestroy: true });

// ACLs are on, and one of them opens the bucket to everybody ...
const ownership = new aws.s3.BucketOwnershipControls("reports", {
    bucket: reports.id,
    rule: { objectOwnership: "ObjectWriter" },
});
const publicAccess = new aws.s3.BucketPublicAccessBlock("reports", {
    bucket: reports.id,
    blockPublicAcls: false,
    blockPublicPolicy: false,
    ignorePublicAcls: false,
    restrictPublicBuckets: false,
});
new aws.s3.BucketAcl("reports", { bucket: reports.id, acl: "public-read" }, { dependsOn: [ownership, publicAccess] });

// ... and so does its policy, which does not ask for TLS either.
new aws.s3.BucketPolicy(
    "reports",
    {
        bucket: reports.id,
        policy: {
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: "*",
                    Action: "s3:GetObject",
                    Resource: reports.arn.apply((arn) => `${arn}/*`),
                },
            ],
        },
    },
    { dependsOn: [publicAccess] },
);

// Any web page may write with a visitor's permissions.
new aws.s3.BucketCorsConfiguration("reports", {
    bucket: reports.id,
    corsRules: [{ allowedMethods: ["GET", "PUT", "DELETE"], allowedOrigins: ["*"] }],
});

export const bucketName = reports.bucket;
