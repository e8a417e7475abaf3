import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { anyPartition } from "./arn";
import { text } from "./checks";
import type { Children } from "./children";

/** The ARN of a secret in AWS Secrets Manager. */
export const secretArn = text(
    (arn) =>
        new RegExp(`^arn:(${anyPartition}):secretsmanager:[a-z0-9-]+:\\d{12}:secret:.+$`).test(arn)
            ? undefined
            : // It may be the secret itself.
              "it is not the ARN of a secret",
    "keep the secret in AWS Secrets Manager, and pass arn:<partition>:secretsmanager:<region>:<account>:secret:<name>",
);

/** What is in a secret, for what takes it as a text only: read where the secret is, and a secret in the state as well. */
export function secretText({ parent }: Children, arn: pulumi.Output<string>): pulumi.Output<string> {
    const region = arn.apply((known) => known.split(":")[3] ?? "");
    const { secretString } = aws.secretsmanager.getSecretVersionOutput({ secretId: arn, region }, { parent });
    return pulumi.secret(secretString);
}
