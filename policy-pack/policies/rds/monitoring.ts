import { all, any, eitherOf, must, not, resourcePolicy, say, service, settingPolicy, when } from "../../evaluation";
import type { Policy, Requirement, ResourceReader, Truth } from "../../evaluation";
import { AURORA_MYSQL_VERSIONS } from "../../dated";
import { byType } from "../byType";
import { ownKeyPolicy } from "../ownKeys";
import { isSupportedAuroraMysql } from "./auroraVersions";
import {
    AURORA_MYSQL,
    CLUSTER,
    CLUSTER_INSTANCE,
    CLUSTER_PARAMETER_GROUP,
    GLOBAL_CLUSTER,
    INSTANCE,
    PARAMETER_GROUP,
    isNoReplica,
    isServerlessV1,
    runs,
    type Engines,
} from "./databases";
import { parameterFits } from "../parameterGroups";
import { ON, parameterIs } from "./parameters";
import { isVulnerable, vulnerableVersions } from "./vulnerableVersions";

/** Cluster instances of Aurora are monitored each; the members of a Multi-AZ cluster by the cluster's own settings. */
function isMonitored(database: ResourceReader): Truth {
    return database.type === CLUSTER ? database.get("dbClusterInstanceClass").isPresent() : true;
}

/** Where a database names its parameter group. The default one logs no statements, and cannot be changed. */
const GROUP_SETTING: Readonly<Record<string, string>> = {
    [INSTANCE]: "parameterGroupName",
    [CLUSTER]: "dbClusterParameterGroupName",
};

/** Classes that are too small for Performance Insights with MySQL and MariaDB. */
const SMALL_CLASSES = ["db.t2.micro", "db.t2.small", "db.t3.micro", "db.t3.small", "db.t4g.micro", "db.t4g.small"];

function canHaveInsights(database: ResourceReader): Truth {
    const isTooSmall = all([
        runs(database, ["mysql", "mariadb"]),
        database.type === CLUSTER ? false : database.get("instanceClass").isOneOf(SMALL_CLASSES),
    ]);
    return all([isMonitored(database), not(any([isTooSmall, runs(database, /db2/)]))]);
}

interface NeededEvents {
    readonly id: string;
    readonly title: string;
    readonly control: string;
    /** What they are about. */
    readonly source: string;
    readonly categories: readonly string[];
}

/** Events that tell of a failure or a change, by what they are about: those that Security Hub wants subscribed. */
const NEEDED_EVENTS: readonly NeededEvents[] = [
    {
        id: "rds-cluster-event-subscription",
        title: "Subscriptions to events of RDS clusters tell of failures and maintenance",
        control: "RDS.19",
        source: "db-cluster",
        categories: ["maintenance", "failure"],
    },
    {
        id: "rds-instance-event-subscription",
        title: "Subscriptions to events of RDS instances tell of failures and changes",
        control: "RDS.20",
        source: "db-instance",
        categories: ["maintenance", "configuration change", "failure"],
    },
    {
        id: "rds-parameter-group-event-subscription",
        title: "Subscriptions to events of RDS parameter groups tell of changes",
        control: "RDS.21",
        source: "db-parameter-group",
        categories: ["configuration change"],
    },
    {
        id: "rds-security-group-event-subscription",
        title: "Subscriptions to events of RDS security groups tell of failures and changes",
        control: "RDS.22",
        source: "db-security-group",
        categories: ["configuration change", "failure"],
    },
];

function mustBeEnabled(subscription: ResourceReader): Requirement {
    const enabled = subscription.get("enabled").absentAs(true);
    return must(enabled.is(true), say`Remove ${enabled}, or set it to true.`);
}

const EVENT_SUBSCRIPTION = "aws:rds/eventSubscription:EventSubscription";

const exampleSubscription = (source: string, ...categories: readonly string[]): string =>
    `new aws.rds.EventSubscription("events", {
    snsTopic: topic.arn,
    sourceType: "${source}",
    eventCategories: ${JSON.stringify(categories).replaceAll(",", ", ")},
});`;

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
    ...byType(
        (types) =>
            settingPolicy({
                id: "rds-auto-minor-upgrade",
                title: "RDS databases take minor upgrades by themselves",
                severity: "high",
                types,
                controls: {
                    cis3: ["2.3.2"],
                    cis5: ["2.2.2"],
                    cis7: ["3.2.2"],
                    nist: ["SI-2"],
                    whitepaper: ["RDS"],
                },
                why: "Minor versions are where security flaws are mended. A database that waits for somebody stays open until then.",
                fix: {
                    text: "Leave `autoMinorVersionUpgrade` out, and choose a maintenance window.",
                    example: `new aws.rds.Instance("orders", { instanceClass: "db.m7g.large", autoMinorVersionUpgrade: true });`,
                },
                setting: "autoMinorVersionUpgrade",
                must: { be: true },
                default: true,
                remediates: true,
            }),
        {
            types: [INSTANCE, CLUSTER_INSTANCE],
            fsbp: "RDS.13",
        },
        {
            id: "rds-cluster-auto-minor-upgrade",
            title: "RDS clusters take minor upgrades by themselves",
            types: [CLUSTER],
            fsbp: "RDS.35",
            example: `new aws.rds.Cluster("orders", { engine: "postgres", dbClusterInstanceClass: "db.m6gd.large", autoMinorVersionUpgrade: true });`,
        },
    ),
    resourcePolicy({
        id: "rds-vulnerable-engine-version",
        title: "RDS databases run no version of PostgreSQL that is known to be vulnerable",
        severity: "high",
        types: [INSTANCE, CLUSTER],
        controls: { nist: ["RA-5", "SI-2"], whitepaper: ["RDS"] },
        why: "With these versions a user of the database can read files of the host through the extension log_fdw, credentials of RDS among them (AWS-2022-004).",
        fix: {
            text: "Upgrade to a later minor version, or leave the minor version out.",
            example: `new aws.rds.Instance("orders", { engine: "postgres", engineVersion: "17", instanceClass: "db.m7g.large" });`,
        },
        check: (database) =>
            vulnerableVersions.map(({ engine, mendedIn }) => {
                const version = database.get("engineVersion");
                const isOpen = version.judgeText((text) => isVulnerable(text, mendedIn));
                return when(
                    runs(database, [engine]),
                    must(not(isOpen), say`Set ${version} to a version in which AWS-2022-004 is mended.`),
                );
            }),
    }),
    resourcePolicy({
        id: "rds-global-cluster-version",
        title: "Global clusters of RDS run a supported version of Aurora MySQL",
        severity: "high",
        types: [GLOBAL_CLUSTER],
        controls: { fsbp: ["RDS.51"], nist: ["RA-5", "SI-2"], whitepaper: ["RDS"] },
        why: "Flaws of a version that is no longer supported stay open, in each Region of the cluster.",
        fix: {
            text: "Set a supported version, one with long-term support, or none.",
            example: `new aws.rds.GlobalCluster("orders", {
    globalClusterIdentifier: "orders",
    engine: "aurora-mysql",
    engineVersion: "8.0.mysql_aurora.3.10.1",
});`,
        },
        knowledge: [AURORA_MYSQL_VERSIONS],
        check(cluster) {
            const version = cluster.get("engineVersion");
            return when(
                cluster.get("engine").isOneOf(["aurora-mysql", "aurora"]),
                must(
                    not(version.judgeText((text) => !isSupportedAuroraMysql(text))),
                    say`Set ${version} to one of the ${AURORA_MYSQL_VERSIONS}, or a newer one.`,
                ),
            );
        },
    }),
    settingPolicy({
        id: "rds-enhanced-monitoring",
        title: "RDS databases report what their operating system does",
        severity: "low",
        types: [INSTANCE, CLUSTER_INSTANCE, CLUSTER],
        controls: { fsbp: ["RDS.6"], nist: ["CA-7", "SI-4"], whitepaper: ["RDS"] },
        why: "CloudWatch sees the machine from outside. Which process takes memory, and since when, is only in the enhanced metrics.",
        fix: {
            text: "Set `monitoringInterval` to 60 seconds or fewer, with a role that may write the metrics.",
            example: `new aws.rds.Instance("orders", {
    instanceClass: "db.m7g.large",
    monitoringInterval: 60,
    monitoringRoleArn: "arn:aws:iam::111122223333:role/rds-monitoring",
});`,
        },
        setting: "monitoringInterval",
        must: { beAtLeast: 1 },
        default: 0,
        appliesIf: isMonitored,
    }),
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
        check(database) {
            const exports = database.get("enabledCloudwatchLogsExports");
            return ALL_LOGS.map(([engines, ...logs]) =>
                when(
                    // The first Aurora Serverless publishes by itself what its parameters have it log.
                    all([runs(database, engines), not(isServerlessV1(database))]),
                    logs.map((log) =>
                        must(
                            exports.some((one) => one.is(log)),
                            say`Add ${eitherOf([log])} to ${exports}.`,
                        ),
                    ),
                ),
            );
        },
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
            check(database) {
                const exports = database.get("enabledCloudwatchLogsExports");
                return logsOf.map(([log, which]) =>
                    when(
                        runs(database, which ?? engines),
                        must(
                            exports.some((one) => one.is(log)),
                            say`Add ${eitherOf([log])} to ${exports}.`,
                        ),
                    ),
                );
            },
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
        check(cluster) {
            const exports = cluster.get("enabledCloudwatchLogsExports");
            return when(
                // The first Aurora Serverless publishes by itself what its parameters have it log.
                all([runs(cluster, AURORA_MYSQL), not(isServerlessV1(cluster))]),
                must(
                    exports.some((log) => log.is("audit")),
                    say`Add "audit" to ${exports}.`,
                ),
            );
        },
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
    settingPolicy({
        id: "rds-performance-insights",
        title: "RDS databases have Performance Insights",
        severity: "low",
        types: [INSTANCE, CLUSTER_INSTANCE, CLUSTER],
        controls: { nist: ["CA-7", "SI-4"], whitepaper: ["RDS"] },
        why: "Which statement loads the database, and from where it came, can be seen afterwards only if it was recorded. Seven days cost nothing.",
        fix: {
            text: "Set `performanceInsightsEnabled`.",
            example: `new aws.rds.Instance("orders", { instanceClass: "db.m7g.large", performanceInsightsEnabled: true });`,
        },
        setting: "performanceInsightsEnabled",
        must: { be: true },
        default: false,
        appliesIf: canHaveInsights,
    }),
    ownKeyPolicy({
        id: "rds-performance-insights-kms",
        what: "Performance Insights of RDS databases",
        types: [INSTANCE, CLUSTER_INSTANCE, CLUSTER],
        setting: "performanceInsightsKmsKeyId",
        whitepaper: "RDS",
        example: `new aws.rds.Instance("orders", {
    instanceClass: "db.m7g.large",
    performanceInsightsEnabled: true,
    performanceInsightsKmsKeyId: key.arn,
});`,
        appliesIf: (database) => database.get("performanceInsightsEnabled").is(true),
    }),
    resourcePolicy({
        id: "rds-event-subscription",
        title: "Subscriptions to RDS events are on",
        severity: "low",
        types: [EVENT_SUBSCRIPTION],
        controls: {
            fsbp: NEEDED_EVENTS.map(({ control }) => control),
            nist: ["CA-7", "SI-2"],
            whitepaper: ["RDS"],
        },
        why: "A subscription that is off looks like somebody would be told.",
        fix: {
            text: "Leave `enabled` out.",
            example: exampleSubscription("db-instance", "maintenance", "configuration change", "failure"),
        },
        // What is about one kind is for the policies on these.
        check: (subscription) =>
            when(
                not(subscription.get("sourceType").isOneOf(NEEDED_EVENTS.map(({ source }) => source))),
                mustBeEnabled(subscription),
            ),
    }),
    ...NEEDED_EVENTS.map(({ id, title, control, source, categories }) =>
        resourcePolicy({
            id,
            title,
            severity: "low",
            types: [EVENT_SUBSCRIPTION],
            controls: { fsbp: [control], nist: ["CA-7", "SI-2"], whitepaper: ["RDS"] },
            why: "A subscription that leaves these out looks like somebody would be told.",
            fix: {
                text: "Leave `eventCategories` out, which means all, or name these too.",
                example: exampleSubscription(source, ...categories),
            },
            check(subscription) {
                const told = subscription.get("eventCategories");
                return when(subscription.get("sourceType").is(source), [
                    mustBeEnabled(subscription),
                    categories.map((category) =>
                        must(
                            any([not(told.isPresent()), told.some((one) => one.is(category))]),
                            say`Add ${eitherOf([category])} to ${told}.`,
                        ),
                    ),
                ]);
            },
        }),
    ),
]);
