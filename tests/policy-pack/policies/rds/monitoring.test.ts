import assert from "node:assert/strict";
import monitoring from "../../../../policy-pack/policies/rds/monitoring";
import { isVulnerable, vulnerableVersions } from "../../../../policy-pack/policies/rds/vulnerableVersions";
import { byType } from "../../support/byType";
import { describeService } from "../../support/describe";
import type { Cases } from "../../../../policy-pack/testing/cases";
import type { Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";
import { cluster, clusterInstance, clusterParameterGroup, instance, parameterGroup } from "./databases";

const subscription = (inputs: Inputs): TestResource => ({
    type: "aws:rds/eventSubscription:EventSubscription",
    inputs,
});
const KEY = { performanceInsightsKmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/1234" };
const MULTI_AZ = { dbClusterInstanceClass: "db.m6gd.large" };
const INSIGHTS = "Set `performanceInsightsEnabled` to true.";
const INTERVAL = "Set `monitoringInterval` to 1 or more.";
const MENDED = "Set `engineVersion` to a version in which AWS-2022-004 is mended.";
const LOG_STATEMENT = "Set `log_statement` in `parameters`.";
const LOG_DURATION = "Set `log_min_duration_statement` in `parameters`.";
const globalCluster = (engineVersion: string, engine = "aurora-mysql"): TestResource => ({
    type: "aws:rds/globalCluster:GlobalCluster",
    inputs: { engine, engineVersion },
});

const exporting = (engine: string, ...logs: readonly string[]) =>
    instance({ engine, enabledCloudwatchLogsExports: logs });

const ALL_OF_MYSQL = ["audit", "error", "general", "slowquery"];
const lacks = (log: string): string => `Add "${log}" to \`enabledCloudwatchLogsExports\`.`;
const AUDITED = 'Set `server_audit_logging` to "1" in `parameters`.';
const EVENTS = "Set `server_audit_events` in `parameters` to the events to record.";
const DISABLED = "Remove `enabled`, or set it to true.";

describeService(monitoring, {
    ...byType(
        {
            "rds-auto-minor-upgrade": ["aws:rds/instance:Instance", "aws:rds/clusterInstance:ClusterInstance"],
            "rds-cluster-auto-minor-upgrade": ["aws:rds/cluster:Cluster"],
        },
        {
            says: "Remove `autoMinorVersionUpgrade`, or set it to true.",
            compliant: {
                on: instance({ autoMinorVersionUpgrade: true }),
                "on, of a cluster": cluster({ autoMinorVersionUpgrade: true }),
            },
            violating: {
                "an instance": instance({ autoMinorVersionUpgrade: false }),
                "an instance of a cluster": clusterInstance({ autoMinorVersionUpgrade: "false" }),
                "a cluster": cluster({ autoMinorVersionUpgrade: false }),
            },
            absent: "compliant",
        },
    ),
    "rds-vulnerable-engine-version": {
        says: MENDED,
        compliant: {
            "a later one": instance({ engine: "postgres", engineVersion: "13.3" }),
            "the latest of a major version": instance({ engine: "postgres", engineVersion: "13" }),
            "another engine": instance({ engine: "mysql", engineVersion: "5.7.44" }),
            Aurora: cluster({ engine: "aurora-postgresql", engineVersion: "11.9" }),
        },
        violating: {
            "an instance": instance({ engine: "postgres", engineVersion: "13.2" }),
            "an old instance": instance({ engine: "postgres", engineVersion: "9.6.21" }),
            Aurora: cluster({ engine: "aurora-postgresql", engineVersion: "10.13" }),
        },
        absent: "compliant",
    },
    "rds-global-cluster-version": {
        says: "Set `engineVersion` to one of the supported versions of Aurora MySQL as of 2026-07-01, or a newer one.",
        compliant: {
            "the first supported one": globalCluster("8.0.mysql_aurora.3.08.0"),
            "a newer one": globalCluster("8.0.mysql_aurora.3.10.1"),
            "with long-term support": globalCluster("8.0.mysql_aurora.3.04.3"),
            "the newest": globalCluster("8.0"),
            PostgreSQL: globalCluster("5.4", "aurora-postgresql"),
        },
        violating: {
            "an older one": globalCluster("8.0.mysql_aurora.3.07.1"),
            "one before there was long-term support": globalCluster("8.0.mysql_aurora.3.03.0"),
            "version 2": globalCluster("5.7.mysql_aurora.2.12.3"),
            "version 1": globalCluster("5.6.10a", "aurora"),
        },
        absent: "compliant",
    },
    "rds-enhanced-monitoring": {
        says: INTERVAL,
        compliant: {
            "each minute": instance({ monitoringInterval: 60 }),
            "a cluster of Aurora, whose instances are": cluster({ engine: "aurora-mysql" }),
        },
        violating: {
            "an instance": instance({ monitoringInterval: 0 }),
            "an instance of a cluster": clusterInstance({ monitoringInterval: "0" }),
            "a Multi-AZ cluster": cluster(MULTI_AZ),
        },
        absent: {
            "an instance": { resources: instance(), says: [INTERVAL] },
            "a cluster": { resources: cluster() },
        },
    },
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
            PostgreSQL: { resources: exporting("postgres", "postgresql"), says: [lacks("upgrade")] },
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
    "rds-performance-insights": {
        says: INSIGHTS,
        compliant: {
            on: instance({ engine: "postgres", performanceInsightsEnabled: true }),
            ...Object.fromEntries(
                ["mysql", "mariadb"].flatMap((engine) =>
                    ["t2.micro", "t2.small", "t3.micro", "t3.small", "t4g.micro", "t4g.small"].map((size) => [
                        `${size}, which is too small for ${engine}`,
                        instance({ engine, instanceClass: `db.${size}` }),
                    ]),
                ),
            ),
            "an engine without": instance({ engine: "db2-se" }),
            "a cluster of Aurora, whose instances have it": cluster({ engine: "aurora-mysql" }),
        },
        violating: {
            "an instance": instance({ engine: "postgres", instanceClass: "db.t3.micro" }),
            "a larger instance": instance({
                engine: "mysql",
                performanceInsightsEnabled: false,
                instanceClass: "db.m7g.large",
            }),
            "an instance of a cluster": clusterInstance({ engine: "aurora-mysql", performanceInsightsEnabled: false }),
            "a Multi-AZ cluster": cluster({ engine: "mysql", ...MULTI_AZ }),
        },
        absent: {
            "an instance": { resources: instance(), says: [INSIGHTS] },
            "a cluster": { resources: cluster() },
        },
    },
    "rds-performance-insights-kms": {
        says: "Set `performanceInsightsKmsKeyId` to the ARN of a KMS key of your own.",
        compliant: { "a key": instance({ performanceInsightsEnabled: true, ...KEY }), off: instance() },
        violating: {
            "an instance": instance({ performanceInsightsEnabled: true }),
            "an instance of a cluster": clusterInstance({ performanceInsightsEnabled: true }),
            "a cluster": cluster({ performanceInsightsEnabled: true, performanceInsightsKmsKeyId: "" }),
        },
        absent: "compliant",
    },
    "rds-event-subscription": {
        says: DISABLED,
        compliant: {
            on: subscription({ enabled: true }),
            "of clusters, which is another policy's": subscription({ sourceType: "db-cluster", enabled: false }),
        },
        violating: {
            "of all there is": subscription({ enabled: false }),
            "of proxies": subscription({ sourceType: "db-proxy", enabled: false }),
        },
        absent: "compliant",
    },
    ...Object.fromEntries(
        Object.entries({
            cluster: ["maintenance", "failure"],
            instance: ["maintenance", "configuration change", "failure"],
            "parameter-group": ["configuration change"],
            "security-group": ["configuration change", "failure"],
        }).map(([kind, eventCategories]): [string, Cases] => [
            `rds-${kind}-event-subscription`,
            {
                compliant: {
                    "all events": subscription({ sourceType: `db-${kind}` }),
                    "those that matter": subscription({ sourceType: `db-${kind}`, eventCategories }),
                    "of another source": subscription({
                        sourceType: "db-proxy",
                        eventCategories: ["creation"],
                        enabled: false,
                    }),
                },
                violating: {
                    "turned off": {
                        resources: subscription({ sourceType: `db-${kind}`, enabled: false }),
                        says: [DISABLED],
                    },
                    "other events": {
                        resources: subscription({ sourceType: `db-${kind}`, eventCategories: ["deletion"] }),
                        says: eventCategories.map((category) => `Add "${category}" to \`eventCategories\`.`),
                    },
                },
                absent: "compliant",
            },
        ]),
    ),
});

describe("versions of PostgreSQL with the flaw of log_fdw", () => {
    /** By engine, the last version of each major one that has the flaw, and the first in which it is mended. */
    const LAST_AND_FIRST: Readonly<Record<string, readonly (readonly [last: string, first: string])[]>> = {
        postgres: [
            ["9.6.21", "9.6.22"],
            ["10.16", "10.17"],
            ["11.11", "11.12"],
            ["12.6", "12.7"],
            ["13.2", "13.3"],
        ],
        "aurora-postgresql": [
            ["10.13", "10.14"],
            ["11.8", "11.9"],
        ],
    };

    it("are those of the bulletin", () => {
        for (const { engine, mendedIn } of vulnerableVersions) {
            const told = LAST_AND_FIRST[engine]?.map((pair) => pair.map((version) => isVulnerable(version, mendedIn)));
            assert.deepEqual(
                told,
                Object.keys(mendedIn).map(() => [true, false]),
            );
        }
    });

    const mendedIn = { "9.6": 22, "10": 17, "13": 3 };
    for (const [version, expected] of Object.entries({
        "9.5.25": true,
        "9.6": false,
        "10.17-R1": false,
        "11.4": true,
        "13": false,
        "14.1": false,
        "16": false,
        latest: false,
    })) {
        it(`${version}: ${expected}`, () => assert.equal(isVulnerable(version, mendedIn), expected));
    }
});
