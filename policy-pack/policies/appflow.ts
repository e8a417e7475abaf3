import { service } from "../evaluation";
import { ownKeyPolicy } from "./ownKeys";

export default service("appflow", [
    ownKeyPolicy({
        id: "appflow-cmk",
        what: "Flows and connections of AppFlow",
        types: ["aws:appflow/flow:Flow", "aws:appflow/connectorProfile:ConnectorProfile"],
        setting: "kmsArn",
        whitepaper: "AppFlow",
        example: `new aws.appflow.Flow("accounts", {
    kmsArn: key.arn,
    triggerConfig: { triggerType: "OnDemand" },
    sourceFlowConfig: {
        connectorType: "S3",
        sourceConnectorProperties: { s3: { bucketName: "in", bucketPrefix: "accounts" } },
    },
    destinationFlowConfigs: [{
        connectorType: "S3",
        destinationConnectorProperties: { s3: { bucketName: "out" } },
    }],
    tasks: [{ taskType: "Map_all", sourceFields: [] }],
});`,
    }),
]);
