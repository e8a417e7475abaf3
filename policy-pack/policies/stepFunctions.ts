import { must, not, resourcePolicy, say, service, settingPolicy } from "../evaluation";

const STATE_MACHINE = "aws:sfn/stateMachine:StateMachine";
const EXAMPLE = `new aws.sfn.StateMachine("orders", {
    roleArn: "arn:aws:iam::111122223333:role/orders",
    definition: JSON.stringify({ StartAt: "Done", States: { Done: { Type: "Succeed" } } }),
    loggingConfiguration: { level: "ALL", logDestination: "arn:aws:logs:eu-west-1:111122223333:log-group:orders:*" },
    tracingConfiguration: { enabled: true },
});`;

export default service("stepfunctions", [
    resourcePolicy({
        id: "stepfunctions-logging",
        title: "State machines log their executions",
        severity: "medium",
        types: [STATE_MACHINE],
        controls: { fsbp: ["StepFunctions.1"], nist: ["AU-12", "SI-4"], whitepaper: ["account security"] },
        why: "The history of an execution is gone after 90 days, that of an express one after 5 minutes.",
        fix: { text: "Set `loggingConfiguration` to a level and a log group.", example: EXAMPLE },
        check(machine) {
            const level = machine.get("loggingConfiguration", "level").absentAs("OFF");
            return must(not(level.is("OFF")), say`Set ${level} to "ALL" or "ERROR".`);
        },
    }),
    settingPolicy({
        id: "stepfunctions-tracing",
        title: "State machines are traced",
        severity: "low",
        types: [STATE_MACHINE],
        controls: { nist: ["CA-7", "SI-4"], whitepaper: ["account security"] },
        why: "A trace shows where an execution lost its time, and what it called.",
        fix: { text: "Set `tracingConfiguration.enabled`, and let the role write traces.", example: EXAMPLE },
        setting: "tracingConfiguration.enabled",
        must: { be: true },
        default: false,
    }),
]);
