import { allowKeyThrough, allowOn, type Grant } from "../../shared/grantStatements";

/** Objects, without the right to delete or to write any. */
export const readGrant: Grant = {
    method: "grantRead",
    access: "read",
    statements: (target) => [
        allowOn("Objects", ["s3:GetObject", "s3:GetObjectVersion"], `${target.arn}/*`),
        allowOn("Bucket", ["s3:ListBucket", "s3:GetBucketLocation"], target.arn),
        ...allowKeyThrough("s3", ["kms:Decrypt"], target),
    ],
};

/** Objects, without the right to read or to delete any. */
export const writeGrant: Grant = {
    method: "grantWrite",
    access: "write",
    statements: (target) => [
        allowOn(
            "Objects",
            ["s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
            `${target.arn}/*`,
        ),
        allowOn("Bucket", ["s3:ListBucketMultipartUploads", "s3:GetBucketLocation"], target.arn),
        // Writing in parts also decrypts: S3 reads the parts again to join them.
        ...allowKeyThrough("s3", ["kms:GenerateDataKey", "kms:Decrypt"], target),
    ],
};
