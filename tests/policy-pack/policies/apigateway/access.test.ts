import access from "../../../../policy-pack/policies/apigateway/access";
import { describeService } from "../../support/describe";
import { unknown, type Inputs } from "../../support/inputs";
import { api, resource, restApi } from "./resources";

const method = (inputs: Inputs) =>
    resource("apigateway/method", { httpMethod: "POST", resourceId: "d4e5f6", authorization: "AWS_IAM", ...inputs });
const domainName = (inputs: Inputs) => resource("apigateway/domainName", { domainName: "api.example.com", ...inputs });
const apiDomainName = (inputs: Inputs) => resource("apigatewayv2/domainName", { domainNameConfiguration: inputs });
const policy = (principal: string, condition?: Inputs): string =>
    JSON.stringify({
        Statement: {
            Effect: "Allow",
            Principal: { AWS: principal },
            Action: "execute-api:Invoke",
            Resource: "execute-api:/*",
            Condition: condition,
        },
    });
/** An OpenAPI document with these operations of one path. */
const document = (operations: Inputs, more: Inputs = {}): Inputs => ({
    body: JSON.stringify({ openapi: "3.0.1", paths: { "/": operations }, ...more }),
});
const auth = (type: string): Inputs => ({ "x-amazon-apigateway-auth": { type } });
const PUBLIC = "Statement 1 of `policy` lets anybody in. Name who may call it, or scope it by a condition.";
const TLS = 'Set `securityPolicy` to "TLS_1_2" or newer.';
const TLS_V2 = 'Set `domainNameConfiguration.securityPolicy` to "TLS_1_2" or newer.';
const mapping = (module: string, by: string) =>
    resource(module, { [by]: unknown(), domainName: "api.example.com" }, { name: "mapping", from: { [by]: ["it"] } });

describeService(access, {
    "apigateway-method-authorization": {
        says: 'Set `authorization` to something else than "NONE".',
        compliant: {
            IAM: method({}),
            "what browsers ask": method({ httpMethod: "OPTIONS", authorization: "NONE" }),
            "a key": method({ authorization: "NONE", apiKeyRequired: true }),
        },
        violating: {
            anybody: method({ authorization: "NONE" }),
            "anybody, without a key": method({ authorization: "NONE", apiKeyRequired: false }),
        },
        absent: "violating",
    },
    "apigateway-body-authorization": {
        says: 'Give each operation in `body` a `security`, or an `x-amazon-apigateway-auth` other than "NONE".',
        compliant: {
            "an authorizer": restApi(document({ get: { security: [{ users: [] }] } })),
            IAM: restApi(document({ "x-amazon-apigateway-any-method": auth("AWS_IAM") })),
            "an authorizer for all": api(document({ get: {}, post: {} }, { security: [{ users: [] }] })),
            "what browsers ask": restApi(document({ options: {} })),
            "no operation": restApi(document({ parameters: [] })),
            "in YAML": restApi({ body: "paths:\n  /:\n    get:\n      security:\n        - users: []\n" }),
            "methods of their own": restApi({ name: "orders" }),
        },
        violating: {
            anybody: restApi(document({ get: {} })),
            "anybody, of the second kind": api(document({ "x-amazon-apigateway-any-method": {} })),
            "one of two": restApi(document({ get: { security: [{ users: [] }] }, post: {} })),
            "one that takes back what is asked for all": restApi(
                document({ delete: { security: [] } }, { security: [{ users: [] }] }),
            ),
            "nothing for all": restApi(document({ put: {} }, { security: [] })),
            "no IAM": restApi(document({ patch: auth("NONE") })),
            "in YAML": restApi({ body: "paths:\n  /:\n    head:\n      responses: {}\n" }),
        },
        absent: "compliant",
        unknown: {
            "the document": {
                resources: restApi({ body: unknown() }),
                undetermined: "Not known before the update: `body`.",
            },
        },
        malformed: {
            "no document": { resources: restApi({ body: "{" }), undetermined: "Not of the type it should be: `body`." },
        },
    },
    "apigateway-request-validation": {
        says: "Set `requestValidatorId` to the id of a request validator.",
        compliant: {
            checked: method({ requestValidatorId: "g7h8i9" }),
            "what browsers ask": method({ httpMethod: "OPTIONS" }),
        },
        violating: { "not checked": method({}) },
        absent: "violating",
    },
    "apigateway-domain-tls": {
        says: TLS,
        compliant: {
            "1.2": domainName({ securityPolicy: "TLS_1_2" }),
            "1.3": domainName({ securityPolicy: "SecurityPolicy_TLS13_1_3_2025_09" }),
            "1.2 for APIs of the second kind": apiDomainName({ securityPolicy: "TLS_1_2" }),
            "a REST API": restApi({ securityPolicy: "TLS_1_2" }),
        },
        violating: {
            "1.0": domainName({ securityPolicy: "TLS_1_0" }),
            "1.0 of a REST API": restApi({ securityPolicy: "TLS_1_0" }),
            "1.0 for APIs of the second kind": {
                resources: apiDomainName({ securityPolicy: "TLS_1_0" }),
                says: [TLS_V2],
            },
        },
        absent: {
            "a domain name": { resources: domainName({}), says: [TLS] },
            "a domain name for APIs of the second kind": { resources: apiDomainName({}), says: [TLS_V2] },
            "a REST API": { resources: restApi() },
        },
        unknown: {
            "one newer than the table": {
                resources: { ...domainName({ securityPolicy: "SecurityPolicy_TLS14_2030_01", tags: unknown() }) },
                undetermined: "Not among the security policies of API Gateway as of 2026-09-30: `securityPolicy`.",
            },
        },
    },
    "apigateway-domain-recommended-tls": {
        says: `Set \`securityPolicy\` to "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09", "SecurityPolicy_TLS13_1_3_2025_09", "SecurityPolicy_TLS13_1_3_FIPS_2025_09", "SecurityPolicy_TLS13_2025_EDGE" or "SecurityPolicy_TLS12_PFS_2025_EDGE".`,
        compliant: {
            "1.3 alone": domainName({ securityPolicy: "SecurityPolicy_TLS13_1_3_2025_09" }),
            "1.2 with forward secrecy": domainName({ securityPolicy: "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09" }),
            "1.2 with forward secrecy at the edge": domainName({
                securityPolicy: "SecurityPolicy_TLS12_PFS_2025_EDGE",
            }),
        },
        violating: {
            "1.2": domainName({ securityPolicy: "TLS_1_2" }),
            "1.2 without forward secrecy": domainName({ securityPolicy: "SecurityPolicy_TLS13_1_2_PQ_2025_09" }),
            "one that the control does not name": domainName({
                securityPolicy: "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09",
            }),
        },
        absent: "violating",
    },
    "apigateway-policy-no-public": {
        says: PUBLIC,
        compliant: {
            "an account": restApi({ policy: policy("111122223333") }),
            "a VPC endpoint": resource("apigateway/restApiPolicy", {
                policy: policy("*", { StringEquals: { "aws:SourceVpce": "vpce-1" } }),
            }),
        },
        violating: {
            "an API": restApi({ policy: policy("*") }),
            "a policy of its own": resource("apigateway/restApiPolicy", { policy: policy("*") }),
            "a private domain name": domainName({ policy: policy("*") }),
        },
        absent: "compliant",
    },
    "apigateway-private-endpoint": {
        says: 'Set `endpointConfiguration.types` to "PRIVATE".',
        compliant: { private: restApi({ endpointConfiguration: { types: "PRIVATE" } }) },
        violating: { regional: restApi({ endpointConfiguration: { types: "REGIONAL" } }) },
        absent: "violating",
    },
    "apigateway-default-endpoint-disabled": {
        says: "Set `disableExecuteApiEndpoint` to true.",
        compliant: {
            disabled: [restApi({ disableExecuteApiEndpoint: true }), mapping("apigateway/basePathMapping", "restApi")],
            "no domain name": restApi({ disableExecuteApiEndpoint: false }),
        },
        violating: {
            "a REST API": [restApi(), mapping("apigateway/basePathMapping", "restApi")],
            "a REST API, before the provider fills it in": [
                { ...restApi(), outputs: { disableExecuteApiEndpoint: unknown() } },
                mapping("apigateway/basePathMapping", "restApi"),
            ],
            "a REST API, by a mapping of the second kind": [restApi(), mapping("apigatewayv2/apiMapping", "apiId")],
            "an HTTP API": [
                api({ protocolType: "HTTP", disableExecuteApiEndpoint: false }),
                mapping("apigatewayv2/apiMapping", "apiId"),
            ],
        },
        absent: "compliant",
        unknown: {
            "a function of the program tells it of an HTTP API": {
                resources: [
                    api({ protocolType: "HTTP", disableExecuteApiEndpoint: unknown() }),
                    mapping("apigatewayv2/apiMapping", "apiId"),
                ],
                undetermined: "Not known before the update: `disableExecuteApiEndpoint`.",
            },
        },
    },
    "apigateway-cors-no-wildcard": {
        says: 'Name the websites in `corsConfiguration.allowOrigins`, without "*" for any host.',
        compliant: { "one website": api({ corsConfiguration: { allowOrigins: ["https://console.example.com"] } }) },
        violating: {
            "any website": api({ corsConfiguration: { allowOrigins: ["https://console.example.com", "*"] } }),
            "any website over TLS": api({ corsConfiguration: { allowOrigins: ["https://*"] } }),
            "any website without TLS": api({ corsConfiguration: { allowOrigins: ["http://*"] } }),
        },
        absent: "compliant",
    },
});
