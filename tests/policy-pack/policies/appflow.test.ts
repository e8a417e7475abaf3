import appflow from "../../../policy-pack/policies/appflow";
import { describeService } from "../support/describe";

describeService(appflow, {
    "appflow-cmk": {
        says: "Set `kmsArn` to the ARN of a KMS key of your own.",
        compliant: { "a key": { type: "aws:appflow/flow:Flow", inputs: { kmsArn: "arn:aws:kms:x" } } },
        violating: {
            "a flow": { type: "aws:appflow/flow:Flow", inputs: { kmsArn: "" } },
            "a connection": { type: "aws:appflow/connectorProfile:ConnectorProfile", inputs: { name: "crm" } },
        },
        absent: "violating",
    },
});
