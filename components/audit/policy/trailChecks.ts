import type * as pulumi from "@pulumi/pulumi";
import { arnOf, isAccountId, isOrganizationId } from "../../shared/arn";
import { type Check, days, emailAddress, names, notEmpty, oneOf, onceKnown, text } from "../../shared/checks";
import type { NamingRule } from "../../shared/naming";
import type { Fault } from "../../shared/validate";
import { bucketNameFaults } from "../../storage/bucketArgs";
import { archiveFaults, defaultRetentionDays } from "../../storage/policy/logRetention";
import { LockMode, type ObjectLockArgs } from "../../storage/policy/objectLock";
import { TRAIL_ALARMS } from "./trailAlarms";

/** The organization whose accounts a trail records. */
export interface OrganizationTrailArgs {
    /** Its id, `o-...`. */
    id: pulumi.Input<string>;
    /**
     * Account id of the organization's management account, where the stack is that of the delegated administrator of
     * CloudTrail: the trail is the management account's all the same. Default: the stack's account, which is then the
     * management account.
     */
    managementAccountId?: pulumi.Input<string>;
}

const organizationId = onceKnown(
    text((id) => (isOrganizationId(id) ? undefined : `"${id}" is not an organization's id`), "pass o-..."),
);
const accountId = onceKnown(
    text((id) => (isAccountId(id) ? undefined : `"${id}" is not an account's id`), "pass its 12 digits"),
);
export const organizationFaults: Check<OrganizationTrailArgs> = ({ id, managementAccountId }, argument) => [
    ...organizationId(id, `${argument}.id`),
    ...(managementAccountId === undefined ? [] : accountId(managementAccountId, `${argument}.managementAccountId`)),
];

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html */
export const trailNameFault = text(
    (name) =>
        /^(?!.*[._-]{2})(?!\d+\.\d+\.\d+\.\d+$)[A-Za-z0-9][A-Za-z0-9._-]{1,126}[A-Za-z0-9]$/.test(name)
            ? undefined
            : `"${name}" is not the name of a trail`,
    "use 3 to 128 letters and digits, with single periods, hyphens or underscores between them",
);

export const keyPrefixFault = text(
    (prefix) =>
        /^[\w!.*'()-]+(\/[\w!.*'()-]+)*$/.test(prefix) ? undefined : `"${prefix}" is not the beginning of a key`,
    "use letters, digits and hyphens, with slashes only between them",
);

/** One role: a wildcard would let in others. */
export const deletionRole: Check<string> = (arn, argument) => {
    const fix = "pass the ARN of one role, arn:<partition>:iam::<account>:role/<name>";
    return /[*?]/.test(arn)
        ? [{ argument, fault: `"${arn}" is not one role`, fix }]
        : arnOf("iam", "role/", fix)(arn, argument);
};

export const lockFaults: Check<ObjectLockArgs> = ({ mode, days: locked }, argument) => [
    ...oneOf(LockMode)(mode, `${argument}.mode`),
    ...days(1)(locked, `${argument}.days`),
];

export const addressFaults: Check<Record<string, pulumi.Input<string>>> = (addresses, argument) => [
    ...names(addresses, argument),
    ...Object.entries(addresses).flatMap(([name, address]) => onceKnown(emailAddress)(address, `${argument}.${name}`)),
];

export const disabledFaults: Check<Record<string, string>> = (disabled, argument) => {
    const ids = TRAIL_ALARMS.map(({ id }) => id);
    return Object.entries(disabled).flatMap(([id, reason]) => [
        ...(ids.includes(id)
            ? []
            : [{ argument, fault: `there is no alarm "${id}"`, fix: `use one of ${ids.join(", ")}` }]),
        ...notEmpty("say why it is left out")(typeof reason === "string" ? reason.trim() : reason, `${argument}.${id}`),
    ]);
};

/** Alarms take 255 characters, the longest id of one included; metric filters take neither colons nor asterisks. */
export const alarmNaming: NamingRule = {
    maxLength: 255 - Math.max(...TRAIL_ALARMS.map(({ id }) => `-${id}`.length)),
    pattern: /^[^:*]+$/,
};

/** Where a trail's logs go, as far as it is said. */
interface BucketArgs {
    bucketName?: unknown;
    deletionRoleArn?: unknown;
    objectLock?: unknown;
    retentionDays?: number;
    archiveAfterDays?: number;
    accessLogBucketName?: unknown;
    statements?: unknown;
}

interface LockArgs {
    objectLock?: ObjectLockArgs;
    retentionDays?: number;
    removable?: boolean;
}

/** What is only about a bucket of the trail's own, and what is wrong with that one. */
export function bucketFaults(args: BucketArgs, name: string): Fault[] {
    const { bucketName, retentionDays, archiveAfterDays } = args;
    if (bucketName === undefined) {
        return [...bucketNameFaults(name), ...archiveFaults(retentionDays, archiveAfterDays)];
    }
    const { deletionRoleArn, objectLock, accessLogBucketName, statements = [] } = args;
    const own = {
        deletionRoleArn,
        objectLock,
        retentionDays: retentionDays === defaultRetentionDays ? undefined : retentionDays,
        archiveAfterDays,
        accessLogBucketName,
        statements: Array.isArray(statements) && statements.length === 0 ? undefined : statements,
    };
    return Object.entries(own)
        .filter(([, value]) => value !== undefined)
        .map(([argument]) => ({
            argument,
            fault: "it is about a bucket of the trail's own",
            fix: "leave it out, or leave bucketName out",
        }));
}

export function lockTogetherFaults({ objectLock, retentionDays, removable }: LockArgs): Fault[] {
    if (objectLock === undefined) {
        return [];
    }
    const fix = "lock logs for no longer than they are kept";
    return [
        ...(retentionDays === undefined ? [] : days(1, retentionDays, fix)(objectLock.days, "objectLock.days")),
        ...(removable === true && objectLock.mode === LockMode.Compliance
            ? [
                  {
                      argument: "objectLock.mode",
                      fault: "nobody could empty the bucket to remove it",
                      fix: "use GOVERNANCE, or leave removable out",
                  },
              ]
            : []),
    ];
}
