import { all, any, must, mustNot, not, resourcePolicy, say, service, settingPolicy } from "../evaluation";
import type { ResourceReader, Truth, Value } from "../evaluation";
import { mustLetNoOutsidersIn } from "./documents";
import { ownKeyPolicy } from "./ownKeys";
import { policyOf, typesWithPolicy } from "./resourcePolicies";
import { AWS_KEY_VARIABLES, isSecretSetting } from "./secretPatterns";

const PROJECT = "aws:codebuild/project:Project";
/** A project, with something of its own. */
function example(own: string): string {
    return `new aws.codebuild.Project("orders", {
    serviceRole: "arn:aws:iam::111122223333:role/build-orders",
    source: { type: "GITHUB", location: "https://github.com/example/orders.git" },
    artifacts: { type: "S3", location: bucket.bucket },
    encryptionKey: key.arn,
    environment: {
        computeType: "BUILD_GENERAL1_SMALL",
        image: "aws/codebuild/amazonlinux2-x86_64-standard:5.0",
        type: "LINUX_CONTAINER",
        environmentVariables: [{ name: "TOKEN", type: "SECRETS_MANAGER", value: "build/token" }],
    },${own}
});`;
}

const EXAMPLE = example("");

function artifactsOf(project: ResourceReader): readonly Value[] {
    return [project.get("artifacts"), ...project.get("secondaryArtifacts").items()];
}

function variablesOf(project: ResourceReader): readonly Value[] {
    return project.get("environment", "environmentVariables").items();
}

/** Whether a variable has its value as it is, and not from a store. */
function isPlain(variable: Value): Truth {
    return variable.get("type").absentAs("PLAINTEXT").is("PLAINTEXT");
}

function sourcesOf(project: ResourceReader): readonly Value[] {
    return [project.get("source"), ...project.get("secondarySources").items()];
}

function isKept(artifacts: Value): Truth {
    return not(artifacts.get("type").is("NO_ARTIFACTS"));
}

/** An address with a password, or with a token in place of the user: that of GitHub or GitLab, or one too long for a name. */
const WITH_CREDENTIALS = /^https?:\/\/([^/@\s]+:[^/@\s]*|(gh[oprsu]_|github_pat_|glpat-)[^/@\s]*|[^/@:\s]{30,})@/;

export default service("codebuild", [
    resourcePolicy({
        id: "codebuild-artifacts-encrypted",
        title: "CodeBuild encrypts what it builds",
        severity: "high",
        types: [PROJECT],
        controls: { nist: ["SC-28", "SC-13"], whitepaper: ["account security"] },
        why: "Artifacts are what is deployed, and often hold what it is configured with.",
        fix: { text: "Leave `encryptionDisabled` out of `artifacts` and `secondaryArtifacts`.", example: EXAMPLE },
        check: (project) =>
            artifactsOf(project).map((artifacts) => {
                const disabled = artifacts.get("encryptionDisabled");
                return mustNot(
                    all([isKept(artifacts), disabled.is(true)]),
                    say`Remove ${disabled}, or set it to false.`,
                );
            }),
    }),
    ownKeyPolicy({
        id: "codebuild-cmk",
        what: "Artifacts of CodeBuild",
        types: [PROJECT],
        setting: "encryptionKey",
        whitepaper: "account security",
        example: EXAMPLE,
        appliesIf: (project) => any(artifactsOf(project).map(isKept)),
    }),
    resourcePolicy({
        id: "codebuild-logging",
        title: "CodeBuild logs what it builds",
        severity: "medium",
        types: [PROJECT],
        controls: { fsbp: ["CodeBuild.4"], nist: ["AU-2", "AU-12", "SI-4"], whitepaper: ["account security"] },
        why: "Without logs nobody can tell what a build did with the rights that it has.",
        fix: {
            text: "Leave `logsConfig.cloudwatchLogs` out, which logs to CloudWatch, or enable the logs in S3.",
            example: example(`
    logsConfig: { cloudwatchLogs: { groupName: "builds" } },`),
        },
        check(project) {
            const toCloudWatch = project.get("logsConfig", "cloudwatchLogs", "status").absentAs("ENABLED");
            const toS3 = project.get("logsConfig", "s3Logs", "status");
            return must(any([toCloudWatch.is("ENABLED"), toS3.is("ENABLED")]), say`Set ${toCloudWatch} to "ENABLED".`);
        },
    }),
    resourcePolicy({
        id: "codebuild-s3-logs-encrypted",
        title: "CodeBuild encrypts its logs in S3",
        severity: "low",
        types: [PROJECT],
        controls: { fsbp: ["CodeBuild.3"], nist: ["SC-28", "AU-9"], whitepaper: ["account security"] },
        why: "Logs of builds hold what the builds print, now and then a secret.",
        fix: {
            text: "Leave `logsConfig.s3Logs.encryptionDisabled` out.",
            example: example(`
    logsConfig: { s3Logs: { status: "ENABLED", location: pulumi.interpolate\`\${logs.bucket}/builds\` } },`),
        },
        check(project) {
            const logs = project.get("logsConfig", "s3Logs");
            const disabled = logs.get("encryptionDisabled");
            return mustNot(
                all([logs.get("status").is("ENABLED"), disabled.is(true)]),
                say`Remove ${disabled}, or set it to false.`,
            );
        },
    }),
    settingPolicy({
        id: "codebuild-not-privileged",
        title: "CodeBuild builds without the rights of the host's root",
        severity: "high",
        types: [PROJECT],
        controls: { fsbp: ["CodeBuild.5"], nist: ["AC-6", "AC-3"], whitepaper: ["account security"] },
        why: "A privileged container can do what root of its host can, so that a bad dependency is not confined to the build.",
        fix: {
            text: "Leave `environment.privilegedMode` out. A project that builds container images needs it: waive this for that one.",
            example: EXAMPLE,
        },
        setting: "environment.privilegedMode",
        must: { be: false },
        default: false,
    }),
    resourcePolicy({
        id: "codebuild-no-plaintext-credentials",
        title: "Environments of CodeBuild hold no credentials",
        severity: "critical",
        types: [PROJECT],
        controls: { nist: ["IA-5(7)", "SA-3"], whitepaper: ["account security"] },
        why: "Everybody who may look at the project reads its variables, and so does every build.",
        fix: {
            text: "Give the project's service role the rights instead; keep other secrets in Secrets Manager.",
            example: EXAMPLE,
        },
        check: (project) =>
            variablesOf(project).map((variable) =>
                mustNot(
                    all([isPlain(variable), isSecretSetting(variable.get("name"), variable.get("value"))]),
                    say`Take ${variable} from Secrets Manager, or give the service role the rights that it gives.`,
                ),
            ),
    }),
    resourcePolicy({
        id: "codebuild-no-aws-keys",
        title: "Environments of CodeBuild hold no keys of AWS",
        severity: "critical",
        types: [PROJECT],
        controls: { fsbp: ["CodeBuild.2"], nist: ["IA-5(7)", "SA-3"], whitepaper: ["account security"] },
        why: "Everybody who may look at the project has the key, which works from everywhere until somebody deletes it.",
        fix: { text: "Give the project's service role the rights of the key, and delete the key.", example: EXAMPLE },
        check: (project) =>
            variablesOf(project).map((variable) =>
                mustNot(
                    all([isPlain(variable), variable.get("name").isOneOf(AWS_KEY_VARIABLES)]),
                    say`Remove ${variable}, and give the service role the rights that it gives.`,
                ),
            ),
    }),
    resourcePolicy({
        id: "codebuild-source-no-credentials",
        title: "Addresses of CodeBuild's sources hold no passwords",
        severity: "critical",
        types: [PROJECT],
        controls: { fsbp: ["CodeBuild.1"], nist: ["IA-5(7)", "SA-3"], whitepaper: ["account security"] },
        why: "Everybody who may look at the project reads the address, and logs repeat it.",
        fix: {
            text: "Connect CodeBuild to the repository by a connection or OAuth, and leave user and password out of `location`.",
            example: EXAMPLE,
        },
        check: (project) =>
            sourcesOf(project).map((source) => {
                const location = source.get("location");
                return mustNot(
                    location.judgeText((address) => WITH_CREDENTIALS.test(address)),
                    say`Remove user and password from ${location}.`,
                );
            }),
    }),
    resourcePolicy({
        id: "codebuild-source-tls",
        title: "CodeBuild checks whom it gets its sources from",
        severity: "high",
        types: [PROJECT],
        controls: { nist: ["SC-8", "SC-23"], whitepaper: ["account security"] },
        why: "With TLS warnings ignored, whoever is on the way puts other sources in the place of yours.",
        fix: { text: "Leave `insecureSsl` out.", example: EXAMPLE },
        check: (project) =>
            sourcesOf(project).map((source) => {
                const insecure = source.get("insecureSsl");
                return mustNot(insecure.is(true), say`Remove ${insecure}, or set it to false.`);
            }),
    }),
    settingPolicy({
        id: "codebuild-project-private",
        title: "Builds of CodeBuild are private",
        severity: "medium",
        types: [PROJECT],
        controls: { nist: ["AC-3", "AC-4"], whitepaper: ["account security"] },
        why: "The logs and artifacts of a public project are on the internet for everybody.",
        fix: { text: "Leave `projectVisibility` out.", example: EXAMPLE },
        setting: "projectVisibility",
        must: { be: "PRIVATE" },
        default: "PRIVATE",
        remediates: true,
    }),
    resourcePolicy({
        id: "codebuild-report-export-encrypted",
        title: "CodeBuild encrypts the reports that it exports",
        severity: "medium",
        types: ["aws:codebuild/reportGroup:ReportGroup"],
        controls: { fsbp: ["CodeBuild.7"], nist: ["SC-28"], whitepaper: ["account security"] },
        why: "Reports of tests hold what the tests print.",
        fix: {
            text: "Leave `exportConfig.s3Destination.encryptionDisabled` out.",
            example: `new aws.codebuild.ReportGroup("orders", {
    type: "TEST",
    exportConfig: { type: "S3", s3Destination: { bucket: bucket.bucket, encryptionKey: key.arn } },
});`,
        },
        check(group) {
            const disabled = group.get("exportConfig", "s3Destination", "encryptionDisabled");
            return mustNot(disabled.is(true), say`Remove ${disabled}, or set it to false.`);
        },
    }),
    resourcePolicy({
        id: "codebuild-policy-no-public",
        title: "Policies of CodeBuild let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("codeBuild"),
        controls: { cis7: ["2.21"], nist: ["AC-3"], whitepaper: ["account security"] },
        why: "Whoever may start a build acts with the rights that the project has.",
        fix: {
            text: "Name the accounts that the project or report group is shared with.",
            example: `new aws.codebuild.ResourcePolicy("orders", {
    resourceArn: "arn:aws:codebuild:eu-west-1:111122223333:report-group/orders",
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["444455556666"] }],
            actions: ["codebuild:BatchGetReports"],
            resources: ["arn:aws:codebuild:eu-west-1:111122223333:report-group/orders"],
        }],
    }).json,
});`,
        },
        check: (resource) => mustLetNoOutsidersIn(policyOf(resource), say`Name the accounts it is shared with.`),
    }),
]);
