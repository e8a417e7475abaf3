import athena from "../../../policy-pack/policies/athena";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const workgroup = (configuration: Inputs): TestResource => ({
    type: "aws:athena/workgroup:Workgroup",
    inputs: { configuration },
});
const database = (inputs: Inputs): TestResource => ({ type: "aws:athena/database:Database", inputs });
const encrypted = (encryptionOption: string): Inputs => ({ encryptionConfiguration: { encryptionOption } });

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
});
