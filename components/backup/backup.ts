import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyOf, keyRule } from "../encryption/componentKey";
import type { EncryptionKey } from "../encryption/encryptionKey";
import { argumentsOf, isLater } from "../shared/arguments";
import { anyPartition, arnOf, isAccountId, topicRegionFaults } from "../shared/arn";
import { each, text } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { backupNaming, nameFaults, type NamingRule } from "../shared/naming";
import { afterwards, outputsOf } from "../shared/outputs";
import { policyDocument } from "../shared/policyDocument";
import { roleRules } from "../shared/roleRules";
import type { Fault } from "../shared/validate";
import { backupAlarms } from "./alarms";
import { planRules } from "./plan";
import { backupStatements, type Store } from "./policy/backupStatements";
import { vaultStatements } from "./policy/vaultStatements";
import { backupRole } from "./role";
import {
    type BackupCopyArgs,
    type BackupLockArgs,
    type BackupRuleArgs,
    lockedOutFaults,
    lockFaults,
    ruleFaults,
} from "./rules";
import { type BackedUpStoreArgs, type BackupTagArgs, isNamed, resourceArn, storeFaults, tagCheck } from "./sources";

export type { BackedUpStoreArgs, BackupCopyArgs, BackupLockArgs, BackupRuleArgs, BackupTagArgs };

/** Arguments of {@link Backup}. None is needed: without `stores`, `resourceArns` or `tag` it is a vault that others copy to. */
export interface BackupArgs {
    /**
     * Tables and buckets to back up: `[table, bucket]`. AWS Backup's role may read these, and no others. Plain list, with
     * outputs inside. Default: none.
     */
    stores?: BackedUpStoreArgs[];
    /**
     * ARNs of anything else that AWS Backup supports, such as file systems and databases. Its role then has AWS's managed
     * policies, which are about all that an account has. Plain list, with outputs inside. Default: none.
     */
    resourceArns?: pulumi.Input<string>[];
    /**
     * Whatever has this tag, made by this program or not, of the types that the account lets AWS Backup back up. The role is
     * as for `resourceArns`. Plain. Default: none.
     */
    tag?: BackupTagArgs;
    /**
     * When backups are made and how long they are kept, by names that never change. Plain, with outputs inside.
     * Default: every day for 35 days, and every month for a year, cold after 30 days.
     */
    rules?: Record<string, BackupRuleArgs>;
    /**
     * ARNs of the roles that alone may delete recovery points, and change or delete the vault, its lock and its policy.
     * What runs Pulumi must be among them, or the next update of the vault is refused.
     * Default: none, nobody deletes a recovery point; the vault itself is for the account's IAM policies to guard.
     */
    administratorArns?: pulumi.Input<string>[];
    /** A lock of the vault. **With `cannotBeUndoneAfterDays` it is for good.** Plain. Default: none. */
    lock?: BackupLockArgs;
    /** Accounts, as 12 digits, whose backups may be copied here. Default: none. */
    copiesFrom?: pulumi.Input<string>[];
    /**
     * ARN of a topic of the same region that is told by alarms of jobs that failed, never began or were cancelled, and of
     * backups that could not be finished or deleted: a SecureTopic with the publisher CloudWatchAlarms. Default: none.
     */
    alarmTopicArn?: pulumi.Input<string>;
    /**
     * An EncryptionKey of the same account, or the ARN of any key: its policy is never touched, what its owner must add is
     * the output `requiredKeyStatements`. Default: a key of its own (1 USD a month).
     */
    key?: EncryptionKey | pulumi.Input<string>;
    /** ARN of a policy that limits what AWS Backup's role may do, whatever it is allowed. Default: none. */
    permissionsBoundaryArn?: pulumi.Input<string>;
    /** Beginning of the role's name, at most 20 characters, for example `app-`. Plain. Default: none. */
    roleNamePrefix?: string;
    /**
     * Whether vault and key may be deleted with the stack, **backups included**. Plain. Default: false, both are protected
     * and survive being removed from the program, as does the role, by which AWS Backup ends backups. The plan always goes
     * with it: it makes no further backups.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of the vault, which must be that of what is backed up. Default: the provider's. */
    region?: pulumi.Input<string>;
}

const defaultRules: Record<string, BackupRuleArgs> = {
    daily: { schedule: "cron(0 5 ? * * *)", retentionDays: 35 },
    monthly: { schedule: "cron(0 5 1 * ? *)", retentionDays: 365, coldAfterDays: 30 },
};

const roleArn = text(
    (arn) =>
        new RegExp(`^arn:(${anyPartition}):iam::\\d{12}:role/[\\w+=,.@/-]+$`).test(arn)
            ? undefined
            : `"${arn}" is not the ARN of a role`,
    "pass role.arn, without wildcard",
);

const accountId = text(
    (id) => (isAccountId(id) ? undefined : `"${id}" is not an account`),
    "pass the 12 digits of the account",
);

/** A selection is named after the vault, and that of a tag has a longer name. */
const taggedNaming: NamingRule = { ...backupNaming, maxLength: backupNaming.maxLength - "-tagged".length };

export const backupArguments = argumentsOf<BackupArgs>()(
    "Backup",
    {
        stores: {
            plain: true,
            late: true,
            check: storeFaults,
            input: (stores) => stores.map(({ arn, keyArn }) => ({ arn, keyArn })),
            default: [],
            why: "the role reads exactly these; what a table or a bucket brings back by itself goes with it",
            cost: "0.10 USD per GB of tables, 0.03 USD cold; 0.05 USD per GB of buckets",
        },
        resourceArns: {
            plain: true,
            late: true,
            check: each(resourceArn),
            default: [],
            why: "each named; the role has AWS's managed policies then",
        },
        tag: {
            plain: true,
            check: tagCheck,
            why: "what is tagged tomorrow is backed up tomorrow; the role has AWS's managed policies then",
        },
        rules: {
            plain: true,
            late: true,
            check: ruleFaults,
            default: defaultRules,
            otherwise: "every day for 35 days; every month for a year, cold after 30 days",
            why: "a mistake is noticed within days, or at the end of the year",
        },
        administratorArns: {
            plain: true,
            late: true,
            check: each(roleArn),
            default: [],
            why: "who has stolen an administrator's credentials deletes backups first",
        },
        lock: {
            plain: true,
            check: lockFaults,
            why: "it binds for years: governance can be taken off by IAM, **compliance by nobody**",
        },
        copiesFrom: {
            plain: true,
            late: true,
            check: each(accountId),
            default: [],
            why: "a vault of another account survives the loss of this one",
        },
        alarmTopicArn: {
            check: arnOf("sns", "", "pass topic.arn"),
            why: "a backup that fails is found out otherwise when it is needed",
            cost: "0.10 USD for each of seven alarms, and one more for each of copyTo",
        },
        key: {
            ...keyRule,
            otherwise: "a key of its own",
            why: "backups can be read although the key of the data is lost",
            cost: "1 USD",
        },
        ...roleRules,
        ...commonRules("the last copy of the data: vault and key are protected and kept"),
    },
    ({ stores = [], resourceArns = [], tag, rules, lock, removable, alarmTopicArn }, name) => {
        const backsUp = isNamed(stores) || isNamed(resourceArns) || tag !== undefined;
        const own = rules === defaultRules ? undefined : rules;
        return [
            ...nameFaults(name, tag === undefined ? backupNaming : taggedNaming, "vault"),
            ...(backsUp
                ? lockedOutFaults(isLater(rules) ? {} : (rules ?? {}), lock)
                : idleFaults({ rules: own, alarmTopicArn })),
            ...(removable === true && lock?.cannotBeUndoneAfterDays !== undefined
                ? [
                      {
                          argument: "removable",
                          fault: "a vault whose lock nobody can undo cannot be removed",
                          fix: "leave one of them out",
                      },
                  ]
                : []),
        ];
    },
);

/** What is said of backups where none are made. */
function idleFaults(said: Record<string, unknown>): Fault[] {
    return Object.entries(said)
        .filter(([, value]) => value !== undefined)
        .map(([argument]) => ({
            argument,
            fault: "it says nothing where nothing is backed up",
            fix: "pass stores, resourceArns or tag",
        }));
}

/**
 * Backups of tables, buckets and whatever else AWS Backup supports, in a vault from which nobody deletes them before their
 * time: encrypted with a key of its own, made by a role that reads only what it is for, copied to other regions and accounts
 * if that is asked.
 *
 * Cost: per GB and month 0.10 USD for tables (0.03 USD cold) and 0.05 USD for buckets, copies again and their transfer
 * besides; 1 USD a month for its own key; 0.70 USD for alarms.
 * Controls: Backup.1, DynamoDB.4; NIST SP 800-53 CP-9, CP-10; with `administratorArns` the rule
 * `backup-recovery-point-manual-deletion-disabled` of AWS Config, which wants changes of the vault's policy denied as well.
 */
export class Backup extends pulumi.ComponentResource {
    /** The vault. */
    public readonly vault: aws.backup.Vault;
    /** The vault's policy. It is the only one a vault can have. */
    public readonly policy: aws.backup.VaultPolicy;
    /** The plan; none where nothing is backed up. */
    public readonly plan?: aws.backup.Plan;
    /** AWS Backup's role, which cannot restore; none where nothing is backed up. */
    public readonly role?: aws.iam.Role;
    /** The key made for the vault; none with a key of yours. */
    public readonly key?: aws.kms.Key;
    /** ARN of the vault, for `copyTo` of others, there once it is guarded. */
    public readonly arn: pulumi.Output<string>;
    /** Name of the vault. */
    public readonly vaultName: pulumi.Output<string>;
    /** ARN of the key that encrypts the backups. */
    public readonly keyArn: pulumi.Output<string>;
    /**
     * JSON list of the statements the owner of a key of yours must add to its policy; `[]` when there is nothing to
     * add.
     */
    public readonly requiredKeyStatements: pulumi.Output<string>;
    /** Region of the vault. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: BackupArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        const given = backupArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { stores, resourceArns, tag, rules, lock, alarmTopicArn, roleNamePrefix, region } = given.values;
        const children = new Children(this, given);
        const key = keyOf(given, children, { purpose: "backups", through: ["backup"] });

        this.vault = new aws.backup.Vault(
            children.name(),
            { kmsKeyArn: key.arn, forceDestroy: children.removable, tags: children.tags(), region },
            { ...children.keptOptions(), dependsOn: key.ready },
        );
        const access = pulumi.all([children.place, given.output("administratorArns"), given.output("copiesFrom")]);
        this.policy = new aws.backup.VaultPolicy(
            children.name("policy"),
            {
                backupVaultName: this.vault.name,
                policy: pulumi.jsonStringify(
                    access.apply(([place, administrators, copiesFrom]) =>
                        policyDocument(vaultStatements({ place, administrators, copiesFrom })),
                    ),
                ),
                region,
            },
            children.options(),
        );
        const locks =
            lock === undefined
                ? []
                : [
                      new aws.backup.VaultLockConfiguration(
                          children.name("lock"),
                          {
                              backupVaultName: this.vault.name,
                              minRetentionDays: lock.minimumDays,
                              ...(lock.maximumDays === undefined ? {} : { maxRetentionDays: lock.maximumDays }),
                              ...(lock.cannotBeUndoneAfterDays === undefined
                                  ? {}
                                  : { changeableForDays: lock.cannotBeUndoneAfterDays }),
                              region,
                          },
                          // Another lock is another resource: were the old one taken off afterwards, the new one went with it.
                          { ...children.options(), deleteBeforeReplace: true },
                      ),
                  ];

        const namesSome = isNamed(stores) || isNamed(resourceArns);
        if (namesSome || tag !== undefined) {
            const checkedRules = given.output("rules").apply((known) => {
                given.require(lockedOutFaults(known, lock));
                return known;
            });
            const made = checkedRules.apply((known) =>
                Object.values(known).flatMap(({ copyTo = [] }) => copyTo.map(({ vaultArn }) => vaultArn)),
            );
            this.plan = new aws.backup.Plan(
                children.name(),
                {
                    // Not by an output where it can be helped: of that, a preview knows all or nothing.
                    rules: isLater(rules)
                        ? checkedRules.apply((known) => planRules(known, this.vault.name))
                        : planRules(rules, this.vault.name),
                    tags: children.tags(),
                    region,
                },
                children.looseOptions(this.policy, ...locks),
            );
            const { role, allowed } = backupRole(children, {
                roleNamePrefix,
                permissionsBoundary: given.output("permissionsBoundaryArn"),
                readsEverything: isNamed(resourceArns) || tag !== undefined,
                policy: pulumi
                    .all([children.place, given.output("stores"), this.vault.arn, key.arn, made])
                    .apply(([place, stores, arn, keyArn, copyTo]) =>
                        JSON.stringify(
                            policyDocument(
                                backupStatements({
                                    place,
                                    stores,
                                    vault: { arn, keyArn },
                                    copyTo: [...new Set(copyTo)],
                                }),
                            ),
                        ),
                    ),
            });
            this.role = role;
            const select = (child: string, what: Partial<aws.backup.SelectionArgs>): void =>
                void new aws.backup.Selection(
                    child,
                    { planId: this.plan?.id ?? "", iamRoleArn: role.arn, ...what, region },
                    children.looseOptions(...allowed),
                );
            if (namesSome) {
                const named = pulumi
                    .all([given.output("stores"), given.output("resourceArns")])
                    .apply(([known, others]) => [...(known as Store[]).map(({ arn }) => arn), ...others]);
                select(children.name(), { resources: named });
            }
            if (tag !== undefined) {
                select(children.name("tagged"), { selectionTags: [{ type: "STRINGEQUALS", ...tag }] });
            }
            if (alarmTopicArn !== undefined) {
                const topicArn = pulumi
                    .all([given.output("alarmTopicArn"), children.place])
                    .apply(([arn = "", { region }]) => {
                        given.require(topicRegionFaults(arn, region, "alarmTopicArn"));
                        return arn;
                    });
                backupAlarms(children, {
                    vaultName: this.vault.name,
                    rules: isLater(rules) ? {} : rules,
                    topicArn,
                });
            }
        }

        this.key = key.own;
        this.arn = afterwards(this.vault.arn, [this.policy, ...locks]);
        this.vaultName = this.vault.name;
        this.keyArn = key.arn;
        this.requiredKeyStatements = key.requiredStatements;
        this.region = children.place.region;
        this.registerOutputs(outputsOf(this));
    }
}
