import {
    all,
    any,
    isGood,
    must,
    mustNot,
    not,
    resourcePolicy,
    say,
    service,
    set,
    settingPolicy,
} from "../../evaluation";
import { stackPolicy, when, type ResourceReader, type Truth, type Value } from "../../evaluation";
import { API_GATEWAY_TLS_POLICIES } from "../../dated";
import { parseYaml } from "../../yaml";
import { mustLetNoOutsidersIn } from "../documents";
import { policyOf, typesWithPolicy } from "../resourcePolicies";
import { API, API_DOMAIN_NAME, DOMAIN_NAME, domainOf, METHOD, REST_API } from "./resources";

/**
 * What Security Hub takes.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-11
 */
const RECOMMENDED = [
    "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
    "SecurityPolicy_TLS13_1_3_2025_09",
    "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
    "SecurityPolicy_TLS13_2025_EDGE",
    "SecurityPolicy_TLS12_PFS_2025_EDGE",
];

/** Where a type says which security policy it has. */
function securityPolicyPath(type: string): [string, ...string[]] {
    return type === API_DOMAIN_NAME ? ["domainNameConfiguration", "securityPolicy"] : ["securityPolicy"];
}

function securityPolicyOf(resource: ResourceReader): Value {
    return resource.get(...securityPolicyPath(resource.type));
}

const METHOD_EXAMPLE = (more: string): string => `new aws.apigateway.Method("orders", {
    restApi: "a1b2c3",
    resourceId: "d4e5f6",
    httpMethod: "POST",
    authorization: "AWS_IAM",${more === "" ? "" : `\n    ${more}`}
});`;

/** The operations of a path of an OpenAPI document, without what browsers ask before they may ask. */
const OPERATIONS = ["get", "put", "post", "delete", "patch", "head", "x-amazon-apigateway-any-method"];

/** Whether each operation of an OpenAPI document asks who calls, by what it says itself or by what the document does. */
function asksWhoCalls(document: Value): Truth {
    const operations = document
        .get("paths")
        .entries()
        .flatMap(([, path]) => OPERATIONS.map((name) => path.get(name)))
        .filter((operation) => !operation.isAbsent);
    return all(
        operations.map((operation) => {
            const own = operation.get("security");
            const type = operation.get("x-amazon-apigateway-auth", "type").absentAs("NONE");
            return any([(own.isAbsent ? document.get("security") : own).isPresent(), not(type.is("NONE"))]);
        }),
    );
}

const ENDPOINT = "disableExecuteApiEndpoint";

export default service("apigateway", [
    resourcePolicy({
        id: "apigateway-method-authorization",
        title: "Methods of API Gateway ask who calls",
        severity: "medium",
        types: [METHOD],
        controls: { nist: ["AC-3", "IA-2"], whitepaper: ["account security"] },
        why: "Anybody may call the method, and what is behind it.",
        fix: { text: "Let IAM, a Cognito user pool or a function authorize requests.", example: METHOD_EXAMPLE("") },
        check(method) {
            const authorization = method.get("authorization").absentAs("NONE");
            return mustNot(
                all([
                    authorization.is("NONE"),
                    // Browsers ask without credentials whether they may ask.
                    not(method.get("httpMethod").is("OPTIONS")),
                    not(method.get("apiKeyRequired").is(true)),
                ]),
                say`Set ${authorization} to something else than "NONE".`,
            );
        },
    }),
    resourcePolicy({
        id: "apigateway-body-authorization",
        title: "APIs that are imported ask who calls",
        severity: "medium",
        types: [REST_API, API],
        controls: { nist: ["AC-3", "IA-2"], whitepaper: ["account security"] },
        why: "An OpenAPI document makes methods without a resource of their own. Where it asks for nothing, anybody may call them, and what is behind.",
        fix: {
            text: "Name an authorizer, or IAM, for each operation or for the whole document.",
            example: `new aws.apigateway.RestApi("orders", {
    body: JSON.stringify({
        openapi: "3.0.1",
        paths: { "/orders": { get: { "x-amazon-apigateway-auth": { type: "AWS_IAM" } } } },
    }),
});`,
        },
        check(api) {
            const body = api.get("body");
            const document = body.parsed(parseYaml);
            return must(
                body.isAbsent || (document.isKnown ? asksWhoCalls(document) : document.noteUndetermined()),
                say`Give each operation in ${body} a \`security\`, or an \`x-amazon-apigateway-auth\` other than "NONE".`,
            );
        },
    }),
    settingPolicy({
        id: "apigateway-request-validation",
        title: "API Gateway checks requests before it passes them on",
        severity: "low",
        offByDefault: true,
        types: [METHOD],
        controls: { nist: ["SI-10"], whitepaper: ["account security"] },
        why: "What is behind the gateway gets requests of any shape, and has to refuse them itself.",
        fix: {
            text: "Name a validator, and the models of requests.",
            example: METHOD_EXAMPLE(`requestValidatorId: "g7h8i9",`),
        },
        setting: "requestValidatorId",
        must: { beSet: "the id of a request validator" },
        appliesIf: (method) => not(method.get("httpMethod").is("OPTIONS")),
    }),
    resourcePolicy({
        id: "apigateway-domain-tls",
        title: "API Gateway refuses TLS before 1.2",
        severity: "medium",
        types: [DOMAIN_NAME, API_DOMAIN_NAME, REST_API],
        controls: { nist: ["SC-8", "SC-13"], whitepaper: ["account security"] },
        why: "Older versions of TLS have known flaws, by which what is sent can be read.",
        fix: {
            text: "Say `TLS_1_2`, or one of the newer policies.",
            example: `new aws.apigateway.DomainName("api", {
    domainName: "api.example.com",
    regionalCertificateArn: "arn:aws:acm:eu-west-1:111122223333:certificate/a1b2c3",
    endpointConfiguration: { types: "REGIONAL" },
    securityPolicy: "TLS_1_2",
});`,
        },
        knowledge: [API_GATEWAY_TLS_POLICIES],
        check(resource, _, today) {
            const policy = securityPolicyOf(resource);
            // A REST API that says nothing is judged by its domain name.
            const applies = resource.type === REST_API ? policy.isPresent() : true;
            return when(
                applies,
                must(isGood(policy, API_GATEWAY_TLS_POLICIES, today), say`Set ${policy} to "TLS_1_2" or newer.`),
            );
        },
        remediation: ({ type }) => [set(securityPolicyPath(type), "TLS_1_2")],
    }),
    settingPolicy({
        id: "apigateway-domain-recommended-tls",
        title: "Domain names of API Gateway use a security policy that AWS recommends",
        severity: "medium",
        types: [DOMAIN_NAME],
        controls: { fsbp: ["APIGateway.11"], nist: ["SC-8", "SC-13"], whitepaper: ["account security"] },
        why: "What else there is with TLS 1.2 takes ciphers without forward secrecy, or by blocks: a key that is stolen later opens what was recorded, and attacks on them are known.",
        fix: {
            text: "Name a policy with TLS 1.3 alone, or with TLS 1.2 and perfect forward secrecy (`PFS`).",
            example: `new aws.apigateway.DomainName("api", {
    domainName: "api.example.com",
    regionalCertificateArn: "arn:aws:acm:eu-west-1:111122223333:certificate/a1b2c3",
    endpointConfiguration: { types: "REGIONAL" },
    endpointAccessMode: "STRICT",
    securityPolicy: "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
});`,
        },
        setting: "securityPolicy",
        must: { beOneOf: RECOMMENDED },
    }),
    resourcePolicy({
        id: "apigateway-policy-no-public",
        title: "Policies of API Gateway let no outsiders in",
        severity: "high",
        types: typesWithPolicy("apiGateway"),
        controls: { cis7: ["2.21"], nist: ["AC-3"], whitepaper: ["account security"] },
        why: "The policy is there to say who may call the API; one that allows everybody says nothing.",
        fix: {
            text: "Name the accounts, VPC endpoints or addresses that may call it.",
            example: `new aws.apigateway.RestApiPolicy("api", {
    restApiId: "a1b2c3",
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["111122223333"] }],
            actions: ["execute-api:Invoke"],
            resources: ["execute-api:/*"],
        }],
    }).json,
});`,
        },
        check: (api) => mustLetNoOutsidersIn(policyOf(api), say`Name who may call it, or scope it by a condition.`),
    }),
    settingPolicy({
        id: "apigateway-private-endpoint",
        title: "REST APIs are reached from a VPC only",
        severity: "medium",
        offByDefault: true,
        types: [REST_API],
        controls: { nist: ["SC-7"], whitepaper: ["VPC"] },
        why: "An API with a public endpoint is called from anywhere.",
        fix: {
            text: "Give the API a private endpoint.",
            example: `new aws.apigateway.RestApi("api", { endpointConfiguration: { types: "PRIVATE" } });`,
        },
        setting: "endpointConfiguration.types",
        must: { be: "PRIVATE" },
        default: "EDGE",
    }),
    stackPolicy({
        id: "apigateway-default-endpoint-disabled",
        title: "APIs with a domain name of their own have no other",
        severity: "low",
        types: [REST_API, API],
        controls: { nist: ["SC-7"], whitepaper: ["account security"] },
        why: "By the name that AWS gives, callers go past what guards your own: its TLS policy, client certificates and firewall.",
        fix: {
            text: "Disable the default endpoint.",
            example: `new aws.apigatewayv2.Api("api", { protocolType: "HTTP", disableExecuteApiEndpoint: true });`,
        },
        check(api, stack) {
            const hasDomain = any(domainOf.map((link) => stack.linkedTo(api, link).exists()));
            // The provider fills it in for REST APIs only.
            const disabled = api.type === REST_API ? api.given(ENDPOINT) : api.get(ENDPOINT);
            return when(hasDomain, must(disabled.is(true), say`Set ${disabled} to true.`));
        },
    }),
    resourcePolicy({
        id: "apigateway-cors-no-wildcard",
        title: "HTTP APIs let only certain websites read",
        severity: "medium",
        types: [API],
        controls: { nist: ["AC-4"], whitepaper: ["account security"] },
        why: "With any origin, every website that a user visits may call the API and read what it answers.",
        fix: {
            text: "Name the websites that call it.",
            example: `new aws.apigatewayv2.Api("api", {
    protocolType: "HTTP",
    corsConfiguration: { allowOrigins: ["https://console.example.com"], allowMethods: ["GET"] },
});`,
        },
        check(api) {
            const origins = api.get("corsConfiguration", "allowOrigins");
            return mustNot(
                origins.some((origin) => origin.isOneOf(["*", "https://*", "http://*"])),
                say`Name the websites in ${origins}, without "*" for any host.`,
            );
        },
    }),
]);
