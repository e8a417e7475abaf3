import { all, any, eitherOf, must, not, resourcePolicy, say, service, settingPolicy, when } from "../../evaluation";
import type { Requirement, ResourceReader, Truth } from "../../evaluation";
import { AURORA_MYSQL_VERSIONS } from "../../dated";
import { byType } from "../byType";
import { ownKeyPolicy } from "../ownKeys";
import { isSupportedAuroraMysql } from "./auroraVersions";
import { CLUSTER, CLUSTER_INSTANCE, GLOBAL_CLUSTER, INSTANCE, runs } from "./databases";
import { isVulnerable, vulnerableVersions } from "./vulnerableVersions";

/** Cluster instances of Aurora are monitored each; the members of a Multi-AZ cluster by the cluster's own settings. */
function isMonitored(database: ResourceReader): Truth {
    return database.type === CLUSTER ? database.get("dbClusterInstanceClass").isPresent() : true;
}

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
            severity: "medium",
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
