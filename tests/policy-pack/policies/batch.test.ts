import batch from "../../../policy-pack/policies/batch";
import { describeService } from "../support/describe";
import type { Input, Inputs } from "../support/inputs";

const job = (inputs: Inputs) => ({ type: "aws:batch/jobDefinition:JobDefinition", inputs });
const alone = (container: Inputs) => job({ containerProperties: JSON.stringify(container) });
const nodes = (...containers: readonly Inputs[]) =>
    job({ nodeProperties: JSON.stringify({ nodeRangeProperties: containers.map((container) => ({ container })) }) });
const tasks = (...containers: readonly Inputs[]) =>
    job({ ecsProperties: JSON.stringify({ taskProperties: [{ containers }] }) });
const pods = (...containers: readonly Inputs[]) => job({ eksProperties: { podProperties: { containers } } });
const init = (...initContainers: readonly Inputs[]) => job({ eksProperties: { podProperties: { initContainers } } });

const says = (path: string) => [`Remove \`${path}\`, or set it to false.`];
const move = (path: string) => [`Move \`${path}\` to Secrets Manager, and name it under \`secrets\`.`];
const password = (value: Input): Inputs => ({ name: "DB_PASSWORD", value });

describeService(batch, {
    "batch-job-not-privileged": {
        compliant: { "it says so": alone({ privileged: false }), "it says nothing": nodes({}) },
        violating: {
            alone: { resources: alone({ privileged: true }), says: says("containerProperties.privileged") },
            "on a node": {
                resources: nodes({}, { privileged: true }),
                says: says("nodeProperties.nodeRangeProperties[1].container.privileged"),
            },
            "a task": {
                resources: tasks({ privileged: true }),
                says: says("ecsProperties.taskProperties[0].containers[0].privileged"),
            },
            "a pod": {
                resources: pods({ securityContext: { privileged: true } }),
                says: says("eksProperties.podProperties.containers[0].securityContext.privileged"),
            },
            "before a pod": {
                resources: init({ securityContext: { privileged: true } }),
                says: says("eksProperties.podProperties.initContainers[0].securityContext.privileged"),
            },
        },
        absent: "compliant",
    },
    "batch-job-no-plaintext-secrets": {
        compliant: { "a setting": alone({ environment: [{ name: "LOG_LEVEL", value: "debug" }] }) },
        violating: {
            alone: {
                resources: alone({ environment: [{ name: "LOG_LEVEL", value: "debug" }, password("hunter2")] }),
                says: move("containerProperties.environment[1].value"),
            },
            "a pod": {
                resources: pods({ envs: [{ name: "GREETING", value: "AKIAIOSFODNN7EXAMPLE" }] }),
                says: move("eksProperties.podProperties.containers[0].envs[0].value"),
            },
        },
        absent: "compliant",
    },
});
