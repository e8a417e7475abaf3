import dataProtection from "../../../../policy-pack/policies/rds/dataProtection";
import { eachOutput } from "../../../../policy-pack/testing/cases";
import { byType } from "../../support/byType";
import { describeService } from "../../support/describe";
import { unknown, type Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";
import { cluster, clusterInstance, globalCluster, instance } from "./databases";

const ARN = "arn:aws:kms:eu-west-1:111122223333:key/1234";
const OF_SOURCE = (setting: string): string => `It is that of what it is made from: \`${setting}\`.`;

const of = (type: string, inputs: Inputs): TestResource => ({ type, inputs });
const snapshot = (inputs: Inputs): TestResource => of("aws:rds/snapshot:Snapshot", inputs);
const snapshotCopy = (inputs: Inputs): TestResource => of("aws:rds/snapshotCopy:SnapshotCopy", inputs);
const clusterSnapshotCopy = (inputs: Inputs): TestResource =>
    of("aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy", inputs);

/** An instance of the cluster "it". */
const member = (name: string): TestResource => ({
    ...clusterInstance({ clusterIdentifier: unknown() }),
    name,
    from: { clusterIdentifier: ["it"] },
});
const SECOND = "Give it a second instance (`ClusterInstance` with its `clusterIdentifier`).";

const COPY = "Set `copyTagsToSnapshot` to true.";

describeService(dataProtection, {
    ...byType(
        {
            "rds-storage-encrypted": ["aws:rds/instance:Instance"],
            "rds-cluster-storage-encrypted": ["aws:rds/cluster:Cluster"],
            "rds-global-cluster-storage-encrypted": ["aws:rds/globalCluster:GlobalCluster"],
        },
        {
            says: "Set `storageEncrypted` to true.",
            compliant: {
                "an instance": instance({ storageEncrypted: true }),
                "a cluster": cluster({ storageEncrypted: "true" }),
                "a global cluster": globalCluster({ storageEncrypted: true }),
                "the first Aurora Serverless, which always is": cluster({ engineMode: "serverless" }),
                "the first Aurora Serverless, whatever is said": cluster({
                    engineMode: "serverless",
                    storageEncrypted: false,
                }),
                "a new cluster of Aurora, which AWS encrypts": cluster({ engine: "aurora-postgresql", kmsKeyId: "" }),
                "a replica, which is as its source is": instance({ replicateSourceDb: "orders" }),
                "a restored one, with a key": instance({ snapshotIdentifier: "orders", kmsKeyId: ARN }),
                "a replica that is a cluster, with a key": cluster({
                    replicationSourceIdentifier: "orders",
                    kmsKeyId: ARN,
                }),
                "a restored cluster, with a key": cluster({
                    restoreToPointInTime: { sourceClusterIdentifier: "orders" },
                    kmsKeyId: ARN,
                }),
            },
            violating: {
                "an instance": instance({ storageEncrypted: false }),
                "a new instance with a key": instance({ kmsKeyId: ARN }),
                "a cluster of Aurora that says so": cluster({ engine: "aurora-mysql", storageEncrypted: false }),
                "a cluster of another engine": cluster({ engine: "postgres", engineMode: "provisioned" }),
                "a global cluster": globalCluster({ storageEncrypted: false }),
                "a copy that says so": instance({
                    snapshotIdentifier: "orders",
                    kmsKeyId: ARN,
                    storageEncrypted: false,
                }),
            },
            absent: {
                "an instance": { resources: instance(), says: ["Set `storageEncrypted` to true."] },
                "a cluster, which is of Aurora": cluster(),
                "a global cluster": { resources: globalCluster(), says: ["Set `storageEncrypted` to true."] },
            },
            unknown: {
                "a cluster of an engine that is not known": {
                    resources: cluster({ engine: unknown() }),
                    undetermined: "Not known before the update: `engine`.",
                },
                "what is made from another, without a key": {
                    resources: instance({ restoreToPointInTime: { restoreTime: unknown() } }),
                    undetermined: OF_SOURCE("storageEncrypted"),
                },
                "a global cluster from a cluster that is there": {
                    resources: globalCluster({
                        globalClusterIdentifier: unknown(),
                        sourceDbClusterIdentifier: "arn:aws:rds:eu-west-1:111122223333:cluster:orders",
                    }),
                    undetermined: OF_SOURCE("storageEncrypted"),
                },
                "a replica that is a cluster of Aurora, without a key": {
                    resources: cluster({ engine: "aurora-mysql", replicationSourceIdentifier: unknown() }),
                    undetermined: `Not known before the update: \`replicationSourceIdentifier\`. ${OF_SOURCE("storageEncrypted")}`,
                },
                "a cluster of Aurora from a snapshot, without a key": {
                    resources: cluster({ engine: "aurora-mysql", snapshotIdentifier: unknown() }),
                    undetermined: `Not known before the update: \`snapshotIdentifier\`. ${OF_SOURCE("storageEncrypted")}`,
                },
                "a global cluster from a cluster": {
                    resources: globalCluster({ sourceDbClusterIdentifier: unknown() }),
                    undetermined: `Not known before the update: \`sourceDbClusterIdentifier\`. ${OF_SOURCE("storageEncrypted")}`,
                },
            },
        },
    ),
    "rds-storage-cmk": {
        says: "Set `kmsKeyId` to the ARN of a KMS key of your own.",
        compliant: {
            "an instance": instance({ kmsKeyId: ARN }),
            "a replica, which has that of its source": instance({ replicateSourceDb: "orders" }),
        },
        violating: { "an instance": instance({ kmsKeyId: "" }), "a cluster": cluster({ storageEncrypted: true }) },
        absent: "violating",
    },
    "rds-copies-cmk": {
        says: "Set `kmsKeyId` to the ARN of a KMS key.",
        compliant: { "a copy": snapshotCopy({ kmsKeyId: ARN }) },
        violating: {
            "a copy": snapshotCopy({ sourceDbSnapshotIdentifier: "orders" }),
            "a copy of a cluster's": clusterSnapshotCopy({ kmsKeyId: "" }),
            "backups in another Region": of(
                "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
                { retentionPeriod: 7 },
            ),
            "an activity stream": of("aws:rds/clusterActivityStream:ClusterActivityStream", { mode: "async" }),
        },
        absent: "violating",
        malformed: {},
    },
    ...byType(
        {
            "rds-backup-retention": ["aws:rds/instance:Instance"],
            "rds-cluster-backup-retention": ["aws:rds/cluster:Cluster"],
        },
        {
            says: "Set `backupRetentionPeriod` to 7 days or more.",
            compliant: {
                "a week": instance({ backupRetentionPeriod: 7 }),
                "a month": cluster({ backupRetentionPeriod: "30" }),
                "a replica": instance({ replicateSourceDb: "orders", backupRetentionPeriod: 0 }),
                "a cluster's day, where that is enough": { resources: cluster(), options: { minimumDays: 1 } },
            },
            violating: {
                "a day too few": instance({ backupRetentionPeriod: 6 }),
                none: instance({ backupRetentionPeriod: 0 }),
                "a cluster": cluster({ backupRetentionPeriod: 1 }),
                "a restored cluster, which has a day as others have": cluster({ snapshotIdentifier: "orders" }),
                "a cluster's day, where two are wanted": {
                    resources: cluster(),
                    options: { minimumDays: 2 },
                    says: ["Set `backupRetentionPeriod` to 2 days or more."],
                },
                "an instance, which has none by default": {
                    resources: instance(),
                    options: { minimumDays: 1 },
                    says: ["Set `backupRetentionPeriod` to 1 days or more."],
                },
            },
            absent: "violating",
            unknown: {
                "a restored instance, which has those of its source": {
                    resources: instance({ snapshotIdentifier: unknown(), backupRetentionPeriod: null }),
                    undetermined: `Not known before the update: \`snapshotIdentifier\`. ${OF_SOURCE("backupRetentionPeriod")}`,
                },
            },
        },
    ),
    ...byType(
        {
            "rds-deletion-protection": ["aws:rds/instance:Instance"],
            "rds-cluster-deletion-protection": ["aws:rds/cluster:Cluster"],
            "rds-global-cluster-deletion-protection": ["aws:rds/globalCluster:GlobalCluster"],
        },
        {
            says: "Set `deletionProtection` to true.",
            compliant: {
                on: instance({ deletionProtection: true }),
                "on, of a cluster": cluster({ deletionProtection: true }),
                "on, of a global cluster": globalCluster({ deletionProtection: true }),
            },
            violating: {
                "an instance": instance({ deletionProtection: false }),
                "a cluster": cluster({ deletionProtection: "false" }),
                "a global cluster": globalCluster({ deletionProtection: false }),
            },
            absent: "violating",
        },
    ),
    "rds-final-snapshot": {
        says: "Remove `skipFinalSnapshot`, or set it to false.",
        compliant: {
            kept: instance({ skipFinalSnapshot: false }),
            "a replica, of which none can be made": instance({ replicateSourceDb: "orders", skipFinalSnapshot: true }),
        },
        violating: {
            "an instance": instance({ skipFinalSnapshot: true }),
            "a cluster": cluster({ skipFinalSnapshot: true }),
        },
        absent: "compliant",
    },
    "rds-copy-tags": {
        says: COPY,
        compliant: { copied: instance({ copyTagsToSnapshot: true }) },
        violating: { "not copied": instance({ copyTagsToSnapshot: false }) },
        absent: "violating",
    },
    "rds-aurora-copy-tags": {
        says: COPY,
        compliant: {
            copied: cluster({ engine: "aurora-mysql", copyTagsToSnapshot: true }),
            "another engine": cluster({ engine: "mysql" }),
        },
        violating: { "not copied": cluster({ engine: "aurora-postgresql", copyTagsToSnapshot: false }) },
        absent: "violating",
    },
    ...Object.fromEntries(
        ["postgres", "mysql"].map((engine) => [
            `rds-${engine === "postgres" ? "postgresql" : engine}-cluster-copy-tags`,
            {
                says: COPY,
                compliant: {
                    copied: cluster({ engine, copyTagsToSnapshot: true }),
                    Aurora: cluster({ engine: engine === "mysql" ? "aurora-mysql" : "aurora-postgresql" }),
                },
                violating: { "not copied": cluster({ engine, copyTagsToSnapshot: false }) },
                absent: "compliant" as const,
            },
        ]),
    ),
    "rds-snapshot-private": {
        says: 'Remove "all" from `sharedAccounts`.',
        compliant: {
            "of one account": snapshot({ sharedAccounts: ["111122223333"] }),
            "of nobody else": snapshotCopy({ sharedAccounts: [] }),
        },
        violating: {
            "a snapshot": snapshot({ sharedAccounts: ["all"] }),
            "beside an account": snapshotCopy({ sharedAccounts: ["111122223333", "all"] }),
            "of a cluster": of("aws:rds/clusterSnapshot:ClusterSnapshot", { sharedAccounts: ["all"] }),
            "a copy of a cluster's": clusterSnapshotCopy({ sharedAccounts: ["all"] }),
        },
        absent: "compliant",
    },
    ...byType(
        { "rds-multi-az": ["aws:rds/instance:Instance"], "rds-cluster-multi-az": ["aws:rds/cluster:Cluster"] },
        {
            compliant: {
                "an instance": { resources: instance({ engine: "mysql", multiAz: true }) },
                "a replica": { resources: instance({ replicateSourceDb: "orders" }) },
                "SQL Server Express, which has none": { resources: instance({ engine: "sqlserver-ex" }) },
                "a cluster with two instances": { resources: [cluster(), member("one"), member("two")] },
                "instances that name the cluster": {
                    resources: [
                        cluster({ clusterIdentifier: "orders" }),
                        ...["one", "two"].map((name) => ({
                            ...clusterInstance({ clusterIdentifier: "orders" }),
                            name,
                        })),
                    ],
                },
                ...eachOutput(["clusterIdentifier", "id"], "orders", (outputs) => [
                    { ...cluster(), outputs },
                    ...["one", "two"].map((name) => ({ ...clusterInstance({ clusterIdentifier: "orders" }), name })),
                ]),
                "a Multi-AZ cluster": { resources: cluster({ dbClusterInstanceClass: "db.m6gd.large" }) },
                "the first Aurora Serverless": { resources: cluster({ engineMode: "serverless" }) },
            },
            violating: {
                "an instance": {
                    resources: instance({ engine: "mysql", multiAz: false }),
                    says: ["Set `multiAz` to true."],
                },
                "an instance that does not say": {
                    resources: { ...instance({ engine: "mysql" }), outputs: { multiAz: unknown() } },
                    says: ["Set `multiAz` to true."],
                },
                "a cluster with one instance": { resources: [cluster(), member("one")], says: [SECOND] },
            },
            absent: {
                "an instance": { resources: instance(), says: ["Set `multiAz` to true."] },
                "a cluster": { resources: cluster(), says: [SECOND] },
            },
            unknown: {
                "an instance that may be the cluster's": {
                    resources: [
                        cluster(),
                        { ...cluster(), name: "other" },
                        member("one"),
                        { ...member("two"), from: { clusterIdentifier: ["it", "other"] } },
                    ],
                    says: { other: [SECOND] },
                    undetermined: { it: 'Not known before the update: `clusterIdentifier` of "two".' },
                },
            },
        },
    ),
    "rds-aurora-backtrack": {
        says: "Set `backtrackWindow` to 1 or more.",
        compliant: {
            "a day": cluster({ engine: "aurora-mysql", backtrackWindow: 86_400 }),
            "an engine that has none": cluster({ engine: "aurora-postgresql" }),
        },
        violating: { off: cluster({ engine: "aurora-mysql", backtrackWindow: 0 }) },
        absent: {
            "off by default": {
                resources: cluster({ engine: "aurora" }),
                says: ["Set `backtrackWindow` to 1 or more."],
            },
        },
    },
});
