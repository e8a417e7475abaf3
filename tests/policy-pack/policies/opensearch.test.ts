import opensearch from "../../../policy-pack/policies/opensearch";
import { describeService } from "../support/describe";
import { unknown, type Input, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const domain = (inputs: Inputs = {}): TestResource => ({ type: "aws:opensearch/domain:Domain", inputs });
const former = (inputs: Inputs = {}): TestResource => ({ type: "aws:elasticsearch/domain:Domain", inputs });
const network = (policy: Input, type = "network"): TestResource => ({
    type: "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy",
    inputs: { type, policy },
});
const log = (logType: string, enabled?: boolean): Inputs => ({
    cloudwatchLogGroupArn: "arn:aws:logs:eu-west-1:111122223333:log-group:search",
    logType,
    ...(enabled !== undefined && { enabled }),
});
const anybody = { Effect: "Allow", Principal: "*", Action: "es:*", Resource: "*" };
const own = { ...anybody, Principal: { AWS: "arn:aws:iam::111122223333:role/search" } };
const document = (statement: Input): string => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });

const TLS = "Policy-Min-TLS-1-2-PFS-2023-10";
const LOG = 'Add the log type "ES_APPLICATION_LOGS" to `logPublishingOptions`.';
const PUBLIC = "Statement 1 of `accessPolicies` lets anybody in. Name who may call it, or scope it by a condition.";
const SUBNETS = { subnetIds: ["subnet-1"] };
const COUNT = "Set `clusterConfig.instanceCount` to 3 or more.";
const ZONES = "Set `clusterConfig.zoneAwarenessEnabled` to true.";
const FROM_PUBLIC = "Set `AllowFromPublic` to false in `policy`.";
const rules = (...allowed: readonly boolean[]): string =>
    JSON.stringify(allowed.map((AllowFromPublic) => ({ Rules: [], AllowFromPublic })));

describeService(opensearch, {
    "opensearch-https-only": {
        says: "Set `domainEndpointOptions.enforceHttps` to true.",
        compliant: {
            enforced: domain({ domainEndpointOptions: { enforceHttps: true } }),
            "by default, where there are options": former({ domainEndpointOptions: { tlsSecurityPolicy: TLS } }),
        },
        violating: {
            "a domain": domain({ domainEndpointOptions: { enforceHttps: false } }),
            "a domain of the former type": former({ domainEndpointOptions: { enforceHttps: "false" } }),
        },
        absent: "violating",
    },
    "opensearch-tls-policy": {
        says: `Set \`domainEndpointOptions.tlsSecurityPolicy\` to "${TLS}".`,
        compliant: {
            "TLS 1.2": domain({ domainEndpointOptions: { tlsSecurityPolicy: TLS } }),
            "the one before": former({ domainEndpointOptions: { tlsSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" } }),
        },
        violating: {
            "TLS 1.0": domain({ domainEndpointOptions: { tlsSecurityPolicy: "Policy-Min-TLS-1-0-2019-07" } }),
            "what only holds such a name": domain({ domainEndpointOptions: { tlsSecurityPolicy: `Old-${TLS}` } }),
            "TLS 1.0, in the former type": former({
                domainEndpointOptions: { tlsSecurityPolicy: "Policy-Min-TLS-1-0-2019-07" },
            }),
            "by default": domain({ domainEndpointOptions: { enforceHttps: true } }),
        },
        absent: "violating",
    },
    "opensearch-latest-tls-policy": {
        says: `Set \`domainEndpointOptions.tlsSecurityPolicy\` to "${TLS}".`,
        compliant: {
            "the latest": domain({ domainEndpointOptions: { tlsSecurityPolicy: TLS } }),
            "the latest for FIPS": former({
                domainEndpointOptions: { tlsSecurityPolicy: "Policy-Min-TLS-1-2-RFC9151-FIPS-2024-08" },
            }),
            "one for TLS 1.3": domain({ domainEndpointOptions: { tlsSecurityPolicy: "Policy-Min-TLS-1-3-2027-01" } }),
        },
        violating: {
            "TLS 1.2, of 2019": domain({ domainEndpointOptions: { tlsSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" } }),
            "TLS 1.0": former({ domainEndpointOptions: { tlsSecurityPolicy: "Policy-Min-TLS-1-0-2019-07" } }),
            "what only holds such a name": domain({ domainEndpointOptions: { tlsSecurityPolicy: `Old-${TLS}` } }),
            "by default": domain({ domainEndpointOptions: { enforceHttps: true } }),
        },
        absent: "violating",
    },
    "opensearch-in-vpc": {
        says: "Set `vpcOptions.subnetIds` to private subnets.",
        compliant: {
            "a VPC": domain({ vpcOptions: SUBNETS }),
            "one whose subnets are not known yet": domain({ vpcOptions: { subnetIds: unknown() } }),
        },
        violating: {
            none: domain({ vpcOptions: null }),
            "none, in the former type": former(),
            "no subnet": domain({ vpcOptions: { securityGroupIds: ["sg-1"] } }),
            "nothing of a VPC": former({ vpcOptions: {} }),
        },
        absent: "violating",
        malformed: {},
    },
    "opensearch-security-groups": {
        says: "Set `vpcOptions.securityGroupIds` to security groups of its own.",
        compliant: { "its own": domain({ vpcOptions: { ...SUBNETS, securityGroupIds: ["sg-1"] } }), public: domain() },
        violating: {
            none: domain({ vpcOptions: SUBNETS }),
            empty: former({ vpcOptions: { ...SUBNETS, securityGroupIds: [] } }),
        },
        absent: "compliant",
        malformed: {},
    },
    "opensearch-node-to-node-encryption": {
        says: "Set `nodeToNodeEncryption.enabled` to true.",
        compliant: { on: domain({ nodeToNodeEncryption: { enabled: true } }) },
        violating: {
            off: domain({ nodeToNodeEncryption: { enabled: false } }),
            "off, in the former type": former({ nodeToNodeEncryption: { enabled: false } }),
        },
        absent: "violating",
    },
    "opensearch-encrypted": {
        says: "Set `encryptAtRest.enabled` to true.",
        compliant: { on: domain({ encryptAtRest: { enabled: true } }) },
        violating: {
            off: domain({ encryptAtRest: { enabled: false } }),
            "off, in the former type": former({ encryptAtRest: { enabled: false } }),
        },
        absent: "violating",
    },
    "opensearch-cmk": {
        says: "Set `encryptAtRest.kmsKeyId` to the ARN of a KMS key of your own.",
        compliant: { "a key": domain({ encryptAtRest: { enabled: true, kmsKeyId: "1234" } }) },
        violating: {
            none: domain({ encryptAtRest: { enabled: true } }),
            "none, in the former type": former({ encryptAtRest: { enabled: true, kmsKeyId: "" } }),
        },
        absent: "violating",
    },
    "opensearch-audit-logging": {
        says: 'Add the log type "AUDIT_LOGS" to `logPublishingOptions`.',
        compliant: { published: domain({ logPublishingOptions: [log("INDEX_SLOW_LOGS"), log("AUDIT_LOGS")] }) },
        violating: {
            "another log": domain({ logPublishingOptions: [log("INDEX_SLOW_LOGS")] }),
            "turned off": former({ logPublishingOptions: [log("AUDIT_LOGS", false)] }),
        },
        absent: "violating",
    },
    "opensearch-logging": {
        says: LOG,
        compliant: { published: domain({ logPublishingOptions: [log("ES_APPLICATION_LOGS")] }) },
        violating: {
            none: former({ logPublishingOptions: [] }),
            "turned off": domain({ logPublishingOptions: [log("ES_APPLICATION_LOGS", false)] }),
            "others only": former({ logPublishingOptions: [log("SEARCH_SLOW_LOGS"), log("AUDIT_LOGS")] }),
        },
        absent: "violating",
        malformed: {
            "no list": {
                resources: domain({ logPublishingOptions: "all" }),
                undetermined: "Not of the type it should be: `logPublishingOptions`.",
            },
        },
    },
    "opensearch-fine-grained-access": {
        says: "Set `advancedSecurityOptions.enabled` to true.",
        compliant: { on: domain({ advancedSecurityOptions: { enabled: true } }) },
        violating: {
            off: domain({ advancedSecurityOptions: { enabled: false } }),
            "off, in the former type": former({ advancedSecurityOptions: { enabled: false } }),
        },
        absent: "violating",
    },
    "opensearch-no-anonymous-access": {
        says: "Remove `advancedSecurityOptions.anonymousAuthEnabled`, or set it to false.",
        compliant: { off: domain({ advancedSecurityOptions: { enabled: true, anonymousAuthEnabled: false } }) },
        violating: { on: domain({ advancedSecurityOptions: { enabled: true, anonymousAuthEnabled: true } }) },
        absent: "compliant",
    },
    "opensearch-dedicated-masters": {
        says: "Set `clusterConfig.dedicatedMasterEnabled` to true.",
        compliant: { three: domain({ clusterConfig: { dedicatedMasterEnabled: true, dedicatedMasterCount: 3 } }) },
        violating: {
            none: domain({ clusterConfig: { dedicatedMasterEnabled: false } }),
            two: {
                resources: former({ clusterConfig: { dedicatedMasterEnabled: true, dedicatedMasterCount: 2 } }),
                says: ["Set `clusterConfig.dedicatedMasterCount` to 3 or more."],
            },
        },
        absent: "violating",
    },
    "opensearch-data-nodes": {
        compliant: { three: domain({ clusterConfig: { instanceCount: 3, zoneAwarenessEnabled: true } }) },
        violating: {
            two: {
                resources: domain({ clusterConfig: { instanceCount: 2, zoneAwarenessEnabled: true } }),
                says: [COUNT],
            },
            "in one zone": { resources: former({ clusterConfig: { instanceCount: "3" } }), says: [ZONES] },
        },
        absent: { "one node": { resources: domain(), says: [COUNT, ZONES] } },
    },
    "opensearch-auto-software-update": {
        says: "Set `softwareUpdateOptions.autoSoftwareUpdateEnabled` to true.",
        compliant: { on: domain({ softwareUpdateOptions: { autoSoftwareUpdateEnabled: true } }) },
        violating: { off: domain({ softwareUpdateOptions: { autoSoftwareUpdateEnabled: false } }) },
        absent: "violating",
    },
    "opensearch-policy-no-public": {
        says: PUBLIC,
        compliant: {
            "a role": domain({ accessPolicies: document(own) }),
            "an object": former({ accessPolicies: { Version: "2012-10-17", Statement: [own] } }),
            "anybody in the VPC": domain({ accessPolicies: document(anybody), vpcOptions: SUBNETS }),
        },
        violating: {
            "a domain": domain({ accessPolicies: document(anybody) }),
            "a domain of the former type": former({ accessPolicies: { Statement: [anybody] } }),
            "a policy of its own": {
                type: "aws:opensearch/domainPolicy:DomainPolicy",
                inputs: { accessPolicies: document(anybody) },
            },
            "a policy of the former type": {
                type: "aws:elasticsearch/domainPolicy:DomainPolicy",
                inputs: { accessPolicies: document(anybody) },
            },
            "a pipeline": {
                resources: {
                    type: "aws:opensearchingest/resourcePolicy:ResourcePolicy",
                    inputs: { policy: document(anybody) },
                },
                says: [PUBLIC.replace("accessPolicies", "policy")],
            },
        },
        absent: "compliant",
        unknown: {
            "whether it is in a VPC": {
                resources: domain({ accessPolicies: document(anybody), vpcOptions: unknown() }),
                undetermined: "Not known before the update: `vpcOptions.subnetIds`.",
            },
        },
        malformed: {},
    },
    "opensearch-serverless-not-public": {
        says: FROM_PUBLIC,
        compliant: {
            endpoints: network(rules(false)),
            "another kind of policy": network("{}", "encryption"),
        },
        violating: { public: network(rules(true)), "one of the rules": network(rules(false, true)) },
        absent: "compliant",
        malformed: {
            "no JSON": { resources: network("["), undetermined: "Cannot be judged: `policy`." },
            "no list": { resources: network("{}"), undetermined: "Cannot be judged: `policy`." },
        },
    },
});
