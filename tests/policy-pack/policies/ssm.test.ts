import ssm from "../../../policy-pack/policies/ssm";
import { describeService } from "../support/describe";
import { unknown, type Input, type Inputs } from "../support/inputs";

const document = (inputs: Inputs) => ({
    type: "aws:ssm/document:Document",
    inputs: { documentType: "Command", content: "{}", ...inputs },
});
const sharing = (accounts: Input, key = "account_ids") => document({ permissions: { type: "Share", [key]: accounts } });
const session = (inputs: Inputs) => document({ documentType: "Session", content: JSON.stringify({ inputs }) });
/** The same in YAML, as the console writes it. */
const sessionInYaml = (...inputs: readonly string[]) =>
    document({
        documentType: "Session",
        documentFormat: "YAML",
        content: [
            "# Sessions",
            "schemaVersion: '1.0'",
            "inputs:",
            ...inputs.map((line) => `  ${line}`),
            "  shellProfile:",
            "    linux: ''",
            "sessionType: Standard_Stream",
            "",
        ].join("\n"),
    });
const setting = (settingId: string, settingValue: string) => ({
    type: "aws:ssm/serviceSetting:ServiceSetting",
    inputs: { settingId, settingValue },
});
const PUBLIC_SHARING = "/ssm/documents/console/public-sharing-permission";
const AUTOMATION_LOGS = "/ssm/automation/customer-script-log-destination";
const arn = (id: string) => `arn:aws:ssm:eu-west-1:111122223333:servicesetting${id}`;
const parameter = (inputs: Inputs) => ({ type: "aws:ssm/parameter:Parameter", inputs });
const KEY = "Set `content.inputs.kmsKeyId` to a KMS key of your own.";
const LOG = "Set `content.inputs.cloudWatchLogGroupName` or `content.inputs.s3BucketName`, and turn its encryption on.";
const SECURE = 'Set `type` to "SecureString", and rotate what was here.';

describeService(ssm, {
    "ssm-document-not-public": {
        says: "Name the accounts in `permissions.account_ids`.",
        compliant: { "one account": sharing("111122223333"), nobody: document({}) },
        violating: {
            everybody: sharing("All"),
            "everybody beside an account": sharing("111122223333, all"),
            "as Pulumi writes it": {
                resources: sharing("All", "accountIds"),
                says: ["Name the accounts in `permissions.accountIds`."],
            },
        },
        absent: "compliant",
    },
    "ssm-block-public-documents": {
        says: 'Set `settingValue` to "Disable".',
        compliant: {
            blocked: setting(PUBLIC_SHARING, "Disable"),
            "another setting": setting(AUTOMATION_LOGS, "CloudWatch"),
        },
        violating: { open: setting(PUBLIC_SHARING, "Enable"), "by its ARN": setting(arn(PUBLIC_SHARING), "Enable") },
        absent: "compliant",
    },
    "ssm-automation-logging": {
        says: 'Set `settingValue` to "CloudWatch".',
        compliant: {
            logged: setting(AUTOMATION_LOGS, "CloudWatch"),
            "another setting": setting(PUBLIC_SHARING, "Enable"),
        },
        violating: { "not logged": setting(arn(AUTOMATION_LOGS), "None") },
        absent: "compliant",
    },
    "ssm-session-encrypted": {
        says: KEY,
        compliant: {
            "with a key": session({ kmsKeyId: "alias/sessions" }),
            "with a key, in YAML": sessionInYaml('kmsKeyId: "alias/sessions" # ours'),
            "with a key, in YAML that names it elsewhere": sessionInYaml(
                "s3BucketName: &name alias/sessions",
                "kmsKeyId: *name",
            ),
            "with a key, in YAML on one line": document({
                documentType: "Session",
                documentFormat: "YAML",
                content: "inputs: { kmsKeyId: alias/sessions }",
            }),
            "another document": document({}),
        },
        violating: {
            "without a key": session({ kmsKeyId: "" }),
            "with a key of AWS": session({ kmsKeyId: "alias/aws/ssm" }),
            "it says nothing": session({}),
            "without a key, in YAML": sessionInYaml("kmsKeyId: ''"),
            "it says nothing, in YAML": sessionInYaml("kmsKeyId:"),
        },
        absent: "compliant",
        malformed: {
            "broken YAML": {
                resources: sessionInYaml("kmsKeyId: [alias/sessions"),
                undetermined: "Not of the type it should be: `content`.",
            },
            "YAML with two answers": {
                resources: sessionInYaml("kmsKeyId: alias/sessions", "kmsKeyId: ''"),
                undetermined: "Not of the type it should be: `content`.",
            },
        },
    },
    "ssm-session-logging": {
        says: LOG,
        compliant: {
            "to CloudWatch": session({ cloudWatchLogGroupName: "sessions", cloudWatchEncryptionEnabled: true }),
            "to S3": session({ s3BucketName: "sessions", s3EncryptionEnabled: true }),
            "to S3, in YAML": sessionInYaml("s3BucketName: sessions", "s3EncryptionEnabled: true"),
            "another document": document({}),
        },
        violating: {
            "not at all": session({ cloudWatchLogGroupName: "", s3BucketName: "", s3EncryptionEnabled: true }),
            "as it is": session({ cloudWatchLogGroupName: "sessions", cloudWatchEncryptionEnabled: false }),
            "as it is, in YAML": sessionInYaml("s3BucketName: 'sessions'", "s3EncryptionEnabled: false"),
        },
        absent: "compliant",
    },
    "ssm-parameter-no-plaintext-secrets": {
        says: SECURE,
        compliant: {
            encrypted: parameter({ type: "SecureString", name: "/app/db_password", value: "hunter2" }),
            "a setting": parameter({ type: "String", name: "/app/log_level", value: "debug" }),
        },
        violating: {
            "by its name": parameter({ type: "String", name: "/app/db_password", value: "hunter2" }),
            "by its value": parameter({ type: "StringList", insecureValue: "a,AKIAIOSFODNN7EXAMPLE" }),
        },
        absent: "compliant",
        unknown: {
            "the value": {
                resources: parameter({ type: "String", value: unknown() }),
                undetermined: "Not known before the update: `value`.",
            },
            "the value, but it is encrypted": parameter({ type: "SecureString", value: unknown() }),
        },
    },
    "ssm-parameter-secure": {
        says: 'Set `type` to "SecureString".',
        compliant: { encrypted: parameter({ type: "SecureString" }) },
        violating: { "as it is": parameter({ type: "String" }) },
        absent: "violating",
    },
    "ssm-parameter-cmk": {
        says: "Set `keyId` to a key of your own.",
        compliant: {
            "a key of one's own": parameter({ type: "SecureString", keyId: "alias/app" }),
            "as it is, which is for others": parameter({ type: "String" }),
        },
        violating: {
            "no key": parameter({ type: "SecureString" }),
            "the key of AWS": parameter({ type: "SecureString", keyId: "alias/aws/ssm" }),
        },
        absent: "compliant",
    },
});
