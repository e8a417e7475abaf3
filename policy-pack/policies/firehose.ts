import {
    all,
    any,
    must,
    not,
    resourcePolicy,
    say,
    service,
    when,
    type ResourceReader,
    type Truth,
} from "../evaluation";
import { isOwnKey } from "./kmsKeys";

const STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream";

/** Whether records are put into the stream itself. What it reads from elsewhere is encrypted there. */
function keepsRecords(stream: ResourceReader): Truth {
    const sources = ["kinesisSourceConfiguration", "mskSourceConfiguration"];
    return not(any(sources.map((source) => stream.get(source).isPresent())));
}

const example = `new aws.kinesis.FirehoseDeliveryStream("clicks", {
    destination: "extended_s3",
    extendedS3Configuration: {
        bucketArn: bucket.arn,
        roleArn: "arn:aws:iam::111122223333:role/firehose",
    },
    serverSideEncryption: { enabled: true, keyType: "CUSTOMER_MANAGED_CMK", keyArn: key.arn },
});`;

export default service("firehose", [
    resourcePolicy({
        id: "firehose-encrypted",
        title: "Firehose streams are encrypted",
        severity: "medium",
        level: "mandatory",
        types: [STREAM],
        controls: { fsbp: ["DataFirehose.1"], nist: ["SC-13", "SC-28"], whitepaper: ["Kinesis"] },
        why: "Records wait on disk until they are delivered, for a day if the target fails, readable for whoever gets hold of it.",
        fix: { text: "Set `serverSideEncryption.enabled`. The default key is of AWS, and free.", example },
        check(stream) {
            const enabled = stream.get("serverSideEncryption", "enabled");
            return when(keepsRecords(stream), must(enabled.is(true), say`Set ${enabled} to true.`));
        },
    }),
    resourcePolicy({
        id: "firehose-cmk",
        title: "Firehose streams are encrypted with a KMS key of your own",
        severity: "low",
        types: [STREAM],
        controls: { nist: ["SC-12", "SC-28"], whitepaper: ["Kinesis"] },
        why: "With a key of AWS, who may decrypt cannot be decided or taken back apart from who may read. Off by default here: each key costs money and needs somebody who looks after its policy.",
        fix: { text: "Name a KMS key of your own.", example },
        offByDefault: true,
        check(stream) {
            const encryption = stream.get("serverSideEncryption");
            const [type, key] = [encryption.get("keyType"), encryption.get("keyArn")];
            const isOwn = all([encryption.get("enabled").is(true), type.is("CUSTOMER_MANAGED_CMK"), isOwnKey(key)]);
            return when(
                keepsRecords(stream),
                must(isOwn, say`Set ${type} to "CUSTOMER_MANAGED_CMK" and ${key} to the key's ARN.`),
            );
        },
    }),
]);
