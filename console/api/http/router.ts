import { createRoute, OpenAPIHono, type RouteConfig } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { mayCall, ROUTES, type Group, type RouteName } from "../../access";
import { Failure } from "../schemas";
import { forbidden } from "./errors";

/** Who calls, as the access token says. */
export interface Caller {
    readonly subject: string;
    readonly groups: readonly Group[];
    /** The caller's own address, if the user pool has verified it. */
    readonly email: string | undefined;
}

export interface Environment {
    Variables: { caller: Caller; requestId: string; route: RouteName };
}

export type Api = OpenAPIHono<Environment>;

/** Answers that are no success. The first are those of every route. */
const FAILURES = {
    400: "The request is not as it should be.",
    401: "There is no valid access token.",
    403: "The caller's groups do not allow this.",
    413: "The body is too large.",
    500: "A fault of the API itself.",
    503: "Not available at the moment.",
    404: "There is no such thing.",
    409: "It has changed since it was read, or is there already; `current` is how it is now.",
    415: "The body is of another type than JSON.",
} as const;
const ALWAYS = [400, 401, 403, 413, 500, 503] as const;

interface Failed {
    readonly description: string;
    readonly content: { readonly "application/json": { readonly schema: typeof Failure } };
}

/** Typed by all statuses, so that handlers stay held to what they say of their own. */
function failed(statuses: readonly (keyof typeof FAILURES)[]): Record<keyof typeof FAILURES, Failed> {
    return Object.fromEntries(
        statuses.map((status) => [
            status,
            { description: FAILURES[status], content: { "application/json": { schema: Failure } } },
        ]),
    ) as Record<keyof typeof FAILURES, Failed>;
}

/** What a route adds to its row in the table of access. */
type Details = Pick<RouteConfig, "request" | "responses">;

/**
 * A route of the API. Method, path and who may call it come from the table of access, so a route that is not in the
 * table cannot be written, and none is open to more callers than the table says.
 *
 * @param failures how it can fail besides what can happen to every request.
 */
export function route<const Name extends RouteName, const D extends Details>(
    name: Name,
    failures: readonly (404 | 409)[],
    details: D,
) {
    const { method, path, allowed } = ROUTES[name];
    return createRoute({
        ...details,
        method: method.toLowerCase() as Lowercase<(typeof ROUTES)[Name]["method"]>,
        path: path,
        operationId: name,
        security: [{ accessToken: [] }],
        description: `Allowed: ${allowed === "signed-in" ? "everyone who is signed in" : allowed.join(", ")}.`,
        middleware: [onlyFor(name)] as const,
        ["x-allowed"]: allowed,
        responses: {
            ...failed([...ALWAYS, ...(details.request?.body ? ([415] as const) : []), ...failures]),
            ...details.responses,
        },
    });
}

function onlyFor(name: RouteName): MiddlewareHandler<Environment> {
    return async (context, next) => {
        context.set("route", name);
        if (!mayCall(name, context.get("caller").groups)) {
            throw forbidden();
        }
        await next();
    };
}

/** @throws an error unless the API has a handler for each route of the table, and none besides. */
export function checkComplete(api: Api): void {
    const has = new Set(
        api.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`),
    );
    const wanted = new Set(
        Object.values(ROUTES).map(({ method, path }) => `${method} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
    );
    const missing = [...wanted].filter((one) => !has.has(one));
    const unknown = [...has].filter((one) => !wanted.has(one));
    if (missing.length > 0 || unknown.length > 0) {
        throw new Error(
            `the routes of the API are not those of the table of access: missing ${list(missing)}; not in the table ${list(unknown)}`,
        );
    }
}

function list(items: readonly string[]): string {
    return items.length === 0 ? "none" : items.join(", ");
}
