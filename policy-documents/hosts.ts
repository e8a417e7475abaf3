import { PARTITIONS } from "./partitions";

const suffixes = [...new Set(PARTITIONS.map(({ dnsSuffix }) => dnsSuffix.replaceAll(".", "\\.")))].join("|");
/** Amazon S3's own hosts also without a bucket in front: they look for the bucket that is called as the record is. */
const s3 = `s3([.-](website|accelerate|dualstack|fips|external-1|[a-z]{2,4}(-[a-z]+)+-\\d))*\\.(${suffixes})`;
const taken = new RegExp(
    `(^|\\.)(${s3}|elasticbeanstalk\\.com|eb\\.amazonaws\\.com\\.cn|cloudfront\\.(net|cn))\\.?$`,
    "i",
);

/**
 * Whether AWS gives a host's name to whoever asks first, so that it may be a stranger's once what had it is gone: buckets,
 * environments of Elastic Beanstalk, distributions.
 */
export function isTakenByWhoeverAsks(host: string): boolean {
    return taken.test(host);
}
