import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { FunctionInvoker, SecureFunction } from "../compute/secureFunction";
import { keyOf, keyRule, keyUserFaults } from "../encryption/componentKey";
import { type EncryptionKey, KeyUser } from "../encryption/encryptionKey";
import { argumentsOf } from "../shared/arguments";
import { placeOf } from "../shared/arn";
import { type Check, each, flag, oneOf, text, whole } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { logGroup, logRetentionRule } from "../shared/logGroups";
import { afterwards, outputsOf } from "../shared/outputs";
import { policyDocument } from "../shared/policyDocument";
import { stableHash, stableJson } from "../shared/stableJson";
import type { Fault } from "../shared/validate";
import { firewallRule, FirewallScope, guardedBy, WebFirewall } from "../web/webFirewall";
import { accountLogging } from "./accountLogging";
import { type ApiDomainArgs, certificateRegionFaults, customDomain, domainFaults } from "./customDomain";
import { accessLogFormat } from "./policy/accessLog";
import { apiBody, documentFaults } from "./policy/apiBody";
import { functionVariable, invokeArnByStage, privateApiStatements, stageName } from "./policy/apiStatements";

/** From where an API is reached. */
export const ApiExposure = {
    /** Through named VPC endpoints only; it has no public address. */
    Vpc: "vpc",
    /** Through CloudFront only: its firewall blocks whatever does not show that it comes from there. */
    CloudFront: "cloudfront",
} as const;
export type ApiExposure = (typeof ApiExposure)[keyof typeof ApiExposure];

/** Arguments of {@link PrivateApi}. `document`, `function`, `exposure` and an authorizer are needed. */
export interface PrivateApiArgs {
    /**
     * OpenAPI 3.0 document of the API. Every operation names one security scheme, whose token the authorizer takes.
     * Plain. Needed.
     */
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- `unknown` has no counterpart in Pulumi's schemas
    document: Record<string, any>;
    /**
     * The function that answers every operation, as it is live: a SecureFunction, or the ARN by which API Gateway calls
     * any, `alias.invokeArn`, whose owner must then let `<executionArn>/live/*` call it. A SecureFunction may be told
     * what depends on the API's `hostName`. Needed.
     */
    function: SecureFunction | pulumi.Input<string>;
    /** From where it is reached: `vpc` or `cloudfront`. Plain. Needed. */
    exposure: ApiExposure;
    /**
     * VPC endpoints of the service execute-api through which it is reached. A plain list, with exposure `vpc` only.
     * Default: none.
     */
    vpcEndpointIds?: pulumi.Input<string>[];
    /**
     * A host of your own by which it is called, instead of API Gateway's name for it, which is then turned off.
     * Plain, with outputs inside. Default: none, API Gateway's name is its only one.
     */
    domain?: ApiDomainArgs;
    /**
     * The firewall in front: a WebFirewall, or the ARN of a regional web ACL. With exposure `cloudfront` a WebFirewall is
     * needed, whose `originSecrets` are the proof that a request came through CloudFront. Default: none.
     */
    firewall?: WebFirewall | pulumi.Input<string>;
    /** User pools of Cognito whose access tokens are taken, with `scopes`. A plain list. Default: none, with `authorizerFunction`. */
    userPoolArns?: pulumi.Input<string>[];
    /**
     * Scopes of which an access token needs one, where an operation names none itself, for example `openid`. Plain.
     * Default: none, with `authorizerFunction`.
     */
    scopes?: string[];
    /**
     * Function that decides, for every request, instead of a user pool; given as `function` is, and called by
     * `<executionArn>/authorizers/*`. Default: none, with `userPoolArns`.
     */
    authorizerFunction?: SecureFunction | pulumi.Input<string>;
    /** Requests per second, of all callers together, above which they are told to come again. Plain. Default: 50. */
    requestsPerSecond?: number;
    /** Requests at once, of all callers together. Plain. Default: 100. */
    burst?: number;
    /**
     * An EncryptionKey of the same account whose `users` include CloudWatchLogs, or the ARN of any key: its policy is
     * never touched, what its owner must add is the output `requiredKeyStatements`.
     * Default: a key of its own (1 USD a month).
     */
    key?: EncryptionKey | pulumi.Input<string>;
    /** Days for which the logs are kept, one of those that CloudWatch Logs offers. Plain. Default: 365. */
    logRetentionDays?: number;
    /**
     * Whether to make the role with which API Gateway writes logs, and set it for the whole account in the region.
     * API Gateway has one per account and region, for all APIs; it stays when the API goes. Plain.
     * Default: false, the account has one.
     */
    setsLoggingRoleOfAccount?: boolean;
    /**
     * Whether logs and key may be deleted with the stack. Plain. Default: false, they are protected and survive being
     * removed from the program. The API itself always goes with it.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of the API, its key and its logs. Default: the provider's. */
    region?: pulumi.Input<string>;
}

/** A function, as API Gateway calls it. */
const functionRule = {
    check: ((fn, argument) =>
        fn instanceof SecureFunction
            ? []
            : text(
                  (arn) =>
                      /^arn:[a-z-]+:apigateway:[a-z0-9-]+:lambda:path\/.+\/invocations$/.test(arn)
                          ? undefined
                          : "it is neither a SecureFunction nor such an ARN",
                  "pass a SecureFunction, or alias.invokeArn",
              )(fn, argument)) as Check<SecureFunction | string>,
    input: (fn: SecureFunction | string): pulumi.Input<string> => (fn instanceof SecureFunction ? fn.invokeArn : fn),
};

const endpointIds = each(
    text(
        (id) => (/^vpce-[0-9a-f]+$/.test(id) ? undefined : `"${id}" is not an id`),
        "pass ids, vpce-..., of endpoints",
    ),
);
const userPools = each(
    text(
        (arn) =>
            /^arn:[a-z-]+:cognito-idp:[a-z0-9-]+:\d{12}:userpool\/[\w-]+$/.test(arn)
                ? undefined
                : `"${arn}" is not the ARN of a user pool`,
        "pass pool.arn",
    ),
);
const scopeNames = each(
    text(
        (scope) => (/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope) ? undefined : `"${scope}" is no scope`),
        "pass a scope, for example openid",
    ),
);

export const privateApiArguments = argumentsOf<PrivateApiArgs>()(
    "PrivateApi",
    {
        document: {
            plain: true,
            needed: "pass an OpenAPI 3.0 document",
            check: documentFaults,
            why: "what is not in it does not exist; required parameters and bodies are checked before the function is called",
            cost: "3.50 USD per million requests",
        },
        function: {
            ...functionRule,
            late: true,
            needed: "pass the SecureFunction that answers",
            why: "called as it is live, and only by this API's stage",
        },
        exposure: {
            plain: true,
            needed: `use one of ${Object.values(ApiExposure).join(", ")}`,
            check: oneOf(ApiExposure),
            why: "nothing is public by omission",
        },
        vpcEndpointIds: {
            plain: true,
            late: true,
            check: endpointIds,
            why: "without naming them, VPCs of every account could call a private API",
        },
        domain: {
            plain: true,
            late: true,
            check: domainFaults,
            otherwise: "none, API Gateway's name is its only one",
            why: "one name and one certificate; API Gateway's own name for it is turned off",
        },
        firewall: {
            ...firewallRule,
            why: "APIGateway.4; its `originSecrets` close the way around CloudFront",
            cost: "see WebFirewall",
        },
        userPoolArns: {
            plain: true,
            late: true,
            check: userPools,
            why: "API Gateway checks tokens before the function is called",
        },
        scopes: {
            plain: true,
            check: scopeNames,
            why: "only with a scope API Gateway takes access tokens, rather than id tokens",
        },
        authorizerFunction: {
            ...functionRule,
            why: "asked each time: an answer that is kept holds for all operations",
        },
        requestsPerSecond: {
            plain: true,
            check: whole("requests", 1, 10_000),
            default: 50,
            why: "one API cannot use up what all APIs of the account share (10,000)",
        },
        burst: {
            plain: true,
            check: whole("requests", 1, 5_000),
            default: 100,
            why: "a page asks for several things at once",
        },
        key: { ...keyRule, otherwise: "a key of its own", why: "for the logs", cost: "1 USD" },
        logRetentionDays: logRetentionRule,
        setsLoggingRoleOfAccount: {
            plain: true,
            check: flag,
            default: false,
            why: "it is every API's of the account, so it belongs to none; without one, the stage is refused",
        },
        ...commonRules("the logs are evidence: logs and key are protected and kept; the API goes with the program"),
    },
    (values) => [
        ...exposureFaults(values),
        ...authorizerFaults(values),
        ...keyUserFaults(values.key, [KeyUser.CloudWatchLogs]),
    ],
);

type Right = Partial<PrivateApiArgs>;

function exposureFaults({ exposure, vpcEndpointIds, domain, firewall }: Right): Fault[] {
    const guarded = firewall instanceof WebFirewall ? guardedBy(firewall) : undefined;
    const faults: Fault[] = [];
    if (exposure === ApiExposure.Vpc && (vpcEndpointIds ?? []).length === 0) {
        const fix = "name the endpoints through which it is reached";
        faults.push({ argument: "vpcEndpointIds", fault: "none is given", fix });
    }
    if (domain !== undefined && pulumi.Output.isInstance(vpcEndpointIds)) {
        const fault = "it is an output, and domain needs to know how many there are";
        faults.push({ argument: "vpcEndpointIds", fault, fix: "pass a list, with outputs inside" });
    }
    if (exposure === ApiExposure.CloudFront && vpcEndpointIds !== undefined) {
        const fix = "leave them out, or use exposure vpc";
        faults.push({ argument: "vpcEndpointIds", fault: "CloudFront does not come through endpoints", fix });
    }
    if (exposure === ApiExposure.CloudFront && guarded?.origin !== true) {
        const fault = "without a firewall that has originSecrets, the API is reached around CloudFront";
        faults.push({ argument: "firewall", fault, fix: "pass a WebFirewall with originSecrets" });
    }
    if (exposure === ApiExposure.Vpc && guarded?.origin === true) {
        const fault = "its originSecrets block what comes through endpoints";
        faults.push({ argument: "firewall", fault, fix: "pass a WebFirewall without originSecrets" });
    }
    if (guarded?.scope === FirewallScope.CloudFront) {
        const fix = "pass a REGIONAL one, and give this one to the distribution";
        faults.push({ argument: "firewall", fault: "it is CloudFront's", fix });
    }
    return faults;
}

function authorizerFaults({ userPoolArns, scopes, authorizerFunction }: Right): Fault[] {
    const pools = userPoolArns !== undefined || scopes !== undefined;
    const fix = "pass userPoolArns and scopes, or authorizerFunction";
    if (pools === (authorizerFunction !== undefined)) {
        const fault = pools ? "it is given beside a user pool" : "nothing decides who may call the API";
        return [{ argument: "authorizerFunction", fault, fix }];
    }
    if (!pools) {
        return [];
    }
    return [
        ...((userPoolArns ?? []).length > 0 ? [] : [{ argument: "userPoolArns", fault: "none is given", fix }]),
        ...((scopes ?? []).length > 0 ? [] : [{ argument: "scopes", fault: "none is given", fix }]),
    ];
}

/** Kept beside the class: every field of it would be an output. */
const exposures = new WeakMap<PrivateApi, ApiExposure>();

/** From where an API is reached. */
export function exposureOf(api: PrivateApi): ApiExposure | undefined {
    return exposures.get(api);
}

/**
 * A REST API of API Gateway, made of an OpenAPI document and a function: every operation behind one authorizer, requests
 * checked by the document, reached through VPC endpoints or through CloudFront only, with access log, error log, traces
 * and a limit on requests.
 *
 * Cost: 3.50 USD per million requests, 0.50 USD per GB of log, 1 USD a month for its own key.
 * Controls: APIGateway.1, APIGateway.3, APIGateway.4, APIGateway.5, CloudWatch.16.
 */
export class PrivateApi extends pulumi.ComponentResource {
    /** The API. */
    public readonly api: aws.apigateway.RestApi;
    /** What is deployed of it; there is a new one whenever something in the API changes. */
    public readonly deployment: aws.apigateway.Deployment;
    /** The stage `live`, which is what is called. */
    public readonly stage: aws.apigateway.Stage;
    /** The access log. */
    public readonly logGroup: aws.cloudwatch.LogGroup;
    /** The log of what went wrong in API Gateway. */
    public readonly errorLogGroup: aws.cloudwatch.LogGroup;
    /** The key made for the logs; none with a key of yours. */
    public readonly key?: aws.kms.Key;
    /** ARN of the stage, there once its limits and its firewall are. */
    public readonly arn: pulumi.Output<string>;
    /** ARN by which callers of the API are allowed, without stage, method and path. */
    public readonly executionArn: pulumi.Output<string>;
    /** The domain of your own; none without `domain`. */
    public readonly domain?: aws.apigateway.DomainName;
    /** Host name of the API: the origin of a distribution. */
    public readonly hostName: pulumi.Output<string>;
    /**
     * Address of the API, without a slash at the end: `https://` and the domain of your own; or API Gateway's name with the
     * stage, of a private API through its first endpoint, with or without private DNS.
     */
    public readonly url: pulumi.Output<string>;
    /**
     * Host that a record of the domain of your own leads to. Empty without one, and for a private API, where it leads to
     * an endpoint.
     */
    public readonly aliasHost: pulumi.Output<string>;
    /** Zone of that host. */
    public readonly aliasZoneId: pulumi.Output<string>;
    /**
     * JSON list of the statements the owner of a key of yours must add to its policy; `[]` when there is nothing to
     * add.
     */
    public readonly requiredKeyStatements: pulumi.Output<string>;
    /** Region of the API. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: PrivateApiArgs, opts?: pulumi.ComponentResourceOptions) {
        const given = privateApiArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { document, exposure, domain, firewall, authorizerFunction, scopes = [], region } = given.values;
        const children = new Children(this, given);
        exposures.set(this, exposure);
        const isPrivate = exposure === ApiExposure.Vpc;
        const hasDomain = domain !== undefined;
        const endpointIds = given.output("vpcEndpointIds").apply((ids) => ids ?? []);

        const authorizer = pulumi
            .all([given.output("userPoolArns"), given.output("authorizerFunction")])
            .apply(([userPoolArns = [], invokeArn]) =>
                invokeArn === undefined ? { userPoolArns, scopes } : { invokeArn },
            );
        const answering = given.values.function;
        const body = pulumi
            .all([
                answering instanceof SecureFunction
                    ? pulumi
                          .all([children.place.region, placeOf(answering, answering.region)])
                          .apply(([region, place]) => invokeArnByStage(region, place))
                    : given.output("function"),
                authorizer,
                endpointIds,
            ])
            .apply(([invokeArn, authorizer, vpcEndpointIds]) =>
                stableJson(apiBody(document, { invokeArn, authorizer, vpcEndpointIds, hasDomain })),
            );
        const policy = isPrivate
            ? pulumi
                  .all([children.place, endpointIds])
                  .apply(([place, ids]) => stableJson(policyDocument(privateApiStatements(place, ids))))
            : undefined;
        this.api = new aws.apigateway.RestApi(
            children.name(),
            {
                body,
                policy,
                endpointConfiguration: {
                    types: isPrivate ? "PRIVATE" : "REGIONAL",
                    ...(isPrivate ? { vpcEndpointIds: endpointIds } : {}),
                },
                ...(hasDomain ? { disableExecuteApiEndpoint: true } : {}),
                tags: children.tags(),
                region,
            },
            children.looseOptions(),
        );
        this.deployment = new aws.apigateway.Deployment(
            children.name("deployment"),
            {
                restApi: this.api.id,
                triggers: { content: pulumi.all([body, policy]).apply(stableHash) },
                region,
            },
            children.looseOptions(),
        );

        const key = keyOf(given, children, {
            purpose: "logs of the API",
            through: [],
            users: [KeyUser.CloudWatchLogs],
        });
        const retentionInDays = given.values.logRetentionDays;
        this.logGroup = logGroup(children, { suffix: "logs", folder: "/aws/apigateway/", retentionInDays, key });
        // API Gateway would make it itself when the first error is written: unencrypted, and for ever.
        this.errorLogGroup = logGroup(children, {
            suffix: "errors",
            name: pulumi.interpolate`API-Gateway-Execution-Logs_${this.api.id}/${stageName}`,
            retentionInDays,
            key,
        });
        const allow = (
            callee: PrivateApiArgs["authorizerFunction"],
            caller: string,
            permission: string,
        ): aws.lambda.Permission[] =>
            callee instanceof SecureFunction
                ? [
                      callee.allowInvoke(
                          FunctionInvoker.ApiGateway,
                          pulumi.interpolate`${this.api.executionArn}/${caller}/*`,
                          { name: permission },
                      ),
                  ]
                : [];
        const permissions = [
            ...allow(answering, stageName, name),
            ...allow(authorizerFunction, "authorizers", `${name}-authorizer`),
        ];
        this.stage = new aws.apigateway.Stage(
            children.name("live"),
            {
                restApi: this.api.id,
                deployment: this.deployment.id,
                stageName,
                ...(answering instanceof SecureFunction
                    ? {
                          variables: {
                              [functionVariable]: pulumi.interpolate`${answering.functionName}:${answering.alias.name}`,
                          },
                      }
                    : {}),
                accessLogSettings: { destinationArn: this.logGroup.arn, format: accessLogFormat },
                xrayTracingEnabled: true,
                cacheClusterEnabled: false,
                tags: children.tags("live"),
                region,
            },
            children.looseOptions(
                this.errorLogGroup,
                ...permissions,
                ...(given.values.setsLoggingRoleOfAccount ? [accountLogging(children)] : []),
            ),
        );
        const settings = new aws.apigateway.MethodSettings(
            children.name("methods"),
            {
                restApi: this.api.id,
                stageName: this.stage.stageName,
                methodPath: "*/*",
                settings: {
                    throttlingRateLimit: given.values.requestsPerSecond,
                    throttlingBurstLimit: given.values.burst,
                    loggingLevel: "ERROR",
                    dataTraceEnabled: false,
                    metricsEnabled: true,
                    cachingEnabled: false,
                },
                region,
            },
            children.looseOptions(),
        );
        const associations =
            firewall === undefined
                ? []
                : [
                      new aws.wafv2.WebAclAssociation(
                          children.name("firewall"),
                          {
                              resourceArn: this.stage.arn,
                              webAclArn: given.output("firewall").apply((arn) => arn ?? ""),
                              region,
                          },
                          children.looseOptions(),
                      ),
                  ];

        const guards = [settings, ...associations];
        this.key = key.own;
        this.arn = afterwards(this.stage.arn, guards);
        this.executionArn = this.api.executionArn;
        const own = hasDomain ? ownDomain(this, children, given) : undefined;
        this.domain = own?.domain;
        const host = (id: string): pulumi.Output<string> =>
            children.place.apply(({ region, dnsSuffix }) => `${id}.execute-api.${region}.${dnsSuffix}`);
        this.hostName = own?.domain.domainName ?? this.api.id.apply(host);
        const reachable = pulumi
            .all([this.api.id, endpointIds])
            .apply(([id, [endpoint]]) => host(endpoint === undefined ? id : `${id}-${endpoint}`));
        const address = own?.domain.domainName ?? pulumi.interpolate`${reachable}/${stageName}`;
        this.url = afterwards(pulumi.interpolate`https://${address}`, [...guards, ...(own?.ready ?? [])]);
        const alias = isPrivate ? undefined : this.domain;
        this.aliasHost = alias?.regionalDomainName ?? pulumi.output("");
        this.aliasZoneId = alias?.regionalZoneId ?? pulumi.output("");
        this.requiredKeyStatements = key.requiredStatements;
        this.region = children.place.region;
        this.registerOutputs(outputsOf(this));
    }
}

/** The domain that was given, leading to the API's stage. */
function ownDomain(
    { api, stage }: PrivateApi,
    children: Children,
    given: ReturnType<typeof privateApiArguments.accept>,
): ReturnType<typeof customDomain> {
    const domain = pulumi.all([given.output("domain"), children.place]).apply(([known, { region }]) => {
        given.require(certificateRegionFaults(known?.certificateArn ?? "", region));
        return { name: known?.name ?? "", certificateArn: known?.certificateArn ?? "" };
    });
    return customDomain(children, {
        name: domain.name,
        certificateArn: domain.certificateArn,
        restApi: api.id,
        stageName: stage.stageName,
        vpcEndpointIds: given.values.vpcEndpointIds ?? [],
    });
}
