import {
    all,
    any,
    must,
    not,
    resourcePolicy,
    say,
    service,
    set,
    settingPolicy,
    stackPolicy,
    when,
} from "../evaluation";
import type { Link, ResourcePolicy, ResourceReader, Truth, Value } from "../evaluation";
import {
    BUCKETS,
    inline,
    loggingOf,
    PUBLIC_ACCESS_BLOCK_EXAMPLE,
    PUBLIC_ACCESS_SWITCHES,
    publicAccessBlockOf,
} from "./s3/resources";

const TRAIL = "aws:cloudtrail/trail:Trail";
const EVENT_DATA_STORE = "aws:cloudtrail/eventDataStore:EventDataStore";

const trailInto: Link = { from: [TRAIL], by: "s3BucketName", to: BUCKETS, named: ["bucket", "id"] };

const EXAMPLE = `new aws.cloudtrail.Trail("account", {
    s3BucketName: logs.bucket,
    isMultiRegionTrail: true,
    enableLogFileValidation: true,
    kmsKeyId: key.arn,
    cloudWatchLogsGroupArn: "arn:aws:logs:eu-west-1:111122223333:log-group:trail:*",
    cloudWatchLogsRoleArn: "arn:aws:iam::111122223333:role/trail-to-logs",
});`;

function isComplete(block: ResourceReader): Truth {
    return all(PUBLIC_ACCESS_SWITCHES.map((name) => block.get(name).is(true)));
}

const S3_OBJECT = "AWS::S3::Object";

/** Objects of each bucket, those to come too, and not of some. */
function isOfAll(objects: Value): Truth {
    return objects.judgeText((arn) => /^arn:[^:]+:s3(:::)?$/.test(arn));
}

/** Whether a selector's field leaves only some objects, callers or calls; exceptions, such as the bucket of the trail, are fine. */
function narrows(field: Value): Truth {
    return all([
        not(field.get("field").isOneOf(["eventCategory", "resources.type", "readOnly"])),
        any(["equals", "startsWiths", "endsWiths"].map((operator) => field.get(operator).isPresent())),
    ]);
}

/** Whether the trail has events of objects: those that read, or those that write. */
function hasObjectEvents(trail: ResourceReader, kind: "ReadOnly" | "WriteOnly"): Truth {
    const isSelected = (selector: Value): Truth =>
        all([
            selector.get("readWriteType").absentAs("All").isOneOf(["All", kind]),
            selector.get("dataResources").some((resource) => resource.get("values").some(isOfAll)),
        ]);
    const isSelectedByFields = (selector: Value): Truth => {
        const fields = selector.get("fieldSelectors");
        const isFor = (value: string): Truth =>
            fields.some((field) => field.get("equals").some((one) => one.is(value)));
        const isOfOtherKind = isFor(kind === "ReadOnly" ? "false" : "true");
        return all([isFor(S3_OBJECT), not(isOfOtherKind), not(fields.some(narrows))]);
    };
    return any([
        trail.get("eventSelectors").some(isSelected),
        trail.get("advancedEventSelectors").some(isSelectedByFields),
    ]);
}

/** Whether a trail has all events of management, by whom they may be made: a selector may leave out what reads, or some services. */
function hasManagementEvents(trail: ResourceReader): Truth {
    const [selectors, byFields] = [trail.get("eventSelectors"), trail.get("advancedEventSelectors")];
    return any([
        all([not(selectors.isPresent()), not(byFields.isPresent())]),
        selectors.some((selector) =>
            all([
                selector.get("includeManagementEvents").absentAs(true).is(true),
                selector.get("readWriteType").absentAs("All").is("All"),
                not(selector.get("excludeManagementEventSources").isPresent()),
            ]),
        ),
        byFields.some((selector) => {
            const fields = selector.get("fieldSelectors");
            const isCategory = (field: Value): Truth => field.get("field").is("eventCategory");
            return all([
                fields.some((field) =>
                    all([isCategory(field), field.get("equals").some((one) => one.is("Management"))]),
                ),
                fields.every(isCategory),
            ]);
        }),
    ]);
}

interface Encryption extends Pick<ResourcePolicy, "id" | "title" | "types" | "controls"> {
    readonly example: string;
}

function encryptionPolicy({ controls, example, ...declared }: Encryption): ResourcePolicy {
    return resourcePolicy({
        ...declared,
        severity: "medium",
        controls: { ...controls, nist: ["SC-28", "AU-9"], whitepaper: ["CloudTrail"] },
        why: "The logs tell what there is in the account and who does what. With a KMS key, who may read them is decided and recorded separately.",
        fix: { text: "Set `kmsKeyId` to a key whose policy lets CloudTrail use it.", example },
        check(trail) {
            const key = trail.get("kmsKeyId");
            return must(
                key.judgeText((id) => id !== ""),
                say`Set ${key} to the ARN of a KMS key.`,
            );
        },
    });
}

/** Controls that ask for all regions and for all events of management at once. */
const RECORDS_ALL = { fsbp: ["CloudTrail.1"], cis3: ["3.1"], cis5: ["3.1"], cis7: ["4.1"] };

export default service("cloudtrail", [
    resourcePolicy({
        id: "cloudtrail-multi-region",
        title: "Trails record all regions",
        severity: "high",
        types: [TRAIL],
        controls: {
            ...RECORDS_ALL,
            nist: ["AU-2", "AU-12", "SI-4"],
            whitepaper: ["CloudTrail"],
            trustedAdvisor: ["vjafUGJ9H0"],
        },
        why: "An intruder works in the region where nobody looks.",
        fix: {
            text: "Set `isMultiRegionTrail`, and leave `includeGlobalServiceEvents` on.",
            example: EXAMPLE,
        },
        check(trail) {
            const regions = trail.get("isMultiRegionTrail");
            const global = trail.get("includeGlobalServiceEvents").absentAs(true);
            return [
                must(regions.is(true), say`Set ${regions} to true.`),
                must(global.is(true), say`Remove ${global}, or set it to true.`),
            ];
        },
        remediation: (trail) => [
            set(["isMultiRegionTrail"], true),
            ...(trail.get("includeGlobalServiceEvents").is(false) === true
                ? [set(["includeGlobalServiceEvents"], true)]
                : []),
        ],
    }),
    stackPolicy({
        id: "cloudtrail-management-events",
        title: "Trails record all events of management",
        severity: "high",
        level: "advisory",
        types: [TRAIL],
        controls: {
            ...RECORDS_ALL,
            nist: ["AU-2", "AU-12"],
            whitepaper: ["CloudTrail"],
        },
        why: "Who looks around before an attack only reads, and what a trail leaves out nobody finds afterwards.",
        fix: {
            text: "Leave event selectors out, or add one of management that leaves nothing out. A trail of data alone goes well with another trail in all regions.",
            example: EXAMPLE,
        },
        check: (trail, stack) =>
            must(
                any([
                    hasManagementEvents(trail),
                    ...stack
                        .ofTypes(TRAIL)
                        .map((other) => all([other.get("isMultiRegionTrail").is(true), hasManagementEvents(other)])),
                ]),
                say`Add all events of management to ${trail.get("eventSelectors")}.`,
            ),
    }),
    settingPolicy({
        id: "cloudtrail-enabled",
        title: "Trails are on",
        severity: "high",
        types: [TRAIL],
        controls: {
            fsbp: ["CloudTrail.3"],
            cis3: ["3.1"],
            cis5: ["3.1"],
            cis7: ["4.1"],
            nist: ["AU-12"],
            whitepaper: ["CloudTrail"],
            trustedAdvisor: ["vjafUGJ9H0"],
        },
        why: "A trail that is off records nothing, and looks as if it did.",
        fix: { text: "Leave `enableLogging` out.", example: EXAMPLE },
        setting: "enableLogging",
        must: { be: true },
        default: true,
        remediates: true,
    }),
    settingPolicy({
        id: "cloudtrail-log-validation",
        title: "Trails let their logs be validated",
        severity: "low",
        types: [TRAIL],
        controls: {
            fsbp: ["CloudTrail.4"],
            cis3: ["3.2"],
            cis5: ["3.2"],
            cis7: ["4.2"],
            nist: ["AU-9", "SI-7"],
            whitepaper: ["CloudTrail"],
        },
        why: "Without signed digests nobody can tell whether an intruder has changed the logs.",
        fix: { text: "Set `enableLogFileValidation`. It costs nothing.", example: EXAMPLE },
        setting: "enableLogFileValidation",
        must: { be: true },
        default: false,
        remediates: true,
    }),
    encryptionPolicy({
        id: "cloudtrail-kms",
        title: "Trails are encrypted with KMS",
        types: [TRAIL],
        controls: { fsbp: ["CloudTrail.2"], cis3: ["3.5"], cis5: ["3.5"], cis7: ["4.5"] },
        example: EXAMPLE,
    }),
    encryptionPolicy({
        id: "cloudtrail-event-data-store-kms",
        title: "Event data stores are encrypted with KMS",
        types: [EVENT_DATA_STORE],
        controls: { fsbp: ["CloudTrail.10"] },
        example: `new aws.cloudtrail.EventDataStore("account", { kmsKeyId: key.arn });`,
    }),
    settingPolicy({
        id: "cloudtrail-cloudwatch-logs",
        title: "Trails send their events to CloudWatch Logs",
        severity: "medium",
        types: [TRAIL],
        controls: { fsbp: ["CloudTrail.5"], nist: ["AU-6", "SI-4"], whitepaper: ["CloudTrail", "CloudWatch"] },
        why: "Files in S3 raise no alarm: whoever wants to notice at once needs the events in CloudWatch Logs.",
        fix: { text: "Set `cloudWatchLogsGroupArn` and `cloudWatchLogsRoleArn`.", example: EXAMPLE },
        setting: "cloudWatchLogsGroupArn",
        must: { beSet: "the ARN of a log group, with `:*` at its end" },
    }),
    resourcePolicy({
        id: "cloudtrail-s3-data-events",
        title: "Trails record who reads and writes objects",
        severity: "low",
        types: [TRAIL],
        controls: {
            cis3: ["3.8", "3.9"],
            cis5: ["3.8", "3.9"],
            cis7: ["4.8", "4.9"],
            nist: ["AU-12"],
            whitepaper: ["CloudTrail"],
        },
        why: "By default a trail knows who made a bucket, and not who read what is in it.",
        offByDefault: true,
        fix: {
            text: "Add event selectors for objects of S3. They cost by the number of events.",
            example: `new aws.cloudtrail.Trail("account", {
    s3BucketName: logs.bucket,
    isMultiRegionTrail: true,
    eventSelectors: [
        { readWriteType: "All", dataResources: [{ type: "AWS::S3::Object", values: ["arn:aws:s3"] }] },
    ],
});`,
        },
        check: (trail) => [
            must(
                hasObjectEvents(trail, "WriteOnly"),
                say`Add events that write objects to ${trail.get("eventSelectors")}.`,
            ),
            must(
                hasObjectEvents(trail, "ReadOnly"),
                say`Add events that read objects to ${trail.get("eventSelectors")}.`,
            ),
        ],
    }),
    stackPolicy({
        id: "cloudtrail-bucket-not-public",
        title: "Buckets of trails are closed to the public",
        severity: "critical",
        // S3 closes new buckets by itself: without the block it is not certain that the bucket is open.
        level: "advisory",
        types: BUCKETS,
        controls: { fsbp: ["CloudTrail.6"], nist: ["AU-9", "AC-3"], whitepaper: ["CloudTrail"] },
        why: "The logs of an account are a map of it, and the first thing that an intruder wants to read or to remove.",
        fix: {
            text: "Give the bucket of the trail an `aws.s3.BucketPublicAccessBlock` with all four switches.",
            example: PUBLIC_ACCESS_BLOCK_EXAMPLE("trail"),
        },
        check: (bucket, stack) =>
            when(
                stack.linkedTo(bucket, trailInto).exists(),
                must(
                    stack.linkedTo(bucket, publicAccessBlockOf).some(isComplete),
                    say`Give it an \`aws.s3.BucketPublicAccessBlock\` with all four switches, since a trail writes into it.`,
                ),
            ),
    }),
    stackPolicy({
        id: "cloudtrail-bucket-logging",
        title: "Buckets of trails log who reads them",
        severity: "low",
        types: BUCKETS,
        controls: {
            fsbp: ["CloudTrail.7"],
            cis3: ["3.4"],
            cis5: ["3.4"],
            cis7: ["4.4"],
            nist: ["AU-9", "AU-12"],
            whitepaper: ["CloudTrail"],
        },
        why: "Who read the logs of an account, or tried to remove them, is in no other log.",
        fix: {
            text: "Give the bucket of the trail an `aws.s3.BucketLogging` into another bucket.",
            example: `new aws.s3.BucketLogging("trail", { bucket: bucket.bucket, targetBucket: logs.bucket, targetPrefix: "trail/" });`,
        },
        check: (bucket, stack) =>
            when(
                stack.linkedTo(bucket, trailInto).exists(),
                must(
                    any([stack.linkedTo(bucket, loggingOf).exists(), inline(bucket, "logging").isPresent()]),
                    say`Give it an \`aws.s3.BucketLogging\`, since a trail writes into it.`,
                ),
            ),
    }),
    settingPolicy({
        id: "cloudtrail-sns-topic",
        title: "Trails tell a topic of new logs",
        severity: "low",
        types: [TRAIL],
        controls: { nist: ["AU-6"], whitepaper: ["CloudTrail"] },
        why: "Whoever evaluates the files learns of them as soon as they are there.",
        offByDefault: true,
        fix: {
            text: "Set `snsTopicName` to a topic that lets CloudTrail publish.",
            example: `new aws.cloudtrail.Trail("account", { s3BucketName: logs.bucket, snsTopicName: topic.arn });`,
        },
        setting: "snsTopicName",
        must: { beSet: "the ARN of a topic" },
    }),
    settingPolicy({
        id: "cloudtrail-event-data-store-protection",
        title: "Event data stores are protected from deletion",
        severity: "medium",
        types: [EVENT_DATA_STORE],
        controls: { nist: ["AU-9", "CP-9"], whitepaper: ["CloudTrail"] },
        why: "Who wants no witnesses deletes the logs first.",
        fix: {
            text: "Leave `terminationProtectionEnabled` out.",
            example: `new aws.cloudtrail.EventDataStore("account", { kmsKeyId: key.arn });`,
        },
        setting: "terminationProtectionEnabled",
        must: { be: true },
        default: true,
        remediates: true,
    }),
]);
