import { z } from "zod";

const Keys = z.object({ keys: z.array(z.record(z.string(), z.unknown())).min(1) });

/**
 * Answers with the public keys of a user pool, for whoever cannot fetch them.
 *
 * @throws an error where the pool does not give them.
 */
export function keysHandler(issuer: string, fetchKeys: typeof fetch = fetch): () => Promise<z.infer<typeof Keys>> {
    return async () => {
        const response = await fetchKeys(`${issuer}/.well-known/jwks.json`, {
            redirect: "error",
            signal: AbortSignal.timeout(3_000),
        });
        if (!response.ok) {
            throw new Error(`the user pool answers ${response.status} instead of its keys`);
        }
        return Keys.parse(await response.json());
    };
}
