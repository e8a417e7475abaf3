import {
    all,
    any,
    eitherOf,
    flag,
    must,
    mustNot,
    not,
    resourcePolicy,
    say,
    service,
    set,
    stackPolicy,
    texts,
    when,
} from "../../evaluation";
import type { ResourceReader, StackReader, Truth, Value } from "../../evaluation";
import { matches, pattern } from "palisade-policy-documents";
import { isLogBucket } from "./logBuckets";
import {
    BUCKET_V2,
    BUCKETS,
    encryptionOf,
    inline,
    lifecycleOf,
    objectLockOf,
    versioningOf,
    VERSIONINGS,
} from "./resources";

const KMS_ALGORITHMS = ["aws:kms", "aws:kms:dsse"];

export const s3BucketEncryptionKms = stackPolicy({
    id: "s3-bucket-encryption-kms",
    title: "S3 buckets encrypt with KMS",
    severity: "high",
    types: BUCKETS,
    controls: { fsbp: ["S3.17"], nist: ["SC-28", "SC-13"], whitepaper: ["S3"] },
    why: "S3's own encryption, the default, opens data to everybody who may read the object. With a KMS key, who may decrypt is decided and recorded separately.",
    fix: {
        text: "Encrypt by default with a KMS key, and use a bucket key, which saves most calls to KMS. A bucket that takes access logs may say `AES256` instead: it is the only encryption AWS documents for them.",
        example: `new aws.s3.BucketServerSideEncryptionConfiguration("data", {
    bucket: bucket.bucket,
    rules: [{
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
        bucketKeyEnabled: true,
    }],
});`,
    },
    options: {
        customerManagedKey: flag({
            default: false,
            description: "Whether the key has to be one of your own, not the AWS managed key `aws/s3`.",
        }),
        logBucketsMayUseSseS3: flag({
            default: true,
            description:
                "Whether a bucket that takes access logs of buckets or load balancers may be encrypted with SSE-S3, if it says so.",
        }),
    },
    check(bucket, stack, { customerManagedKey, logBucketsMayUseSseS3 }) {
        const some = (fits: (rule: EncryptionRule) => Truth): Truth => someEncryptionRule(bucket, stack, fits);
        const byKms = some(usesKms);
        const mayUseSseS3 = all([
            logBucketsMayUseSseS3,
            some(({ algorithm }) => algorithm.is("AES256")),
            isLogBucket(bucket, stack),
        ]);
        return [
            must(
                any([byKms, mayUseSseS3]),
                say`Give it an \`aws.s3.BucketServerSideEncryptionConfiguration\` with the algorithm ${eitherOf(KMS_ALGORITHMS)}.`,
            ),
            when(byKms, [
                must(some(usesBucketKey), say`Set \`bucketKeyEnabled\` of its encryption rule to true.`),
                customerManagedKey
                    ? must(some(usesOwnKey), say`Set \`kmsMasterKeyId\` of its encryption rule to a key of your own.`)
                    : [],
            ]),
        ];
    },
});

interface EncryptionRule {
    readonly algorithm: Value;
    readonly key: Value;
    readonly bucketKey: Value;
}

function usesKms({ algorithm }: EncryptionRule): Truth {
    return algorithm.isOneOf(KMS_ALGORITHMS);
}

/** Double encryption (DSSE) knows no bucket keys. */
function usesBucketKey({ algorithm, bucketKey }: EncryptionRule): Truth {
    return any([algorithm.is("aws:kms:dsse"), all([algorithm.is("aws:kms"), bucketKey.is(true)])]);
}

function usesOwnKey(rule: EncryptionRule): Truth {
    return all([usesKms(rule), rule.key.judgeText((id) => id !== "" && !/(^|:)alias\/aws\/s3$/.test(id))]);
}

function someEncryptionRule(bucket: ResourceReader, stack: StackReader, fits: (rule: EncryptionRule) => Truth): Truth {
    const setting = inline(bucket, "serverSideEncryptionConfiguration");
    const inlineRule =
        bucket.type === BUCKET_V2
            ? encryptionRule(setting.get("rules", 0), "applyServerSideEncryptionByDefaults", 0)
            : encryptionRule(setting.get("rule"), "applyServerSideEncryptionByDefault");
    const sideCars = stack.linkedTo(bucket, encryptionOf);
    const fitsRule = (rule: Value): Truth => fits(encryptionRule(rule, "applyServerSideEncryptionByDefault"));
    return any([sideCars.some((sideCar) => sideCar.get("rules").some(fitsRule)), fits(inlineRule)]);
}

function encryptionRule(rule: Value, ...byDefault: readonly (string | number)[]): EncryptionRule {
    return {
        algorithm: rule.get(...byDefault, "sseAlgorithm"),
        key: rule.get(...byDefault, "kmsMasterKeyId"),
        bucketKey: rule.get("bucketKeyEnabled"),
    };
}

export const s3BucketVersioning = stackPolicy({
    id: "s3-bucket-versioning",
    title: "S3 buckets keep old versions of objects",
    severity: "medium",
    types: BUCKETS,
    controls: { fsbp: ["S3.14"], nist: ["CP-9", "AU-9(2)"], whitepaper: ["S3"] },
    why: "Versioning is off by default: whatever is overwritten or deleted, by mistake or by an intruder, is gone.",
    fix: {
        text: "Enable versioning, and let a lifecycle rule delete old versions after a while.",
        example: `new aws.s3.BucketVersioning("data", {
    bucket: bucket.bucket,
    versioningConfiguration: { status: "Enabled" },
});`,
    },
    check(bucket, stack) {
        const isEnabled = (versioning: ResourceReader): Truth =>
            versioning.get("versioningConfiguration", "status").is("Enabled");
        return must(
            any([
                stack.linkedTo(bucket, versioningOf).some(isEnabled),
                inline(bucket, "versioning").get("enabled").is(true),
            ]),
            say`Give it an \`aws.s3.BucketVersioning\` with the status "Enabled".`,
        );
    },
});

export const s3BucketMfaDelete = resourcePolicy({
    id: "s3-bucket-mfa-delete",
    title: "S3 buckets demand MFA to delete versions",
    severity: "low",
    types: VERSIONINGS,
    controls: {
        fsbp: ["S3.20"],
        cis3: ["2.1.2"],
        cis5: ["2.1.2"],
        cis7: ["3.1.2"],
        nist: ["CP-9", "AC-6"],
        whitepaper: ["S3"],
    },
    why: "Stolen credentials alone could delete old versions for good. Off by default here: only the root user can turn MFA delete on, with its device, and lifecycle rules do not work with it.",
    fix: {
        text: "Turn MFA delete on as the root user, and declare it.",
        example: `new aws.s3.BucketVersioning("data", {
    bucket: bucket.bucket,
    versioningConfiguration: { status: "Enabled", mfaDelete: "Enabled" },
    mfa: config.requireSecret("mfa"),
});`,
    },
    offByDefault: true,
    check(versioning) {
        const mfaDelete = versioning.get("versioningConfiguration", "mfaDelete").absentAs("Disabled");
        return must(mfaDelete.is("Enabled"), say`Set ${mfaDelete} to "Enabled".`);
    },
});

export const s3BucketLifecycle = stackPolicy({
    id: "s3-bucket-lifecycle",
    title: "S3 buckets have a lifecycle, and drop incomplete uploads",
    severity: "low",
    types: BUCKETS,
    controls: { fsbp: ["S3.10", "S3.13"], nist: ["CP-9", "SI-12"], whitepaper: ["S3"] },
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
        const sideCars = stack.linkedTo(bucket, lifecycleOf);
        const some = (fits: (rule: Value) => Truth, fitsInline: (rule: Value) => Truth): Truth =>
            any([
                sideCars.some((lifecycle) =>
                    lifecycle.get("rules").some((rule) => all([rule.get("status").is("Enabled"), fits(rule)])),
                ),
                bucket.given("lifecycleRules").some((rule) => all([rule.get("enabled").is(true), fitsInline(rule)])),
            ]);
        const present = some(
            () => true,
            () => true,
        );
        const aborts = some(
            (rule) =>
                all([rule.get("abortIncompleteMultipartUpload", "daysAfterInitiation").atLeast(1), isForAll(rule)]),
            (rule) => all([rule.get("abortIncompleteMultipartUploadDays").atLeast(1), isForAll(rule)]),
        );
        return [
            must(present, say`Give it an \`aws.s3.BucketLifecycleConfiguration\` with a rule that is "Enabled".`),
            when(
                present,
                must(
                    aborts,
                    say`Set \`abortIncompleteMultipartUpload\` of a lifecycle rule that has no filter to some days.`,
                ),
            ),
        ];
    },
});

/** Where a rule may say what it is for; inline rules have only the first two. */
const NARROWING = [
    ["prefix"],
    ["tags"],
    ...[[], ["and"]].flatMap((within) =>
        ["prefix", "tag", "tags", "objectSizeGreaterThan", "objectSizeLessThan"].map((key) => [
            "filter",
            ...within,
            key,
        ]),
    ),
];

/** Whether a lifecycle rule is for all of the bucket: uploads are not aborted by rules for tags or sizes at all. */
function isForAll(rule: Value): Truth {
    return not(any(NARROWING.map((path) => rule.get(...path).isPresent())));
}

export const s3BucketObjectLock = stackPolicy({
    id: "s3-bucket-object-lock",
    title: "S3 buckets that must keep their data have object lock",
    severity: "medium",
    types: BUCKETS,
    controls: { fsbp: ["S3.15"], nist: ["CP-9", "AU-9"], whitepaper: ["S3"] },
    why: "Records such as audit trails must not be deleted or changed before their time, not even by administrators or with stolen credentials.",
    fix: {
        text: "Enable object lock on the buckets that the option `buckets` names, with a retention by default.",
        example: `new aws.s3.BucketObjectLockConfiguration("audit", {
    bucket: bucket.bucket,
    rule: { defaultRetention: { mode: "COMPLIANCE", days: 365 } },
});`,
    },
    options: {
        buckets: texts({
            default: [],
            pattern: /^[\w.*?-]+$/,
            of: "names of buckets in the program, with `*` for any text",
            description:
                'Names of the buckets that must have object lock, as the program calls them; `*` stands for any text: ["audit-*"]. None by default.',
        }),
    },
    check(bucket, stack, { buckets }) {
        if (!buckets.some((name) => matches(pattern(name), bucket.name))) {
            return [];
        }
        const isLocking = (lock: ResourceReader): Truth =>
            lock.get("objectLockEnabled").absentAs("Enabled").is("Enabled");
        return must(
            any([
                bucket.given("objectLockEnabled").is(true),
                bucket.given("objectLockConfiguration", "objectLockEnabled").is("Enabled"),
                stack.linkedTo(bucket, objectLockOf).some(isLocking),
            ]),
            say`Set \`objectLockEnabled\` to true, or give it an \`aws.s3.BucketObjectLockConfiguration\`.`,
        );
    },
});

export const s3BucketNoForceDestroy = resourcePolicy({
    id: "s3-bucket-no-force-destroy",
    title: "S3 buckets are not destroyed with their data",
    severity: "medium",
    types: BUCKETS,
    controls: { nist: ["CP-9"], whitepaper: ["S3"] },
    why: "With `forceDestroy`, deleting or replacing the bucket deletes all objects and all versions, without asking.",
    fix: {
        text: "Leave `forceDestroy` out, except for data that can be made again.",
        example: `new aws.s3.Bucket("data", {}, { protect: true });`,
    },
    check(bucket) {
        const force = bucket.get("forceDestroy").absentAs(false);
        return mustNot(force.is(true), say`Remove ${force}, or set it to false.`);
    },
    remediation: () => [set(["forceDestroy"], false)],
});

export default service("s3", [
    s3BucketEncryptionKms,
    s3BucketVersioning,
    s3BucketMfaDelete,
    s3BucketLifecycle,
    s3BucketObjectLock,
    s3BucketNoForceDestroy,
]);
