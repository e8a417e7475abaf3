import { all, any, must, mustNot, not, resourcePolicy, say, stackPolicy, when, service } from "../../evaluation";
import type { ResourceReader, Truth, Value } from "../../evaluation";
import { isLogBucket, logsToItself, takesDeliveredLogs, takesLogsByAcl } from "./logBuckets";
import { coversStrangers } from "./origins";
import { BUCKET, BUCKET_V2, BUCKETS, CORS, inline, loggingOf, notificationOf, WEBSITES } from "./resources";

const WRITING_METHODS = ["PUT", "POST", "DELETE"];

function targetOf(logging: ResourceReader): Value {
    return logging.get("targetBucket");
}

/** What a side-car must have and has not is a value that was not known. One that is unknown is some bucket. */
function isTarget(target: Value): Truth {
    if (target.isAbsent) {
        return target.noteUndetermined(say`It is not known yet what this names`);
    }
    return target.isUnknown || target.isPresent();
}

function isOpen(origin: Value): Truth {
    return origin.judgeText(coversStrangers);
}

/** Types of version 6 of the provider, each of which has the same name without V2 today. */
const LEGACY_TYPES = [
    BUCKET_V2,
    "aws:s3/bucketAccelerateConfigurationV2:BucketAccelerateConfigurationV2",
    "aws:s3/bucketAclV2:BucketAclV2",
    "aws:s3/bucketCorsConfigurationV2:BucketCorsConfigurationV2",
    "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
    "aws:s3/bucketLoggingV2:BucketLoggingV2",
    "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",
    "aws:s3/bucketRequestPaymentConfigurationV2:BucketRequestPaymentConfigurationV2",
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
    "aws:s3/bucketVersioningV2:BucketVersioningV2",
    "aws:s3/bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2",
] as const;

export default service("s3", [
    stackPolicy({
        id: "s3-bucket-access-logging",
        title: "S3 buckets log access, into another bucket",
        severity: "medium",
        types: BUCKETS,
        controls: {
            fsbp: ["S3.9"],
            cis3: ["3.4"],
            cis5: ["3.4"],
            cis7: ["4.4"],
            nist: ["AU-2", "AU-3", "AU-12"],
            whitepaper: ["S3"],
        },
        why: "Without access logs nobody can tell afterwards who read or deleted what.",
        fix: {
            text: "Log into a bucket that is for logs only. The log bucket itself needs no logs: they would make more of them.",
            example: `new aws.s3.BucketLogging("data", {
    bucket: bucket.bucket,
    targetBucket: logs.bucket,
    targetPrefix: "data/",
});`,
        },
        check(bucket, stack) {
            const own = inline(bucket, "logging").get("targetBucket");
            const targets = stack.declared(bucket, loggingOf, targetOf, [{ place: own, view: own }]);
            const logs = targets.agree(isTarget);
            return [
                must(
                    any([
                        logs,
                        isLogBucket(bucket, stack),
                        takesDeliveredLogs(bucket, stack),
                        takesLogsByAcl(bucket, stack),
                    ]),
                    say`Name another bucket as the target in its \`aws.s3.BucketLogging\`.`,
                ),
                mustNot(
                    logsToItself(bucket, stack),
                    say`Set \`targetBucket\` to another bucket: logs of logs never end.`,
                ),
            ];
        },
    }),
    resourcePolicy({
        id: "s3-bucket-no-website",
        title: "S3 buckets do not serve websites themselves",
        severity: "medium",
        types: [...WEBSITES, ...BUCKETS],
        controls: { nist: ["SC-7", "SC-8"], whitepaper: ["S3", "CloudFront"] },
        why: "S3's website endpoint knows no TLS, and needs a public bucket.",
        fix: {
            text: "Put CloudFront before a private bucket, with an origin access control. Redirecting all requests to another host is fine.",
            example: `new aws.cloudfront.OriginAccessControl("site", {
    originAccessControlOriginType: "s3",
    signingBehavior: "always",
    signingProtocol: "sigv4",
});`,
        },
        check(resource) {
            if (resource.type === BUCKET || resource.type === BUCKET_V2) {
                const website = resource.type === BUCKET ? resource.get("website") : resource.get("websites", 0);
                const serves = all([website.isPresent(), not(website.get("redirectAllRequestsTo").isPresent())]);
                return mustNot(serves, say`Remove ${website}, and serve it through CloudFront.`);
            }
            const redirect = resource.get("redirectAllRequestsTo");
            return must(
                redirect.isPresent(),
                say`Remove the website, or let it do nothing but ${redirect}, and serve files through CloudFront.`,
            );
        },
    }),
    resourcePolicy({
        id: "s3-bucket-cors-no-wildcard",
        title: "S3 buckets let only certain websites write from the browser",
        severity: "medium",
        types: [...CORS, ...BUCKETS],
        controls: { nist: ["AC-4"], whitepaper: ["S3"] },
        why: "With any origin, every website that a user visits may upload or delete with what the user has at hand, such as a presigned URL.",
        fix: {
            text: "Name the origins that may write.",
            example: `new aws.s3.BucketCorsConfiguration("data", {
    bucket: bucket.bucket,
    corsRules: [{ allowedMethods: ["PUT"], allowedOrigins: ["https://console.example.com"] }],
});`,
        },
        check: (resource) =>
            resource
                .get("corsRules")
                .items()
                .map((rule) => {
                    const [methods, origins] = [rule.get("allowedMethods"), rule.get("allowedOrigins")];
                    const writes = methods.some((method) => method.isOneOf(WRITING_METHODS));
                    return when(writes, mustNot(origins.some(isOpen), say`Name the websites in ${origins}, without "*" for any host.`)); // prettier-ignore
                }),
    }),
    resourcePolicy({
        id: "s3-no-legacy-v2-types",
        title: "S3 resources have their present types",
        severity: "low",
        types: LEGACY_TYPES,
        controls: { nist: ["CM-2"], whitepaper: ["S3"] },
        why: "The types that end in V2 are deprecated since version 7 of the provider and will go; other tools and rules do not know them.",
        fix: {
            text: "Rename the class: `aws.s3.BucketV2` is `aws.s3.Bucket` now, with an alias, so that nothing is replaced. Move inline settings to resources of their own.",
            example: `new aws.s3.Bucket("data");`,
        },
        check: (resource) =>
            must(
                false,
                say`Use the class of the same name without \`V2\` for ${resource}: it knows the old one as an alias.`,
            ),
    }),
    stackPolicy({
        id: "s3-bucket-event-notifications",
        title: "S3 buckets tell what happens to their objects",
        severity: "medium",
        types: BUCKETS,
        controls: { fsbp: ["S3.11"], nist: ["SI-4"], whitepaper: ["S3"] },
        why: "That objects were removed or changed by mistake or malice is noticed when somebody misses them.",
        offByDefault: true,
        fix: {
            text: "Send the bucket's events to EventBridge, a topic, a queue or a function.",
            example: `const data = new aws.s3.Bucket("data");
new aws.s3.BucketNotification("data", { bucket: data.bucket, eventbridge: true });`,
        },
        check(bucket, stack) {
            const tells = (notification: ResourceReader): Truth =>
                any([
                    notification.get("eventbridge").is(true),
                    ...["topics", "queues", "lambdaFunctions"].map((to) => notification.get(to).some(() => true)),
                ]);
            return must(
                stack.linkedTo(bucket, notificationOf).some(tells),
                say`Give it an \`aws.s3.BucketNotification\`.`,
            );
        },
    }),
]);
