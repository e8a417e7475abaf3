import logs from "../../../../policy-pack/policies/rds/logs";
import { describeService } from "../../support/describe";
import { cluster, clusterParameterGroup, instance, parameterGroup } from "./databases";

const LOG_STATEMENT = "Set `log_statement` in `parameters`.";
const LOG_DURATION = "Set `log_min_duration_statement` in `parameters`.";
const exporting = (engine: string, ...logs: readonly string[]) =>
    instance({ engine, enabledCloudwatchLogsExports: logs });

const ALL_OF_MYSQL = ["audit", "error", "general", "slowquery"];
const lacks = (log: string): string => `Add "${log}" to \`enabledCloudwatchLogsExports\`.`;
const AUDITED = 'Set `server_audit_logging` to "1" in `parameters`.';
const EVENTS = "Set `server_audit_events` in `parameters` to the events to record.";

describeService(logs, {
    "rds-log-exports": {
        says: "Set `enabledCloudwatchLogsExports` to the logs to publish.",
        compliant: { one: exporting("mysql", "slowquery") },
        violating: { none: instance({ enabledCloudwatchLogsExports: [] }) },
        absent: "violating",
        malformed: {},
    },
    "rds-cluster-log-exports": {
        says: "Set `enabledCloudwatchLogsExports` to the logs to publish.",
        compliant: { one: cluster({ engine: "aurora-mysql", enabledCloudwatchLogsExports: ["error"] }) },
        violating: { none: cluster({ enabledCloudwatchLogsExports: [] }) },
        absent: "violating",
        malformed: {},
    },
    "rds-all-log-exports": {
        compliant: {
            Oracle: exporting("oracle-se2", "alert", "audit", "trace", "listener"),
            PostgreSQL: exporting("postgres", "postgresql", "upgrade"),
            MySQL: exporting("mysql", ...ALL_OF_MYSQL),
            MariaDB: exporting("mariadb", ...ALL_OF_MYSQL),
            "Aurora MySQL": cluster({ engine: "aurora-mysql", enabledCloudwatchLogsExports: ALL_OF_MYSQL }),
            "Aurora PostgreSQL": cluster({ engine: "aurora-postgresql", enabledCloudwatchLogsExports: ["postgresql"] }),
            "SQL Server": exporting("sqlserver-ee", "error", "agent"),
            "SQL Server Express, which has no agent": exporting("sqlserver-ex", "error"),
            "the first Aurora Serverless": cluster({ engine: "aurora-mysql", engineMode: "serverless" }),
            "an engine that the control does not name": exporting("db2-se", "diag.log"),
        },
        violating: {
            Oracle: { resources: exporting("oracle-ee"), says: ["alert", "audit", "trace", "listener"].map(lacks) },
            PostgreSQL: { resources: exporting("postgres"), says: ["postgresql", "upgrade"].map(lacks) },
            MySQL: { resources: exporting("mysql", "error", "slowquery"), says: ["audit", "general"].map(lacks) },
            MariaDB: { resources: exporting("mariadb", "audit", "error", "general"), says: [lacks("slowquery")] },
            "Aurora MySQL": {
                resources: cluster({ engine: "aurora-mysql", enabledCloudwatchLogsExports: ["audit"] }),
                says: ["error", "general", "slowquery"].map(lacks),
            },
            "Aurora PostgreSQL": { resources: cluster({ engine: "aurora-postgresql" }), says: [lacks("postgresql")] },
            "SQL Server": { resources: exporting("sqlserver-web"), says: ["error", "agent"].map(lacks) },
        },
        absent: {
            "an instance, whose engine nobody knows": { resources: instance() },
            "a cluster, which is of Aurora MySQL": { resources: cluster(), says: ALL_OF_MYSQL.map(lacks) },
        },
        malformed: {},
    },
    "rds-postgresql-log-export": {
        says: 'Add "postgresql" to `enabledCloudwatchLogsExports`.',
        compliant: {
            published: exporting("postgres", "upgrade", "postgresql"),
            "another engine": exporting("mysql"),
            "Aurora, which has a policy of its own": cluster({ engine: "aurora-postgresql" }),
        },
        violating: {
            "upgrades only": exporting("postgres", "upgrade"),
            "none of a cluster": cluster({ engine: "postgres" }),
        },
        absent: "compliant",
        malformed: {},
    },
    "rds-aurora-postgresql-log-export": {
        says: 'Add "postgresql" to `enabledCloudwatchLogsExports`.',
        compliant: {
            published: cluster({ engine: "aurora-postgresql", enabledCloudwatchLogsExports: ["postgresql"] }),
            "another engine": cluster({ engine: "aurora-mysql" }),
        },
        violating: {
            "upgrades only": cluster({ engine: "aurora-postgresql", enabledCloudwatchLogsExports: ["upgrade"] }),
            none: cluster({ engine: "aurora-postgresql" }),
        },
        absent: "compliant",
        malformed: {},
    },
    "rds-mariadb-log-exports": {
        compliant: {
            both: exporting("mariadb", "error", "audit"),
            "another engine": exporting("mysql"),
        },
        violating: {
            "one of them": {
                resources: exporting("mariadb", "audit"),
                says: ['Add "error" to `enabledCloudwatchLogsExports`.'],
            },
            "the other one": {
                resources: exporting("mariadb", "error"),
                says: ['Add "audit" to `enabledCloudwatchLogsExports`.'],
            },
        },
        absent: "compliant",
        malformed: {},
    },
    "rds-sqlserver-log-exports": {
        compliant: {
            both: exporting("sqlserver-se", "agent", "error"),
            "Express, which has no agent": exporting("sqlserver-ex", "error"),
            "another engine": exporting("mysql"),
        },
        violating: {
            "one of them": {
                resources: exporting("sqlserver-ee", "error"),
                says: ['Add "agent" to `enabledCloudwatchLogsExports`.'],
            },
            "the other one": {
                resources: exporting("custom-sqlserver-ee", "agent"),
                says: ['Add "error" to `enabledCloudwatchLogsExports`.'],
            },
        },
        absent: "compliant",
        malformed: {},
    },
    "rds-aurora-audit-log": {
        says: 'Add "audit" to `enabledCloudwatchLogsExports`.',
        compliant: {
            published: cluster({ engine: "aurora-mysql", enabledCloudwatchLogsExports: ["error", "audit"] }),
            "an engine that has none": cluster({ engine: "aurora-postgresql" }),
            "the first Aurora Serverless": cluster({ engine: "aurora-mysql", engineMode: "serverless" }),
        },
        violating: {
            others: cluster({ engine: "aurora-mysql", enabledCloudwatchLogsExports: ["error"] }),
            "Aurora Serverless of today": cluster({ engine: "aurora-mysql", engineMode: "provisioned" }),
            none: cluster({ engine: "aurora" }),
        },
        absent: "violating",
    },
    "rds-aurora-audit-logging": {
        compliant: {
            on: clusterParameterGroup("aurora-mysql8.0", { server_audit_logging: "1", server_audit_events: "CONNECT" }),
            "another engine": clusterParameterGroup("aurora-postgresql17"),
        },
        violating: {
            off: {
                resources: clusterParameterGroup("aurora-mysql8.0", {
                    server_audit_logging: "0",
                    server_audit_events: "CONNECT",
                }),
                says: [AUDITED],
            },
            "off by default": { resources: clusterParameterGroup("aurora-mysql5.7"), says: [AUDITED, EVENTS] },
            "of no events": {
                resources: clusterParameterGroup("aurora-mysql8.0", { server_audit_logging: "1" }),
                says: [EVENTS],
            },
            "of empty events": {
                resources: clusterParameterGroup("aurora-mysql8.0", {
                    server_audit_logging: "1",
                    server_audit_events: "",
                }),
                says: [EVENTS],
            },
        },
        absent: "compliant",
    },
    "rds-postgres-query-logging": {
        compliant: {
            on: parameterGroup("postgres17", { log_statement: "ddl", log_min_duration_statement: "1000" }),
            "another engine": parameterGroup("mysql8.4"),
            "an instance with a group of its own": instance({ engine: "postgres", parameterGroupName: "orders" }),
            "a cluster with a group of its own": cluster({
                engine: "aurora-postgresql",
                dbClusterParameterGroupName: "orders",
            }),
            "an instance of another engine": instance({ engine: "mysql" }),
            "a replica, which has that of its source": instance({ replicateSourceDb: "orders" }),
        },
        violating: {
            "an instance without a group": {
                resources: instance({ engine: "postgres", parameterGroupName: "" }),
                says: ["Set `parameterGroupName` to a parameter group that logs statements."],
            },
            "an instance with the default group": {
                resources: instance({ engine: "postgres", parameterGroupName: "default.postgres17" }),
                says: ["Set `parameterGroupName` to a parameter group that logs statements."],
            },
            "a cluster without a group": {
                resources: cluster({ engine: "aurora-postgresql" }),
                says: ["Set `dbClusterParameterGroupName` to a parameter group that logs statements."],
            },
            neither: { resources: parameterGroup("postgres17"), says: [LOG_STATEMENT, LOG_DURATION] },
            "one of them": {
                resources: clusterParameterGroup("aurora-postgresql17", { log_statement: "all" }),
                says: [LOG_DURATION],
            },
            off: {
                resources: parameterGroup("postgres17", { log_statement: "none", log_min_duration_statement: "-1" }),
                says: [LOG_STATEMENT, LOG_DURATION],
            },
        },
        absent: "compliant",
    },
});
