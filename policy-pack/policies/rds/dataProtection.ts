import {
    all,
    any,
    must,
    not,
    resourcePolicy,
    say,
    service,
    set,
    settingPolicy,
    stackPolicy,
    when,
} from "../../evaluation";
import type { Link, ResourcePolicy, ResourceReader, Truth, Value } from "../../evaluation";
import { byType } from "../byType";
import { isMadeFromAnother, isOrInherits, KEPT_BACKUPS, mustHaveTwo } from "../databaseCopies";
import { ownKeyPolicy } from "../ownKeys";
import {
    AURORA_MYSQL,
    CLUSTER,
    CLUSTER_INSTANCE,
    GLOBAL_CLUSTER,
    INSTANCE,
    isNoReplica,
    isReplica,
    isServerlessV1,
    runs,
} from "./databases";

const DATABASES = [INSTANCE, CLUSTER] as const;

const instancesOf: Link = {
    from: [CLUSTER_INSTANCE],
    by: "clusterIdentifier",
    to: [CLUSTER],
    named: ["clusterIdentifier", "id"],
};

/** Whether this cluster keeps standbys in other zones without instances that the program names. */
function hasOwnStandbys(cluster: ResourceReader): Truth {
    return any([isServerlessV1(cluster), cluster.get("dbClusterInstanceClass").isPresent()]);
}

/** A new cluster of Aurora, which is encrypted with a key of AWS if with no other, since 18 February 2026. */
function isNewAurora(database: ResourceReader): Truth {
    return database.type === CLUSTER && all([runs(database, /^aurora/), not(isMadeFromAnother(database))]);
}

/** Whether a database that does not say so is encrypted all the same. */
function isEncryptedUnasked(database: ResourceReader): Truth {
    const hasKey = database.type === GLOBAL_CLUSTER ? false : database.get("kmsKeyId").isPresent();
    return any([isReplica(database), isNewAurora(database), all([isMadeFromAnother(database), hasKey])]);
}

const SNAPSHOTS = [
    "aws:rds/snapshot:Snapshot",
    "aws:rds/snapshotCopy:SnapshotCopy",
    "aws:rds/clusterSnapshot:ClusterSnapshot",
    "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy",
] as const;

interface CopyTags extends Pick<ResourcePolicy, "id" | "title" | "types"> {
    readonly control: string;
    readonly example: string;
    readonly appliesIf?: (database: ResourceReader) => Truth;
}

function copyTagsPolicy({ control, example, ...declared }: CopyTags): ResourcePolicy {
    return settingPolicy({
        ...declared,
        severity: "low",
        controls: { fsbp: [control], nist: ["CM-8"], whitepaper: ["RDS"] },
        why: "Who may use a snapshot, who pays for it and when it may go is told by tags. Without them snapshots are strays.",
        fix: { text: "Set `copyTagsToSnapshot`.", example },
        setting: "copyTagsToSnapshot",
        must: { be: true },
        default: false,
        remediates: true,
    });
}

/** Of clusters, each engine is a control of its own. */
const CLUSTER_ENGINES = [
    ["rds-aurora-copy-tags", "Snapshots of Aurora clusters have their tags", "RDS.16", "aurora-postgresql", /aurora/],
    [
        "rds-postgresql-cluster-copy-tags",
        "Snapshots of PostgreSQL clusters have their tags",
        "RDS.47",
        "postgres",
        ["postgres"],
    ],
    ["rds-mysql-cluster-copy-tags", "Snapshots of MySQL clusters have their tags", "RDS.48", "mysql", ["mysql"]],
] as const;

export default service("rds", [
    ...byType(
        (types) =>
            resourcePolicy({
                id: "rds-storage-encrypted",
                title: "RDS databases encrypt their storage",
                severity: "medium",
                level: "mandatory",
                types,
                controls: {
                    cis3: ["2.3.1"],
                    cis5: ["2.2.1"],
                    cis7: ["3.2.1"],
                    nist: ["SC-13", "SC-28"],
                    whitepaper: ["RDS"],
                },
                why: "Storage, backups, replicas and snapshots are as readable as the database was made: encryption cannot be turned on later.",
                fix: {
                    text: "Set `storageEncrypted`. An existing database is encrypted by restoring an encrypted copy of its snapshot.",
                    example: `new aws.rds.Instance("orders", { instanceClass: "db.m7g.large", storageEncrypted: true });`,
                },
                check(database) {
                    const encrypted = database.get("storageEncrypted");
                    return must(
                        any([
                            // Whatever is said.
                            isServerlessV1(database),
                            encrypted.isAbsent ? isEncryptedUnasked(database) : false,
                            isOrInherits(database, encrypted, (given) => given.is(true)),
                        ]),
                        say`Set ${encrypted} to true.`,
                    );
                },
            }),
        // A snapshot is encrypted as its database is.
        { types: [INSTANCE], fsbp: ["RDS.3", "RDS.4"] },
        {
            id: "rds-cluster-storage-encrypted",
            title: "RDS clusters encrypt their storage",
            types: [CLUSTER],
            fsbp: ["RDS.27", "RDS.4"],
            example: `new aws.rds.Cluster("orders", { engine: "aurora-postgresql", storageEncrypted: true });`,
        },
        {
            id: "rds-global-cluster-storage-encrypted",
            title: "Global clusters of RDS encrypt their storage",
            types: [GLOBAL_CLUSTER],
            example: `new aws.rds.GlobalCluster("orders", { globalClusterIdentifier: "orders", storageEncrypted: true });`,
        },
    ),
    ownKeyPolicy({
        id: "rds-storage-cmk",
        what: "RDS databases",
        types: DATABASES,
        setting: "kmsKeyId",
        whitepaper: "RDS",
        example: `new aws.rds.Instance("orders", { instanceClass: "db.m7g.large", storageEncrypted: true, kmsKeyId: key.arn });`,
        appliesIf: isNoReplica,
    }),
    settingPolicy({
        id: "rds-copies-cmk",
        title: "Copies of RDS snapshots and backups name their KMS key",
        severity: "medium",
        types: [
            "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication",
            "aws:rds/clusterActivityStream:ClusterActivityStream",
            "aws:rds/snapshotCopy:SnapshotCopy",
            "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy",
        ],
        controls: { nist: ["SC-12", "SC-28"], whitepaper: ["RDS"] },
        why: "Without a key of its own a copy stays as it was: unencrypted, or bound to a key of AWS that cannot be shared.",
        fix: {
            text: "Name a KMS key, of the Region the copy goes to.",
            example: `new aws.rds.SnapshotCopy("orders", {
    sourceDbSnapshotIdentifier: "arn:aws:rds:eu-west-1:111122223333:snapshot:orders",
    targetDbSnapshotIdentifier: "orders-copy",
    kmsKeyId: key.arn,
});`,
        },
        setting: "kmsKeyId",
        must: { beSet: "the ARN of a KMS key" },
    }),
    ...byType(
        (types) =>
            resourcePolicy({
                id: "rds-backup-retention",
                title: "RDS databases keep backups long enough",
                severity: "medium",
                types,
                controls: { nist: ["CP-9", "SI-12"], whitepaper: ["RDS"] },
                why: "What was lost or altered earlier than the oldest backup cannot be restored. Without backups nothing can.",
                fix: {
                    text: "Raise `backupRetentionPeriod`. The backups of a week cost about as much as the storage that changed in it.",
                    example: `new aws.rds.Instance("orders", { instanceClass: "db.m7g.large", backupRetentionPeriod: 14 });`,
                },
                options: KEPT_BACKUPS,
                check(database, { minimumDays }) {
                    const days = database.get("backupRetentionPeriod");
                    const isEnough = (given: Value): Truth => given.atLeast(minimumDays);
                    const holds =
                        database.type === INSTANCE
                            ? isOrInherits(database, days, isEnough)
                            : isEnough(days.absentAs(1));
                    return when(isNoReplica(database), must(holds, say`Set ${days} to ${minimumDays} days or more.`));
                },
                remediation: (_, { minimumDays }) => [set(["backupRetentionPeriod"], minimumDays)],
            }),
        { types: [INSTANCE], fsbp: "RDS.11" },
        {
            id: "rds-cluster-backup-retention",
            title: "RDS clusters keep backups long enough",
            types: [CLUSTER],
            fsbp: "RDS.50",
            example: `new aws.rds.Cluster("orders", { engine: "aurora-postgresql", backupRetentionPeriod: 14 });`,
        },
    ),
    ...byType(
        (types) =>
            settingPolicy({
                id: "rds-deletion-protection",
                title: "RDS databases are protected from deletion",
                severity: "low",
                types,
                controls: { nist: ["CM-3", "CP-9"], whitepaper: ["RDS"] },
                why: "One wrong command, or a replacement nobody read in a preview, deletes the database and its automated backups.",
                fix: {
                    text: "Set `deletionProtection`. Who means to delete it turns it off first.",
                    example: `new aws.rds.Instance("orders", { instanceClass: "db.m7g.large", deletionProtection: true });`,
                },
                setting: "deletionProtection",
                must: { be: true },
                default: false,
                remediates: true,
            }),
        { types: [INSTANCE], fsbp: "RDS.8" },
        {
            id: "rds-cluster-deletion-protection",
            title: "RDS clusters are protected from deletion",
            types: [CLUSTER],
            fsbp: "RDS.7",
            severity: "medium",
            example: `new aws.rds.Cluster("orders", { engine: "aurora-postgresql", deletionProtection: true });`,
        },
        {
            id: "rds-global-cluster-deletion-protection",
            title: "Global clusters of RDS are protected from deletion",
            types: [GLOBAL_CLUSTER],
            example: `new aws.rds.GlobalCluster("orders", { globalClusterIdentifier: "orders", deletionProtection: true });`,
        },
    ),
    settingPolicy({
        id: "rds-final-snapshot",
        title: "RDS databases leave a snapshot when they are deleted",
        severity: "medium",
        types: DATABASES,
        controls: { nist: ["CP-9"], whitepaper: ["RDS"] },
        why: "Automated backups go with the database. Without a final snapshot nothing is left of its data.",
        fix: {
            text: "Leave `skipFinalSnapshot` out, and name the snapshot.",
            example: `new aws.rds.Instance("orders", { instanceClass: "db.m7g.large", finalSnapshotIdentifier: "orders-final" });`,
        },
        setting: "skipFinalSnapshot",
        must: { be: false },
        default: false,
        // AWS refuses a final snapshot of a replica.
        appliesIf: isNoReplica,
    }),
    copyTagsPolicy({
        id: "rds-copy-tags",
        title: "Snapshots of RDS databases have their tags",
        types: [INSTANCE],
        control: "RDS.17",
        example: `new aws.rds.Instance("orders", { instanceClass: "db.m7g.large", copyTagsToSnapshot: true });`,
    }),
    ...CLUSTER_ENGINES.map(([id, title, control, engine, engines]) =>
        copyTagsPolicy({
            id,
            title,
            types: [CLUSTER],
            control,
            example: `new aws.rds.Cluster("orders", { engine: "${engine}", copyTagsToSnapshot: true });`,
            appliesIf: (cluster) => runs(cluster, engines),
        }),
    ),
    resourcePolicy({
        id: "rds-snapshot-private",
        title: "RDS snapshots are not public",
        severity: "critical",
        types: SNAPSHOTS,
        controls: {
            fsbp: ["RDS.1"],
            nist: ["AC-3", "SC-7"],
            trustedAdvisor: ["rSs93HQwa1"],
            whitepaper: ["RDS"],
        },
        why: "Everybody with an AWS account can restore a public snapshot, and read the whole database.",
        fix: {
            text: "Share snapshots with certain accounts, or with none.",
            example: `new aws.rds.Snapshot("orders", {
    dbInstanceIdentifier: "orders",
    dbSnapshotIdentifier: "orders-before-upgrade",
    sharedAccounts: ["111122223333"],
});`,
        },
        check(snapshot) {
            const accounts = snapshot.get("sharedAccounts");
            return must(not(accounts.some((account) => account.is("all"))), say`Remove "all" from ${accounts}.`);
        },
    }),
    ...byType(
        (types) =>
            stackPolicy({
                id: "rds-multi-az",
                title: "RDS databases outlive the loss of an Availability Zone",
                severity: "medium",
                types,
                controls: {
                    cis5: ["2.2.4"],
                    cis7: ["3.2.4"],
                    nist: ["CP-6", "CP-10"],
                    whitepaper: ["RDS"],
                },
                why: "A database in one zone is gone for as long as the zone is, and during maintenance.",
                fix: {
                    text: "Set `multiAz`, or give an Aurora cluster a second instance. It about doubles the cost of the instances.",
                    example: `new aws.rds.Instance("orders", { instanceClass: "db.m7g.large", multiAz: true });`,
                },
                check(database, stack) {
                    if (database.type === INSTANCE) {
                        const multiAz = database.given("multiAz");
                        // SQL Server Express has no Multi-AZ.
                        const applies = all([isNoReplica(database), not(runs(database, ["sqlserver-ex"]))]);
                        return when(applies, must(multiAz.is(true), say`Set ${multiAz} to true.`));
                    }
                    return mustHaveTwo(stack.linkedTo(database, instancesOf), hasOwnStandbys(database));
                },
            }),
        { types: [INSTANCE], fsbp: "RDS.5" },
        {
            id: "rds-cluster-multi-az",
            title: "RDS clusters outlive the loss of an Availability Zone",
            types: [CLUSTER],
            fsbp: "RDS.15",
            example: `const orders = new aws.rds.Cluster("orders", { engine: "aurora-postgresql" });
new aws.rds.ClusterInstance("first", { clusterIdentifier: orders.id, engine: "aurora-postgresql", instanceClass: "db.r7g.large" });
new aws.rds.ClusterInstance("second", { clusterIdentifier: orders.id, engine: "aurora-postgresql", instanceClass: "db.r7g.large" });`,
        },
    ),
    settingPolicy({
        id: "rds-aurora-backtrack",
        title: "Aurora MySQL clusters can go back in time",
        severity: "medium",
        types: [CLUSTER],
        controls: { fsbp: ["RDS.14"], nist: ["CP-10"], whitepaper: ["RDS"] },
        why: "Backtracking undoes a mistake within minutes, where a restore takes hours. Off by default here: it costs by the change, rules out other features, and can be turned on only when a cluster is made.",
        fix: {
            text: "Set `backtrackWindow` to a number of seconds, up to 72 hours.",
            example: `new aws.rds.Cluster("orders", { engine: "aurora-mysql", backtrackWindow: 86400 });`,
        },
        offByDefault: true,
        setting: "backtrackWindow",
        must: { beAtLeast: 1 },
        default: 0,
        appliesIf: (cluster) => runs(cluster, AURORA_MYSQL),
    }),
]);
