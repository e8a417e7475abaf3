import type { Declarations, Link, ResourceReader, StackReader, Truth, Value } from "../../evaluation";

/**
 * The resources of S3, and how they hang together. What makes up a bucket is spread: since 2022 the provider has a
 * side-car resource for each setting, and takes most settings inline still, though deprecated. Policies accept both.
 */
export const BUCKET = "aws:s3/bucket:Bucket";
/** The name of today's bucket before version 7 of the provider; it writes its inline settings as lists. */
export const BUCKET_V2 = "aws:s3/bucketV2:BucketV2";
export const BUCKETS = [BUCKET, BUCKET_V2] as const;

/** Always private, without versions, ACLs and access logs; encryption and lifecycle are declared as for other buckets. */
export const DIRECTORY_BUCKET = "aws:s3/directoryBucket:DirectoryBucket";

export const TABLE_BUCKET = "aws:s3tables/tableBucket:TableBucket";
export const VECTOR_BUCKET = "aws:s3/vectorsVectorBucket:VectorsVectorBucket";

export const PUBLIC_ACCESS_BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
export const ACCOUNT_PUBLIC_ACCESS_BLOCK = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock";
export const OWNERSHIP_CONTROLS = "aws:s3/bucketOwnershipControls:BucketOwnershipControls";
export const ACLS = ["aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketAclV2:BucketAclV2"] as const;
export const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
export const ACCESS_POINT = "aws:s3/accessPoint:AccessPoint";
/** An access point to a file system of FSx. */
export const ATTACHED_ACCESS_POINT = "aws:fsx/s3AccessPointAttachment:S3AccessPointAttachment";
/** What holds the policy of an access point, be it the point itself. */
export const ACCESS_POINT_POLICIES: readonly string[] = [
    ACCESS_POINT,
    ATTACHED_ACCESS_POINT,
    "aws:s3control/accessPointPolicy:AccessPointPolicy",
    "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy",
    "aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy",
];
export const MULTI_REGION_ACCESS_POINT = "aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint";
export const VERSIONINGS = [
    "aws:s3/bucketVersioning:BucketVersioning",
    "aws:s3/bucketVersioningV2:BucketVersioningV2",
] as const;
export const OBJECT_COPY = "aws:s3/objectCopy:ObjectCopy";
export const OBJECTS = [
    "aws:s3/bucketObject:BucketObject",
    "aws:s3/bucketObjectv2:BucketObjectv2",
    OBJECT_COPY,
] as const;
export const WEBSITES = [
    "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
    "aws:s3/bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2",
] as const;
export const CORS = [
    "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
    "aws:s3/bucketCorsConfigurationV2:BucketCorsConfigurationV2",
] as const;
export const ENCRYPTIONS = [
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
] as const;
export const LIFECYCLES = [
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
] as const;
const LOGGINGS = ["aws:s3/bucketLogging:BucketLogging", "aws:s3/bucketLoggingV2:BucketLoggingV2"];

export const publicAccessBlockOf = sideCar(PUBLIC_ACCESS_BLOCK);
export const ownershipControlsOf = sideCar(OWNERSHIP_CONTROLS);

/** The switches of a public access block. */
export const PUBLIC_ACCESS_SWITCHES = [
    "blockPublicAcls",
    "blockPublicPolicy",
    "ignorePublicAcls",
    "restrictPublicBuckets",
] as const;

export const PUBLIC_ACCESS_BLOCK_EXAMPLE = (name: string): string => `new aws.s3.BucketPublicAccessBlock("${name}", {
    bucket: bucket.bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
});`;

export const notificationOf = sideCar("aws:s3/bucketNotification:BucketNotification");
export const policyOf = sideCar(POLICY);
export const versioningOf = sideCar(...VERSIONINGS);
export const loggingOf = sideCar(...LOGGINGS);
export const aclOf = sideCar(...ACLS);
export const encryptionOf: Link = { ...sideCar(...ENCRYPTIONS), to: [...BUCKETS, DIRECTORY_BUCKET] };
export const lifecycleOf: Link = { ...sideCar(...LIFECYCLES), to: [...BUCKETS, DIRECTORY_BUCKET] };
export const replicationOf = sideCar("aws:s3/bucketReplicationConfig:BucketReplicationConfig");
export const objectLockOf = sideCar(
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    "aws:s3/bucketObjectLockConfigurationV2:BucketObjectLockConfigurationV2",
);

const LOAD_BALANCERS = ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"];
const CLASSIC_LOAD_BALANCER = "aws:elb/loadBalancer:LoadBalancer";

/** Something that writes logs into a bucket. */
interface LogSource {
    readonly link: Link;
    /** Whether it is turned on. */
    readonly isOn: (source: ResourceReader) => Truth;
}

/** The access logs of buckets. */
export const accessLogTargetOf: readonly Link[] = [
    pointing(LOGGINGS, "targetBucket"),
    pointing([BUCKET], "logging", "targetBucket"),
    pointing([BUCKET_V2], "loggings", 0, "targetBucket"),
];

/** Who else writes logs into a bucket, where this stack says so. */
export const logSourcesOf: readonly LogSource[] = [
    ...["accessLogs", "connectionLogs", "healthCheckLogs"].map((logs) => switched(LOAD_BALANCERS, logs, false)),
    switched([CLASSIC_LOAD_BALANCER], "accessLogs", true),
    {
        link: pointing(["aws:redshift/logging:Logging"], "bucketName"),
        isOn: (logging) => logging.get("logDestinationType").absentAs("s3").is("s3"),
    },
];

/** The standard logs of a distribution, which names the bucket by its host. */
export const distributionLogsOf: Link = {
    from: ["aws:cloudfront/distribution:Distribution"],
    by: "loggingConfig",
    at: ["bucket"],
    to: BUCKETS,
    named: ["bucketDomainName", "bucketRegionalDomainName"],
};

/** Logs of a load balancer, with their switch. */
function switched(types: readonly string[], logs: string, byDefault: boolean): LogSource {
    return {
        link: pointing(types, logs, "bucket"),
        isOn: (source) => source.get(logs, "enabled").absentAs(byDefault).is(true),
    };
}

/** An inline setting of a bucket, by the name it has there; before version 7 it was a list of one, in the plural. */
export function inline(bucket: ResourceReader, setting: string): Value {
    return bucket.type === BUCKET_V2 ? bucket.given(`${setting}s`, 0) : bucket.given(setting);
}

/** What declares the versioning of a bucket: whether it is enabled. */
export function versioningIn(bucket: ResourceReader, stack: StackReader): Declarations<Truth> {
    const place = inline(bucket, "versioning");
    return stack.declared(
        bucket,
        versioningOf,
        (sideCar) => sideCar.get("versioningConfiguration", "status").is("Enabled"),
        [{ place, view: place.get("enabled").is(true) }],
    );
}

/** What declares the policy of a bucket. */
export function policiesOf(bucket: ResourceReader, stack: StackReader): Declarations<Value> {
    const place = bucket.given("policy");
    return stack.declared(bucket, policyOf, (sideCar) => sideCar.get("policy"), [{ place, view: place }]);
}

function sideCar(...types: readonly string[]): Link {
    return pointing(types, "bucket");
}

function pointing(from: readonly string[], by: string, ...at: readonly (string | number)[]): Link {
    const target = { to: BUCKETS, named: ["bucket", "id"] };
    return at.length === 0 ? { from, by, ...target } : { from, by, at, ...target };
}
