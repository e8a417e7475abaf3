import type { ContentfulStatusCode } from "hono/utils/http-status";

/** The body of every answer that is not a success. */
export interface ErrorBody {
    readonly error: string;
    /** Whether the same request may succeed if it is sent again. */
    readonly retryable: boolean;
}

/** Thrown wherever a request has to end. Its message is for the caller: it holds nothing the caller did not send or may not know. */
export class ApiError extends Error {
    constructor(
        readonly status: ContentfulStatusCode,
        message: string,
        readonly retryable = false,
        /** Further fields of the body, such as the current version at a conflict. */
        readonly details: Readonly<Record<string, unknown>> = {},
    ) {
        super(message);
        this.name = "ApiError";
    }

    get body(): ErrorBody {
        return { ...this.details, error: this.message, retryable: this.retryable };
    }
}

export const unauthorized = (): ApiError => new ApiError(401, "Sign in: the request has no valid access token.");
export const forbidden = (): ApiError => new ApiError(403, "Your groups do not allow this.");
export const notFound = (what: string): ApiError => new ApiError(404, `There is no such ${what}.`);
export const unavailable = (): ApiError => new ApiError(503, "Not available at the moment: try again.", true);
