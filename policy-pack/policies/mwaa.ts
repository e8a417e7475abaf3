import { must, resourcePolicy, say, service, settingPolicy } from "../evaluation";
import { ownKeyPolicy } from "./ownKeys";
import { mustHoldNoSecrets } from "./secretPatterns";

const ENVIRONMENT = "aws:mwaa/environment:Environment";

const exampleEnvironment = (settings: string): string => `new aws.mwaa.Environment("flows", {
    executionRoleArn: "arn:aws:iam::111122223333:role/airflow",
    sourceBucketArn: bucket.arn,
    dagS3Path: "dags/",
    networkConfiguration: { securityGroupIds: ["sg-0abc"], subnetIds: ["subnet-0abc", "subnet-0def"] },
    ${settings},
});`;

export default service("mwaa", [
    settingPolicy({
        id: "mwaa-private-webserver",
        title: "Web servers of Managed Airflow have no public address",
        severity: "medium",
        types: [ENVIRONMENT],
        controls: { nist: ["AC-4", "SC-7"], whitepaper: ["MWAA", "VPC"] },
        why: "Who signs in to Airflow runs code with the rights of its role: credentials are all that stands before it.",
        fix: {
            text: "Leave `webserverAccessMode` out, or set it to `PRIVATE_ONLY`.",
            example: exampleEnvironment(`webserverAccessMode: "PRIVATE_ONLY"`),
        },
        setting: "webserverAccessMode",
        must: { be: "PRIVATE_ONLY" },
        default: "PRIVATE_ONLY",
        remediates: true,
    }),
    resourcePolicy({
        id: "mwaa-logging",
        title: "Managed Airflow logs what it does",
        severity: "medium",
        types: [ENVIRONMENT],
        controls: { nist: ["AU-2", "AU-12"], whitepaper: ["MWAA"] },
        why: "Who signed in, and why a flow failed, is told in these logs only.",
        fix: {
            text: "Enable the logs of scheduler, web server and workers.",
            example: exampleEnvironment(`loggingConfiguration: {
        schedulerLogs: { enabled: true, logLevel: "INFO" },
        webserverLogs: { enabled: true, logLevel: "INFO" },
        workerLogs: { enabled: true, logLevel: "INFO" },
    }`),
        },
        check: (environment) =>
            ["schedulerLogs", "webserverLogs", "workerLogs"].map((logs) => {
                const enabled = environment.get("loggingConfiguration", logs, "enabled");
                return must(enabled.is(true), say`Set ${enabled} to true.`);
            }),
    }),
    ownKeyPolicy({
        id: "mwaa-cmk",
        what: "Environments of Managed Airflow",
        types: [ENVIRONMENT],
        setting: "kmsKey",
        whitepaper: "MWAA",
        example: exampleEnvironment("kmsKey: key.arn"),
    }),
    resourcePolicy({
        id: "mwaa-no-plaintext-secrets",
        title: "The configuration of Managed Airflow holds no secrets",
        severity: "high",
        types: [ENVIRONMENT],
        controls: { nist: ["IA-5(7)", "SC-28"], whitepaper: ["MWAA"] },
        why: "Whoever may look at the environment has the secret, and it stays in the state.",
        fix: {
            text: "Let Airflow read it from Secrets Manager by `secrets.backend`, and rotate what was here.",
            example: exampleEnvironment(`airflowConfigurationOptions: { "core.default_timezone": "utc" }`),
        },
        check: (environment) => mustHoldNoSecrets(environment.get("airflowConfigurationOptions")),
    }),
]);
