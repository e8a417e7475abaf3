import { all, any, eitherOf, flag, must, resourcePolicy, say, service, stackPolicy, when } from "../../evaluation";
import type { Declarations, ResourceReader, StackReader, Truth, Value } from "../../evaluation";
import { isLogBucket } from "./logBuckets";
import { BUCKET_V2, BUCKETS, DIRECTORY_BUCKET, encryptionOf, ENCRYPTIONS, inline } from "./resources";

const KMS_ALGORITHMS = ["aws:kms", "aws:kms:dsse"];

interface EncryptionRule {
    readonly algorithm: Value;
    readonly key: Value;
    readonly bucketKey: Value;
}

function usesKms({ algorithm }: EncryptionRule): Truth {
    return algorithm.isOneOf(KMS_ALGORITHMS);
}

function usesSseS3({ algorithm }: EncryptionRule): Truth {
    return algorithm.is("AES256");
}

/** Of a rule that uses KMS. */
function usesOwnKey({ key }: EncryptionRule): Truth {
    return key.judgeText((id) => id !== "" && !/(^|:)alias\/aws\/s3$/.test(id));
}

function encryptionRule(rule: Value, ...byDefault: readonly (string | number)[]): EncryptionRule {
    return {
        algorithm: rule.get(...byDefault, "sseAlgorithm"),
        key: rule.get(...byDefault, "kmsMasterKeyId"),
        bucketKey: rule.get("bucketKeyEnabled"),
    };
}

function sideCarRule(rule: Value): EncryptionRule {
    return encryptionRule(rule, "applyServerSideEncryptionByDefault");
}

function inlineRule(bucket: ResourceReader, setting: Value): EncryptionRule {
    return bucket.type === BUCKET_V2
        ? encryptionRule(setting.get("rules", 0), "applyServerSideEncryptionByDefaults", 0)
        : sideCarRule(setting.get("rule"));
}

/** Whether there are rules, and each of them fits. */
type EachRule = (fits: (rule: EncryptionRule) => Truth) => Truth;

function encryptionsOf(bucket: ResourceReader, stack: StackReader): Declarations<EachRule> {
    const eachOf =
        (sideCar: ResourceReader): EachRule =>
        (fits) => {
            const rules = sideCar.get("rules");
            const fitting = (rule: Value): Truth => fits(sideCarRule(rule));
            return all([rules.some(fitting), rules.every(fitting)]);
        };
    if (bucket.type === DIRECTORY_BUCKET) {
        return stack.declared(bucket, encryptionOf, eachOf);
    }
    const place = inline(bucket, "serverSideEncryptionConfiguration");
    const view: EachRule = (fits) => fits(inlineRule(bucket, place));
    return stack.declared(bucket, encryptionOf, eachOf, [{ place, view }]);
}

/** The rules that a resource declares itself. */
function rulesOf(resource: ResourceReader): readonly EncryptionRule[] {
    return ENCRYPTIONS.some((type) => type === resource.type)
        ? resource.get("rules").items().map(sideCarRule)
        : [inlineRule(resource, inline(resource, "serverSideEncryptionConfiguration"))];
}

export default service("s3", [
    stackPolicy({
        id: "s3-bucket-encryption-kms",
        title: "S3 buckets encrypt with KMS",
        severity: "medium",
        types: [...BUCKETS, DIRECTORY_BUCKET],
        controls: { fsbp: ["S3.17"], nist: ["SC-28", "SC-13"], whitepaper: ["S3"] },
        why: "S3's own encryption, the default, opens data to everybody who may read the object. With a KMS key, who may decrypt is decided and recorded separately.",
        fix: {
            text: "Encrypt by default with a KMS key. A bucket that takes logs may say `AES256` instead: it is the only encryption AWS documents for them.",
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
                    "Whether a bucket that takes logs of buckets, load balancers or Redshift clusters may be encrypted with SSE-S3, if it says so.",
            }),
        },
        check(bucket, stack, { customerManagedKey, logBucketsMayUseSseS3 }) {
            const encryptions = encryptionsOf(bucket, stack);
            // A directory bucket takes no logs.
            const mayUseSseS3 =
                logBucketsMayUseSseS3 && bucket.type !== DIRECTORY_BUCKET ? isLogBucket(bucket, stack) : false;
            const algorithms = mayUseSseS3 === true ? ["AES256", ...KMS_ALGORITHMS] : KMS_ALGORITHMS;
            return [
                encryptions.mustAgree(
                    (each) => each((rule) => any([usesKms(rule), all([usesSseS3(rule), mayUseSseS3])])),
                    say`Declare the algorithm ${eitherOf(algorithms)} in its \`aws.s3.BucketServerSideEncryptionConfiguration\`.`,
                ),
                customerManagedKey
                    ? when(
                          encryptions.agree((each) => each(usesKms)),
                          must(
                              encryptions.agree((each) => each(usesOwnKey)),
                              say`Set \`kmsMasterKeyId\` of its encryption rule to a key of your own.`,
                          ),
                      )
                    : [],
            ];
        },
    }),
    resourcePolicy({
        id: "s3-bucket-key-enabled",
        title: "S3 buckets that encrypt with KMS use a bucket key",
        severity: "low",
        types: [...ENCRYPTIONS, ...BUCKETS],
        controls: { nist: ["SC-5", "SC-12"], whitepaper: ["S3"] },
        why: "Without a bucket key every object is a call to KMS: a busy bucket pays for each, and reaches the limit of calls that all of the account share.",
        fix: {
            text: "Turn the bucket key on. It is for new objects; double encryption (`aws:kms:dsse`) has none.",
            example: `new aws.s3.BucketServerSideEncryptionConfiguration("data", {
    bucket: bucket.bucket,
    rules: [{
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
        bucketKeyEnabled: true,
    }],
});`,
        },
        check: (resource) =>
            rulesOf(resource).map(({ algorithm, bucketKey }) =>
                when(algorithm.is("aws:kms"), must(bucketKey.is(true), say`Set ${bucketKey} to true.`)),
            ),
    }),
]);
