import timestream from "../../../policy-pack/policies/timestream";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";

const database = (inputs: Inputs) => ({ type: "aws:timestreamwrite/database:Database", inputs });

describeService(timestream, {
    "timestream-cmk": {
        says: "Set `kmsKeyId` to the ARN of a KMS key of your own.",
        compliant: { "a key": database({ kmsKeyId: "arn:aws:kms:x" }) },
        violating: { none: database({ kmsKeyId: "alias/aws/timestream" }) },
        absent: "violating",
    },
    "timestream-influxdb-not-public": {
        says: "Remove `publiclyAccessible`, or set it to false.",
        compliant: {
            private: { type: "aws:timestreaminfluxdb/dbInstance:DbInstance", inputs: { publiclyAccessible: false } },
        },
        violating: {
            "an instance": {
                type: "aws:timestreaminfluxdb/dbInstance:DbInstance",
                inputs: { publiclyAccessible: true },
            },
            "a cluster": { type: "aws:timestreaminfluxdb/dbCluster:DbCluster", inputs: { publiclyAccessible: true } },
        },
        absent: "compliant",
    },
});
