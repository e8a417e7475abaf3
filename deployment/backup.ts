import { type AuditTrail, Backup } from "palisade-aws";
import type { Settings } from "../settings/settings";
import type { Stores } from "./stores";

interface BackupParts {
    /** The account's trail, whose topic is told what failed. */
    readonly audit: AuditTrail | undefined;
    readonly stores: Stores;
    readonly settings: Settings;
}

/**
 * What outlives a deleted table or bucket, under a key of its own, unless the stack brings one; nothing unless the stack is
 * to have it. The queue has nothing in it that is not in the tables.
 */
export function makeBackup({ audit, stores, settings }: BackupParts): Backup | undefined {
    if (!settings.backup) {
        return undefined;
    }
    const { backupAdministratorArns, keyArn, permissionsBoundaryArn, roleNamePrefix, removable } = settings;
    return new Backup("backup", {
        stores: [stores.artifacts, ...Object.values(stores.tables)],
        administratorArns: backupAdministratorArns,
        alarmTopicArn: audit?.topicArn,
        key: keyArn,
        permissionsBoundaryArn,
        roleNamePrefix,
        removable,
    });
}
