import assert from "node:assert/strict";
import type { Log } from "../../../console/api/dependencies";
import { proxyHandler } from "../../../console/api/lambda/events";
import { API_HEADERS } from "../../../console/headers";
import { apiGatewayEvent, loadBalancerEvent } from "./support/shapes";

const SHAPES = { "API Gateway": apiGatewayEvent, "a load balancer": loadBalancerEvent };

type Entry = Parameters<Log["request"]>[0];

/** A log of requests that did not reach the API. */
function refusals(): Entry[] & { request: Log["request"] } {
    const entries: Entry[] = [];
    return Object.assign(entries, { request: (entry: Entry) => void entries.push(entry) });
}

describe("an event", () => {
    for (const [name, shape] of Object.entries(SHAPES)) {
        it(`of ${name} hands on each value of a query as it was sent`, async () => {
            const seen: string[][] = [];
            const handler = proxyHandler((request) => {
                seen.push(...new URL(request.url).searchParams);
                return new Response();
            }, refusals());
            const values = ["a+b", "a b", "a%2Bb", "100%", "ä&=?#", ""];
            const url = new URL("https://console.example/patterns");
            values.forEach((value) => url.searchParams.append("v", value));
            await handler(shape(new Request(url), null));
            assert.deepEqual(
                seen,
                values.map((value) => ["v", value]),
            );
        });

        it(`of ${name} that HTTP could not carry is refused like any other bad request`, async () => {
            const log = refusals();
            const handler = proxyHandler(() => assert.fail("it reached the API"), log);
            const event = shape(new Request("https://console.example/patterns"), null);
            for (const bad of [
                { ...event, httpMethod: "CONNECT" },
                { ...event, multiValueHeaders: { "a\nb": ["c"] } },
            ]) {
                const { statusCode, headers, multiValueHeaders, body } = await handler(bad);
                assert.equal(statusCode, 400);
                assert.deepEqual(JSON.parse(body), {
                    error: "This is no request that HTTP could carry.",
                    retryable: false,
                });
                const sent = new Headers(headers as Record<string, string>);
                Object.entries(multiValueHeaders ?? {}).forEach(([key, all]) => sent.append(key, String(all)));
                Object.entries(API_HEADERS).forEach(([key, value]) => assert.equal(sent.get(key), value));
                assert.deepEqual(log.splice(0), [
                    {
                        requestId: sent.get("X-Request-Id"),
                        method: bad.httpMethod,
                        route: undefined,
                        status: 400,
                        milliseconds: 0,
                        subject: undefined,
                    },
                ]);
            }
        });
    }

    for (const path of [
        "/attributes/../patterns/pipeline/WEB",
        "/attributes/%2e%2E/patterns",
        "/attributes/.%2e/patterns",
        "/patterns/.",
        "/./patterns",
        "/patterns/..",
        "/attributes\\..\\patterns",
        "/patterns\\WEB",
        "/pat\tterns",
        "/patterns\r\n",
    ]) {
        for (const [name, shape] of Object.entries(SHAPES)) {
            it(`of ${name} is refused if its path could be read in two ways: ${JSON.stringify(path)}`, async () => {
                const handler = proxyHandler(() => assert.fail("it reached the API"), refusals());
                const event = shape(new Request("https://console.example/patterns"), null);
                assert.equal((await handler({ ...event, path })).statusCode, 400);
            });
        }
    }

    for (const path of ["/patterns/WEB", "/attributes/TIER:WEB", "/artifacts/..a", "/artifacts/a..", "/artifacts/.a"]) {
        it(`hands on a path with dots that lead nowhere else: ${path}`, async () => {
            const handler = proxyHandler((request) => Response.json(new URL(request.url).pathname), refusals());
            const event = apiGatewayEvent(new Request("https://console.example/patterns"), null);
            assert.equal((await handler({ ...event, path })).body, JSON.stringify(path));
        });
    }

    it("of a load balancer has a plus for a blank, as forms write it", async () => {
        let asked: string | null = null;
        const handler = proxyHandler((request) => {
            asked = new URL(request.url).searchParams.get("v");
            return new Response();
        }, refusals());
        const event = loadBalancerEvent(new Request("https://console.example/patterns"), null);
        await handler({ ...event, multiValueQueryStringParameters: { v: ["a+b"] } });
        assert.equal(asked, "a b");
    });

    it("of a load balancer with a query that is not encoded right is refused", async () => {
        const handler = proxyHandler(() => assert.fail("it reached the API"), refusals());
        const event = loadBalancerEvent(new Request("https://console.example/patterns"), null);
        assert.equal((await handler({ ...event, multiValueQueryStringParameters: { v: ["%zz"] } })).statusCode, 400);
    });

    const bodies: readonly [what: string, headers: Record<string, string>, asBase64: boolean][] = [
        ["JSON", { "Content-Type": "application/json" }, false],
        ["a sentence", { "Content-Type": "text/plain;charset=UTF-8" }, false],
        ["JSON that is compressed", { "Content-Type": "application/json", "Content-Encoding": "gzip" }, true],
        ["a picture", { "Content-Type": "image/png" }, true],
        ["a page", { "Content-Type": "text/html; charset=utf-8" }, true],
    ];
    for (const [what, headers, asBase64] of bodies) {
        it(`is answered with ${what} ${asBase64 ? "in base64, byte for byte" : "as it is"}`, async () => {
            const bytes = asBase64 ? Buffer.from([0, 255, 128, 31, 139]) : Buffer.from("größer");
            const handler = proxyHandler(() => new Response(bytes, { headers }), refusals());
            const { body, isBase64Encoded } = await handler(
                loadBalancerEvent(new Request("https://console.example/"), null),
            );
            assert.equal(isBase64Encoded, asBase64);
            assert.deepEqual(Buffer.from(body, asBase64 ? "base64" : "utf8"), bytes);
        });
    }
});
