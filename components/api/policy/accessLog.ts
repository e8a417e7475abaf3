/**
 * A line of the access log. It has no path, which holds ids, but the route; no query, header or body; and of who called
 * an id, and no name or address of e-mail.
 * See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export const accessLogFormat = JSON.stringify({
    time: "$context.requestTimeEpoch",
    requestId: "$context.requestId",
    traceId: "$context.xrayTraceId",
    sourceIp: "$context.identity.sourceIp",
    caller: "$context.authorizer.claims.sub",
    principal: "$context.authorizer.principalId",
    method: "$context.httpMethod",
    route: "$context.resourcePath",
    status: "$context.status",
    error: "$context.error.responseType",
    firewall: "$context.wafResponseCode",
    milliseconds: "$context.responseLatency",
    functionMilliseconds: "$context.integrationLatency",
    functionStatus: "$context.integrationStatus",
    tls: "$context.tlsVersion",
});
