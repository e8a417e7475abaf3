import type { ResourceReader, Value } from "../../evaluation";

export const TASK = "aws:ecs/taskDefinition:TaskDefinition";
export const DAEMON_TASK = "aws:ecs/daemonTaskDefinition:DaemonTaskDefinition";
export const TASKS = [TASK, DAEMON_TASK] as const;

/** The containers of a task: a task definition has them as JSON text, one of a daemon as a list. */
export function containersOf(task: ResourceReader): readonly Value[] {
    const containers = task.get("containerDefinitions");
    return (task.type === TASK ? containers.parsed() : containers).items();
}

/** The variables of a container's environment. */
export function variablesOf(task: ResourceReader, container: Value): readonly Value[] {
    return container.get(task.type === TASK ? "environment" : "environments").items();
}
