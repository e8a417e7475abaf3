import neptune from "../../../policy-pack/policies/neptune";
import { eachOutput } from "../../../policy-pack/testing/cases";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const cluster = (inputs: Inputs = {}): TestResource => ({ type: "aws:neptune/cluster:Cluster", inputs });
const global = (inputs: Inputs = {}): TestResource => ({ type: "aws:neptune/globalCluster:GlobalCluster", inputs });
const instance = (inputs: Inputs = {}): TestResource => ({
    type: "aws:neptune/clusterInstance:ClusterInstance",
    inputs,
});
const member = (name: string): TestResource => ({
    ...instance({ clusterIdentifier: unknown() }),
    name,
    from: { clusterIdentifier: ["it"] },
});
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234";

describeService(neptune, {
    "neptune-encrypted": {
        says: "Set `storageEncrypted` to true.",
        compliant: {
            "a cluster": cluster({ storageEncrypted: true }),
            "a restored one, with a key": cluster({ snapshotIdentifier: "graph", kmsKeyArn: KEY }),
        },
        violating: {
            "a cluster": cluster({ storageEncrypted: false }),
            "a global cluster": global({ storageEncrypted: false }),
        },
        absent: "violating",
        unknown: {
            "a restored one, without a key": {
                resources: cluster({ snapshotIdentifier: "graph", tags: unknown() }),
                undetermined: "It is that of what it is made from: `storageEncrypted`.",
            },
            "a global cluster of another one": {
                resources: global({ sourceDbClusterIdentifier: "graph", deletionProtection: unknown() }),
                undetermined: "It is that of what it is made from: `storageEncrypted`.",
            },
            "a replica": {
                resources: cluster({ replicationSourceIdentifier: unknown(), storageEncrypted: null }),
                undetermined:
                    "Not known before the update: `replicationSourceIdentifier`. It is that of what it is made from: `storageEncrypted`.",
            },
        },
    },
    "neptune-cmk": {
        says: "Set `kmsKeyArn` to the ARN of a KMS key of your own.",
        compliant: { "a key": cluster({ kmsKeyArn: KEY }) },
        violating: { none: cluster({ kmsKeyArn: "" }) },
        absent: "violating",
    },
    "neptune-audit-log": {
        says: 'Add "audit" to `enableCloudwatchLogsExports`.',
        compliant: { published: cluster({ enableCloudwatchLogsExports: ["audit"] }) },
        violating: { another: cluster({ enableCloudwatchLogsExports: ["slowquery"] }) },
        absent: "violating",
    },
    "neptune-not-public": {
        says: "Remove `publiclyAccessible`, or set it to false.",
        compliant: { private: instance({ publiclyAccessible: false }) },
        violating: { public: instance({ publiclyAccessible: true }) },
        absent: "compliant",
    },
    "neptune-deletion-protection": {
        says: "Set `deletionProtection` to true.",
        compliant: { on: cluster({ deletionProtection: true }) },
        violating: {
            "a cluster": cluster({ deletionProtection: false }),
            "a global cluster": global({ deletionProtection: false }),
        },
        absent: "violating",
    },
    "neptune-backup-retention": {
        says: "Set `backupRetentionPeriod` to 7 days or more.",
        compliant: {
            "a week": cluster({ backupRetentionPeriod: 7 }),
            "a day, where that is enough": { resources: cluster(), options: { minimumDays: 1 } },
        },
        violating: {
            "the day that is kept by default, where two are demanded": {
                resources: cluster(),
                options: { minimumDays: 2 },
                says: ["Set `backupRetentionPeriod` to 2 days or more."],
            },
            "six days": cluster({ backupRetentionPeriod: 6 }),
        },
        absent: "violating",
    },
    "neptune-iam-authentication": {
        says: "Set `iamDatabaseAuthenticationEnabled` to true.",
        compliant: { on: cluster({ iamDatabaseAuthenticationEnabled: true }) },
        violating: { off: cluster({ iamDatabaseAuthenticationEnabled: false }) },
        absent: "violating",
    },
    "neptune-copy-tags": {
        says: "Set `copyTagsToSnapshot` to true.",
        compliant: { copied: cluster({ copyTagsToSnapshot: true }) },
        violating: { not: cluster({ copyTagsToSnapshot: false }) },
        absent: "violating",
    },
    "neptune-multi-az": {
        says: "Give it a second instance (`ClusterInstance` with its `clusterIdentifier`).",
        compliant: {
            two: { resources: [cluster(), member("one"), member("two")] },
            ...eachOutput(["clusterIdentifier", "id"], "graph", (outputs) => [
                { ...cluster(), outputs },
                ...["one", "two"].map((name) => ({ ...instance({ clusterIdentifier: "graph" }), name })),
            ]),
        },
        violating: { one: [cluster(), member("one")] },
        absent: "violating",
        unknown: {
            "whose the second one is": {
                resources: [cluster(), member("one"), { ...member("two"), from: {} }],
                undetermined: 'Not known before the update: `clusterIdentifier` of "two".',
            },
        },
    },
    "neptune-auto-minor-upgrade": {
        says: "Remove `autoMinorVersionUpgrade`, or set it to true.",
        compliant: { on: instance({ autoMinorVersionUpgrade: true }) },
        violating: { off: instance({ autoMinorVersionUpgrade: false }) },
        absent: "compliant",
    },
    "neptune-final-snapshot": {
        says: "Remove `skipFinalSnapshot`, or set it to false.",
        compliant: { kept: cluster({ skipFinalSnapshot: false }) },
        violating: { skipped: cluster({ skipFinalSnapshot: true }) },
        absent: "compliant",
    },
});
