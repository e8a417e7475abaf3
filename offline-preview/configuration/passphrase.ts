import { createDecipheriv, pbkdf2Sync } from "node:crypto";
import { readFileSync } from "node:fs";

/*
 * Values that Pulumi's passphrase secrets provider encrypted: AES-256-GCM under a key that PBKDF2 (SHA-256, 1,000,000
 * rounds) makes of the passphrase. A value is `v1:<nonce>:<ciphertext and tag>`; the stack file's encryptionsalt is
 * `v1:<salt>:<value>`, in which the value is the word "pulumi", so that a wrong passphrase is noticed.
 */
const ROUNDS = 1_000_000;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CHECK_WORD = "pulumi";

/** The text of a value, or undefined where it was not encrypted with this passphrase and salt. */
export type Decrypt = (value: string) => string | undefined;

/** Undefined where the passphrase is not the one the salt was made with, or the salt cannot be read. */
export function decrypterFor(passphrase: string, encryptionsalt: string): Decrypt | undefined {
    const [version, salt, ...check] = encryptionsalt.split(":");
    if (version !== "v1" || salt === undefined) {
        return undefined;
    }
    const key = pbkdf2Sync(passphrase, Buffer.from(salt, "base64"), ROUNDS, KEY_BYTES, "sha256");
    const decrypt: Decrypt = (value) => decryptValue(value, key);
    return decrypt(check.join(":")) === CHECK_WORD ? decrypt : undefined;
}

function decryptValue(value: string, key: Buffer): string | undefined {
    const [version, nonceText = "", cipherText = "", ...rest] = value.split(":");
    const nonce = Buffer.from(nonceText, "base64");
    const sealed = Buffer.from(cipherText, "base64");
    if (version !== "v1" || rest.length > 0 || nonce.length !== NONCE_BYTES || sealed.length < TAG_BYTES) {
        return undefined;
    }
    const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    try {
        return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]).toString("utf8");
    } catch {
        return undefined; // the tag does not fit: another key, or a changed value
    }
}

/**
 * The passphrase that the environment gives, as the CLI looks for it: PULUMI_CONFIG_PASSPHRASE, which may be empty, or
 * the content of the file that PULUMI_CONFIG_PASSPHRASE_FILE names.
 *
 * @throws Error where that file cannot be read.
 */
export function passphraseFrom(env: Record<string, string | undefined>): string | undefined {
    if (env.PULUMI_CONFIG_PASSPHRASE !== undefined) {
        return env.PULUMI_CONFIG_PASSPHRASE;
    }
    const file = env.PULUMI_CONFIG_PASSPHRASE_FILE;
    return file === undefined || file === "" ? undefined : readFileSync(file, "utf8").trim();
}
