import quicksight from "../../../policy-pack/policies/quicksight";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";

const source = (inputs: Inputs) => ({ type: "aws:quicksight/dataSource:DataSource", inputs });

describeService(quicksight, {
    "quicksight-data-source-tls": {
        says: "Remove `sslProperties.disableSsl`, or set it to false.",
        compliant: { on: source({ sslProperties: { disableSsl: false } }), "as it is": source({ type: "POSTGRESQL" }) },
        violating: { off: source({ sslProperties: { disableSsl: true } }) },
        absent: "compliant",
    },
});
