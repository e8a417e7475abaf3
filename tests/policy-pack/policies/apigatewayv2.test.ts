import apigatewayv2 from "../../../policy-pack/policies/apigatewayv2";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import { api, apiStage, resource } from "./apigateway/resources";

const route = (routeKey: string, inputs: Inputs = {}) => resource("apigatewayv2/route", { routeKey, ...inputs });
const integration = (inputs: Inputs) =>
    resource("apigatewayv2/integration", { integrationType: "HTTP_PROXY", connectionType: "VPC_LINK", ...inputs });
const quick = (inputs: Inputs) => api({ protocolType: "HTTP", target: "https://orders.example.com", ...inputs });
const QUICK = "Remove `target`, and give it an `aws.apigatewayv2.Route` with an `authorizationType`.";
const LISTENER = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/orders/1/2";
const stageOf = (settings: Inputs) =>
    apiStage({ apiId: unknown(), ...settings }, { name: "stage", from: { apiId: ["it"] } });

describeService(apigatewayv2, {
    "apigatewayv2-route-authorization": {
        says: 'Set `authorizationType` to "AWS_IAM", "JWT" or "CUSTOM".',
        compliant: {
            tokens: route("GET /orders", { authorizationType: "JWT" }),
            "what browsers ask": route("OPTIONS /orders"),
            "a message, of a connection that was asked": route("sendMessage"),
            "the end of a connection": route("$disconnect"),
            "an API whose routes are its own": api({ protocolType: "HTTP" }),
            "quick create of what browsers ask": quick({ routeKey: "OPTIONS /orders" }),
            "quick create, and a document instead": quick({ body: "openapi: 3.0.1" }),
        },
        violating: {
            "not said": route("GET /orders"),
            anybody: route("ANY /{proxy+}", { authorizationType: "NONE" }),
            "anybody else": route("$default"),
            "a connection": route("$connect"),
            "quick create": { resources: quick({}), says: [QUICK] },
            "quick create of a route": { resources: quick({ routeKey: "GET /orders" }), says: [QUICK] },
            "quick create of what is not made yet": { resources: quick({ target: unknown() }), says: [QUICK] },
        },
        absent: "compliant",
    },
    "apigatewayv2-integration-private-tls": {
        says: "Set `tlsConfig.serverNameToVerify` to the name in the server's certificate.",
        compliant: {
            "a server whose name is expected": integration({
                integrationUri: LISTENER,
                tlsConfig: { serverNameToVerify: "orders.example.com" },
            }),
            "an address of a WebSocket API": integration({ integrationUri: "https://orders.example.com" }),
            "over the internet": integration({ connectionType: "INTERNET", integrationUri: "https://example.com" }),
        },
        violating: {
            "not encrypted": integration({ integrationUri: LISTENER }),
            "an address that names another one": integration({ integrationUri: "http://a.example.com/?to=https://b" }),
        },
        absent: "compliant",
    },
    "apigatewayv2-websocket-logging": {
        says: 'Set `defaultRouteSettings.loggingLevel` of its stages to "ERROR" or "INFO".',
        compliant: {
            logged: [api({ protocolType: "WEBSOCKET" }), stageOf({ defaultRouteSettings: { loggingLevel: "ERROR" } })],
            "logged in full": [
                api({ protocolType: "WEBSOCKET" }),
                stageOf({ defaultRouteSettings: { loggingLevel: "INFO" } }),
            ],
            "an HTTP API, which cannot log": [api({ protocolType: "HTTP" }), stageOf({})],
        },
        violating: {
            off: [api({ protocolType: "WEBSOCKET" }), stageOf({ defaultRouteSettings: { loggingLevel: "OFF" } })],
            "not said": [api({ protocolType: "WEBSOCKET" }), stageOf({})],
            "one of two": [
                api({ protocolType: "WEBSOCKET" }),
                stageOf({ defaultRouteSettings: { loggingLevel: "ERROR" } }),
                { ...stageOf({}), name: "other" },
            ],
        },
        absent: "compliant",
        unknown: {
            "settings that a function of the program tells": {
                resources: [api({ protocolType: "WEBSOCKET" }), stageOf({ defaultRouteSettings: unknown() })],
                undetermined: 'Not known before the update: `defaultRouteSettings.loggingLevel` of "stage".',
            },
        },
    },
});
