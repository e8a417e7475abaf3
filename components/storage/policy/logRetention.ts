import { days } from "../../shared/checks";
import type { Fault } from "../../shared/validate";
import { ageingRule, housekeepingRule, type LifecycleRule } from "./lifecycleRules";

/** For how long a bucket of logs keeps them, if nothing else is said. */
export const defaultRetentionDays = 365;
const defaultArchiveAfterDays = 90;
const expiredVersionDays = 30;

/** What is to be known of the arguments that say for how long a bucket of logs keeps them. */
export const keptLogsRules = {
    retentionDays: {
        plain: true,
        check: days(1),
        default: defaultRetentionDays,
        why: "a year of evidence; the expired version goes 30 days later",
        cost: "0.023 USD per GB",
    },
    archiveAfterDays: {
        plain: true,
        check: days(1),
        otherwise: `${defaultArchiveAfterDays}, if kept longer`,
        why: "Glacier Instant Retrieval; objects under 128 KB stay, moving them costs more",
        cost: "0.004 USD per GB, 0.02 USD per 1,000 objects moved",
    },
} as const;

/** Whether logs are archived as long as they are there. */
export function archiveFaults(retentionDays: number | undefined, archiveAfterDays: number | undefined): Fault[] {
    return retentionDays === undefined || archiveAfterDays === undefined
        ? []
        : days(
              1,
              retentionDays - 1,
              "archive before the logs expire, or leave it out",
          )(archiveAfterDays, "archiveAfterDays");
}

/** What becomes of logs with the years. */
export function logLifecycle(retentionDays: number, archiveAfterDays: number | undefined): LifecycleRule[] {
    const archived = retentionDays > defaultArchiveAfterDays ? defaultArchiveAfterDays : undefined;
    return [
        housekeepingRule(expiredVersionDays),
        ageingRule({
            id: "retention",
            archiveAfterDays: archiveAfterDays ?? archived,
            expireAfterDays: retentionDays,
        }),
    ];
}
