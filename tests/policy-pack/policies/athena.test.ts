import athena from "../../../policy-pack/policies/athena";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const workgroup = (configuration: Inputs): TestResource => ({
    type: "aws:athena/workgroup:Workgroup",
    inputs: { configuration },
});
const database = (inputs: Inputs): TestResource => ({ type: "aws:athena/database:Database", inputs });
const encrypted = (encryptionOption: string, key: Inputs = {}): Inputs => ({
    encryptionConfiguration: { encryptionOption, ...key },
});
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1";
const RESULTS = "configuration.resultConfiguration.encryptionConfiguration";
const IN_BUCKET = `Set \`${RESULTS}.encryptionOption\` to "SSE_KMS" and \`${RESULTS}.kmsKeyArn\` to the ARN of a KMS key of your own.`;

describeService(athena, {
    "athena-workgroup-encrypted": {
        says: 'Set `configuration.resultConfiguration.encryptionConfiguration.encryptionOption` to "SSE_KMS".',
        compliant: {
            KMS: workgroup({ resultConfiguration: encrypted("SSE_KMS") }),
            "kept by Athena": workgroup({ managedQueryResultsConfiguration: { enabled: true } }),
        },
        violating: { "not said": workgroup({ resultConfiguration: { outputLocation: "s3://results/" } }) },
        absent: "violating",
        malformed: {},
    },
    "athena-workgroup-enforced": {
        says: "Remove `configuration.enforceWorkgroupConfiguration`, or set it to true.",
        compliant: { enforced: workgroup({ enforceWorkgroupConfiguration: true }) },
        violating: { not: workgroup({ enforceWorkgroupConfiguration: false }) },
        absent: "compliant",
    },
    "athena-workgroup-metrics": {
        says: "Remove `configuration.publishCloudwatchMetricsEnabled`, or set it to true.",
        compliant: { on: workgroup({ publishCloudwatchMetricsEnabled: true }) },
        violating: { off: workgroup({ publishCloudwatchMetricsEnabled: false }) },
        absent: "compliant",
    },
    "athena-database-encrypted": {
        says: 'Set `encryptionConfiguration.encryptionOption` to "SSE_KMS".',
        compliant: { KMS: database(encrypted("SSE_KMS")), S3: database(encrypted("SSE_S3")) },
        violating: { not: database(encrypted("")) },
        absent: "violating",
        malformed: {},
    },
    "athena-cmk": {
        says: IN_BUCKET,
        compliant: {
            "a key of one's own": workgroup({ resultConfiguration: encrypted("SSE_KMS", { kmsKeyArn: KEY }) }),
            "a key of one's own, by the client": workgroup({
                resultConfiguration: encrypted("CSE_KMS", { kmsKeyArn: KEY }),
            }),
            "a key of one's own, where Athena keeps results": workgroup({
                managedQueryResultsConfiguration: { enabled: true, encryptionConfiguration: { kmsKey: KEY } },
            }),
            "a key of one's own, for a database": database(encrypted("SSE_KMS", { kmsKey: KEY })),
        },
        violating: {
            "a key of S3": workgroup({ resultConfiguration: encrypted("SSE_S3") }),
            "a key that S3 does not ask for": workgroup({
                resultConfiguration: encrypted("SSE_S3", { kmsKeyArn: KEY }),
            }),
            "a key of AWS": workgroup({ resultConfiguration: encrypted("SSE_KMS", { kmsKeyArn: "alias/aws/s3" }) }),
            "where Athena keeps results, though a bucket has one": {
                resources: workgroup({
                    managedQueryResultsConfiguration: { enabled: true },
                    resultConfiguration: encrypted("SSE_KMS", { kmsKeyArn: KEY }),
                }),
                says: [
                    "Set `configuration.managedQueryResultsConfiguration.encryptionConfiguration.kmsKey` to the ARN of a KMS key of your own.",
                ],
            },
            "for a database": {
                resources: database(encrypted("SSE_S3", { kmsKey: KEY })),
                says: [
                    'Set `encryptionConfiguration.encryptionOption` to "SSE_KMS" and `encryptionConfiguration.kmsKey` to the ARN of a KMS key of your own.',
                ],
            },
        },
        absent: { "no results are encrypted": { resources: workgroup({}), says: [IN_BUCKET] } },
    },
});
