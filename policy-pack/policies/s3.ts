import type { Policy } from "../evaluation";
import { s3BucketPolicyCrossAccount, s3BucketPolicyNoPublic, s3BucketPolicyTlsOnly } from "./s3-bucket-policies";
import {
    s3BucketEncryptionKms,
    s3BucketLifecycle,
    s3BucketMfaDelete,
    s3BucketNoForceDestroy,
    s3BucketObjectLock,
    s3BucketVersioning,
} from "./s3-data-protection";
import {
    s3AccessPointPublicAccessBlock,
    s3BucketAclDisabled,
    s3BucketHasPublicAccessBlock,
    s3BucketNoPublicAcl,
    s3ObjectNoPublicAcl,
    s3PublicAccessBlockComplete,
} from "./s3-public-access";
import { s3BucketAccessLogging, s3BucketCorsNoWildcard, s3BucketNoWebsite, s3NoLegacyV2Types } from "./s3-usage";

export const s3Policies: readonly Policy[] = [
    s3PublicAccessBlockComplete,
    s3BucketHasPublicAccessBlock,
    s3BucketNoPublicAcl,
    s3BucketAclDisabled,
    s3ObjectNoPublicAcl,
    s3BucketPolicyNoPublic,
    s3BucketPolicyCrossAccount,
    s3BucketPolicyTlsOnly,
    s3BucketEncryptionKms,
    s3BucketVersioning,
    s3BucketMfaDelete,
    s3BucketAccessLogging,
    s3BucketLifecycle,
    s3BucketObjectLock,
    s3AccessPointPublicAccessBlock,
    s3BucketNoWebsite,
    s3BucketCorsNoWildcard,
    s3BucketNoForceDestroy,
    s3NoLegacyV2Types,
];
