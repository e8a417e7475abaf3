import backup from "../../../policy-pack/policies/backup";
import { byType } from "../support/byType";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";
import { tokenOf } from "../support/token";

const vault = (inputs: Inputs = {}): TestResource => ({ type: "aws:backup/vault:Vault", inputs });
const volume = (inputs: Inputs = {}, more: Partial<TestResource> = {}): TestResource => ({
    type: "aws:ebs/volume:Volume",
    inputs: { availabilityZone: "eu-west-1a", ...inputs },
    ...more,
});
const selection = (inputs: Inputs, more: Partial<TestResource> = {}): TestResource => ({
    type: "aws:backup/selection:Selection",
    name: "daily",
    inputs: { planId: "daily", ...inputs },
    ...more,
});
const lock = (more: Partial<TestResource> = {}): TestResource => ({
    type: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    name: "lock",
    inputs: { backupVaultName: unknown() },
    from: { backupVaultName: ["it"] },
    ...more,
});
const policy = (principal: unknown): TestResource => ({
    type: "aws:backup/vaultPolicy:VaultPolicy",
    inputs: {
        policy: JSON.stringify({
            Statement: [{ Effect: "Allow", Principal: principal, Action: "backup:*", Resource: "*" }],
        }),
    },
});
const SELECT = "Name it in the `resources` or tags of an `aws.backup.Selection` that does not leave it out again.";
const LOCK = "Give it an `aws.backup.VaultLockConfiguration` with its name.";
const TAGGED = { selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "daily" }] };
const bucket: TestResource = { type: "aws:s3/bucket:Bucket", name: "bucket", inputs: {} };
const cluster: TestResource = { type: "aws:rds/cluster:Cluster", inputs: { engine: "aurora-mysql" } };
const fileSystem: TestResource = { type: "aws:efs/fileSystem:FileSystem", inputs: { encrypted: true } };
const database: TestResource = { type: "aws:rds/instance:Instance", inputs: { engine: "mysql" } };
const table: TestResource = { type: "aws:dynamodb/table:Table", inputs: { hashKey: "id" } };
/** What else backups are made of. */
const OTHERS = [
    ...["s3/bucket", "s3/bucketV2", "dynamodb/table", "ec2/instance"],
    ...["docdb/cluster", "neptune/cluster", "redshift/cluster"],
    ...["fsx/lustreFileSystem", "fsx/ontapVolume", "fsx/openZfsFileSystem", "fsx/windowsFileSystem"],
].map((file): TestResource => ({ type: tokenOf(file), name: "other", inputs: {} }));

describeService(backup, {
    "backup-vault-cmk": {
        compliant: { "a key": vault({ kmsKeyArn: "arn:aws:kms:x" }) },
        violating: {
            "a vault": {
                resources: vault({ kmsKeyArn: "" }),
                says: ["Set `kmsKeyArn` to the ARN of a KMS key of your own."],
            },
            "a vault apart": {
                resources: {
                    type: "aws:backup/logicallyAirGappedVault:LogicallyAirGappedVault",
                    inputs: { name: "x" },
                },
                says: ["Set `encryptionKeyArn` to the ARN of a KMS key of your own."],
            },
        },
        absent: {
            "a vault": { resources: vault(), says: ["Set `kmsKeyArn` to the ARN of a KMS key of your own."] },
        },
    },
    "backup-vault-no-force-destroy": {
        says: "Remove `forceDestroy`, or set it to false.",
        compliant: { kept: vault({ forceDestroy: false }) },
        violating: { destroyed: vault({ forceDestroy: true }) },
        absent: "compliant",
    },
    "backup-vault-locked": {
        says: LOCK,
        compliant: {
            locked: { resources: [vault(), lock()] },
            "locked, by its name": [vault({ name: "main" }), lock({ inputs: { backupVaultName: "main" }, from: {} })],
            "locked, by its id": [
                { ...vault(), outputs: { id: "main" } },
                lock({ inputs: { backupVaultName: "main" }, from: {} }),
            ],
        },
        violating: {
            another: [vault(), { ...vault(), name: "other" }, lock({ from: { backupVaultName: ["other"] } })],
        },
        absent: "violating",
        unknown: {
            "which one is locked": {
                resources: [vault(), lock({ from: {} })],
                undetermined: 'It is not known yet what this names: `backupVaultName` of "lock".',
            },
        },
    },
    ...byType(
        {
            "backup-plan-coverage": ["aws:ebs/volume:Volume"],
            "backup-plan-file-systems": ["aws:efs/fileSystem:FileSystem"],
            "backup-plan-databases": ["aws:rds/instance:Instance"],
            "backup-plan-clusters": ["aws:rds/cluster:Cluster"],
            "backup-plan-tables": ["aws:dynamodb/table:Table"],
        },
        {
            says: SELECT,
            compliant: {
                "by its ARN": {
                    resources: [volume(), selection({ resources: [unknown()] }, { from: { resources: ["it"] } })],
                },
                "by its ARN, among others": {
                    resources: [
                        volume(),
                        bucket,
                        selection({ resources: [unknown(), unknown()] }, { from: { resources: ["bucket", "it"] } }),
                    ],
                },
                "by its ARN, once it is known": {
                    resources: [
                        volume({}, { outputs: { arn: "arn:aws:ec2:eu-west-1:111122223333:volume/vol-1" } }),
                        selection({ resources: ["arn:aws:ec2:eu-west-1:111122223333:volume/vol-1"] }),
                    ],
                },
                "with all there is": { resources: [volume(), selection({ resources: ["*"] })] },
                "with all of its kind": {
                    resources: [volume(), selection({ resources: ["arn:aws:ec2:*:*:volume/*"] })],
                },
                "with all clusters": [cluster, selection({ resources: ["arn:aws:rds:*:*:cluster:*"] })],
                "with all databases": [database, selection({ resources: ["arn:aws:rds:*:111122223333:db:*"] })],
                ...Object.fromEntries(
                    [
                        [{ ...table, inputs: { name: "orders" } }, "dynamodb:*:*:table/orders"] as const,
                        [{ ...cluster, inputs: { clusterIdentifier: "orders" } }, "rds:*:*:cluster:orders"] as const,
                        [{ ...database, inputs: { identifier: "orders" } }, "rds:*:*:db:orders"] as const,
                    ].map(([one, arn]) => [
                        `by the ARN that it will have: ${arn}`,
                        [one, selection({ resources: [`arn:aws:${arn}`] })],
                    ]),
                ),
                ...Object.fromEntries(
                    [
                        [{ ...table, inputs: { name: "orders" } }, "dynamodb:*:*:table/ord*"] as const,
                        [{ ...cluster, inputs: { clusterIdentifier: "orders.2" } }, "rds:*:*:cluster:*ers.2"] as const,
                        [table, "dynamodb:*:*:*"] as const,
                        [fileSystem, "elasticfilesystem:*:*:file*"] as const,
                    ].map(([one, arn]) => [
                        `by an ARN with wildcards: ${arn}`,
                        [one, selection({ resources: [`arn:aws:${arn}`] })],
                    ]),
                ),
                "by a wildcard that fits the name that is made up": [
                    table,
                    selection({ resources: ["arn:aws:dynamodb:*:*:table/it-*"] }),
                ],
                "with all there is but another": [
                    { ...table, inputs: { name: "orders" } },
                    selection({ resources: ["*"], notResources: ["arn:aws:dynamodb:*:*:table/logs*"] }),
                ],
                "with all there is but another, not made yet": [
                    volume(),
                    bucket,
                    selection({ resources: ["*"], notResources: [unknown()] }, { from: { notResources: ["bucket"] } }),
                ],
                "with all tables": [table, selection({ resources: ["arn:aws:dynamodb:*:*:table/*"] })],
                "with all file systems": [
                    fileSystem,
                    selection({ resources: ["arn:aws-cn:elasticfilesystem:*:*:file-system/*"] }),
                ],
                "a file system with automatic backups, which are a plan": {
                    resources: [
                        fileSystem,
                        {
                            type: "aws:efs/backupPolicy:BackupPolicy",
                            name: "automatic",
                            inputs: { fileSystemId: unknown(), backupPolicy: { status: "ENABLED" } },
                            from: { fileSystemId: ["it"] },
                        },
                    ],
                },
                "by a tag": { resources: [volume({ tags: { owner: "me", backup: "daily" } }), selection(TAGGED)] },
            },
            violating: {
                "no selection": volume(),
                ...Object.fromEntries(
                    OTHERS.map((other) => [
                        `one of ${other.type}`,
                        [volume(), other, selection({ resources: [unknown()] }, { from: { resources: ["other"] } })],
                    ]),
                ),
                "another tag": [volume({ tags: { backup: "weekly" } }), selection(TAGGED)],
                "whatever its tags are, as none selects": [
                    volume({ tags: unknown() }),
                    selection({ resources: ["arn:aws:rds:*:*:db:*"] }),
                ],
                "its value under another key": [volume({ tags: { owner: "daily" } }), selection(TAGGED)],
                "another kind": [cluster, selection({ resources: ["arn:aws:rds:*:*:db:*"] })],
                "a file system": fileSystem,
                "a database": database,
                "a table": table,
                "a table, where another one is named": [
                    { ...table, inputs: { name: "orders" } },
                    selection({ resources: ["arn:aws:dynamodb:eu-west-1:111122223333:table/orders-2"] }),
                ],
                "a table, where others are named by a wildcard": [
                    { ...table, inputs: { name: "orders" } },
                    selection({ resources: ["arn:aws:dynamodb:*:*:table/ord.*", "arn:aws:dynamodb:*:*:table/*s-*"] }),
                ],
                "a table with a name that is made up, where others are named by a wildcard": [
                    table,
                    selection({ resources: ["arn:aws:dynamodb:*:*:table/orders*"] }),
                ],
                "a volume, where those of a pattern are named": [
                    volume(),
                    selection({ resources: ["arn:aws:ec2:*:*:volume/vol-0*"] }),
                ],
                "all there is, but it": [
                    { ...table, inputs: { name: "orders", tags: { backup: "daily" } } },
                    selection({ ...TAGGED, resources: ["*"], notResources: ["arn:aws:dynamodb:*:*:table/orders"] }),
                ],
                "all there is, but it, which is not made yet": [
                    volume(),
                    selection({ resources: ["*"], notResources: [unknown()] }, { from: { notResources: ["it"] } }),
                ],
            },
            absent: "violating",
            unknown: {
                "what is left out": {
                    resources: [volume(), selection({ resources: ["*"], notResources: unknown() })],
                    undetermined: 'Not known before the update: `notResources[*]` of "daily".',
                },
                "the name, of which some are selected": {
                    resources: [
                        { ...table, inputs: { name: unknown() }, from: { name: ["other"] } },
                        { ...bucket, name: "other" },
                        selection({ resources: ["arn:aws:dynamodb:*:*:table/ord*"] }),
                    ],
                    undetermined: 'Not known before the update: `name`. Cannot be judged: `resources[0]` of "daily".',
                },
                "what is selected": {
                    resources: [volume(), selection({ resources: unknown() })],
                    undetermined: 'Not known before the update: `resources[*]` of "daily".',
                },
                "what is selected, of file systems": {
                    resources: [fileSystem, selection({ resources: unknown() })],
                    undetermined: 'Not known before the update: `resources[*]` of "daily".',
                },
                "what is selected, of tables": {
                    resources: [table, selection({ resources: unknown() })],
                    undetermined: 'Not known before the update: `resources[*]` of "daily".',
                },
                "what is selected, of databases": {
                    resources: [database, selection({ resources: unknown() })],
                    undetermined: 'Not known before the update: `resources[*]` of "daily".',
                },
                "which of them": {
                    resources: [
                        volume(),
                        selection({ resources: unknown() }),
                        selection({ resources: unknown() }, { name: "weekly" }),
                    ],
                    undetermined: 'Not known before the update: `resources[*]` of "daily", `resources[*]` of "weekly".',
                },
                "by which tag": {
                    resources: [
                        volume({ tags: { backup: "daily" } }),
                        selection({ selectionTags: [{ type: "STRINGEQUALS", key: unknown(), value: "daily" }] }),
                    ],
                    undetermined: 'Not known before the update: `selectionTags[0].key` of "daily".',
                },
                "by conditions": {
                    resources: [volume(), selection({ conditions: [{ stringEquals: [unknown()] }] })],
                    undetermined: 'Conditions are not read: `conditions` of "daily".',
                },
            },
            malformed: {},
        },
    ),
    "backup-policy-no-public": {
        says: "Statement 1 of `policy` lets anybody in. Name who may use it, or scope it by a condition.",
        compliant: { "an account": policy({ AWS: "111122223333" }) },
        violating: { anybody: policy("*") },
        absent: "compliant",
    },
});
