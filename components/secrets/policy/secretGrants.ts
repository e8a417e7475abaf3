import { allowKeyThrough, allowOn, type Grant } from "../../shared/grantStatements";

/** The value, without the right to change it. */
export const readGrant: Grant = {
    method: "grantRead",
    access: "read",
    statements: (target) => [
        allowOn("Secret", ["secretsmanager:GetSecretValue"], target.arn),
        ...allowKeyThrough("secretsmanager", ["kms:Decrypt"], target),
    ],
};

/**
 * What a function needs that makes a new value and puts it in the place of the old one.
 * See https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html
 */
export const rotateGrant: Grant = {
    method: "grantRotate",
    access: "rotate",
    statements: (target) => [
        allowOn(
            "Secret",
            [
                "secretsmanager:DescribeSecret",
                "secretsmanager:GetSecretValue",
                "secretsmanager:PutSecretValue",
                "secretsmanager:UpdateSecretVersionStage",
            ],
            target.arn,
        ),
        ...allowKeyThrough("secretsmanager", ["kms:Decrypt", "kms:GenerateDataKey"], target),
    ],
};
