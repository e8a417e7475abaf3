import {
    all,
    must,
    mustNot,
    not,
    resourcePolicy,
    say,
    service,
    settingPolicy,
    stackPolicy,
    when,
} from "../../evaluation";
import type { Link, Requirements, ResourceReader, StackReader, Truth, Value } from "../../evaluation";
import { AWS_KEY_VARIABLES, mustListNoSecrets } from "../secretPatterns";
import { containersOf, TASK, TASKS, variablesOf } from "./containers";

const ROLE = "aws:iam/role:Role";
const taskRoleOf: Link = { from: [TASK], by: "taskRoleArn", to: [ROLE], named: ["arn"] };
const executionRoleOf: Link = { from: [TASK], by: "executionRoleArn", to: [ROLE], named: ["arn"] };

/** Containers of Windows have no root to be and no file system to lock. A daemon runs on Linux. */
function isWindows(task: ResourceReader): Truth {
    return task.type === TASK
        ? task.get("runtimePlatform", "operatingSystemFamily").judgeText((family) => family.startsWith("WINDOWS"))
        : false;
}

/** Who is root, with or without a group: `root`, `0`, `0:0`. */
const ROOT = /^(root|0+)(:|$)/;
const ADMINISTRATOR = /^(container)?administrator$/i;

/** Whether both roles of a task are the same one. */
function sharesRole(task: ResourceReader, stack: StackReader): Truth {
    const [taskRole, executionRole] = [task.get("taskRoleArn"), task.get("executionRoleArn")];
    if (taskRole.isAbsent || executionRole.isAbsent) {
        return false;
    }
    const known = executionRole.toPlain();
    if (typeof known === "string" && taskRole.isText) {
        return known !== "" && taskRole.is(known);
    }
    const [one, other] = [stack.targetOf(task, taskRoleOf), stack.targetOf(task, executionRoleOf)];
    return one === undefined || other === undefined
        ? (taskRole.isText ? executionRole : taskRole).noteUndetermined()
        : one.urn === other.urn;
}

/** A task with one container that does as it should. */
function taskWith(settings: string): string {
    return `new aws.ecs.TaskDefinition("web", {
    family: "web",
    containerDefinitions: JSON.stringify([{ name: "web", image: "web:1", ${settings} }]),
});`;
}

const LOGGED = `logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": "web", "awslogs-region": "eu-west-1" } }`;

/** Demands that each container names a user, and none of these. */
function mustRunAsOther(task: ResourceReader, names: RegExp): Requirements {
    return containersOf(task).map((container) => {
        const user = container.get("user");
        const isOther = user.judgeText((text) => text !== "" && !names.test(text));
        return must(isOther, say`Set ${user} to a user who is no administrator.`);
    });
}

export default service("ecs", [
    resourcePolicy({
        id: "ecs-task-not-privileged",
        title: "Containers are not privileged",
        severity: "high",
        types: TASKS,
        controls: { fsbp: ["ECS.4"], nist: ["AC-6", "AC-3", "AC-5"], whitepaper: ["account security"] },
        why: "Who breaks into a privileged container is root on the host, and in all other containers there.",
        fix: {
            text: "Leave `privileged` out, and add the one capability that is needed.",
            example: taskWith("privileged: false"),
        },
        check: (task) =>
            containersOf(task).map((container) => {
                const privileged = container.get("privileged");
                return mustNot(privileged.is(true), say`Remove ${privileged}, or set it to false.`);
            }),
    }),
    resourcePolicy({
        id: "ecs-task-readonly-root",
        title: "Containers cannot write to their root file system",
        severity: "high",
        types: TASKS,
        controls: { fsbp: ["ECS.5"], nist: ["AC-6", "AC-3", "CM-5"], whitepaper: ["account security"] },
        why: "Who breaks in installs tools and changes the program, which a file system that is read only does not let happen.",
        fix: {
            text: "Lock the root, and mount volumes where something has to be written.",
            example: taskWith("readonlyRootFilesystem: true"),
        },
        check: (task) =>
            when(
                not(isWindows(task)),
                containersOf(task).map((container) => {
                    const readonly = container.get("readonlyRootFilesystem");
                    return must(readonly.is(true), say`Set ${readonly} to true.`);
                }),
            ),
    }),
    resourcePolicy({
        id: "ecs-task-no-plaintext-secrets",
        title: "The environment of containers holds no secrets",
        severity: "high",
        types: TASKS,
        controls: { nist: ["IA-5(7)", "SC-28"], whitepaper: ["account security"] },
        why: "Whoever may read the task definition has the secret, and it stays in every revision and in the state.",
        fix: {
            text: "Give it by `secrets`, from Secrets Manager or Parameter Store, and rotate what was here.",
            example: taskWith(
                `secrets: [{ name: "DB_PASSWORD", valueFrom: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db" }]`,
            ),
        },
        check: (task) =>
            containersOf(task).flatMap((container) =>
                mustListNoSecrets(
                    variablesOf(task, container),
                    (value) => say`Move ${value} to Secrets Manager, and name it under \`secrets\`.`,
                ),
            ),
    }),
    resourcePolicy({
        id: "ecs-task-no-aws-keys",
        title: "The environment of containers holds no keys of AWS, and no passwords of registries",
        severity: "high",
        types: TASKS,
        controls: { fsbp: ["ECS.8"], nist: ["IA-5(7)", "SC-28"], whitepaper: ["account security"] },
        why: "Whoever may read the task definition has the key, which works from everywhere until somebody deletes it.",
        fix: {
            text: "Give the task a role with the rights of the key, and delete the key.",
            example: taskWith(`environment: [{ name: "LOG_LEVEL", value: "info" }]`),
        },
        check: (task) =>
            containersOf(task).flatMap((container) =>
                variablesOf(task, container).map((variable) => {
                    const name = variable.get("name");
                    return mustNot(
                        name.isOneOf([...AWS_KEY_VARIABLES, "ECS_ENGINE_AUTH_DATA"]),
                        say`Remove ${variable}, and give the task a role.`,
                    );
                }),
            ),
    }),
    resourcePolicy({
        id: "ecs-task-non-root",
        title: "Containers run as a user of their own",
        severity: "medium",
        types: TASKS,
        controls: { fsbp: ["ECS.20"], nist: ["AC-6", "AC-3"], whitepaper: ["account security"] },
        why: "Root in a container is one fault of the kernel away from root on the host.",
        fix: { text: "Name a user that is not root.", example: taskWith(`user: "1000:1000"`) },
        check: (task) => when(not(isWindows(task)), mustRunAsOther(task, ROOT)),
    }),
    resourcePolicy({
        id: "ecs-task-windows-non-admin",
        title: "Containers of Windows run as a user who is no administrator",
        severity: "medium",
        types: [TASK],
        controls: { fsbp: ["ECS.21"], nist: ["AC-6", "AC-3"], whitepaper: ["account security"] },
        why: "An administrator in a container is one fault of the kernel away from the host.",
        fix: {
            text: "Name a user who is no administrator.",
            example: `new aws.ecs.TaskDefinition("web", {
    family: "web",
    runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE" },
    containerDefinitions: JSON.stringify([{ name: "web", image: "web:1", user: "ContainerUser" }]),
});`,
        },
        check: (task) => when(isWindows(task), mustRunAsOther(task, ADMINISTRATOR)),
    }),
    resourcePolicy({
        id: "ecs-task-log-configuration",
        title: "Containers send their output somewhere",
        severity: "high",
        types: TASKS,
        controls: { fsbp: ["ECS.9"], nist: ["AU-2", "AU-12", "SI-4"], whitepaper: ["CloudWatch"] },
        why: "What a container wrote before it ended is gone with it, and with it the reason.",
        fix: { text: "Name a log driver.", example: taskWith(LOGGED) },
        check: (task) =>
            containersOf(task).map((container) => {
                const driver = container.get("logConfiguration", "logDriver");
                return must(
                    all([driver.isPresent(), not(driver.is("none"))]),
                    say`Set ${driver} to a driver such as "awslogs".`,
                );
            }),
    }),
    settingPolicy({
        id: "ecs-task-no-host-namespace",
        title: "Tasks do not see the processes of their host",
        severity: "high",
        types: [TASK],
        controls: { fsbp: ["ECS.3"], nist: ["AC-6", "CM-2", "SC-39"], whitepaper: ["account security"] },
        why: "A container in the host's namespace sees, traces and ends every process there.",
        fix: {
            text: "Leave `pidMode` out, or let the containers of a task share theirs.",
            example: taskWith("essential: true"),
        },
        setting: "pidMode",
        must: { notBe: "host" },
    }),
    settingPolicy({
        id: "ecs-task-no-host-ipc",
        title: "Tasks do not share memory with their host",
        severity: "high",
        types: [TASK],
        controls: { nist: ["AC-6", "CM-2", "SC-39"], whitepaper: ["account security"] },
        why: "A container in the host's namespace reads and changes what the processes there share with each other.",
        fix: {
            text: "Leave `ipcMode` out, or let the containers of a task share theirs.",
            example: taskWith("essential: true"),
        },
        setting: "ipcMode",
        must: { notBe: "host" },
    }),
    settingPolicy({
        id: "ecs-task-no-host-network",
        title: "Tasks have a network of their own",
        severity: "medium",
        types: [TASK],
        controls: { fsbp: ["ECS.17"], nist: ["AC-3", "SC-7"], whitepaper: ["account security"] },
        why: "In the network of the host a container reaches all that listens there, and the host's role by its metadata service.",
        fix: {
            text: "Use `awsvpc`, which gives each task an interface and security groups of its own. Another mode replaces the task definition.",
            example: `new aws.ecs.TaskDefinition("web", { family: "web", networkMode: "awsvpc", containerDefinitions: "[]" });`,
        },
        setting: "networkMode",
        must: { notBe: "host" },
        default: "bridge",
    }),
    resourcePolicy({
        id: "ecs-efs-transit-encryption",
        title: "Tasks encrypt the way to their file systems",
        severity: "medium",
        level: "mandatory",
        types: [TASK],
        controls: { fsbp: ["ECS.18"], nist: ["SC-8", "SC-13"], whitepaper: ["account security"] },
        why: "NFS is not encrypted by itself: who is on the way reads and changes files.",
        fix: {
            text: "Turn encryption on, which mounts by TLS.",
            example: `new aws.ecs.TaskDefinition("web", {
    family: "web",
    containerDefinitions: "[]",
    volumes: [{ name: "data", efsVolumeConfiguration: { fileSystemId: "fs-0123456789abcdef0", transitEncryption: "ENABLED" } }],
});`,
        },
        check: (task) =>
            task
                .get("volumes")
                .items()
                .map((volume) => volume.get("efsVolumeConfiguration"))
                .map((efs) => {
                    const encryption = efs.get("transitEncryption");
                    return when(!efs.isAbsent, must(encryption.is("ENABLED"), say`Set ${encryption} to "ENABLED".`));
                }),
    }),
    stackPolicy({
        id: "ecs-task-role-separation",
        title: "A task does not have the role that starts it",
        severity: "medium",
        types: [TASK],
        controls: { nist: ["AC-6", "AC-5"], whitepaper: ["IAM"] },
        why: "The execution role reads the secrets and images of the task: code in the container needs neither.",
        fix: {
            text: "Give the task a role of its own, or none.",
            example: `new aws.ecs.TaskDefinition("web", {
    family: "web",
    containerDefinitions: "[]",
    executionRoleArn: "arn:aws:iam::111122223333:role/web-start",
    taskRoleArn: "arn:aws:iam::111122223333:role/web",
});`,
        },
        check(task, stack) {
            const role: Value = task.get("taskRoleArn");
            return mustNot(sharesRole(task, stack), say`Set ${role} to another role than \`executionRoleArn\`.`);
        },
    }),
]);
