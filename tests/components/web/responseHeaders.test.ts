import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
    apiSections,
    defaultHeaders,
    headerFaults,
    pageHeaders,
    pageSections,
} from "../../../components/web/policy/responseHeaders";

const policy = "default-src 'none'";

describe("headers of answers", () => {
    it("come from CloudFront's own settings where it has some, and win over the bucket's", () => {
        const headers = {
            "content-security-policy": policy,
            "Referrer-Policy": "same-origin",
            "Strict-Transport-Security": "max-age=300",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "SAMEORIGIN",
            "X-Robots-Tag": "noindex",
        };
        assert.deepEqual(pageSections(headers), {
            securityHeadersConfig: {
                contentSecurityPolicy: { contentSecurityPolicy: policy, override: true },
                referrerPolicy: { referrerPolicy: "same-origin", override: true },
                strictTransportSecurity: {
                    accessControlMaxAgeSec: 300,
                    includeSubdomains: false,
                    preload: false,
                    override: true,
                },
                contentTypeOptions: { override: true },
                frameOptions: { frameOption: "SAMEORIGIN", override: true },
            },
            customHeadersConfig: { items: [{ header: "X-Robots-Tag", value: "noindex", override: true }] },
        });
    });

    const transports: [string, number, boolean, boolean][] = [
        ["max-age=0", 0, false, false],
        ["max-age=63072000; includeSubDomains", 63072000, true, false],
        ["max-age=63072000;includesubdomains;preload", 63072000, true, true],
        ["max-age=1; preload", 1, false, true],
    ];
    for (const [value, accessControlMaxAgeSec, includeSubdomains, preload] of transports) {
        it(`Strict-Transport-Security: ${value}`, () => {
            const headers = { "Strict-Transport-Security": value };
            assert.deepEqual(headerFaults(headers, "headers"), []);
            assert.deepEqual(pageSections(headers), {
                securityHeadersConfig: {
                    strictTransportSecurity: { accessControlMaxAgeSec, includeSubdomains, preload, override: true },
                },
            });
        });
    }

    it("are the default ones, of which those that are given take the place, however they are written", () => {
        assert.deepEqual(pageHeaders({}), defaultHeaders);
        assert.deepEqual(headerFaults(defaultHeaders, "headers"), []);
        const { "X-Frame-Options": _framing, ...others } = defaultHeaders;
        assert.deepEqual(pageHeaders({ "X-FRAME-options": "SAMEORIGIN", "X-Robots-Tag": "noindex" }), {
            ...others,
            "X-FRAME-options": "SAMEORIGIN",
            "X-Robots-Tag": "noindex",
        });
    });

    it("of an API are its own, and strict where it has none; only the demand for https is that of the pages", () => {
        const { securityHeadersConfig, customHeadersConfig } = apiSections({
            "content-security-policy": "default-src *",
            "strict-transport-security": "max-age=300",
        });
        assert.deepEqual(securityHeadersConfig, {
            contentSecurityPolicy: {
                contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'; sandbox",
                override: false,
            },
            referrerPolicy: { referrerPolicy: "no-referrer", override: false },
            contentTypeOptions: { override: false },
            frameOptions: { frameOption: "DENY", override: false },
            strictTransportSecurity: {
                accessControlMaxAgeSec: 300,
                includeSubdomains: false,
                preload: false,
                override: true,
            },
        });
        assert.deepEqual(customHeadersConfig, {
            items: [
                { header: "Cache-Control", value: "no-store", override: false },
                { header: "Cross-Origin-Resource-Policy", value: "same-origin", override: false },
            ],
        });
    });

    const refusals: [Record<string, pulumi.Input<string>>, string, RegExp][] = [
        [{ "Cache-Control": "no-store" }, "headers.Cache-Control", /each file has its own/],
        [{ "content-type": "text/html" }, "headers.content-type", /each file has its own/],
        [{ "Access-Control-Allow-Origin": "*" }, "headers.Access-Control-Allow-Origin", /one origin/],
        [{ "X-XSS-Protection": "1" }, "headers.X-XSS-Protection", /given it up/],
        [{ Via: "x" }, "headers.Via", /written by CloudFront/],
        [{ "x-amz-cf-id": pulumi.output("x") }, "headers.x-amz-cf-id", /written by CloudFront/],
        [{ "Set-Cookie": "a=b" }, "headers.Set-Cookie", /written by CloudFront/],
        [{ "X-Frame-Options": "ALLOW-FROM https://a.example" }, "headers.X-Frame-Options", /not a value/],
        [{ "X-Content-Type-Options": "sniff" }, "headers.X-Content-Type-Options", /not a value/],
        [{ "Referrer-Policy": "never" }, "headers.Referrer-Policy", /not a value/],
        [{ "Strict-Transport-Security": "includeSubDomains" }, "headers.Strict-Transport-Security", /not a value/],
        [{ "X-A": "b\r\nX-C: d" }, "headers.X-A", /not a value/],
        [{ "X-A": "" }, "headers.X-A", /not a value/],
        [{ "X A": "b" }, "headers", /"X A" is not a header/],
        [{ "X-A": "b", "x-a": "c" }, "headers.x-a", /twice/],
    ];
    for (const [headers, argument, fault] of refusals) {
        it(`refuses ${JSON.stringify(Object.keys(headers))} (${fault.source})`, () => {
            const [found, ...more] = headerFaults(headers, "headers");
            assert.equal(found?.argument, argument);
            assert.match(found.fault, fault);
            assert.deepEqual(more, []);
        });
    }

    it("have names that say nothing to JavaScript", () => {
        const headers = { constructor: "x" };
        assert.deepEqual(headerFaults(headers, "headers"), []);
        assert.deepEqual(pageSections(headers).customHeadersConfig, {
            items: [{ header: "constructor", value: "x", override: true }],
        });
    });

    it("are not judged before they are known", () => {
        assert.deepEqual(headerFaults({ "X-Frame-Options": pulumi.output("ALLOW") }, "headers"), []);
    });
});
