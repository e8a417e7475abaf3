/** What a policy document guards. */
export type ControlledKind = "bucket" | "key" | "topic" | "queue" | "secret";

/**
 * The actions by which whoever may do them can let in others, or undo the protection: for the owner's own account alone,
 * and so never in the policy of a resource (of buckets: FSBP S3.6 and kin).
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const CONTROL_ACTIONS: Readonly<Record<ControlledKind, readonly string[]>> = {
    bucket: [
        "s3:PutBucketPolicy",
        "s3:DeleteBucketPolicy",
        "s3:PutBucketAcl",
        "s3:PutObjectAcl",
        "s3:PutObjectVersionAcl",
        "s3:PutEncryptionConfiguration",
        "s3:PutBucketPublicAccessBlock",
        "s3:PutBucketOwnershipControls",
        "s3:PutLifecycleConfiguration",
        "s3:PutBucketVersioning",
        "s3:PutBucketLogging",
    ],
    key: [
        "kms:PutKeyPolicy",
        "kms:CreateGrant",
        "kms:RevokeGrant",
        "kms:ScheduleKeyDeletion",
        "kms:DisableKey",
        "kms:DisableKeyRotation",
        "kms:ReplicateKey",
        "kms:UpdatePrimaryRegion",
        "kms:UpdateAlias",
        "kms:DeleteAlias",
    ],
    topic: [
        "sns:AddPermission",
        "sns:RemovePermission",
        "sns:SetTopicAttributes",
        "sns:PutDataProtectionPolicy",
        "sns:DeleteTopic",
    ],
    queue: ["sqs:AddPermission", "sqs:RemovePermission", "sqs:SetQueueAttributes", "sqs:DeleteQueue", "sqs:PurgeQueue"],
    secret: [
        "secretsmanager:PutResourcePolicy",
        "secretsmanager:DeleteResourcePolicy",
        "secretsmanager:UpdateSecret",
        "secretsmanager:ReplicateSecretToRegions",
        "secretsmanager:CancelRotateSecret",
        "secretsmanager:DeleteSecret",
    ],
};
