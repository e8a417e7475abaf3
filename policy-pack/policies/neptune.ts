import { must, resourcePolicy, say, service, settingPolicy, stackPolicy } from "../evaluation";
import type { Link } from "../evaluation";
import { KEPT_BACKUPS, mustEncryptStorage, mustHaveTwo } from "./databaseCopies";
import { ownKeyPolicy } from "./ownKeys";

const CLUSTER = "aws:neptune/cluster:Cluster";
const CLUSTER_INSTANCE = "aws:neptune/clusterInstance:ClusterInstance";
const GLOBAL_CLUSTER = "aws:neptune/globalCluster:GlobalCluster";

const instancesOf: Link = {
    from: [CLUSTER_INSTANCE],
    by: "clusterIdentifier",
    to: [CLUSTER],
    named: ["clusterIdentifier", "id"],
};

export default service("neptune", [
    resourcePolicy({
        id: "neptune-encrypted",
        title: "Neptune clusters are encrypted",
        severity: "medium",
        level: "mandatory",
        types: [CLUSTER, GLOBAL_CLUSTER],
        controls: { fsbp: ["Neptune.1", "Neptune.6"], nist: ["SC-13", "SC-28"], whitepaper: ["Neptune"] },
        why: "Storage, backups and snapshots are as readable as the cluster was made: encryption cannot be turned on later.",
        fix: {
            text: "Set `storageEncrypted`. The cluster is replaced.",
            example: `new aws.neptune.Cluster("graph", { storageEncrypted: true });`,
        },
        check: (cluster) => mustEncryptStorage(cluster, cluster.type === CLUSTER ? "kmsKeyArn" : undefined),
    }),
    ownKeyPolicy({
        id: "neptune-cmk",
        what: "Neptune clusters",
        types: [CLUSTER],
        setting: "kmsKeyArn",
        whitepaper: "Neptune",
        example: `new aws.neptune.Cluster("graph", { storageEncrypted: true, kmsKeyArn: key.arn });`,
    }),
    resourcePolicy({
        id: "neptune-audit-log",
        title: "Neptune clusters publish their audit log",
        severity: "medium",
        types: [CLUSTER],
        controls: { fsbp: ["Neptune.2"], nist: ["AU-2", "AU-12"], whitepaper: ["Neptune"] },
        why: "Who connected, and what was asked, is in no other log.",
        fix: {
            text: "Publish the audit log, and set `neptune_enable_audit_log` in the cluster's parameter group.",
            example: `new aws.neptune.Cluster("graph", { enableCloudwatchLogsExports: ["audit"] });`,
        },
        check(cluster) {
            const exports = cluster.get("enableCloudwatchLogsExports");
            return must(
                exports.some((log) => log.is("audit")),
                say`Add "audit" to ${exports}.`,
            );
        },
    }),
    settingPolicy({
        id: "neptune-not-public",
        title: "Neptune instances have no public address",
        severity: "critical",
        types: [CLUSTER_INSTANCE],
        controls: { nist: ["AC-3", "SC-7"], whitepaper: ["Neptune"] },
        why: "With a public address only a security group, and IAM where it is turned on, stand before the graph.",
        fix: {
            text: "Leave `publiclyAccessible` out.",
            example: `new aws.neptune.ClusterInstance("graph", { clusterIdentifier: "graph", instanceClass: "db.r6g.large" });`,
        },
        setting: "publiclyAccessible",
        must: { be: false },
        default: false,
        remediates: true,
    }),
    settingPolicy({
        id: "neptune-deletion-protection",
        title: "Neptune clusters are protected from deletion",
        severity: "low",
        types: [CLUSTER, GLOBAL_CLUSTER],
        controls: { fsbp: ["Neptune.4"], nist: ["CM-3", "CP-9"], whitepaper: ["Neptune"] },
        why: "One wrong command, or a replacement nobody read in a preview, deletes the cluster and its automated backups.",
        fix: {
            text: "Set `deletionProtection`. Who means to delete it turns it off first.",
            example: `new aws.neptune.Cluster("graph", { deletionProtection: true });`,
        },
        setting: "deletionProtection",
        must: { be: true },
        default: false,
        remediates: true,
    }),
    settingPolicy({
        id: "neptune-backup-retention",
        title: "Neptune clusters keep backups long enough",
        severity: "medium",
        types: [CLUSTER],
        controls: { fsbp: ["Neptune.5", "RDS.50"], nist: ["CP-9", "SI-12"], whitepaper: ["Neptune"] },
        why: "What was lost or altered earlier than the oldest backup cannot be restored.",
        fix: {
            text: "Raise `backupRetentionPeriod`.",
            example: `new aws.neptune.Cluster("graph", { backupRetentionPeriod: 14 });`,
        },
        options: KEPT_BACKUPS,
        setting: "backupRetentionPeriod",
        must: { beAtLeast: "minimumDays", unit: "days" },
        default: 1,
        remediates: true,
    }),
    settingPolicy({
        id: "neptune-iam-authentication",
        title: "Neptune clusters know who calls",
        severity: "medium",
        types: [CLUSTER],
        controls: { fsbp: ["Neptune.7"], nist: ["AC-3", "IA-2"], whitepaper: ["Neptune"] },
        why: "Neptune has no passwords: without IAM authentication whoever reaches it on the network may do anything.",
        fix: {
            text: "Set `iamDatabaseAuthenticationEnabled`, and let clients sign their requests.",
            example: `new aws.neptune.Cluster("graph", { iamDatabaseAuthenticationEnabled: true });`,
        },
        setting: "iamDatabaseAuthenticationEnabled",
        must: { be: true },
        default: false,
    }),
    settingPolicy({
        id: "neptune-copy-tags",
        title: "Snapshots of Neptune clusters have their tags",
        severity: "low",
        types: [CLUSTER],
        controls: { fsbp: ["Neptune.8"], nist: ["CM-8"], whitepaper: ["Neptune"] },
        why: "Who may use a snapshot, who pays for it and when it may go is told by tags. Without them snapshots are strays.",
        fix: {
            text: "Set `copyTagsToSnapshot`.",
            example: `new aws.neptune.Cluster("graph", { copyTagsToSnapshot: true });`,
        },
        setting: "copyTagsToSnapshot",
        must: { be: true },
        default: false,
        remediates: true,
    }),
    stackPolicy({
        id: "neptune-multi-az",
        title: "Neptune clusters outlive the loss of an Availability Zone",
        severity: "medium",
        types: [CLUSTER],
        controls: { fsbp: ["Neptune.9"], nist: ["CP-6", "CP-10"], whitepaper: ["Neptune"] },
        why: "With one instance the cluster is gone for as long as its zone is, and during maintenance.",
        fix: {
            text: "Give the cluster a second instance. It doubles the cost of the instances.",
            example: `const graph = new aws.neptune.Cluster("graph", { storageEncrypted: true });
for (const name of ["first", "second"]) {
    new aws.neptune.ClusterInstance(name, { clusterIdentifier: graph.id, instanceClass: "db.r6g.large" });
}`,
        },
        check: (cluster, stack) => mustHaveTwo(stack.linkedTo(cluster, instancesOf)),
    }),
    settingPolicy({
        id: "neptune-auto-minor-upgrade",
        title: "Neptune instances take minor upgrades by themselves",
        severity: "medium",
        types: [CLUSTER_INSTANCE],
        controls: { nist: ["SI-2"], whitepaper: ["Neptune"] },
        why: "Minor versions are where security flaws are mended. A cluster that waits for somebody stays open until then.",
        fix: {
            text: "Leave `autoMinorVersionUpgrade` out, and choose a maintenance window.",
            example: `new aws.neptune.ClusterInstance("graph", { clusterIdentifier: "graph", instanceClass: "db.r6g.large" });`,
        },
        setting: "autoMinorVersionUpgrade",
        must: { be: true },
        default: true,
        remediates: true,
    }),
    settingPolicy({
        id: "neptune-final-snapshot",
        title: "Neptune clusters leave a snapshot when they are deleted",
        severity: "medium",
        types: [CLUSTER],
        controls: { nist: ["CP-9"], whitepaper: ["Neptune"] },
        why: "Automated backups go with the cluster. Without a final snapshot nothing is left of its data.",
        fix: {
            text: "Leave `skipFinalSnapshot` out, and name the snapshot.",
            example: `new aws.neptune.Cluster("graph", { finalSnapshotIdentifier: "graph-final" });`,
        },
        setting: "skipFinalSnapshot",
        must: { be: false },
        default: false,
    }),
]);
