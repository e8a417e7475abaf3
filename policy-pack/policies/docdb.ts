import { any, must, mustNot, not, resourcePolicy, say, service, settingPolicy, stackPolicy } from "../evaluation";
import { KEPT_BACKUPS, mustEncryptStorage } from "./databaseCopies";
import { ownKeyPolicy } from "./ownKeys";
import { parameterFits } from "./parameterGroups";

const CLUSTER = "aws:docdb/cluster:Cluster";
const ELASTIC_CLUSTER = "aws:docdb/elasticCluster:ElasticCluster";
const GLOBAL_CLUSTER = "aws:docdb/globalCluster:GlobalCluster";
const PARAMETER_GROUP = "aws:docdb/clusterParameterGroup:ClusterParameterGroup";

export default service("docdb", [
    resourcePolicy({
        id: "docdb-encrypted",
        title: "DocumentDB clusters are encrypted",
        severity: "medium",
        level: "mandatory",
        types: [CLUSTER, GLOBAL_CLUSTER],
        controls: { fsbp: ["DocumentDB.1"], nist: ["SC-13", "SC-28"], whitepaper: ["DocumentDB"] },
        why: "Storage, backups and snapshots are as readable as the cluster was made: encryption cannot be turned on later.",
        fix: {
            text: "Set `storageEncrypted`. The cluster is replaced.",
            example: `new aws.docdb.Cluster("orders", { storageEncrypted: true });`,
        },
        check: (cluster) => mustEncryptStorage(cluster, cluster.type === CLUSTER ? "kmsKeyId" : undefined),
    }),
    ownKeyPolicy({
        id: "docdb-cmk",
        what: "DocumentDB clusters",
        types: [CLUSTER, ELASTIC_CLUSTER],
        setting: "kmsKeyId",
        whitepaper: "DocumentDB",
        example: `new aws.docdb.Cluster("orders", { storageEncrypted: true, kmsKeyId: key.arn });`,
    }),
    settingPolicy({
        id: "docdb-backup-retention",
        title: "DocumentDB clusters keep backups long enough",
        severity: "medium",
        types: [CLUSTER, ELASTIC_CLUSTER],
        controls: { fsbp: ["DocumentDB.2", "RDS.50"], nist: ["CP-9", "SI-12"], whitepaper: ["DocumentDB"] },
        why: "What was lost or altered earlier than the oldest backup cannot be restored.",
        fix: {
            text: "Raise `backupRetentionPeriod`.",
            example: `new aws.docdb.Cluster("orders", { backupRetentionPeriod: 14 });`,
        },
        options: KEPT_BACKUPS,
        setting: "backupRetentionPeriod",
        must: { beAtLeast: "minimumDays", unit: "days" },
        default: 1,
        remediates: true,
    }),
    resourcePolicy({
        id: "docdb-audit-log",
        title: "DocumentDB clusters publish their audit log",
        severity: "medium",
        types: [CLUSTER],
        controls: { fsbp: ["DocumentDB.4"], nist: ["AU-2", "AU-12"], whitepaper: ["DocumentDB"] },
        why: "Who connected, and who changed collections or rights, is in no other log.",
        fix: {
            text: "Publish the audit log, and set `audit_logs` in the cluster's parameter group.",
            example: `new aws.docdb.Cluster("orders", { enabledCloudwatchLogsExports: ["audit", "profiler"] });`,
        },
        check(cluster) {
            const exports = cluster.get("enabledCloudwatchLogsExports");
            return must(
                exports.some((log) => log.is("audit")),
                say`Add "audit" to ${exports}.`,
            );
        },
    }),
    resourcePolicy({
        id: "docdb-audit-parameter",
        title: "Parameter groups of DocumentDB turn audit logging on",
        severity: "medium",
        types: [PARAMETER_GROUP],
        controls: { nist: ["AU-2", "AU-12"], whitepaper: ["DocumentDB"] },
        why: "It is off by default: a cluster that publishes its audit log publishes nothing until the parameter is set.",
        fix: {
            text: "Set `audit_logs`.",
            example: `new aws.docdb.ClusterParameterGroup("orders", {
    family: "docdb5.0",
    parameters: [{ name: "audit_logs", value: "enabled" }],
});`,
        },
        check: (group) =>
            must(
                parameterFits(group, "audit_logs", (value) => not(value.isOneOf(["disabled", "none"]))),
                say`Set \`audit_logs\` to "enabled" in \`parameters\`.`,
            ),
    }),
    resourcePolicy({
        id: "docdb-tls-required",
        title: "DocumentDB refuses connections without TLS",
        severity: "medium",
        level: "mandatory",
        types: [PARAMETER_GROUP],
        controls: { fsbp: ["DocumentDB.6"], nist: ["SC-8", "SC-13"], whitepaper: ["DocumentDB"] },
        why: "Without TLS a client sends its password and all data readable.",
        fix: {
            text: "Leave the parameter `tls` out, or set it to `enabled` or a stricter value.",
            example: `new aws.docdb.ClusterParameterGroup("orders", {
    family: "docdb5.0",
    parameters: [{ name: "tls", value: "tls1.2+" }],
});`,
        },
        check: (group) =>
            must(
                parameterFits(group, "tls", (value) => not(value.is("disabled")), true),
                say`Set \`tls\` to "enabled" in \`parameters\`.`,
            ),
    }),
    stackPolicy({
        id: "docdb-tls-minimum",
        title: "DocumentDB refuses TLS before 1.2",
        severity: "medium",
        types: [PARAMETER_GROUP, CLUSTER],
        controls: { fsbp: ["DocumentDB.6"], nist: ["SC-8", "SC-13"], whitepaper: ["DocumentDB"] },
        why: "Older versions of TLS have known flaws, by which what is sent can be read; the default parameter group allows them.",
        fix: {
            text: "Set the parameter `tls` to `tls1.2+`, `tls1.3+` or `fips-140-3`, and give clusters a parameter group of your own.",
            example: `const orders = new aws.docdb.ClusterParameterGroup("orders", {
    family: "docdb5.0",
    parameters: [{ name: "tls", value: "tls1.2+" }],
});
new aws.docdb.Cluster("orders", { dbClusterParameterGroupName: orders.name });`,
        },
        check(resource, stack) {
            if (resource.type === PARAMETER_GROUP) {
                return must(
                    parameterFits(resource, "tls", (value) => value.isOneOf(["tls1.2+", "tls1.3+", "fips-140-3"])),
                    say`Set \`tls\` to "tls1.2+" in \`parameters\`.`,
                );
            }
            const group = resource.given("dbClusterParameterGroupName");
            // One of the stack is judged itself.
            const isMade = stack
                .ofTypes(PARAMETER_GROUP)
                .some((one) => resource.comesFrom("dbClusterParameterGroupName", one));
            const isOwn = group.judgeText((name) => name !== "" && !name.startsWith("default."));
            return must(any([isMade, isOwn]), say`Set ${group} to a group of your own.`);
        },
    }),
    settingPolicy({
        id: "docdb-deletion-protection",
        title: "DocumentDB clusters are protected from deletion",
        severity: "medium",
        types: [CLUSTER, GLOBAL_CLUSTER],
        controls: { fsbp: ["DocumentDB.5"], nist: ["CM-3", "CP-9"], whitepaper: ["DocumentDB"] },
        why: "One wrong command, or a replacement nobody read in a preview, deletes the cluster and its automated backups.",
        fix: {
            text: "Set `deletionProtection`. Who means to delete it turns it off first.",
            example: `new aws.docdb.Cluster("orders", { deletionProtection: true });`,
        },
        setting: "deletionProtection",
        must: { be: true },
        default: false,
        remediates: true,
    }),
    settingPolicy({
        id: "docdb-final-snapshot",
        title: "DocumentDB clusters leave a snapshot when they are deleted",
        severity: "medium",
        types: [CLUSTER],
        controls: { nist: ["CP-9"], whitepaper: ["DocumentDB"] },
        why: "Automated backups go with the cluster. Without a final snapshot nothing is left of its data.",
        fix: {
            text: "Leave `skipFinalSnapshot` out, and name the snapshot.",
            example: `new aws.docdb.Cluster("orders", { finalSnapshotIdentifier: "orders-final" });`,
        },
        setting: "skipFinalSnapshot",
        must: { be: false },
        default: false,
    }),
    resourcePolicy({
        id: "docdb-managed-password",
        title: "No program knows the password of a DocumentDB cluster",
        severity: "medium",
        types: [CLUSTER],
        controls: { nist: ["IA-5(7)"], whitepaper: ["DocumentDB"] },
        why: "A password that the program sets is in its state, and in all copies of that. It is not changed, either.",
        fix: {
            text: "Let DocumentDB make the password, and rotate it in Secrets Manager.",
            example: `new aws.docdb.Cluster("orders", { masterUsername: "orders_owner", manageMasterUserPassword: true });`,
        },
        check(cluster) {
            const password = cluster.get("masterPassword");
            return mustNot(password.isGiven(), say`Remove ${password}, and set \`manageMasterUserPassword\` to true.`);
        },
    }),
    settingPolicy({
        id: "docdb-ca-certificate",
        title: "DocumentDB instances show certificates of a present authority",
        severity: "medium",
        types: ["aws:docdb/clusterInstance:ClusterInstance"],
        controls: { nist: ["SC-8", "SC-12"], whitepaper: ["DocumentDB"] },
        why: "Certificates of the authorities of 2015 and 2019 have expired: clients that verify them cannot connect, and those that do not verify are deceived.",
        fix: {
            text: "Leave the setting out, or name an authority of today.",
            example: `new aws.docdb.ClusterInstance("orders", {
    clusterIdentifier: "orders",
    instanceClass: "db.r6g.large",
    caCertIdentifier: "rds-ca-rsa2048-g1",
});`,
        },
        setting: "caCertIdentifier",
        must: { notBeOneOf: ["rds-ca-2015", "rds-ca-2019"] },
    }),
]);
