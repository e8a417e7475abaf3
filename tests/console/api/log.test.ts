import assert from "node:assert/strict";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";
import { errors } from "jose";
import type { Log } from "../../../console/api/dependencies";
import { ApiError } from "../../../console/api/http/errors";
import { describeError, lambdaLog } from "../../../console/api/lambda/log";
import { registryLog } from "../../../console/api/lambda/registryLog";
import { onceReady } from "../../../console/api/lambda/onceReady";

type Line = Readonly<Record<string, unknown>>;

/** What a function's log gets, line by line. */
function linesOf(tell: (log: Log) => void): Line[] {
    return written((logger, metrics) => tell(lambdaLog(logger, metrics)));
}

function written(tell: (logger: Logger, metrics: Metrics) => void): Line[] {
    const write = process.stdout.write.bind(process.stdout);
    const error = process.stderr.write.bind(process.stderr);
    let text = "";
    process.stdout.write = process.stderr.write = (chunk: string | Uint8Array) => {
        text += String(chunk);
        return true;
    };
    try {
        tell(new Logger({ serviceName: "test" }), new Metrics({ namespace: "Test", serviceName: "test" }));
    } finally {
        process.stdout.write = write;
        process.stderr.write = error;
    }
    return text
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Line);
}

const REQUEST = {
    requestId: "r-1",
    method: "GET",
    route: "listPatterns",
    status: 200,
    milliseconds: 12.34,
    subject: "s-1",
} as const;

describe("the log of a function", () => {
    it("has a line for a request, and its metrics by route", () => {
        const [line, metrics, ...others] = linesOf((log) => log.request(REQUEST));
        assert.deepEqual(others, []);
        const { requestId, method, route, status, milliseconds, subject, message, level } = line!;
        assert.deepEqual(
            { requestId, method, route, status, milliseconds, subject, message, level },
            { ...REQUEST, milliseconds: 12, message: "request", level: "INFO" },
        );
        const { _aws, ...values } = metrics!;
        assert.deepEqual(values, { service: "test", route: "listPatterns", Requests: 1, Faults: 0, Latency: 12.34 });
        const { CloudWatchMetrics } = _aws as { CloudWatchMetrics: unknown };
        assert.deepEqual(CloudWatchMetrics, [
            {
                Namespace: "Test",
                Dimensions: [["service", "route"]],
                Metrics: [
                    { Name: "Requests", Unit: "Count" },
                    { Name: "Faults", Unit: "Count" },
                    { Name: "Latency", Unit: "Milliseconds" },
                ],
            },
        ]);
    });

    it("counts answers of 500 and more as faults, one by one, and what reached no route under its own name", () => {
        const lines = linesOf((log) => {
            log.request({ ...REQUEST, status: 503, route: undefined });
            log.request({ ...REQUEST, status: 499 });
        });
        assert.deepEqual(
            lines.filter((line) => "_aws" in line).map(({ route, Requests, Faults }) => [route, Requests, Faults]),
            [
                ["none", 1, 1],
                ["listPatterns", 1, 0],
            ],
        );
    });

    it("tells a fault by its name and where it happened, and counts it", () => {
        const [line, metrics] = linesOf((log) =>
            log.fault({ requestId: "r-2", error: new TypeError("no such thing") }),
        );
        assert.equal(line!["requestId"], "r-2");
        assert.equal(line!["level"], "ERROR");
        const { name, text } = line!["fault"] as { name: string; text: string };
        assert.equal(name, "TypeError");
        assert.match(text, /^TypeError: no such thing\n {4}at .*log\.test\.ts/);
        assert.equal(metrics!["FaultsTold"], 1);
    });

    const shown: readonly [string, string][] = [
        ["a.b+c@x-y.example.com,d@e.org", "<address>,<address>"],
        ["a@b@c.example.com", "a@<address>"],
        ["of-eyJa.eyJb.c-d and eyJa.eyJb.", "of-<token> and <token>"],
        ["x.eyJa.b.c", "x.<token>"],
        ["eyJa.b eyJ.a.b keyJa.b.c a@b", "eyJa.b eyJ.a.b keyJa.b.c a@b"],
    ];
    for (const [message, text] of shown) {
        it(`an error that says ${message} says ${text}`, () => {
            assert.equal(describeError(message).text, text);
        });
    }

    // Read anew from each of its letters, a word as long as these takes minutes.
    for (const part of ["a", "a.", "eyJ-"]) {
        it(`a word of a million characters, made of ${part}, is told as it is`, () => {
            const word = part.repeat(1_000_000 / part.length);
            assert.equal(describeError(word).text, word);
        });
    }

    it("tells nothing of what libraries put into their errors, and no address or token that a message holds", () => {
        const claims = { email: "claimed@example.com", sub: "hunter2" };
        const all = [
            new errors.JWTClaimValidationFailed("unexpected claim", claims, "iss"),
            Object.assign(new Error("no"), { body: "hunter2", cause: new Error("hunter2") }),
            new Error("Endpoint: me.and+you@mail.example.com is not valid"),
            new Error("token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJodW50ZXIyIn0.c2lnbmVk is not one"),
            "thrown for other@example.com",
        ];
        const text = JSON.stringify(linesOf((log) => all.forEach((error) => log.fault({ requestId: "r", error }))));
        assert.doesNotMatch(text, /hunter2|@[\w-]*\.?example|eyJ|c2lnbmVk/);
        assert.match(text, /Endpoint: <address> is not valid/);
        assert.match(text, /token <token> is not one/);
        assert.match(text, /thrown for <address>/);
    });
});

describe("the log of the consumer and the synchroniser", () => {
    const linesOf = (tell: (log: ReturnType<typeof registryLog>) => void) =>
        written((logger, metrics) => tell(registryLog(logger, metrics)));

    it("has a line for what has changed, and none for what has not", () => {
        const [line, ...others] = linesOf((log) => {
            log.done({ item: "attribute TIER:A", outcome: "changed" });
            log.done({ item: "attribute TIER:B", outcome: "unchanged" });
        });
        assert.deepEqual(others, []);
        assert.deepEqual([line!["level"], line!["message"], line!["item"]], ["INFO", "changed", "attribute TIER:A"]);
    });

    it("tells a fault by its item, without what libraries put into it", () => {
        const error = Object.assign(new TypeError("no such thing"), { sent: "hunter2" });
        const [line] = linesOf((log) => log.fault({ item: "message 1", error }));
        assert.deepEqual([line!["level"], line!["item"]], ["ERROR", "message 1"]);
        assert.equal((line!["fault"] as { name: string }).name, "TypeError");
        assert.doesNotMatch(JSON.stringify(line), /hunter2/);
    });

    it("says which patterns have no pipeline, a line each, and how many as a metric", () => {
        const lines = linesOf((log) => {
            log.withoutPipeline(["WEB", "DB"]);
            log.end({ changed: 0, unchanged: 2, failed: 0, left: 0 });
        });
        const told = lines.slice(0, 2).map(({ level, message, item }) => [level, message, item]);
        assert.deepEqual(told, [
            ["WARN", "pattern without pipeline", "pattern WEB"],
            ["WARN", "pattern without pipeline", "pattern DB"],
        ]);
        assert.equal(lines.at(-1)!["WithoutPipeline"], 2);
    });

    it("ends with the counts, as a line and as metrics", () => {
        const [line, metrics] = linesOf((log) => log.end({ changed: 1, unchanged: 2, failed: 3, left: 4 }));
        const { changed, unchanged, failed, left } = line!;
        assert.deepEqual([changed, unchanged, failed, left], [1, 2, 3, 4]);
        const { _aws: _format, ...values } = metrics!;
        assert.deepEqual(values, { service: "test", Changed: 1, Unchanged: 2, Failed: 3, Left: 4 });
    });
});

describe("a function that needs something before it can answer", () => {
    it("makes it once, and answers 503 and says so as long as that fails", async () => {
        const requests: Parameters<Log["request"]>[0][] = [];
        const faults: Parameters<Log["fault"]>[0][] = [];
        const log: Log = {
            request: (entry) => requests.push(entry),
            fault: (entry) => faults.push(entry),
        };
        const outage = new Error("no secret");
        let made = 0;
        const fetch = onceReady(() => {
            made++;
            return made < 3 ? Promise.reject(outage) : Promise.resolve(() => new Response("ready"));
        }, log);
        const request = (): Promise<Response> | Response => fetch(new Request("https://console.internal/patterns"));
        for (const attempt of [0, 1]) {
            const response = await request();
            assert.equal(response.status, 503);
            assert.deepEqual(await response.json(), {
                error: "Not available at the moment: try again.",
                retryable: true,
            });
            assert.equal(response.headers.get("Cache-Control"), "no-store");
            assert.equal(requests[attempt]?.requestId, response.headers.get("X-Request-Id"));
            assert.equal(requests[attempt]?.status, 503);
        }
        assert.deepEqual(
            faults,
            requests.map(({ requestId }) => ({ requestId, error: outage })),
        );
        assert.equal(await (await request()).text(), "ready");
        assert.equal(await (await request()).text(), "ready");
        assert.equal(made, 3);
    });

    it("does not begin again after a fault of what it made", async () => {
        let made = 0;
        const fault = new ApiError(500, "broken");
        const fetch = onceReady(
            () => {
                made++;
                return Promise.resolve(() => {
                    throw fault;
                });
            },
            { request: () => undefined, fault: () => undefined },
        );
        const request = async () => fetch(new Request("https://console.internal/patterns"));
        await assert.rejects(request(), fault);
        await assert.rejects(request(), fault);
        assert.equal(made, 1);
    });
});
