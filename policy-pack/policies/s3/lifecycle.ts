import { all, any, must, not, say, service, stackPolicy, when } from "../../evaluation";
import type { Declarations, ResourceReader, StackReader, Truth, Value } from "../../evaluation";
import { BUCKETS, DIRECTORY_BUCKET, lifecycleOf } from "./resources";

interface LifecycleRule {
    readonly isEnabled: Truth;
    readonly abortsUploads: Truth;
    readonly isForAll: Truth;
}

/** Whether one of the rules fits. */
type SomeRule = (fits: (rule: LifecycleRule) => Truth) => Truth;

function lifecyclesOf(bucket: ResourceReader, stack: StackReader): Declarations<SomeRule> {
    const inSideCar =
        (lifecycle: ResourceReader): SomeRule =>
        (fits) =>
            lifecycle.get("rules").some((rule) =>
                fits({
                    isEnabled: rule.get("status").is("Enabled"),
                    abortsUploads: rule.get("abortIncompleteMultipartUpload", "daysAfterInitiation").atLeast(1),
                    isForAll: not(any(NARROWING.map((path) => narrows(lifecycle, rule.get(...path))))),
                }),
            );
    if (bucket.type === DIRECTORY_BUCKET) {
        return stack.declared(bucket, lifecycleOf, inSideCar);
    }
    const place = bucket.given("lifecycleRules");
    const view: SomeRule = (fits) =>
        place.some((rule) =>
            fits({
                isEnabled: rule.get("enabled").is(true),
                abortsUploads: rule.get("abortIncompleteMultipartUploadDays").atLeast(1),
                isForAll: not(any(INLINE_NARROWING.map((path) => isSaid(rule.get(path))))),
            }),
        );
    return stack.declared(bucket, lifecycleOf, inSideCar, [{ place, view }]);
}

const INLINE_NARROWING = ["prefix", "tags"];

/** Where a rule may say what it is for. Rules for tags or sizes do not abort uploads at all. */
const NARROWING = [
    ["prefix"],
    ...["prefix", "tag", "objectSizeGreaterThan", "objectSizeLessThan"].map((key) => ["filter", key]),
    ...["prefix", "tags", "objectSizeGreaterThan", "objectSizeLessThan"].map((key) => ["filter", "and", key]),
];

/** What nobody said, the provider fills in: in a preview that is unknown, though it comes from no other resource. */
function narrows(lifecycle: ResourceReader, value: Value): Truth {
    return value.isUnknown && !lifecycle.comesFromOthers("rules") ? false : isSaid(value);
}

/** The provider takes an empty text, an empty map and the size 0 for nothing. */
function isSaid(value: Value): Truth {
    const plain = value.toPlain();
    const isNothing = plain === 0 || (typeof plain === "object" && plain !== null && Object.keys(plain).length === 0);
    return isNothing ? false : value.isPresent();
}

export default service("s3", [
    stackPolicy({
        id: "s3-bucket-lifecycle",
        title: "S3 buckets have a lifecycle, and drop incomplete uploads",
        severity: "low",
        types: [...BUCKETS, DIRECTORY_BUCKET],
        controls: { fsbp: ["S3.10", "S3.13", "S3.25"], nist: ["CP-9", "SI-12"], whitepaper: ["S3"] },
        why: "Old versions and the parts of broken uploads stay for ever, invisible in listings but paid for, and kept longer than data may be.",
        fix: {
            text: "Add a lifecycle rule that aborts incomplete uploads and deletes old versions.",
            example: `new aws.s3.BucketLifecycleConfiguration("data", {
    bucket: bucket.bucket,
    rules: [{
        id: "tidy",
        status: "Enabled",
        filter: {},
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        noncurrentVersionExpiration: { noncurrentDays: 90 },
    }],
});`,
        },
        check(bucket, stack) {
            const lifecycles = lifecyclesOf(bucket, stack);
            const isDeclared = lifecycles.agree((some) => some(({ isEnabled }) => isEnabled));
            return [
                must(
                    isDeclared,
                    say`Give it an \`aws.s3.BucketLifecycleConfiguration\` with a rule that is "Enabled".`,
                ),
                when(
                    isDeclared,
                    lifecycles.mustAgree(
                        (some) => some((rule) => all([rule.isEnabled, rule.abortsUploads, rule.isForAll])),
                        say`Set \`abortIncompleteMultipartUpload\` of a lifecycle rule that has no filter to some days.`,
                    ),
                ),
            ];
        },
    }),
]);
