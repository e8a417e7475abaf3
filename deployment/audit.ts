import { AuditTrail, type LogBucket } from "palisade-aws";
import type { Settings } from "../settings/settings";

export interface AuditArgs {
    /** Where reads of the logs are logged. */
    readonly accessLogs: LogBucket;
    readonly settings: Settings;
}

/**
 * What is done in the account, or in all of its organization, and who is told of it; nothing where the account has a trail
 * already. Its logs have a key of their own, unless the stack brings one: who reads the data need not read what was done with
 * it.
 */
export function makeAuditTrail({ accessLogs, settings }: AuditArgs): AuditTrail | undefined {
    if (!settings.auditTrail) {
        return undefined;
    }
    const { keyArn, logRetentionDays, permissionsBoundaryArn, roleNamePrefix, removable } = settings;
    return new AuditTrail("audit", {
        organization: settings.trailOrganization,
        key: keyArn,
        accessLogBucketName: accessLogs.bucketName,
        deletionRoleArn: settings.trailDeletionRoleArn,
        alarmAddresses: settings.alarmAddresses,
        retentionDays: logRetentionDays,
        logRetentionDays,
        permissionsBoundaryArn,
        roleNamePrefix,
        removable,
    });
}
