import kinesis from "../../../policy-pack/policies/kinesis";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const stream = (inputs: Inputs = {}): TestResource => ({ type: "aws:kinesis/stream:Stream", inputs });
const policy = (principal: unknown): TestResource => ({
    type: "aws:kinesis/resourcePolicy:ResourcePolicy",
    inputs: {
        policy: JSON.stringify({
            Statement: [{ Effect: "Allow", Principal: principal, Action: "kinesis:*", Resource: "*" }],
        }),
    },
});

describeService(kinesis, {
    "kinesis-encrypted": {
        says: 'Set `encryptionType` to "KMS".',
        compliant: { KMS: stream({ encryptionType: "KMS", kmsKeyId: "alias/aws/kinesis" }) },
        violating: {
            none: stream({ encryptionType: "NONE" }),
            "no key": {
                resources: stream({ encryptionType: "KMS" }),
                says: ['Set `kmsKeyId` to a KMS key, such as "alias/aws/kinesis".'],
            },
        },
        absent: "violating",
    },
    "kinesis-cmk": {
        says: "Set `kmsKeyId` to the ARN of a KMS key of your own.",
        compliant: { "a key": stream({ kmsKeyId: "1234" }) },
        violating: {
            none: stream({ kmsKeyId: "" }),
            video: { type: "aws:kinesis/videoStream:VideoStream", inputs: { name: "door" } },
        },
        absent: "violating",
    },
    "kinesis-retention": {
        says: "Set `retentionPeriod` to 168 hours or more.",
        compliant: {
            "a week": stream({ retentionPeriod: 168 }),
            "a day, where that is enough": { resources: stream(), options: { minimumHours: 24 } },
        },
        violating: {
            "the day that is kept by default, where more is demanded": {
                resources: stream(),
                options: { minimumHours: 25 },
                says: ["Set `retentionPeriod` to 25 hours or more."],
            },
            "a day": stream({ retentionPeriod: 24 }),
        },
        absent: "violating",
    },
    "kinesis-policy-no-public": {
        says: "Statement 1 of `policy` lets anybody in. Name who may use it, or scope it by a condition.",
        compliant: { "an account": policy({ AWS: "111122223333" }) },
        violating: { anybody: policy("*") },
        absent: "compliant",
    },
});
