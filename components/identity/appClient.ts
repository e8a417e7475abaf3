import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Children } from "../shared/children";
import { groupsAttribute } from "./oidcProvider";

/** What one may ask tokens for. Not `aws.cognito.signin.user.admin`: with it, users change what is known of them. */
export const scopes = ["openid", "email"];

interface AppClientSettings {
    userPoolId: pulumi.Output<string>;
    callbackUrls: pulumi.Output<string[]>;
    logoutUrls: pulumi.Output<string[]>;
    /** Name of the identity provider, besides the pool itself. */
    providerName?: pulumi.Output<string>;
    accessTokenMinutes: number;
    refreshTokenHours: number;
}

/** Registers a client without a secret, for pages in a browser: by authorization code alone. */
export function appClient(
    children: Children,
    { userPoolId, callbackUrls, logoutUrls, providerName, accessTokenMinutes, refreshTokenHours }: AppClientSettings,
): aws.cognito.UserPoolClient {
    const federated = providerName === undefined ? [] : [providerName];
    return new aws.cognito.UserPoolClient(
        children.name("client"),
        {
            userPoolId,
            generateSecret: false,
            allowedOauthFlowsUserPoolClient: true,
            allowedOauthFlows: ["code"],
            allowedOauthScopes: scopes,
            callbackUrls,
            logoutUrls,
            supportedIdentityProviders: ["COGNITO", ...federated],
            // By API, one would get a token with aws.cognito.signin.user.admin. An empty list allows that, and rotation
            // excludes ALLOW_REFRESH_TOKEN_AUTH: what is left needs triggers which the pool does not have.
            explicitAuthFlows: ["ALLOW_CUSTOM_AUTH"],
            readAttributes: ["email", "email_verified"],
            // Whoever signs in by a provider needs its attributes to be among them. No token lets users use it.
            writeAttributes: ["email", ...(providerName === undefined ? [] : [groupsAttribute])],
            accessTokenValidity: accessTokenMinutes,
            idTokenValidity: accessTokenMinutes,
            refreshTokenValidity: refreshTokenHours,
            tokenValidityUnits: { accessToken: "minutes", idToken: "minutes", refreshToken: "hours" },
            refreshTokenRotation: { feature: "ENABLED", retryGracePeriodSeconds: 0 },
            enableTokenRevocation: true,
            preventUserExistenceErrors: "ENABLED",
            authSessionValidity: 3,
            region: children.region,
        },
        children.options(),
    );
}
