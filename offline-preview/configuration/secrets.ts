import { shortKey } from "./key";
import { decrypterFor, passphraseFrom, type Decrypt } from "./passphrase";
import type { StackFile } from "./stackFile";
import { isMapping } from "./yaml";

export interface PassphraseOptions {
    /** Default: what PULUMI_CONFIG_PASSPHRASE or the file of PULUMI_CONFIG_PASSPHRASE_FILE gives. */
    passphrase?: string;
    /** Where those two are looked up. Default: the environment of this process. */
    env?: Record<string, string | undefined>;
}

export interface Decryption {
    /** Values with their encrypted parts as text, by key; without those that cannot be decrypted. */
    values: Map<string, unknown>;
    /** The encrypted parts of each of them. */
    texts: Map<string, string[]>;
    /** Keys that cannot be read and what to do, never a value. */
    problems: string[];
}

/** Whether a value of a stack file is encrypted, as a whole or somewhere inside. */
export function holdsSecret(value: unknown): boolean {
    if (secureText(value) !== undefined) {
        return true;
    }
    return (Array.isArray(value) || isMapping(value)) && Object.values(value).some(holdsSecret);
}

/** Decrypts the values of `keys`. The passphrase is asked for, and its slow key derived, only where there are any. */
export function decryptValues(
    keys: string[],
    file: StackFile,
    project: string,
    options: PassphraseOptions,
): Decryption {
    const result: Decryption = { values: new Map(), texts: new Map(), problems: [] };
    if (keys.length === 0) {
        return result;
    }
    const decrypt = decrypterOf(file, options);
    if (typeof decrypt === "string") {
        const names = keys.map((key) => `'${shortKey(key, project)}'`).join(", ");
        const are = keys.length === 1 ? "is" : "are";
        const standIn = "or give a stand-in for each with --config key=value";
        result.problems.push(`${file.label}: ${names} ${are} encrypted, and ${decrypt}, ${standIn}`);
        return result;
    }
    for (const key of keys) {
        const texts: string[] = [];
        const value = decrypted(file.values.get(key), (secure) => {
            const text = decrypt(secure);
            texts.push(...(text === undefined ? [] : [text]));
            return text;
        });
        if (value === undefined) {
            result.problems.push(
                `${file.label}: '${shortKey(key, project)}' was not encrypted with this stack's passphrase and salt: ` +
                    "set it again with 'pulumi config set --secret'",
            );
        } else {
            result.values.set(key, value);
            result.texts.set(key, texts);
        }
    }
    return result;
}

/** A decrypter, or the part of a sentence that says why there is none and what to do. */
function decrypterOf(file: StackFile, options: PassphraseOptions): Decrypt | string {
    const provider = file.secretsprovider.split(":")[0] ?? "";
    if (!["", "default", "passphrase"].includes(provider)) {
        return `the secrets provider ${provider} is not reached offline: use a stack with a passphrase`;
    }
    if (file.encryptionsalt === undefined) {
        return "a file without 'encryptionsalt' needs Pulumi Cloud, which is not reached offline: use a stack with a passphrase";
    }
    let passphrase = options.passphrase;
    try {
        passphrase ??= passphraseFrom(options.env ?? process.env);
    } catch {
        return "the file that PULUMI_CONFIG_PASSPHRASE_FILE names cannot be read: correct its path";
    }
    if (passphrase === undefined) {
        return "there is no passphrase: set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE";
    }
    const wrong = "the passphrase is not this stack's: correct PULUMI_CONFIG_PASSPHRASE";
    return decrypterFor(passphrase, file.encryptionsalt) ?? wrong;
}

/** The text of `{ secure: <text> }`, the form of an encrypted value. */
function secureText(value: unknown): string | undefined {
    return isMapping(value) && Object.keys(value).length === 1 && typeof value.secure === "string"
        ? value.secure
        : undefined;
}

/** The value with its encrypted parts as text; undefined where one cannot be decrypted. */
function decrypted(value: unknown, decrypt: Decrypt): unknown {
    const secure = secureText(value);
    if (secure !== undefined) {
        return decrypt(secure);
    }
    if (Array.isArray(value)) {
        const elements = value.map((element) => decrypted(element, decrypt));
        return elements.includes(undefined) ? undefined : elements;
    }
    if (isMapping(value)) {
        const members = Object.entries(value).map(([key, member]) => [key, decrypted(member, decrypt)] as const);
        return members.some(([, member]) => member === undefined) ? undefined : Object.fromEntries(members);
    }
    return value;
}
