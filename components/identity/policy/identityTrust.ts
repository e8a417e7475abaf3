import type { TrustDocument } from "../../shared/policyDocument";

/**
 * How AWS calls identity pools, in the partitions where they are known.
 * See https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html and
 * https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-cog.html
 */
const providers: Record<string, string> = {
    aws: "cognito-identity.amazonaws.com",
    "aws-us-gov": "cognito-identity-us-gov.amazonaws.com",
};

/**
 * Lets users take a role who signed in to this one identity pool. Without `aud`, users of everybody's pools could; without
 * `amr`, guests.
 */
export function identityTrust(partition: string, identityPoolId: string): TrustDocument {
    const provider = providers[partition] ?? "";
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Federated: [provider] },
                Action: ["sts:AssumeRoleWithWebIdentity"],
                Condition: {
                    StringEquals: { [`${provider}:aud`]: [identityPoolId] },
                    "ForAnyValue:StringLike": { [`${provider}:amr`]: ["authenticated"] },
                },
            },
        ],
    };
}
