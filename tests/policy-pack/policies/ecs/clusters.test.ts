import clusters from "../../../../policy-pack/policies/ecs/clusters";
import { byType } from "../../support/byType";
import { describeService } from "../../support/describe";
import { unknown, type Input, type Inputs } from "../../support/inputs";

const cluster = (inputs: Inputs = {}) => ({ type: "aws:ecs/cluster:Cluster", inputs });
const byDefault = (name: string, value: string) => ({
    type: "aws:ecs/accountSettingDefault:AccountSettingDefault",
    name: "default",
    inputs: { name, value },
});
const executing = (executeCommandConfiguration: Inputs) => cluster({ configuration: { executeCommandConfiguration } });
const service = (inputs: Inputs) => ({ type: "aws:ecs/service:Service", inputs });
const taskSet = (inputs: Inputs) => ({
    type: "aws:ecs/taskSet:TaskSet",
    inputs: { cluster: "web", service: "web", taskDefinition: "web:1", ...inputs },
});
const provider = (inputs: Inputs) => ({ type: "aws:ecs/capacityProvider:CapacityProvider", inputs });
const group = (managedTerminationProtection?: Input) =>
    provider({
        autoScalingGroupProvider: {
            autoScalingGroupArn: "arn",
            ...(managedTerminationProtection !== undefined && { managedTerminationProtection }),
        },
    });
const network = (assignPublicIp: Input) => ({ networkConfiguration: { subnets: ["subnet-1"], assignPublicIp } });

const EXEC = "configuration.executeCommandConfiguration";
const KEY = `Set \`${EXEC}.kmsKeyId\` to a KMS key.`;
const LOGS = `Set \`${EXEC}.logConfiguration.cloudWatchEncryptionEnabled\` or \`${EXEC}.logConfiguration.s3BucketEncryptionEnabled\` to true.`;
const INSIGHTS = 'Set "containerInsights" of `settings` to "enabled" or "enhanced".';

describeService(clusters, {
    "ecs-exec-logging": {
        says: `Remove \`${EXEC}.logging\`, or set it to something else than "NONE".`,
        compliant: { "as the task logs": executing({ logging: "DEFAULT" }) },
        violating: { "not at all": executing({ logging: "NONE" }) },
        absent: "compliant",
    },
    "ecs-exec-encrypted": {
        says: KEY,
        compliant: {
            "with a key": executing({ kmsKeyId: "key", logging: "DEFAULT" }),
            "with a key and encrypted logs in CloudWatch": executing({
                kmsKeyId: "key",
                logging: "OVERRIDE",
                logConfiguration: { cloudWatchEncryptionEnabled: true },
            }),
            "with a key and encrypted logs": executing({
                kmsKeyId: "key",
                logging: "OVERRIDE",
                logConfiguration: { s3BucketEncryptionEnabled: true },
            }),
        },
        violating: {
            "without a key": executing({ logging: "DEFAULT" }),
            "a target without a word on encryption": {
                resources: executing({ kmsKeyId: "key", logConfiguration: { cloudWatchLogGroupName: "exec" } }),
                says: [LOGS],
            },
            "without encrypted logs": {
                resources: executing({
                    kmsKeyId: "key",
                    logging: "OVERRIDE",
                    logConfiguration: { cloudWatchEncryptionEnabled: false },
                }),
                says: [LOGS],
            },
        },
        absent: "compliant",
    },
    "ecs-container-insights": {
        says: INSIGHTS,
        compliant: {
            on: cluster({ settings: [{ name: "containerInsights", value: "enabled" }] }),
            enhanced: cluster({ settings: [{ name: "containerInsights", value: "enhanced" }] }),
            "by the account's default": [cluster(), byDefault("containerInsights", "enabled")],
            "by the account's default, beside what the cluster sets": [
                cluster({ settings: [{ name: "other", value: "enabled" }] }),
                byDefault("containerInsights", "enhanced"),
            ],
        },
        violating: {
            off: cluster({ settings: [{ name: "containerInsights", value: "disabled" }] }),
            "something else": cluster({ settings: [{ name: "other", value: "enabled" }] }),
            "off, where the account's default is on": [
                cluster({ settings: [{ name: "containerInsights", value: "disabled" }] }),
                byDefault("containerInsights", "enabled"),
            ],
            "off by the account's default": [cluster(), byDefault("containerInsights", "disabled")],
            "another default of the account": [cluster(), byDefault("taskLongArnFormat", "enabled")],
        },
        absent: "violating",
    },
    ...byType(
        {
            "ecs-service-no-public-ip": ["aws:ecs/service:Service"],
            "ecs-task-set-no-public-ip": ["aws:ecs/taskSet:TaskSet"],
        },
        {
            says: "Remove `networkConfiguration.assignPublicIp`, or set it to false.",
            compliant: { "a private one": service(network(false)), "a private task set": taskSet(network(false)) },
            violating: { "a public one": service(network(true)), "a public task set": taskSet(network(true)) },
            absent: "compliant",
        },
    ),
    "ecs-fargate-latest": {
        says: 'Remove `platformVersion`, or set it to "LATEST".',
        compliant: { latest: service({ platformVersion: "LATEST" }) },
        violating: {
            old: service({ platformVersion: "1.3.0" }),
            "what is the latest today": taskSet({ platformVersion: "1.4.0" }),
        },
        absent: "compliant",
    },
    "ecs-fargate-not-old": {
        says: 'Remove `platformVersion`, or set it to "LATEST".',
        compliant: {
            latest: service({ platformVersion: "LATEST" }),
            "what is the latest today": taskSet({ platformVersion: "1.4.0" }),
        },
        violating: {
            old: service({ platformVersion: "1.3.0" }),
            "old, of a task set": taskSet({ platformVersion: "1.2.0" }),
        },
        absent: "compliant",
        unknown: {
            "the latest of Windows, and the oldest of Linux": {
                resources: { ...service({ platformVersion: "1.0.0", tags: unknown() }) },
                undetermined: "Not among the platform versions of Fargate as of 2026-07-01: `platformVersion`.",
            },
        },
    },
    "ecs-capacity-provider-termination-protection": {
        says: 'Set `autoScalingGroupProvider.managedTerminationProtection` to "ENABLED".',
        compliant: { protected: group("ENABLED"), "instances that ECS manages": provider({ cluster: "web" }) },
        violating: { "not protected": group("DISABLED"), "it says nothing": group() },
        absent: "compliant",
    },
});
