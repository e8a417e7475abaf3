import {
    all,
    any,
    isGood,
    must,
    mustNot,
    not,
    resourcePolicy,
    say,
    service,
    set,
    settingPolicy,
    stackPolicy,
    when,
} from "../../evaluation";
import type { ResourceReader, Truth, Value } from "../../evaluation";
import { FARGATE_PLATFORMS } from "../../dated";
import { isAccountDefault } from "../accountDefaults";
import { byType } from "../byType";

const CLUSTER = "aws:ecs/cluster:Cluster";
const DEFAULT_SETTING = "aws:ecs/accountSettingDefault:AccountSettingDefault";
const SERVICE = "aws:ecs/service:Service";
const TASK_SET = "aws:ecs/taskSet:TaskSet";

const ENCRYPTED_EXEC = `new aws.ecs.Cluster("web", {
    configuration: {
        executeCommandConfiguration: {
            kmsKeyId: key.arn,
            logging: "OVERRIDE",
            logConfiguration: { cloudWatchEncryptionEnabled: true, cloudWatchLogGroupName: "exec" },
        },
    },
});`;

export default service("ecs", [
    settingPolicy({
        id: "ecs-exec-logging",
        title: "Commands that are executed in containers are logged",
        severity: "medium",
        types: [CLUSTER],
        controls: { nist: ["AU-2", "AU-12", "AC-17"], whitepaper: ["CloudWatch"] },
        why: "Who opens a shell in a container can do all that the container can, and nobody would know.",
        fix: { text: "Log sessions, to CloudWatch or S3.", example: ENCRYPTED_EXEC },
        setting: "configuration.executeCommandConfiguration.logging",
        must: { notBe: "NONE" },
        default: "DEFAULT",
    }),
    resourcePolicy({
        id: "ecs-exec-encrypted",
        title: "Commands that are executed in containers are encrypted, and so are their logs",
        severity: "medium",
        types: [CLUSTER],
        controls: { nist: ["SC-8", "SC-28", "AU-9"], whitepaper: ["CloudWatch"] },
        why: "A session shows whatever somebody looked for: data, settings and secrets.",
        fix: { text: "Name a KMS key for sessions, and log where logs are encrypted.", example: ENCRYPTED_EXEC },
        check(cluster) {
            const exec = cluster.get("configuration", "executeCommandConfiguration");
            const key = exec.get("kmsKeyId");
            const logs = exec.get("logConfiguration");
            const [cloudWatch, s3] = [logs.get("cloudWatchEncryptionEnabled"), logs.get("s3BucketEncryptionEnabled")];
            return [
                when(!exec.isAbsent, must(key.isPresent(), say`Set ${key} to a KMS key.`)),
                // The logs of tasks are for those.
                when(
                    !logs.isAbsent,
                    must(any([cloudWatch.is(true), s3.is(true)]), say`Set ${cloudWatch} or ${s3} to true.`),
                ),
            ];
        },
    }),
    stackPolicy({
        id: "ecs-container-insights",
        title: "Clusters collect metrics of their containers",
        severity: "medium",
        types: [CLUSTER],
        controls: { fsbp: ["ECS.12"], nist: ["SI-4", "CA-7", "AU-6(3)"], whitepaper: ["CloudWatch"] },
        why: "Without Container Insights nobody sees which container restarts, or runs out of memory.",
        fix: {
            text: "Turn Container Insights on, which costs by metric.",
            example: `new aws.ecs.Cluster("web", { settings: [{ name: "containerInsights", value: "enhanced" }] });`,
        },
        check(cluster, stack) {
            const settings = cluster.givenThroughout("settings");
            const isInsights = (setting: Value): Truth => setting.get("name").is("containerInsights");
            const isOn = (setting: Pick<ResourceReader, "get">): Truth =>
                setting.get("value").isOneOf(["enabled", "enhanced"]);
            return must(
                any([
                    settings.some((setting) => all([isInsights(setting), isOn(setting)])),
                    // What the cluster says itself, it has.
                    all([
                        not(settings.some(isInsights)),
                        isAccountDefault(cluster, stack, DEFAULT_SETTING, (one) =>
                            all([one.get("name").is("containerInsights"), isOn(one)]),
                        ),
                    ]),
                ]),
                say`Set "containerInsights" of ${settings} to "enabled" or "enhanced".`,
            );
        },
    }),
    ...byType(
        (types) =>
            resourcePolicy({
                id: "ecs-service-no-public-ip",
                title: "Tasks of services have no public address",
                severity: "high",
                types,
                controls: { nist: ["SC-7", "AC-4(21)"], whitepaper: ["VPC"] },
                why: "A task on the internet is one mistake in a security group away from everybody.",
                fix: {
                    text: "Run tasks in private subnets, behind a load balancer; images come by a NAT gateway or endpoints.",
                    example: `new aws.ecs.Service("web", { networkConfiguration: { subnets: ["subnet-0123456789abcdef0"], assignPublicIp: false } });`,
                },
                check(resource) {
                    const address = resource.get("networkConfiguration", "assignPublicIp");
                    return mustNot(address.is(true), say`Remove ${address}, or set it to false.`);
                },
            }),
        { types: [SERVICE], fsbp: "ECS.2" },
        {
            id: "ecs-task-set-no-public-ip",
            title: "Tasks of task sets have no public address",
            types: [TASK_SET],
            fsbp: "ECS.16",
            example: `new aws.ecs.TaskSet("web", {
    cluster: "main",
    service: "web",
    taskDefinition: "web:1",
    networkConfiguration: { subnets: ["subnet-1"], assignPublicIp: false },
});`,
        },
    ),
    settingPolicy({
        id: "ecs-fargate-latest",
        title: "Fargate runs tasks on whatever platform is the latest",
        severity: "medium",
        types: [SERVICE, TASK_SET],
        controls: { nist: ["SI-2", "SI-2(2)"], whitepaper: ["account security"] },
        why: "A platform that is named stays when a newer one has fixes of the kernel and the container runtime.",
        fix: {
            text: "Leave the version out, which means the latest.",
            example: `new aws.ecs.Service("web", { launchType: "FARGATE", platformVersion: "LATEST" });`,
        },
        setting: "platformVersion",
        must: { be: "LATEST" },
        default: "LATEST",
        remediates: true,
    }),
    resourcePolicy({
        id: "ecs-fargate-not-old",
        title: "Fargate runs tasks on no platform of old",
        severity: "medium",
        types: [SERVICE, TASK_SET],
        controls: { fsbp: ["ECS.10"], nist: ["SI-2", "SI-2(2)"], whitepaper: ["account security"] },
        why: "The kernel and the container runtime of an older platform lack what newer ones have mended.",
        fix: {
            text: "Leave the version out, which means the latest.",
            example: `new aws.ecs.Service("web", { launchType: "FARGATE", platformVersion: "LATEST" });`,
        },
        knowledge: [FARGATE_PLATFORMS],
        check(resource, _, today) {
            const version = resource.get("platformVersion").absentAs("LATEST");
            return must(isGood(version, FARGATE_PLATFORMS, today), say`Remove ${version}, or set it to "LATEST".`);
        },
        remediation: () => [set(["platformVersion"], "LATEST")],
    }),
    resourcePolicy({
        id: "ecs-capacity-provider-termination-protection",
        title: "Capacity providers end no instance on which tasks run",
        severity: "medium",
        types: ["aws:ecs/capacityProvider:CapacityProvider"],
        controls: { fsbp: ["ECS.19"], nist: ["CP-10", "SC-5"], whitepaper: ["Auto Scaling"] },
        why: "An auto scaling group that scales in ends instances whatever runs there.",
        fix: {
            text: "Turn on managed termination protection, with managed scaling.",
            example: `new aws.ecs.CapacityProvider("web", {
    autoScalingGroupProvider: {
        autoScalingGroupArn: "arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:1:autoScalingGroupName/web",
        managedScaling: { status: "ENABLED" },
        managedTerminationProtection: "ENABLED",
    },
});`,
        },
        check(provider) {
            const group = provider.get("autoScalingGroupProvider");
            const protection = group.get("managedTerminationProtection");
            return when(!group.isAbsent, must(protection.is("ENABLED"), say`Set ${protection} to "ENABLED".`));
        },
    }),
]);
