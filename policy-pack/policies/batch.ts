import { mustNot, resourcePolicy, say, service } from "../evaluation";
import type { ResourceReader, Value } from "../evaluation";
import { mustListNoSecrets } from "./secretPatterns";

const JOB = "aws:batch/jobDefinition:JobDefinition";

interface Container {
    readonly privileged: Value;
    /** Variables, each with a `name` and a `value`. */
    readonly environment: readonly Value[];
}

/** The containers of a job: alone, on several nodes, as tasks of ECS, or as pods of EKS. */
function containersOf(job: ResourceReader): readonly Container[] {
    const nodes = job.get("nodeProperties").parsed().get("nodeRangeProperties").items();
    const tasks = job.get("ecsProperties").parsed().get("taskProperties").items();
    const pods = job.get("eksProperties", "podProperties");
    return [
        container(job.get("containerProperties").parsed()),
        ...nodes.map((node) => container(node.get("container"))),
        ...tasks.flatMap((task) => task.get("containers").items().map(container)),
        ...["containers", "initContainers"].flatMap((kind) =>
            pods
                .get(kind)
                .items()
                .map((one) => ({
                    privileged: one.get("securityContext", "privileged"),
                    environment: one.get("envs").items(),
                })),
        ),
    ];
}

function container(properties: Value): Container {
    return { privileged: properties.get("privileged"), environment: properties.get("environment").items() };
}

export default service("batch", [
    resourcePolicy({
        id: "batch-job-not-privileged",
        title: "Jobs are not privileged",
        severity: "high",
        types: [JOB],
        controls: { nist: ["AC-6", "AC-3"], whitepaper: ["account security"] },
        why: "Who breaks into a privileged container is root on the host, and in all other containers there.",
        fix: {
            text: "Leave `privileged` out.",
            example: `new aws.batch.JobDefinition("report", {
    type: "container",
    containerProperties: JSON.stringify({ image: "report:1", privileged: false }),
});`,
        },
        check: (job) =>
            containersOf(job).map(({ privileged }) =>
                mustNot(privileged.is(true), say`Remove ${privileged}, or set it to false.`),
            ),
    }),
    resourcePolicy({
        id: "batch-job-no-plaintext-secrets",
        title: "The environment of jobs holds no secrets",
        severity: "high",
        types: [JOB],
        controls: { nist: ["IA-5(7)", "SC-28"], whitepaper: ["account security"] },
        why: "Whoever may read the job definition has the secret, and it stays in every revision and in the state.",
        fix: {
            text: "Give it by `secrets`, from Secrets Manager or Parameter Store, and rotate what was here.",
            example: `new aws.batch.JobDefinition("report", {
    type: "container",
    containerProperties: JSON.stringify({
        image: "report:1",
        secrets: [{ name: "DB_PASSWORD", valueFrom: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db" }],
    }),
});`,
        },
        check: (job) =>
            containersOf(job).flatMap(({ environment }) =>
                mustListNoSecrets(
                    environment,
                    (value) => say`Move ${value} to Secrets Manager, and name it under \`secrets\`.`,
                ),
            ),
    }),
]);
