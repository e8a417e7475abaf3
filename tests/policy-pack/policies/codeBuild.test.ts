import codeBuild from "../../../policy-pack/policies/codeBuild";
import { describeService } from "../support/describe";
import type { Input, Inputs } from "../support/inputs";
import { policy, resource } from "./s3/stack";

const project = (inputs: Inputs = {}) => resource("codebuild/project", inputs);
const variable = (...environmentVariables: readonly Input[]) => project({ environment: { environmentVariables } });
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1";
const GITHUB = { type: "GITHUB", location: "https://github.com/example/orders.git" };
const ACCESS_KEY_ID = ["AKIA", "IOSFODNN7EXAMPLE"].join("");
const KEY_IN =
    "Take `environment.environmentVariables[0]` from Secrets Manager, or give the service role the rights that it gives.";

describeService(codeBuild, {
    "codebuild-artifacts-encrypted": {
        says: "Remove `artifacts.encryptionDisabled`, or set it to false.",
        compliant: {
            "by default": project({ artifacts: { type: "S3" }, secondaryArtifacts: [{ type: "S3" }] }),
            "there are none": project({ artifacts: { type: "NO_ARTIFACTS", encryptionDisabled: true } }),
        },
        violating: {
            "turned off": project({ artifacts: { type: "S3", encryptionDisabled: true } }),
            "turned off for others": {
                resources: project({
                    artifacts: { type: "S3" },
                    secondaryArtifacts: [{ type: "S3" }, { type: "S3", encryptionDisabled: "true" }],
                }),
                says: ["Remove `secondaryArtifacts[1].encryptionDisabled`, or set it to false."],
            },
        },
        absent: "compliant",
    },
    "codebuild-cmk": {
        says: "Set `encryptionKey` to the ARN of a KMS key of your own.",
        compliant: {
            "a key": project({ artifacts: { type: "S3" }, encryptionKey: KEY }),
            "no artifacts": project({ artifacts: { type: "NO_ARTIFACTS" } }),
        },
        violating: {
            none: project({ artifacts: { type: "S3" } }),
            "AWS's, which is the default": project({ artifacts: { type: "S3" }, encryptionKey: "alias/aws/s3" }),
            "none for others": project({ artifacts: { type: "NO_ARTIFACTS" }, secondaryArtifacts: [{ type: "S3" }] }),
        },
        absent: "violating",
    },
    "codebuild-logging": {
        says: 'Set `logsConfig.cloudwatchLogs.status` to "ENABLED".',
        compliant: {
            "by default": project({ logsConfig: { cloudwatchLogs: { groupName: "builds" } } }),
            "to S3": project({
                logsConfig: { cloudwatchLogs: { status: "DISABLED" }, s3Logs: { status: "ENABLED", location: "a/b" } },
            }),
        },
        violating: {
            nowhere: project({ logsConfig: { cloudwatchLogs: { status: "DISABLED" } } }),
            "nowhere, in words": project({
                logsConfig: { cloudwatchLogs: { status: "DISABLED" }, s3Logs: { status: "DISABLED" } },
            }),
        },
        absent: "compliant",
    },
    "codebuild-s3-logs-encrypted": {
        says: "Remove `logsConfig.s3Logs.encryptionDisabled`, or set it to false.",
        compliant: {
            "by default": project({ logsConfig: { s3Logs: { status: "ENABLED", location: "a/b" } } }),
            "no logs": project({ logsConfig: { s3Logs: { status: "DISABLED", encryptionDisabled: true } } }),
        },
        violating: {
            "turned off": project({ logsConfig: { s3Logs: { status: "ENABLED", encryptionDisabled: true } } }),
        },
        absent: "compliant",
    },
    "codebuild-not-privileged": {
        says: "Remove `environment.privilegedMode`, or set it to false.",
        compliant: { "by default": project({ environment: { type: "LINUX_CONTAINER" } }) },
        violating: { privileged: project({ environment: { privilegedMode: true } }) },
        absent: "compliant",
    },
    "codebuild-no-plaintext-credentials": {
        says: KEY_IN,
        compliant: {
            "no key": variable({ name: "STAGE", value: "prod" }),
            "from Secrets Manager": variable({
                name: "AWS_SECRET_ACCESS_KEY",
                type: "SECRETS_MANAGER",
                value: "deploy-key",
            }),
        },
        violating: {
            "the secret of a key": variable({ name: "AWS_SECRET_ACCESS_KEY", value: "example" }),
            "the id of a key, in words": variable({ name: "AWS_ACCESS_KEY_ID", type: "PLAINTEXT", value: "example" }),
            "a password": variable({ name: "DATABASE_PASSWORD", value: "example" }),
            "a key by another name": variable({ name: "DEPLOY_KEY", value: ACCESS_KEY_ID }),
        },
        absent: "compliant",
    },
    "codebuild-no-aws-keys": {
        says: "Remove `environment.environmentVariables[0]`, and give the service role the rights that it gives.",
        compliant: {
            "no key": variable({ name: "STAGE", value: "prod" }),
            "from Secrets Manager": variable({
                name: "AWS_SECRET_ACCESS_KEY",
                type: "SECRETS_MANAGER",
                value: "deploy-key",
            }),
            "another secret": variable({ name: "DATABASE_PASSWORD", value: "example" }),
        },
        violating: {
            "the secret of a key": variable({ name: "AWS_SECRET_ACCESS_KEY", value: "example" }),
            "the id of a key, in words": variable({ name: "AWS_ACCESS_KEY_ID", type: "PLAINTEXT", value: "example" }),
        },
        absent: "compliant",
    },
    "codebuild-source-no-credentials": {
        says: "Remove user and password from `source.location`.",
        compliant: {
            none: project({ source: GITHUB }),
            "a user, as Bitbucket's addresses have": project({
                source: { type: "BITBUCKET", location: "https://example@bitbucket.org/example/orders.git" },
            }),
        },
        violating: {
            "a password": project({
                source: { type: "BITBUCKET", location: "https://user:password@bitbucket.org/example/orders.git" },
            }),
            ...Object.fromEntries(
                ["ghp_a1b2c3", "github_pat_a1b2c3", "glpat-a1b2c3", "0123456789abcdef0123456789abcdef01234567"].map(
                    (token) => [
                        `a token: ${token}`,
                        project({ source: { type: "GITHUB", location: `https://${token}@github.com/example/a.git` } }),
                    ],
                ),
            ),
            "a password in another source": {
                resources: project({
                    source: GITHUB,
                    secondarySources: [{ type: "GITHUB", location: "https://user:password@github.com/example/a.git" }],
                }),
                says: ["Remove user and password from `secondarySources[0].location`."],
            },
        },
        absent: "compliant",
    },
    "codebuild-source-tls": {
        says: "Remove `source.insecureSsl`, or set it to false.",
        compliant: { "by default": project({ source: GITHUB, secondarySources: [GITHUB] }) },
        violating: {
            ignored: project({ source: { ...GITHUB, insecureSsl: true } }),
            "ignored for another": {
                resources: project({ source: GITHUB, secondarySources: [{ ...GITHUB, insecureSsl: true }] }),
                says: ["Remove `secondarySources[0].insecureSsl`, or set it to false."],
            },
        },
        absent: "compliant",
    },
    "codebuild-project-private": {
        says: 'Remove `projectVisibility`, or set it to "PRIVATE".',
        compliant: { private: project({ projectVisibility: "PRIVATE" }) },
        violating: { public: project({ projectVisibility: "PUBLIC_READ" }) },
        absent: "compliant",
    },
    "codebuild-report-export-encrypted": {
        says: "Remove `exportConfig.s3Destination.encryptionDisabled`, or set it to false.",
        compliant: {
            "by default": resource("codebuild/reportGroup", {
                exportConfig: { type: "S3", s3Destination: { bucket: "a", encryptionKey: KEY } },
            }),
            "not exported": resource("codebuild/reportGroup", { exportConfig: { type: "NO_EXPORT" } }),
        },
        violating: {
            "turned off": resource("codebuild/reportGroup", {
                exportConfig: { type: "S3", s3Destination: { bucket: "a", encryptionDisabled: true } },
            }),
        },
        absent: "compliant",
    },
    "codebuild-policy-no-public": {
        says: "Statement 1 of `policy` lets anybody in. Name the accounts it is shared with.",
        compliant: {
            "an account": resource("codebuild/resourcePolicy", {
                policy: policy({
                    Effect: "Allow",
                    Principal: { AWS: "444455556666" },
                    Action: "codebuild:BatchGetReports",
                    Resource: "*",
                }),
            }),
        },
        violating: {
            everybody: resource("codebuild/resourcePolicy", {
                policy: policy({ Effect: "Allow", Principal: "*", Action: "codebuild:StartBuild", Resource: "*" }),
            }),
        },
        absent: "compliant",
    },
});
