import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";

export interface Tokens {
    readonly access_token: string;
    readonly id_token: string;
    readonly refresh_token: string;
}

export const CLIENT = "palisade-console";

/** What a browser and the page's OpenID library do, by HTTP alone: keeps cookies, follows no redirect by itself. */
export class SignIn {
    private readonly cookies = new Map<string, string>();
    private readonly verifier = randomBytes(32).toString("base64url");

    constructor(
        private readonly issuer: string,
        private readonly console: string,
    ) {}

    get redirect(): string {
        return `${this.console}/signed-in`;
    }

    authorizationUrl(changes: Record<string, string | undefined> = {}): string {
        const url = new URL("/auth", this.issuer);
        const parameters = {
            client_id: CLIENT,
            redirect_uri: this.redirect,
            response_type: "code",
            scope: "openid email",
            state: "some-state",
            code_challenge: createHash("sha256").update(this.verifier).digest("base64url"),
            code_challenge_method: "S256",
            ...changes,
        };
        for (const [name, value] of Object.entries(parameters)) {
            if (value !== undefined) {
                url.searchParams.set(name, value);
            }
        }
        return url.href;
    }

    async fetch(url: string, init: RequestInit = {}): Promise<Response> {
        const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
        const response = await fetch(new URL(url, this.issuer), {
            ...init,
            redirect: "manual",
            headers: { ...(init.headers as Record<string, string>), cookie },
        });
        for (const line of response.headers.getSetCookie()) {
            const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
            this.cookies.set(name, value);
        }
        return response;
    }

    /** Follows redirects until a page, or until they lead away from the provider. */
    async follow(first: Response): Promise<Response | URL> {
        let response = first;
        for (let location = to(response); location !== null; location = to(response)) {
            const url = new URL(location, this.issuer);
            if (url.origin !== this.issuer) {
                return url;
            }
            response = await this.fetch(url.href);
        }
        return response;
    }

    /** The page that asks for name and password; its address is what the form is sent to. */
    async form(): Promise<string> {
        const response = await this.fetch(this.authorizationUrl());
        const page = await this.follow(response);
        assert.ok(page instanceof Response && page.status === 200);
        return page.url;
    }

    submit(form: string, username: string, password: string): Promise<Response> {
        return this.fetch(form, { method: "POST", body: new URLSearchParams({ username, password }) });
    }

    /** Signs in, up to the code that comes back to the console. */
    async code(username: string, password = `${username}-local`): Promise<string> {
        const end = await this.follow(await this.submit(await this.form(), username, password));
        assert.ok(end instanceof URL, `signing in ended at a page: ${end instanceof Response ? await end.text() : ""}`);
        assert.equal(`${end.origin}${end.pathname}`, this.redirect);
        assert.equal(end.searchParams.get("state"), "some-state");
        return end.searchParams.get("code") ?? "";
    }

    exchange(code: string, changes: Record<string, string> = {}): Promise<Response> {
        return this.token({
            grant_type: "authorization_code",
            code,
            redirect_uri: this.redirect,
            code_verifier: this.verifier,
            ...changes,
        });
    }

    token(parameters: Record<string, string>): Promise<Response> {
        return fetch(`${this.issuer}/token`, {
            method: "POST",
            headers: { origin: this.console },
            body: new URLSearchParams({ client_id: CLIENT, ...parameters }),
        });
    }

    async tokens(username: string): Promise<Tokens> {
        const response = await this.exchange(await this.code(username));
        assert.equal(response.status, 200);
        return (await response.json()) as Tokens;
    }
}

function to(response: Response): string | null {
    return response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
}
