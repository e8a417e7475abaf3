import { must, resourcePolicy, say, service, settingPolicy, when } from "../evaluation";
import { isOwnKey } from "./kmsKeys";

const STORAGE = "aws:connect/instanceStorageConfig:InstanceStorageConfig";

export default service("connect", [
    settingPolicy({
        id: "connect-flow-logs",
        title: "Connect instances log their flows",
        severity: "medium",
        types: ["aws:connect/instance:Instance"],
        controls: { fsbp: ["Connect.2"], nist: ["AU-2", "AU-12"], whitepaper: ["Connect"] },
        why: "Which way a call took, and why it was lost, is told in these logs only.",
        fix: {
            text: "Set `contactFlowLogsEnabled`.",
            example: `new aws.connect.Instance("support", {
    identityManagementType: "CONNECT_MANAGED",
    inboundCallsEnabled: true,
    outboundCallsEnabled: true,
    instanceAlias: "acme-support",
    contactFlowLogsEnabled: true,
});`,
        },
        setting: "contactFlowLogsEnabled",
        must: { be: true },
        default: false,
        remediates: true,
    }),
    resourcePolicy({
        id: "connect-storage-cmk",
        title: "Recordings of Connect are encrypted with a KMS key of your own",
        severity: "low",
        types: [STORAGE],
        controls: { nist: ["SC-12", "SC-28"], whitepaper: ["Connect"] },
        why: "With a key of AWS, who may decrypt cannot be decided or taken back apart from who may read. Off by default here: each key costs money and needs somebody who looks after its policy.",
        fix: {
            text: "Name a KMS key of your own.",
            example: `new aws.connect.InstanceStorageConfig("recordings", {
    instanceId: "support",
    resourceType: "CALL_RECORDINGS",
    storageConfig: {
        storageType: "S3",
        s3Config: {
            bucketName: bucket.bucket,
            bucketPrefix: "calls",
            encryptionConfig: { encryptionType: "KMS", keyId: key.arn },
        },
    },
});`,
        },
        offByDefault: true,
        check(storage) {
            const config = storage.get("storageConfig");
            return ["s3Config", "kinesisVideoStreamConfig"].map((target) => {
                const key = config.get(target, "encryptionConfig", "keyId");
                return when(
                    config.get(target).isPresent(),
                    must(isOwnKey(key), say`Set ${key} to the ARN of a KMS key of your own.`),
                );
            });
        },
    }),
]);
