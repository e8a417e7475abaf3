import { must, resourcePolicy, say, service, settingPolicy, stackPolicy, texts } from "../../evaluation";
import type { ResourceReader, Truth, Value } from "../../evaluation";
import { matches, pattern } from "palisade-policy-documents";
import {
    BUCKETS,
    DIRECTORY_BUCKET,
    inline,
    objectLockOf,
    OBJECTS,
    replicationOf,
    TABLE_BUCKET,
    VECTOR_BUCKET,
    versioningIn,
    VERSIONINGS,
} from "./resources";

export default service("s3", [
    stackPolicy({
        id: "s3-bucket-versioning",
        title: "S3 buckets keep old versions of objects",
        severity: "low",
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
        check: (bucket, stack) =>
            versioningIn(bucket, stack).mustAgree(
                (enabled) => enabled,
                say`Declare the status "Enabled" in its \`aws.s3.BucketVersioning\`.`,
            ),
    }),
    resourcePolicy({
        id: "s3-bucket-mfa-delete",
        title: "S3 buckets demand MFA to delete versions",
        severity: "low",
        types: [...VERSIONINGS, ...BUCKETS],
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
        check(resource) {
            if (VERSIONINGS.some((type) => type === resource.type)) {
                const mfaDelete = resource.get("versioningConfiguration", "mfaDelete");
                return must(mfaDelete.is("Enabled"), say`Set ${mfaDelete} to "Enabled".`);
            }
            const versioning = inline(resource, "versioning");
            const mfaDelete = versioning.get("mfaDelete");
            return versioning.isAbsent ? [] : must(mfaDelete.is(true), say`Set ${mfaDelete} to true.`);
        },
    }),
    stackPolicy({
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
            const [flag, configuration] = [bucket.given("objectLockEnabled"), bucket.given("objectLockConfiguration")];
            const own = [
                { place: flag, view: flag.is(true) },
                { place: configuration, view: configuration.get("objectLockEnabled").is("Enabled") },
            ];
            return stack
                .declared(bucket, objectLockOf, isLocking, own)
                .mustAgree(
                    (locked) => locked,
                    say`Set \`objectLockEnabled\` to true, or give it an \`aws.s3.BucketObjectLockConfiguration\`.`,
                );
        },
    }),
    stackPolicy({
        id: "s3-bucket-replication",
        title: "S3 buckets are replicated",
        severity: "low",
        types: BUCKETS,
        controls: { fsbp: ["S3.7"], nist: ["CP-9", "CP-10"], whitepaper: ["S3"] },
        why: "A copy in another region, or account, is what is left when a region is down or an account is lost.",
        fix: {
            text: "Replicate what must survive the loss of a region. It doubles the price of storage, and pays for transfer.",
            example: `new aws.s3.BucketReplicationConfig("data", {
    bucket: bucket.bucket,
    role: "arn:aws:iam::111122223333:role/replication",
    rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::data-copy" } }],
});`,
        },
        offByDefault: true,
        check(bucket, stack) {
            const replicates = (rules: Value): Truth => rules.some((rule) => rule.get("status").is("Enabled"));
            const place = inline(bucket, "replicationConfiguration");
            return stack
                .declared(bucket, replicationOf, (sideCar) => replicates(sideCar.get("rules")), [
                    { place, view: replicates(place.get("rules")) },
                ])
                .mustAgree(
                    (replicated) => replicated,
                    say`Declare a rule that is "Enabled" in its \`aws.s3.BucketReplicationConfig\`.`,
                );
        },
    }),
    settingPolicy({
        id: "s3-object-kms",
        title: "S3 objects name the KMS key that encrypts them",
        severity: "low",
        types: OBJECTS,
        controls: { nist: ["SC-28"], whitepaper: ["S3"] },
        why: "An object that names no key is encrypted as its bucket says at that time: with S3's own key, if the bucket says nothing.",
        fix: {
            text: "Name the key, where the bucket's own encryption is not enough to rely on.",
            example: `new aws.s3.BucketObjectv2("report", {
    bucket: bucket.bucket,
    key: "report.txt",
    content: "...",
    kmsKeyId: key.arn,
});`,
        },
        offByDefault: true,
        setting: "kmsKeyId",
        must: { beSet: "the ARN of a KMS key of your own" },
    }),
    settingPolicy({
        id: "s3-bucket-no-force-destroy",
        title: "S3 buckets are not destroyed with their data",
        severity: "medium",
        types: [...BUCKETS, DIRECTORY_BUCKET, TABLE_BUCKET, VECTOR_BUCKET],
        controls: { nist: ["CP-9"], whitepaper: ["S3"] },
        why: "With `forceDestroy`, deleting or replacing the bucket deletes all objects and all versions, without asking.",
        fix: {
            text: "Leave `forceDestroy` out, except for data that can be made again.",
            example: `new aws.s3.Bucket("data", {}, { protect: true });`,
        },
        setting: "forceDestroy",
        must: { be: false },
        default: false,
        remediates: true,
    }),
]);
