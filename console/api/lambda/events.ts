import { randomUUID } from "node:crypto";
import type { ALBEvent, ALBResult, APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import type { Log } from "../dependencies";
import { ApiError } from "../http/errors";
import { refusal } from "./refusal";

/** What API Gateway's REST proxy and a load balancer send; both say the same in nearly the same words. */
export type ProxyEvent = APIGatewayProxyEvent | ALBEvent;
export type ProxyResult = APIGatewayProxyResult & ALBResult;

/** Answers events by an application that knows requests only. */
export function proxyHandler(
    fetch: (request: Request) => Response | Promise<Response>,
    log: Pick<Log, "request">,
): (event: ProxyEvent) => Promise<ProxyResult> {
    return async (event) => {
        const request = toRequest(event);
        const response = request ? await fetch(request) : refused(event, log);
        return toResult(event, response);
    };
}

/**
 * Dot segments, and what a URL reads as a slash or not at all: whoever judged such a path before us, a gateway or a
 * firewall, may have judged another one than we would answer.
 */
const AMBIGUOUS_PATH = /[\\\t\n\r]|\/(\.|%2e){1,2}(\/|$)/i;

/** The request of an event; undefined for one that HTTP could not carry. */
function toRequest(event: ProxyEvent): Request | undefined {
    try {
        const headers = new Headers();
        for (const [name, values] of Object.entries(event.multiValueHeaders ?? single(event.headers))) {
            values?.forEach((value) => headers.append(name, value));
        }
        // The limit of bodies would trust it.
        headers.delete("Content-Length");
        if (AMBIGUOUS_PATH.test(event.path)) {
            return undefined;
        }
        const url = new URL("https://console.internal");
        // The path of a load balancer is encoded, that of API Gateway may be decoded. The names of the API need neither.
        url.pathname = event.path;
        url.search = queryOf(event);
        // Of a request without a body, a load balancer sends an empty one, which a GET cannot have.
        const body = event.body ? Buffer.from(event.body, event.isBase64Encoded ? "base64" : "utf8") : null;
        return new Request(url, { method: event.httpMethod, headers, body });
    } catch {
        return undefined;
    }
}

function refused({ httpMethod }: ProxyEvent, log: Pick<Log, "request">): Response {
    const error = new ApiError(400, "This is no request that HTTP could carry.");
    return refusal({ requestId: randomUUID(), method: httpMethod, milliseconds: 0 }, error, log);
}

function queryOf(event: ProxyEvent): string {
    const query = new URLSearchParams();
    // API Gateway decodes queries, a load balancer hands them on as they came.
    const decode = isOfLoadBalancer(event) ? fromQuery : (text: string): string => text;
    const given = event.multiValueQueryStringParameters ?? single(event.queryStringParameters);
    for (const [name, values] of Object.entries(given)) {
        values?.forEach((value) => query.append(decode(name), decode(value)));
    }
    return query.toString();
}

function fromQuery(text: string): string {
    return decodeURIComponent(text.replaceAll("+", " "));
}

async function toResult(event: ProxyEvent, response: Response): Promise<ProxyResult> {
    const headers = Object.fromEntries(response.headers);
    const isBase64Encoded = !isText(response.headers);
    const body = Buffer.from(await response.arrayBuffer()).toString(isBase64Encoded ? "base64" : "utf8");
    const result = { statusCode: response.status, body, isBase64Encoded };
    // A load balancer that sends several values of a header wants them back so, and takes nothing else then.
    const isMulti = isOfLoadBalancer(event) && event.multiValueHeaders !== undefined;
    return isMulti
        ? {
              ...result,
              multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
          }
        : { ...result, headers };
}

/** What JSON carries as it is, and hardly longer. */
function isText(headers: Headers): boolean {
    const type = headers.get("Content-Type") ?? "text/plain";
    return !headers.has("Content-Encoding") && /^(application\/json|text\/plain)\b/.test(type);
}

function isOfLoadBalancer(event: ProxyEvent): event is ALBEvent {
    return "elb" in event.requestContext;
}

type Values = Readonly<Record<string, string[] | undefined>>;

function single(values: Readonly<Record<string, string | undefined>> | null | undefined): Values {
    return Object.fromEntries(
        Object.entries(values ?? {}).map(([name, value]) => [name, value === undefined ? undefined : [value]]),
    );
}
