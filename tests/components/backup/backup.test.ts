import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
    Backup,
    type BackupArgs,
    type BackupTagArgs,
    EncryptionKey,
    SecureBucket,
    SecureTable,
    SecureTopic,
} from "palisade-aws";
import type { InProcessOptions, InProcessResult } from "../../../offline-preview/harness";
import { says, trusts } from "../support/meaning";
import { backup, cloudwatch, component, document, iam, kms, refusal, run, text } from "../support/run";

const account = "123456789012";
const admin = `arn:aws:iam::${account}:role/backups`;
const deployer = `arn:aws:iam::${account}:role/deploy`;
const point = `arn:aws:backup:eu-west-1:${account}:recovery-point:1a`;
const vaultArn = `arn:aws:backup:eu-west-1:${account}:backup-vault:data`;
const elsewhere = "arn:aws:backup:eu-central-1:123456789012:backup-vault:copies";
const table = `arn:aws:dynamodb:eu-west-1:${account}:table/patterns`;
const bucket = "arn:aws:s3:::artifacts";
const keyOf = (id: string) => `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-${id.repeat(12)}`;

const made = (args: BackupArgs, options?: InProcessOptions): Promise<InProcessResult> =>
    run(() => new Backup("data", args), options);
const roleSays = (result: InProcessResult) => {
    const policy = document(result.one(iam("RolePolicy")));
    return (action: string, resource: string, context: Record<string, string> = {}) =>
        says(policy, "the role", action, resource, context);
};

describe("Backup", () => {
    it("keeps backups under a key of its own, in a vault that stays", async () => {
        const result = await made({});
        const { inputs, options } = result.one(backup("Vault"));
        assert.equal(inputs.kmsKeyArn, result.one(kms("Key")).outputs.arn);
        assert.equal(inputs.forceDestroy, false);
        assert.equal(options.protect, true);
        assert.equal(options.retainOnDelete, true);
        assert.deepEqual(result.all(backup("Plan")), []);
        assert.deepEqual(result.all(backup("VaultLockConfiguration")), []);
        const removable = (await made({ removable: true })).one(backup("Vault"));
        assert.equal(removable.inputs.forceDestroy, true);
    });

    describe("its vault", () => {
        const as = (policy: string, principal: string, action: string, resource = vaultArn) =>
            says(policy, principal, action, resource, { "aws:PrincipalArn": principal });
        const ends = ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"];
        const changes = [
            "backup:PutBackupVaultAccessPolicy",
            "backup:DeleteBackupVaultAccessPolicy",
            "backup:DeleteBackupVaultLockConfiguration",
            "backup:DeleteBackupVault",
        ];

        it("without administrators, lets nobody end a recovery point, the account's root neither", async () => {
            const policy = document((await made({})).one(backup("VaultPolicy")));
            for (const action of ends) {
                for (const who of [deployer, admin, `arn:aws:iam::${account}:root`]) {
                    assert.equal(as(policy, who, action, point), "denied", `${who} ${action}`);
                }
            }
            // Or nobody could change it again.
            assert.equal(as(policy, deployer, "backup:PutBackupVaultAccessPolicy"), "not-covered");
            const service = `arn:aws:iam::${account}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup`;
            assert.equal(as(policy, service, "backup:DeleteRecoveryPoint", point), "not-covered");
            assert.equal(as(policy, deployer, "backup:StartRestoreJob", point), "not-covered");
        });

        it("with them, lets them alone, vault, policy and lock included", async () => {
            const policy = document((await made({ administratorArns: [admin] })).one(backup("VaultPolicy")));
            for (const action of [...ends, ...changes]) {
                assert.equal(as(policy, admin, action), "not-covered", action);
                assert.equal(as(policy, deployer, action), "denied", action);
                assert.equal(as(policy, `${admin}2`, action), "denied", action);
            }
            // AWS Config looks for one statement with all three.
            const wanted = [...ends, "backup:PutBackupVaultAccessPolicy"];
            const { Statement: statements } = JSON.parse(policy) as { Statement: { Action: string[] }[] };
            assert.ok(statements.some(({ Action }) => wanted.every((action) => Action.includes(action))));
        });

        it("takes copies of the accounts named", async () => {
            const policy = document((await made({ copiesFrom: ["210987654321"] })).one(backup("VaultPolicy")));
            const copy = (who: string) => as(policy, `arn:aws:iam::${who}:root`, "backup:CopyIntoBackupVault");
            assert.equal(copy("210987654321"), "allowed");
            assert.equal(copy("999988887777"), "not-covered");
            assert.equal(as(policy, "arn:aws:iam::210987654321:root", "backup:StartRestoreJob"), "not-covered");
        });

        it("gives its ARN once it is guarded", async () => {
            const result = await run(() => {
                const { arn } = new Backup("data", { lock: { minimumDays: 7 } });
                return new SecureTopic("other", { tags: { arn } });
            });
            const { propertyDependencies } = result.one("aws:sns/topic:Topic");
            assert.deepEqual(result.names(propertyDependencies.tags ?? []), ["data", "data-lock", "data-policy"]);
        });
    });

    it("locks: governance, and compliance by a name that tells", async () => {
        const governance = (await made({ lock: { minimumDays: 7, maximumDays: 400 } })).one(
            backup("VaultLockConfiguration"),
        );
        assert.equal(governance.inputs.minRetentionDays, 7);
        assert.equal(governance.inputs.maxRetentionDays, 400);
        assert.equal("changeableForDays" in governance.inputs, false);
        const compliance = (await made({ lock: { minimumDays: 7, cannotBeUndoneAfterDays: 3 } })).one(
            backup("VaultLockConfiguration"),
        );
        assert.equal(compliance.inputs.changeableForDays, 3);
        // Changed, it is another resource; taken off after the new one is on, the old one would take it along.
        assert.equal(governance.options.deleteBeforeReplace, true);
    });

    it("makes plans of the rules, with copies", async () => {
        const result = await made({
            stores: [{ arn: table }],
            rules: {
                weekly: {
                    schedule: "cron(30 2 ? * 1 *)",
                    timeZone: "Europe/Berlin",
                    retentionDays: 365,
                    coldAfterDays: 30,
                    copyTo: [{ vaultArn: elsewhere, retentionDays: 120 }],
                },
                every: { schedule: "cron(0 * ? * * *)", retentionDays: 7, continuous: true },
            },
        });
        assert.deepEqual(result.one(backup("Plan")).inputs.rules, [
            {
                ruleName: "weekly",
                targetVaultName: result.one(backup("Vault")).outputs.name,
                schedule: "cron(30 2 ? * 1 *)",
                scheduleExpressionTimezone: "Europe/Berlin",
                enableContinuousBackup: false,
                lifecycle: { deleteAfter: 365, coldStorageAfter: 30 },
                copyActions: [
                    { destinationVaultArn: elsewhere, lifecycle: { deleteAfter: 120, coldStorageAfter: 30 } },
                ],
            },
            {
                ruleName: "every",
                targetVaultName: result.one(backup("Vault")).outputs.name,
                schedule: "cron(0 * ? * * *)",
                scheduleExpressionTimezone: "Etc/UTC",
                enableContinuousBackup: true,
                lifecycle: { deleteAfter: 7 },
                copyActions: [],
            },
        ]);
        const says = roleSays(result);
        assert.equal(says("backup:CopyIntoBackupVault", elsewhere), "allowed");
        assert.equal(says("backup:CopyFromBackupVault", point), "allowed");
        // The vault there has a key of its own, for which AWS Backup is given a grant as well.
        const keyThere = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        assert.equal(says("kms:DescribeKey", keyThere), "allowed");
        assert.equal(says("kms:CreateGrant", keyThere, { "kms:GrantIsForAWSResource": "true" }), "allowed");
        assert.equal(says("kms:CreateGrant", keyThere), "not-covered");
        assert.equal(says("kms:Decrypt", keyThere), "not-covered");
    });

    it("takes a SecureTable and a SecureBucket as they are, and reads these alone", async () => {
        const result = await run(() => {
            const shared = new EncryptionKey("shared");
            const stores = [
                new SecureTable("patterns", { partitionKey: { name: "id" }, key: shared }),
                new SecureBucket("artifacts"),
            ];
            return new Backup("data", { stores });
        });
        const of = (type: string, name: string) => text(result.one(type, name).outputs.arn);
        const tableArn = of("aws:dynamodb/table:Table", "patterns");
        const bucketArn = of("aws:s3/bucket:Bucket", "artifacts");
        assert.deepEqual(result.one(backup("Selection")).inputs.resources, [tableArn, bucketArn]);
        assert.deepEqual(result.all(iam("RolePolicyAttachment")), []);
        assert.equal(result.all(backup("Selection")).length, 1);

        const says = roleSays(result);
        assert.equal(says("dynamodb:StartAwsBackupJob", tableArn), "allowed");
        assert.equal(says("dynamodb:StartAwsBackupJob", `${tableArn}-other`), "not-covered");
        assert.equal(says("s3:GetObjectVersion", `${bucketArn}/a`), "allowed");
        assert.equal(says("s3:GetObjectVersion", "arn:aws:s3:::other/a"), "not-covered");
        const through = (service: string) => ({ "kms:ViaService": `${service}.eu-west-1.amazonaws.com` });
        const [tableKey, bucketKey, vaultKey] = [
            of(kms("Key"), "shared"),
            of(kms("Key"), "artifacts-key"),
            of(kms("Key"), "data-key"),
        ];
        assert.equal(says("kms:Decrypt", tableKey, through("dynamodb")), "allowed");
        assert.equal(says("kms:Decrypt", tableKey, through("s3")), "not-covered");
        assert.equal(says("kms:Decrypt", bucketKey, through("s3")), "allowed");
        assert.equal(says("kms:Decrypt", bucketKey), "not-covered");
        assert.equal(says("kms:GenerateDataKey", vaultKey, through("backup")), "allowed");
        assert.equal(says("kms:CreateGrant", vaultKey, { "kms:GrantIsForAWSResource": "true" }), "allowed");
        assert.equal(says("kms:CreateGrant", vaultKey), "not-covered");
        // AWS Backup asks by the role itself, through no service.
        for (const key of [tableKey, bucketKey, vaultKey]) {
            assert.equal(says("kms:DescribeKey", key), "allowed", key);
        }
        const granted = { "kms:GrantIsForAWSResource": "true" };
        assert.equal(
            says("kms:CreateGrant", "arn:aws:kms:eu-central-1:123456789012:key/other", granted),
            "not-covered",
        );
    });

    it("takes what is backed up, and the rules, as outputs, as programs in other languages give them", async () => {
        const later = <T>(value: T): T => pulumi.output(value) as unknown as T;
        const rules = {
            daily: { schedule: "cron(0 5 ? * * *)", retentionDays: 20, copyTo: [{ vaultArn: elsewhere }] },
        };
        const result = await made({ stores: later([{ arn: table }]), rules: later(rules) });
        assert.deepEqual(result.one(backup("Selection")).inputs.resources, [table]);
        const [rule] = result.one(backup("Plan")).inputs.rules as { lifecycle: object; copyActions: object[] }[];
        assert.deepEqual(rule?.lifecycle, { deleteAfter: 20 });
        assert.equal(rule?.copyActions.length, 1);
        assert.equal(roleSays(result)("dynamodb:StartAwsBackupJob", table), "allowed");
        const others = await made({ resourceArns: later([table]) });
        assert.equal(others.all(iam("RolePolicyAttachment")).length, 2);
        assert.deepEqual(others.one(backup("Selection")).inputs.resources, [table]);
        const { message } = await refusal(
            () => new Backup("data", { stores: [{ arn: table }], rules: later(rules), lock: { minimumDays: 30 } }),
        );
        assert.match(message, /rules.daily.retentionDays: the lock takes nothing that is kept for 20 days/);
    });

    it("its role writes no data and restores nothing, and is AWS Backup's alone", async () => {
        const result = await made({ stores: [{ arn: table }, { arn: bucket, keyArn: keyOf("a") }] });
        const says = roleSays(result);
        for (const [action, resource] of [
            ["dynamodb:RestoreTableFromAwsBackup", table],
            ["dynamodb:DeleteTable", table],
            ["dynamodb:PutItem", table],
            ["dynamodb:GetItem", table],
            ["s3:PutObject", `${bucket}/a`],
            ["s3:DeleteObjectVersion", `${bucket}/a`],
            ["s3:PutBucketPolicy", bucket],
            ["backup:DeleteRecoveryPoint", point],
            ["backup:StartRestoreJob", point],
            ["backup:CopyFromBackupVault", point],
            ["events:PutRule", `arn:aws:events:eu-west-1:${account}:rule/mine`],
        ] as const) {
            assert.equal(says(action, resource), "not-covered", action);
        }
        const trust = text(result.one(iam("Role")).inputs.assumeRolePolicy);
        assert.equal(trusts(trust, "backup.amazonaws.com", "sts:AssumeRole"), "allowed");
        assert.equal(trusts(trust, "lambda.amazonaws.com", "sts:AssumeRole"), "not-covered");
    });

    it("selects others by ARN and by tag, with AWS's managed policies, before which it does not begin", async () => {
        const config = { "aws:region": "cn-north-1" };
        const files = `arn:aws-cn:elasticfilesystem:cn-north-1:${account}:file-system/fs-0a`;
        const result = await made(
            { resourceArns: [files], tag: { key: "backup", value: "daily" }, roleNamePrefix: "app-" },
            { config },
        );
        assert.deepEqual(result.one(backup("Selection"), "data").inputs.resources, [files]);
        const tagged = result.one(backup("Selection"), "data-tagged");
        assert.deepEqual(tagged.inputs.selectionTags, [{ type: "STRINGEQUALS", key: "backup", value: "daily" }]);
        const attached = result.all(iam("RolePolicyAttachment")).map(({ inputs }) => inputs.policyArn);
        assert.deepEqual(attached.sort(), [
            "arn:aws-cn:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
            "arn:aws-cn:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
        ]);
        const waits = result.names(tagged.dependencies);
        assert.ok(["data-role", "data-role-all", "data-role-s3"].every((name) => waits.includes(name)));
        assert.match(text(result.one(iam("Role")).inputs.namePrefix), /^app-data-role-/);
    });

    it("takes no name that the longest of its own would be too long with", async () => {
        const name = "a".repeat(42);
        await run(() => new Backup(name, { stores: [{ arn: table }] }));
        const tag = { key: "backup", value: "daily" };
        const { message } = await refusal(() => new Backup(name, { tag }));
        assert.match(message, /name: no vault can be named after it. Fix: use at most 35 letters/);
        const result = await run(() => new Backup("a".repeat(35), { tag }));
        // The provider adds eight, and AWS Backup takes 50.
        assert.equal(result.one(backup("Selection")).name.length, 42);
    });

    it("tells a topic of all that is not as it should be, of its own vault and of those it copies to", async () => {
        const other = elsewhere.replace("copies", "others");
        const rule = { schedule: "cron(0 5 ? * * *)", retentionDays: 20 };
        const result = await run(() => {
            const topic = new SecureTopic("alerts", { publishers: ["CloudWatchAlarms"] });
            const rules = {
                daily: { ...rule, copyTo: [{ vaultArn: elsewhere }, { vaultArn: pulumi.output(other) }] },
                // To the same vault, whose copies are counted together.
                monthly: { ...rule, copyTo: [{ vaultArn: elsewhere }] },
            };
            return new Backup("data", { stores: [{ arn: table }], rules, alarmTopicArn: topic.arn });
        });
        const alarms = result.all(cloudwatch("MetricAlarm"));
        const vault = text(result.one(backup("Vault")).outputs.name);
        const told = alarms.map(({ name, inputs }) => [
            name,
            inputs.metricName,
            (inputs.dimensions as { BackupVaultName: string }).BackupVaultName,
        ]);
        assert.deepEqual(told.sort(), [
            ["data-backups-aborted", "NumberOfBackupJobsAborted", vault],
            ["data-backups-expired", "NumberOfBackupJobsExpired", vault],
            ["data-backups-failed", "NumberOfBackupJobsFailed", vault],
            ["data-backups-partial", "NumberOfRecoveryPointsPartial", vault],
            ["data-copies-daily-0-failed", "NumberOfCopyJobsFailed", "copies"],
            ["data-copies-daily-1-failed", "NumberOfCopyJobsFailed", "others"],
            ["data-copies-failed", "NumberOfCopyJobsFailed", vault],
            ["data-deletions-failed", "NumberOfRecoveryPointsExpired", vault],
            ["data-restores-failed", "NumberOfRestoreJobsFailed", vault],
        ]);
        for (const { name, inputs } of alarms) {
            assert.deepEqual(inputs.alarmActions, [result.one("aws:sns/topic:Topic").outputs.arn], name);
            assert.equal(inputs.namespace, "AWS/Backup");
            assert.deepEqual(
                [inputs.statistic, inputs.threshold, inputs.comparisonOperator, inputs.treatMissingData],
                ["Sum", 0, "GreaterThanThreshold", "notBreaching"],
            );
        }
        // What each one means is said by itself.
        assert.equal(new Set(alarms.map(({ inputs }) => inputs.alarmDescription)).size, alarms.length);
    });

    it("keeps the role by which AWS Backup ends recovery points, as long as there may be some", async () => {
        const result = await made({ resourceArns: [table] });
        const parts = ["Role", "RolePolicy", "RolePolicyAttachment"].flatMap((type) => result.all(iam(type)));
        assert.deepEqual(
            parts.map(({ options }) => options.retainOnDelete),
            [true, true, true, true],
        );
        assert.equal(result.one(iam("Role")).options.protect, true);
        assert.notEqual(result.one(backup("Plan")).options.retainOnDelete, true);
    });

    it("refuses a topic of another region, which no alarm reaches", async () => {
        const alarmTopicArn = `arn:aws:sns:eu-central-1:${account}:alerts`;
        const { message } = await refusal(() => new Backup("data", { stores: [{ arn: table }], alarmTopicArn }));
        assert.match(message, /alarmTopicArn: it is in another region. Fix: pass a topic in eu-west-1/);
    });

    it("with a key of yours, says what its owner must add", async () => {
        const result = await made({ key: keyOf("a") });
        assert.deepEqual(result.all(kms("Key")), []);
        assert.equal(result.one(backup("Vault")).inputs.kmsKeyArn, keyOf("a"));
        const required = text(result.one(component("Backup")).outputs.requiredKeyStatements);
        const policy = `{"Version":"2012-10-17","Statement":${required}}`;
        const asked = (service: string, action = "kms:CreateGrant") =>
            says(policy, deployer, action, keyOf("a"), { "kms:ViaService": `${service}.eu-west-1.amazonaws.com` });
        assert.equal(asked("backup"), "allowed");
        assert.equal(asked("backup", "kms:GenerateDataKey"), "allowed");
        assert.equal(asked("backup", "kms:ScheduleKeyDeletion"), "not-covered");
        assert.equal(asked("dynamodb"), "not-covered");
    });

    it("refuses at once whatever is wrong", async () => {
        const { faults } = await refusal(
            () =>
                new Backup("data", {
                    stores: [{ arn: "arn:aws:sqs:eu-west-1:123456789012:queue" }, { arn: table, keyArn: "alias/a" }],
                    resourceArns: ["arn:aws:rds:eu-west-1:123456789012:db:*"],
                    rules: {
                        often: { schedule: "cron(0/5 * ? * * *)", retentionDays: 10 },
                        rate: { schedule: "rate(1 day)", retentionDays: 10, timeZone: "here!" },
                        both: { schedule: "cron(0 5 * * * *)", retentionDays: 0 },
                        cold: { schedule: "cron(0 5 ? * * *)", retentionDays: 100, coldAfterDays: 30 },
                        still: { schedule: "cron(0 5 ? * * *)", retentionDays: 36, continuous: true },
                        copied: {
                            schedule: "cron(0 5 ? * * *)",
                            retentionDays: 120,
                            copyTo: [{ vaultArn: "copies", coldAfterDays: 60 }],
                        },
                    },
                    administratorArns: ["arn:aws:iam::123456789012:role/*"],
                    lock: { minimumDays: 7, maximumDays: 3, cannotBeUndoneAfterDays: 1 },
                    copiesFrom: ["*"],
                    tag: { key: "" } as unknown as BackupTagArgs,
                }),
        );
        assert.deepEqual(
            faults.map(({ argument, fault }) => `${argument}: ${fault}`),
            [
                'stores[0].arn: "arn:aws:sqs:eu-west-1:123456789012:queue" is neither a table nor a bucket',
                'stores[1].keyArn: "alias/a" is an alias',
                'resourceArns: "arn:aws:rds:eu-west-1:123456789012:db:*" has a wildcard',
                'rules.often.schedule: "cron(0/5 * ? * * *)" is more often than once an hour',
                'rules.rate.schedule: "rate(1 day)" is no cron expression',
                'rules.rate.timeZone: "here!" is no zone of time',
                'rules.both.schedule: "cron(0 5 * * * *)" needs one ? of day and weekday',
                "rules.both.retentionDays: 0 is not a whole number of days from 1 to 36500",
                "rules.cold.retentionDays: 100 days are fewer than 90 in cold storage",
                "rules.still.continuous: continuous backups are kept for 35 days at most, and never cold",
                'rules.copied.copyTo[0].vaultArn: "copies" is not the ARN of a backup vault',
                "rules.copied.copyTo[0].retentionDays: 120 days are fewer than 90 in cold storage",
                'administratorArns: "arn:aws:iam::123456789012:role/*" is not the ARN of a role',
                "lock.cannotBeUndoneAfterDays: 1 is not a whole number of days from 3 to 36500",
                "lock.maximumDays: it is below minimumDays",
                'copiesFrom: "*" is not an account',
                "tag.key: it has not 1 to 128 characters",
                "tag.value: it is not a text",
            ],
        );
    });

    it("refuses what does not go together", async () => {
        const fault = async (args: BackupArgs) => (await refusal(() => new Backup("data", args))).message;
        const rules = { short: { schedule: "cron(0 5 ? * * *)", retentionDays: 5 } };
        const lock = { minimumDays: 7, maximumDays: 300 };
        assert.match(
            await fault({ stores: [{ arn: table }], rules, lock }),
            /rules.short.retentionDays: the lock takes nothing that is kept for 5 days/,
        );
        // For copies of others, these rules say nothing.
        await made({ lock });
        assert.match(await fault({ stores: [{ arn: table }], lock }), /rules.monthly.retentionDays: the lock takes/);
        assert.match(await fault({ rules }), /rules: it says nothing where nothing is backed up/);
        assert.match(
            await fault({ removable: true, lock: { minimumDays: 1, cannotBeUndoneAfterDays: 3 } }),
            /removable: a vault whose lock nobody can undo cannot be removed/,
        );
        assert.match(
            await fault({ stores: [{ arn: pulumi.output("arn:aws:sqs:eu-west-1:123456789012:queue") }] }),
            /stores\[0\].arn: .* is neither a table nor a bucket/,
        );
    });
});
