import { not, type ResourceReader, type Truth } from "../../evaluation";
import { isOrInherits } from "../databaseCopies";

export const INSTANCE = "aws:rds/instance:Instance";
/** Of Aurora, or a Multi-AZ cluster of another engine. Its instances have no storage of their own. */
export const CLUSTER = "aws:rds/cluster:Cluster";
export const CLUSTER_INSTANCE = "aws:rds/clusterInstance:ClusterInstance";
export const GLOBAL_CLUSTER = "aws:rds/globalCluster:GlobalCluster";
export const PARAMETER_GROUP = "aws:rds/parameterGroup:ParameterGroup";
export const CLUSTER_PARAMETER_GROUP = "aws:rds/clusterParameterGroup:ClusterParameterGroup";

/** A replica of an instance: its source has the backups, and stays if it fails. */
export function isReplica(database: ResourceReader): Truth {
    return database.type === INSTANCE && database.get("replicateSourceDb").isPresent();
}

export function isNoReplica(database: ResourceReader): Truth {
    return not(isReplica(database));
}

/** Engines by their names, or what the names of all editions of one have in common. */
export type Engines = readonly string[] | RegExp;

export const AURORA_MYSQL = ["aurora", "aurora-mysql"] as const;

/** Whether the engine is one of these. A cluster that names none is of Aurora MySQL, as it was before it had to name one. */
export function runs(database: ResourceReader, engines: Engines): Truth {
    return isOrInherits(database, database.get("engine"), (engine) =>
        (database.type === CLUSTER ? engine.absentAs("aurora") : engine).judgeText((name) =>
            engines instanceof RegExp ? engines.test(name) : engines.includes(name),
        ),
    );
}

/** The first Aurora Serverless, which differs from all others: always encrypted, and without instances. */
export function isServerlessV1(cluster: ResourceReader): Truth {
    return cluster.type === CLUSTER && cluster.get("engineMode").is("serverless");
}
