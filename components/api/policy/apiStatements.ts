import type { Place } from "../../shared/arn";
import type { Statement } from "../../shared/policyDocument";

/** The stage that is called. An API has one. */
export const stageName = "live";

/** The variable of the stage with the name and alias of the function that answers. */
export const functionVariable = "function";

/**
 * ARN by which an API in a region calls the function that its stage names. So the API itself, and with it its host name,
 * is there before the function, which may then be told what depends on that host, such as the client that one signs in to.
 * See https://docs.aws.amazon.com/apigateway/latest/developerguide/aws-api-gateway-stage-variables-reference.html
 * @param apiRegion region of the API
 * @param place where the function is
 */
export function invokeArnByStage(apiRegion: string, { partition, region, accountId }: Place): string {
    const fn = `arn:${partition}:lambda:${region}:${accountId}:function:\${stageVariables.${functionVariable}}`;
    return `arn:${partition}:apigateway:${apiRegion}:lambda:path/2015-03-31/functions/${fn}/invocations`;
}

/**
 * The policy of a private API: what comes through one of these endpoints is let in, all else is denied, whoever it is.
 * Without the condition, VPCs of every account could call the API. The policy holds for the API that it is on, so it need
 * not name it.
 * See https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
 */
export function privateApiStatements(place: Place, vpcEndpointIds: string[]): Statement[] {
    const apis = `${calls(place)}:*`;
    return throughEndpoints(`${apis}/${stageName}/*`, `${apis}/*`, vpcEndpointIds);
}

/**
 * The policy of a private API's own domain, for the same endpoints. What stands after the name is made by API Gateway.
 * See https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains-associations.html
 */
export function privateDomainStatements(place: Place, name: string, vpcEndpointIds: string[]): Statement[] {
    const domain = `${calls(place)}:/domainnames/${name}+*`;
    return throughEndpoints(domain, domain, vpcEndpointIds);
}

function calls({ partition, region, accountId }: Place): string {
    return `arn:${partition}:execute-api:${region}:${accountId}`;
}

function throughEndpoints(allowed: string, denied: string, vpcEndpointIds: string[]): Statement[] {
    const endpoints = { "aws:SourceVpce": vpcEndpointIds };
    const call = { Principal: "*" as const, Action: ["execute-api:Invoke"] };
    return [
        {
            ...call,
            Sid: "ThroughEndpoints",
            Effect: "Allow",
            Resource: [allowed],
            Condition: { StringEquals: endpoints },
        },
        {
            ...call,
            Sid: "NoOtherWay",
            Effect: "Deny",
            Resource: [denied],
            Condition: { StringNotEquals: endpoints },
        },
    ];
}
