import { all, eitherOf, must, not, resourcePolicy, say, service, settingPolicy, when } from "../../evaluation";
import type { Policy, Requirement, ResourceReader, Truth } from "../../evaluation";
import { parameterFits } from "../parameterGroups";
import {
    AURORA_MYSQL,
    CLUSTER,
    CLUSTER_PARAMETER_GROUP,
    INSTANCE,
    PARAMETER_GROUP,
    isNoReplica,
    isServerlessV1,
    runs,
    type Engines,
} from "./databases";
import { ON, parameterIs } from "./parameters";

/** Where a database names its parameter group. The default one logs no statements, and cannot be changed. */
const GROUP_SETTING: Readonly<Record<string, string>> = {
    [INSTANCE]: "parameterGroupName",
    [CLUSTER]: "dbClusterParameterGroupName",
};

const exampleExports = (engine: string, ...logs: string[]): string => `new aws.rds.Instance("orders", {
    engine: "${engine}",
    instanceClass: "db.m7g.large",
    enabledCloudwatchLogsExports: ${JSON.stringify(logs).replaceAll(",", ", ")},
});`;

interface NeededLogs {
    id: string;
    title: string;
    control: string;
    types: readonly [string, ...string[]];
    engines: Engines;
    /** Logs, and which of the engines have them, if not all do. */
    logsOf: readonly (readonly [log: string, engines?: Engines])[];
    example: string;
}

/**
 * By engine, the logs without which the others tell little. Aurora MySQL has a policy of its own.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-36 (also rds-37, rds-40, rds-42)
 */
const NEEDED_LOGS: readonly NeededLogs[] = [
    {
        id: "rds-postgresql-log-export",
        title: "RDS databases of PostgreSQL publish the server's log",
        control: "RDS.36",
        types: [INSTANCE, CLUSTER],
        engines: ["postgres"],
        logsOf: [["postgresql"]],
        example: exampleExports("postgres", "postgresql", "upgrade"),
    },
    {
        id: "rds-aurora-postgresql-log-export",
        title: "Aurora PostgreSQL clusters publish the server's log",
        control: "RDS.37",
        types: [CLUSTER],
        engines: ["aurora-postgresql"],
        logsOf: [["postgresql"]],
        example: `new aws.rds.Cluster("orders", { engine: "aurora-postgresql", enabledCloudwatchLogsExports: ["postgresql"] });`,
    },
    {
        id: "rds-mariadb-log-exports",
        title: "RDS databases of MariaDB publish the audit and the error log",
        control: "RDS.42",
        types: [INSTANCE],
        engines: ["mariadb"],
        logsOf: [["audit"], ["error"]],
        example: exampleExports("mariadb", "audit", "error"),
    },
    {
        id: "rds-sqlserver-log-exports",
        title: "RDS databases of SQL Server publish the error and the agent's log",
        control: "RDS.40",
        types: [INSTANCE],
        engines: /sqlserver/,
        // SQL Server Express has no agent.
        logsOf: [["error"], ["agent", /sqlserver-(?!ex$)/]],
        example: exampleExports("sqlserver-se", "agent", "error"),
    },
];

/**
 * By engine, all logs that Security Hub asks for. SQL Server Express has no agent.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-9
 */
const ALL_LOGS: readonly (readonly [engines: Engines, ...logs: readonly string[]])[] = [
    [/oracle/, "alert", "audit", "trace", "listener"],
    [["postgres"], "postgresql", "upgrade"],
    [[...AURORA_MYSQL, "mysql", "mariadb"], "audit", "error", "general", "slowquery"],
    [/sqlserver/, "error"],
    [/sqlserver-(?!ex$)/, "agent"],
    [["aurora-postgresql"], "postgresql"],
];

/** Demands that a database publishes a log. */
function mustPublish(database: ResourceReader, log: string): Requirement {
    const exports = database.get("enabledCloudwatchLogsExports");
    return must(
        exports.some((one) => one.is(log)),
        say`Add ${eitherOf([log])} to ${exports}.`,
    );
}

/** The first Aurora Serverless publishes by itself what its parameters have it log. */
function publishes(database: ResourceReader, engines: Engines): Truth {
    return all([runs(database, engines), not(isServerlessV1(database))]);
}

interface PublishedLogs extends Pick<Policy, "id" | "title" | "types" | "controls"> {
    /** Where the logs are otherwise. */
    disks: string;
    example: string;
}

function publishesLogs({ disks, example, ...policy }: PublishedLogs): Policy {
    return settingPolicy({
        ...policy,
        severity: "medium",
        why: `Logs on ${disks} are gone after days, and with it; who got hold of the database can delete them.`,
        fix: { text: "Name the logs to publish, and let a log group keep them as long as they are needed.", example },
        setting: "enabledCloudwatchLogsExports",
        must: { beSet: "the logs to publish" },
    });
}

export default service("rds", [
    publishesLogs({
        id: "rds-log-exports",
        title: "RDS instances publish their logs",
        types: [INSTANCE],
        controls: { fsbp: ["RDS.9"], nist: ["AU-2", "AU-12"], whitepaper: ["RDS"] },
        disks: "the database's own disk",
        example: exampleExports("postgres", "postgresql", "upgrade"),
    }),
    publishesLogs({
        id: "rds-cluster-log-exports",
        title: "RDS clusters publish their logs",
        types: [CLUSTER],
        controls: { nist: ["AU-2", "AU-12"], whitepaper: ["RDS"] },
        disks: "the cluster's own disks",
        example: `new aws.rds.Cluster("orders", { engine: "aurora-mysql", enabledCloudwatchLogsExports: ["audit", "error"] });`,
    }),
    resourcePolicy({
        id: "rds-all-log-exports",
        title: "RDS databases publish all logs of their engine",
        severity: "medium",
        types: [INSTANCE, CLUSTER],
        controls: { fsbp: ["RDS.9"], nist: ["AU-2", "AU-12"], whitepaper: ["RDS"] },
        why: "What one log leaves out is in another. Off by default here: a general log holds each statement, with what is in it, and costs by the gigabyte.",
        fix: {
            text: "Publish all of them, and turn on in the parameter group those that the engine leaves off.",
            example: exampleExports("mysql", "audit", "error", "general", "slowquery"),
        },
        offByDefault: true,
        check: (database) =>
            ALL_LOGS.map(([engines, ...logs]) =>
                when(
                    publishes(database, engines),
                    logs.map((log) => mustPublish(database, log)),
                ),
            ),
    }),
    ...NEEDED_LOGS.map(({ id, title, control, types, engines, logsOf, example }) =>
        resourcePolicy({
            id,
            title,
            severity: "medium",
            types,
            controls: { fsbp: [control], nist: ["AU-2", "AU-12"], whitepaper: ["RDS"] },
            why: "Without it the others tell little: what the server refused, or who did what, is in no other log.",
            fix: { text: "Add it to the logs that are published.", example },
            check: (database) =>
                logsOf.map(([log, which]) => when(runs(database, which ?? engines), mustPublish(database, log))),
        }),
    ),
    resourcePolicy({
        id: "rds-aurora-audit-log",
        title: "Aurora MySQL clusters publish their audit log",
        severity: "medium",
        types: [CLUSTER],
        controls: { fsbp: ["RDS.34"], nist: ["AU-2", "AU-12"], whitepaper: ["RDS"] },
        why: "Who connected, and what was asked, is in no other log.",
        fix: {
            text: "Publish the audit log, and set `server_audit_logging` in the cluster's parameter group.",
            example: `new aws.rds.Cluster("orders", { engine: "aurora-mysql", enabledCloudwatchLogsExports: ["audit"] });`,
        },
        check: (cluster) => when(publishes(cluster, AURORA_MYSQL), mustPublish(cluster, "audit")),
    }),
    resourcePolicy({
        id: "rds-aurora-audit-logging",
        title: "Parameter groups of Aurora MySQL clusters turn audit logging on",
        severity: "medium",
        types: [CLUSTER_PARAMETER_GROUP],
        controls: { fsbp: ["RDS.45"], nist: ["AU-2", "AU-12"], whitepaper: ["RDS"] },
        why: "It is off by default: a cluster that publishes its audit log publishes nothing until the parameter is set.",
        fix: {
            text: "Set `server_audit_logging`, and `server_audit_events` to what is to be recorded.",
            example: `new aws.rds.ClusterParameterGroup("orders", {
    family: "aurora-mysql8.0",
    parameters: [
        { name: "server_audit_logging", value: "1" },
        { name: "server_audit_events", value: "CONNECT,QUERY_DCL,QUERY_DDL" },
    ],
});`,
        },
        check: (group) =>
            when(
                group.get("family").judgeText((family) => family.startsWith("aurora-mysql")),
                [
                    must(
                        parameterIs(group, { name: "server_audit_logging", values: ON }),
                        say`Set \`server_audit_logging\` to "1" in \`parameters\`.`,
                    ),
                    // Without a name of an event nothing is recorded.
                    must(
                        parameterFits(group, "server_audit_events", (events) =>
                            events.judgeText((names) => names.trim() !== ""),
                        ),
                        say`Set \`server_audit_events\` in \`parameters\` to the events to record.`,
                    ),
                ],
            ),
    }),
    resourcePolicy({
        id: "rds-postgres-query-logging",
        title: "Databases of PostgreSQL log statements",
        severity: "medium",
        types: [PARAMETER_GROUP, CLUSTER_PARAMETER_GROUP, INSTANCE, CLUSTER],
        controls: { nist: ["AU-2", "AU-3"], whitepaper: ["RDS"] },
        why: "By default PostgreSQL logs errors only: neither changes of tables and rights nor slow statements.",
        fix: {
            text: "Set `log_statement` to `ddl` or more, and `log_min_duration_statement` to the milliseconds from which a statement is slow.",
            example: `new aws.rds.ParameterGroup("orders", {
    family: "postgres17",
    parameters: [
        { name: "log_statement", value: "ddl" },
        { name: "log_min_duration_statement", value: "1000" },
    ],
});`,
        },
        check(resource) {
            const named = GROUP_SETTING[resource.type];
            if (named !== undefined) {
                const group = resource.get(named);
                const isOwn = group.judgeText((name) => name !== "" && !name.startsWith("default."));
                return when(
                    all([isNoReplica(resource), runs(resource, /postgres/)]),
                    must(isOwn, say`Set ${group} to a parameter group that logs statements.`),
                );
            }
            return when(
                resource.get("family").judgeText((family) => /postgres/.test(family)),
                [
                    must(
                        parameterFits(resource, "log_statement", (value) => not(value.is("none"))),
                        say`Set \`log_statement\` in \`parameters\`.`,
                    ),
                    must(
                        parameterFits(resource, "log_min_duration_statement", (value) => not(value.is("-1"))),
                        say`Set \`log_min_duration_statement\` in \`parameters\`.`,
                    ),
                ],
            );
        },
    }),
]);
