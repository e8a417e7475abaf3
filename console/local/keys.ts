import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { exportJWK, generateKeyPair, type JWK } from "jose";

/** What has to be the same after a restart, for what was signed or sealed before it to hold. */
export interface Keys {
    /** Signs the identity provider's tokens. */
    readonly signing: JWK;
    /** Signs the identity provider's cookies. */
    readonly cookies: string;
    /** Seals the page tokens of the API. */
    readonly pageTokens: string;
}

/** The keys in a folder, made on first use, readable by their owner only; without a folder, new ones. */
export async function keysIn(folder: string | undefined): Promise<Keys> {
    if (folder === undefined) {
        return newKeys();
    }
    const path = join(folder, "keys.json");
    const kept = await readFile(path, "utf8").catch(absent);
    if (kept !== undefined) {
        return parsed(kept, path);
    }
    const keys = await newKeys();
    // Whole or not at all, whenever this process ends.
    await writeFile(`${path}.new`, JSON.stringify(keys), { mode: 0o600 });
    await rename(`${path}.new`, path);
    return keys;
}

function parsed(text: string, path: string): Keys {
    try {
        return JSON.parse(text) as Keys;
    } catch {
        throw new Error(`${path} cannot be read: delete it, and all are signed out`);
    }
}

async function newKeys(): Promise<Keys> {
    const { privateKey } = await generateKeyPair("RS256", { extractable: true });
    const secret = () => randomBytes(32).toString("base64url");
    const signing = { ...(await exportJWK(privateKey)), kid: secret(), alg: "RS256", use: "sig" };
    return { signing, cookies: secret(), pageTokens: secret() };
}

function absent(error: unknown): undefined {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
        throw error;
    }
}
