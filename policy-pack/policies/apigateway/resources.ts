import { mustNot, say } from "../../evaluation";
import type { Link, Message, Requirement, ResourceReader, StackReader, Truth } from "../../evaluation";

export const REST_API = "aws:apigateway/restApi:RestApi";
export const STAGE = "aws:apigateway/stage:Stage";
export const METHOD_SETTINGS = "aws:apigateway/methodSettings:MethodSettings";
export const METHOD = "aws:apigateway/method:Method";
export const DOMAIN_NAME = "aws:apigateway/domainName:DomainName";
/** APIs of HTTP and WebSockets. */
export const API = "aws:apigatewayv2/api:Api";
export const API_STAGE = "aws:apigatewayv2/stage:Stage";
export const ROUTE = "aws:apigatewayv2/route:Route";
export const INTEGRATION = "aws:apigatewayv2/integration:Integration";
export const API_DOMAIN_NAME = "aws:apigatewayv2/domainName:DomainName";

export const methodSettingsOf: Link = { from: [METHOD_SETTINGS], by: "stageName", to: [STAGE], named: ["stageName"] };
export const stageOfRestApi: Link = { from: [STAGE], by: "restApi", to: [REST_API] };
export const stageOfApi: Link = { from: [API_STAGE], by: "apiId", to: [API] };
export const webAclOfStage: Link = {
    from: ["aws:wafv2/webAclAssociation:WebAclAssociation", "aws:wafregional/webAclAssociation:WebAclAssociation"],
    by: "resourceArn",
    to: [STAGE],
    named: ["arn"],
};
/** What gives an API a domain name of one's own. */
export const domainOf: readonly Link[] = [
    { from: ["aws:apigateway/basePathMapping:BasePathMapping"], by: "restApi", to: [REST_API] },
    { from: ["aws:apigatewayv2/apiMapping:ApiMapping"], by: "apiId", to: [REST_API, API] },
];

/** Whether a stage is of an API that only a VPC reaches. */
export function isPrivate(stage: ResourceReader, stack: StackReader): Truth {
    return stack.targetOf(stage, stageOfRestApi)?.given("endpointConfiguration", "types").is("PRIVATE") ?? false;
}

/** Demands that an API has something of its own in place of what quick create makes, which takes no settings. */
export function mustNotBeQuick(api: ResourceReader, instead: Message): Requirement {
    const target = api.get("target");
    return mustNot(target.isGiven(), say`Remove ${target}, and give it ${instead}.`);
}

export const STAGE_EXAMPLE = (more: string): string => `new aws.apigateway.Stage("api", {
    restApi: "a1b2c3",
    deployment: "d4e5f6",
    stageName: "v1",
    ${more}
});`;

export const SETTINGS_EXAMPLE = (settings: string): string => `new aws.apigateway.MethodSettings("api", {
    restApi: "a1b2c3",
    stageName: "v1",
    methodPath: "*/*",
    settings: { ${settings} },
});`;
