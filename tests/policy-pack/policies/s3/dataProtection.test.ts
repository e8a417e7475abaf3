import {
    s3BucketEncryptionKms,
    s3BucketLifecycle,
    s3BucketMfaDelete,
    s3BucketNoForceDestroy,
    s3BucketObjectLock,
    s3BucketVersioning,
} from "../../../../policy-pack/policies/s3/dataProtection";
import { describePolicy } from "../../support/describe";
import { secret, unknown, type Input, type Inputs } from "../../support/inputs";
import { ARN, bucket, COMPUTED, oldBucket, policy, resource, sideCar } from "./stack";

const ENCRYPT =
    'Give it an `aws.s3.BucketServerSideEncryptionConfiguration` with the algorithm "aws:kms" or "aws:kms:dsse".';
const BUCKET_KEY = "Set `bucketKeyEnabled` of its encryption rule to true.";
const OWN_KEY = "Set `kmsMasterKeyId` of its encryption rule to a key of your own.";
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1";

const rule = (sseAlgorithm: Input, more: Inputs = {}, kmsMasterKeyId: Input = KEY): Inputs => ({
    applyServerSideEncryptionByDefault: { sseAlgorithm, kmsMasterKeyId },
    ...more,
});
const KMS = rule("aws:kms", { bucketKeyEnabled: true });
const SSE_S3: Inputs = { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } };
const encrypted = (...rules: readonly Input[]) => sideCar("bucketServerSideEncryptionConfiguration", { rules });
const inlineRule = (one: Inputs): Inputs => ({ serverSideEncryptionConfiguration: { rule: one } });
const oldInlineRule = (byDefault: Inputs, more: Inputs = {}): Inputs => ({
    serverSideEncryptionConfigurations: [{ rules: [{ applyServerSideEncryptionByDefaults: [byDefault], ...more }] }],
});

/** A bucket that takes logs, by what says so. */
const taking = (principal: object, rest: object = {}) =>
    sideCar(
        "bucketPolicy",
        {
            policy: policy({
                Effect: "Allow",
                Principal: principal,
                Action: "s3:PutObject",
                Resource: `${ARN}/*`,
                ...rest,
            }),
        },
        { name: "policy" },
    );
const target = (type: string, property: string, key = "bucket") =>
    resource(type, { [property]: { [key]: unknown() } }, { name: "source", from: { [property]: ["it"] } });
const logsOf = (type: string, by: Inputs, from: Readonly<Record<string, readonly string[]>>) =>
    resource(type, by, { name: "source", from });

const LOG_BUCKETS = {
    "the target of another bucket's logs": logsOf(
        "bucketLogging",
        { bucket: "other", targetBucket: unknown(), targetPrefix: "" },
        { targetBucket: ["it"] },
    ),
    "the target of another bucket's logs, by the former type": logsOf(
        "bucketLoggingV2",
        { bucket: "other", targetBucket: unknown(), targetPrefix: "" },
        { targetBucket: ["it"] },
    ),
    "the target of another bucket's inline logs": bucket(
        { logging: { targetBucket: unknown() }, ...inlineRule(KMS) },
        { name: "source", from: { logging: ["it"] } },
    ),
    "the target of the inline logs of a bucket of the former type": oldBucket(
        { loggings: [{ targetBucket: unknown() }], ...oldInlineRule({ sseAlgorithm: "aws:kms:dsse" }) },
        { name: "source", from: { loggings: ["it"] } },
    ),
    "the target of a load balancer's access logs": target("lb/loadBalancer", "accessLogs"),
    "the target of a load balancer's connection logs": target("lb/loadBalancer", "connectionLogs"),
    "the target of a load balancer's health check logs": target("alb/loadBalancer", "healthCheckLogs"),
    "the target of an application load balancer's logs": target("alb/loadBalancer", "accessLogs"),
    "the target of a classic load balancer's logs": target("elb/loadBalancer", "accessLogs"),
    "open to S3's logging service": taking({ Service: "logging.s3.amazonaws.com" }),
    "open to Elastic Load Balancing's service": taking({ Service: "logdelivery.elasticloadbalancing.amazonaws.com" }),
    "open to an account of Elastic Load Balancing": taking({ AWS: "arn:aws:iam::127311923021:root" }),
    "open to an account of Elastic Load Balancing in China": taking({ AWS: "arn:aws-cn:iam::638102146993:root" }),
} as const;

const NO_LOG_BUCKETS = {
    "open to a service that writes other logs": taking({ Service: "delivery.logs.amazonaws.com" }),
    "open to a service that only reads": taking({ Service: "logging.s3.amazonaws.com" }, { Action: "s3:GetBucketAcl" }),
    "open to everyone of an organization": taking(
        { AWS: "*" },
        { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } },
    ),
    "closed to S3's logging service": taking({ Service: "logging.s3.amazonaws.com" }, { Effect: "Deny" }),
    "its own target": sideCar(
        "bucketLogging",
        { targetBucket: unknown(), targetPrefix: "" },
        { name: "source", from: { bucket: ["it"], targetBucket: ["it"] } },
    ),
} as const;

const casesOf = <Source, Case>(sources: Readonly<Record<string, Source>>, one: (source: Source) => Case) =>
    Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, one(source)]));

describePolicy(s3BucketEncryptionKms, {
    compliant: {
        "a KMS key and a bucket key": { resources: [bucket(), encrypted(KMS)] },
        "double encryption, which has no bucket key": { resources: [bucket(), encrypted(rule("aws:kms:dsse"))] },
        "the former type of side-car": {
            resources: [bucket(), sideCar("bucketServerSideEncryptionConfigurationV2", { rules: [KMS] })],
        },
        "a bucket of the former type": { resources: [oldBucket(), encrypted(KMS)] },
        inline: { resources: bucket(inlineRule(KMS)) },
        "inline, in a bucket of the former type": {
            resources: oldBucket(oldInlineRule({ sseAlgorithm: "aws:kms" }, { bucketKeyEnabled: true })),
        },
        "a side-car that overrules what the provider filled in": {
            resources: [bucket({}, { outputs: inlineRule(SSE_S3) }), encrypted(KMS)],
        },
        "the AWS managed key": {
            resources: [bucket(), encrypted(rule("aws:kms", { bucketKeyEnabled: true }, "alias/aws/s3"))],
        },
        "a key of one's own, asked for": {
            resources: [bucket(), encrypted(KMS)],
            options: { customerManagedKey: true },
        },
        "a key of one's own whose alias begins like that of AWS": {
            resources: [bucket(), encrypted(rule("aws:kms", { bucketKeyEnabled: true }, "alias/aws/s3-data"))],
            options: { customerManagedKey: true },
        },
        "a log bucket that logs elsewhere itself": {
            resources: [
                bucket(),
                encrypted(SSE_S3),
                bucket({}, { name: "logs", outputs: inlineRule(KMS) }),
                sideCar(
                    "bucketLogging",
                    { targetBucket: unknown(), targetPrefix: "" },
                    { name: "elsewhere", from: { bucket: ["it"], targetBucket: ["logs"] } },
                ),
                LOG_BUCKETS["the target of another bucket's logs"],
            ],
        },
        ...casesOf(LOG_BUCKETS, (source) => ({ resources: [bucket(), encrypted(SSE_S3), source] })),
    },
    violating: {
        "SSE-S3": { resources: [bucket(), encrypted(SSE_S3)], says: [ENCRYPT] },
        "SSE-S3 inline": { resources: bucket(inlineRule(SSE_S3)), says: [ENCRYPT] },
        "SSE-S3 in a bucket of the former type": {
            resources: oldBucket(oldInlineRule({ sseAlgorithm: "AES256" })),
            says: [ENCRYPT],
        },
        "no bucket key": {
            resources: [bucket(), encrypted(rule("aws:kms", { bucketKeyEnabled: false }))],
            says: [BUCKET_KEY],
        },
        "no bucket key inline": {
            resources: bucket(inlineRule(rule("aws:kms", { bucketKeyEnabled: false }))),
            says: [BUCKET_KEY],
        },
        "no bucket key in a bucket of the former type": {
            resources: oldBucket(oldInlineRule({ sseAlgorithm: "aws:kms" })),
            says: [BUCKET_KEY],
        },
        "the AWS managed key, where one's own is asked for": {
            resources: [bucket(), encrypted(rule("aws:kms", { bucketKeyEnabled: true }, "alias/aws/s3"))],
            options: { customerManagedKey: true },
            says: [OWN_KEY],
        },
        "the AWS managed key by ARN, where one's own is asked for": {
            resources: [
                bucket(),
                encrypted(rule("aws:kms:dsse", {}, "arn:aws:kms:eu-west-1:111122223333:alias/aws/s3")),
            ],
            options: { customerManagedKey: true },
            says: [OWN_KEY],
        },
        "an empty key, where one's own is asked for": {
            resources: oldBucket(oldInlineRule({ sseAlgorithm: "aws:kms:dsse", kmsMasterKeyId: "" })),
            options: { customerManagedKey: true },
            says: [OWN_KEY],
        },
        "a key of one's own, but not used": {
            resources: [bucket(), encrypted(rule("AES256"), rule("aws:kms:dsse", {}, ""))],
            options: { customerManagedKey: true },
            says: [OWN_KEY],
        },
        ...casesOf(NO_LOG_BUCKETS, (source) => ({
            resources: [bucket(), encrypted(SSE_S3), source],
            says: [ENCRYPT],
        })),
        "a log bucket, where the option does not allow it": {
            resources: [bucket(), encrypted(SSE_S3), LOG_BUCKETS["the target of another bucket's logs"]],
            options: { logBucketsMayUseSseS3: false },
            says: [ENCRYPT],
        },
    },
    absent: {
        "S3's own encryption by default": { resources: bucket(), says: [ENCRYPT] },
        "S3's own encryption, which the provider fills in": {
            resources: bucket({}, { outputs: COMPUTED }),
            says: [ENCRYPT],
        },
        "a rule without a default": { resources: [bucket(), encrypted({ bucketKeyEnabled: true })], says: [ENCRYPT] },
        "no bucket key by default": { resources: [bucket(), encrypted(rule("aws:kms"))], says: [BUCKET_KEY] },
        "the AWS managed key by default": {
            resources: [bucket(), encrypted(rule("aws:kms:dsse", {}, null))],
            options: { customerManagedKey: true },
            says: [OWN_KEY],
        },
        "a log bucket has to say so": {
            resources: [bucket(), LOG_BUCKETS["the target of another bucket's logs"]],
            says: [ENCRYPT],
        },
    },
    unknown: {
        "the algorithm": {
            resources: [bucket(), encrypted(rule(unknown(), { bucketKeyEnabled: true }))],
            undetermined:
                'Not known before the update: `rules[0].applyServerSideEncryptionByDefault.sseAlgorithm` of "side".',
        },
        "the inline setting": {
            resources: [
                bucket(
                    { serverSideEncryptionConfiguration: unknown() },
                    { from: { serverSideEncryptionConfiguration: ["key"] } },
                ),
                resource("kms/key", {}, { name: "key" }),
            ],
            undetermined:
                "Not known before the update: `serverSideEncryptionConfiguration.rule.applyServerSideEncryptionByDefault.sseAlgorithm`, `serverSideEncryptionConfiguration.rule.bucketKeyEnabled`.",
        },
        "whether there is a bucket key": {
            resources: [bucket(), encrypted(rule("aws:kms", { bucketKeyEnabled: unknown() }))],
            undetermined: 'Not known before the update: `rules[0].bucketKeyEnabled` of "side".',
        },
        "the key, which is some key": {
            resources: [bucket(), encrypted(rule("aws:kms", { bucketKeyEnabled: true }, unknown()))],
        },
        "the key, where one's own is asked for": {
            resources: [bucket(), encrypted(rule("aws:kms", { bucketKeyEnabled: true }, unknown()))],
            options: { customerManagedKey: true },
            undetermined:
                'Not known before the update: `rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId` of "side".',
        },
        "the policy that may make it a log bucket": {
            resources: [
                bucket(),
                encrypted(SSE_S3),
                sideCar("bucketPolicy", { policy: unknown() }, { name: "policy" }),
            ],
            undetermined: 'Not known before the update: `policy` of "policy".',
        },
        "the policy, but nobody chose SSE-S3": {
            resources: [bucket(), sideCar("bucketPolicy", { policy: unknown() })],
            says: [ENCRYPT],
        },
        "whose logs another bucket takes": {
            resources: [
                bucket(),
                encrypted(SSE_S3),
                logsOf("bucketLogging", { bucket: "other", targetBucket: unknown(), targetPrefix: "" }, {}),
            ],
            undetermined: 'It is not known yet what this names: `targetBucket` of "source".',
        },
    },
    secret: {
        "SSE-S3, secretly": { resources: [bucket(), encrypted(rule(secret("AES256")))], says: [ENCRYPT] },
        "a key of one's own, secretly": {
            resources: [bucket(), encrypted(rule("aws:kms", { bucketKeyEnabled: true }, secret(KEY)))],
            options: { customerManagedKey: true },
        },
    },
    malformed: {
        "an object for rules": {
            resources: [bucket(), sideCar("bucketServerSideEncryptionConfiguration", { rules: KMS })],
            undetermined: 'Not of the type it should be: `rules` of "side".',
        },
        "a number for a key": {
            resources: [bucket(), encrypted(rule("aws:kms", { bucketKeyEnabled: true }, 1))],
            options: { customerManagedKey: true },
            undetermined:
                'Not of the type it should be: `rules[0].applyServerSideEncryptionByDefault.kmsMasterKeyId` of "side".',
        },
    },
});

const VERSION = 'Give it an `aws.s3.BucketVersioning` with the status "Enabled".';
const versioned = (status: Input, type = "bucketVersioning") => sideCar(type, { versioningConfiguration: { status } });

describePolicy(s3BucketVersioning, {
    compliant: {
        enabled: { resources: [bucket(), versioned("Enabled")] },
        "enabled, by the former type": { resources: [bucket(), versioned("Enabled", "bucketVersioningV2")] },
        "enabled inline": { resources: bucket({ versioning: { enabled: true } }) },
        "enabled inline, in a bucket of the former type": {
            resources: oldBucket({ versionings: [{ enabled: true }] }),
        },
        "enabled by a side-car, while the provider shows it as it was": {
            resources: [bucket({}, { outputs: { versioning: { enabled: false } } }), versioned("Enabled")],
        },
    },
    violating: {
        suspended: { resources: [bucket(), versioned("Suspended")], says: [VERSION] },
        "off inline": { resources: bucket({ versioning: { enabled: false } }), says: [VERSION] },
        "off inline, in a bucket of the former type": {
            resources: oldBucket({ versionings: [{ enabled: false }] }),
            says: [VERSION],
        },
    },
    absent: {
        "off by default": { resources: bucket(), says: [VERSION] },
        "off, which the provider fills in": { resources: bucket({}, { outputs: COMPUTED }), says: [VERSION] },
        "off inline by default": { resources: bucket({ versioning: {} }), says: [VERSION] },
    },
    unknown: {
        "the status": {
            resources: [bucket(), versioned(unknown())],
            undetermined: 'Not known before the update: `versioningConfiguration.status` of "side".',
        },
        "whether it is on inline": {
            resources: bucket({ versioning: { enabled: unknown() } }),
            undetermined: "Not known before the update: `versioning.enabled`.",
        },
        "the bucket's tags": { resources: [bucket({ tags: unknown() }), versioned("Enabled")] },
    },
    secret: { "suspended, secretly": { resources: [bucket(), versioned(secret("Suspended"))], says: [VERSION] } },
    malformed: {
        "a text for the setting": {
            resources: [bucket(), sideCar("bucketVersioning", { versioningConfiguration: "Enabled" })],
            undetermined: 'Not of the type it should be: `versioningConfiguration` of "side".',
        },
    },
});

const MFA = 'Set `versioningConfiguration.mfaDelete` to "Enabled".';
const mfa = (versioningConfiguration: Input, type = "bucketVersioning") =>
    resource(type, { bucket: "data", versioningConfiguration });

describePolicy(s3BucketMfaDelete, {
    compliant: { enabled: { resources: mfa({ status: "Enabled", mfaDelete: "Enabled" }) } },
    violating: {
        disabled: { resources: mfa({ status: "Enabled", mfaDelete: "Disabled" }), says: [MFA] },
        "disabled, by the former type": {
            resources: mfa({ mfaDelete: "Disabled" }, "bucketVersioningV2"),
            says: [MFA],
        },
    },
    absent: { "disabled by default": { resources: mfa({ status: "Enabled" }), says: [MFA] } },
    unknown: {
        "whether it is": {
            resources: mfa({ status: "Enabled", mfaDelete: unknown() }),
            undetermined: "Not known before the update: `versioningConfiguration.mfaDelete`.",
        },
    },
    secret: { "disabled, secretly": { resources: mfa({ mfaDelete: secret("Disabled") }), says: [MFA] } },
    malformed: {
        "a list": { resources: mfa([]), undetermined: "Not of the type it should be: `versioningConfiguration`." },
    },
});

const LIFECYCLE = 'Give it an `aws.s3.BucketLifecycleConfiguration` with a rule that is "Enabled".';
const ABORT = "Set `abortIncompleteMultipartUpload` of a lifecycle rule that has no filter to some days.";
const aborting = (daysAfterInitiation: Input, status: Input = "Enabled"): Inputs => ({
    id: "tidy",
    status,
    abortIncompleteMultipartUpload: { daysAfterInitiation },
});
const expiring: Inputs = { id: "expire", status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 90 } };
const inlineAborting = (more: Inputs = {}): Inputs => ({
    lifecycleRules: [{ enabled: true, abortIncompleteMultipartUploadDays: 7, ...more }],
});
/** Rules that are for some of the uploads only. */
const NARROWED: Readonly<Record<string, Inputs>> = {
    "a rule for a prefix": { filter: { prefix: "tmp/" } },
    "a rule for a prefix, the former way": { prefix: "tmp/" },
    "a rule for a tag": { filter: { tag: { key: "kind", value: "tmp" } } },
    "a rule for several things": { filter: { and: { prefix: "", tags: { kind: "tmp" } } } },
    "a rule for a prefix among several things": { filter: { and: { prefix: "tmp/", objectSizeGreaterThan: 1 } } },
    "a rule for large objects": { filter: { objectSizeGreaterThan: 1024 } },
    "a rule for small objects": { filter: { objectSizeLessThan: 1024 } },
};
const lifecycle = (rules: Input, type = "bucketLifecycleConfiguration") => sideCar(type, { rules });

describePolicy(s3BucketLifecycle, {
    compliant: {
        "a rule that aborts": { resources: [bucket(), lifecycle([aborting(7)])] },
        "one rule of two aborts": { resources: [bucket(), lifecycle([expiring, aborting(1)])] },
        "the former type": { resources: [oldBucket(), lifecycle([aborting(7)], "bucketLifecycleConfigurationV2")] },
        "a rule for every prefix": {
            resources: [bucket(), lifecycle([{ ...aborting(7), filter: { prefix: "" } }])],
        },
        "a rule with an empty filter, beside one for a prefix": {
            resources: [
                bucket(),
                lifecycle([
                    { ...aborting(1), filter: { prefix: "tmp/" } },
                    { ...aborting(7), filter: {} },
                ]),
            ],
        },
        inline: { resources: bucket(inlineAborting()) },
        "inline, for every prefix": { resources: bucket(inlineAborting({ prefix: "" })) },
        "inline, in a bucket of the former type": { resources: oldBucket(inlineAborting()) },
    },
    violating: {
        "no rule": { resources: [bucket(), lifecycle([])], says: [LIFECYCLE] },
        "a rule that is off": { resources: [bucket(), lifecycle([aborting(7, "Disabled")])], says: [LIFECYCLE] },
        "a rule that does not abort": { resources: [bucket(), lifecycle([expiring])], says: [ABORT] },
        "a rule that does not abort, and one that is off": {
            resources: [oldBucket(), lifecycle([expiring, aborting(7, "Disabled")])],
            says: [ABORT],
        },
        "a rule that aborts after no days": { resources: [bucket(), lifecycle([aborting(0)])], says: [ABORT] },
        "an inline rule that is off": {
            resources: bucket({ lifecycleRules: [{ enabled: false, abortIncompleteMultipartUploadDays: 7 }] }),
            says: [LIFECYCLE],
        },
        ...casesOf(NARROWED, (narrowed) => ({
            resources: [bucket(), lifecycle([{ ...aborting(7), ...narrowed }])],
            says: [ABORT],
        })),
        "an inline rule for a prefix": { resources: bucket(inlineAborting({ prefix: "tmp/" })), says: [ABORT] },
        "an inline rule for a tag": { resources: bucket(inlineAborting({ tags: { kind: "tmp" } })), says: [ABORT] },
        "an inline rule for a prefix, in a bucket of the former type": {
            resources: oldBucket(inlineAborting({ prefix: "tmp/" })),
            says: [ABORT],
        },
        "an inline rule that does not abort": {
            resources: bucket({ lifecycleRules: [{ enabled: true, abortIncompleteMultipartUploadDays: 0 }] }),
            says: [ABORT],
        },
    },
    absent: {
        "none by default": { resources: bucket(), says: [LIFECYCLE] },
        "none, which the provider fills in": { resources: bucket({}, { outputs: COMPUTED }), says: [LIFECYCLE] },
        "a rule without days": { resources: [bucket(), lifecycle([aborting(null)])], says: [ABORT] },
    },
    unknown: {
        "the rules": {
            resources: [bucket(), lifecycle(unknown())],
            undetermined: 'Not known before the update: `rules` of "side".',
        },
        "whether the rule is on": {
            resources: [bucket(), lifecycle([aborting(7, unknown())])],
            undetermined: 'Not known before the update: `rules[0].status` of "side".',
        },
        "the prefix": {
            resources: [bucket(), lifecycle([{ ...aborting(7), filter: { prefix: unknown() } }])],
            undetermined: 'Not known before the update: `rules[0].filter.prefix` of "side".',
        },
        "the days": {
            resources: [bucket(), lifecycle([aborting(unknown())])],
            undetermined:
                'Not known before the update: `rules[0].abortIncompleteMultipartUpload.daysAfterInitiation` of "side".',
        },
    },
    secret: {
        "off, secretly": { resources: [bucket(), lifecycle([aborting(7, secret("Disabled"))])], says: [LIFECYCLE] },
    },
    malformed: {
        "a word for days": {
            resources: [bucket(), lifecycle([aborting("soon")])],
            undetermined:
                'Not of the type it should be: `rules[0].abortIncompleteMultipartUpload.daysAfterInitiation` of "side".',
        },
    },
});

const LOCK = "Set `objectLockEnabled` to true, or give it an `aws.s3.BucketObjectLockConfiguration`.";
const LOCKED = { buckets: ["audit-*", "it"] };

describePolicy(s3BucketObjectLock, {
    compliant: {
        "locked from the start": { resources: bucket({ objectLockEnabled: true }), options: LOCKED },
        "locked by a side-car": {
            resources: [bucket(), sideCar("bucketObjectLockConfiguration", { objectLockEnabled: "Enabled" })],
            options: LOCKED,
        },
        "locked by a side-car of the former type": {
            resources: [oldBucket(), sideCar("bucketObjectLockConfigurationV2", { objectLockEnabled: "Enabled" })],
            options: LOCKED,
        },
        "locked inline": {
            resources: bucket({ objectLockConfiguration: { objectLockEnabled: "Enabled" } }),
            options: LOCKED,
        },
        "a bucket that the option does not name": {
            resources: bucket({ objectLockEnabled: false }, { name: "data" }),
            options: { buckets: ["audit-*", "data?"] },
        },
        "no bucket is named": { resources: bucket({ objectLockEnabled: false }) },
    },
    violating: {
        "not locked": { resources: bucket({ objectLockEnabled: false }), options: LOCKED, says: [LOCK] },
        "not locked, in a bucket of the former type": {
            resources: oldBucket({ objectLockEnabled: false }, { name: "audit-trail" }),
            options: LOCKED,
            says: [LOCK],
        },
        "a side-car with another word": {
            resources: [bucket(), sideCar("bucketObjectLockConfiguration", { objectLockEnabled: "Disabled" })],
            options: LOCKED,
            says: [LOCK],
        },
    },
    absent: {
        "not locked by default": { resources: bucket(), options: LOCKED, says: [LOCK] },
        "not locked, which the provider fills in": {
            resources: bucket({}, { outputs: COMPUTED }),
            options: LOCKED,
            says: [LOCK],
        },
        "a side-car locks by default": {
            resources: [bucket(), sideCar("bucketObjectLockConfiguration")],
            options: LOCKED,
        },
    },
    unknown: {
        "what the side-car says": {
            resources: [bucket(), sideCar("bucketObjectLockConfiguration", { objectLockEnabled: unknown() })],
            options: LOCKED,
            undetermined: 'Not known before the update: `objectLockEnabled` of "side".',
        },
    },
    secret: {
        "not locked, secretly": {
            resources: bucket({ objectLockEnabled: secret(false) }),
            options: LOCKED,
            says: [LOCK],
        },
    },
    malformed: {
        "a word": {
            resources: bucket({ objectLockEnabled: "always" }),
            options: LOCKED,
            undetermined: "Not of the type it should be: `objectLockEnabled`.",
        },
    },
});

const KEEP = "Remove `forceDestroy`, or set it to false.";

describePolicy(s3BucketNoForceDestroy, {
    compliant: { kept: { resources: bucket({ forceDestroy: false }) } },
    violating: {
        destroyed: { resources: bucket({ forceDestroy: true }), says: [KEEP] },
        "destroyed, in a bucket of the former type": { resources: oldBucket({ forceDestroy: "true" }), says: [KEEP] },
    },
    absent: { "kept by default": { resources: bucket() } },
    unknown: {
        "whether it is": {
            resources: bucket({ forceDestroy: unknown() }),
            undetermined: "Not known before the update: `forceDestroy`.",
        },
    },
    secret: { "destroyed, secretly": { resources: bucket({ forceDestroy: secret(true) }), says: [KEEP] } },
    malformed: {
        "a number": {
            resources: bucket({ forceDestroy: 1 }),
            undetermined: "Not of the type it should be: `forceDestroy`.",
        },
    },
});
