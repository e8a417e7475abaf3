import { isUtf8 } from "node:buffer";
import { OpenAPIHono } from "@hono/zod-openapi";
import { isServerError, isThrottlingError, isTransientError } from "@smithy/core/retry";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { requestId } from "hono/request-id";
import { groupsOf } from "../access";
import { API_HEADERS } from "../headers";
import type { Dependencies } from "./dependencies";
import { ApiError, notFound, unauthorized, unavailable } from "./http/errors";
import { checkComplete, type Api, type Caller, type Environment } from "./http/router";
import type { Claims } from "./http/tokens";
import { addArtifacts } from "./routes/artifacts";
import { addAttributes } from "./routes/attributes";
import { addPatterns } from "./routes/patterns";
import { addSubscriptions } from "./routes/subscriptions";
import { StoreBusyError } from "./store/client";

const MAX_BODY_BYTES = 64 * 1024;

/** The API as one application: it runs behind API Gateway, behind a load balancer and on a Node server alike. */
export function createApi(dependencies: Dependencies): Api {
    const { log, verify } = dependencies;
    const api: Api = new OpenAPIHono<Environment>({
        defaultHook: (result) => {
            if (!result.success) {
                throw new ApiError(400, faultsIn(result.error.issues));
            }
        },
    });

    api.use("*", requestId({ limitLength: 64 }));
    api.use("*", async (context, next) => {
        const begin = performance.now();
        await next();
        Object.entries(API_HEADERS).forEach(([name, value]) => context.header(name, value));
        log.request({
            requestId: context.get("requestId"),
            method: context.req.method,
            route: context.get("route"),
            status: context.res.status,
            milliseconds: performance.now() - begin,
            subject: (context.get("caller") as Caller | undefined)?.subject,
        });
    });
    api.use("*", async (context, next) => {
        context.set("caller", callerOf(await verify(tokenIn(context.req.header("Authorization")))));
        await next();
    });
    api.use(
        "*",
        bodyLimit({
            maxSize: MAX_BODY_BYTES,
            onError: () => {
                throw new ApiError(413, `The body is larger than ${MAX_BODY_BYTES} bytes.`);
            },
        }),
    );
    api.use("*", async (context, next) => {
        // A decoder puts other characters for bytes that are none: what would be stored is not what was sent.
        if (context.req.raw.body !== null && !isUtf8(await context.req.arrayBuffer())) {
            throw new ApiError(400, "The body is not UTF-8.");
        }
        await next();
    });
    api.notFound(() => {
        throw notFound("path");
    });
    api.onError((error, context) => {
        if (error instanceof ApiError) {
            return context.json(error.body, error.status);
        }
        if (error instanceof HTTPException) {
            const message = error.status === 415 ? "Send the body as application/json." : "The body is not JSON.";
            return context.json(new ApiError(error.status, message).body, error.status);
        }
        log.fault({ requestId: context.get("requestId"), error });
        const answer = isPassing(error) ? unavailable() : new ApiError(500, "This is a fault of ours.");
        return context.json(answer.body, answer.status);
    });

    addPatterns(api, dependencies);
    addAttributes(api, dependencies);
    addSubscriptions(api, dependencies);
    addArtifacts(api, dependencies);
    checkComplete(api);
    return api;
}

/** Several headers arrive joined by commas, which no token holds: they are no token. */
function tokenIn(header: string | undefined): string {
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header ?? "")?.[1];
    if (token === undefined) {
        throw unauthorized();
    }
    return token;
}

/** Lower-casing letters beyond these makes other people's addresses of some: the Kelvin sign becomes a plain k. */
const PLAIN_ADDRESS = /^[\x21-\x7e]+$/;

/** The address is in an access token only if the pre-token trigger put it there, which it does for verified ones. */
function callerOf(claims: Claims): Caller {
    const { sub, email } = claims;
    return {
        subject: sub,
        groups: groupsOf(claims),
        email: typeof email === "string" && PLAIN_ADDRESS.test(email) ? email.toLowerCase() : undefined,
    };
}

interface Issue {
    readonly path: readonly PropertyKey[];
    readonly message: string;
}

/** All that is wrong with a request, by place; never the values. */
function faultsIn(issues: readonly Issue[]): string {
    const told = issues
        .slice(0, 10)
        .map(({ path, message }) => `${path.map(String).join(".") || "the request"}: ${message}`);
    return `Not valid: ${told.join("; ")}`;
}

/** Whether a store or another service was busy or out of reach, after the client's own retries. */
function isPassing(error: Error): boolean {
    const ofSdk = error as Parameters<typeof isServerError>[0];
    const isBusy = isThrottlingError(ofSdk) || isTransientError(ofSdk) || isServerError(ofSdk);
    return error instanceof StoreBusyError || isBusy;
}
