import tasks from "../../../../policy-pack/policies/ecs/tasks";
import { describeService } from "../../support/describe";
import { unknown, type Input, type Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";

const task = (inputs: Inputs = {}, more: Partial<TestResource> = {}): TestResource => ({
    type: "aws:ecs/taskDefinition:TaskDefinition",
    inputs: { family: "web", containerDefinitions: "[]", ...inputs },
    ...more,
});
/** A task with containers, as JSON. */
const running = (...containers: readonly Inputs[]) => task({ containerDefinitions: JSON.stringify(containers) });
const onWindows = (container: Inputs) =>
    task({
        containerDefinitions: JSON.stringify([container]),
        runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE" },
    });
const daemon = (...containers: readonly Inputs[]): TestResource => ({
    type: "aws:ecs/daemonTaskDefinition:DaemonTaskDefinition",
    inputs: { family: "web", containerDefinitions: containers },
});

const at = (index: number, setting: string) => `\`containerDefinitions[${index}].${setting}\``;
const PRIVILEGED = `Remove ${at(0, "privileged")}, or set it to false.`;
const READ_ONLY = `Set ${at(0, "readonlyRootFilesystem")} to true.`;
const USER = `Set ${at(0, "user")} to a user who is no administrator.`;
const LOG = `Set ${at(0, "logConfiguration.logDriver")} to a driver such as "awslogs".`;
const NO_JSON = "Not of the type it should be: `containerDefinitions[*]`.";

const variable = (name: string, value: Input): Inputs => ({ name, value });
const secret = (path: string) => [`Move \`${path}\` to Secrets Manager, and name it under \`secrets\`.`];

const volume = (inputs: Inputs) => task({ volumes: [{ name: "data", ...inputs }] });
const role = (name: string): TestResource => ({ type: "aws:iam/role:Role", name, inputs: { assumeRolePolicy: "{}" } });
const withRoles = (taskRole: readonly string[], executionRole: readonly string[]) =>
    task(
        { taskRoleArn: unknown(), executionRoleArn: unknown() },
        { name: "it", from: { taskRoleArn: taskRole, executionRoleArn: executionRole } },
    );
const ROLE = "Set `taskRoleArn` to another role than `executionRoleArn`.";

describeService(tasks, {
    "ecs-task-not-privileged": {
        says: PRIVILEGED,
        compliant: {
            "it says so": running({ privileged: false }),
            "it says nothing": running({}, {}),
            "a daemon": daemon({ privileged: false }),
        },
        violating: {
            privileged: running({ privileged: true }),
            "the second one": {
                resources: running({}, { privileged: true }),
                says: [PRIVILEGED.replace("[0]", "[1]")],
            },
            "a daemon": daemon({ privileged: true }),
        },
        absent: "compliant",
        unknown: {
            containers: {
                resources: task({ containerDefinitions: unknown() }),
                undetermined: "Not known before the update: `containerDefinitions[*].privileged`.",
            },
        },
        malformed: {
            "no JSON": { resources: task({ containerDefinitions: "[{" }), undetermined: NO_JSON },
            "no list": { resources: task({ containerDefinitions: "{}" }), undetermined: NO_JSON },
        },
    },
    "ecs-task-readonly-root": {
        says: READ_ONLY,
        compliant: {
            locked: running({ readonlyRootFilesystem: true }),
            "a daemon": daemon({ readonlyRootFilesystem: true }),
            "Windows, which cannot": onWindows({}),
        },
        violating: {
            "it says nothing": running({}),
            "it says no": running({ readonlyRootFilesystem: false }),
            "a daemon": daemon({}),
        },
        absent: "compliant",
    },
    "ecs-task-no-plaintext-secrets": {
        compliant: {
            "no secret": running({ environment: [variable("LOG_LEVEL", "debug")] }),
            "a secret in its place": running({
                secrets: [{ name: "DB_PASSWORD", valueFrom: "arn:aws:ssm:::parameter/db" }],
            }),
            "a daemon": daemon({ environments: [variable("DB_PASSWORD_FILE", "/run/secrets/db")] }),
        },
        violating: {
            "by its name": {
                resources: running(
                    {},
                    { environment: [variable("LOG_LEVEL", "debug"), variable("DB_PASSWORD", "hunter2")] },
                ),
                says: secret("containerDefinitions[1].environment[1].value"),
            },
            "by its value, in a daemon": {
                resources: daemon({ environments: [variable("GREETING", "AKIAIOSFODNN7EXAMPLE")] }),
                says: secret("containerDefinitions[0].environments[0].value"),
            },
        },
        absent: "compliant",
        malformed: {
            "no text": {
                resources: running({ environment: [variable("DB_PASSWORD", [1])] }),
                undetermined: "Not of the type it should be: `containerDefinitions[0].environment[0].value`.",
            },
        },
    },
    "ecs-task-no-aws-keys": {
        compliant: {
            "no key": running({ environment: [variable("LOG_LEVEL", "debug")] }),
            "another secret": running({ environment: [variable("DB_PASSWORD", "hunter2")] }),
            "what no SDK reads": daemon({ environments: [variable("aws_secret_access_key", "example")] }),
        },
        violating: {
            "the id of a key": {
                resources: running({}, { environment: [variable("A", "b"), variable("AWS_ACCESS_KEY_ID", "example")] }),
                says: ["Remove `containerDefinitions[1].environment[1]`, and give the task a role."],
            },
            "the secret of a key, in a daemon": {
                resources: daemon({ environments: [variable("AWS_SECRET_ACCESS_KEY", "example")] }),
                says: ["Remove `containerDefinitions[0].environments[0]`, and give the task a role."],
            },
            "passwords of registries": {
                resources: running({ environment: [variable("ECS_ENGINE_AUTH_DATA", "{}")] }),
                says: ["Remove `containerDefinitions[0].environment[0]`, and give the task a role."],
            },
        },
        absent: "compliant",
    },
    "ecs-task-non-root": {
        says: USER,
        compliant: {
            "a user": running({ user: "1000" }),
            "a user and a group": running({ user: "web:web" }),
            "a daemon": daemon({ user: "10:0" }),
            "Windows, which is another policy's": onWindows({ user: "root" }),
        },
        violating: {
            "it says nothing": running({}),
            root: running({ user: "root" }),
            "root by its id, with a group": running({ user: "0:1000" }),
            "a daemon": daemon({ user: "" }),
        },
        absent: "compliant",
    },
    "ecs-task-windows-non-admin": {
        says: USER,
        compliant: {
            "a user": onWindows({ user: "ContainerUser" }),
            "a user who has the word in his name": onWindows({ user: "NoAdministrator" }),
            "another one": onWindows({ user: "administrator2" }),
            "Linux, which is another policy's": running({ user: "ContainerAdministrator" }),
        },
        violating: {
            "the administrator": onWindows({ user: "ContainerAdministrator" }),
            "the other administrator": onWindows({ user: "administrator" }),
            nobody: onWindows({}),
        },
        absent: "compliant",
    },
    "ecs-task-log-configuration": {
        says: LOG,
        compliant: {
            "with a driver": running({ logConfiguration: { logDriver: "awslogs" } }),
            "a daemon": daemon({ logConfiguration: { logDriver: "awsfirelens" } }),
        },
        violating: {
            "it says nothing": running({}),
            "no driver": running({ logConfiguration: { logDriver: "none" } }),
            "a daemon": daemon({}),
        },
        absent: "compliant",
    },
    "ecs-task-no-host-namespace": {
        says: 'Remove `pidMode`, or set it to something else than "host".',
        compliant: { "its own": task({ pidMode: "task" }), "the host's memory": task({ ipcMode: "host" }) },
        violating: { "the host's processes": task({ pidMode: "host" }) },
        absent: "compliant",
    },
    "ecs-task-no-host-ipc": {
        says: 'Remove `ipcMode`, or set it to something else than "host".',
        compliant: { "its own": task({ ipcMode: "task" }), none: task({ ipcMode: "none" }) },
        violating: { "the host's memory": task({ ipcMode: "host" }) },
        absent: "compliant",
    },
    "ecs-task-no-host-network": {
        says: 'Remove `networkMode`, or set it to something else than "host".',
        compliant: { "an interface of its own": task({ networkMode: "awsvpc" }) },
        violating: { "the host's": task({ networkMode: "host" }) },
        absent: "compliant",
    },
    "ecs-efs-transit-encryption": {
        says: 'Set `volumes[0].efsVolumeConfiguration.transitEncryption` to "ENABLED".',
        compliant: {
            encrypted: volume({ efsVolumeConfiguration: { fileSystemId: "fs-1", transitEncryption: "ENABLED" } }),
            "a folder of the host": volume({ hostPath: "/data" }),
        },
        violating: {
            "it says no": volume({ efsVolumeConfiguration: { fileSystemId: "fs-1", transitEncryption: "DISABLED" } }),
            "it says nothing": volume({ efsVolumeConfiguration: { fileSystemId: "fs-1" } }),
        },
        absent: "compliant",
    },
    "ecs-task-role-separation": {
        says: ROLE,
        compliant: {
            "two roles": task({ taskRoleArn: "arn:1", executionRoleArn: "arn:2" }),
            "two roles of the stack": {
                resources: [withRoles(["one"], ["two"]), role("one"), role("two")],
            },
            "no role at all": task({ taskRoleArn: "", executionRoleArn: "" }),
            "no role for the task": task({ executionRoleArn: "arn:2" }),
        },
        violating: {
            "one role": task({ taskRoleArn: "arn:1", executionRoleArn: "arn:1" }),
            "one role of the stack, whose ARN the task gives": {
                resources: [
                    task(
                        { taskRoleArn: "arn:1", executionRoleArn: unknown() },
                        { name: "it", from: { executionRoleArn: ["one"] } },
                    ),
                    { ...role("one"), outputs: { arn: "arn:1" } },
                ],
            },
            "one role of the stack, whose ARN is given for execution": {
                resources: [
                    task(
                        { taskRoleArn: unknown(), executionRoleArn: "arn:1" },
                        { name: "it", from: { taskRoleArn: ["one"] } },
                    ),
                    { ...role("one"), outputs: { arn: "arn:1" } },
                ],
            },
            "one role of the stack": { resources: [withRoles(["one"], ["one"]), role("one"), role("two")] },
        },
        absent: "compliant",
        unknown: {
            "which role the task has": {
                resources: task({ taskRoleArn: unknown(), executionRoleArn: "arn:1" }),
                undetermined: "Not known before the update: `taskRoleArn`.",
            },
            "which role is for execution": {
                resources: task({ taskRoleArn: "arn:1", executionRoleArn: unknown() }),
                undetermined: "Not known before the update: `executionRoleArn`.",
            },
            "whether a new role has the ARN that is given for execution": {
                resources: [
                    task(
                        { taskRoleArn: unknown(), executionRoleArn: "arn:1" },
                        { name: "it", from: { taskRoleArn: ["one"] } },
                    ),
                    role("one"),
                ],
                undetermined: "Not known before the update: `taskRoleArn`.",
            },
        },
    },
});
