import { all, must, mustNot, not, resourcePolicy, say, service, set, settingPolicy, when } from "../evaluation";
import type { ResourcePolicy, ResourceReader, Truth, Value } from "../evaluation";
import { mustLetNoOutsidersIn } from "./documents";
import { at, judgeJson } from "./json";
import { ownKeyPolicy } from "./ownKeys";
import { policyOf, typesWithPolicy } from "./resourcePolicies";

const DOMAIN = "aws:opensearch/domain:Domain";
/** The same service under its former name; both types make the same domains. */
const FORMER_DOMAIN = "aws:elasticsearch/domain:Domain";
const DOMAINS = [DOMAIN, FORMER_DOMAIN] as const;
const SECURITY_POLICY = "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy";

/** Whether a domain publishes a log. */
function publishes(domain: ResourceReader, type: string): Truth {
    return domain
        .get("logPublishingOptions")
        .some((log) => all([log.get("logType").is(type), log.get("enabled").absentAs(true).is(true)]));
}

function isInVpc(domain: ResourceReader): Truth {
    return domain.get("vpcOptions", "subnetIds").isGiven();
}

/** Whether a network policy of OpenSearch Serverless lets anybody reach what it names. */
function letsPublicIn(policy: Value): Truth {
    return judgeJson(policy, (rules) =>
        Array.isArray(rules) ? rules.some((rule) => at(rule, "AllowFromPublic") === true) : "undetermined",
    );
}

const exampleDomain = (settings: string): string => `new aws.opensearch.Domain("search", {
    ${settings},
});`;

interface TlsPolicy extends Pick<ResourcePolicy, "id" | "title" | "why" | "level"> {
    /** Names of policies. */
    readonly accepted: RegExp;
}

function tlsPolicy({ accepted, ...declared }: TlsPolicy): ResourcePolicy {
    return resourcePolicy({
        ...declared,
        severity: "medium",
        types: DOMAINS,
        controls: { fsbp: ["Opensearch.8", "ES.8"], nist: ["SC-8", "SC-13"], whitepaper: ["OpenSearch"] },
        fix: {
            text: "Set `domainEndpointOptions.tlsSecurityPolicy`.",
            example: exampleDomain(`domainEndpointOptions: { tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" }`),
        },
        check(domain) {
            const policy = domain.get("domainEndpointOptions", "tlsSecurityPolicy");
            return must(
                policy.judgeText((name) => accepted.test(name)),
                say`Set ${policy} to "Policy-Min-TLS-1-2-PFS-2023-10".`,
            );
        },
        remediation: () => [set(["domainEndpointOptions", "tlsSecurityPolicy"], "Policy-Min-TLS-1-2-PFS-2023-10")],
    });
}

export default service("opensearch", [
    resourcePolicy({
        id: "opensearch-https-only",
        title: "OpenSearch domains refuse requests without TLS",
        severity: "medium",
        level: "mandatory",
        types: DOMAINS,
        controls: { fsbp: ["Opensearch.8", "ES.8"], nist: ["AC-17(2)", "SC-8", "SC-13"], whitepaper: ["OpenSearch"] },
        why: "Over plain HTTP everybody on the way reads queries, answers and passwords.",
        fix: {
            text: "Set `domainEndpointOptions.enforceHttps`.",
            example: exampleDomain(
                `domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" }`,
            ),
        },
        check(domain) {
            const options = domain.get("domainEndpointOptions");
            // Without options at all AWS decides, and takes HTTP; the provider fills in options that are given.
            const enforced = options.isAbsent
                ? options.get("enforceHttps")
                : options.get("enforceHttps").absentAs(true);
            return must(enforced.is(true), say`Set ${enforced} to true.`);
        },
        remediation: () => [set(["domainEndpointOptions", "enforceHttps"], true)],
    }),
    tlsPolicy({
        id: "opensearch-tls-policy",
        title: "OpenSearch domains accept TLS 1.2 and later only",
        level: "mandatory",
        why: "TLS 1.0 and 1.1, which the default policy accepts, have flaws by which traffic can be read.",
        accepted: /^Policy-Min-TLS-1-[23]-/,
    }),
    tlsPolicy({
        id: "opensearch-latest-tls-policy",
        title: "OpenSearch domains have the latest TLS policy",
        why: "The policies of 2019 accept ciphers without forward secrecy: who has the key later reads what was recorded.",
        accepted: /^Policy-Min-TLS-1-[23]-(?!2019-07$)/,
    }),
    settingPolicy({
        id: "opensearch-in-vpc",
        title: "OpenSearch domains lie in a VPC",
        severity: "critical",
        types: DOMAINS,
        controls: { fsbp: ["Opensearch.2", "ES.2"], nist: ["AC-3", "AC-4", "SC-7"], whitepaper: ["OpenSearch"] },
        why: "A domain outside of a VPC has a public address: one mistake in its access policy opens it to the internet.",
        fix: {
            text: "Give it `vpcOptions` with private subnets. A domain cannot be moved: make a new one.",
            example: exampleDomain(`vpcOptions: { subnetIds: ["subnet-0abc"], securityGroupIds: ["sg-0abc"] }`),
        },
        setting: "vpcOptions.subnetIds",
        must: { beGiven: "private subnets" },
    }),
    resourcePolicy({
        id: "opensearch-security-groups",
        title: "OpenSearch domains in a VPC have security groups of their own",
        severity: "medium",
        types: DOMAINS,
        controls: { nist: ["AC-4", "SC-7"], whitepaper: ["OpenSearch", "VPC"] },
        why: "Without one the domain is in the VPC's default group, and open to whatever else is.",
        fix: {
            text: "Name security groups that let in only who searches.",
            example: exampleDomain(`vpcOptions: { subnetIds: ["subnet-0abc"], securityGroupIds: ["sg-0abc"] }`),
        },
        check(domain) {
            const groups = domain.get("vpcOptions", "securityGroupIds");
            return when(isInVpc(domain), must(groups.isPresent(), say`Set ${groups} to security groups of its own.`));
        },
    }),
    settingPolicy({
        id: "opensearch-node-to-node-encryption",
        title: "OpenSearch domains encrypt what their nodes tell each other",
        severity: "medium",
        level: "mandatory",
        types: DOMAINS,
        controls: { fsbp: ["Opensearch.3", "ES.3"], nist: ["SC-8", "SC-13"], whitepaper: ["OpenSearch"] },
        why: "Nodes copy all data to each other, readable for who listens on the network between them.",
        fix: {
            text: "Set `nodeToNodeEncryption.enabled`.",
            example: exampleDomain(`nodeToNodeEncryption: { enabled: true }`),
        },
        setting: "nodeToNodeEncryption.enabled",
        must: { be: true },
        default: false,
    }),
    settingPolicy({
        id: "opensearch-encrypted",
        title: "OpenSearch domains are encrypted",
        severity: "medium",
        level: "mandatory",
        types: DOMAINS,
        controls: { fsbp: ["Opensearch.1", "ES.1"], nist: ["SC-13", "SC-28"], whitepaper: ["OpenSearch"] },
        why: "Indexes, logs and snapshots on disk are readable for whoever gets hold of them.",
        fix: {
            text: "Set `encryptAtRest.enabled`.",
            example: exampleDomain(`encryptAtRest: { enabled: true }`),
        },
        setting: "encryptAtRest.enabled",
        must: { be: true },
        default: false,
    }),
    ownKeyPolicy({
        id: "opensearch-cmk",
        what: "OpenSearch domains",
        types: DOMAINS,
        setting: "encryptAtRest.kmsKeyId",
        whitepaper: "OpenSearch",
        example: exampleDomain(`encryptAtRest: { enabled: true, kmsKeyId: key.keyId }`),
    }),
    resourcePolicy({
        id: "opensearch-audit-logging",
        title: "OpenSearch domains publish their audit log",
        severity: "medium",
        types: DOMAINS,
        controls: { fsbp: ["Opensearch.5", "ES.5"], nist: ["AU-2", "AU-12"], whitepaper: ["OpenSearch"] },
        why: "Who signed in, and who read which index, is in no other log.",
        fix: {
            text: "Publish AUDIT_LOGS, and turn auditing on in the domain's dashboards.",
            example: exampleDomain(`logPublishingOptions: [{
        logType: "AUDIT_LOGS",
        cloudwatchLogGroupArn: "arn:aws:logs:eu-west-1:111122223333:log-group:search-audit",
    }]`),
        },
        check: (domain) =>
            must(
                publishes(domain, "AUDIT_LOGS"),
                say`Add the log type "AUDIT_LOGS" to ${domain.get("logPublishingOptions")}.`,
            ),
    }),
    resourcePolicy({
        id: "opensearch-logging",
        title: "OpenSearch domains publish their error log",
        severity: "medium",
        types: DOMAINS,
        controls: { fsbp: ["Opensearch.4", "ES.4"], nist: ["AU-2", "AU-12"], whitepaper: ["OpenSearch"] },
        why: "Errors are nowhere else; without them a failing domain is a riddle.",
        fix: {
            text: "Publish ES_APPLICATION_LOGS, and the slow logs where needed.",
            example: exampleDomain(`logPublishingOptions: [{
        logType: "ES_APPLICATION_LOGS",
        cloudwatchLogGroupArn: "arn:aws:logs:eu-west-1:111122223333:log-group:search",
    }]`),
        },
        check: (domain) =>
            must(
                publishes(domain, "ES_APPLICATION_LOGS"),
                say`Add the log type "ES_APPLICATION_LOGS" to ${domain.get("logPublishingOptions")}.`,
            ),
    }),
    settingPolicy({
        id: "opensearch-fine-grained-access",
        title: "OpenSearch domains decide by index who may do what",
        severity: "high",
        types: DOMAINS,
        controls: { fsbp: ["Opensearch.7"], nist: ["AC-3", "AC-6"], whitepaper: ["OpenSearch"] },
        why: "Without it whoever may call the domain may read, change and delete every index.",
        fix: {
            text: "Turn `advancedSecurityOptions` on, with a role as master user. It needs encryption, on disk and between nodes, and HTTPS.",
            example: exampleDomain(`advancedSecurityOptions: {
        enabled: true,
        masterUserOptions: { masterUserArn: "arn:aws:iam::111122223333:role/search-admin" },
    }`),
        },
        setting: "advancedSecurityOptions.enabled",
        must: { be: true },
        default: false,
    }),
    settingPolicy({
        id: "opensearch-no-anonymous-access",
        title: "OpenSearch domains know who calls",
        severity: "high",
        types: [DOMAIN],
        controls: { nist: ["AC-3", "IA-2"], whitepaper: ["OpenSearch"] },
        why: "While anonymous access is on, requests that nobody signed are answered.",
        fix: {
            text: "Leave `anonymousAuthEnabled` out once all clients sign their requests.",
            example: exampleDomain(`advancedSecurityOptions: { enabled: true, anonymousAuthEnabled: false }`),
        },
        setting: "advancedSecurityOptions.anonymousAuthEnabled",
        must: { be: false },
        default: false,
    }),
    resourcePolicy({
        id: "opensearch-dedicated-masters",
        title: "OpenSearch domains have three nodes that only lead",
        severity: "medium",
        types: DOMAINS,
        controls: { fsbp: ["Opensearch.11", "ES.7"], nist: ["CP-10", "SC-5"], whitepaper: ["OpenSearch"] },
        why: "Where nodes that search lead as well, load takes the domain down. Two leaders cannot agree when one is lost.",
        fix: {
            text: "Turn dedicated master nodes on, three of them.",
            example: exampleDomain(`clusterConfig: { dedicatedMasterEnabled: true, dedicatedMasterCount: 3 }`),
        },
        check(domain) {
            const config = domain.get("clusterConfig");
            const [enabled, count] = [config.get("dedicatedMasterEnabled"), config.get("dedicatedMasterCount")];
            return [
                must(enabled.is(true), say`Set ${enabled} to true.`),
                when(enabled.is(true), must(count.atLeast(3), say`Set ${count} to 3 or more.`)),
            ];
        },
    }),
    resourcePolicy({
        id: "opensearch-data-nodes",
        title: "OpenSearch domains keep their data in three nodes and several zones",
        severity: "medium",
        types: DOMAINS,
        controls: { fsbp: ["Opensearch.6", "ES.6"], nist: ["CP-10", "SC-36"], whitepaper: ["OpenSearch"] },
        why: "With fewer nodes, or all in one zone, the loss of one takes the domain down, and data with it.",
        fix: {
            text: "Set `instanceCount` to 3 or more, and `zoneAwarenessEnabled`.",
            example: exampleDomain(`clusterConfig: {
        instanceCount: 3,
        zoneAwarenessEnabled: true,
        zoneAwarenessConfig: { availabilityZoneCount: 3 },
    }`),
        },
        check(domain) {
            const config = domain.get("clusterConfig");
            const count = config.get("instanceCount");
            const zones = config.get("zoneAwarenessEnabled");
            return [
                must(count.atLeast(3), say`Set ${count} to 3 or more.`),
                must(zones.is(true), say`Set ${zones} to true.`),
            ];
        },
    }),
    settingPolicy({
        id: "opensearch-auto-software-update",
        title: "OpenSearch domains take service updates by themselves",
        severity: "medium",
        types: [DOMAIN],
        controls: { fsbp: ["Opensearch.10"], nist: ["SI-2"], whitepaper: ["OpenSearch"] },
        why: "Service updates mend security flaws. Optional ones wait for somebody to start them.",
        fix: {
            text: "Set `softwareUpdateOptions.autoSoftwareUpdateEnabled`: updates run in the off-peak window.",
            example: exampleDomain(`softwareUpdateOptions: { autoSoftwareUpdateEnabled: true }`),
        },
        setting: "softwareUpdateOptions.autoSoftwareUpdateEnabled",
        must: { be: true },
        default: false,
        remediates: true,
    }),
    resourcePolicy({
        id: "opensearch-policy-no-public",
        title: "Policies of OpenSearch let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("openSearch"),
        controls: { cis7: ["2.21"], nist: ["AC-3"], whitepaper: ["OpenSearch"] },
        why: "Whoever reaches the domain could read, change and delete all of it.",
        fix: {
            text: "Name the roles that may call it. In a VPC, where only the network lets callers in, fine-grained access decides.",
            example: `new aws.opensearch.DomainPolicy("search", {
    domainName: "search",
    accessPolicies: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["arn:aws:iam::111122223333:role/search"] }],
            actions: ["es:ESHttp*"],
            resources: ["*"],
        }],
    }).json,
});`,
        },
        check(resource) {
            const demands = mustLetNoOutsidersIn(
                policyOf(resource),
                say`Name who may call it, or scope it by a condition.`,
            );
            // A domain in a VPC is reached through the VPC only, whatever its policy says.
            return DOMAINS.some((type) => type === resource.type) ? when(not(isInVpc(resource)), demands) : demands;
        },
    }),
    resourcePolicy({
        id: "opensearch-serverless-not-public",
        title: "OpenSearch Serverless is reached from VPCs only",
        severity: "medium",
        types: [SECURITY_POLICY],
        controls: { nist: ["AC-4", "SC-7"], whitepaper: ["OpenSearch"] },
        why: "With public access the collection is on the internet: only data access policies and credentials stand before it.",
        fix: {
            text: "Name VPC endpoints instead of `AllowFromPublic`.",
            example: `new aws.opensearch.ServerlessSecurityPolicy("search", {
    type: "network",
    policy: JSON.stringify([{
        Rules: [{ ResourceType: "collection", Resource: ["collection/search"] }],
        AllowFromPublic: false,
        SourceVPCEs: ["vpce-0abc"],
    }]),
});`,
        },
        check(resource) {
            const policy = resource.get("policy");
            return when(
                resource.get("type").is("network"),
                mustNot(letsPublicIn(policy), say`Set \`AllowFromPublic\` to false in ${policy}.`),
            );
        },
    }),
]);
