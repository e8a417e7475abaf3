import eks from "../../../policy-pack/policies/eks";
import { byType } from "../support/byType";
import { describeService } from "../support/describe";
import { unknown, type Input, type Inputs } from "../support/inputs";

const cluster = (inputs: Inputs = {}) => ({ type: "aws:eks/cluster:Cluster", inputs: { roleArn: "arn", ...inputs } });
const reached = (vpcConfig: Inputs) => cluster({ vpcConfig: { subnetIds: ["subnet-1"], ...vpcConfig } });
const nodes = (inputs: Inputs) => ({ type: "aws:eks/nodeGroup:NodeGroup", inputs: { clusterName: "main", ...inputs } });
const encrypted = (resources: readonly Input[], keyArn: Input = "arn:aws:kms:…:key/1") =>
    cluster({ encryptionConfig: { resources, provider: { keyArn } } });
const logging = (...enabledClusterLogTypes: readonly Input[]) => cluster({ enabledClusterLogTypes });

const OPEN = "Set `vpcConfig.endpointPublicAccess` to false, or `vpcConfig.publicAccessCidrs` to those that need it.";
const KEY = "Set `encryptionConfig.provider.keyArn` to a KMS key.";
const SECRETS = 'Name "secrets" in `encryptionConfig.resources`.';
const VERSION = "Set `version` to 1.32 or newer.";
const STANDARD = 'Set `version` to one in standard support, such as "1.36".';
const SSH = "Remove `remoteAccess.ec2SshKey`, or name who may come in in `remoteAccess.sourceSecurityGroupIds`.";

describeService(eks, {
    "eks-endpoint-not-public": {
        says: OPEN,
        compliant: {
            "no public endpoint": reached({ endpointPublicAccess: false }),
            "some addresses": reached({ endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24"] }),
        },
        violating: {
            "by default": reached({}),
            "to everybody": reached({ endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24", "0.0.0.0/0"] }),
            "to everybody, in halves": reached({ publicAccessCidrs: ["0.0.0.0/1", "128.0.0.0/1"] }),
            "an empty list": reached({ endpointPublicAccess: true, publicAccessCidrs: [] }),
        },
        absent: "violating",
    },
    "eks-endpoint-private-only": {
        says: "Set `vpcConfig.endpointPublicAccess` to false.",
        compliant: { "no public endpoint": reached({ endpointPublicAccess: false }) },
        violating: { "some addresses": reached({ endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24"] }) },
        absent: "violating",
    },
    "eks-secrets-encryption": {
        compliant: { "with a key": encrypted(["secrets"]) },
        violating: {
            "of nothing": { resources: encrypted([]), says: [SECRETS] },
            "without a key": { resources: encrypted(["secrets"], ""), says: [KEY] },
        },
        absent: { "AWS's own key": { resources: cluster(), says: [KEY, SECRETS] } },
        malformed: {
            "no text": {
                resources: encrypted([["secrets"]]),
                undetermined: "Not of the type it should be: `encryptionConfig.resources[0]`.",
            },
        },
    },
    "eks-audit-logging": {
        says: 'Add "audit" to `enabledClusterLogTypes`.',
        compliant: { alone: logging("audit"), "with others": logging("api", "audit") },
        violating: { others: logging("api", "authenticator"), none: logging() },
        absent: "violating",
    },
    "eks-control-plane-logging": {
        says: "Name all logs that are asked for in `enabledClusterLogTypes`.",
        compliant: {
            all: logging("api", "audit", "authenticator", "controllerManager", "scheduler"),
            "as many as the options ask for": { resources: logging("audit"), options: { logTypes: ["audit"] } },
        },
        violating: { "all but one": logging("api", "audit", "authenticator", "controllerManager") },
        absent: "violating",
    },
    ...byType(
        {
            "eks-supported-version": ["aws:eks/cluster:Cluster"],
            "eks-node-group-supported-version": ["aws:eks/nodeGroup:NodeGroup"],
        },
        {
            says: VERSION,
            compliant: { new: cluster({ version: "1.34" }), "the oldest one": nodes({ version: "1.32" }) },
            violating: {
                old: cluster({ version: "1.31" }),
                "old, with a patch": nodes({ version: "1.31.9" }),
                "very old nodes": nodes({ version: "1.9" }),
                "what never was": cluster({ version: "0.34" }),
            },
            absent: "compliant",
            unknown: {
                "a version of another kind": {
                    resources: cluster({ version: "2.1.31", tags: unknown() }),
                    undetermined: "Cannot be judged: `version`.",
                },
            },
        },
    ),
    ...byType(
        {
            "eks-standard-support": ["aws:eks/cluster:Cluster"],
            "eks-node-group-standard-support": ["aws:eks/nodeGroup:NodeGroup"],
        },
        {
            says: STANDARD,
            compliant: {
                "the newest that is known": cluster({ version: "1.36" }),
                "a newer one": nodes({ version: "1.40" }),
                "with a patch": nodes({ version: "1.35.2" }),
                "the day before it ends": { resources: cluster({ version: "1.34" }), today: "2026-12-01" },
            },
            violating: {
                "the day it ends": { resources: nodes({ version: "1.34" }), today: "2026-12-02" },
                "in extended support": cluster({ version: "1.32" }),
                "before all that are known": nodes({ version: "1.9" }),
                "what never was": cluster({ version: "0.40" }),
            },
            absent: "compliant",
            unknown: {
                "a version of another kind": {
                    resources: cluster({ version: "2.1.36", tags: unknown() }),
                    undetermined: "Cannot be judged: `version`.",
                },
            },
        },
    ),
    "eks-node-group-no-open-ssh": {
        says: SSH,
        compliant: {
            "no key": nodes({ remoteAccess: {} }),
            "for some": nodes({ remoteAccess: { ec2SshKey: "admin", sourceSecurityGroupIds: [unknown()] } }),
        },
        violating: {
            "for everybody": nodes({ remoteAccess: { ec2SshKey: "admin" } }),
            "an empty list": nodes({ remoteAccess: { ec2SshKey: "admin", sourceSecurityGroupIds: [] } }),
        },
        absent: "compliant",
        malformed: {
            "no list": {
                resources: nodes({ remoteAccess: { ec2SshKey: "admin", sourceSecurityGroupIds: "sg-1" } }),
                undetermined: "Not of the type it should be: `remoteAccess.sourceSecurityGroupIds`.",
            },
        },
    },
});
