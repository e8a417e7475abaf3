/**
 * How long calls to AWS may take: one with all its attempts about 10 seconds, so that two in a row end before the 29 seconds
 * that API Gateway waits, and the caller is told to come again rather than cut off.
 */
export const CALLS = {
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};
