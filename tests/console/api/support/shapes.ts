import type { ALBEvent, APIGatewayProxyEvent } from "aws-lambda";
import type { Api } from "../../../../console/api/http/router";
import { proxyHandler, type ProxyEvent, type ProxyResult } from "../../../../console/api/lambda/events";

export type Send = (request: Request) => Promise<Response>;

/** The three ways in which a request reaches the API, each as AWS or Node hands it on. */
export function shapesOf(api: Api): Readonly<Record<"HTTP" | "API Gateway" | "load balancer", Send>> {
    const handler = proxyHandler((request) => api.fetch(request), { request: () => undefined });
    const through = (shape: (request: Request, body: Buffer | null) => ProxyEvent): Send => {
        return async (request) => {
            const bytes = Buffer.from(await request.arrayBuffer());
            return toResponse(await handler(shape(request, bytes.length === 0 ? null : bytes)));
        };
    };
    return {
        HTTP: async (request) => api.fetch(request),
        "API Gateway": through(apiGatewayEvent),
        "load balancer": through(loadBalancerEvent),
    };
}

export function apiGatewayEvent(request: Request, body: Buffer | null): APIGatewayProxyEvent {
    const { url, headers, query } = partsOf(request, true);
    const single = Object.fromEntries(Object.entries(query).map(([name, values]) => [name, values.at(-1)]));
    return {
        resource: "/{proxy+}",
        path: decodeURIComponent(url.pathname),
        httpMethod: request.method,
        headers: Object.fromEntries(request.headers),
        multiValueHeaders: headers,
        queryStringParameters: url.search === "" ? null : single,
        multiValueQueryStringParameters: url.search === "" ? null : query,
        pathParameters: null,
        stageVariables: null,
        requestContext: { stage: "api", requestId: "1" } as APIGatewayProxyEvent["requestContext"],
        body: body?.toString() ?? null,
        isBase64Encoded: false,
    };
}

/**
 * With several values per header, as a target group sends them that is set so; the body in base64, as for binary ones, and
 * empty where there is none.
 */
export function loadBalancerEvent(request: Request, body: Buffer | null): ALBEvent {
    const { url, headers, query } = partsOf(request, false);
    return {
        requestContext: {
            elb: { targetGroupArn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/a/1" },
        },
        httpMethod: request.method,
        path: url.pathname,
        multiValueHeaders: headers,
        multiValueQueryStringParameters: query,
        body: body?.toString("base64") ?? "",
        isBase64Encoded: body !== null,
    };
}

function partsOf(request: Request, decoded: boolean) {
    const url = new URL(request.url);
    const headers = Object.fromEntries([...request.headers].map(([name, value]) => [name, value.split(", ")]));
    const query = Object.create(null) as Record<string, string[]>;
    for (const [name, value] of url.searchParams) {
        const [key, text] = decoded ? [name, value] : [encodeURIComponent(name), encodeURIComponent(value)];
        query[key] = [...(query[key] ?? []), text];
    }
    return { url, headers, query };
}

export function toResponse(result: ProxyResult): Response {
    const { statusCode, body, isBase64Encoded = false, headers = {}, multiValueHeaders = {} } = result;
    const all = new Headers();
    Object.entries(headers).forEach(([name, value]) => all.append(name, String(value)));
    Object.entries(multiValueHeaders).forEach(([name, values]) =>
        values.forEach((value) => all.append(name, String(value))),
    );
    const isEmpty = statusCode === 304;
    const bytes = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
    return new Response(isEmpty ? null : bytes, { status: statusCode, headers: all });
}
