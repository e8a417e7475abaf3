import msk from "../../../policy-pack/policies/msk";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const cluster = (inputs: Inputs = {}): TestResource => ({ type: "aws:msk/cluster:Cluster", inputs });
const connector = (inputs: Inputs = {}): TestResource => ({ type: "aws:mskconnect/connector:Connector", inputs });
const policy = (principal: unknown): TestResource => ({
    type: "aws:msk/clusterPolicy:ClusterPolicy",
    inputs: {
        policy: JSON.stringify({
            Statement: [{ Effect: "Allow", Principal: principal, Action: "kafka:*", Resource: "*" }],
        }),
    },
});
const transit = (encryptionInTransit: Inputs): TestResource => cluster({ encryptionInfo: { encryptionInTransit } });
const PUBLIC = "brokerNodeGroupInfo.connectivityInfo.publicAccess.type";
const access = (type: string): TestResource =>
    cluster({ brokerNodeGroupInfo: { connectivityInfo: { publicAccess: { type } } } });
const IAM = "Set `clientAuthentication.sasl.iam` to true.";

describeService(msk, {
    "msk-tls": {
        says: 'Remove `encryptionInfo.encryptionInTransit.clientBroker`, or set it to "TLS".',
        compliant: {
            TLS: transit({ clientBroker: "TLS" }),
            "by default": transit({}),
            "plain between brokers, which another policy judges": transit({ inCluster: false }),
        },
        violating: {
            "clients as they like": transit({ clientBroker: "TLS_PLAINTEXT" }),
            "no TLS": transit({ clientBroker: "PLAINTEXT" }),
        },
        absent: "compliant",
    },
    "msk-brokers-tls": {
        says: "Remove `encryptionInfo.encryptionInTransit.inCluster`, or set it to true.",
        compliant: {
            TLS: transit({ inCluster: true }),
            "by default": transit({}),
            "plain traffic of clients, which another policy judges": transit({ clientBroker: "PLAINTEXT" }),
        },
        violating: { plain: transit({ inCluster: false }) },
        absent: "compliant",
    },
    "msk-not-public": {
        says: `Remove \`${PUBLIC}\`, or set it to "DISABLED".`,
        compliant: { private: access("DISABLED") },
        violating: { public: access("SERVICE_PROVIDED_EIPS") },
        absent: "compliant",
    },
    "msk-authentication": {
        compliant: {
            IAM: cluster({ clientAuthentication: { sasl: { iam: true } } }),
            passwords: cluster({ clientAuthentication: { sasl: { scram: true } } }),
            certificates: cluster({
                clientAuthentication: { tls: { certificateAuthorityArns: ["arn:aws:acm-pca:x"] } },
            }),
        },
        violating: {
            "none needed": {
                resources: cluster({ clientAuthentication: { unauthenticated: true, sasl: { iam: true } } }),
                says: ["Remove `clientAuthentication.unauthenticated`, or set it to false."],
            },
            "none needed, nor another way": {
                resources: cluster({ clientAuthentication: { unauthenticated: true } }),
                says: ["Remove `clientAuthentication.unauthenticated`, or set it to false."],
            },
            "no way": { resources: cluster({ clientAuthentication: { sasl: { iam: false } } }), says: [IAM] },
        },
        absent: { "no way": { resources: cluster(), says: [IAM] } },
        malformed: {},
    },
    "msk-logging": {
        says: "Enable one of the targets in `loggingInfo.brokerLogs`.",
        compliant: { CloudWatch: cluster({ loggingInfo: { brokerLogs: { cloudwatchLogs: { enabled: true } } } }) },
        violating: { off: cluster({ loggingInfo: { brokerLogs: { s3: { enabled: false } } } }) },
        absent: "violating",
    },
    "msk-enhanced-monitoring": {
        says: 'Set `enhancedMonitoring` to "PER_TOPIC_PER_BROKER" or "PER_TOPIC_PER_PARTITION".',
        compliant: { "by topic": cluster({ enhancedMonitoring: "PER_TOPIC_PER_BROKER" }) },
        violating: { "by broker": cluster({ enhancedMonitoring: "PER_BROKER" }) },
        absent: "violating",
    },
    "msk-cmk": {
        says: "Set `encryptionInfo.encryptionAtRestKmsKeyArn` to the ARN of a KMS key of your own.",
        compliant: { "a key": cluster({ encryptionInfo: { encryptionAtRestKmsKeyArn: "arn:aws:kms:x" } }) },
        violating: { none: cluster({ encryptionInfo: { encryptionAtRestKmsKeyArn: "" } }) },
        absent: "violating",
    },
    "msk-policy-no-public": {
        says: "Statement 1 of `policy` lets anybody in. Name who may connect, or scope it by a condition.",
        compliant: { "an account": policy({ AWS: "111122223333" }) },
        violating: { anybody: policy({ AWS: "*" }) },
        absent: "compliant",
    },
    "msk-connector-tls": {
        says: 'Set `kafkaClusterEncryptionInTransit.encryptionType` to "TLS".',
        compliant: { TLS: connector({ kafkaClusterEncryptionInTransit: { encryptionType: "TLS" } }) },
        violating: { plain: connector({ kafkaClusterEncryptionInTransit: { encryptionType: "PLAINTEXT" } }) },
        absent: "violating",
    },
    "msk-connector-logging": {
        says: "Enable one of the targets in `logDelivery.workerLogDelivery`.",
        compliant: { S3: connector({ logDelivery: { workerLogDelivery: { s3: { enabled: true } } } }) },
        violating: { off: connector({ logDelivery: { workerLogDelivery: { firehose: { enabled: false } } } }) },
        absent: "violating",
    },
});
