import dms from "../../../policy-pack/policies/dms";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const instance = (inputs: Inputs = {}): TestResource => ({
    type: "aws:dms/replicationInstance:ReplicationInstance",
    inputs,
});
const config = (computeConfig: Inputs): TestResource => ({
    type: "aws:dms/replicationConfig:ReplicationConfig",
    inputs: { computeConfig },
});
const endpoint = (engineName: string, inputs: Inputs = {}): TestResource => ({
    type: "aws:dms/endpoint:Endpoint",
    inputs: { engineName, ...inputs },
});
const task = (replicationTaskSettings: string): TestResource => ({
    type: "aws:dms/replicationTask:ReplicationTask",
    inputs: { replicationTaskSettings },
});
/** They are always reached over TLS, or say so elsewhere. */
const WITHOUT_SSL_MODE = [
    ...["azuredb", "dynamodb", "elasticsearch", "kafka", "kinesis", "neptune", "opensearch"],
    ...["redis", "redshift", "redshift-serverless", "s3"],
];
const SSL = 'Set `sslMode` to "require", "verify-ca" or "verify-full".';
const LOG = "Set `Logging.EnableLogging` to true in `replicationTaskSettings`.";

const logging = (...components: (readonly [string, string])[]) =>
    task(
        JSON.stringify({
            Logging: {
                EnableLogging: true,
                LogComponents: components.map(([Id, severity]) => ({ Id, Severity: `LOGGER_SEVERITY_${severity}` })),
            },
        }),
    );

describeService(dms, {
    "dms-not-public": {
        says: "Remove `publiclyAccessible`, or set it to false.",
        compliant: { private: instance({ publiclyAccessible: false }) },
        violating: { public: instance({ publiclyAccessible: true }) },
        absent: "compliant",
    },
    "dms-auto-minor-upgrade": {
        says: "Set `autoMinorVersionUpgrade` to true.",
        compliant: { on: instance({ autoMinorVersionUpgrade: true }) },
        violating: { off: instance({ autoMinorVersionUpgrade: false }) },
        absent: "violating",
    },
    "dms-multi-az": {
        compliant: { on: instance({ multiAz: true }), serverless: config({ multiAz: true }) },
        violating: {
            off: { resources: instance({ multiAz: false }), says: ["Set `multiAz` to true."] },
            serverless: { resources: config({ maxCapacityUnits: 2 }), says: ["Set `computeConfig.multiAz` to true."] },
        },
        absent: { off: { resources: instance(), says: ["Set `multiAz` to true."] } },
    },
    "dms-endpoint-tls": {
        compliant: {
            TLS: endpoint("postgres", { sslMode: "verify-full" }),
            ...Object.fromEntries(WITHOUT_SSL_MODE.map((engine) => [engine, endpoint(engine)])),
            "Redis, which has a setting of its own": endpoint("redis", {
                redisSettings: { sslSecurityProtocol: "plaintext" },
            }),
        },
        violating: {
            none: { resources: endpoint("mysql", { sslMode: "none" }), says: [SSL] },
            "by default": { resources: endpoint("sqlserver"), says: [SSL] },
        },
        absent: { "by default": { resources: { type: "aws:dms/endpoint:Endpoint", inputs: {} }, says: [SSL] } },
    },
    "dms-redis-tls": {
        says: 'Remove `redisSettings.sslSecurityProtocol`, or set it to "ssl-encryption".',
        compliant: {
            "by default": endpoint("redis", { redisSettings: { serverName: "cache" } }),
            TLS: endpoint("redis", { redisSettings: { sslSecurityProtocol: "ssl-encryption" } }),
            "settings that mean nothing to S3": endpoint("s3", {
                redisSettings: { sslSecurityProtocol: "plaintext" },
            }),
            "another engine without TLS": endpoint("mysql", { sslMode: "none" }),
        },
        violating: { "plain text": endpoint("redis", { redisSettings: { sslSecurityProtocol: "plaintext" } }) },
        absent: "compliant",
    },
    "dms-mongodb-authentication": {
        says: 'Remove `mongodbSettings.authType`, or set it to "password".',
        compliant: {
            "a password": endpoint("mongodb", { mongodbSettings: { authType: "password" } }),
            "another engine, to which it means nothing": endpoint("postgres", { mongodbSettings: { authType: "no" } }),
        },
        violating: { none: endpoint("mongodb", { mongodbSettings: { authType: "no" } }) },
        absent: "compliant",
    },
    ...Object.fromEntries(
        (
            [
                ["dms-task-target-logging", ["TARGET_LOAD", "TARGET_APPLY"], "SOURCE_UNLOAD"],
                ["dms-task-source-logging", ["SOURCE_CAPTURE", "SOURCE_UNLOAD"], "TARGET_APPLY"],
            ] as const
        ).map(([id, [component, second], other]) => [
            id,
            {
                says: LOG,
                compliant: {
                    on: task('{"Logging":{"EnableLogging":true}}'),
                    "by default, and more": logging([component, "DEFAULT"], [component, "DETAILED_DEBUG"]),
                    "little of the other side": logging([other, "ERROR"]),
                },
                violating: {
                    off: task('{"Logging":{"EnableLogging":false}}'),
                    "not said": task("{}"),
                    "little of all": {
                        resources: logging([component, "ERROR"], [second, "INFO"]),
                        says: [component, second].map(
                            (name) =>
                                `Give "${name}" in \`replicationTaskSettings\` the severity "LOGGER_SEVERITY_DEFAULT" or more.`,
                        ),
                    },
                    ...Object.fromEntries(
                        ["ERROR", "WARNING", "INFO"].map((severity) => [
                            severity,
                            {
                                resources: logging([other, "DEFAULT"], [component, severity]),
                                says: [
                                    `Give "${component}" in \`replicationTaskSettings\` the severity "LOGGER_SEVERITY_DEFAULT" or more.`,
                                ],
                            },
                        ]),
                    ),
                },
                absent: "violating" as const,
                malformed: {
                    "no JSON": { resources: task("{"), undetermined: "Cannot be judged: `replicationTaskSettings`." },
                },
            },
        ]),
    ),
    "dms-cmk": {
        says: "Set `kmsKeyArn` to the ARN of a KMS key of your own.",
        compliant: { "a key": instance({ kmsKeyArn: "arn:aws:kms:x" }) },
        violating: {
            "an instance": instance({ kmsKeyArn: "" }),
            "an endpoint": endpoint("postgres"),
            "an endpoint of S3": { type: "aws:dms/s3Endpoint:S3Endpoint", inputs: { bucketName: "orders" } },
            serverless: {
                resources: config({ maxCapacityUnits: 2 }),
                says: ["Set `computeConfig.kmsKeyId` to the ARN of a KMS key of your own."],
            },
        },
        absent: {
            "an instance": { resources: instance(), says: ["Set `kmsKeyArn` to the ARN of a KMS key of your own."] },
        },
    },
});
