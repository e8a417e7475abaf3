import { integer, must, resourcePolicy, say, service, settingPolicy, when } from "../evaluation";
import { mustLetNoOutsidersIn } from "./documents";
import { ownKeyPolicy } from "./ownKeys";
import { policyOf, typesWithPolicy } from "./resourcePolicies";

const STREAM = "aws:kinesis/stream:Stream";

export default service("kinesis", [
    resourcePolicy({
        id: "kinesis-encrypted",
        title: "Kinesis streams are encrypted",
        severity: "medium",
        level: "mandatory",
        types: [STREAM],
        controls: { fsbp: ["Kinesis.1"], nist: ["SC-13", "SC-28"], whitepaper: ["Kinesis"] },
        why: "Records wait on disk for a day or longer, readable for whoever gets hold of it.",
        fix: {
            text: "Set `encryptionType` and a key. The key `alias/aws/kinesis` costs nothing but its requests.",
            example: `new aws.kinesis.Stream("clicks", { encryptionType: "KMS", kmsKeyId: "alias/aws/kinesis" });`,
        },
        check(stream) {
            const type = stream.get("encryptionType");
            const key = stream.get("kmsKeyId");
            const isOn = type.is("KMS");
            return [
                must(isOn, say`Set ${type} to "KMS".`),
                // Kinesis takes no key by itself: it refuses the stream's encryption, and the stream stays readable.
                when(isOn, must(key.isGiven(), say`Set ${key} to a KMS key, such as "alias/aws/kinesis".`)),
            ];
        },
    }),
    ownKeyPolicy({
        id: "kinesis-cmk",
        what: "Kinesis streams",
        types: [STREAM, "aws:kinesis/videoStream:VideoStream"],
        setting: "kmsKeyId",
        whitepaper: "Kinesis",
        example: `new aws.kinesis.Stream("clicks", { encryptionType: "KMS", kmsKeyId: key.arn });`,
    }),
    settingPolicy({
        id: "kinesis-retention",
        title: "Kinesis streams keep records long enough",
        severity: "medium",
        types: [STREAM],
        controls: { fsbp: ["Kinesis.3"], nist: ["CP-9", "SI-12"], whitepaper: ["Kinesis"] },
        why: "A reader that fails over a weekend has lost what came in: by default records are gone after a day.",
        fix: {
            text: "Raise `retentionPeriod`. Beyond a day it costs by the shard and hour.",
            example: `new aws.kinesis.Stream("clicks", { retentionPeriod: 168 });`,
        },
        options: {
            minimumHours: integer({
                default: 168,
                minimum: 24,
                maximum: 8760,
                description: "The shortest time to keep records that is accepted, in hours.",
            }),
        },
        setting: "retentionPeriod",
        must: { beAtLeast: "minimumHours", unit: "hours" },
        default: 24,
    }),
    resourcePolicy({
        id: "kinesis-policy-no-public",
        title: "Policies of Kinesis streams let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("kinesis"),
        controls: { cis7: ["2.21"], nist: ["AC-3"], whitepaper: ["Kinesis"] },
        why: "Everybody with an AWS account could read all records, or write others.",
        fix: {
            text: "Name the accounts or roles that may use the stream.",
            example: `new aws.kinesis.ResourcePolicy("clicks", {
    resourceArn: "arn:aws:kinesis:eu-west-1:111122223333:stream/clicks",
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["arn:aws:iam::444455556666:root"] }],
            actions: ["kinesis:GetRecords"],
            resources: ["*"],
        }],
    }).json,
});`,
        },
        check: (resource) =>
            mustLetNoOutsidersIn(policyOf(resource), say`Name who may use it, or scope it by a condition.`),
    }),
]);
