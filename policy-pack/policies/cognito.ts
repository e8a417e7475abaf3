import { flag, integer, must, mustNot, not, resourcePolicy, say, service, set, settingPolicy } from "../evaluation";
import { any, type ResourceReader, type Truth, type Value } from "../evaluation";

const USER_POOL = "aws:cognito/userPool:UserPool";
const CLIENT = "aws:cognito/userPoolClient:UserPoolClient";
const IDENTITY_POOL = "aws:cognito/identityPool:IdentityPool";

/** Who has a second way to sign in, such as a passkey or a code by mail, is not asked for a second factor. */
function signsInByPasswordOnly(pool: ResourceReader): Truth {
    return pool.get("signInPolicy", "allowedFirstAuthFactors").every((factor) => factor.is("PASSWORD"));
}

/** What AWS demands of passwords where a pool says nothing. */
const LENGTH_BY_DEFAULT = 8;
const DAYS_BY_DEFAULT = 7;
const CLASSES = ["requireLowercase", "requireUppercase", "requireNumbers", "requireSymbols"];

/** Flows in which the password is sent, rather than proved. */
const PASSWORD_FLOWS = [
    "ADMIN_NO_SRP_AUTH",
    "USER_PASSWORD_AUTH",
    "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    "ALLOW_USER_PASSWORD_AUTH",
];

/** Addresses that cannot be read on the way: over TLS, on the user's own machine, or of an app, which has its own scheme. */
function isPrivateAddress(address: string): boolean {
    return !/^http:/i.test(address) || /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/i.test(address);
}

const CLIENT_EXAMPLE = (more: string): string => `new aws.cognito.UserPoolClient("pages", {
    userPoolId: "eu-west-1_a1B2c3D4e",
    allowedOauthFlowsUserPoolClient: true,
    allowedOauthFlows: ["code"],
    allowedOauthScopes: ["openid"],
    callbackUrls: ["https://console.example.com/signed-in"],${more === "" ? "" : `\n    ${more}`}
});`;

export default service("cognito", [
    resourcePolicy({
        id: "cognito-user-pool-mfa",
        title: "Cognito users have a second factor",
        severity: "medium",
        types: [USER_POOL],
        controls: { fsbp: ["Cognito.5"], nist: ["IA-2(1)"], whitepaper: ["Cognito"] },
        why: "A password that was guessed, or leaked elsewhere, lets whoever has it sign in.",
        fix: {
            text: "Demand a second factor of every user.",
            example: `new aws.cognito.UserPool("users", {
    mfaConfiguration: "ON",
    softwareTokenMfaConfiguration: { enabled: true },
});`,
        },
        options: {
            optionalIsEnough: flag({
                default: false,
                description: "Whether users may do without a second factor if they like.",
            }),
        },
        check(pool, { optionalIsEnough }) {
            const mfa = pool.get("mfaConfiguration");
            const isOn = mfa.isOneOf(optionalIsEnough ? ["ON", "OPTIONAL"] : ["ON"]);
            return must(any([isOn, not(signsInByPasswordOnly(pool))]), say`Set ${mfa} to "ON".`);
        },
    }),
    resourcePolicy({
        id: "cognito-user-pool-password-policy",
        title: "Passwords of Cognito users are strong",
        severity: "medium",
        types: [USER_POOL],
        controls: { fsbp: ["Cognito.3"], nist: ["IA-5(1)"], whitepaper: ["Cognito"] },
        why: "Short passwords of few kinds of characters are guessed.",
        fix: {
            text: "Leave `passwordPolicy` out, which means eight characters of all four kinds, or demand as much.",
            example: `new aws.cognito.UserPool("users", {
    passwordPolicy: {
        minimumLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: true,
        temporaryPasswordValidityDays: 7,
    },
});`,
        },
        options: {
            minimumLength: integer({
                default: 8,
                minimum: 8,
                maximum: 99,
                description: "The least length of a password that is accepted.",
            }),
            maximumTemporaryDays: integer({
                default: 7,
                minimum: 1,
                maximum: 365,
                description: "The longest time that a temporary password may be good for, in days.",
            }),
        },
        check(pool, { minimumLength, maximumTemporaryDays }) {
            const policy = pool.get("passwordPolicy");
            if (policy.isAbsent && minimumLength <= LENGTH_BY_DEFAULT && maximumTemporaryDays >= DAYS_BY_DEFAULT) {
                return [];
            }
            // Where a policy is given, nothing is demanded of passwords that it does not say.
            const length = policy.get("minimumLength");
            const days = policy.get("temporaryPasswordValidityDays").absentAs(DAYS_BY_DEFAULT);
            return [
                must(length.atLeast(minimumLength), say`Set ${length} to ${minimumLength} or more.`),
                ...CLASSES.map((name) => policy.get(name)).map((one) => must(one.is(true), say`Set ${one} to true.`)),
                must(days.atMost(maximumTemporaryDays), say`Set ${days} to ${maximumTemporaryDays} or less.`),
            ];
        },
        remediation: (pool, { minimumLength, maximumTemporaryDays }) => {
            const [length, days] = ["minimumLength", "temporaryPasswordValidityDays"].map((name) =>
                pool.get("passwordPolicy", name),
            );
            return [
                ...CLASSES.map((name) => set(["passwordPolicy", name], true)),
                ...(length?.atLeast(minimumLength) === false ? [set(["passwordPolicy", "minimumLength"], minimumLength)] : []), // prettier-ignore
                ...(days?.absentAs(DAYS_BY_DEFAULT).atMost(maximumTemporaryDays) === false
                    ? [set(["passwordPolicy", "temporaryPasswordValidityDays"], maximumTemporaryDays)]
                    : []),
            ];
        },
    }),
    settingPolicy({
        id: "cognito-user-pool-threat-protection",
        title: "Cognito stops sign-ins that look like an attack",
        severity: "medium",
        types: [USER_POOL],
        controls: { fsbp: ["Cognito.1"], nist: ["SI-4", "AC-7"], whitepaper: ["Cognito"] },
        why: "Passwords that leaked elsewhere are tried here too, from many addresses; without threat protection nothing stops it.",
        fix: {
            text: "Turn on threat protection with full function, which needs the plan Plus.",
            example: `new aws.cognito.UserPool("users", {
    userPoolTier: "PLUS",
    userPoolAddOns: { advancedSecurityMode: "ENFORCED" },
});`,
        },
        setting: "userPoolAddOns.advancedSecurityMode",
        must: { be: "ENFORCED" },
        default: "OFF",
    }),
    settingPolicy({
        id: "cognito-user-pool-custom-threat-protection",
        title: "Cognito stops sign-ins by a flow of one's own that look like an attack",
        severity: "medium",
        types: [USER_POOL],
        controls: { fsbp: ["Cognito.4"], nist: ["SI-4", "AC-7"], whitepaper: ["Cognito"] },
        why: "Threat protection watches custom authentication only where it is told so.",
        fix: {
            text: "Turn on threat protection for custom authentication too, which needs the plan Plus.",
            example: `new aws.cognito.UserPool("users", {
    userPoolTier: "PLUS",
    userPoolAddOns: {
        advancedSecurityMode: "ENFORCED",
        advancedSecurityAdditionalFlows: { customAuthMode: "ENFORCED" },
    },
});`,
        },
        setting: "userPoolAddOns.advancedSecurityAdditionalFlows.customAuthMode",
        must: { be: "ENFORCED" },
        default: "OFF",
    }),
    settingPolicy({
        id: "cognito-user-pool-deletion-protection",
        title: "Cognito user pools are protected from deletion",
        severity: "medium",
        types: [USER_POOL],
        controls: { fsbp: ["Cognito.6"], nist: ["CP-9"], whitepaper: ["Cognito"] },
        why: "With the pool all users go, and their passwords cannot be had back.",
        fix: {
            text: "Turn on deletion protection.",
            example: `new aws.cognito.UserPool("users", { deletionProtection: "ACTIVE" });`,
        },
        setting: "deletionProtection",
        must: { be: "ACTIVE" },
        default: "INACTIVE",
        remediates: true,
    }),
    settingPolicy({
        id: "cognito-user-pool-no-self-registration",
        title: "Cognito users are invited",
        severity: "medium",
        offByDefault: true,
        types: [USER_POOL],
        controls: { nist: ["AC-2"], whitepaper: ["Cognito"] },
        why: "Where anybody may sign up, everybody on the internet is a user.",
        fix: {
            text: "Let only administrators create users.",
            example: `new aws.cognito.UserPool("users", { adminCreateUserConfig: { allowAdminCreateUserOnly: true } });`,
        },
        setting: "adminCreateUserConfig.allowAdminCreateUserOnly",
        must: { be: true },
        default: false,
    }),
    settingPolicy({
        id: "cognito-identity-pool-no-guest",
        title: "Cognito identity pools give guests no credentials",
        severity: "medium",
        types: [IDENTITY_POOL],
        controls: { fsbp: ["Cognito.2"], nist: ["AC-3", "IA-2"], whitepaper: ["Cognito"] },
        why: "Guests are everybody: they get credentials of AWS without signing in.",
        fix: {
            text: "Leave out guests.",
            example: `new aws.cognito.IdentityPool("users", { identityPoolName: "users", allowUnauthenticatedIdentities: false });`,
        },
        setting: "allowUnauthenticatedIdentities",
        must: { be: false },
        default: false,
    }),
    settingPolicy({
        id: "cognito-identity-pool-no-classic-flow",
        title: "Cognito identity pools have no classic flow",
        severity: "low",
        types: [IDENTITY_POOL],
        controls: { nist: ["AC-6"], whitepaper: ["Cognito"] },
        why: "In the classic flow the user's program chooses the role, without the limits that the enhanced flow puts on the session.",
        fix: {
            text: "Leave the classic flow off.",
            example: `new aws.cognito.IdentityPool("users", { identityPoolName: "users" });`,
        },
        setting: "allowClassicFlow",
        must: { be: false },
        default: false,
    }),
    resourcePolicy({
        id: "cognito-client-oauth-flows",
        title: "Cognito clients get no tokens by address",
        severity: "medium",
        types: [CLIENT],
        controls: { nist: ["IA-2", "SC-8"], whitepaper: ["Cognito"] },
        why: "The implicit flow puts tokens into the address, from where they get into histories and logs.",
        fix: { text: "Use the authorization code grant with PKCE.", example: CLIENT_EXAMPLE("") },
        check(client) {
            const flows = client.get("allowedOauthFlows");
            return mustNot(
                flows.some((flow) => flow.is("implicit")),
                say`Remove "implicit" from ${flows}.`,
            );
        },
    }),
    resourcePolicy({
        id: "cognito-client-callback-tls",
        title: "Cognito sends users back over TLS only",
        severity: "high",
        types: [CLIENT],
        controls: { nist: ["SC-8"], whitepaper: ["Cognito"] },
        why: "The code that signs a user in can be read on the way, and used by whoever reads it.",
        fix: { text: "Use `https` addresses; those of one's own machine may do without.", example: CLIENT_EXAMPLE("") },
        check: (client) =>
            ["callbackUrls", "logoutUrls"].flatMap((name) =>
                client
                    .get(name)
                    .items()
                    .map((url) => must(url.judgeText(isPrivateAddress), say`Set ${url} to an \`https\` address.`)),
            ),
    }),
    settingPolicy({
        id: "cognito-client-hides-users",
        title: "Cognito clients do not tell whether a user exists",
        severity: "low",
        types: [CLIENT],
        controls: { nist: ["IA-5", "SI-11"], whitepaper: ["Cognito"] },
        why: "Answers that differ tell attackers whose passwords are worth guessing.",
        fix: {
            text: "Let Cognito answer as if the password were wrong.",
            example: CLIENT_EXAMPLE(`preventUserExistenceErrors: "ENABLED",`),
        },
        setting: "preventUserExistenceErrors",
        must: { be: "ENABLED" },
        default: "LEGACY",
        remediates: true,
    }),
    settingPolicy({
        id: "cognito-client-token-revocation",
        title: "Cognito clients can take tokens back",
        severity: "low",
        types: [CLIENT],
        controls: { nist: ["AC-12"], whitepaper: ["Cognito"] },
        why: "A refresh token that was stolen is good until it expires, unless it can be revoked.",
        fix: { text: "Leave `enableTokenRevocation` out, or set it to true.", example: CLIENT_EXAMPLE("") },
        setting: "enableTokenRevocation",
        must: { be: true },
        default: true,
        remediates: true,
    }),
    resourcePolicy({
        id: "cognito-client-no-password-flow",
        title: "Programs get no passwords of Cognito users",
        severity: "medium",
        types: [CLIENT],
        controls: { nist: ["IA-5"], whitepaper: ["Cognito"] },
        why: "In these flows the password itself goes through the program and whatever logs its requests.",
        fix: {
            text: "Let users sign in on Cognito's pages, or by SRP, which proves the password without sending it.",
            example: CLIENT_EXAMPLE(`explicitAuthFlows: ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],`),
        },
        check(client) {
            const flows = client.get("explicitAuthFlows");
            const sendsPasswords = (flow: Value): Truth => flow.isOneOf(PASSWORD_FLOWS);
            return mustNot(flows.some(sendsPasswords), say`Remove the flows that send passwords from ${flows}.`);
        },
    }),
]);
