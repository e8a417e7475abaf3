import { timingSafeEqual, createHash } from "node:crypto";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import Provider, { errors, type Configuration } from "oidc-provider";
import type { Keys } from "./keys";
import { ProviderMemory } from "./providerMemory";
import { messagePage, signInPage, signOutPage, STYLE } from "./signInPages";
import { accessClaims } from "./tokenClaims";
import { USERS, type User } from "./users";

export const CLIENT_ID = "palisade-console";
export const SCOPES = ["openid", "email"];

export interface IdentityProviderSettings {
    /** Where it is reached: `http://127.0.0.1:4401`. */
    readonly issuer: string;
    /** Where the pages are. */
    readonly console: string;
    readonly keys: Pick<Keys, "signing" | "cookies">;
    /** How long an access token holds. */
    readonly accessTokenSeconds: number;
}

const SESSION_SECONDS = 8 * 60 * 60;

/**
 * An OpenID provider in the user pool's stead: authorization code with PKCE only, access tokens shaped as the pool's,
 * refresh tokens that hold once.
 */
export function identityProvider(settings: IdentityProviderSettings): RequestListener {
    const provider = new Provider(settings.issuer, configuration(settings));
    const oidc = provider.callback();
    const headers = headersOf(settings);
    return (request, response) => {
        Object.entries(headers).forEach(([name, value]) => response.setHeader(name, value));
        const { pathname } = new URL(request.url ?? "/", settings.issuer);
        if (pathname === "/style.css") {
            response.writeHead(200, { "Content-Type": "text/css" }).end(STYLE);
        } else if (pathname.startsWith("/interaction/")) {
            signIn(provider, request, response).catch((error: unknown) => {
                const isOver = error instanceof errors.SessionNotFound;
                const page = isOver
                    ? messagePage("This sign-in is over", "Go back to the console, and sign in from there.")
                    : messagePage("This did not work", "Something went wrong here: try it again.");
                sendPage(response, isOver ? 400 : 500, page);
            });
        } else {
            void oidc(request, response);
        }
    };
}

function configuration({ console, keys, accessTokenSeconds }: IdentityProviderSettings): Configuration {
    const cookie = { httpOnly: true, sameSite: "lax", signed: true } as const;
    return {
        adapter: ProviderMemory.create(),
        clients: [
            {
                client_id: CLIENT_ID,
                token_endpoint_auth_method: "none",
                grant_types: ["authorization_code", "refresh_token"],
                response_types: ["code"],
                redirect_uris: [`${console}/signed-in`],
                post_logout_redirect_uris: [`${console}/`],
            },
        ],
        jwks: { keys: [keys.signing] },
        cookies: {
            // Cookies do not tell ports apart: other programs on this machine have sessions too.
            names: { session: "palisade_session", interaction: "palisade_sign_in", resume: "palisade_resume" },
            keys: [keys.cookies],
            long: cookie,
            short: cookie,
        },
        routes: { jwks: "/.well-known/jwks.json" },
        responseTypes: ["code"],
        scopes: ["openid"],
        pkce: { required: () => true },
        claims: { openid: ["sub", "cognito:username"], email: ["email", "email_verified"] },
        clientBasedCORS: (_, origin) => origin === console,
        features: {
            devInteractions: { enabled: false },
            // So that claims are in the identity token, as the user pool has them.
            userinfo: { enabled: false },
            revocation: { enabled: true },
            rpInitiatedLogout: {
                enabled: true,
                logoutSource: (ctx, form) => {
                    ctx.body = signOutPage(form);
                },
                postLogoutSuccessSource: (ctx) => {
                    ctx.body = messagePage("Signed out", "You can close this page.");
                },
            },
            // Access tokens are JWTs for what they are for, here the API; there is one thing only.
            resourceIndicators: {
                enabled: true,
                defaultResource: () => `${console}/api`,
                useGrantedResource: () => true,
                getResourceServerInfo: () => ({
                    scope: "",
                    accessTokenFormat: "jwt",
                    accessTokenTTL: accessTokenSeconds,
                    jwt: { sign: { alg: "RS256" } },
                }),
            },
        },
        extraTokenClaims: (_, token) => {
            const user = "accountId" in token ? userOf(token.accountId) : undefined;
            return user && accessClaims(user, CLIENT_ID);
        },
        findAccount: (_, subject) => {
            const user = userOf(subject);
            return user && { accountId: subject, claims: () => ({ sub: subject, ...idClaims(user) }) };
        },
        issueRefreshToken: () => true,
        rotateRefreshToken: true,
        // The console is the provider's own: nobody is asked whether it may know who he is.
        loadExistingGrant: async (ctx) => {
            const { client, session, provider } = ctx.oidc;
            if (client === undefined || session?.accountId === undefined) {
                return undefined;
            }
            const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
            grant.addOIDCScope(SCOPES.join(" "));
            await grant.save();
            return grant;
        },
        interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
        renderError: (ctx, { error, error_description: description }) => {
            ctx.type = "html";
            ctx.body = messagePage("This did not work", `${error}: ${description ?? "no further reason"}`);
        },
        ttl: {
            Session: SESSION_SECONDS,
            Grant: SESSION_SECONDS,
            RefreshToken: SESSION_SECONDS,
            Interaction: 10 * 60,
            AuthorizationCode: 60,
            AccessToken: accessTokenSeconds,
            IdToken: accessTokenSeconds,
        },
    };
}

/** Asks for name and password, and goes on with the sign-in when they are right. */
async function signIn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Refuses an interaction that is not this browser's.
    await provider.interactionDetails(request, response);
    if (request.method !== "POST") {
        sendPage(response, 200, signInPage({}));
        return;
    }
    const form = new URLSearchParams(await bodyOf(request));
    const user = USERS.find(({ name }) => name === form.get("username"));
    if (user === undefined || !isSame(form.get("password") ?? "", user.password)) {
        sendPage(response, 401, signInPage({ fault: "User name or password is wrong." }));
        return;
    }
    await provider.interactionFinished(request, response, { login: { accountId: user.subject } });
}

/** Headers of every answer; those of the protocol are added by the provider. */
function headersOf({ console }: IdentityProviderSettings): Readonly<Record<string, string>> {
    return {
        "Cache-Control": "no-store",
        // After the form the browser is led on to the console, which counts as where the form goes.
        "Content-Security-Policy": `default-src 'none'; style-src 'self'; form-action 'self' ${console}; base-uri 'none'; frame-ancestors 'none'`,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    };
}

function userOf(subject: string): User | undefined {
    return USERS.find((user) => user.subject === subject);
}

function idClaims({ name, attributes }: User): Record<string, unknown> {
    return {
        "cognito:username": name,
        email: attributes["email"],
        email_verified: attributes["email_verified"] === "true",
    };
}

const MAX_FORM_BYTES = 4096;

async function bodyOf(request: IncomingMessage): Promise<string> {
    let body = "";
    for await (const chunk of request.setEncoding("utf8") as AsyncIterable<string>) {
        // What is longer is no name and password, and is read to its end without being kept.
        body += chunk.slice(0, MAX_FORM_BYTES - body.length);
    }
    return body;
}

function isSame(given: string, expected: string): boolean {
    const digest = (text: string) => createHash("sha256").update(text).digest();
    return timingSafeEqual(digest(given), digest(expected));
}

function sendPage(response: ServerResponse, status: number, html: string): void {
    response.writeHead(status, { "Content-Type": "text/html; charset=utf-8" }).end(html);
}
