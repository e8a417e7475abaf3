import globalAccelerator from "../../../policy-pack/policies/globalAccelerator";
import { describeService } from "../support/describe";

const logging = (flowLogsEnabled: boolean) => ({
    type: "aws:globalaccelerator/accelerator:Accelerator",
    inputs: { attributes: { flowLogsEnabled, flowLogsS3Bucket: "logs", flowLogsS3Prefix: "web/" } },
});

describeService(globalAccelerator, {
    "globalaccelerator-flow-logs": {
        says: "Set `attributes.flowLogsEnabled` to true.",
        compliant: { on: logging(true) },
        violating: { off: logging(false) },
        absent: "violating",
    },
});
