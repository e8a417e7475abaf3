import { createRemoteJWKSet, customFetch, decodeProtectedHeader, errors, jwtVerify, type JWTVerifyGetKey } from "jose";
import { unauthorized, unavailable } from "./errors";

export interface TokenSettings {
    /** The user pool: `https://cognito-idp.<region>.amazonaws.com/<pool id>`. */
    readonly issuer: string;
    /** The app client that the console signs in with. */
    readonly clientId: string;
    /** Where the pool's public keys are. Default: `<issuer>/.well-known/jwks.json`, as the user pool has it. */
    readonly jwksUri?: string;
    /** How keys are fetched, where not from there. */
    readonly fetchKeys?: () => Promise<Response>;
    /** Seconds between two requests for keys, whatever tokens come in. Default: 30. */
    readonly cooldownSeconds?: number;
}

export type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

/**
 * Checks an access token and gives its claims.
 *
 * @throws ApiError 401 for whatever is wrong with the token, 503 when the pool's keys cannot be had.
 */
export type TokenVerifier = (token: string) => Promise<Claims>;

/** The user pool's tokens are under 4 KiB with all claims; what is longer is none of them. */
const MAX_LENGTH = 8192;
const CLOCK_TOLERANCE_SECONDS = 5;
/** Header fields that bring or name a key of the sender's. */
const FOREIGN_KEYS = ["jwk", "jku", "x5u", "x5c"];

export function tokenVerifier(settings: TokenSettings): TokenVerifier {
    const keys = poolKeys(settings);
    return async (token) => {
        if (token.length > MAX_LENGTH || !hasPlainHeader(token)) {
            throw unauthorized();
        }
        const { payload } = await jwtVerify(token, keys, {
            issuer: settings.issuer,
            algorithms: ["RS256"],
            requiredClaims: ["exp", "sub", "client_id", "token_use"],
            clockTolerance: CLOCK_TOLERANCE_SECONDS,
        }).catch((error: unknown) => {
            throw error instanceof errors.JOSEError ? unauthorized() : error;
        });
        const { sub } = payload;
        // An access token has no audience: the client it was given to is a claim of its own.
        if (payload["client_id"] !== settings.clientId || payload["token_use"] !== "access" || !isText(sub)) {
            throw unauthorized();
        }
        return { ...payload, sub };
    };
}

/** The pool's keys, fetched when a key is asked for that is not among them, so that a rotation needs no restart. */
function poolKeys({ issuer, jwksUri, fetchKeys, cooldownSeconds = 30 }: TokenSettings): JWTVerifyGetKey {
    const keys = createRemoteJWKSet(new URL(jwksUri ?? `${issuer}/.well-known/jwks.json`), {
        timeoutDuration: 3_000,
        cooldownDuration: cooldownSeconds * 1_000,
        ...(fetchKeys && { [customFetch]: fetchKeys }),
    });
    return async (header, token) => {
        try {
            return await keys(header, token);
        } catch (error) {
            const isOfToken =
                error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys;
            throw isOfToken ? error : unavailable();
        }
    };
}

function hasPlainHeader(token: string): boolean {
    try {
        const header = decodeProtectedHeader(token);
        return isText(header.kid) && /^[\w+/=-]{1,128}$/.test(header.kid) && !FOREIGN_KEYS.some((key) => key in header);
    } catch {
        return false;
    }
}

function isText(value: unknown): value is string {
    return typeof value === "string" && value !== "";
}
