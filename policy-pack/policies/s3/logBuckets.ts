import { all, any, type ResourceReader, type StackReader, type Truth, type Value } from "../../evaluation";
import { grants, type PolicyDocument, type Requester } from "palisade-policy-documents";
import { inDocument } from "../documents";
import { LOG_WRITERS } from "./logAccounts";
import { accessLogTargetOf, aclOf, distributionLogsOf, loggingOf, logSourcesOf, policiesOf } from "./resources";

/** Who writes logs that SSE-S3 is the documented encryption for. Other producers take a customer managed key. */
const PRODUCERS: readonly Requester[] = [
    { kind: "service", service: "logging.s3.amazonaws.com" },
    { kind: "service", service: "logdelivery.elasticloadbalancing.amazonaws.com" },
    { kind: "service", service: "redshift.amazonaws.com" },
    ...LOG_WRITERS,
];

/**
 * Whether a bucket takes the logs of others: another bucket, a load balancer or a Redshift cluster of the stack names it
 * as its target, its ACL is for S3's log delivery, or its policy lets a service or an account of AWS's write logs.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 * @see https://docs.aws.amazon.com/redshift/latest/mgmt/db-auditing.html
 */
export function isLogBucket(bucket: ResourceReader, stack: StackReader): Truth {
    return any([
        takesLogsOf(PRODUCERS, bucket, stack),
        ...accessLogTargetOf.map((link) =>
            stack.linkedTo(bucket, link).some((source) => !isOwn(source, bucket, stack)),
        ),
        ...logSourcesOf.map(({ link, isOn }) => stack.linkedTo(bucket, link).some(isOn)),
        isForLogDelivery(bucket, stack),
    ]);
}

/** Delivers the logs of CloudFront, VPCs, AWS WAF and others, which may be encrypted as any data. */
const DELIVERY: Requester = { kind: "service", service: "delivery.logs.amazonaws.com" };

/** Whether a bucket's policy lets CloudWatch's log delivery write. */
export function takesDeliveredLogs(bucket: ResourceReader, stack: StackReader): Truth {
    return takesLogsOf([DELIVERY], bucket, stack);
}

/**
 * Whether a distribution of the stack writes its standard logs into a bucket, which it does by ACLs.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html
 */
export function takesLogsByAcl(bucket: ResourceReader, stack: StackReader): Truth {
    return stack.linkedTo(bucket, distributionLogsOf).exists();
}

function takesLogsOf(producers: readonly Requester[], bucket: ResourceReader, stack: StackReader): Truth {
    const takesLogs = (document: PolicyDocument): Truth =>
        any(producers.map((producer) => grants(document, producer, "s3:PutObject")));
    return policiesOf(bucket, stack).agree((policy) => inDocument(policy, takesLogs));
}

/** Whether a bucket writes its access logs into itself, where each log entry makes another one. */
export function logsToItself(bucket: ResourceReader, stack: StackReader): Truth {
    return any(
        accessLogTargetOf.map((link) => stack.linkedTo(bucket, link).some((source) => isOwn(source, bucket, stack))),
    );
}

/** Whether what names the target is the bucket itself or its own logging side-car. */
function isOwn(source: ResourceReader, bucket: ResourceReader, stack: StackReader): boolean {
    return source.urn === bucket.urn || stack.linkedTo(bucket, loggingOf).sure.some(({ urn }) => urn === source.urn);
}

const LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";

/** Whether an ACL lets S3's log delivery write, as log buckets had it before policies did. */
function isForLogDelivery(bucket: ResourceReader, stack: StackReader): Truth {
    const isCanned = (acl: Value): Truth => acl.is("log-delivery-write");
    const isGranted = (grantee: Value, permissions: readonly Value[]): Truth =>
        all([
            grantee.get("uri").is(LOG_DELIVERY),
            any(permissions.map((permission) => permission.isOneOf(["WRITE", "FULL_CONTROL"]))),
        ]);
    return any([
        isCanned(bucket.given("acl")),
        bucket.given("grants").some((grant) => isGranted(grant, grant.get("permissions").items())),
        stack
            .linkedTo(bucket, aclOf)
            .some((acl) =>
                any([
                    isCanned(acl.get("acl")),
                    acl
                        .get("accessControlPolicy", "grants")
                        .some((grant) => isGranted(grant.get("grantee"), [grant.get("permission")])),
                ]),
            ),
    ]);
}
