import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";
import { preTokenHandler } from "../api/lambda/preToken";
import { MAPPING, type User } from "./users";

const trigger = preTokenHandler(MAPPING, { warn: (message) => console.error(message) });

/**
 * What the user pool puts into an access token besides the standard claims, after its trigger before tokens are made. It
 * is the trigger that runs in the cloud, so the same code decides here who is in which group.
 */
export async function accessClaims(user: User, clientId: string): Promise<Record<string, unknown>> {
    const { response } = await trigger(eventOf(user, clientId));
    const { groupOverrideDetails, accessTokenGeneration } = response.claimsAndScopeOverrideDetails ?? {};
    const groups = groupOverrideDetails?.groupsToOverride ?? [];
    return {
        ...accessTokenGeneration?.claimsToAddOrOverride,
        ...(groups.length > 0 && { "cognito:groups": groups }),
        token_use: "access",
        username: user.name,
    };
}

function eventOf({ name, subject, groups, attributes }: User, clientId: string): PreTokenGenerationV2TriggerEvent {
    return {
        version: "2",
        triggerSource: "TokenGeneration_HostedAuth",
        region: "eu-west-1",
        userPoolId: "local",
        userName: name,
        callerContext: { awsSdkVersion: "", clientId },
        request: {
            userAttributes: { ...attributes, sub: subject },
            groupConfiguration: { groupsToOverride: [...groups] },
            scopes: ["openid"],
        },
        response: { claimsAndScopeOverrideDetails: {} },
    };
}
