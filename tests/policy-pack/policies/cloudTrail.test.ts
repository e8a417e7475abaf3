import cloudTrail from "../../../policy-pack/policies/cloudTrail";
import { describeService } from "../support/describe";
import { unknown, type Input, type Inputs } from "../support/inputs";
import { bucket, resource, sideCar } from "./s3/stack";

const trail = (inputs: Inputs = {}, name?: string) =>
    resource("cloudtrail/trail", { s3BucketName: "logs", ...inputs }, name === undefined ? {} : { name });
const store = (inputs: Inputs = {}) => resource("cloudtrail/eventDataStore", inputs);
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1";

/** A trail that writes into the bucket "it". */
const intoIt = resource(
    "cloudtrail/trail",
    { s3BucketName: "data" },
    { name: "trail", from: { s3BucketName: ["it"] } },
);
const CLOSED = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
const closed = (inputs: Inputs = {}) => sideCar("bucketPublicAccessBlock", { ...CLOSED, ...inputs });
const logged = { ...sideCar("bucketLogging", { targetBucket: "logs" }), name: "logging" };

const of = (type: string, ...values: readonly string[]): Inputs => ({ type, values });
const objects = (readWriteType: string, arn = "arn:aws:s3") => ({
    readWriteType,
    dataResources: [of("AWS::S3::Object", arn)],
});
const field = (name: string, ...equals: readonly string[]): Input => ({ field: name, equals });
const advanced = (...fieldSelectors: readonly Input[]) => trail({ advancedEventSelectors: [{ fieldSelectors }] });
const CLOSE = "Give it an `aws.s3.BucketPublicAccessBlock` with all four switches, since a trail writes into it.";
const NO_WRITES = "Add events that write objects to `eventSelectors`.";
const NO_READS = "Add events that read objects to `eventSelectors`.";
const MANAGE = "Add all events of management to `eventSelectors`.";

describeService(cloudTrail, {
    "cloudtrail-multi-region": {
        says: "Set `isMultiRegionTrail` to true.",
        compliant: { "all regions": trail({ isMultiRegionTrail: true, includeGlobalServiceEvents: true }) },
        violating: {
            "one region": trail({ isMultiRegionTrail: false }),
            "no global services": {
                resources: trail({ isMultiRegionTrail: true, includeGlobalServiceEvents: false }),
                says: ["Remove `includeGlobalServiceEvents`, or set it to true."],
            },
        },
        absent: "violating",
    },
    "cloudtrail-management-events": {
        says: MANAGE,
        compliant: {
            "selectors of both": trail({ eventSelectors: [objects("All")] }),
            "one selector of several": trail({
                eventSelectors: [objects("WriteOnly"), { includeManagementEvents: true, readWriteType: "All" }],
            }),
            "by fields": trail({
                advancedEventSelectors: [
                    { fieldSelectors: [field("eventCategory", "Data")] },
                    { fieldSelectors: [field("eventCategory", "Management")] },
                ],
            }),
            "objects, beside a trail of all regions": [
                trail({ eventSelectors: [{ ...objects("All"), includeManagementEvents: false }] }),
                trail({ isMultiRegionTrail: true }, "all"),
            ],
        },
        violating: {
            "what writes": trail({ eventSelectors: [{ readWriteType: "WriteOnly" }] }),
            "objects alone": trail({ eventSelectors: [{ ...objects("All"), includeManagementEvents: false }] }),
            "some services left out": trail({
                eventSelectors: [{ excludeManagementEventSources: ["kms.amazonaws.com"] }],
            }),
            "what reads, by fields": advanced(field("eventCategory", "Management"), field("readOnly", "true")),
            "objects alone, by fields": advanced(field("eventCategory", "Data")),
            "a trail of its own Region beside it": [
                trail({ eventSelectors: [{ readWriteType: "ReadOnly" }] }),
                trail({ isMultiRegionTrail: false }, "one"),
            ],
            "another one that leaves out as much": {
                resources: [
                    trail({ eventSelectors: [{ readWriteType: "ReadOnly" }] }),
                    trail({ isMultiRegionTrail: true, eventSelectors: [{ readWriteType: "ReadOnly" }] }, "all"),
                ],
                says: { it: [MANAGE], all: [MANAGE] },
            },
        },
        absent: "compliant",
    },
    "cloudtrail-enabled": {
        says: "Remove `enableLogging`, or set it to true.",
        compliant: { on: trail({ enableLogging: true }) },
        violating: { off: trail({ enableLogging: false }) },
        absent: "compliant",
    },
    "cloudtrail-log-validation": {
        says: "Set `enableLogFileValidation` to true.",
        compliant: { on: trail({ enableLogFileValidation: true }) },
        violating: { off: trail({ enableLogFileValidation: false }) },
        absent: "violating",
    },
    "cloudtrail-kms": {
        says: "Set `kmsKeyId` to the ARN of a KMS key.",
        compliant: { "a key": trail({ kmsKeyId: KEY }) },
        violating: { none: trail(), "an empty one": trail({ kmsKeyId: "" }) },
        absent: "violating",
    },
    "cloudtrail-event-data-store-kms": {
        says: "Set `kmsKeyId` to the ARN of a KMS key.",
        compliant: { "a key": store({ kmsKeyId: KEY }) },
        violating: { none: store({ kmsKeyId: "" }) },
        absent: "violating",
    },
    "cloudtrail-cloudwatch-logs": {
        says: "Set `cloudWatchLogsGroupArn` to the ARN of a log group, with `:*` at its end.",
        compliant: {
            "a log group": trail({ cloudWatchLogsGroupArn: "arn:aws:logs:eu-west-1:111122223333:log-group:trail:*" }),
        },
        violating: { none: trail() },
        unknown: {
            "which log group": {
                resources: trail({ cloudWatchLogsGroupArn: unknown() }),
                undetermined: "Not known before the update: `cloudWatchLogsGroupArn`.",
            },
        },
        absent: "violating",
    },
    "cloudtrail-s3-data-events": {
        compliant: {
            "all events": trail({ eventSelectors: [objects("All")] }),
            "all events, as older documentation writes it": trail({
                eventSelectors: [objects("All", "arn:aws:s3:::")],
            }),
            "both kinds": trail({ eventSelectors: [objects("ReadOnly"), objects("WriteOnly")] }),
            "both kinds, as nothing else is said": trail({
                eventSelectors: [{ dataResources: [of("AWS::S3::Object", "arn:aws:s3:::data/", "arn:aws:s3")] }],
            }),
            "functions too": trail({
                eventSelectors: [
                    {
                        dataResources: [
                            of("AWS::Lambda::Function", "arn:aws:lambda"),
                            of("AWS::S3::Object", "arn:aws:s3"),
                        ],
                    },
                ],
            }),
            "by fields": advanced(field("eventCategory", "Data"), field("resources.type", "AWS::S3::Object")),
            "by fields, but for one bucket": advanced(field("resources.type", "AWS::S3::Object"), {
                field: "resources.ARN",
                notStartsWiths: ["arn:aws:s3:::logs/"],
            }),
        },
        violating: {
            "neither kind": {
                resources: trail({ eventSelectors: [{ readWriteType: "All" }] }),
                says: [NO_WRITES, NO_READS],
            },
            "events of some buckets": {
                resources: trail({ eventSelectors: [objects("All", "arn:aws:s3:::data/")] }),
                says: [NO_WRITES, NO_READS],
            },
            "writes only": { resources: trail({ eventSelectors: [objects("WriteOnly")] }), says: [NO_READS] },
            "writes only, by fields": {
                resources: advanced(field("resources.type", "AWS::S3::Object"), field("readOnly", "false")),
                says: [NO_READS],
            },
            "events of some buckets, at second sight": {
                resources: trail({ eventSelectors: [objects("All", "arn:aws:s3:::data/arn:aws:s3")] }),
                says: [NO_WRITES, NO_READS],
            },
            "reads only, by fields": {
                resources: advanced(field("resources.type", "AWS::S3::Object"), field("readOnly", "true")),
                says: [NO_WRITES],
            },
            "events of some buckets, by fields": {
                resources: advanced(field("resources.type", "AWS::S3::Object"), {
                    field: "resources.ARN",
                    startsWiths: ["arn:aws:s3:::data/"],
                }),
                says: [NO_WRITES, NO_READS],
            },
            "some events, by fields": {
                resources: advanced(field("resources.type", "AWS::S3::Object"), field("eventName", "PutObject")),
                says: [NO_WRITES, NO_READS],
            },
            "events of keys that end alike, by fields": {
                resources: advanced(field("resources.type", "AWS::S3::Object"), {
                    field: "resources.ARN",
                    endsWiths: [".pdf"],
                }),
                says: [NO_WRITES, NO_READS],
            },
            "events of functions": {
                resources: advanced(field("resources.type", "AWS::Lambda::Function")),
                says: [NO_WRITES, NO_READS],
            },
        },
        absent: { "management events only": { resources: trail(), says: [NO_WRITES, NO_READS] } },
    },
    "cloudtrail-bucket-not-public": {
        says: CLOSE,
        compliant: {
            "closed, whether logged or not": [bucket(), intoIt, closed()],
            "of something else": bucket(),
        },
        violating: {
            "not closed": [bucket(), intoIt, logged],
            ...Object.fromEntries(
                Object.keys(CLOSED).map((name) => [
                    `closed but for ${name}`,
                    [bucket(), intoIt, logged, closed({ [name]: false })],
                ]),
            ),
            "of a trail that gives its name": [
                bucket({ bucket: "data" }),
                trail({ s3BucketName: "data" }, "trail"),
                logged,
            ],
            "of a trail that gives its id": [
                bucket({}, { outputs: { id: "data" } }),
                trail({ s3BucketName: "data" }, "trail"),
                logged,
            ],
            "of the older type": [resource("bucketV2", {}), intoIt],
        },
        absent: "compliant",
    },
    "cloudtrail-bucket-logging": {
        says: "Give it an `aws.s3.BucketLogging`, since a trail writes into it.",
        compliant: {
            "logged, whether closed or not": [bucket(), intoIt, logged],
            "logged by itself": [bucket({ logging: { targetBucket: "logs" } }), intoIt],
            "of something else": bucket(),
        },
        violating: {
            "not logged": [bucket(), intoIt, closed()],
            "of the older type": [resource("bucketV2", {}), intoIt, closed()],
        },
        unknown: {
            "what the trail writes into": {
                resources: [bucket(), trail({ s3BucketName: unknown() }, "trail")],
                undetermined: 'It is not known yet what this names: `s3BucketName` of "trail".',
            },
        },
        absent: "compliant",
    },
    "cloudtrail-sns-topic": {
        says: "Set `snsTopicName` to the ARN of a topic.",
        compliant: { "a topic": trail({ snsTopicName: "arn:aws:sns:eu-west-1:111122223333:trail" }) },
        violating: { none: trail() },
        unknown: {
            "which topic": {
                resources: trail({ snsTopicName: unknown() }),
                undetermined: "Not known before the update: `snsTopicName`.",
            },
        },
        absent: "violating",
    },
    "cloudtrail-event-data-store-protection": {
        says: "Remove `terminationProtectionEnabled`, or set it to true.",
        compliant: { on: store({ terminationProtectionEnabled: true }) },
        violating: { off: store({ terminationProtectionEnabled: false }) },
        absent: "compliant",
    },
});
