import { type Place, viaService } from "../../shared/arn";
import type { Statement } from "../../shared/policyDocument";

/** What a grant allows. */
export type Access = "read" | "write";

/** What a grant is about. Without a key ARN the bucket's objects are encrypted by Amazon S3 itself. */
export interface GrantTarget {
    bucketArn: string;
    keyArn: string | undefined;
    place: Place;
}

const objectActions: Record<Access, string[]> = {
    read: ["s3:GetObject", "s3:GetObjectVersion"],
    write: ["s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
};
const bucketActions: Record<Access, string[]> = {
    read: ["s3:ListBucket", "s3:GetBucketLocation"],
    write: ["s3:ListBucketMultipartUploads", "s3:GetBucketLocation"],
};
/** Writing in parts also decrypts: S3 reads the parts again to join them. */
const keyActions: Record<Access, string[]> = {
    read: ["kms:Decrypt"],
    write: ["kms:GenerateDataKey", "kms:Decrypt"],
};

/**
 * A role's statements for using a bucket: its objects, the bucket itself, and the key, the last only through Amazon
 * S3.
 */
export function grantStatements(access: Access, { bucketArn, keyArn, place }: GrantTarget): Statement[] {
    const allow = (Sid: string, Action: string[], resource: string): Statement => ({
        Sid,
        Effect: "Allow",
        Action,
        Resource: [resource],
    });
    const statements = [
        allow("Objects", objectActions[access], `${bucketArn}/*`),
        allow("Bucket", bucketActions[access], bucketArn),
    ];
    if (keyArn !== undefined) {
        statements.push({
            ...allow("KeyThroughS3", keyActions[access], keyArn),
            Condition: { StringEquals: { "kms:ViaService": viaService("s3", place) } },
        });
    }
    return statements;
}
