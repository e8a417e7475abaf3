import firehose from "../../../policy-pack/policies/firehose";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const stream = (inputs: Inputs = {}): TestResource => ({
    type: "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
    inputs,
});
const ENABLE = "Set `serverSideEncryption.enabled` to true.";
const OWN =
    'Set `serverSideEncryption.keyType` to "CUSTOMER_MANAGED_CMK" and `serverSideEncryption.keyArn` to the key\'s ARN.';
const KEY = { keyType: "CUSTOMER_MANAGED_CMK", keyArn: "arn:aws:kms:eu-west-1:111122223333:key/1234" };

describeService(firehose, {
    "firehose-encrypted": {
        says: ENABLE,
        compliant: {
            on: stream({ serverSideEncryption: { enabled: true } }),
            "read from a stream": stream({ kinesisSourceConfiguration: { roleArn: unknown() } }),
            "read from a topic": stream({ mskSourceConfiguration: { topicName: "clicks" } }),
        },
        violating: { off: stream({ serverSideEncryption: { enabled: false } }) },
        absent: "violating",
        unknown: {
            "where it reads from": {
                resources: stream({ kinesisSourceConfiguration: unknown() }),
                undetermined: "Not known before the update: `kinesisSourceConfiguration`.",
            },
        },
    },
    "firehose-cmk": {
        says: OWN,
        compliant: {
            "a key": stream({ serverSideEncryption: { enabled: true, ...KEY } }),
            "read from a topic": stream({ mskSourceConfiguration: { topicName: "clicks" } }),
        },
        violating: {
            "a key of AWS": stream({ serverSideEncryption: { enabled: true } }),
            "a key of one's own that is not named": stream({
                serverSideEncryption: { enabled: true, ...KEY, keyArn: "" },
            }),
            "a key of AWS, named": stream({
                serverSideEncryption: {
                    enabled: true,
                    ...KEY,
                    keyArn: "arn:aws:kms:eu-west-1:111122223333:alias/aws/kinesis",
                },
            }),
            "a key beside that of AWS": stream({
                serverSideEncryption: { enabled: true, ...KEY, keyType: "AWS_OWNED_CMK" },
            }),
            "a key that is not used": stream({ serverSideEncryption: { enabled: false, ...KEY } }),
        },
        absent: "violating",
    },
});
