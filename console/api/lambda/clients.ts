/**
 * How long calls to AWS may take: with all attempts less than the 29 seconds that API Gateway waits, so that the caller is
 * told rather than cut off.
 */
export const CALLS = {
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
};
