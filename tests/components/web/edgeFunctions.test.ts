import assert from "node:assert/strict";
import { createContext, runInContext } from "node:vm";
import { belowApi, deepLinks } from "../../../components/web/policy/edgeFunctions";

/** The path that CloudFront goes on with, where it gets this text. */
function run(code: string, uri: string): unknown {
    // Nothing of Node.js is there, as nothing of it is at CloudFront.
    const context = createContext({ event: { request: { uri, method: "GET", querystring: {} } } });
    const request = runInContext(`"use strict"; ${code}; handler(event)`, context) as Record<string, unknown>;
    assert.deepEqual(Object.keys(request), ["uri", "method", "querystring"]);
    return request.uri;
}

describe("functions at CloudFront", () => {
    const links: [string, string][] = [
        ["/", "/index.html"],
        ["/patterns", "/index.html"],
        ["/patterns/", "/index.html"],
        ["/patterns/a/update", "/index.html"],
        ["/v1.2/patterns", "/index.html"],
        ["/apis", "/index.html"],
        ["/index.html", "/index.html"],
        ["/config.json", "/config.json"],
        ["/missing.png", "/missing.png"],
        ["/.well-known/security.txt", "/.well-known/security.txt"],
        ["/api", "/api"],
    ];
    for (const [uri, expected] of links) {
        it(`${uri} is answered with ${expected}`, () => {
            assert.equal(run(deepLinks("/api"), uri), expected);
        });
    }

    const api: [string, string][] = [
        ["/api/patterns", "/patterns"],
        ["/api/patterns/api/x", "/patterns/api/x"],
        ["/api/", "/"],
        ["/api/%2e%2e/x", "/%2e%2e/x"],
        ["/apis/x", "/apis/x"],
        ["/x/api/y", "/x/api/y"],
    ];
    for (const [uri, expected] of api) {
        it(`the API is asked for ${expected} by ${uri}`, () => {
            assert.equal(run(belowApi("/api"), uri), expected);
        });
    }

    it("take a path of several parts", () => {
        assert.equal(run(belowApi("/v1/api"), "/v1/api/x"), "/x");
        assert.equal(run(deepLinks("/v1/api"), "/v1/api"), "/v1/api");
    });
});
