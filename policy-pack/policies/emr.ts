import { all, any, must, mustNot, resourcePolicy, say, service, settingPolicy, stackPolicy } from "../evaluation";
import { at, judgeJson } from "./json";
import { givesAddresses, SUBNETS } from "./vpc/resources";

const CLUSTER = "aws:emr/cluster:Cluster";
const SECURITY = "aws:emr/securityConfiguration:SecurityConfiguration";
const BLOCK = "aws:emr/blockPublicAccessConfiguration:BlockPublicAccessConfiguration";

const LOCAL_DISKS = ["EncryptionConfiguration", "AtRestEncryptionConfiguration", "LocalDiskEncryptionConfiguration"];

const exampleSecurity = `new aws.emr.SecurityConfiguration("reports", {
    configuration: pulumi.jsonStringify({
        EncryptionConfiguration: {
            EnableInTransitEncryption: true,
            EnableAtRestEncryption: true,
            InTransitEncryptionConfiguration: {
                TLSCertificateConfiguration: { CertificateProviderType: "PEM", S3Object: "s3://certificates/emr.zip" },
            },
            AtRestEncryptionConfiguration: {
                S3EncryptionConfiguration: { EncryptionMode: "SSE-KMS", AwsKmsKey: key.arn },
                LocalDiskEncryptionConfiguration: {
                    EncryptionKeyProviderType: "AwsKms",
                    AwsKmsKey: key.arn,
                    EnableEbsEncryption: true,
                },
            },
        },
    }),
});`;

const PRIVATE_CLUSTER = `const nodes = new aws.ec2.Subnet("reports", { vpcId: vpc.id, cidrBlock: "10.0.8.0/24" });
new aws.emr.Cluster("reports", {
    releaseLabel: "emr-7.9.0",
    serviceRole: "emr-service",
    ec2Attributes: { subnetId: nodes.id, instanceProfile: "emr-node" },
    masterInstanceGroup: { instanceType: "m7g.xlarge" },
});`;

export default service("emr", [
    resourcePolicy({
        id: "emr-block-public-access",
        title: "EMR refuses clusters that the internet reaches",
        severity: "critical",
        types: [BLOCK],
        controls: { fsbp: ["EMR.2"], nist: ["AC-3", "SC-7"], whitepaper: ["EMR"] },
        why: "Consoles and services of a cluster run code for whoever reaches them, with the rights of the cluster's role.",
        fix: {
            text: "Block public rules, with no exception but SSH.",
            example: `new aws.emr.BlockPublicAccessConfiguration("account", { blockPublicSecurityGroupRules: true });`,
        },
        check(configuration) {
            const blocks = configuration.get("blockPublicSecurityGroupRules");
            const ranges = configuration.get("permittedPublicSecurityGroupRuleRanges").items();
            return [
                must(blocks.is(true), say`Set ${blocks} to true.`),
                ranges.map((range) =>
                    must(
                        all(["minRange", "maxRange"].map((end) => range.get(end).is(22))),
                        say`Remove ${range}, or set it to port 22.`,
                    ),
                ),
            ];
        },
    }),
    stackPolicy({
        id: "emr-primary-not-public",
        title: "The primary node of an EMR cluster has no public address",
        severity: "high",
        types: [CLUSTER],
        controls: { fsbp: ["EMR.1"], nist: ["AC-3", "SC-7"], whitepaper: ["EMR", "VPC"] },
        why: "The primary node serves consoles that run code. With a public address only a security group keeps them from the internet.",
        fix: {
            text: "Put the cluster into subnets that give out no public addresses.",
            example: PRIVATE_CLUSTER,
        },
        check: (cluster, stack) =>
            stack
                .ofTypes(...SUBNETS)
                .filter((subnet) => cluster.comesFrom("ec2Attributes", subnet))
                .map((subnet) => {
                    const giving = givesAddresses(subnet);
                    return mustNot(
                        giving.is(true),
                        say`Put it into another subnet than ${subnet}, or set ${giving} to false.`,
                    );
                }),
    }),
    resourcePolicy({
        id: "emr-primary-not-public-by-default-vpc",
        title: "EMR clusters name their subnets",
        severity: "high",
        level: "advisory",
        types: [CLUSTER],
        controls: { fsbp: ["EMR.1"], nist: ["AC-3", "SC-7"], whitepaper: ["EMR", "VPC"] },
        why: "Without a subnet a cluster goes to the default VPC, whose subnets give out public addresses, unless somebody has changed them.",
        fix: { text: "Put the cluster into a private subnet. The cluster is replaced.", example: PRIVATE_CLUSTER },
        check(cluster) {
            const attributes = cluster.get("ec2Attributes");
            return must(
                any([attributes.get("subnetId").isGiven(), attributes.get("subnetIds").some((id) => id.isGiven())]),
                say`Set \`ec2Attributes.subnetId\` to a private subnet.`,
            );
        },
    }),
    settingPolicy({
        id: "emr-security-configuration",
        title: "EMR clusters have a security configuration",
        severity: "medium",
        types: [CLUSTER],
        controls: { nist: ["SC-8", "SC-28"], whitepaper: ["EMR"] },
        why: "Without one nothing of what a cluster keeps and sends is encrypted by it.",
        fix: {
            text: "Name a security configuration that encrypts data at rest and on the way. The cluster is replaced.",
            example: `const security = ${exampleSecurity}
new aws.emr.Cluster("reports", {
    releaseLabel: "emr-7.9.0",
    serviceRole: "arn:aws:iam::111122223333:role/emr",
    securityConfiguration: security.name,
});`,
        },
        setting: "securityConfiguration",
        must: { beSet: "the name of a security configuration" },
    }),
    settingPolicy({
        id: "emr-logging",
        title: "EMR clusters keep their logs",
        severity: "low",
        types: [CLUSTER],
        controls: { nist: ["AU-12", "AU-4"], whitepaper: ["EMR"] },
        why: "Logs lie on the cluster, and go with it: why a step failed, or who ran it, nobody can tell then.",
        fix: {
            text: "Name a folder in a bucket. The cluster is replaced.",
            example: `new aws.emr.Cluster("reports", {
    releaseLabel: "emr-7.9.0",
    serviceRole: "arn:aws:iam::111122223333:role/emr",
    logUri: "s3://logs/emr/",
});`,
        },
        setting: "logUri",
        must: { beGiven: "a folder in a bucket" },
    }),
    resourcePolicy({
        id: "emr-encrypted-at-rest",
        title: "Security configurations of EMR encrypt data at rest",
        severity: "medium",
        types: [SECURITY],
        controls: { fsbp: ["EMR.3"], nist: ["SC-13", "SC-28"], whitepaper: ["EMR"] },
        why: "Clusters write what they read to their disks, readable for whoever gets hold of them.",
        fix: { text: "Turn encryption at rest on, for local disks too.", example: exampleSecurity },
        check(security) {
            const configuration = security.get("configuration");
            const isOn = judgeJson(
                configuration,
                (content) => at(content, "EncryptionConfiguration", "EnableAtRestEncryption") === true,
            );
            return must(isOn, say`Set \`EncryptionConfiguration.EnableAtRestEncryption\` to true in ${configuration}.`);
        },
    }),
    resourcePolicy({
        id: "emr-ebs-encrypted",
        title: "Security configurations of EMR encrypt local disks, root volumes too",
        severity: "medium",
        types: [SECURITY],
        controls: { nist: ["SC-13", "SC-28"], whitepaper: ["EMR"] },
        why: "Encryption at rest may be of S3 alone, and that of local disks leaves out the root volume, on which logs and credentials lie.",
        fix: { text: "Let EBS encrypt the volumes, with a KMS key.", example: exampleSecurity },
        check(security) {
            const configuration = security.get("configuration");
            return must(
                judgeJson(configuration, (content) => at(content, ...LOCAL_DISKS, "EnableEbsEncryption") === true),
                say`Set \`LocalDiskEncryptionConfiguration.EnableEbsEncryption\` to true in ${configuration}.`,
            );
        },
    }),
    resourcePolicy({
        id: "emr-encrypted-in-transit",
        title: "Security configurations of EMR encrypt data on the way",
        severity: "medium",
        types: [SECURITY],
        controls: { fsbp: ["EMR.4"], nist: ["SC-8", "SC-13"], whitepaper: ["EMR"] },
        why: "Nodes send each other all data, readable for who listens on the network between them.",
        fix: { text: "Turn encryption in transit on, with certificates.", example: exampleSecurity },
        check(security) {
            const configuration = security.get("configuration");
            const isOn = judgeJson(
                configuration,
                (content) => at(content, "EncryptionConfiguration", "EnableInTransitEncryption") === true,
            );
            return must(
                isOn,
                say`Set \`EncryptionConfiguration.EnableInTransitEncryption\` to true in ${configuration}.`,
            );
        },
    }),
    resourcePolicy({
        id: "emr-s3-kms",
        title: "Security configurations of EMR encrypt files in S3 with KMS",
        severity: "low",
        types: [SECURITY],
        controls: { nist: ["SC-12", "SC-28"], whitepaper: ["EMR"] },
        why: "With a KMS key, who may decrypt is decided apart from who may read. Off by default here: a bucket can encrypt so by itself.",
        fix: { text: "Set the encryption mode of S3 to SSE-KMS or CSE-KMS.", example: exampleSecurity },
        offByDefault: true,
        check(security) {
            const configuration = security.get("configuration");
            const usesKms = judgeJson(configuration, (content) => {
                const mode = at(
                    content,
                    "EncryptionConfiguration",
                    "AtRestEncryptionConfiguration",
                    "S3EncryptionConfiguration",
                    "EncryptionMode",
                );
                return mode === "SSE-KMS" || mode === "CSE-KMS";
            });
            return must(
                usesKms,
                say`Set \`S3EncryptionConfiguration.EncryptionMode\` to "SSE-KMS" in ${configuration}.`,
            );
        },
    }),
]);
