import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTPayload } from "jose";

export const CLIENT = "console-client";

export interface SigningKey {
    readonly kid: string;
    readonly privateKey: CryptoKey;
    readonly publicKey: CryptoKey;
}

export async function signingKey(kid: string): Promise<SigningKey> {
    return { kid, ...(await generateKeyPair("RS256", { extractable: true })) };
}

/** A user pool as far as tokens go: it signs them, and serves its public keys. */
export class UserPool {
    /** What the key endpoint answers; undefined: an error. */
    published: SigningKey[] | undefined;
    fetches = 0;

    static async start(): Promise<UserPool> {
        const key = await signingKey("key-1");
        const server = createServer();
        const pool = new UserPool(server, key);
        server.on(
            "request",
            (_, response) =>
                void pool.answer().then((text) => {
                    response
                        .writeHead(text === undefined ? 500 : 200, { "content-type": "application/json" })
                        .end(text ?? "");
                }),
        );
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        return pool;
    }

    private constructor(
        private readonly server: Server,
        public key: SigningKey,
    ) {
        this.published = [key];
    }

    get issuer(): string {
        return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/pool`;
    }

    /** The claims of a good access token. */
    claims(): JWTPayload {
        const now = Math.floor(Date.now() / 1000);
        return {
            iss: this.issuer,
            sub: "11111111-2222-3333-4444-555555555555",
            client_id: CLIENT,
            token_use: "access",
            username: "someone",
            iat: now,
            exp: now + 300,
        };
    }

    async token(
        claims: JWTPayload = {},
        key: SigningKey = this.key,
        header: Record<string, unknown> = {},
    ): Promise<string> {
        return new SignJWT({ ...this.claims(), ...claims })
            .setProtectedHeader({ alg: "RS256", kid: key.kid, ...header })
            .sign(key.privateKey);
    }

    stop(): void {
        this.server.closeAllConnections();
        this.server.close();
    }

    private async answer(): Promise<string | undefined> {
        this.fetches++;
        const keys =
            this.published &&
            (await Promise.all(
                this.published.map(async ({ kid, publicKey }) => ({
                    ...(await exportJWK(publicKey)),
                    kid,
                    alg: "RS256",
                    use: "sig",
                })),
            ));
        return keys && JSON.stringify({ keys });
    }
}
