import { all, must, mustNot, resourcePolicy, say, service, settingPolicy, when } from "../evaluation";
import { GLUE_VERSIONS } from "../dated";
import { mustLetNoOutsidersIn } from "./documents";
import { policyOf, typesWithPolicy } from "./resourcePolicies";
import { isSecretSetting, mustHoldNoSecrets } from "./secretPatterns";

const CATALOG = "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings";
const SECURITY = "aws:glue/securityConfiguration:SecurityConfiguration";
const JOB = "aws:glue/job:Job";
const CRAWLER = "aws:glue/crawler:Crawler";
const DEV_ENDPOINT = "aws:glue/devEndpoint:DevEndpoint";
const CONNECTION = "aws:glue/connection:Connection";
const TRIGGER = "aws:glue/trigger:Trigger";

const { oldest: OLDEST_VERSION } = GLUE_VERSIONS.values;

const exampleSecurity = `new aws.glue.SecurityConfiguration("reports", {
    encryptionConfiguration: {
        cloudwatchEncryption: { cloudwatchEncryptionMode: "SSE-KMS", kmsKeyArn: key.arn },
        jobBookmarksEncryption: { jobBookmarksEncryptionMode: "CSE-KMS", kmsKeyArn: key.arn },
        s3Encryption: { s3EncryptionMode: "SSE-KMS", kmsKeyArn: key.arn },
    },
});`;

const CONNECTION_EXAMPLE = `new aws.glue.Connection("orders", {
    connectionProperties: {
        JDBC_CONNECTION_URL: "jdbc:postgresql://orders.example.com:5432/orders",
        JDBC_ENFORCE_SSL: "true",
        SECRET_ID: "orders",
    },
});`;

const exampleJob = (settings: string): string => `new aws.glue.Job("reports", {
    roleArn: "arn:aws:iam::111122223333:role/glue",
    command: { scriptLocation: "s3://scripts/reports.py" },
    ${settings},
});`;

export default service("glue", [
    resourcePolicy({
        id: "glue-catalog-encrypted",
        title: "The Glue data catalog is encrypted",
        severity: "medium",
        types: [CATALOG],
        controls: { nist: ["SC-13", "SC-28"], whitepaper: ["Glue"] },
        why: "The catalog tells what data there is and where, and its connections hold the passwords of databases.",
        fix: {
            text: "Encrypt the catalog and the passwords of its connections.",
            example: `new aws.glue.DataCatalogEncryptionSettings("catalog", {
    dataCatalogEncryptionSettings: {
        encryptionAtRest: { catalogEncryptionMode: "SSE-KMS", sseAwsKmsKeyId: key.arn },
        connectionPasswordEncryption: { returnConnectionPasswordEncrypted: true, awsKmsKeyId: key.arn },
    },
});`,
        },
        check(catalog) {
            const settings = catalog.get("dataCatalogEncryptionSettings");
            const mode = settings.get("encryptionAtRest", "catalogEncryptionMode");
            const passwords = settings.get("connectionPasswordEncryption", "returnConnectionPasswordEncrypted");
            return [
                must(mode.isOneOf(["SSE-KMS", "SSE-KMS-WITH-SERVICE-ROLE"]), say`Set ${mode} to "SSE-KMS".`),
                must(passwords.is(true), say`Set ${passwords} to true.`),
            ];
        },
    }),
    resourcePolicy({
        id: "glue-security-configuration-encrypted",
        title: "Security configurations of Glue encrypt all there is",
        severity: "medium",
        types: [SECURITY],
        controls: { nist: ["SC-13", "SC-28"], whitepaper: ["Glue"] },
        why: "What jobs write, log and remember is parts of the data they read.",
        fix: { text: "Encrypt logs, bookmarks and files with a KMS key.", example: exampleSecurity },
        check(configuration) {
            const encryption = configuration.get("encryptionConfiguration");
            const logs = encryption.get("cloudwatchEncryption", "cloudwatchEncryptionMode");
            const bookmarks = encryption.get("jobBookmarksEncryption", "jobBookmarksEncryptionMode");
            const files = encryption.get("s3Encryption", "s3EncryptionMode");
            return [
                must(logs.is("SSE-KMS"), say`Set ${logs} to "SSE-KMS".`),
                must(bookmarks.is("CSE-KMS"), say`Set ${bookmarks} to "CSE-KMS".`),
                must(files.isOneOf(["SSE-KMS", "SSE-S3"]), say`Set ${files} to "SSE-KMS".`),
            ];
        },
    }),
    settingPolicy({
        id: "glue-security-configuration",
        title: "Glue jobs and crawlers have a security configuration",
        severity: "medium",
        types: [JOB, CRAWLER, DEV_ENDPOINT],
        controls: { nist: ["SC-28", "AU-9"], whitepaper: ["Glue"] },
        why: "Without one, what they write, log and remember is not encrypted by them.",
        fix: {
            text: "Name a security configuration that encrypts logs, bookmarks and files.",
            example: exampleJob(`securityConfiguration: "reports"`),
        },
        setting: "securityConfiguration",
        must: { beSet: "the name of a security configuration" },
    }),
    resourcePolicy({
        id: "glue-supported-version",
        title: "Glue jobs run supported versions of Glue",
        severity: "medium",
        types: [JOB],
        controls: { fsbp: ["Glue.4"], nist: ["SI-2"], whitepaper: ["Glue"] },
        why: "Flaws in versions out of support are not mended any more.",
        fix: { text: "Raise `glueVersion`.", example: exampleJob(`glueVersion: "5.0"`) },
        knowledge: [GLUE_VERSIONS],
        check(job) {
            const version = job.get("glueVersion");
            const name = job.get("command", "name").absentAs("glueetl");
            // Python shell and Ray have versions of their own; where none is given, AWS takes the latest.
            const applies = all([name.isOneOf(["glueetl", "gluestreaming"]), !version.isAbsent]);
            return when(
                applies,
                must(version.atLeast(OLDEST_VERSION), say`Set ${version} to "${OLDEST_VERSION}.0" or later.`),
            );
        },
    }),
    resourcePolicy({
        id: "glue-connection-tls",
        title: "Glue reaches databases over TLS",
        severity: "medium",
        types: [CONNECTION],
        controls: { nist: ["SC-8", "SC-13"], whitepaper: ["Glue"] },
        why: "Without TLS the password and all data can be read on the way.",
        fix: {
            text: "Set `JDBC_ENFORCE_SSL` in `connectionProperties`.",
            example: CONNECTION_EXAMPLE,
        },
        check(connection) {
            const properties = connection.get("connectionProperties");
            const enforced = properties.get("JDBC_ENFORCE_SSL");
            return when(
                all([
                    connection.get("connectionType").absentAs("JDBC").is("JDBC"),
                    properties.get("JDBC_CONNECTION_URL").isPresent(),
                ]),
                must(enforced.is(true), say`Set ${enforced} to "true".`),
            );
        },
    }),
    resourcePolicy({
        id: "glue-policy-no-public",
        title: "The policy of the Glue data catalog lets no outsiders in",
        severity: "critical",
        types: typesWithPolicy("glue"),
        controls: { cis7: ["2.21"], nist: ["AC-3"], whitepaper: ["Glue"] },
        why: "Everybody with an AWS account could read what data there is and where.",
        fix: {
            text: "Name the accounts or roles that may use the catalog.",
            example: `new aws.glue.ResourcePolicy("catalog", {
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["arn:aws:iam::444455556666:root"] }],
            actions: ["glue:GetTable"],
            resources: ["*"],
        }],
    }).json,
});`,
        },
        check: (resource) =>
            mustLetNoOutsidersIn(policyOf(resource), say`Name who may use it, or scope it by a condition.`),
    }),
    resourcePolicy({
        id: "glue-connection-no-plaintext-secrets",
        title: "Connections of Glue hold no passwords",
        severity: "high",
        types: [CONNECTION],
        controls: { nist: ["IA-5(7)", "SC-28"], whitepaper: ["Glue"] },
        why: "Whoever may look at the connection has the password, and it stays in the state.",
        fix: {
            text: "Keep it in Secrets Manager, name the secret by `SECRET_ID`, and rotate what was here.",
            example: CONNECTION_EXAMPLE,
        },
        check: (connection) =>
            ["connectionProperties", "athenaProperties"]
                .flatMap((properties) => connection.get(properties).entries())
                // What a key of KMS has encrypted is no secret.
                .filter(([name]) => !name.startsWith("ENCRYPTED_"))
                .map(([name, value]) =>
                    mustNot(
                        isSecretSetting(name, value),
                        say`Move ${value} to Secrets Manager, and name it by \`SECRET_ID\`.`,
                    ),
                ),
    }),
    resourcePolicy({
        id: "glue-job-no-plaintext-secrets",
        title: "The arguments of Glue jobs hold no secrets",
        severity: "medium",
        types: [JOB, TRIGGER],
        controls: { nist: ["IA-5(7)", "SC-28"], whitepaper: ["Glue"] },
        why: "Whoever may look at the job or its runs has the secret, and it stays in the state.",
        fix: {
            text: "Keep it in Secrets Manager, let the script fetch it by the role of the job, and rotate what was here.",
            example: exampleJob(`defaultArguments: { "--database": "orders" }`),
        },
        check: (resource) =>
            (resource.type === JOB
                ? [resource.get("defaultArguments"), resource.get("nonOverridableArguments")]
                : resource
                      .get("actions")
                      .items()
                      .map((action) => action.get("arguments"))
            ).map((given) => mustHoldNoSecrets(given)),
    }),
]);
