import { any, must, resourcePolicy, say, service, settingPolicy } from "../evaluation";

const WORKGROUP = "aws:athena/workgroup:Workgroup";
const DATABASE = "aws:athena/database:Database";

const exampleWorkgroup = (settings: string): string => `new aws.athena.Workgroup("reports", {
    configuration: { ${settings} },
});`;

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
            const configuration = workgroup.get("configuration");
            const option = configuration.get("resultConfiguration", "encryptionConfiguration", "encryptionOption");
            // What Athena keeps itself is always encrypted.
            const isKept = configuration.get("managedQueryResultsConfiguration", "enabled").is(true);
            return must(any([option.isPresent(), isKept]), say`Set ${option} to "SSE_KMS".`);
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
]);
