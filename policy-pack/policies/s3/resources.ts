import type { Link, ResourceReader, StackReader, Value } from "../../evaluation";

/**
 * The resources of S3, and how they hang together. What makes up a bucket is spread: since 2022 the provider has a
 * side-car resource for each setting, and takes most settings inline still, though deprecated. Policies accept both.
 */
export const BUCKET = "aws:s3/bucket:Bucket";
/** The name of today's bucket before version 7 of the provider; it writes its inline settings as lists. */
export const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
export const BUCKETS = [BUCKET, BUCKET_V2] as const;

export const PUBLIC_ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
export const ACCOUNT_PUBLIC_ACCESS_BLOCK = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";
export const ACLS = ["aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketAclV2:BucketAclV2"] as const;
export const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
export const ACCESS_POINT = "aws:s3/accessPoint:AccessPoint";
export const ACCESS_POINT_POLICY = "aws:s3control/accessPointPolicy:AccessPointPolicy";
export const MULTI_REGION_ACCESS_POINT = "aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint";
export const VERSIONINGS = [
    "aws:s3/bucketVersioning:BucketVersioning",
    "aws:s3/bucketVersioningV2:BucketVersioningV2",
] as const;
export const WEBSITES = [
    "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
    "aws:s3/bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2",
] as const;
export const CORS = [
    "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
    "aws:s3/bucketCorsConfigurationV2:BucketCorsConfigurationV2",
] as const;
const LOGGINGS = ["aws:s3/bucketLogging:BucketLogging", "aws:s3/bucketLoggingV2:BucketLoggingV2"];

export const publicAccessBlockOf = sideCar(PUBLIC_ACCESS_BLOCK);
export const ownershipOf = sideCar("aws:s3/bucketOwnershipControls:BucketOwnershipControls");
export const policyOf = sideCar(POLICY);
export const versioningOf = sideCar(...VERSIONINGS);
export const loggingOf = sideCar(...LOGGINGS);
export const encryptionOf = sideCar(
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
);
export const lifecycleOf = sideCar(
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
);
export const objectLockOf = sideCar(
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",
);

const LOAD_BALANCERS = ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"];
const CLASSIC_LOAD_BALANCER = "aws:elb/loadBalancer:LoadBalancer";

/** Who writes logs into a bucket, where this stack says so. */
export const logTargetOf: readonly Link[] = [
    pointing(LOGGINGS, "targetBucket"),
    pointing([BUCKET], "logging", "targetBucket"),
    pointing([BUCKET_V2], "loggings", 0, "targetBucket"),
    pointing([...LOAD_BALANCERS, CLASSIC_LOAD_BALANCER], "accessLogs", "bucket"),
    pointing(LOAD_BALANCERS, "connectionLogs", "bucket"),
    pointing(LOAD_BALANCERS, "healthCheckLogs", "bucket"),
];

/** An inline setting of a bucket, by the name it has there; before version 7 it was a list of one, in the plural. */
export function inline(bucket: ResourceReader, setting: string): Value {
    return bucket.type === BUCKET_V2 ? bucket.given(`${setting}s`, 0) : bucket.given(setting);
}

/** The policies of a bucket: its side-car's, and its own. */
export function policiesOf(bucket: ResourceReader, stack: StackReader) {
    return { sideCars: stack.linkedTo(bucket, policyOf), own: bucket.given("policy") };
}

function sideCar(...types: readonly string[]): Link {
    return pointing(types, "bucket");
}

function pointing(from: readonly string[], by: string, ...at: readonly (string | number)[]): Link {
    const target = { to: BUCKETS, named: ["bucket", "id"] };
    return at.length === 0 ? { from, by, ...target } : { from, by, at, ...target };
}
