import { createCipheriv, pbkdf2Sync, randomBytes } from "node:crypto";

/** What `pulumi stack init` writes, and how `pulumi config set --secret` encrypts, written independently of the source under test. */
export function encryptionSalt(passphrase: string): { text: string; encrypt: (plain: string) => string } {
    const salt = randomBytes(8);
    const key = pbkdf2Sync(passphrase, salt, 1_000_000, 32, "sha256");
    const encrypt = (plain: string) => {
        const nonce = randomBytes(12);
        const cipher = createCipheriv("aes-256-gcm", key, nonce);
        const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
        return `v1:${nonce.toString("base64")}:${sealed.toString("base64")}`;
    };
    return { text: `v1:${salt.toString("base64")}:${encrypt("pulumi")}`, encrypt };
}
