import { all, any, must, not, resourcePolicy, say, service, settingPolicy, when } from "../evaluation";
import type { ResourceReader, Value } from "../evaluation";
import { isOwnKey } from "./kmsKeys";

const WORKGROUP = "aws:athena/workgroup:Workgroup";
const DATABASE = "aws:athena/database:Database";

const exampleWorkgroup = (settings: string): string => `new aws.athena.Workgroup("reports", {
    configuration: { ${settings} },
});`;

/** How results of queries are encrypted in the bucket they go to. */
function inBucket(resource: ResourceReader): Value {
    return resource.type === WORKGROUP
        ? resource.get("configuration", "resultConfiguration", "encryptionConfiguration")
        : resource.get("encryptionConfiguration");
}

/** How Athena keeps results itself, if it is to; they are always encrypted then. */
function keptResults(workgroup: ResourceReader): Value {
    return workgroup.get("configuration", "managedQueryResultsConfiguration");
}

export default service("athena", [
    resourcePolicy({
        id: "athena-workgroup-encrypted",
        title: "Athena workgroups encrypt results",
        severity: "medium",
        types: [WORKGROUP],
        controls: { nist: ["SC-13", "SC-28"], whitepaper: ["Athena"] },
        why: "Results are copies of the data, in a bucket that other people may read.",
        fix: {
            text: "Choose how results are encrypted, or let Athena keep them.",
            example: exampleWorkgroup(
                `resultConfiguration: { encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: key.arn } }`,
            ),
        },
        check(workgroup) {
            const option = inBucket(workgroup).get("encryptionOption");
            return must(
                any([option.isPresent(), keptResults(workgroup).get("enabled").is(true)]),
                say`Set ${option} to "SSE_KMS".`,
            );
        },
    }),
    settingPolicy({
        id: "athena-workgroup-enforced",
        title: "Athena workgroups decide for their clients",
        severity: "medium",
        types: [WORKGROUP],
        controls: { nist: ["CM-6", "SC-28"], whitepaper: ["Athena"] },
        why: "Otherwise each client says where results go, and whether they are encrypted.",
        fix: {
            text: "Leave `enforceWorkgroupConfiguration` out, or set it to true.",
            example: exampleWorkgroup(`enforceWorkgroupConfiguration: true`),
        },
        setting: "configuration.enforceWorkgroupConfiguration",
        must: { be: true },
        default: true,
        remediates: true,
    }),
    settingPolicy({
        id: "athena-workgroup-metrics",
        title: "Athena workgroups report their queries",
        severity: "medium",
        types: [WORKGROUP],
        controls: { fsbp: ["Athena.4"], nist: ["AU-12", "SI-4"], whitepaper: ["Athena"] },
        why: "Without metrics nobody sees who scans how much, or that all queries fail.",
        fix: {
            text: "Leave `publishCloudwatchMetricsEnabled` out, or set it to true.",
            example: exampleWorkgroup(`publishCloudwatchMetricsEnabled: true`),
        },
        setting: "configuration.publishCloudwatchMetricsEnabled",
        must: { be: true },
        default: true,
        remediates: true,
    }),
    settingPolicy({
        id: "athena-database-encrypted",
        title: "Athena databases encrypt results",
        severity: "medium",
        types: [DATABASE],
        controls: { nist: ["SC-13", "SC-28"], whitepaper: ["Athena"] },
        why: "Results are copies of the data, in a bucket that other people may read.",
        fix: {
            text: "Choose how results are encrypted. The database is replaced.",
            example: `new aws.athena.Database("reports", {
    bucket: bucket.bucket,
    encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKey: key.arn },
});`,
        },
        setting: "encryptionConfiguration.encryptionOption",
        must: { beSet: `"SSE_KMS"` },
    }),
    resourcePolicy({
        id: "athena-cmk",
        title: "Results of Athena are encrypted with a KMS key of your own",
        severity: "low",
        types: [WORKGROUP, DATABASE],
        controls: { nist: ["SC-12", "SC-28"], whitepaper: ["Athena"] },
        why: "With a key of AWS, who may decrypt cannot be decided or taken back apart from who may read.",
        fix: {
            text: "Encrypt results with KMS, and name a key of your own.",
            example: exampleWorkgroup(
                `resultConfiguration: { encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: key.arn } }`,
            ),
        },
        offByDefault: true,
        check(resource) {
            const option = inBucket(resource).get("encryptionOption");
            const key = inBucket(resource).get(resource.type === WORKGROUP ? "kmsKeyArn" : "kmsKey");
            const inBucketByOwn = must(
                all([option.isOneOf(["SSE_KMS", "CSE_KMS"]), isOwnKey(key)]),
                say`Set ${option} to "SSE_KMS" and ${key} to the ARN of a KMS key of your own.`,
            );
            if (resource.type === DATABASE) {
                return inBucketByOwn;
            }
            const isKept = keptResults(resource).get("enabled").is(true);
            const keptKey = keptResults(resource).get("encryptionConfiguration", "kmsKey");
            return [
                when(isKept, must(isOwnKey(keptKey), say`Set ${keptKey} to the ARN of a KMS key of your own.`)),
                when(not(isKept), inBucketByOwn),
            ];
        },
    }),
]);
