import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Children } from "../shared/children";

interface UserPoolSettings {
    passwordMinimumLength: number;
    /** ARN of the function that is called before tokens are made. */
    preTokenFunctionArn?: pulumi.Output<string>;
}

/** Registers a pool whose users only administrators make, and what it does where it sees a risk. */
export function userPool(
    children: Children,
    { passwordMinimumLength, preTokenFunctionArn }: UserPoolSettings,
): aws.cognito.UserPool {
    const { removable, region } = children;
    const pool = new aws.cognito.UserPool(
        children.name(),
        {
            // The plan with threat protection.
            userPoolTier: "PLUS",
            adminCreateUserConfig: { allowAdminCreateUserOnly: true },
            usernameAttributes: ["email"],
            usernameConfiguration: { caseSensitive: false },
            // What a pool knows of its users can be added to, and never changed: the groups are there from the beginning.
            schemas: [attribute("email", true), attribute("groups", false)],
            autoVerifiedAttributes: ["email"],
            userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdates: ["email"] },
            accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
            signInPolicy: { allowedFirstAuthFactors: ["PASSWORD"] },
            passwordPolicy: {
                minimumLength: passwordMinimumLength,
                requireLowercase: true,
                requireUppercase: true,
                requireNumbers: true,
                requireSymbols: true,
                passwordHistorySize: 24,
                temporaryPasswordValidityDays: 7,
            },
            mfaConfiguration: "ON",
            softwareTokenMfaConfiguration: { enabled: true },
            userPoolAddOns: {
                advancedSecurityMode: "ENFORCED",
                advancedSecurityAdditionalFlows: { customAuthMode: "ENFORCED" },
            },
            ...(preTokenFunctionArn === undefined
                ? {}
                : {
                      lambdaConfig: {
                          // The second version of the event is the first that can change access tokens.
                          preTokenGenerationConfig: { lambdaArn: preTokenFunctionArn, lambdaVersion: "V2_0" },
                      },
                  }),
            deletionProtection: removable ? "INACTIVE" : "ACTIVE",
            tags: children.tags(),
            region,
        },
        children.keptOptions(),
    );
    new aws.cognito.RiskConfiguration(
        children.name("risk"),
        {
            userPoolId: pool.id,
            compromisedCredentialsRiskConfiguration: { actions: { eventAction: "BLOCK" } },
            accountTakeoverRiskConfiguration: {
                actions: {
                    highAction: { eventAction: "BLOCK", notify: false },
                    mediumAction: { eventAction: "MFA_REQUIRED", notify: false },
                },
            },
            region,
        },
        children.options(),
    );
    return pool;
}

/** A text of any length. All of it is said: the provider would take a default that comes back for a change. */
function attribute(name: string, required: boolean) {
    return {
        name,
        attributeDataType: "String",
        developerOnlyAttribute: false,
        // An identity provider writes it at each sign-in.
        mutable: true,
        required,
        stringAttributeConstraints: { minLength: "0", maxLength: "2048" },
    };
}
