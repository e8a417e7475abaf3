import { type Place, viaService } from "../../shared/arn";
import { allowOn } from "../../shared/grantStatements";
import type { Statement } from "../../shared/policyDocument";

/** A table or a bucket, with the key that encrypts it. */
export interface Store {
    arn: string;
    keyArn?: string | undefined;
}

export const isTable = (arn: string): boolean => /^arn:[a-z-]+:dynamodb:[a-z0-9-]+:\d{12}:table\/[\w.-]+$/.test(arn);
export const isBucket = (arn: string): boolean => /^arn:[a-z-]+:s3:::[^/]+$/.test(arn);

/** What AWS Backup's role is about. */
export interface Backed {
    place: Place;
    stores: Store[];
    vault: Required<Store>;
    /** ARNs of further vaults, to which backups are copied. */
    copyTo: string[];
}

/**
 * What AWS Backup may do to back up these tables and buckets, and no others: what its managed policies allow for all of an
 * account's. Restoring is not in it: a role that can overwrite data is made when it is needed.
 * See https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
 */
export function backupStatements({ place, stores, vault, copyTo }: Backed): Statement[] {
    const { partition, region, accountId } = place;
    const tables = stores.filter(({ arn }) => isTable(arn));
    const buckets = stores.filter(({ arn }) => isBucket(arn));
    const keysThere = [...new Set(copyTo.map(keysOfVaultPlace))];
    return [
        ...tableStatements(tables, place),
        ...bucketStatements(buckets, place),
        // These know no resource.
        allowOn("FindsResources", ["tag:GetResources"], "*"),
        ...allow("UsesVault", ["backup:DescribeBackupVault", "backup:CopyIntoBackupVault"], [vault.arn, ...copyTo]),
        ...allow(
            "TagsRecoveryPoints",
            ["backup:TagResource"],
            [`arn:${partition}:backup:${region}:${accountId}:recovery-point:*`],
        ),
        // Recovery points have no name before they are made.
        ...(copyTo.length === 0
            ? []
            : allow(
                  "CopiesRecoveryPoints",
                  ["backup:CopyFromBackupVault"],
                  [vault.arn, `arn:${partition}:backup:${region}:${accountId}:recovery-point:*`],
              )),
        // AWS Backup asks for itself what a key is, not through the service that stores the data. It tells nothing of the data.
        ...allow("DescribesKeys", ["kms:DescribeKey"], [...keysOf([vault, ...stores]), ...keysThere]),
        {
            ...allowOn("UsesVaultKey", ["kms:Decrypt", "kms:GenerateDataKey"], vault.keyArn),
            Condition: {
                StringEquals: { "kms:ViaService": [...viaService("backup", place), ...viaService("dynamodb", place)] },
            },
        },
        // AWS Backup goes on by a grant, which only services of AWS can be given.
        {
            Sid: "LetsServicesUseVaultKeys",
            Effect: "Allow",
            Action: ["kms:CreateGrant"],
            Resource: [vault.keyArn, ...keysThere],
            Condition: { Bool: { "kms:GrantIsForAWSResource": ["true"] } },
        },
    ];
}

function tableStatements(tables: Store[], place: Place): Statement[] {
    const arns = tables.map(({ arn }) => arn);
    return [
        ...allow(
            "BacksUpTables",
            [
                "dynamodb:DescribeTable",
                "dynamodb:CreateBackup",
                "dynamodb:StartAwsBackupJob",
                "dynamodb:ListTagsOfResource",
            ],
            arns,
        ),
        ...allow(
            "KeepsTableBackups",
            ["dynamodb:DescribeBackup", "dynamodb:DeleteBackup"],
            arns.map((arn) => `${arn}/backup/*`),
        ),
        ...allow("DecryptsTables", ["kms:Decrypt", "kms:GenerateDataKey"], keysOf(tables)).map((statement) => ({
            ...statement,
            Condition: { StringEquals: { "kms:ViaService": viaService("dynamodb", place) } },
        })),
    ];
}

function bucketStatements(buckets: Store[], place: Place): Statement[] {
    if (buckets.length === 0) {
        return [];
    }
    const { partition, region, accountId } = place;
    const arns = buckets.map(({ arn }) => arn);
    return [
        ...allow(
            "BacksUpBuckets",
            [
                "s3:GetBucketAcl",
                "s3:GetBucketLocation",
                "s3:GetBucketNotification",
                "s3:GetBucketTagging",
                "s3:GetBucketVersioning",
                "s3:GetInventoryConfiguration",
                "s3:ListBucket",
                "s3:ListBucketVersions",
                "s3:ListTagsForResource",
                // Has changes told to EventBridge, and objects listed.
                "s3:PutBucketNotification",
                "s3:PutInventoryConfiguration",
            ],
            arns,
        ),
        ...allow(
            "BacksUpObjects",
            [
                "s3:GetObject",
                "s3:GetObjectAcl",
                "s3:GetObjectTagging",
                "s3:GetObjectVersion",
                "s3:GetObjectVersionAcl",
                "s3:GetObjectVersionTagging",
            ],
            arns.map((arn) => `${arn}/*`),
        ),
        ...allow("DecryptsBuckets", ["kms:Decrypt"], keysOf(buckets)).map((statement) => ({
            ...statement,
            Condition: { StringEquals: { "kms:ViaService": viaService("s3", place) } },
        })),
        ...allow(
            "FollowsChanges",
            [
                "events:DeleteRule",
                "events:DescribeRule",
                "events:DisableRule",
                "events:EnableRule",
                "events:ListTargetsByRule",
                "events:PutRule",
                "events:PutTargets",
                "events:RemoveTargets",
            ],
            [`arn:${partition}:events:${region}:${accountId}:rule/AwsBackupManagedRule*`],
        ),
        allowOn("FindsResources", ["cloudwatch:GetMetricData", "events:ListRules", "s3:ListAllMyBuckets"], "*"),
    ];
}

/** A statement about these resources; none, where there are none. */
function allow(Sid: string, Action: string[], resources: string[]): Statement[] {
    return resources.length === 0 ? [] : [{ Sid, Effect: "Allow", Action, Resource: resources }];
}

/** The keys that a vault elsewhere can have: its ARN does not tell which one it is. */
function keysOfVaultPlace(vaultArn: string): string {
    const [, partition = "", , region = "", accountId = ""] = vaultArn.split(":");
    return `arn:${partition}:kms:${region}:${accountId}:key/*`;
}

function keysOf(stores: Pick<Store, "keyArn">[]): string[] {
    return [...new Set(stores.flatMap(({ keyArn }) => (keyArn === undefined ? [] : [keyArn])))];
}
