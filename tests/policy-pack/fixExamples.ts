/*
 * How to pass each policy, as the policies tell it: here to be type-checked and linted, never run.
 * Written by `UPDATE_EXAMPLES=1 npx mocha tests/policy-pack/fixExamples.test.ts`, not by hand.
 */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

declare const bucket: aws.s3.Bucket;
declare const logs: aws.s3.Bucket;
declare const key: aws.kms.Key;
declare const keyPolicy: pulumi.Output<string>;
declare const config: pulumi.Config;

// prettier-ignore
export const examples = {
    "s3-public-access-block-complete": () => {
        new aws.s3.BucketPublicAccessBlock("data", {
            bucket: bucket.bucket,
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        });
    },
    "s3-bucket-has-public-access-block": () => {
        new aws.s3.BucketPublicAccessBlock("data", {
            bucket: bucket.bucket,
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        });
    },
    "s3-bucket-no-public-acl": () => {
        new aws.s3.BucketOwnershipControls("data", {
            bucket: bucket.bucket,
            rule: { objectOwnership: "BucketOwnerEnforced" },
        });
    },
    "s3-bucket-acl-disabled": () => {
        new aws.s3.BucketOwnershipControls("data", {
            bucket: bucket.bucket,
            rule: { objectOwnership: "BucketOwnerEnforced" },
        });
    },
    "s3-object-no-public-acl": () => {
        new aws.s3.BucketObjectv2("index", {
            bucket: bucket.bucket,
            key: "index.html",
            source: new pulumi.asset.FileAsset("index.html"),
        });
    },
    "s3-bucket-policy-no-public": () => {
        new aws.s3.BucketPolicy("data", {
            bucket: bucket.bucket,
            policy: aws.iam.getPolicyDocumentOutput({
                statements: [{
                    principals: [{ type: "AWS", identifiers: ["*"] }],
                    actions: ["s3:GetObject"],
                    resources: [pulumi.interpolate`${bucket.arn}/*`],
                    conditions: [{ test: "StringEquals", variable: "aws:PrincipalOrgID", values: ["o-a1b2c3d4e5"] }],
                }],
            }).json,
        });
    },
    "s3-bucket-policy-cross-account": () => {
        new aws.s3.BucketPolicy("data", {
            bucket: bucket.bucket,
            policy: aws.iam.getPolicyDocumentOutput({
                statements: [{
                    principals: [{ type: "AWS", identifiers: ["arn:aws:iam::111122223333:role/reader"] }],
                    actions: ["s3:GetObject"],
                    resources: [pulumi.interpolate`${bucket.arn}/*`],
                }],
            }).json,
        });
    },
    "s3-bucket-policy-tls-only": () => {
        new aws.s3.BucketPolicy("data", {
            bucket: bucket.bucket,
            policy: aws.iam.getPolicyDocumentOutput({
                statements: [{
                    effect: "Deny",
                    principals: [{ type: "*", identifiers: ["*"] }],
                    actions: ["s3:*"],
                    resources: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`],
                    conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
                }],
            }).json,
        });
    },
    "s3-bucket-encryption-kms": () => {
        new aws.s3.BucketServerSideEncryptionConfiguration("data", {
            bucket: bucket.bucket,
            rules: [{
                applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
                bucketKeyEnabled: true,
            }],
        });
    },
    "s3-bucket-versioning": () => {
        new aws.s3.BucketVersioning("data", {
            bucket: bucket.bucket,
            versioningConfiguration: { status: "Enabled" },
        });
    },
    "s3-bucket-mfa-delete": () => {
        new aws.s3.BucketVersioning("data", {
            bucket: bucket.bucket,
            versioningConfiguration: { status: "Enabled", mfaDelete: "Enabled" },
            mfa: config.requireSecret("mfa"),
        });
    },
    "s3-bucket-access-logging": () => {
        new aws.s3.BucketLogging("data", {
            bucket: bucket.bucket,
            targetBucket: logs.bucket,
            targetPrefix: "data/",
        });
    },
    "s3-bucket-lifecycle": () => {
        new aws.s3.BucketLifecycleConfiguration("data", {
            bucket: bucket.bucket,
            rules: [{
                id: "tidy",
                status: "Enabled",
                filter: {},
                abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                noncurrentVersionExpiration: { noncurrentDays: 90 },
            }],
        });
    },
    "s3-bucket-object-lock": () => {
        new aws.s3.BucketObjectLockConfiguration("audit", {
            bucket: bucket.bucket,
            rule: { defaultRetention: { mode: "COMPLIANCE", days: 365 } },
        });
    },
    "s3-access-point-public-access-block": () => {
        new aws.s3.AccessPoint("data", { bucket: bucket.bucket });
    },
    "s3-bucket-no-website": () => {
        new aws.cloudfront.OriginAccessControl("site", {
            originAccessControlOriginType: "s3",
            signingBehavior: "always",
            signingProtocol: "sigv4",
        });
    },
    "s3-bucket-cors-no-wildcard": () => {
        new aws.s3.BucketCorsConfiguration("data", {
            bucket: bucket.bucket,
            corsRules: [{ allowedMethods: ["PUT"], allowedOrigins: ["https://console.example.com"] }],
        });
    },
    "s3-bucket-no-force-destroy": () => {
        new aws.s3.Bucket("data", {}, { protect: true });
    },
    "s3-no-legacy-v2-types": () => {
        new aws.s3.Bucket("data");
    },
    "kms-key-rotation": () => {
        new aws.kms.Key("data", { enableKeyRotation: true });
    },
    "kms-key-policy-no-public": () => {
        new aws.kms.KeyPolicy("data", {
            keyId: key.id,
            policy: aws.iam.getPolicyDocumentOutput({
                statements: [{
                    principals: [{ type: "AWS", identifiers: ["arn:aws:iam::111122223333:root"] }],
                    actions: ["kms:*"],
                    resources: ["*"],
                }],
            }).json,
        });
    },
    "kms-key-deletion-window": () => {
        new aws.kms.Key("data", { enableKeyRotation: true, deletionWindowInDays: 30 });
    },
    "kms-key-no-lockout-bypass": () => {
        new aws.kms.Key("data", { enableKeyRotation: true, policy: keyPolicy });
    },
    "kms-key-enabled": () => {
        new aws.kms.Key("data", { enableKeyRotation: true });
    },
};
