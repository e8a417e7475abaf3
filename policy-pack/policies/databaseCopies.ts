import {
    all,
    any,
    integer,
    must,
    say,
    type Linked,
    type Requirement,
    type ResourceReader,
    type Truth,
    type Value,
} from "../evaluation";

const RESTORED = ["snapshotIdentifier", "restoreToPointInTime"];

/** What a database is made from, if it is not a new one. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
    "aws:rds/instance:Instance": ["replicateSourceDb", ...RESTORED],
    "aws:rds/cluster:Cluster": ["replicationSourceIdentifier", ...RESTORED],
    "aws:rds/globalCluster:GlobalCluster": ["sourceDbClusterIdentifier"],
    "aws:docdb/cluster:Cluster": RESTORED,
    "aws:docdb/globalCluster:GlobalCluster": ["sourceDbClusterIdentifier"],
    "aws:neptune/cluster:Cluster": ["replicationSourceIdentifier", "snapshotIdentifier"],
    "aws:neptune/globalCluster:GlobalCluster": ["sourceDbClusterIdentifier"],
};

/** Whether a database is made from another one or from a snapshot: then it has settings of that. */
export function isMadeFromAnother(database: ResourceReader): Truth {
    return any((SOURCES[database.type] ?? []).map((source) => database.get(source).isPresent()));
}

/** Whether a setting fits. Where it is not given, a database made from another one has that of its source. */
export function isOrInherits(database: ResourceReader, setting: Value, fits: (setting: Value) => Truth): Truth {
    return setting.isAbsent && isMadeFromAnother(database) !== false
        ? setting.noteUndetermined(say`It is that of what it is made from`)
        : fits(setting);
}

/** For how long a database's backups have to be kept. */
export const KEPT_BACKUPS = {
    minimumDays: integer({
        default: 7,
        minimum: 1,
        maximum: 35,
        description: "The shortest time to keep backups that is accepted, in days.",
    }),
};

/**
 * Demands that a cluster encrypts its storage. One that is made from another one has that one's encryption, or its own
 * where it names a key.
 *
 * @param key Where the key is named, if it can be.
 */
export function mustEncryptStorage(cluster: ResourceReader, key?: string): Requirement {
    const encrypted = cluster.get("storageEncrypted");
    const hasKey =
        encrypted.isAbsent && key !== undefined
            ? all([isMadeFromAnother(cluster), cluster.get(key).isPresent()])
            : false;
    return must(
        any([hasKey, isOrInherits(cluster, encrypted, (given) => given.is(true))]),
        say`Set ${encrypted} to true.`,
    );
}

/**
 * Demands two instances of a cluster, by a link over their `clusterIdentifier`.
 *
 * @param unless Whether the cluster has standbys that the program does not name.
 */
export function mustHaveTwo({ sure, possible }: Linked, unless: Truth = false): Requirement {
    const isMaybe = sure.length < 2 && sure.length + possible.length >= 2;
    return must(
        any([unless, isMaybe ? "undetermined" : sure.length >= 2]),
        say`Give it a second instance (\`ClusterInstance\` with its \`clusterIdentifier\`).`,
        ...possible.map((instance) => instance.get("clusterIdentifier")),
    );
}
