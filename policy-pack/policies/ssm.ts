import { all, any, must, mustNot, not, resourcePolicy, say, service, when } from "../evaluation";
import type { ResourceReader, Truth, Value } from "../evaluation";
import { parseYaml } from "../yaml";
import { isOwnKey } from "./kmsKeys";
import { isSecretSetting } from "./secretPatterns";

const DOCUMENT = "aws:ssm/document:Document";
const PARAMETER = "aws:ssm/parameter:Parameter";
const SERVICE_SETTING = "aws:ssm/serviceSetting:ServiceSetting";

/** What Session Manager does, if the document is about it. */
function sessionOf(document: ResourceReader): { readonly isSession: Truth; readonly inputs: Value } {
    const isYaml = document.get("documentFormat").is("YAML") === true;
    return {
        isSession: document.get("documentType").is("Session"),
        inputs: document
            .get("content")
            .parsed(isYaml ? parseYaml : undefined)
            .get("inputs"),
    };
}

/** Demands a value of one setting of the account; the others are not this policy's. */
function mustSet(setting: ResourceReader, id: string, value: string) {
    const isIt = setting.get("settingId").judgeText((text) => text.endsWith(id));
    const actual = setting.get("settingValue");
    return when(isIt, must(actual.is(value), say`Set ${actual} to ${value === "Disable" ? DISABLE : CLOUDWATCH}.`));
}

const DISABLE = say`"Disable"`;
const CLOUDWATCH = say`"CloudWatch"`;

const SESSIONS = `new aws.ssm.Document("sessions", {
    name: "SSM-SessionManagerRunShell",
    documentType: "Session",
    content: JSON.stringify({
        schemaVersion: "1.0",
        sessionType: "Standard_Stream",
        inputs: {
            kmsKeyId: "alias/sessions",
            cloudWatchLogGroupName: "sessions",
            cloudWatchEncryptionEnabled: true,
        },
    }),
});`;

const SECURE = `new aws.ssm.Parameter("db-password", { type: "SecureString", keyId: key.arn, value: config.requireSecret("password") });`;

export default service("ssm", [
    resourcePolicy({
        id: "ssm-document-not-public",
        title: "Documents of Systems Manager are not shared with everybody",
        severity: "critical",
        types: [DOCUMENT],
        controls: { fsbp: ["SSM.4"], nist: ["AC-3", "AC-6", "SC-7"], whitepaper: ["account security"] },
        why: "A document shows how your machines are set up, and at times the secrets for it.",
        fix: {
            text: "Share documents with accounts.",
            example: `new aws.ssm.Document("setup", {
    documentType: "Command",
    content: JSON.stringify({ schemaVersion: "2.2", mainSteps: [] }),
    permissions: { type: "Share", account_ids: "111122223333" },
});`,
        },
        check: (document) =>
            // The keys of a map stay as the provider has them, unless somebody wrote them as Pulumi writes all else.
            ["account_ids", "accountIds"].map((key) => {
                const accounts = document.get("permissions", key);
                return mustNot(
                    accounts.judgeText((text) =>
                        text.split(",").some((account) => account.trim().toLowerCase() === "all"),
                    ),
                    say`Name the accounts in ${accounts}.`,
                );
            }),
    }),
    resourcePolicy({
        id: "ssm-block-public-documents",
        title: "Accounts block public sharing of documents",
        severity: "critical",
        types: [SERVICE_SETTING],
        controls: { fsbp: ["SSM.7"], nist: ["AC-3", "SC-7"], whitepaper: ["account security"] },
        why: "Turned on, whoever may change a document can show it to the world.",
        fix: {
            text: "Turn public sharing off.",
            example: `new aws.ssm.ServiceSetting("no-public-documents", {
    settingId: "/ssm/documents/console/public-sharing-permission",
    settingValue: "Disable",
});`,
        },
        check: (setting) => mustSet(setting, "/ssm/documents/console/public-sharing-permission", "Disable"),
    }),
    resourcePolicy({
        id: "ssm-automation-logging",
        title: "Scripts of Automation are logged",
        severity: "medium",
        types: [SERVICE_SETTING],
        controls: { fsbp: ["SSM.6"], nist: ["AU-2", "AU-12"], whitepaper: ["CloudWatch"] },
        why: "What a script did is gone with it unless its output is kept.",
        fix: {
            text: "Send the output of scripts to CloudWatch.",
            example: `new aws.ssm.ServiceSetting("automation-logs", {
    settingId: "/ssm/automation/customer-script-log-destination",
    settingValue: "CloudWatch",
});`,
        },
        check: (setting) => mustSet(setting, "/ssm/automation/customer-script-log-destination", "CloudWatch"),
    }),
    resourcePolicy({
        id: "ssm-session-encrypted",
        title: "Sessions are encrypted with a key of your own",
        severity: "medium",
        types: [DOCUMENT],
        controls: { nist: ["SC-8", "SC-13", "AC-17"], whitepaper: ["account security"] },
        why: "TLS ends at AWS; with a key, only who may use it can follow or open a session.",
        fix: { text: "Name a KMS key in the document of sessions.", example: SESSIONS },
        check(document) {
            const { isSession, inputs } = sessionOf(document);
            const key = inputs.get("kmsKeyId");
            return when(isSession, must(isOwnKey(key), say`Set ${key} to a KMS key of your own.`));
        },
    }),
    resourcePolicy({
        id: "ssm-session-logging",
        title: "Sessions are logged where logs are encrypted",
        severity: "medium",
        types: [DOCUMENT],
        controls: { nist: ["AU-2", "AU-12", "AU-9", "AC-17"], whitepaper: ["CloudWatch"] },
        why: "Without a log nobody knows what was done on a machine, and one that is open shows it to everybody.",
        fix: { text: "Log to CloudWatch or S3, encrypted.", example: SESSIONS },
        check(document) {
            const { isSession, inputs } = sessionOf(document);
            const [group, bucket] = [inputs.get("cloudWatchLogGroupName"), inputs.get("s3BucketName")];
            const isLogged = any([
                all([group.isPresent(), inputs.get("cloudWatchEncryptionEnabled").is(true)]),
                all([bucket.isPresent(), inputs.get("s3EncryptionEnabled").is(true)]),
            ]);
            return when(isSession, must(isLogged, say`Set ${group} or ${bucket}, and turn its encryption on.`));
        },
    }),
    resourcePolicy({
        id: "ssm-parameter-no-plaintext-secrets",
        title: "Parameters that hold a secret are encrypted",
        severity: "high",
        types: [PARAMETER],
        controls: { nist: ["IA-5(7)", "SC-28"], whitepaper: ["account security"] },
        why: "A parameter of type String is read by whoever may read parameters, and shown in the console.",
        fix: { text: "Make it a SecureString, or keep the secret in Secrets Manager.", example: SECURE },
        check(parameter) {
            const type = parameter.get("type");
            const holds = ["value", "insecureValue"].map((property) =>
                isSecretSetting(parameter.get("name"), parameter.get(property)),
            );
            return mustNot(
                all([not(type.is("SecureString")), any(holds)]),
                say`Set ${type} to "SecureString", and rotate what was here.`,
            );
        },
    }),
    resourcePolicy({
        id: "ssm-parameter-secure",
        title: "Parameters are encrypted",
        severity: "low",
        offByDefault: true,
        types: [PARAMETER],
        controls: { nist: ["SC-28"], whitepaper: ["account security"] },
        why: "Who cannot tell settings from secrets is safe if all are encrypted.",
        fix: { text: "Make all parameters SecureStrings.", example: SECURE },
        check(parameter) {
            const type = parameter.get("type");
            return must(type.is("SecureString"), say`Set ${type} to "SecureString".`);
        },
    }),
    resourcePolicy({
        id: "ssm-parameter-cmk",
        title: "Encrypted parameters have a key of your own",
        severity: "low",
        types: [PARAMETER],
        controls: { nist: ["SC-28", "SC-12"], whitepaper: ["account security"] },
        offByDefault: true,
        why: "Whoever may read parameters can decrypt with the key of AWS; with your own, that is decided and recorded separately.",
        fix: { text: "Name a key.", example: SECURE },
        check(parameter) {
            const key = parameter.get("keyId");
            return when(
                parameter.get("type").is("SecureString"),
                must(isOwnKey(key), say`Set ${key} to a key of your own.`),
            );
        },
    }),
]);
