import mwaa from "../../../policy-pack/policies/mwaa";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";

const environment = (inputs: Inputs) => ({ type: "aws:mwaa/environment:Environment", inputs });
const ON = { enabled: true };
const enable = (logs: string): string => `Set \`loggingConfiguration.${logs}.enabled\` to true.`;

describeService(mwaa, {
    "mwaa-private-webserver": {
        says: 'Remove `webserverAccessMode`, or set it to "PRIVATE_ONLY".',
        compliant: { private: environment({ webserverAccessMode: "PRIVATE_ONLY" }) },
        violating: { public: environment({ webserverAccessMode: "PUBLIC_ONLY" }) },
        absent: "compliant",
    },
    "mwaa-logging": {
        compliant: {
            all: environment({ loggingConfiguration: { schedulerLogs: ON, webserverLogs: ON, workerLogs: ON } }),
        },
        violating: {
            "all but workers": {
                resources: environment({
                    loggingConfiguration: { schedulerLogs: ON, webserverLogs: ON, workerLogs: { enabled: false } },
                }),
                says: [enable("workerLogs")],
            },
        },
        absent: {
            none: {
                resources: environment({}),
                says: [enable("schedulerLogs"), enable("webserverLogs"), enable("workerLogs")],
            },
        },
    },
    "mwaa-cmk": {
        says: "Set `kmsKey` to the ARN of a KMS key of your own.",
        compliant: { "a key": environment({ kmsKey: "arn:aws:kms:x" }) },
        violating: { none: environment({ kmsKey: "" }) },
        absent: "violating",
    },
    "mwaa-no-plaintext-secrets": {
        says: "Remove the credential in `airflowConfigurationOptions.*`.",
        compliant: {
            "a setting": environment({ airflowConfigurationOptions: { "core.default_timezone": "utc" } }),
            "where it is kept": environment({ airflowConfigurationOptions: { "smtp.smtp_password": "{{ var }}" } }),
        },
        violating: {
            "a password": environment({
                airflowConfigurationOptions: { "core.parallelism": "4", "smtp.smtp_password": "hunter2" },
            }),
            "in an address": environment({
                airflowConfigurationOptions: { "celery.result_backend": "redis://airflow:hunter2@cache.example.com" },
            }),
        },
        absent: "compliant",
    },
});
