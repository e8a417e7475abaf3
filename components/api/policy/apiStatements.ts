import type { Place } from "../../shared/arn";
import type { Statement } from "../../shared/policyDocument";

/** The stage that is called. An API has one. */
export const stageName = "live";

/**
 * The policy of a private API: what comes through one of these endpoints is let in, all else is denied, whoever it is.
 * Without the condition, VPCs of every account could call the API. The policy holds for the API that it is on, so it need
 * not name it.
 * See https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
 */
export function privateApiStatements(place: Place, vpcEndpointIds: string[]): Statement[] {
    const apis = `arn:${place.partition}:execute-api:${place.region}:${place.accountId}:*`;
    const endpoints = { "aws:SourceVpce": vpcEndpointIds };
    const call = { Principal: "*" as const, Action: ["execute-api:Invoke"] };
    return [
        {
            ...call,
            Sid: "ThroughEndpoints",
            Effect: "Allow",
            Resource: [`${apis}/${stageName}/*`],
            Condition: { StringEquals: endpoints },
        },
        {
            ...call,
            Sid: "NoOtherWay",
            Effect: "Deny",
            Resource: [`${apis}/*`],
            Condition: { StringNotEquals: endpoints },
        },
    ];
}
