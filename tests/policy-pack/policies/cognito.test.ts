import cognito from "../../../policy-pack/policies/cognito";
import { describeService } from "../support/describe";
import { unknown, type Input, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const pool = (inputs: Inputs): TestResource => ({ type: "aws:cognito/userPool:UserPool", inputs });
const client = (inputs: Inputs): TestResource => ({
    type: "aws:cognito/userPoolClient:UserPoolClient",
    inputs: { userPoolId: "eu-west-1_a1B2c3D4e", ...inputs },
});
const identityPool = (inputs: Inputs): TestResource => ({
    type: "aws:cognito/identityPool:IdentityPool",
    inputs: { identityPoolName: "users", ...inputs },
});
const STRONG = {
    minimumLength: 12,
    requireLowercase: true,
    requireUppercase: true,
    requireNumbers: true,
    requireSymbols: true,
    temporaryPasswordValidityDays: 1,
};
const passwords = (changes: Inputs): TestResource => pool({ passwordPolicy: { ...STRONG, ...changes } });
const CLASSES = ["Lowercase", "Uppercase", "Numbers", "Symbols"].map(
    (name) => `Set \`passwordPolicy.require${name}\` to true.`,
);
const protection = (mode: Input, more: Inputs = {}): TestResource =>
    pool({ userPoolAddOns: { advancedSecurityMode: mode, ...more } });

describeService(cognito, {
    "cognito-user-pool-mfa": {
        says: 'Set `mfaConfiguration` to "ON".',
        compliant: {
            demanded: pool({ mfaConfiguration: "ON" }),
            "demanded, where optional would do": {
                resources: pool({ mfaConfiguration: "ON" }),
                options: { optionalIsEnough: true },
            },
            "optional, where that is enough": {
                resources: pool({ mfaConfiguration: "OPTIONAL" }),
                options: { optionalIsEnough: true },
            },
            "users who may sign in by passkey": pool({
                signInPolicy: { allowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] },
            }),
        },
        violating: {
            off: pool({ mfaConfiguration: "OFF" }),
            optional: pool({ mfaConfiguration: "OPTIONAL" }),
            "by password only, as it says": pool({ signInPolicy: { allowedFirstAuthFactors: ["PASSWORD"] } }),
        },
        absent: "violating",
    },
    "cognito-user-pool-password-policy": {
        compliant: {
            strong: passwords({}),
            "temporary passwords for a week, by default": passwords({ temporaryPasswordValidityDays: null }),
            "as the options ask for": { resources: passwords({}), options: { minimumLength: 12 } },
        },
        violating: {
            "short ones": {
                resources: passwords({ minimumLength: 6 }),
                says: ["Set `passwordPolicy.minimumLength` to 8 or more."],
            },
            "shorter than the options ask for": {
                resources: passwords({}),
                options: { minimumLength: 14 },
                says: ["Set `passwordPolicy.minimumLength` to 14 or more."],
            },
            "no policy, and options that ask for more than AWS does": {
                resources: pool({}),
                options: { minimumLength: 12 },
                says: ["Set `passwordPolicy.minimumLength` to 12 or more.", ...CLASSES],
            },
            "no policy, and options that ask for shorter times than AWS does": {
                resources: pool({}),
                options: { maximumTemporaryDays: 1 },
                says: [
                    "Set `passwordPolicy.minimumLength` to 8 or more.",
                    ...CLASSES,
                    "Set `passwordPolicy.temporaryPasswordValidityDays` to 1 or less.",
                ],
            },
            "of no length that is said": {
                resources: passwords({ minimumLength: null }),
                says: ["Set `passwordPolicy.minimumLength` to 8 or more."],
            },
            "no digits": {
                resources: passwords({ requireNumbers: false }),
                says: ["Set `passwordPolicy.requireNumbers` to true."],
            },
            "temporary ones for a month": {
                resources: passwords({ temporaryPasswordValidityDays: 30 }),
                says: ["Set `passwordPolicy.temporaryPasswordValidityDays` to 7 or less."],
            },
            "a policy that says nothing of the characters": {
                resources: pool({ passwordPolicy: { minimumLength: 8 } }),
                says: CLASSES,
            },
        },
        absent: { "Cognito's own policy": pool({}) },
    },
    "cognito-user-pool-threat-protection": {
        says: 'Set `userPoolAddOns.advancedSecurityMode` to "ENFORCED".',
        compliant: { enforced: protection("ENFORCED") },
        violating: { "only watched": protection("AUDIT"), off: protection("OFF") },
        absent: "violating",
    },
    "cognito-user-pool-custom-threat-protection": {
        says: 'Set `userPoolAddOns.advancedSecurityAdditionalFlows.customAuthMode` to "ENFORCED".',
        compliant: {
            enforced: protection("ENFORCED", { advancedSecurityAdditionalFlows: { customAuthMode: "ENFORCED" } }),
        },
        violating: {
            "only watched": protection("ENFORCED", { advancedSecurityAdditionalFlows: { customAuthMode: "AUDIT" } }),
            "for standard authentication only": protection("ENFORCED"),
        },
        absent: "violating",
    },
    "cognito-user-pool-deletion-protection": {
        says: 'Set `deletionProtection` to "ACTIVE".',
        compliant: { active: pool({ deletionProtection: "ACTIVE" }) },
        violating: { inactive: pool({ deletionProtection: "INACTIVE" }) },
        absent: "violating",
    },
    "cognito-user-pool-no-self-registration": {
        says: "Set `adminCreateUserConfig.allowAdminCreateUserOnly` to true.",
        compliant: { invited: pool({ adminCreateUserConfig: { allowAdminCreateUserOnly: true } }) },
        violating: { anybody: pool({ adminCreateUserConfig: { allowAdminCreateUserOnly: false } }) },
        absent: "violating",
    },
    "cognito-identity-pool-no-guest": {
        says: "Remove `allowUnauthenticatedIdentities`, or set it to false.",
        compliant: { "no guests": identityPool({ allowUnauthenticatedIdentities: false }) },
        violating: { guests: identityPool({ allowUnauthenticatedIdentities: true }) },
        absent: "compliant",
    },
    "cognito-identity-pool-no-classic-flow": {
        says: "Remove `allowClassicFlow`, or set it to false.",
        compliant: { "not allowed": identityPool({ allowClassicFlow: false }) },
        violating: { allowed: identityPool({ allowClassicFlow: true }) },
        absent: "compliant",
    },
    "cognito-client-oauth-flows": {
        says: 'Remove "implicit" from `allowedOauthFlows`.',
        compliant: { "authorization code": client({ allowedOauthFlows: ["code"] }) },
        violating: { implicit: client({ allowedOauthFlows: ["code", "implicit"] }) },
        absent: "compliant",
    },
    "cognito-client-callback-tls": {
        says: "Set `callbackUrls[0]` to an `https` address.",
        compliant: {
            "over TLS": client({ callbackUrls: ["https://console.example.com/signed-in?from=http://example.com"] }),
            "one's own machine": client({ callbackUrls: ["http://localhost:3000/signed-in", "http://localhost"] }),
            "an app": client({ callbackUrls: ["myapp://signed-in"] }),
        },
        violating: {
            "plain HTTP": client({ callbackUrls: ["http://console.example.com/signed-in"] }),
            "an address that names one's own machine": client({
                callbackUrls: ["http://console.example.com/?to=http://localhost/"],
            }),
            "a host that begins as one's own machine": client({ callbackUrls: ["http://localhost.example.com"] }),
            "after signing out": {
                resources: client({ logoutUrls: ["https://a.example.com", "HTTP://b.example.com"] }),
                says: ["Set `logoutUrls[1]` to an `https` address."],
            },
        },
        absent: "compliant",
    },
    "cognito-client-hides-users": {
        says: 'Set `preventUserExistenceErrors` to "ENABLED".',
        compliant: { hidden: client({ preventUserExistenceErrors: "ENABLED" }) },
        violating: { told: client({ preventUserExistenceErrors: "LEGACY" }) },
        absent: "violating",
    },
    "cognito-client-token-revocation": {
        says: "Remove `enableTokenRevocation`, or set it to true.",
        compliant: { revocable: client({ enableTokenRevocation: true }) },
        violating: { "not revocable": client({ enableTokenRevocation: false }) },
        absent: "compliant",
    },
    "cognito-client-no-password-flow": {
        says: "Remove the flows that send passwords from `explicitAuthFlows`.",
        compliant: { SRP: client({ explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] }) },
        violating: Object.fromEntries(
            [
                "ADMIN_NO_SRP_AUTH",
                "USER_PASSWORD_AUTH",
                "ALLOW_ADMIN_USER_PASSWORD_AUTH",
                "ALLOW_USER_PASSWORD_AUTH",
            ].map((flow) => [flow, client({ explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH", flow] })]),
        ),
        absent: "compliant",
        unknown: {
            "one of them": {
                resources: client({ explicitAuthFlows: [unknown()] }),
                undetermined: "Not known before the update: `explicitAuthFlows[0]`.",
            },
        },
    },
});
