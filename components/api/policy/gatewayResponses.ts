import type { Json } from "./models";

/** Headers of whatever the API answers without the function. None has a quote in it, which API Gateway has no way to write. */
const headers = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "sandbox",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
};

interface Answer {
    status: string;
    error: string;
    /** Whether the same request may succeed if it is sent again. */
    retryable?: true;
}

/** What API Gateway answers itself. A route that does not exist is told with MISSING_AUTHENTICATION_TOKEN. */
const answers: Record<string, Answer> = {
    ACCESS_DENIED: { status: "403", error: "You may not do this." },
    API_CONFIGURATION_ERROR: { status: "500", error: "A fault of the API." },
    AUTHORIZER_CONFIGURATION_ERROR: { status: "500", error: "A fault of the API." },
    AUTHORIZER_FAILURE: { status: "503", error: "Not available at the moment: try again.", retryable: true },
    BAD_REQUEST_BODY: { status: "400", error: "The body is not as it should be." },
    BAD_REQUEST_PARAMETERS: { status: "400", error: "A parameter is missing." },
    DEFAULT_4XX: { status: "400", error: "The request is not as it should be." },
    DEFAULT_5XX: { status: "500", error: "A fault of the API." },
    EXPIRED_TOKEN: { status: "401", error: "Sign in: the request has no valid access token." },
    INTEGRATION_FAILURE: { status: "503", error: "Not available at the moment: try again.", retryable: true },
    INTEGRATION_TIMEOUT: { status: "504", error: "It took too long: try again.", retryable: true },
    INVALID_API_KEY: { status: "403", error: "You may not do this." },
    INVALID_SIGNATURE: { status: "403", error: "You may not do this." },
    MISSING_AUTHENTICATION_TOKEN: { status: "404", error: "There is no such route." },
    QUOTA_EXCEEDED: { status: "429", error: "Too many requests: try again later.", retryable: true },
    REQUEST_TOO_LARGE: { status: "413", error: "The body is too large." },
    RESOURCE_NOT_FOUND: { status: "404", error: "There is no such route." },
    THROTTLED: { status: "429", error: "Too many requests: try again later.", retryable: true },
    UNAUTHORIZED: { status: "401", error: "Sign in: the request has no valid access token." },
    UNSUPPORTED_MEDIA_TYPE: { status: "415", error: "The body is of another type than JSON." },
    WAF_FILTERED: { status: "403", error: "You may not do this." },
};

/**
 * Every answer that API Gateway gives itself, as `{ error, retryable }` and with security headers. Texts are fixed: what
 * a request said is not told back.
 * See https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const gatewayResponses: Json = Object.fromEntries(
    Object.entries(answers).map(([type, { status, error, retryable = false }]) => [
        type,
        {
            // The defaults stand for several statuses, and keep them.
            ...(type.startsWith("DEFAULT_") ? {} : { statusCode: status }),
            responseParameters: Object.fromEntries(
                Object.entries(headers).map(([name, value]) => [`gatewayresponse.header.${name}`, `'${value}'`]),
            ),
            responseTemplates: { "application/json": JSON.stringify({ error, retryable }) },
        },
    ]),
);
