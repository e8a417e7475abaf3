import glue from "../../../policy-pack/policies/glue";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const catalog = (mode: string, returnConnectionPasswordEncrypted: boolean): TestResource => ({
    type: "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings",
    inputs: {
        dataCatalogEncryptionSettings: {
            encryptionAtRest: { catalogEncryptionMode: mode },
            connectionPasswordEncryption: { returnConnectionPasswordEncrypted },
        },
    },
});
const security = (logs: string, bookmarks: string, files: string): TestResource => ({
    type: "aws:glue/securityConfiguration:SecurityConfiguration",
    inputs: {
        encryptionConfiguration: {
            cloudwatchEncryption: { cloudwatchEncryptionMode: logs },
            jobBookmarksEncryption: { jobBookmarksEncryptionMode: bookmarks },
            s3Encryption: { s3EncryptionMode: files },
        },
    },
});
const job = (inputs: Inputs = {}): TestResource => ({ type: "aws:glue/job:Job", inputs });
const connection = (connectionProperties: Inputs, more: Inputs = {}): TestResource => ({
    type: "aws:glue/connection:Connection",
    inputs: { connectionProperties, ...more },
});
const policy = (principal: unknown): TestResource => ({
    type: "aws:glue/resourcePolicy:ResourcePolicy",
    inputs: {
        policy: JSON.stringify({
            Statement: [{ Effect: "Allow", Principal: principal, Action: "glue:*", Resource: "*" }],
        }),
    },
});
const SETTINGS = "dataCatalogEncryptionSettings";
const CATALOG = `Set \`${SETTINGS}.encryptionAtRest.catalogEncryptionMode\` to "SSE-KMS".`;
const PASSWORDS = `Set \`${SETTINGS}.connectionPasswordEncryption.returnConnectionPasswordEncrypted\` to true.`;
const LOGS = 'Set `encryptionConfiguration.cloudwatchEncryption.cloudwatchEncryptionMode` to "SSE-KMS".';
const BOOKMARKS = 'Set `encryptionConfiguration.jobBookmarksEncryption.jobBookmarksEncryptionMode` to "CSE-KMS".';
const FILES = 'Set `encryptionConfiguration.s3Encryption.s3EncryptionMode` to "SSE-KMS".';
const URL = { JDBC_CONNECTION_URL: "jdbc:mysql://orders.example.com:3306/orders" };

describeService(glue, {
    "glue-catalog-encrypted": {
        compliant: { both: catalog("SSE-KMS", true), "by a role": catalog("SSE-KMS-WITH-SERVICE-ROLE", true) },
        violating: {
            "the catalog": { resources: catalog("DISABLED", true), says: [CATALOG] },
            "the passwords": { resources: catalog("SSE-KMS", false), says: [PASSWORDS] },
        },
        absent: {
            neither: {
                resources: { type: "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings", inputs: {} },
                says: [CATALOG, PASSWORDS],
            },
        },
    },
    "glue-security-configuration-encrypted": {
        compliant: {
            all: security("SSE-KMS", "CSE-KMS", "SSE-KMS"),
            "with S3's key": security("SSE-KMS", "CSE-KMS", "SSE-S3"),
        },
        violating: {
            logs: { resources: security("DISABLED", "CSE-KMS", "SSE-KMS"), says: [LOGS] },
            bookmarks: { resources: security("SSE-KMS", "DISABLED", "SSE-KMS"), says: [BOOKMARKS] },
            files: { resources: security("SSE-KMS", "CSE-KMS", "DISABLED"), says: [FILES] },
        },
        absent: {
            none: {
                resources: { type: "aws:glue/securityConfiguration:SecurityConfiguration", inputs: {} },
                says: [LOGS, BOOKMARKS, FILES],
            },
        },
    },
    "glue-security-configuration": {
        says: "Set `securityConfiguration` to the name of a security configuration.",
        compliant: { named: job({ securityConfiguration: "reports" }) },
        violating: {
            "a job": job({ securityConfiguration: "" }),
            "a crawler": { type: "aws:glue/crawler:Crawler", inputs: { databaseName: "reports" } },
            "an endpoint": { type: "aws:glue/devEndpoint:DevEndpoint", inputs: { name: "dev" } },
        },
        absent: "violating",
        malformed: {},
    },
    "glue-supported-version": {
        says: 'Set `glueVersion` to "3.0" or later.',
        compliant: {
            "a later one": job({ glueVersion: "5.0" }),
            "a Python shell": job({ glueVersion: "1.0", command: { name: "pythonshell" } }),
        },
        violating: {
            old: job({ glueVersion: "2.0" }),
            streaming: job({ glueVersion: "1.0", command: { name: "gluestreaming" } }),
        },
        absent: "compliant",
        malformed: {},
    },
    "glue-connection-tls": {
        says: 'Set `connectionProperties.JDBC_ENFORCE_SSL` to "true".',
        compliant: {
            enforced: connection({ ...URL, JDBC_ENFORCE_SSL: "true" }),
            "another kind": connection(URL, { connectionType: "CUSTOM" }),
        },
        violating: { "as it comes": connection(URL), not: connection({ ...URL, JDBC_ENFORCE_SSL: "false" }) },
        absent: "compliant",
        malformed: {},
    },
    "glue-policy-no-public": {
        says: "Statement 1 of `policy` lets anybody in. Name who may use it, or scope it by a condition.",
        compliant: { "an account": policy({ AWS: "111122223333" }) },
        violating: { anybody: policy("*") },
        absent: "compliant",
    },
    "glue-connection-no-plaintext-secrets": {
        says: "Move `connectionProperties.*` to Secrets Manager, and name it by `SECRET_ID`.",
        compliant: {
            "a secret by its name": connection({ ...URL, SECRET_ID: "orders" }),
            "what a key has encrypted": connection({ ...URL, ENCRYPTED_PASSWORD: "AQIDAHh" }),
        },
        violating: {
            "a password": connection({ ...URL, USERNAME: "app", PASSWORD: "hunter2" }),
            "a password of Kafka": connection({ KAFKA_SASL_SCRAM_PASSWORD: "hunter2" }, { connectionType: "KAFKA" }),
            "in an address": connection({ CONNECTION_URL: "mongodb://app:hunter2@orders.example.com/orders" }),
            "of Athena": {
                resources: connection(
                    {},
                    { athenaProperties: { lambda_function_arn: "arn:aws:x", password: "hunter2" } },
                ),
                says: ["Move `athenaProperties.*` to Secrets Manager, and name it by `SECRET_ID`."],
            },
        },
        absent: "compliant",
    },
    "glue-job-no-plaintext-secrets": {
        says: "Remove the credential in `defaultArguments.*`.",
        compliant: {
            "a setting": job({ defaultArguments: { "--database": "orders" } }),
            "where it is kept": job({ defaultArguments: { "--password": "arn:aws:secretsmanager:x" } }),
        },
        violating: {
            "a password": job({ defaultArguments: { "--database": "orders", "--password": "hunter2" } }),
            "one that no run changes": {
                resources: job({ nonOverridableArguments: { "--db_password": "hunter2" } }),
                says: ["Remove the credential in `nonOverridableArguments.*`."],
            },
            "of a trigger": {
                resources: {
                    type: "aws:glue/trigger:Trigger",
                    inputs: { actions: [{ jobName: "a" }, { jobName: "b", arguments: { "--password": "hunter2" } }] },
                },
                says: ["Remove the credential in `actions[1].arguments.*`."],
            },
        },
        absent: "compliant",
    },
});
