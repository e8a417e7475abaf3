import { any, not, say, type ResourceReader, type Truth, type Value } from "../../evaluation";

export const INSTANCE = "aws:rds/instance:Instance";
/** Of Aurora, or a Multi-AZ cluster of another engine. Its instances have no storage of their own. */
export const CLUSTER = "aws:rds/cluster:Cluster";
export const CLUSTER_INSTANCE = "aws:rds/clusterInstance:ClusterInstance";
export const GLOBAL_CLUSTER = "aws:rds/globalCluster:GlobalCluster";
export const PARAMETER_GROUP = "aws:rds/parameterGroup:ParameterGroup";
export const CLUSTER_PARAMETER_GROUP = "aws:rds/clusterParameterGroup:ClusterParameterGroup";

/** What a database is made from, if it is not a new one. */
const SOURCES = {
    [INSTANCE]: ["replicateSourceDb", "snapshotIdentifier", "restoreToPointInTime"],
    [CLUSTER]: ["replicationSourceIdentifier", "snapshotIdentifier", "restoreToPointInTime"],
    [GLOBAL_CLUSTER]: ["sourceDbClusterIdentifier"],
};

/** Whether a database is made from another one or from a snapshot: then it has settings of that. */
export function isMadeFromAnother(database: ResourceReader): Truth {
    const sources = Object.entries(SOURCES).find(([type]) => type === database.type)?.[1] ?? [];
    return any(sources.map((source) => database.get(source).isPresent()));
}

/** A replica of an instance: its source has the backups, and stays if it fails. */
export function isReplica(database: ResourceReader): Truth {
    return database.type === INSTANCE && database.get("replicateSourceDb").isPresent();
}

export function isNoReplica(database: ResourceReader): Truth {
    return not(isReplica(database));
}

/** Whether a setting fits. Where it is not given, a database made from another one has that of its source. */
export function isOrInherits(database: ResourceReader, setting: Value, fits: (setting: Value) => Truth): Truth {
    return setting.isAbsent && isMadeFromAnother(database) !== false
        ? setting.noteUndetermined(say`It is that of what it is made from`)
        : fits(setting);
}

/** Whether the engine is one of these. */
export function runs(database: ResourceReader, engines: RegExp): Truth {
    return isOrInherits(database, database.get("engine"), (engine) => engine.judgeText((name) => engines.test(name)));
}

/** The first Aurora Serverless, which differs from all others: always encrypted, and without instances. */
export function isServerlessV1(cluster: ResourceReader): Truth {
    return cluster.type === CLUSTER && cluster.get("engineMode").is("serverless");
}
