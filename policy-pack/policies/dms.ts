import { eitherOf, must, mustNot, not, resourcePolicy, say, service, settingPolicy, when } from "../evaluation";
import { at, judgeJson } from "./json";
import { ownKeyPolicy } from "./ownKeys";

const INSTANCE = "aws:dms/replicationInstance:ReplicationInstance";
/** A replication of DMS Serverless. */
const CONFIG = "aws:dms/replicationConfig:ReplicationConfig";
const ENDPOINT = "aws:dms/endpoint:Endpoint";
const S3_ENDPOINT = "aws:dms/s3Endpoint:S3Endpoint";
const TASK = "aws:dms/replicationTask:ReplicationTask";

/** Services of AWS that are always reached over TLS, or that say so in settings of their own. */
const WITHOUT_SSL_MODE = [
    ...["azuredb", "dynamodb", "elasticsearch", "kafka", "kinesis", "neptune", "opensearch"],
    ...["redis", "redshift", "redshift-serverless", "s3"],
];

const exampleInstance = (settings: string): string => `new aws.dms.ReplicationInstance("orders", {
    replicationInstanceClass: "dms.c6i.large",
    replicationInstanceId: "orders",
    ${settings},
});`;

const exampleEndpoint = (engine: string, settings: string): string => `new aws.dms.Endpoint("orders", {
    endpointId: "orders",
    endpointType: "source",
    engineName: "${engine}",
    ${settings},
});`;

/** The components of a task that each control is about. */
const TASK_LOGS = [
    { id: "dms-task-target-logging", side: "target", control: "DMS.7", components: ["TARGET_APPLY", "TARGET_LOAD"] },
    {
        id: "dms-task-source-logging",
        side: "source",
        control: "DMS.8",
        components: ["SOURCE_CAPTURE", "SOURCE_UNLOAD"],
    },
] as const;

/**
 * What logs less than by default; a component that is not named logs by default.
 * @see https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Tasks.CustomizingTasks.TaskSettings.Logging.html
 */
const LITTLE = ["LOGGER_SEVERITY_ERROR", "LOGGER_SEVERITY_WARNING", "LOGGER_SEVERITY_INFO"];

function logsTooLittle(settings: unknown, component: string): boolean {
    const components = at(settings, "Logging", "LogComponents");
    return (
        Array.isArray(components) &&
        components.some((one) => at(one, "Id") === component && LITTLE.includes(String(at(one, "Severity"))))
    );
}

export default service("dms", [
    settingPolicy({
        id: "dms-not-public",
        title: "DMS replication instances have no public address",
        severity: "critical",
        types: [INSTANCE],
        controls: { fsbp: ["DMS.1"], nist: ["AC-3", "SC-7"], whitepaper: ["DMS"] },
        why: "The instance holds the passwords of both databases, and all data passes through it.",
        fix: {
            text: "Leave `publiclyAccessible` out. The instance is replaced.",
            example: exampleInstance("publiclyAccessible: false"),
        },
        setting: "publiclyAccessible",
        must: { be: false },
        default: false,
    }),
    settingPolicy({
        id: "dms-auto-minor-upgrade",
        title: "DMS replication instances take minor upgrades by themselves",
        severity: "medium",
        types: [INSTANCE],
        controls: { fsbp: ["DMS.6"], nist: ["SI-2"], whitepaper: ["DMS"] },
        why: "Minor versions are where security flaws are mended. An instance that waits for somebody stays open until then.",
        fix: {
            text: "Set `autoMinorVersionUpgrade`, and choose a maintenance window.",
            example: exampleInstance("autoMinorVersionUpgrade: true"),
        },
        setting: "autoMinorVersionUpgrade",
        must: { be: true },
        default: false,
        remediates: true,
    }),
    settingPolicy({
        id: "dms-multi-az",
        title: "DMS replications outlive the loss of an Availability Zone",
        severity: "medium",
        types: [INSTANCE, CONFIG],
        controls: { fsbp: ["DMS.13"], nist: ["CP-10"], whitepaper: ["DMS"] },
        why: "A replication in one zone stops for as long as the zone is gone, and may have to start anew.",
        fix: { text: "Set `multiAz`. It doubles the cost.", example: exampleInstance("multiAz: true") },
        setting: { [INSTANCE]: "multiAz", [CONFIG]: "computeConfig.multiAz" },
        must: { be: true },
        default: false,
    }),
    resourcePolicy({
        id: "dms-endpoint-tls",
        title: "DMS reaches databases over TLS",
        severity: "medium",
        level: "mandatory",
        types: [ENDPOINT],
        controls: { fsbp: ["DMS.9"], nist: ["SC-8", "SC-13"], whitepaper: ["DMS"] },
        why: "Without TLS a whole database, and the password for it, can be read on the way.",
        fix: {
            text: "Set `sslMode`, with a certificate where the engine needs one.",
            example: exampleEndpoint("postgres", `sslMode: "require"`),
        },
        check(endpoint) {
            const engine = endpoint.get("engineName");
            const mode = endpoint.get("sslMode").absentAs("none");
            return when(
                not(engine.isOneOf(WITHOUT_SSL_MODE)),
                mustNot(mode.is("none"), say`Set ${mode} to "require", "verify-ca" or "verify-full".`),
            );
        },
    }),
    resourcePolicy({
        id: "dms-redis-tls",
        title: "DMS reaches Redis over TLS",
        severity: "medium",
        level: "mandatory",
        types: [ENDPOINT],
        controls: { fsbp: ["DMS.12"], nist: ["SC-8", "SC-13"], whitepaper: ["DMS"] },
        why: "Without TLS all that is replicated, and the token for the cache, can be read on the way.",
        fix: {
            text: "Leave `sslSecurityProtocol` out, which means TLS.",
            example: exampleEndpoint(
                "redis",
                `redisSettings: { authType: "none", port: 6379, serverName: "cache", sslSecurityProtocol: "ssl-encryption" }`,
            ),
        },
        check(endpoint) {
            const protocol = endpoint.get("redisSettings", "sslSecurityProtocol");
            return when(
                endpoint.get("engineName").is("redis"),
                mustNot(protocol.is("plaintext"), say`Remove ${protocol}, or set it to "ssl-encryption".`),
            );
        },
    }),
    resourcePolicy({
        id: "dms-mongodb-authentication",
        title: "DMS authenticates to MongoDB",
        severity: "medium",
        types: [ENDPOINT],
        controls: { fsbp: ["DMS.11"], nist: ["AC-3", "IA-2"], whitepaper: ["DMS"] },
        why: "A database that DMS can read without a password can be read so by everybody who reaches it.",
        fix: {
            text: "Leave `authType` out, which means a password, and name a user.",
            example: exampleEndpoint("mongodb", `sslMode: "require",\n    mongodbSettings: { authType: "password" }`),
        },
        check(endpoint) {
            const type = endpoint.get("mongodbSettings", "authType");
            return when(
                endpoint.get("engineName").is("mongodb"),
                mustNot(type.is("no"), say`Remove ${type}, or set it to "password".`),
            );
        },
    }),
    ...TASK_LOGS.map(({ id, side, control, components }) =>
        resourcePolicy({
            id,
            title: `DMS tasks log what they do with their ${side}`,
            severity: "medium",
            types: [TASK],
            controls: { fsbp: [control], nist: ["AU-2", "AU-12"], whitepaper: ["DMS"] },
            why: "Rows that could not be read or written, and why, are told in these logs only.",
            fix: {
                text: "Turn logging on in the task's settings, for these components with `LOGGER_SEVERITY_DEFAULT` or more.",
                example: `new aws.dms.ReplicationTask("orders", {
    migrationType: "full-load-and-cdc",
    replicationInstanceArn: "arn:aws:dms:eu-west-1:111122223333:rep:ORDERS",
    replicationTaskId: "orders",
    sourceEndpointArn: "arn:aws:dms:eu-west-1:111122223333:endpoint:SOURCE",
    targetEndpointArn: "arn:aws:dms:eu-west-1:111122223333:endpoint:TARGET",
    tableMappings: "{}",
    replicationTaskSettings: JSON.stringify({ Logging: { EnableLogging: true } }),
});`,
            },
            check(task) {
                const settings = task.get("replicationTaskSettings");
                const isOn = judgeJson(settings, (content) => at(content, "Logging", "EnableLogging") === true);
                return [
                    must(isOn, say`Set \`Logging.EnableLogging\` to true in ${settings}.`),
                    ...components.map((component) =>
                        when(
                            isOn,
                            mustNot(
                                judgeJson(settings, (content) => logsTooLittle(content, component)),
                                say`Give ${eitherOf([component])} in ${settings} the severity "LOGGER_SEVERITY_DEFAULT" or more.`,
                            ),
                        ),
                    ),
                ];
            },
        }),
    ),
    ownKeyPolicy({
        id: "dms-cmk",
        what: "DMS endpoints and replications",
        types: [ENDPOINT, S3_ENDPOINT, INSTANCE, CONFIG],
        setting: {
            [ENDPOINT]: "kmsKeyArn",
            [S3_ENDPOINT]: "kmsKeyArn",
            [INSTANCE]: "kmsKeyArn",
            [CONFIG]: "computeConfig.kmsKeyId",
        },
        whitepaper: "DMS",
        example: exampleInstance("kmsKeyArn: key.arn"),
    }),
]);
