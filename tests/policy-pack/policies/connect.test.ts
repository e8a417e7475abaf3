import connect from "../../../policy-pack/policies/connect";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";

const instance = (inputs: Inputs) => ({ type: "aws:connect/instance:Instance", inputs });
const storage = (storageConfig: Inputs) => ({
    type: "aws:connect/instanceStorageConfig:InstanceStorageConfig",
    inputs: { storageConfig },
});
const KEY = { encryptionConfig: { encryptionType: "KMS", keyId: "arn:aws:kms:x" } };
const own = (target: string): string =>
    `Set \`storageConfig.${target}.encryptionConfig.keyId\` to the ARN of a KMS key of your own.`;

describeService(connect, {
    "connect-flow-logs": {
        says: "Set `contactFlowLogsEnabled` to true.",
        compliant: { on: instance({ contactFlowLogsEnabled: true }) },
        violating: { off: instance({ contactFlowLogsEnabled: false }) },
        absent: "violating",
    },
    "connect-storage-cmk": {
        compliant: {
            files: storage({ s3Config: { bucketName: "calls", ...KEY } }),
            video: storage({ kinesisVideoStreamConfig: KEY }),
            "a stream, which is encrypted by itself": storage({ kinesisStreamConfig: { streamArn: "arn" } }),
        },
        violating: {
            files: { resources: storage({ s3Config: { bucketName: "calls" } }), says: [own("s3Config")] },
            video: {
                resources: storage({ kinesisVideoStreamConfig: { encryptionConfig: { keyId: "" } } }),
                says: [own("kinesisVideoStreamConfig")],
            },
        },
        absent: "compliant",
        malformed: {},
    },
});
