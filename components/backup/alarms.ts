import * as pulumi from "@pulumi/pulumi";
import type { Children } from "../shared/children";
import { failureAlarms } from "../shared/failureAlarms";
import type { BackupRuleArgs } from "./rules";

/**
 * What alarms tell of, by their suffix. A job that expired never began, one that was aborted somebody cancelled: neither of
 * them failed. A partial point is one that could not be finished, an expired one could not be deleted, and is paid for.
 * See https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html
 */
const alarms: Record<string, AlarmOf> = {
    "backups-failed": { metric: "NumberOfBackupJobsFailed", means: "jobs of AWS Backup failed" },
    "backups-expired": {
        metric: "NumberOfBackupJobsExpired",
        means: "jobs of AWS Backup did not begin in time, so there is no backup",
    },
    "backups-aborted": { metric: "NumberOfBackupJobsAborted", means: "somebody cancelled jobs of AWS Backup" },
    "backups-partial": { metric: "NumberOfRecoveryPointsPartial", means: "backups could not be finished" },
    "deletions-failed": {
        metric: "NumberOfRecoveryPointsExpired",
        means: "backups could not be deleted at the end of their time, and are paid for",
    },
    "copies-failed": { metric: "NumberOfCopyJobsFailed", means: "copies into this vault failed" },
    "restores-failed": { metric: "NumberOfRestoreJobsFailed", means: "restores of backups failed" },
};

interface AlarmOf {
    metric: string;
    means: string;
}

interface AlarmParts {
    vaultName: pulumi.Output<string>;
    /** The rules, as far as they are known at once. */
    rules: Record<string, BackupRuleArgs>;
    topicArn: pulumi.Output<string>;
}

/** Tells a topic what failed in a vault, and of what its rules copy elsewhere. */
export function backupAlarms(children: Children, { vaultName, rules, topicArn }: AlarmParts): void {
    // CloudWatch says for whom it publishes; AWS Backup itself is not known to.
    const tell = (suffix: string, { metric, means }: AlarmOf, vault: pulumi.Output<string>): void =>
        failureAlarms(children, {
            metrics: { [suffix]: metric },
            describe: () => means,
            namespace: "AWS/Backup",
            dimensions: { BackupVaultName: vault },
            statistic: "Sum",
            topicArn,
            region: children.region,
        });
    for (const [suffix, alarm] of Object.entries(alarms)) {
        tell(suffix, alarm, vaultName);
    }
    // A copy is counted under the vault that it goes to.
    for (const [copy, vault] of destinations(rules)) {
        const means = `copies failed that ${copy} makes`;
        tell(`copies-${copy}-failed`, { metric: "NumberOfCopyJobsFailed", means }, vault);
    }
}

/** Names of the vaults that rules copy to, each vault once, by the rule and its place there. */
function destinations(rules: Record<string, BackupRuleArgs>): [copy: string, vaultName: pulumi.Output<string>][] {
    const copies = new Map<pulumi.Input<string>, string>();
    for (const [rule, { copyTo = [] }] of Object.entries(rules)) {
        for (const [index, { vaultArn }] of copyTo.entries()) {
            copies.set(vaultArn, copies.get(vaultArn) ?? `${rule}-${index}`);
        }
    }
    return [...copies].map(([vaultArn, copy]) => [
        copy,
        pulumi.output(vaultArn).apply((arn) => arn.split(":").at(-1) ?? ""),
    ]);
}
