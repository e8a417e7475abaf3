import type { Fault } from "../../shared/validate";
import { gatewayResponses } from "./gatewayResponses";
import { isObject, type Json, modelOf, modelsUsedBy, referredModel } from "./models";

/** What an API is made of, beside its document. */
export interface ApiFacts {
    /** ARN by which API Gateway calls the function that answers. */
    invokeArn: string;
    /** User pools whose access tokens are taken, with one of these scopes; or a function that decides. */
    authorizer: { userPoolArns: string[]; scopes: string[] } | { invokeArn: string };
    /** VPC endpoints through which a private API is reached. Empty: it is none. */
    vpcEndpointIds: string[];
    /** Whether it has a domain of its own, and is called by no other. */
    hasDomain: boolean;
}

/**
 * TLS 1.2 or newer, with forward secrecy and post-quantum key exchange, for APIs and for domains of one's own.
 * See https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html
 */
export const securityPolicy = "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09";

/** Methods that API Gateway knows; what else is in a path is no operation. */
const methods = ["get", "put", "post", "delete", "options", "head", "patch"];
const pathFields = ["parameters", "summary", "description"];

/** How long the function may take; API Gateway waits no longer. */
const timeoutMilliseconds = 29_000;

const validator = "everything";

interface Operation {
    path: string;
    method: string;
    operation: Json;
    /** Parameters of the path and of the operation; those of the operation win. */
    parameters: Json[];
}

/**
 * What keeps a document from becoming an API: what API Gateway does not import, and what would leave an operation open.
 * See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export function documentFaults(document: Json, argument = "document"): Fault[] {
    const faults: Fault[] = [];
    const add = (at: string, fault: string, fix: string): void =>
        void faults.push({ argument: at === "" ? argument : `${argument} ${at}`, fault, fix });
    if (!/^3\.0\.\d+$/.test(String(document.openapi))) {
        add("", `"${String(document.openapi)}" is not OpenAPI 3.0`, "API Gateway imports OpenAPI 3.0");
    }
    const operations = operationsOf(document);
    if (operations.length === 0) {
        add("", "it has no operation", "pass the whole document, with its paths");
    }
    const extensions = [document, ...Object.values(pathsOf(document)), ...operations.map(({ operation }) => operation)];
    if (
        extensions.some((one) => isObject(one) && Object.keys(one).some((key) => key.startsWith("x-amazon-apigateway")))
    ) {
        add("", "it has extensions of API Gateway", "leave out x-amazon-apigateway-...: the component writes them");
    }
    for (const [path, item] of Object.entries(pathsOf(document))) {
        pathFaults(path).forEach((fault) =>
            add(path, fault, "write segments of letters, digits and _ - . , : or one {name} each"),
        );
        const unknown = Object.keys(isObject(item) ? item : {}).filter(
            (key) => !methods.includes(key) && !pathFields.includes(key) && !key.startsWith("x-"),
        );
        if (unknown.length > 0) {
            add(path, `API Gateway does not know ${unknown.join(", ")}`, `use ${methods.join(", ")}`);
        }
    }
    const used = new Set<string>();
    for (const { path, method, operation, parameters } of operations) {
        const at = `${method.toUpperCase()} ${path}`;
        const scheme = securityOf(document, operation);
        if ("fault" in scheme) {
            add(at, scheme.fault, `name the one security scheme whose token it takes, and no other`);
        } else {
            used.add(scheme.name);
        }
        parameters
            .filter((parameter) => !["path", "query", "header"].includes(String(parameter.in)))
            .forEach((parameter) =>
                add(at, `API Gateway takes no parameter in ${String(parameter.in)}`, "use path, query or header"),
            );
        const types = Object.keys(contentOf(operation));
        if (types.some((type) => type !== "application/json")) {
            add(at, "its body can be something else than JSON", "use application/json only");
        }
    }
    if (used.size > 1) {
        add("", `it uses several security schemes: ${[...used].join(", ")}`, "use one: an API has one authorizer");
    }
    for (const name of modelsUsedBy(
        document,
        operations.map(({ operation }) => schemaOf(operation)),
    )) {
        if (!/^[a-zA-Z0-9]+$/.test(name)) {
            add("", `"${name}" cannot be the name of a model`, "use letters and digits");
        } else if (!isObject(schemasOf(document)[name])) {
            add("", `there is no schema "${name}"`, "add it to components.schemas");
        }
    }
    return faults;
}

function pathFaults(path: string): string[] {
    const segments = path.split("/").slice(1);
    if (!path.startsWith("/")) {
        return ["it does not begin with /"];
    }
    if (path.includes("+}")) {
        return ["it would take every path below it"];
    }
    if (/^\/s?ping$/.test(path)) {
        return ["API Gateway answers it itself"];
    }
    const known = (segment: string): boolean => /^([\w.,:-]+|\{[\w.-]+\})$/.test(segment);
    return path === "/" || segments.every(known) ? [] : ["API Gateway does not know such a path"];
}

/** The security scheme of an operation, and the scopes that it names; or why it would be open, or closed for all. */
function securityOf(document: Json, operation: Json): { name: string; scopes: string[] } | { fault: string } {
    const requirements = operation.security ?? document.security;
    if (!Array.isArray(requirements) || requirements.length === 0) {
        return { fault: "it is open to everybody" };
    }
    const named = requirements.flatMap((one) => (isObject(one) ? [Object.entries(one)] : []));
    if (named.some((one) => one.length === 0)) {
        return { fault: "it is open to everybody" };
    }
    const [first, ...others] = named.flat();
    if (first === undefined || others.length > 0) {
        return { fault: "it takes more than one security scheme" };
    }
    const [name, scopes] = first;
    const schemes = isObject(document.components) ? document.components.securitySchemes : undefined;
    const scheme = isObject(schemes) ? schemes[name] : undefined;
    if (!isObject(scheme)) {
        return { fault: `there is no security scheme "${name}"` };
    }
    const bearer = scheme.type === "http" && String(scheme.scheme).toLowerCase() === "bearer";
    return bearer || scheme.type === "oauth2" || scheme.type === "openIdConnect"
        ? { name, scopes: Array.isArray(scopes) ? scopes.map(String) : [] }
        : { fault: `security scheme "${name}" is no token in Authorization` };
}

/**
 * A document as API Gateway imports it: the operations of `document`, which has no faults, each answered by the function,
 * behind the authorizer, and with required parameters and body checked first. What is not needed for that, such as
 * schemas of answers, is left out, so that a change of it deploys nothing.
 */
export function apiBody(document: Json, facts: ApiFacts): Json {
    const operations = operationsOf(document);
    const paths: Record<string, Json> = {};
    const models: Record<string, Json> = {};
    const used = modelsUsedBy(
        document,
        operations.map(({ operation }) => schemaOf(operation)),
    );
    for (const name of used) {
        models[name] = modelOf(schemasOf(document)[name]);
    }
    for (const { path, method, operation, parameters } of operations) {
        const schema = schemaOf(operation);
        const model = schema === undefined ? undefined : (referredModel(schema) ?? inlineName(method, path));
        if (schema !== undefined && model !== undefined) {
            models[model] ??= modelOf(schema);
        }
        const scheme = securityOf(document, operation);
        paths[path] = {
            ...paths[path],
            [method]: {
                ...(typeof operation.operationId === "string" ? { operationId: operation.operationId } : {}),
                ...(parameters.length === 0 ? {} : { parameters: parameters.map(parameterOf) }),
                ...(model === undefined
                    ? {}
                    : {
                          requestBody: {
                              required: true,
                              content: { "application/json": { schema: { $ref: `#/components/schemas/${model}` } } },
                          },
                      }),
                responses: { default: { description: "What the function answers." } },
                security: [{ authorizer: scopesOf(facts, "scopes" in scheme ? scheme.scopes : []) }],
                "x-amazon-apigateway-request-validator": validator,
                "x-amazon-apigateway-integration": {
                    type: "aws_proxy",
                    httpMethod: "POST",
                    uri: facts.invokeArn,
                    passthroughBehavior: "never",
                    timeoutInMillis: timeoutMilliseconds,
                },
            },
        };
    }
    const info = isObject(document.info) ? document.info : {};
    const isPrivate = facts.vpcEndpointIds.length > 0;
    return {
        openapi: "3.0.1",
        info: { title: info.title ?? "API", version: info.version ?? "1" },
        paths,
        components: {
            ...(Object.keys(models).length === 0 ? {} : { schemas: models }),
            securitySchemes: { authorizer: authorizerScheme(facts) },
        },
        "x-amazon-apigateway-request-validators": {
            [validator]: { validateRequestBody: true, validateRequestParameters: true },
        },
        "x-amazon-apigateway-gateway-responses": gatewayResponses,
        // Without one, a regional API takes TLS 1.0. Private names can be other than the API's, so SNI is not compared.
        "x-amazon-apigateway-security-policy": securityPolicy,
        "x-amazon-apigateway-endpoint-access-mode": isPrivate ? "BASIC" : "STRICT",
        ...(isPrivate || facts.hasDomain
            ? {
                  "x-amazon-apigateway-endpoint-configuration": {
                      ...(isPrivate ? { vpcEndpointIds: facts.vpcEndpointIds } : {}),
                      ...(facts.hasDomain ? { disableExecuteApiEndpoint: true } : {}),
                  },
              }
            : {}),
    };
}

/** User pools take access tokens, rather than id tokens, only where a scope is asked for. */
function scopesOf({ authorizer }: ApiFacts, ofOperation: string[]): string[] {
    if (!("userPoolArns" in authorizer)) {
        return [];
    }
    return ofOperation.length === 0 ? authorizer.scopes : ofOperation;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html */
function authorizerScheme({ authorizer }: ApiFacts): Json {
    const header = { type: "apiKey", name: "Authorization", in: "header" };
    if ("userPoolArns" in authorizer) {
        return {
            ...header,
            "x-amazon-apigateway-authtype": "cognito_user_pools",
            "x-amazon-apigateway-authorizer": { type: "cognito_user_pools", providerARNs: authorizer.userPoolArns },
        };
    }
    return {
        ...header,
        "x-amazon-apigateway-authtype": "custom",
        "x-amazon-apigateway-authorizer": {
            type: "request",
            identitySource: "method.request.header.Authorization",
            authorizerUri: authorizer.invokeArn,
            // An answer that is kept holds for every operation, whatever the one was that it was given for.
            authorizerResultTtlInSeconds: 0,
        },
    };
}

function parameterOf({ name, in: place, required, schema }: Json): Json {
    const type = isObject(schema) && typeof schema.type === "string" ? schema.type : "string";
    return { name, in: place, required: required === true || place === "path", schema: { type } };
}

/** The name of a model for a schema that has none. */
function inlineName(method: string, path: string): string {
    const words = [method, ...path.split(/[^a-zA-Z0-9]+/), "body"].filter((word) => word !== "");
    return words.map((word) => `${word[0]?.toUpperCase() ?? ""}${word.slice(1)}`).join("");
}

function operationsOf(document: Json): Operation[] {
    return Object.entries(pathsOf(document)).flatMap(([path, item]) =>
        Object.entries(isObject(item) ? item : {})
            .filter(([method]) => methods.includes(method))
            .flatMap(([method, operation]) =>
                isObject(operation) && isObject(item)
                    ? [{ path, method, operation, parameters: parametersOf(document, item, operation) }]
                    : [],
            ),
    );
}

function parametersOf(document: Json, item: Json, operation: Json): Json[] {
    const found = new Map<string, Json>();
    for (const one of [item.parameters, operation.parameters].flatMap((list): unknown[] =>
        Array.isArray(list) ? list : [],
    )) {
        const parameter = resolved(document, one);
        found.set(`${String(parameter.in)} ${String(parameter.name)}`, parameter);
    }
    return [...found.values()];
}

/** A parameter, where it is written. */
function resolved(document: Json, parameter: unknown): Json {
    const reference = isObject(parameter) ? parameter.$ref : undefined;
    const name = /^#\/components\/parameters\/(.+)$/.exec(String(reference))?.[1];
    const shared = isObject(document.components) ? document.components.parameters : undefined;
    const target = name === undefined ? parameter : isObject(shared) ? shared[name] : undefined;
    return isObject(target) ? target : {};
}

function pathsOf(document: Json): Json {
    return isObject(document.paths) ? document.paths : {};
}

function schemasOf(document: Json): Json {
    const schemas = isObject(document.components) ? document.components.schemas : undefined;
    return isObject(schemas) ? schemas : {};
}

function contentOf(operation: Json): Json {
    const content = isObject(operation.requestBody) ? operation.requestBody.content : undefined;
    return isObject(content) ? content : {};
}

/** The schema of an operation's body, where it needs one. */
function schemaOf(operation: Json): Json | undefined {
    const required = isObject(operation.requestBody) && operation.requestBody.required === true;
    const media = contentOf(operation)["application/json"];
    return required && isObject(media) && isObject(media.schema) ? media.schema : undefined;
}
