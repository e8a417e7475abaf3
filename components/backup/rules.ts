import type * as pulumi from "@pulumi/pulumi";
import { anyPartition } from "../shared/arn";
import { type Check, flag, onceKnown, text, whole } from "../shared/checks";
import type { Fault } from "../shared/validate";

/** Where else recovery points are kept. */
export interface BackupCopyArgs {
    /** ARN of a vault, in another region or another account: `arn` of a Backup there. */
    vaultArn: pulumi.Input<string>;
    /** Days that the copy is kept. Plain. Default: as the rule says. */
    retentionDays?: number;
    /** Days after which the copy moves to cold storage. Plain. Default: as the rule says. */
    coldAfterDays?: number;
}

/** When backups are made, and how long they are kept. */
export interface BackupRuleArgs {
    /** Six fields of `cron(...)`, at most once an hour, for example `cron(0 5 ? * * *)`: every day at 5:00. Plain. */
    schedule: string;
    /** Zone of time that the schedule is in, for example `Europe/Berlin`. Plain. Default: `Etc/UTC`. */
    timeZone?: string;
    /** Days that a recovery point is kept. Plain, 1 to 36500. */
    retentionDays: number;
    /**
     * Days after which it moves to cold storage, where it must stay for 90 days: so `retentionDays` are 90 more at least.
     * DynamoDB and EFS have one; of others, AWS Backup passes this over. Plain. Default: none, it stays warm.
     */
    coldAfterDays?: number;
    /**
     * Whether every second can be brought back, of what can do that: Amazon S3, RDS and Aurora. The others are backed up by
     * the schedule all the same, and a SecureTable does it by itself. At most 35 days, none of them cold. Plain.
     * Default: false.
     */
    continuous?: boolean;
    /** Vaults that it is copied to. Plain list, with outputs inside. Default: none. */
    copyTo?: BackupCopyArgs[];
}

/** A lock of the vault, under which no recovery point goes early. */
export interface BackupLockArgs {
    /** Fewest days that a recovery point must be kept. Plain, 1 to 36500. */
    minimumDays: number;
    /** Most days that it may be kept. Plain. Default: none. */
    maximumDays?: number;
    /**
     * **Compliance mode, which nobody can undo**: not you, not the root user, not AWS. After so many days from now, 3 at
     * least, the lock stays for good: neither it nor the vault can be changed or deleted as long as there are recovery
     * points, and these are paid for until their time is over. Plain.
     * Default: none, governance mode: who has the right by IAM can take the lock off.
     */
    cannotBeUndoneAfterDays?: number;
}

const longest = 36_500;
const keptDays = whole("days", 1, longest);
const coldDays = 90;
const continuousDays = 35;

/** AWS takes no more than one an hour. See https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html */
const schedule = text((value) => {
    const fields = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)$/.exec(value)?.slice(1);
    if (fields === undefined) {
        return `"${value}" is no cron expression`;
    }
    const [minutes = "", , day, , weekday] = fields;
    if (!/^\d{1,2}$/.test(minutes) || Number(minutes) > 59) {
        return `"${value}" is more often than once an hour`;
    }
    return (day === "?") === (weekday === "?") ? `"${value}" needs one ? of day and weekday` : undefined;
}, "write cron(minute hour day month weekday year), for example cron(0 5 ? * * *)");

const timeZone = text(
    (zone) => (/^[A-Za-z]+(\/[A-Za-z0-9_+-]+){0,2}$/.test(zone) ? undefined : `"${zone}" is no zone of time`),
    "use a name such as Europe/Berlin",
);

const vault = new RegExp(`^arn:(${anyPartition}):backup:[a-z0-9-]+:\\d{12}:backup-vault:[\\w-]{2,50}$`);
export const vaultArn = text(
    (arn) => (vault.test(arn) ? undefined : `"${arn}" is not the ARN of a backup vault`),
    "pass the arn of a Backup in another region or account",
);

/** How long something is kept, and when it gets cold. */
interface Lifecycle {
    retentionDays: number;
    coldAfterDays?: number | undefined;
}

function lifecycleFaults({ retentionDays, coldAfterDays }: Lifecycle, at: string): Fault[] {
    const faults = keptDays(retentionDays, `${at}.retentionDays`);
    if (coldAfterDays === undefined) {
        return faults;
    }
    faults.push(...keptDays(coldAfterDays, `${at}.coldAfterDays`));
    return faults.length === 0 && retentionDays < coldAfterDays + coldDays
        ? [
              {
                  argument: `${at}.retentionDays`,
                  fault: `${retentionDays} days are fewer than ${coldDays} in cold storage`,
                  fix: `keep it for ${coldAfterDays + coldDays} days at least, or leave coldAfterDays out`,
              },
          ]
        : faults;
}

/** How a copy of what a rule makes is kept. */
export function lifecycleOfCopy(copy: Partial<Lifecycle>, rule: Lifecycle): Lifecycle {
    return {
        retentionDays: copy.retentionDays ?? rule.retentionDays,
        coldAfterDays: copy.coldAfterDays ?? rule.coldAfterDays,
    };
}

/** Everything that is wrong with rules, as far as it is known. */
export const ruleFaults: Check<Record<string, BackupRuleArgs>> = (rules, argument) => {
    const fix = "make one, for example { daily: { schedule: 'cron(0 5 ? * * *)', retentionDays: 35 } }";
    return Object.keys(rules).length === 0
        ? [{ argument, fault: "there is none", fix }]
        : Object.entries(rules).flatMap(([name, rule]) => faultsOfRule(name, rule, `${argument}.${name}`));
};

function faultsOfRule(name: string, rule: BackupRuleArgs, at: string): Fault[] {
    const { continuous, copyTo = [], coldAfterDays, retentionDays } = rule;
    const tooLong = continuous === true && (coldAfterDays !== undefined || retentionDays > continuousDays);
    return [
        ...(/^[\w.-]{1,50}$/.test(name)
            ? []
            : [
                  {
                      argument: at,
                      fault: `"${name}" is not a name`,
                      fix: "use up to 50 letters, digits, hyphens and dots",
                  },
              ]),
        ...schedule(rule.schedule, `${at}.schedule`),
        ...(rule.timeZone === undefined ? [] : timeZone(rule.timeZone, `${at}.timeZone`)),
        ...lifecycleFaults(rule, at),
        ...(continuous === undefined ? [] : flag(continuous, `${at}.continuous`)),
        ...(tooLong
            ? [
                  {
                      argument: `${at}.continuous`,
                      fault: `continuous backups are kept for ${continuousDays} days at most, and never cold`,
                      fix: "keep them for fewer days, and make another rule for what is kept longer",
                  },
              ]
            : []),
        ...copyTo.flatMap((copy, index) => [
            ...onceKnown(vaultArn)(copy.vaultArn, `${at}.copyTo[${index}].vaultArn`),
            ...lifecycleFaults(lifecycleOfCopy(copy, rule), `${at}.copyTo[${index}]`),
        ]),
    ];
}

export const lockFaults: Check<BackupLockArgs> = (lock, argument) => {
    const { minimumDays, maximumDays, cannotBeUndoneAfterDays } = lock;
    const faults = [
        ...keptDays(minimumDays, `${argument}.minimumDays`),
        ...(maximumDays === undefined ? [] : keptDays(maximumDays, `${argument}.maximumDays`)),
        ...(cannotBeUndoneAfterDays === undefined
            ? []
            : whole("days", 3, longest)(cannotBeUndoneAfterDays, `${argument}.cannotBeUndoneAfterDays`)),
    ];
    return maximumDays !== undefined && maximumDays < minimumDays
        ? [...faults, { argument: `${argument}.maximumDays`, fault: "it is below minimumDays", fix: "make it longer" }]
        : faults;
};

/** Rules whose recovery points a locked vault would not take: their jobs would fail, one after the other. */
export function lockedOutFaults(rules: Record<string, BackupRuleArgs>, lock: BackupLockArgs | undefined): Fault[] {
    const { minimumDays = 0, maximumDays = longest } = lock ?? {};
    return Object.entries(rules)
        .filter(([, { retentionDays }]) => retentionDays < minimumDays || retentionDays > maximumDays)
        .map(([name, { retentionDays }]) => ({
            argument: `rules.${name}.retentionDays`,
            fault: `the lock takes nothing that is kept for ${retentionDays} days`,
            fix: `keep it for ${minimumDays} to ${maximumDays} days, or change the lock`,
        }));
}
