import comprehend from "../../../policy-pack/policies/comprehend";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";

const recognizer = (inputs: Inputs) => ({ type: "aws:comprehend/entityRecognizer:EntityRecognizer", inputs });
const classifier = (inputs: Inputs) => ({ type: "aws:comprehend/documentClassifier:DocumentClassifier", inputs });

const cases = (setting: string) => ({
    says: `Set \`${setting}\` to the ARN of a KMS key of your own.`,
    compliant: { "a key": recognizer({ [setting]: "arn:aws:kms:x" }) },
    violating: { "a recognizer": recognizer({ [setting]: "" }), "a classifier": classifier({ languageCode: "en" }) },
    absent: "violating" as const,
});

describeService(comprehend, {
    "comprehend-model-cmk": cases("modelKmsKeyId"),
    "comprehend-volume-cmk": cases("volumeKmsKeyId"),
});
