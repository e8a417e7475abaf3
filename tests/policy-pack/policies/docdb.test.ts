import docdb from "../../../policy-pack/policies/docdb";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const cluster = (inputs: Inputs = {}): TestResource => ({ type: "aws:docdb/cluster:Cluster", inputs });
const elastic = (inputs: Inputs = {}): TestResource => ({ type: "aws:docdb/elasticCluster:ElasticCluster", inputs });
const global = (inputs: Inputs = {}): TestResource => ({ type: "aws:docdb/globalCluster:GlobalCluster", inputs });
const group = (name: string, value: string): TestResource => ({
    type: "aws:docdb/clusterParameterGroup:ClusterParameterGroup",
    inputs: { family: "docdb5.0", parameters: [{ name, value }] },
});
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234";

describeService(docdb, {
    "docdb-encrypted": {
        says: "Set `storageEncrypted` to true.",
        compliant: {
            "a cluster": cluster({ storageEncrypted: true }),
            "a global cluster": global({ storageEncrypted: true }),
            "a global cluster of another one": global({ sourceDbClusterIdentifier: "orders", storageEncrypted: true }),
            "a restored one, with a key": cluster({ snapshotIdentifier: "orders", kmsKeyId: KEY }),
        },
        violating: {
            "a cluster": cluster({ storageEncrypted: false }),
            "a global cluster": global({ storageEncrypted: false }),
            "a new cluster with a key": cluster({ kmsKeyId: KEY }),
        },
        absent: "violating",
        unknown: {
            "a restored one, without a key": {
                resources: cluster({ snapshotIdentifier: "orders", tags: unknown() }),
                undetermined: "It is that of what it is made from: `storageEncrypted`.",
            },
            "a global cluster of another one": {
                resources: global({ sourceDbClusterIdentifier: "orders", deletionProtection: unknown() }),
                undetermined: "It is that of what it is made from: `storageEncrypted`.",
            },
        },
    },
    "docdb-cmk": {
        says: "Set `kmsKeyId` to the ARN of a KMS key of your own.",
        compliant: { "a key": cluster({ kmsKeyId: KEY }) },
        violating: { "a cluster": cluster({ kmsKeyId: "" }), "an elastic cluster": elastic() },
        absent: "violating",
    },
    "docdb-backup-retention": {
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
            "an elastic cluster": elastic({ backupRetentionPeriod: 1 }),
        },
        absent: "violating",
    },
    "docdb-audit-log": {
        says: 'Add "audit" to `enabledCloudwatchLogsExports`.',
        compliant: { published: cluster({ enabledCloudwatchLogsExports: ["profiler", "audit"] }) },
        violating: { another: cluster({ enabledCloudwatchLogsExports: ["profiler"] }) },
        absent: "violating",
    },
    "docdb-audit-parameter": {
        says: 'Set `audit_logs` to "enabled" in `parameters`.',
        compliant: { on: group("audit_logs", "enabled"), "some events": group("audit_logs", "ddl, dml_write") },
        violating: {
            off: group("audit_logs", "disabled"),
            none: group("audit_logs", "none"),
            "not said": group("tls", "enabled"),
        },
        absent: "violating",
    },
    "docdb-tls-required": {
        says: 'Set `tls` to "enabled" in `parameters`.',
        compliant: {
            on: group("tls", "enabled"),
            stricter: group("tls", "tls1.3+"),
            other: group("ttl_monitor", "disabled"),
        },
        violating: { off: group("tls", "disabled") },
        absent: "compliant",
    },
    "docdb-tls-minimum": {
        says: 'Set `tls` to "tls1.2+" in `parameters`.',
        compliant: {
            "1.2": group("tls", "tls1.2+"),
            "1.3": group("tls", "tls1.3+"),
            FIPS: group("tls", "fips-140-3"),
            "a cluster with a group of its own": cluster({ dbClusterParameterGroupName: "orders" }),
            "a cluster with a group of the stack": [
                {
                    ...cluster({ dbClusterParameterGroupName: unknown() }),
                    from: { dbClusterParameterGroupName: ["group"] },
                },
                { ...group("tls", "tls1.2+"), name: "group" },
            ],
        },
        violating: {
            off: group("tls", "disabled"),
            "any version": group("tls", "enabled"),
            "any version, where nothing is said": group("ttl_monitor", "disabled"),
            ...Object.fromEntries(
                ["default.docdb5.0", ""].map((name) => [
                    `a cluster with the default group: "${name}"`,
                    {
                        resources: cluster({ dbClusterParameterGroupName: name }),
                        says: ["Set `dbClusterParameterGroupName` to a group of your own."],
                    },
                ]),
            ),
        },
        absent: {
            "a group": {
                resources: { type: group("", "").type, inputs: { family: "docdb5.0" } },
                says: ['Set `tls` to "tls1.2+" in `parameters`.'],
            },
            "a cluster": { resources: cluster(), says: ["Set `dbClusterParameterGroupName` to a group of your own."] },
        },
    },
    "docdb-deletion-protection": {
        says: "Set `deletionProtection` to true.",
        compliant: { on: cluster({ deletionProtection: true }) },
        violating: {
            "a cluster": cluster({ deletionProtection: false }),
            "a global cluster": global({ deletionProtection: false }),
        },
        absent: "violating",
    },
    "docdb-final-snapshot": {
        says: "Remove `skipFinalSnapshot`, or set it to false.",
        compliant: { kept: cluster({ skipFinalSnapshot: false }) },
        violating: { skipped: cluster({ skipFinalSnapshot: true }) },
        absent: "compliant",
    },
    "docdb-managed-password": {
        says: "Remove `masterPassword`, and set `manageMasterUserPassword` to true.",
        compliant: { "made by DocumentDB": cluster({ manageMasterUserPassword: true }) },
        violating: { set: cluster({ masterPassword: "correct horse" }) },
        absent: "compliant",
        unknown: {
            "made by another resource": {
                resources: cluster({ masterPassword: unknown() }),
                says: ["Remove `masterPassword`, and set `manageMasterUserPassword` to true."],
            },
        },
        malformed: {},
        byPresenceAlone: true,
    },
    "docdb-ca-certificate": {
        says: 'Remove `caCertIdentifier`, or set it to something else than "rds-ca-2015" or "rds-ca-2019".',
        compliant: {
            "of today": {
                type: "aws:docdb/clusterInstance:ClusterInstance",
                inputs: { caCertIdentifier: "rds-ca-rsa2048-g1" },
            },
        },
        violating: {
            expired: { type: "aws:docdb/clusterInstance:ClusterInstance", inputs: { caCertIdentifier: "rds-ca-2019" } },
        },
        absent: "compliant",
    },
});
