import type { Policy } from "../../evaluation";
import { s3BucketPolicyCrossAccount, s3BucketPolicyNoPublic, s3BucketPolicyTlsOnly } from "./bucketPolicies";
import {
    s3BucketEncryptionKms,
    s3BucketLifecycle,
    s3BucketMfaDelete,
    s3BucketNoForceDestroy,
    s3BucketObjectLock,
    s3BucketVersioning,
} from "./dataProtection";
import {
    s3AccessPointPublicAccessBlock,
    s3BucketAclDisabled,
    s3BucketHasPublicAccessBlock,
    s3BucketNoPublicAcl,
    s3ObjectNoPublicAcl,
    s3PublicAccessBlockComplete,
} from "./publicAccess";
import { s3BucketAccessLogging, s3BucketCorsNoWildcard, s3BucketNoWebsite, s3NoLegacyV2Types } from "./usage";

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
