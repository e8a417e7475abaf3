import { all, any, must, not, resourcePolicy, say, service, stackPolicy, when } from "../evaluation";
import { API, INTEGRATION, mustNotBeQuick, ROUTE, stageOfApi } from "./apigateway/resources";

/** A key of a route that can ask who calls: of WebSockets only the one that connects, of HTTP all but that of browsers' questions. */
const ASKS = /^(\$connect$|\$default$|(?!OPTIONS )[A-Z]+ \/)/;

export default service("apigatewayv2", [
    resourcePolicy({
        id: "apigatewayv2-route-authorization",
        title: "Routes of API Gateway ask who calls",
        severity: "medium",
        types: [ROUTE, API],
        controls: { fsbp: ["APIGateway.8"], nist: ["AC-3", "IA-2", "CM-2"], whitepaper: ["account security"] },
        why: "Anybody may call the route, and what is behind it.",
        fix: {
            text: "Let IAM, tokens or a function authorize requests. The route that quick create makes can ask nobody: give the API one of its own instead.",
            example: `new aws.apigatewayv2.Route("orders", {
    apiId: "a1b2c3",
    routeKey: "GET /orders",
    authorizationType: "AWS_IAM",
});`,
        },
        check(route) {
            if (route.type === API) {
                // A document that is imported stands in place of what quick create made.
                const key = route.get("routeKey").absentAs("$default");
                return when(
                    all([key.judgeText((text) => ASKS.test(text)), not(route.get("body").isGiven())]),
                    mustNotBeQuick(route, say`an \`aws.apigatewayv2.Route\` with an \`authorizationType\``),
                );
            }
            const authorization = route.get("authorizationType").absentAs("NONE");
            return when(
                route.get("routeKey").judgeText((key) => ASKS.test(key)),
                must(not(authorization.is("NONE")), say`Set ${authorization} to "AWS_IAM", "JWT" or "CUSTOM".`),
            );
        },
    }),
    resourcePolicy({
        id: "apigatewayv2-integration-private-tls",
        title: "API Gateway talks TLS inside of the VPC too",
        severity: "medium",
        types: [INTEGRATION],
        controls: { fsbp: ["APIGateway.10"], nist: ["SC-8"], whitepaper: ["account security"] },
        why: "A link into the VPC is private, but not encrypted: who is on the way reads requests.",
        fix: {
            text: "Name the server whose certificate is expected.",
            example: `new aws.apigatewayv2.Integration("orders", {
    apiId: "a1b2c3",
    integrationType: "HTTP_PROXY",
    integrationMethod: "ANY",
    connectionType: "VPC_LINK",
    connectionId: "d4e5f6",
    integrationUri: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/orders/1/2",
    tlsConfig: { serverNameToVerify: "orders.internal.example.com" },
});`,
        },
        check(integration) {
            const server = integration.get("tlsConfig", "serverNameToVerify");
            const isHttps = integration.get("integrationUri").judgeText((uri) => /^https:/i.test(uri));
            return when(
                integration.get("connectionType").is("VPC_LINK"),
                must(any([server.isGiven(), isHttps]), say`Set ${server} to the name in the server's certificate.`),
            );
        },
    }),
    stackPolicy({
        id: "apigatewayv2-websocket-logging",
        title: "Stages of WebSocket APIs log what goes wrong",
        severity: "medium",
        types: [API],
        controls: { fsbp: ["APIGateway.1"], nist: ["AU-2", "AU-12"], whitepaper: ["account security"] },
        why: "Without execution logs nobody sees why messages fail, or that somebody tries what is forbidden.",
        fix: {
            text: "Log errors in each stage.",
            example: `const chat = new aws.apigatewayv2.Api("chat", { protocolType: "WEBSOCKET" });
new aws.apigatewayv2.Stage("chat", {
    apiId: chat.id,
    defaultRouteSettings: { loggingLevel: "ERROR" },
});`,
        },
        check: (api, stack) =>
            when(
                api.get("protocolType").is("WEBSOCKET"),
                must(
                    stack
                        .linkedTo(api, stageOfApi)
                        .every((stage) => stage.get("defaultRouteSettings", "loggingLevel").isOneOf(["ERROR", "INFO"])),
                    say`Set \`defaultRouteSettings.loggingLevel\` of its stages to "ERROR" or "INFO".`,
                ),
            ),
    }),
]);
