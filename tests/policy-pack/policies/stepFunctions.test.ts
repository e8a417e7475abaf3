import stepFunctions from "../../../policy-pack/policies/stepFunctions";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";
import { resource } from "./s3/stack";

const machine = (inputs: Inputs) => resource("sfn/stateMachine", inputs);

describeService(stepFunctions, {
    "stepfunctions-logging": {
        says: 'Set `loggingConfiguration.level` to "ALL" or "ERROR".',
        compliant: {
            all: machine({ loggingConfiguration: { level: "ALL" } }),
            errors: machine({ loggingConfiguration: { level: "ERROR" } }),
        },
        violating: { off: machine({ loggingConfiguration: { level: "OFF" } }), "not said": machine({}) },
        absent: "violating",
    },
    "stepfunctions-tracing": {
        says: "Set `tracingConfiguration.enabled` to true.",
        compliant: { on: machine({ tracingConfiguration: { enabled: true } }) },
        violating: { off: machine({ tracingConfiguration: { enabled: false } }) },
        absent: "violating",
    },
});
