import { any, type ResourceReader, type StackReader, type Truth } from "../../evaluation";
import { grants, type PolicyDocument, type Requester } from "palisade-policy-documents";
import { inDocument } from "../documents";
import { loggingOf, logTargetOf, policiesOf } from "./resources";

/**
 * The accounts from which load balancers write their logs in the older regions; newer ones have a service principal.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/enable-access-logs.html#attach-bucket-policy
 */
export const LOAD_BALANCING_ACCOUNTS: readonly string[] = [
    "098369216593", // af-south-1
    "754344448648", // ap-east-1
    "582318560864", // ap-northeast-1
    "600734575887", // ap-northeast-2
    "383597477331", // ap-northeast-3
    "718504428378", // ap-south-1
    "114774131450", // ap-southeast-1
    "783225319266", // ap-southeast-2
    "589379963580", // ap-southeast-3
    "985666609251", // ca-central-1
    "638102146993", // cn-north-1
    "037604701340", // cn-northwest-1
    "054676820928", // eu-central-1
    "897822967062", // eu-north-1
    "635631232127", // eu-south-1
    "156460612806", // eu-west-1
    "652711504416", // eu-west-2
    "009996457667", // eu-west-3
    "076674570225", // me-south-1
    "507241528517", // sa-east-1
    "127311923021", // us-east-1
    "033677994240", // us-east-2
    "190560391635", // us-gov-east-1
    "048591011584", // us-gov-west-1
    "027434742980", // us-west-1
    "797873946194", // us-west-2
];

/** Who writes logs that SSE-S3 is the documented encryption for. Other producers take a customer managed key. */
const PRODUCERS: readonly Requester[] = [
    { kind: "service", service: "logging.s3.amazonaws.com" },
    { kind: "service", service: "logdelivery.elasticloadbalancing.amazonaws.com" },
    ...LOAD_BALANCING_ACCOUNTS.map((account): Requester => ({ kind: "aws", arn: `arn:aws:iam::${account}:root` })),
];

/**
 * Whether a bucket takes the access logs of others: another bucket or a load balancer of the stack names it as its
 * target, or its policy lets S3 or Elastic Load Balancing write into it.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
export function isLogBucket(bucket: ResourceReader, stack: StackReader): Truth {
    const { sideCars, own } = policiesOf(bucket, stack);
    const takesLogs = (document: PolicyDocument): Truth =>
        any(PRODUCERS.map((producer) => grants(document, producer, "s3:PutObject")));
    return any([
        ...logTargetOf.map((link) => stack.linkedTo(bucket, link).some((source) => !isOwn(source, bucket, stack))),
        sideCars.some((policy) => inDocument(policy.get("policy"), takesLogs)),
        inDocument(own, takesLogs),
    ]);
}

/** Whether a bucket writes its access logs into itself, where each log entry makes another one. */
export function logsToItself(bucket: ResourceReader, stack: StackReader): Truth {
    return any(logTargetOf.map((link) => stack.linkedTo(bucket, link).some((source) => isOwn(source, bucket, stack))));
}

/** Whether what names the target is the bucket itself or its own logging side-car. */
function isOwn(source: ResourceReader, bucket: ResourceReader, stack: StackReader): boolean {
    return source.urn === bucket.urn || stack.linkedTo(bucket, loggingOf).sure.some(({ urn }) => urn === source.urn);
}
