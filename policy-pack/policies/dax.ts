import { service, settingPolicy } from "../evaluation";

const CLUSTER = "aws:dax/cluster:Cluster";

export default service("dax", [
    settingPolicy({
        id: "dax-encrypted",
        title: "DAX clusters encrypt what they keep",
        severity: "medium",
        level: "mandatory",
        types: [CLUSTER],
        controls: { fsbp: ["DynamoDB.3"], nist: ["SC-13", "SC-28"], whitepaper: ["DynamoDB"] },
        why: "The cache holds the items of the tables, on disk too, and a cluster cannot be encrypted later.",
        fix: {
            text: "Set `serverSideEncryption.enabled`. The cluster is replaced.",
            example: `new aws.dax.Cluster("orders", {
    clusterName: "orders",
    iamRoleArn: "arn:aws:iam::111122223333:role/dax",
    nodeType: "dax.r5.large",
    replicationFactor: 3,
    serverSideEncryption: { enabled: true },
});`,
        },
        setting: "serverSideEncryption.enabled",
        must: { be: true },
        default: false,
    }),
    settingPolicy({
        id: "dax-tls",
        title: "DAX clusters are reached over TLS",
        severity: "medium",
        level: "mandatory",
        types: [CLUSTER],
        controls: { fsbp: ["DynamoDB.7"], nist: ["SC-8", "SC-13"], whitepaper: ["DynamoDB"] },
        why: "Without TLS, items and requests can be read and altered on the way within the network.",
        fix: {
            text: "Set `clusterEndpointEncryptionType`. The cluster is replaced.",
            example: `new aws.dax.Cluster("orders", {
    clusterName: "orders",
    iamRoleArn: "arn:aws:iam::111122223333:role/dax",
    nodeType: "dax.r5.large",
    replicationFactor: 3,
    clusterEndpointEncryptionType: "TLS",
});`,
        },
        setting: "clusterEndpointEncryptionType",
        must: { be: "TLS" },
        default: "NONE",
    }),
    settingPolicy({
        id: "dax-multi-node",
        title: "DAX clusters outlive the loss of a node",
        severity: "low",
        types: [CLUSTER],
        controls: { nist: ["CP-10"], whitepaper: ["DynamoDB"] },
        why: "With one node, its failure or maintenance sends all requests to the tables at once.",
        fix: {
            text: "Set `replicationFactor` to 3 or more, in as many zones.",
            example: `new aws.dax.Cluster("orders", {
    clusterName: "orders",
    iamRoleArn: "arn:aws:iam::111122223333:role/dax",
    nodeType: "dax.r5.large",
    replicationFactor: 3,
});`,
        },
        offByDefault: true,
        setting: "replicationFactor",
        must: { beAtLeast: 3, unit: "nodes" },
    }),
]);
