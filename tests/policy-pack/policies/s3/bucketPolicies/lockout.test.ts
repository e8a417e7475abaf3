import lockout from "../../../../../policy-pack/policies/s3/bucketPolicies/lockout";
import { describeService } from "../../../support/describe";
import { unknown } from "../../../support/inputs";
import { ARN, bucket, oldBucket, policy } from "../stack";
import { allow, BOTH, bucketPolicy, document, NO_JSON } from "./documents";

const deny = (rest: object = {}) => ({ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*", ...rest });
const LOCKOUT =
    "`policy` denies everyone to change it again. Give the Deny a condition, or let it name actions on objects only.";

describeService(lockout, {
    "s3-bucket-policy-no-lockout": {
        says: LOCKOUT,
        compliant: {
            "an Allow for everyone": bucketPolicy(policy({ ...deny(), Effect: "Allow" })),
            "a Deny with a condition": bucketPolicy(
                policy(deny({ Condition: { Bool: { "aws:SecureTransport": "false" } } })),
            ),
            "a Deny for somebody": bucketPolicy(
                policy(deny({ Principal: { AWS: "arn:aws:iam::111122223333:role/reader" } })),
            ),
            "a Deny for all but somebody": bucketPolicy(
                policy(deny({ Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::111122223333:role/admin" } })),
            ),
            "a Deny of deleting objects": bucketPolicy(policy(deny({ Action: ["s3:DeleteObject*"] }))),
            "a Deny of everything about objects": bucketPolicy(policy(deny({ Resource: `${ARN}/*` }))),
            "a Deny of all but the bucket": bucketPolicy(policy(deny({ Resource: undefined, NotResource: ARN }))),
            "the policy can be deleted still": bucketPolicy(policy(deny({ Action: "s3:PutBucketPolicy" }))),
            "inline, in a bucket of the former type": oldBucket({ policy: policy(deny({ Action: "s3:GetObject" })) }),
        },
        violating: {
            "a Deny of all to everyone": bucketPolicy(policy(deny())),
            "on whatever it is, which it does not name": bucketPolicy(policy(deny({ Resource: undefined }))),
            "everyone in another spelling": bucketPolicy(policy(deny({ Principal: { AWS: ["*"] } }))),
            "on the bucket alone": bucketPolicy(
                policy(allow(), deny({ Resource: ARN, Action: ["s3:PutB*", "s3:D*"] })),
            ),
            "on the bucket and its objects": bucketPolicy(policy(deny({ Resource: BOTH }))),
            "on all but some objects": bucketPolicy(
                policy(deny({ Resource: undefined, NotResource: `${ARN}/public/*` })),
            ),
            inline: bucket({ policy: policy(deny({ Action: "*" })) }),
            "inline, in a bucket of the former type": oldBucket({
                policy: policy(deny({ Action: undefined, NotAction: "s3:Get*" })),
            }),
        },
        absent: "compliant",
        unknown: {
            "the condition": {
                resources: bucketPolicy(document({ ...deny(), Condition: unknown() })),
                undetermined: "Not known before the update: `policy.Statement[0].Condition`.",
            },
        },
        malformed: {
            "no JSON": { resources: bucketPolicy("{"), undetermined: NO_JSON },
        },
    },
});
