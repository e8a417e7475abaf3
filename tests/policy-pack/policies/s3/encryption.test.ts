import encryption from "../../../../policy-pack/policies/s3/encryption";
import { describeService } from "../../support/describe";
import { secret, unknown, type Input, type Inputs } from "../../support/inputs";
import { ARN, bucket, COMPUTED, KNOWN, oldBucket, policy, resource, sideCar } from "./stack";

const ENCRYPT =
    'Declare the algorithm "aws:kms" or "aws:kms:dsse" in its `aws.s3.BucketServerSideEncryptionConfiguration`.';
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

/** The message where only this one of several declarations is not right. */
const alone = (place: string) => `Remove or change ${place}: it is declared more than once. ${ENCRYPT}`;
const directoryBucket = resource(
    "directoryBucket",
    { bucket: "data--euw1-az1--x-s3", location: { name: "euw1-az1" } },
    { name: "it" },
);

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
const deliveryGrant = (permission: string, group = "s3/LogDelivery"): Inputs => ({
    accessControlPolicy: {
        owner: { id: "1" },
        grants: [{ permission, grantee: { type: "Group", uri: `http://acs.amazonaws.com/groups/${group}` } }],
    },
});
const target = (type: string, property: string, enabled: Input = true) =>
    resource(type, { [property]: { bucket: unknown(), enabled } }, { name: "source", from: { [property]: ["it"] } });
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
    "the target of a classic load balancer's logs, which are on by default": target(
        "elb/loadBalancer",
        "accessLogs",
        null,
    ),
    "the target of a Redshift cluster's logs": resource(
        "redshift/logging",
        { clusterIdentifier: "data", bucketName: unknown() },
        { name: "source", from: { bucketName: ["it"] } },
    ),
    "open to S3's log delivery, by an ACL": sideCar("bucketAcl", { acl: "log-delivery-write" }, { name: "acl" }),
    "open to S3's log delivery, by an ACL of the former type": sideCar(
        "bucketAclV2",
        { acl: "log-delivery-write" },
        { name: "acl" },
    ),
    "open to S3's log delivery, by a grant": sideCar("bucketAcl", deliveryGrant("WRITE"), { name: "acl" }),
    "open to S3's log delivery, by a grant of all": sideCar("bucketAcl", deliveryGrant("FULL_CONTROL"), {
        name: "acl",
    }),
    "open to Redshift's service": taking({ Service: "redshift.amazonaws.com" }),
    "open to the user of an account of Redshift": taking({ AWS: "arn:aws:iam::193672423079:user/logs" }),
    "open to an account of Redshift": taking({ AWS: "902366379725" }),
    "open to an account of CloudTrail": taking({ AWS: "arn:aws:iam::903692715234:root" }),
    "open to S3's logging service": taking({ Service: "logging.s3.amazonaws.com" }),
    "open to Elastic Load Balancing's service": taking({ Service: "logdelivery.elasticloadbalancing.amazonaws.com" }),
    "open to an account of Elastic Load Balancing": taking({ AWS: "arn:aws:iam::127311923021:root" }),
    "open to an account of Elastic Load Balancing in China": taking({ AWS: "arn:aws-cn:iam::638102146993:root" }),
} as const;

const NO_LOG_BUCKETS = {
    "open to everybody with an account, by a grant": sideCar(
        "bucketAcl",
        deliveryGrant("WRITE", "global/AuthenticatedUsers"),
        { name: "acl" },
    ),
    "open to a service that writes other logs": taking({ Service: "delivery.logs.amazonaws.com" }),
    "open to a service that only reads": taking({ Service: "logging.s3.amazonaws.com" }, { Action: "s3:GetBucketAcl" }),
    "open to everyone of an organization": taking(
        { AWS: "*" },
        { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } },
    ),
    "closed to S3's logging service": taking({ Service: "logging.s3.amazonaws.com" }, { Effect: "Deny" }),
    "named by a load balancer whose logs are off": target("lb/loadBalancer", "accessLogs", false),
    "named by a load balancer whose logs are off by default": target("lb/loadBalancer", "accessLogs", null),
    "named by a classic load balancer whose logs are off": target("elb/loadBalancer", "accessLogs", false),
    "named by a Redshift cluster that logs to CloudWatch": resource(
        "redshift/logging",
        { clusterIdentifier: "data", bucketName: unknown(), logDestinationType: "cloudwatch" },
        { name: "source", from: { bucketName: ["it"] } },
    ),
    "readable for S3's log delivery": sideCar("bucketAcl", deliveryGrant("READ"), { name: "acl" }),
    "private by its ACL": sideCar("bucketAcl", { acl: "private" }, { name: "acl" }),
    "its own target": sideCar(
        "bucketLogging",
        { targetBucket: unknown(), targetPrefix: "" },
        { name: "source", from: { bucket: ["it"], targetBucket: ["it"] } },
    ),
} as const;

const casesOf = <Source, Case>(sources: Readonly<Record<string, Source>>, one: (source: Source) => Case) =>
    Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, one(source)]));

describeService(encryption, {
    "s3-bucket-encryption-kms": {
        compliant: {
            "a KMS key, and no bucket key, which another policy is for": {
                resources: [bucket(), encrypted(rule("aws:kms", { bucketKeyEnabled: false }))],
            },
            "a KMS key": { resources: [bucket(), encrypted(KMS)] },
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
                resources: [bucket({}, { outputs: { ...KNOWN, ...inlineRule(SSE_S3) } }), encrypted(KMS)],
            },
            "the same twice": {
                resources: [
                    bucket(inlineRule(KMS)),
                    encrypted(KMS),
                    sideCar("bucketServerSideEncryptionConfiguration", { rules: [KMS] }, { name: "other" }),
                ],
            },
            "a side-car beside what the outputs of a bucket that exists show": {
                resources: [bucket({}, { outputs: { ...KNOWN, ...inlineRule(SSE_S3) } }), encrypted(KMS)],
            },
            "a directory bucket": { resources: [directoryBucket, encrypted(KMS)] },
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
                    bucket(inlineRule(KMS), { name: "logs" }),
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
            "SSE-S3 inline": {
                resources: bucket(inlineRule(SSE_S3)),
                says: [`${ENCRYPT} Now \`serverSideEncryptionConfiguration\` says otherwise.`],
            },
            "SSE-S3, where a key of one's own is asked for": {
                resources: [bucket(), encrypted(SSE_S3)],
                options: { customerManagedKey: true },
                says: [ENCRYPT],
            },
            "a side-car without rules": { resources: [bucket(), encrypted()], says: [ENCRYPT] },
            "a log bucket whose rule says nothing": {
                resources: [
                    bucket(),
                    encrypted({ bucketKeyEnabled: true }),
                    LOG_BUCKETS["the target of another bucket's logs"],
                ],
                says: [ENCRYPT.replace("algorithm", 'algorithm "AES256",')],
            },
            "SSE-S3 in a bucket of the former type": {
                resources: oldBucket(oldInlineRule({ sseAlgorithm: "AES256" })),
                says: [`${ENCRYPT} Now \`serverSideEncryptionConfigurations[0]\` says otherwise.`],
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
            "KMS by one rule of two": {
                resources: [bucket(), encrypted(SSE_S3, KMS)],
                says: [ENCRYPT],
            },
            "SSE-S3 inline, beside KMS by a side-car": {
                resources: [bucket(inlineRule(SSE_S3)), encrypted(KMS)],
                says: [alone("`serverSideEncryptionConfiguration`")],
            },
            "KMS inline, beside SSE-S3 by a side-car": {
                resources: [bucket(inlineRule(KMS)), encrypted(SSE_S3)],
                says: [alone('"side"')],
            },
            "KMS by one side-car, SSE-S3 by another": {
                resources: [
                    bucket(),
                    encrypted(KMS),
                    sideCar("bucketServerSideEncryptionConfiguration", { rules: [SSE_S3] }, { name: "other" }),
                ],
                says: [alone('"other"')],
            },
            "KMS inline, beside SSE-S3 by a side-car, in a bucket that exists": {
                resources: [bucket(inlineRule(KMS), { outputs: KNOWN }), encrypted(SSE_S3)],
                says: [ENCRYPT],
            },
            "a directory bucket with SSE-S3": {
                resources: [directoryBucket, encrypted(SSE_S3)],
                says: [ENCRYPT],
            },
            "a log bucket by one of its two policies": {
                resources: [
                    bucket(),
                    encrypted(SSE_S3),
                    taking({ Service: "logging.s3.amazonaws.com" }),
                    sideCar("bucketPolicy", { policy: policy() }, { name: "other-policy" }),
                ],
                says: [ENCRYPT],
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
            "a rule without a default": {
                resources: [bucket(), encrypted({ bucketKeyEnabled: true })],
                says: [ENCRYPT],
            },

            "the AWS managed key by default": {
                resources: [bucket(), encrypted(rule("aws:kms:dsse", {}, null))],
                options: { customerManagedKey: true },
                says: [OWN_KEY],
            },
            "a log bucket has to say so": {
                resources: [bucket(), LOG_BUCKETS["the target of another bucket's logs"]],
                says: [
                    'Declare the algorithm "AES256", "aws:kms" or "aws:kms:dsse" in its `aws.s3.BucketServerSideEncryptionConfiguration`.',
                ],
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
                    "Not known before the update: `serverSideEncryptionConfiguration.rule.applyServerSideEncryptionByDefault.sseAlgorithm`.",
            },

            "whether an SSE-S3 side-car is for this bucket, beside KMS": {
                resources: [
                    bucket(),
                    encrypted(KMS),
                    sideCar(
                        "bucketServerSideEncryptionConfiguration",
                        { rules: [SSE_S3] },
                        { name: "other", from: {} },
                    ),
                ],
                undetermined: 'It is not known yet what this names: `bucket` of "other".',
            },
            "whether a load balancer's logs are on": {
                resources: [bucket(), encrypted(SSE_S3), target("lb/loadBalancer", "accessLogs", unknown())],
                undetermined: 'Not known before the update: `accessLogs.enabled` of "source".',
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
            "a key of one's own, secretly": {
                resources: [bucket(), encrypted(rule("aws:kms", { bucketKeyEnabled: true }, secret(KEY)))],
                options: { customerManagedKey: true },
            },
        },
    },
    "s3-bucket-key-enabled": {
        compliant: {
            "a bucket key": resource("bucketServerSideEncryptionConfiguration", { bucket: "data", rules: [KMS] }),
            "a bucket key inline": bucket(inlineRule(KMS)),
            "double encryption, which has none": resource("bucketServerSideEncryptionConfiguration", {
                bucket: "data",
                rules: [rule("aws:kms:dsse")],
            }),
            "SSE-S3, which has none": bucket(inlineRule(SSE_S3)),
        },
        violating: {
            "no bucket key": {
                resources: resource("bucketServerSideEncryptionConfiguration", {
                    bucket: "data",
                    rules: [rule("aws:kms", { bucketKeyEnabled: false })],
                }),
                says: ["Set `rules[0].bucketKeyEnabled` to true."],
            },
            "no bucket key by default, in the second rule": {
                resources: resource("bucketServerSideEncryptionConfigurationV2", {
                    bucket: "data",
                    rules: [SSE_S3, rule("aws:kms")],
                }),
                says: ["Set `rules[1].bucketKeyEnabled` to true."],
            },
            "no bucket key inline": {
                resources: bucket(inlineRule(rule("aws:kms", { bucketKeyEnabled: false }))),
                says: ["Set `serverSideEncryptionConfiguration.rule.bucketKeyEnabled` to true."],
            },
            "no bucket key in a bucket of the former type": {
                resources: oldBucket(oldInlineRule({ sseAlgorithm: "aws:kms" })),
                says: ["Set `serverSideEncryptionConfigurations[0].rules[0].bucketKeyEnabled` to true."],
            },
        },
        absent: "compliant",
        unknown: {
            "whether there is one": {
                resources: resource("bucketServerSideEncryptionConfiguration", {
                    bucket: "data",
                    rules: [rule("aws:kms", { bucketKeyEnabled: unknown() })],
                }),
                undetermined: "Not known before the update: `rules[0].bucketKeyEnabled`.",
            },
        },
    },
});
