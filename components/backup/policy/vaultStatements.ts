import type { Place } from "../../shared/arn";
import type { Condition, Statement } from "../../shared/policyDocument";

/** Who may do what with a vault, beyond the account's own IAM policies. */
export interface VaultAccess {
    place: Place;
    /** ARNs of the roles that alone delete recovery points and change the vault. */
    administrators: string[];
    /** Accounts whose backups may be copied here. */
    copiesFrom: string[];
}

/** What ends a recovery point before its time. */
const ending = [
    "backup:DeleteRecoveryPoint",
    "backup:DisassociateRecoveryPoint",
    "backup:DisassociateRecoveryPointFromParent",
    "backup:UpdateRecoveryPointLifecycle",
];

/** What changes the vault, its lock and this very policy. */
const changing = [
    "backup:DeleteBackupVault",
    "backup:DeleteBackupVaultAccessPolicy",
    "backup:DeleteBackupVaultLockConfiguration",
    "backup:DeleteBackupVaultNotifications",
    "backup:PutBackupVaultAccessPolicy",
    "backup:PutBackupVaultLockConfiguration",
    "backup:PutBackupVaultNotifications",
];

/**
 * The policy of a vault. Recovery points end when their time is over, and by nobody's hand but the administrators'. Only with
 * administrators is the vault itself bound to them: with none, nobody could ever change this policy again.
 * See https://docs.aws.amazon.com/config/latest/developerguide/backup-recovery-point-manual-deletion-disabled.html
 */
export function vaultStatements({ place, administrators, copiesFrom }: VaultAccess): Statement[] {
    const { partition, accountId } = place;
    // The service's own role, which nobody else can take, deletes what has had its time.
    const service = `arn:${partition}:iam::${accountId}:role/aws-service-role/backup.amazonaws.com/*`;
    const unless = (...arns: string[]): Condition => ({ ArnNotLike: { "aws:PrincipalArn": arns } });
    const deny = (Sid: string, Action: string[], condition: Condition): Statement => ({
        Sid,
        Effect: "Deny",
        Principal: "*",
        Action,
        Resource: ["*"],
        Condition: condition,
    });
    const policyChange = administrators.length === 0 ? [] : ["backup:PutBackupVaultAccessPolicy"];
    return [
        // In the same statement as AWS Config's rule wants it, although only `KeepsVault` binds the service, too.
        deny("KeepsRecoveryPoints", [...ending, ...policyChange], unless(service, ...administrators)),
        ...(administrators.length === 0 ? [] : [deny("KeepsVault", changing, unless(...administrators))]),
        ...(copiesFrom.length === 0
            ? []
            : [
                  {
                      Sid: "TakesCopies",
                      Effect: "Allow" as const,
                      Principal: { AWS: copiesFrom.map((account) => `arn:${partition}:iam::${account}:root`) },
                      Action: ["backup:CopyIntoBackupVault"],
                      Resource: ["*"],
                  },
              ]),
    ];
}
