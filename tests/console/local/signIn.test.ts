import assert from "node:assert/strict";
import { decodeJwt, decodeProtectedHeader } from "jose";
import { startConsole, type RunningConsole } from "../../../console/local/start";
import { stubPages } from "./support/pages";
import { SignIn, type Tokens } from "./support/signIn";

describe("signing in on this machine", () => {
    const pages = stubPages();
    let running: RunningConsole;
    const browser = () => new SignIn(running.issuer, running.address);

    before(async () => {
        running = await startConsole({ pages: pages.folder, port: 0, tell: () => undefined });
    });
    after(async () => {
        await running.stop();
        pages.remove();
    });

    const call = async (tokens: Tokens, method: string, path: string, body?: object): Promise<number> => {
        const response = await fetch(`${running.address}/api${path}`, {
            method,
            headers: {
                authorization: `Bearer ${tokens.access_token}`,
                ...(body && { "content-type": "application/json" }),
            },
            ...(body && { body: JSON.stringify(body) }),
        });
        return response.status;
    };

    const users: readonly [name: string, groups: unknown, mayPublish: boolean, mayAdminister: boolean][] = [
        ["admin", ["SYSTEM_ADMIN"], true, true],
        ["publisher", ["PATTERN_PUBLISHER"], true, false],
        ["reader", undefined, false, false],
        ["federated", ["PATTERN_PUBLISHER"], true, false],
    ];
    for (const [name, groups, mayPublish, mayAdminister] of users) {
        it(`the ${name} gets a token as the user pool's, and may by it what its groups allow`, async () => {
            const tokens = await browser().tokens(name);
            const claims = decodeJwt(tokens.access_token);
            assert.equal(decodeProtectedHeader(tokens.access_token).alg, "RS256");
            assert.deepEqual(claims["cognito:groups"], groups);
            assert.deepEqual(
                [claims.iss, claims["client_id"], claims["token_use"], claims["username"], claims["email"]],
                [running.issuer, "palisade-console", "access", name, `${name}@example.com`],
            );
            assert.ok(claims.sub);
            assert.equal(claims.exp, (claims.iat ?? 0) + 15 * 60);

            const pattern = { name: `of-${name}`, description: "", patternType: "CFN", attributes: {} };
            assert.equal(await call(tokens, "GET", "/patterns"), 200);
            assert.equal(await call(tokens, "POST", "/patterns", pattern), mayPublish ? 201 : 403);
            const attribute = { key: "owner", value: name };
            assert.equal(await call(tokens, "POST", "/attributes", attribute), mayAdminister ? 201 : 403);
            assert.equal(await call(tokens, "POST", "/subscriptions", { patternId: "EVENT-QUEUE" }), 201);
        });
    }

    it("an identity token tells the page who it is, and is no access token", async () => {
        const tokens = await browser().tokens("reader");
        const claims = decodeJwt(tokens.id_token);
        assert.deepEqual([claims["cognito:username"], claims["email"]], ["reader", "reader@example.com"]);
        assert.equal(await call({ ...tokens, access_token: tokens.id_token }, "GET", "/patterns"), 401);
    });

    const wrong: readonly (readonly [string, string, string])[] = [
        ["a wrong password", "admin", "admin"],
        ["another user's password", "admin", "reader-local"],
        ["no password", "admin", ""],
        ["a name that nobody has", "<script>alert(1)</script>", "admin-local"],
    ];
    for (const [what, username, password] of wrong) {
        it(`${what} leads back to the form, which does not say which of the two is wrong`, async () => {
            const client = browser();
            const response = await client.submit(await client.form(), username, password);
            const text = await response.text();
            assert.equal(response.status, 401);
            assert.match(text, /User name or password is wrong\./);
            assert.ok(!text.includes("<script"));
        });
    }

    it("a form that another browser began is refused", async () => {
        const form = await browser().form();
        const response = await browser().submit(form, "admin", "admin-local");
        assert.equal(response.status, 400);
        assert.match(await response.text(), /Go back to the console/);
    });

    it("a form that is too large is refused", async () => {
        const client = browser();
        const response = await client.submit(await client.form(), "admin", "x".repeat(5000));
        assert.equal(response.status, 401);
    });

    const requests: readonly (readonly [string, Record<string, string | undefined>, string])[] = [
        ["no code challenge", { code_challenge: undefined, code_challenge_method: undefined }, "invalid_request"],
        ["a plain code challenge", { code_challenge_method: "plain" }, "invalid_request"],
        ["the implicit flow", { response_type: "token" }, "unsupported_response_type"],
        ["an identity token at once", { response_type: "id_token", nonce: "n" }, "unsupported_response_type"],
        ["the hybrid flow", { response_type: "code id_token", nonce: "n" }, "unsupported_response_type"],
    ];
    for (const [what, changes, fault] of requests) {
        it(`${what} is refused`, async () => {
            const client = browser();
            const end = await client.follow(await client.fetch(client.authorizationUrl(changes)));
            assert.ok(end instanceof URL);
            const parameters = new URLSearchParams(end.search || end.hash.slice(1));
            assert.deepEqual([parameters.get("error"), parameters.get("code")], [fault, null]);
        });
    }

    it("nobody is led to where the console is not", async () => {
        const client = browser();
        for (const redirect_uri of [
            "https://evil.example/signed-in",
            `${running.address}/elsewhere`,
            `${running.address}.evil.example/signed-in`,
            "javascript:alert(1)",
        ]) {
            const end = await client.follow(await client.fetch(client.authorizationUrl({ redirect_uri })));
            assert.ok(end instanceof Response && end.status === 400, redirect_uri);
        }
    });

    it("a code is good for the one who began, and once", async () => {
        const client = browser();
        const code = await client.code("admin");
        assert.equal((await browser().exchange(code)).status, 400);
        const first = (await (await client.exchange(code)).json()) as Tokens;
        assert.equal((await client.exchange(code)).status, 400);
        // Who uses it twice may have stolen it: what was given for it is taken back.
        const refreshed = await client.token({ grant_type: "refresh_token", refresh_token: first.refresh_token });
        assert.equal(refreshed.status, 400);
    });

    it("a refresh token is good once, and gives the next one", async () => {
        const client = browser();
        const first = await client.tokens("publisher");
        const refresh = (token: string) => client.token({ grant_type: "refresh_token", refresh_token: token });
        const response = await refresh(first.refresh_token);
        assert.equal(response.status, 200);
        const second = (await response.json()) as Tokens;
        assert.notEqual(second.refresh_token, first.refresh_token);
        assert.deepEqual(decodeJwt(second.access_token)["cognito:groups"], ["PATTERN_PUBLISHER"]);
        assert.equal(await call(second, "GET", "/patterns"), 200);

        assert.equal((await refresh(first.refresh_token)).status, 400);
        assert.equal((await refresh(second.refresh_token)).status, 400, "all of a stolen family end");
    });

    it("passwords and client credentials are no way to a token", async () => {
        const password = { grant_type: "password", username: "admin", password: "admin-local" };
        assert.equal((await browser().token(password)).status, 400);
        assert.equal((await browser().token({ grant_type: "client_credentials" })).status, 400);
    });

    it("signing out ends the session and its refresh tokens", async () => {
        const client = browser();
        const tokens = await client.tokens("reader");
        const out = new URL("/session/end", running.issuer);
        out.search = new URLSearchParams({
            id_token_hint: tokens.id_token,
            post_logout_redirect_uri: `${running.address}/`,
        }).toString();
        const page = await (await client.fetch(out.href)).text();
        const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? "";
        const confirmed = await client.fetch("/session/end/confirm", {
            method: "POST",
            body: new URLSearchParams({ xsrf, logout: "yes" }),
        });
        assert.equal(confirmed.headers.get("location"), `${running.address}/`);

        const again = await client.token({ grant_type: "refresh_token", refresh_token: tokens.refresh_token });
        assert.equal(again.status, 400);
        assert.match(await client.form(), /\/interaction\//, "the form is shown again");
    });

    it("only the console's own pages read what the provider answers", async () => {
        const allowed = async (origin: string) => {
            const response = await fetch(`${running.issuer}/token`, {
                method: "POST",
                headers: { origin },
                body: new URLSearchParams({ client_id: "palisade-console", grant_type: "refresh_token" }),
            });
            return response.headers.get("access-control-allow-origin");
        };
        assert.equal(await allowed(running.address), running.address);
        assert.equal(await allowed("https://evil.example"), null);
        assert.equal(await allowed("null"), null);
    });

    it("the provider's pages run no script, and are framed by nobody", async () => {
        const client = browser();
        const page = await client.fetch(await client.form());
        const policy = page.headers.get("content-security-policy") ?? "";
        assert.equal(
            policy,
            `default-src 'none'; style-src 'self'; form-action 'self' ${running.address}; base-uri 'none'; frame-ancestors 'none'`,
        );
        assert.equal(page.headers.get("cache-control"), "no-store");
        const style = await fetch(`${running.issuer}/style.css`);
        assert.equal(style.headers.get("content-type"), "text/css");
    });
});
