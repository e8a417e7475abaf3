import kendra from "../../../policy-pack/policies/kendra";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";

const index = (inputs: Inputs) => ({ type: "aws:kendra/index:Index", inputs });

describeService(kendra, {
    "kendra-cmk": {
        says: "Set `serverSideEncryptionConfiguration.kmsKeyId` to the ARN of a KMS key of your own.",
        compliant: {
            "a key": index({
                serverSideEncryptionConfiguration: { kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/1" },
            }),
        },
        violating: { "AWS's key": index({ serverSideEncryptionConfiguration: { kmsKeyId: "alias/aws/kendra" } }) },
        absent: "violating",
    },
});
