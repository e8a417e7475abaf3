import { any, must, mustNot, resourcePolicy, say, service, settingPolicy, type Truth, type Value } from "../evaluation";
import { mustLetNoOutsidersIn } from "./documents";
import { ownKeyPolicy } from "./ownKeys";
import { policyOf, typesWithPolicy } from "./resourcePolicies";

const CLUSTER = "aws:msk/cluster:Cluster";
const CONNECTOR = "aws:mskconnect/connector:Connector";

/** Whether logs go somewhere. */
function isDelivered(logs: Value): Truth {
    return any(["cloudwatchLogs", "firehose", "s3"].map((target) => logs.get(target, "enabled").is(true)));
}

const exampleCluster = (settings: string): string => `new aws.msk.Cluster("events", {
    kafkaVersion: "3.8.x",
    numberOfBrokerNodes: 3,
    brokerNodeGroupInfo: {
        instanceType: "kafka.m7g.large",
        clientSubnets: ["subnet-0abc", "subnet-0def", "subnet-0aaa"],
        securityGroups: ["sg-0abc"],
    },
    ${settings},
});`;

const exampleConnector = `new aws.mskconnect.Connector("events", {
    kafkaconnectVersion: "3.7.x",
    serviceExecutionRoleArn: "arn:aws:iam::111122223333:role/connector",
    capacity: { provisionedCapacity: { workerCount: 2 } },
    connectorConfiguration: { "tasks.max": "1" },
    kafkaCluster: {
        apacheKafkaCluster: {
            bootstrapServers: "b-1.events.example.com:9094",
            vpc: { subnets: ["subnet-0abc"], securityGroups: ["sg-0abc"] },
        },
    },
    kafkaClusterClientAuthentication: { authenticationType: "IAM" },
    kafkaClusterEncryptionInTransit: { encryptionType: "TLS" },
    logDelivery: { workerLogDelivery: { cloudwatchLogs: { enabled: true, logGroup: "connector" } } },
    plugins: [{ customPlugin: { arn: "arn:aws:kafkaconnect:eu-west-1:111122223333:custom-plugin/sink", revision: 1 } }],
});`;

export default service("msk", [
    settingPolicy({
        id: "msk-tls",
        title: "MSK clusters refuse clients without TLS",
        severity: "medium",
        level: "mandatory",
        types: [CLUSTER],
        controls: { nist: ["SC-8", "SC-13"], whitepaper: ["MSK"] },
        why: "Plain traffic of clients can be read and altered on the way within the network.",
        fix: {
            text: "Leave `clientBroker` out, or set it so.",
            example: exampleCluster(`encryptionInfo: { encryptionInTransit: { clientBroker: "TLS" } }`),
        },
        setting: "encryptionInfo.encryptionInTransit.clientBroker",
        must: { be: "TLS" },
        default: "TLS",
    }),
    settingPolicy({
        id: "msk-brokers-tls",
        title: "Brokers of MSK clusters talk to each other over TLS",
        severity: "medium",
        level: "mandatory",
        types: [CLUSTER],
        controls: { fsbp: ["MSK.1"], nist: ["SC-8", "SC-13"], whitepaper: ["MSK"] },
        why: "Brokers copy all records to each other: plain traffic can be read and altered on the way within the network.",
        fix: {
            text: "Leave `inCluster` out, or set it so. The cluster is replaced.",
            example: exampleCluster(`encryptionInfo: { encryptionInTransit: { inCluster: true } }`),
        },
        setting: "encryptionInfo.encryptionInTransit.inCluster",
        must: { be: true },
        default: true,
    }),
    settingPolicy({
        id: "msk-not-public",
        title: "MSK clusters have no public addresses",
        severity: "critical",
        types: [CLUSTER],
        controls: { fsbp: ["MSK.4"], nist: ["AC-3", "SC-7"], whitepaper: ["MSK"] },
        why: "With public addresses the brokers are on the internet: only security groups and access lists stand before them.",
        fix: {
            text: "Leave `publicAccess` out. Whoever is outside of the VPC comes by a private connection.",
            example: exampleCluster(`enhancedMonitoring: "PER_TOPIC_PER_BROKER"`),
        },
        setting: "brokerNodeGroupInfo.connectivityInfo.publicAccess.type",
        must: { be: "DISABLED" },
        default: "DISABLED",
        remediates: true,
    }),
    resourcePolicy({
        id: "msk-authentication",
        title: "MSK clusters know who calls",
        severity: "medium",
        types: [CLUSTER],
        controls: { fsbp: ["MSK.6"], nist: ["AC-3", "IA-2"], whitepaper: ["MSK"] },
        why: "Without authentication whoever reaches the brokers on the network may read and write all topics.",
        fix: {
            text: "Turn on IAM, passwords or client certificates, and leave `unauthenticated` out.",
            example: exampleCluster(`clientAuthentication: { sasl: { iam: true } }`),
        },
        check(cluster) {
            const authentication = cluster.get("clientAuthentication");
            const unauthenticated = authentication.get("unauthenticated");
            const ways = [
                authentication.get("sasl", "iam").is(true),
                authentication.get("sasl", "scram").is(true),
                authentication.get("tls", "certificateAuthorityArns").isPresent(),
            ];
            return [
                mustNot(unauthenticated.is(true), say`Remove ${unauthenticated}, or set it to false.`),
                must(any([...ways, unauthenticated.is(true)]), say`Set ${authentication.get("sasl", "iam")} to true.`),
            ];
        },
    }),
    resourcePolicy({
        id: "msk-logging",
        title: "MSK clusters log what their brokers do",
        severity: "medium",
        types: [CLUSTER],
        controls: { nist: ["AU-2", "AU-12"], whitepaper: ["MSK"] },
        why: "Refused clients, lost partitions and failed brokers are told in these logs only.",
        fix: {
            text: "Send the brokers' logs to CloudWatch, S3 or Firehose.",
            example: exampleCluster(
                `loggingInfo: { brokerLogs: { cloudwatchLogs: { enabled: true, logGroup: "events" } } }`,
            ),
        },
        check(cluster) {
            const logs = cluster.get("loggingInfo", "brokerLogs");
            return must(isDelivered(logs), say`Enable one of the targets in ${logs}.`);
        },
    }),
    settingPolicy({
        id: "msk-enhanced-monitoring",
        title: "MSK clusters report by topic and broker",
        severity: "low",
        types: [CLUSTER],
        controls: { fsbp: ["MSK.2"], nist: ["CA-7", "SI-4"], whitepaper: ["MSK"] },
        why: "The default metrics do not tell which topic loads which broker.",
        fix: {
            text: "Set `enhancedMonitoring`. The metrics cost as others do.",
            example: exampleCluster(`enhancedMonitoring: "PER_TOPIC_PER_BROKER"`),
        },
        setting: "enhancedMonitoring",
        must: { beOneOf: ["PER_TOPIC_PER_BROKER", "PER_TOPIC_PER_PARTITION"] },
        default: "DEFAULT",
    }),
    ownKeyPolicy({
        id: "msk-cmk",
        what: "MSK clusters",
        types: [CLUSTER],
        setting: "encryptionInfo.encryptionAtRestKmsKeyArn",
        whitepaper: "MSK",
        example: exampleCluster(`encryptionInfo: { encryptionAtRestKmsKeyArn: key.arn }`),
    }),
    resourcePolicy({
        id: "msk-policy-no-public",
        title: "Policies of MSK clusters let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("msk"),
        controls: { cis7: ["2.21"], nist: ["AC-3"], whitepaper: ["MSK"] },
        why: "Everybody with an AWS account could make a private connection to the brokers.",
        fix: {
            text: "Name the accounts that may connect.",
            example: `new aws.msk.ClusterPolicy("events", {
    clusterArn: "arn:aws:kafka:eu-west-1:111122223333:cluster/events/1234",
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["arn:aws:iam::444455556666:root"] }],
            actions: ["kafka:CreateVpcConnection"],
            resources: ["*"],
        }],
    }).json,
});`,
        },
        check: (resource) =>
            mustLetNoOutsidersIn(policyOf(resource), say`Name who may connect, or scope it by a condition.`),
    }),
    settingPolicy({
        id: "msk-connector-tls",
        title: "MSK connectors reach their cluster over TLS",
        severity: "medium",
        level: "mandatory",
        types: [CONNECTOR],
        controls: { fsbp: ["MSK.3"], nist: ["SC-8", "SC-13"], whitepaper: ["MSK"] },
        why: "Plain traffic can be read and altered on the way within the network.",
        fix: { text: "Set the encryption type. The connector is replaced.", example: exampleConnector },
        setting: "kafkaClusterEncryptionInTransit.encryptionType",
        must: { be: "TLS" },
        default: "PLAINTEXT",
    }),
    resourcePolicy({
        id: "msk-connector-logging",
        title: "MSK connectors log what their workers do",
        severity: "medium",
        types: [CONNECTOR],
        controls: { fsbp: ["MSK.5"], nist: ["AU-2", "AU-12"], whitepaper: ["MSK"] },
        why: "Records that could not be delivered, and why, are told in these logs only.",
        fix: { text: "Send the workers' logs to CloudWatch, S3 or Firehose.", example: exampleConnector },
        check(connector) {
            const logs = connector.get("logDelivery", "workerLogDelivery");
            return must(isDelivered(logs), say`Enable one of the targets in ${logs}.`);
        },
    }),
]);
