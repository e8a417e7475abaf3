import { all, any, must, not, resourcePolicy, say, service, stackPolicy, when } from "../../evaluation";
import type { ResourceReader, StackPolicy, StackReader, Truth, Value } from "../../evaluation";
import { BUCKETS, DIRECTORY_BUCKET, lifecycleOf, LIFECYCLES, versioningIn } from "./resources";

/** Whether it is a bucket, which gives its rules inline. */
function isInline({ type }: ResourceReader): boolean {
    return BUCKETS.some((bucket) => bucket === type);
}

/** The rules that a lifecycle configuration, or a bucket of the former form, gives. */
function rulesOf(resource: ResourceReader): Value {
    return isInline(resource) ? resource.given("lifecycleRules") : resource.get("rules");
}

function hasRuleThatIsOn(resource: ResourceReader): Truth {
    const isOn = (rule: Value): Truth =>
        isInline(resource) ? rule.get("enabled").is(true) : rule.get("status").is("Enabled");
    return rulesOf(resource).some(isOn);
}

/** Whether a rule aborts all incomplete uploads. */
function abortsUploads(resource: ResourceReader, rule: Value): Truth {
    return isInline(resource)
        ? all([
              rule.get("enabled").is(true),
              rule.get("abortIncompleteMultipartUploadDays").atLeast(1),
              not(any(INLINE_NARROWING.map((path) => isSaid(rule.get(path))))),
          ])
        : all([
              rule.get("status").is("Enabled"),
              rule.get("abortIncompleteMultipartUpload", "daysAfterInitiation").atLeast(1),
              not(any(NARROWING.map((path) => isSaid(rule.get(...path))))),
          ]);
}

const INLINE_NARROWING = ["prefix", "tags"];

/** Where a rule may say what it is for. Rules for tags or sizes do not abort uploads at all. */
const NARROWING = [
    ["prefix"],
    ...["prefix", "tag", "objectSizeGreaterThan", "objectSizeLessThan"].map((key) => ["filter", key]),
    ...["prefix", "tags", "objectSizeGreaterThan", "objectSizeLessThan"].map((key) => ["filter", "and", key]),
];

/** The provider takes an empty text, an empty map and the size 0 for nothing. */
function isSaid(value: Value): Truth {
    const plain = value.toPlain();
    const isNothing = plain === 0 || (typeof plain === "object" && plain !== null && Object.keys(plain).length === 0);
    return isNothing ? false : value.isPresent();
}

const TIDY = `new aws.s3.BucketLifecycleConfiguration("data", {
    bucket: bucket.bucket,
    rules: [{
        id: "tidy",
        status: "Enabled",
        filter: {},
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        noncurrentVersionExpiration: { noncurrentDays: 90 },
    }],
});`;

interface LifecycleDeclaration extends Pick<StackPolicy, "id" | "title" | "severity" | "types" | "why"> {
    readonly controls: readonly string[];
    /** Default: a lifecycle of a bucket. */
    readonly example?: string;
    readonly appliesIf?: (bucket: ResourceReader, stack: StackReader) => Truth;
}

function lifecyclePolicy({ controls, example = TIDY, appliesIf = () => true, ...declared }: LifecycleDeclaration) {
    return stackPolicy({
        ...declared,
        controls: { fsbp: controls, nist: ["CP-9", "SI-12"], whitepaper: ["S3"] },
        fix: { text: "Add a lifecycle rule that deletes old versions and aborts incomplete uploads.", example },
        check(bucket, stack) {
            const own = isInline(bucket) ? [{ place: rulesOf(bucket), view: hasRuleThatIsOn(bucket) }] : [];
            return when(
                appliesIf(bucket, stack),
                stack
                    .declared(bucket, lifecycleOf, hasRuleThatIsOn, own)
                    .mustAgree(
                        (isOn) => isOn,
                        say`Declare a rule that is "Enabled" in its \`aws.s3.BucketLifecycleConfiguration\`.`,
                    ),
            );
        },
    });
}

/** Whether versioning is enabled, in the bucket itself or beside it. */
function keepsVersions(bucket: ResourceReader, stack: StackReader): Truth {
    return versioningIn(bucket, stack).some((isEnabled) => isEnabled);
}

export default service("s3", [
    lifecyclePolicy({
        id: "s3-bucket-lifecycle",
        title: "S3 buckets have a lifecycle",
        severity: "low",
        types: BUCKETS,
        controls: ["S3.13"],
        why: "Without one, what nobody needs any more stays for ever: paid for, and kept longer than data may be.",
    }),
    lifecyclePolicy({
        id: "s3-versioned-bucket-lifecycle",
        title: "S3 buckets that keep old versions have a lifecycle",
        severity: "medium",
        types: BUCKETS,
        controls: ["S3.10"],
        why: "Without one, old versions stay for ever: paid for, and kept longer than data may be.",
        appliesIf: keepsVersions,
    }),
    lifecyclePolicy({
        id: "s3-directory-bucket-lifecycle",
        title: "S3 directory buckets have a lifecycle",
        severity: "low",
        types: [DIRECTORY_BUCKET],
        controls: ["S3.25"],
        why: "Without one, what nobody needs any more stays for ever: paid for, and kept longer than data may be.",
        example: `const fast = new aws.s3.DirectoryBucket("fast", {
    bucket: "fast--euw1-az1--x-s3",
    location: { name: "euw1-az1" },
});
new aws.s3.BucketLifecycleConfiguration("fast", {
    bucket: fast.bucket,
    rules: [{ id: "tidy", status: "Enabled", filter: {}, abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } }],
});`,
    }),
    resourcePolicy({
        id: "s3-lifecycle-aborts-uploads",
        title: "Lifecycles of S3 buckets drop incomplete uploads",
        severity: "low",
        types: [...LIFECYCLES, ...BUCKETS],
        controls: { nist: ["SI-12"], whitepaper: ["S3"] },
        why: "The parts of broken uploads stay for ever, invisible in listings but paid for.",
        fix: { text: "Abort incomplete uploads by a lifecycle rule that is for the whole bucket.", example: TIDY },
        check: (resource) =>
            // Whether a bucket has a lifecycle at all is another policy's question.
            when(
                isInline(resource) ? hasRuleThatIsOn(resource) : true,
                must(
                    rulesOf(resource).some((rule) => abortsUploads(resource, rule)),
                    isInline(resource)
                        ? say`Set \`abortIncompleteMultipartUploadDays\` of a rule of \`lifecycleRules\` for all uploads to some days.`
                        : say`Set \`abortIncompleteMultipartUpload\` of a rule of \`rules\` that has no filter to some days.`,
                ),
            ),
    }),
]);
