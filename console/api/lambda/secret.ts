import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** @throws an error where it cannot be had, or is no text. */
export async function readSecret(client: Pick<SecretsManagerClient, "send">, id: string): Promise<string> {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: id }));
    if (SecretString === undefined) {
        throw new Error(`the secret ${id} is no text: store one`);
    }
    return SecretString;
}
