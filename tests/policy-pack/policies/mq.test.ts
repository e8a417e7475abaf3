import mq from "../../../policy-pack/policies/mq";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const broker = (inputs: Inputs = {}): TestResource => ({ type: "aws:mq/broker:Broker", inputs });
const active = (inputs: Inputs = {}): TestResource => broker({ engineType: "ActiveMQ", ...inputs });
const rabbit = (inputs: Inputs = {}): TestResource => broker({ engineType: "RabbitMQ", ...inputs });

describeService(mq, {
    "mq-not-public": {
        says: "Remove `publiclyAccessible`, or set it to false.",
        compliant: { private: broker({ publiclyAccessible: false }) },
        violating: { public: broker({ publiclyAccessible: true }) },
        absent: "compliant",
    },
    "mq-auto-minor-upgrade": {
        says: "Set `autoMinorVersionUpgrade` to true.",
        compliant: { on: broker({ autoMinorVersionUpgrade: true }) },
        violating: { off: broker({ autoMinorVersionUpgrade: false }) },
        absent: "violating",
    },
    "mq-supported-version": {
        compliant: {
            "the oldest of ActiveMQ": active({ engineVersion: "5.18.4" }),
            RabbitMQ: rabbit({ engineVersion: "3.13" }),
            "a later major version": rabbit({ engineVersion: "4.0.1" }),
        },
        violating: {
            ActiveMQ: {
                resources: active({ engineVersion: "5.17.6" }),
                says: ["Set `engineVersion` to 5.18 or later."],
            },
            "the configuration of a broker": {
                resources: {
                    type: "aws:mq/configuration:Configuration",
                    inputs: { engineType: "ActiveMQ", engineVersion: "5.15.9", data: "<broker/>" },
                },
                says: ["Set `engineVersion` to 5.18 or later."],
            },
            "RabbitMQ, in other letters": {
                resources: broker({ engineType: "RABBITMQ", engineVersion: "3.12.13" }),
                says: ["Set `engineVersion` to 3.13 or later."],
            },
        },
        absent: "compliant",
        malformed: {
            "no version": {
                resources: active({ engineVersion: "latest" }),
                undetermined: "Cannot be judged: `engineVersion`.",
            },
        },
    },
    "mq-general-log": {
        says: "Set `logs.general` to true.",
        compliant: { on: broker({ logs: { general: true } }) },
        violating: { off: broker({ logs: { general: false } }) },
        absent: "violating",
    },
    "mq-audit-log": {
        says: "Set `logs.audit` to true.",
        compliant: { on: active({ logs: { audit: "true" } }), "RabbitMQ, which has none": rabbit() },
        violating: { off: active({ logs: { general: true } }) },
        absent: "compliant",
    },
    "mq-multi-az": {
        says: 'Set `deploymentMode` to "ACTIVE_STANDBY_MULTI_AZ".',
        compliant: {
            "a standby": active({ deploymentMode: "ACTIVE_STANDBY_MULTI_AZ" }),
            "RabbitMQ, which is another policy's": rabbit({ deploymentMode: "SINGLE_INSTANCE" }),
        },
        violating: { "a single one": active(), "as it says": active({ deploymentMode: "SINGLE_INSTANCE" }) },
        absent: "compliant",
    },
    "mq-rabbitmq-cluster": {
        says: 'Set `deploymentMode` to "CLUSTER_MULTI_AZ".',
        compliant: {
            "a cluster": rabbit({ deploymentMode: "CLUSTER_MULTI_AZ" }),
            "ActiveMQ, which is another policy's": active({ deploymentMode: "SINGLE_INSTANCE" }),
        },
        violating: { "a single one": rabbit({ deploymentMode: "SINGLE_INSTANCE" }) },
        absent: "compliant",
    },
    "mq-cmk": {
        says: "Set `encryptionOptions.kmsKeyId` to the ARN of a KMS key of your own.",
        compliant: { "a key": broker({ encryptionOptions: { kmsKeyId: "1234" } }) },
        violating: { none: broker({ encryptionOptions: { useAwsOwnedKey: true } }) },
        absent: "violating",
    },
});
