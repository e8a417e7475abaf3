import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type BackupRuleArgs, lifecycleOfCopy } from "./rules";

/** The rules, as the provider takes them. */
export function planRules(
    rules: Record<string, BackupRuleArgs>,
    targetVaultName: pulumi.Output<string>,
): aws.types.input.backup.PlanRule[] {
    return Object.entries(rules).map(([ruleName, rule]) => ({
        ruleName,
        targetVaultName,
        schedule: rule.schedule,
        scheduleExpressionTimezone: rule.timeZone ?? "Etc/UTC",
        enableContinuousBackup: rule.continuous ?? false,
        lifecycle: lifecycleOf(rule),
        copyActions: (rule.copyTo ?? []).map((copy) => ({
            destinationVaultArn: copy.vaultArn,
            lifecycle: lifecycleOf(lifecycleOfCopy(copy, rule)),
        })),
    }));
}

function lifecycleOf({ retentionDays, coldAfterDays }: { retentionDays: number; coldAfterDays?: number | undefined }) {
    return { deleteAfter: retentionDays, ...(coldAfterDays === undefined ? {} : { coldStorageAfter: coldAfterDays }) };
}
