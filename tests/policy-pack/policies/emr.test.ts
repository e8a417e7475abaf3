import emr from "../../../policy-pack/policies/emr";
import { describeService } from "../support/describe";
import { unknown, type Input, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const cluster = (inputs: Inputs): TestResource => ({ type: "aws:emr/cluster:Cluster", inputs });
const security = (EncryptionConfiguration: Input): TestResource => ({
    type: "aws:emr/securityConfiguration:SecurityConfiguration",
    inputs: { configuration: JSON.stringify({ EncryptionConfiguration }) },
});
const disks = (LocalDiskEncryptionConfiguration: Input): Inputs => ({
    EnableAtRestEncryption: true,
    AtRestEncryptionConfiguration: { LocalDiskEncryptionConfiguration },
});
const files = (EncryptionMode: string): TestResource =>
    security({ AtRestEncryptionConfiguration: { S3EncryptionConfiguration: { EncryptionMode } } });
const block = (inputs: Inputs): TestResource => ({
    type: "aws:emr/blockPublicAccessConfiguration:BlockPublicAccessConfiguration",
    inputs,
});
const inSubnet = (ec2Attributes: Inputs): TestResource => ({
    ...cluster({ ec2Attributes }),
    from: { ec2Attributes: ["subnet"] },
});
const subnet = (mapPublicIpOnLaunch?: Input): TestResource => ({
    type: "aws:ec2/subnet:Subnet",
    name: "subnet",
    inputs: mapPublicIpOnLaunch === undefined ? {} : { mapPublicIpOnLaunch },
});
const PRIVATE = "Set `ec2Attributes.subnetId` to a private subnet.";
const SSH = { minRange: 22, maxRange: 22 };
const BLOCK = "Set `blockPublicSecurityGroupRules` to true.";
const RANGE = "Remove `permittedPublicSecurityGroupRuleRanges[0]`, or set it to port 22.";
const AT_REST = "Set `EncryptionConfiguration.EnableAtRestEncryption` to true in `configuration`.";
const IN_TRANSIT = "Set `EncryptionConfiguration.EnableInTransitEncryption` to true in `configuration`.";
const KMS = 'Set `S3EncryptionConfiguration.EncryptionMode` to "SSE-KMS" in `configuration`.';
const NO_JSON = {
    resources: { type: "aws:emr/securityConfiguration:SecurityConfiguration", inputs: { configuration: "{" } },
    undetermined: "Cannot be judged: `configuration`.",
};

describeService(emr, {
    "emr-block-public-access": {
        compliant: {
            blocked: block({ blockPublicSecurityGroupRules: true }),
            "but for SSH": block({
                blockPublicSecurityGroupRules: true,
                permittedPublicSecurityGroupRuleRanges: [SSH],
            }),
        },
        violating: {
            not: { resources: block({ blockPublicSecurityGroupRules: false }), says: [BLOCK] },
            "but for all below SSH": {
                resources: block({
                    blockPublicSecurityGroupRules: true,
                    permittedPublicSecurityGroupRuleRanges: [{ minRange: 20, maxRange: 22 }],
                }),
                says: [RANGE],
            },
            "but for a console": {
                resources: block({
                    blockPublicSecurityGroupRules: true,
                    permittedPublicSecurityGroupRuleRanges: [{ minRange: 22, maxRange: 8088 }],
                }),
                says: [RANGE],
            },
        },
        absent: { not: { resources: block({}), says: [BLOCK] } },
    },
    "emr-primary-not-public": {
        says: 'Put it into another subnet than "subnet", or set `mapPublicIpOnLaunch` to false.',
        compliant: {
            "in a private subnet": [inSubnet({ subnetId: unknown() }), subnet()],
            "in one of several": [inSubnet({ subnetIds: [unknown(), unknown()] }), subnet(false)],
            "in a subnet of elsewhere": cluster({ ec2Attributes: { subnetId: "subnet-1" } }),
            "a public subnet for something else": [cluster({ ec2Attributes: { subnetId: "subnet-1" } }), subnet(true)],
        },
        violating: {
            "in a public subnet": [inSubnet({ subnetId: unknown() }), subnet(true)],
            "one of several is public": [inSubnet({ subnetIds: [unknown()] }), subnet("true")],
            "in a default subnet": [
                inSubnet({ subnetId: unknown() }),
                { ...subnet(), type: "aws:ec2/defaultSubnet:DefaultSubnet" },
            ],
        },
        absent: "compliant",
        unknown: {
            "whether the subnet is public": {
                resources: [inSubnet({ subnetId: unknown() }), subnet(unknown())],
                undetermined: 'Not known before the update: `mapPublicIpOnLaunch` of "subnet".',
            },
        },
    },
    "emr-primary-not-public-by-default-vpc": {
        says: PRIVATE,
        compliant: {
            "a subnet": cluster({ ec2Attributes: { subnetId: "subnet-1" } }),
            "a subnet that is not made yet": inSubnet({ subnetId: unknown() }),
            "several, which are not made yet": inSubnet({ subnetIds: [unknown(), unknown()] }),
        },
        violating: {
            "no subnet": cluster({ ec2Attributes: { instanceProfile: "p" } }),
            "an empty list of subnets": cluster({ ec2Attributes: { subnetIds: [] } }),
        },
        absent: "violating",
    },
    "emr-security-configuration": {
        says: "Set `securityConfiguration` to the name of a security configuration.",
        compliant: { named: cluster({ securityConfiguration: "reports" }) },
        violating: { none: cluster({ securityConfiguration: "" }) },
        absent: "violating",
        malformed: {},
    },
    "emr-logging": {
        says: "Set `logUri` to a folder in a bucket.",
        compliant: {
            "a folder": cluster({ logUri: "s3://logs/emr/" }),
            "a folder in a bucket that is not made yet": cluster({ logUri: unknown() }),
        },
        violating: { none: cluster({ releaseLabel: "emr-7.9.0" }) },
        absent: "violating",
        byPresenceAlone: true,
    },
    "emr-encrypted-at-rest": {
        says: AT_REST,
        compliant: {
            all: security(disks({ EnableEbsEncryption: true })),
            "local disks": security(disks({ EncryptionKeyProviderType: "AwsKms" })),
            "files only, which another policy judges": security({ EnableAtRestEncryption: true }),
        },
        violating: { off: security({ EnableAtRestEncryption: false }) },
        absent: "violating",
        malformed: { "no JSON": NO_JSON },
    },
    "emr-ebs-encrypted": {
        says: "Set `LocalDiskEncryptionConfiguration.EnableEbsEncryption` to true in `configuration`.",
        compliant: { "root volumes too": security(disks({ EnableEbsEncryption: true })) },
        violating: {
            "local disks only": security(disks({ EncryptionKeyProviderType: "AwsKms" })),
            "files only": security({ EnableAtRestEncryption: true }),
        },
        absent: "violating",
        malformed: { "no JSON": NO_JSON },
    },
    "emr-encrypted-in-transit": {
        says: IN_TRANSIT,
        compliant: { on: security({ EnableInTransitEncryption: true }) },
        violating: { off: security({ EnableInTransitEncryption: false }), "not said": security({}) },
        absent: "violating",
        malformed: { "no JSON": NO_JSON },
    },
    "emr-s3-kms": {
        says: KMS,
        compliant: { KMS: files("SSE-KMS"), "by the client": files("CSE-KMS") },
        violating: { "S3's key": files("SSE-S3") },
        absent: "violating",
        malformed: { "no JSON": NO_JSON },
    },
});
