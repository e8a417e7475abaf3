import assert from "node:assert/strict";
import { responseHeaders } from "../../components/web/policy/balancer";
import { API_HEADERS, cacheControl, pageHeaders, STRICT_TRANSPORT, type HeaderTable } from "../../console/headers";

const IDENTITY = "https://cognito-idp.eu-west-1.amazonaws.com";
const served = (...connect: string[]) => pageHeaders({ connect, scheme: "https" });

/** The directives of a policy, by name; a name that stands twice would be ignored by browsers, so it is refused. */
function directives(headers: HeaderTable): Readonly<Record<string, string>> {
    const parts = (headers["Content-Security-Policy"] ?? "").split("; ").map((part) => part.split(" "));
    assert.equal(new Set(parts.map(([name]) => name)).size, parts.length);
    return Object.fromEntries(parts.map(([name = "", ...sources]) => [name, sources.join(" ")]));
}

describe("headers that a load balancer sets", () => {
    it("say what the functions behind it say, so that no answer has two", () => {
        const said = pageHeaders({ connect: [], scheme: "https" });
        assert.deepEqual(responseHeaders, {
            routingHttpResponseServerEnabled: false,
            routingHttpResponseStrictTransportSecurityHeaderValue: STRICT_TRANSPORT["Strict-Transport-Security"],
            routingHttpResponseXContentTypeOptionsHeaderValue: said["X-Content-Type-Options"],
            routingHttpResponseXFrameOptionsHeaderValue: said["X-Frame-Options"],
        });
    });
});

describe("headers of the pages", () => {
    it("let only what is served with them run, and only the identity provider be spoken with", () => {
        assert.deepEqual(directives(served(IDENTITY, "https://login.example.com")), {
            "default-src": "'none'",
            "script-src": "'self'",
            "style-src": "'self'",
            "img-src": "'self'",
            "font-src": "'self'",
            "connect-src": `'self' ${IDENTITY} https://login.example.com`,
            "base-uri": "'none'",
            "form-action": "'none'",
            "frame-ancestors": "'none'",
            "require-trusted-types-for": "'script'",
            "trusted-types": "'none'",
        });
    });

    const wanted: readonly [string, RegExp][] = [
        ["Strict-Transport-Security", /^max-age=63072000; includeSubDomains$/],
        ["X-Content-Type-Options", /^nosniff$/],
        ["X-Frame-Options", /^DENY$/],
        ["Referrer-Policy", /^no-referrer$/],
        ["Cross-Origin-Opener-Policy", /^same-origin$/],
        ["Cross-Origin-Resource-Policy", /^same-origin$/],
        ["Permissions-Policy", /^([a-z-]+=\(\), )*[a-z-]+=\(\)$/],
    ];
    for (const [name, value] of wanted) {
        it(name, () => assert.match(served(IDENTITY)[name] ?? "", value));
    }

    it("camera, microphone and place are among what no page may ask for", () => {
        for (const feature of ["camera", "microphone", "geolocation", "payment", "usb"]) {
            assert.ok(served()["Permissions-Policy"]?.split(", ").includes(`${feature}=()`), feature);
        }
    });

    it("differ over http by HSTS alone", () => {
        const { "Strict-Transport-Security": hsts, ...others } = served(IDENTITY);
        assert.ok(hsts);
        assert.deepEqual(pageHeaders({ connect: [IDENTITY], scheme: "http" }), others);
    });

    const origins: readonly [string, boolean][] = [
        [IDENTITY, true],
        ["https://login.example.com:8443", true],
        ["http://127.0.0.1:4401", true],
        ["http://login.example.com", false],
        ["https://login.example.com/", false],
        ["https://login.example.com/pool", false],
        ["https://*.example.com", false],
        ["https://user@login.example.com", false],
        ["https://a.example.com https://b.example.com", false],
        ["https://a.example.com; script-src *", false],
        ["https://a.example.com\nX-Header: 1", false],
        ["'unsafe-inline'", false],
        ["https:", false],
        ["data:", false],
        ["*", false],
        ["", false],
    ];
    for (const [origin, isTaken] of origins) {
        it(`${JSON.stringify(origin)} is ${isTaken ? "taken" : "refused"} as an origin to connect to`, () => {
            if (isTaken) {
                assert.ok(directives(served(origin))["connect-src"]?.endsWith(` ${origin}`));
            } else {
                assert.throws(() => served(origin), /is no origin to connect to: use one such as/);
            }
        });
    }
});

describe("headers of the API", () => {
    it("keep its answers out of caches, frames and other sites, and inert as a page", () => {
        const { "Content-Security-Policy": _, ...others } = API_HEADERS;
        assert.deepEqual(others, {
            "Cache-Control": "no-store",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
        });
        assert.deepEqual(directives(API_HEADERS), {
            "default-src": "'none'",
            "frame-ancestors": "'none'",
            sandbox: "",
        });
    });
});

describe("how long a file of the pages is kept", () => {
    const files: readonly [string, string][] = [
        ["/index.html", "no-cache"],
        ["/config.json", "no-cache"],
        ["/favicon.svg", "no-cache"],
        ["/assetsindex.html", "no-cache"],
        ["/other/assets/index.js", "no-cache"],
        ["/assets/index-B3kq91xZ.js", "public, max-age=31536000, immutable"],
    ];
    for (const [path, expected] of files) {
        it(`${path}: ${expected}`, () => assert.equal(cacheControl(path), expected));
    }
});
