import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { IdentityPool, type IdentityPoolArgs, SecureBucket, SecureFunction } from "palisade-aws";
import type { InProcessResult } from "../../../offline-preview/harness";
import { secret } from "../../../offline-preview/values";
import { chosenRole, places, says, trusts } from "../support/meaning";
import { bundle } from "../support/needed";
import { cloudwatch, cognito, component, document, iam, identities, lambda, refusal, run, text } from "../support/run";

const needed = { callbackUrls: ["https://console.example.com/signed-in"], domain: "example-console" };
const make =
    (args: Partial<IdentityPoolArgs> = {}) =>
    (): IdentityPool =>
        new IdentityPool("users", { ...needed, ...args });
const groups = { SYSTEM_ADMIN: { precedence: 0, description: "Everything" }, PATTERN_PUBLISHER: { precedence: 10 } };
const secretArn = "arn:aws:secretsmanager:us-east-2:123456789012:secret:okta-a1b2c3";
const oidc = { name: "Okta", issuer: "https://example.okta.com", clientId: "console", clientSecretArn: secretArn };
const functionArn = "arn:aws:lambda:eu-west-1:123456789012:function:trigger:live";
const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1234abcd";

/** Answers as AWS Secrets Manager would, for this one secret in its own region. */
const functions = (token: string, args: Record<string, unknown>) =>
    token === "aws:secretsmanager/getSecretVersion:getSecretVersion" &&
    args.secretId === secretArn &&
    args.region === "us-east-2"
        ? { secretString: "hunter2" }
        : undefined;

describe("IdentityPool", () => {
    it("has users that only administrators make, known by a verified e-mail address in any case", async () => {
        const { inputs } = (await run(make())).one(cognito("UserPool"));
        assert.deepEqual(inputs.adminCreateUserConfig, { allowAdminCreateUserOnly: true });
        assert.deepEqual(inputs.usernameAttributes, ["email"]);
        assert.deepEqual(inputs.usernameConfiguration, { caseSensitive: false });
        assert.deepEqual(inputs.autoVerifiedAttributes, ["email"]);
        assert.deepEqual(inputs.userAttributeUpdateSettings, { attributesRequireVerificationBeforeUpdates: ["email"] });
        assert.deepEqual(inputs.accountRecoverySetting, {
            recoveryMechanisms: [{ name: "verified_email", priority: 1 }],
        });
    });

    it("asks for a long password and a code of an authenticator, and nothing by text message", async () => {
        const { inputs } = (await run(make())).one(cognito("UserPool"));
        assert.deepEqual(inputs.passwordPolicy, {
            minimumLength: 14,
            requireLowercase: true,
            requireUppercase: true,
            requireNumbers: true,
            requireSymbols: true,
            passwordHistorySize: 24,
            temporaryPasswordValidityDays: 7,
        });
        assert.deepEqual([inputs.mfaConfiguration, inputs.softwareTokenMfaConfiguration], ["ON", { enabled: true }]);
        assert.deepEqual(inputs.signInPolicy, { allowedFirstAuthFactors: ["PASSWORD"] });
        assert.equal("smsConfiguration" in inputs || "emailMfaConfiguration" in inputs, false);
        const longer = (await run(make({ passwordMinimumLength: 20 }))).one(cognito("UserPool")).inputs;
        assert.equal((longer.passwordPolicy as { minimumLength: number }).minimumLength, 20);
    });

    it("blocks what threat protection finds", async () => {
        const result = await run(make());
        const { inputs } = result.one(cognito("UserPool"));
        assert.equal(inputs.userPoolTier, "PLUS");
        assert.deepEqual(inputs.userPoolAddOns, {
            advancedSecurityMode: "ENFORCED",
            advancedSecurityAdditionalFlows: { customAuthMode: "ENFORCED" },
        });
        const risk = result.one(cognito("RiskConfiguration")).inputs;
        assert.equal("clientId" in risk, false, "for every client");
        assert.deepEqual(risk.compromisedCredentialsRiskConfiguration, { actions: { eventAction: "BLOCK" } });
        assert.deepEqual(risk.accountTakeoverRiskConfiguration, {
            actions: {
                highAction: { eventAction: "BLOCK", notify: false },
                mediumAction: { eventAction: "MFA_REQUIRED", notify: false },
            },
        });
    });

    for (const { partition, region, accountId } of places.filter(({ partition }) =>
        /^aws(-us-gov)?$/.test(partition),
    )) {
        it(`${partition}: keeps for a year who signed in with which risk, and what did not arrive`, async () => {
            const result = await run(make(), { config: { "aws:region": region } });
            const group = result.one(cloudwatch("LogGroup"));
            assert.deepEqual([group.inputs.namePrefix, group.inputs.retentionInDays], ["/aws/vendedlogs/users-", 365]);
            assert.equal("kmsKeyId" in group.inputs, false, "Amazon Cognito writes to no group with a key");
            const delivery = result.one(cognito("LogDeliveryConfiguration"));
            const cloudWatchLogsConfiguration = { logGroupArn: group.outputs.arn };
            assert.deepEqual(delivery.inputs.logConfigurations, [
                { eventSource: "userAuthEvents", logLevel: "INFO", cloudWatchLogsConfiguration },
                { eventSource: "userNotification", logLevel: "ERROR", cloudWatchLogsConfiguration },
            ]);
            assert.equal(delivery.inputs.userPoolId, result.one(cognito("UserPool")).id);
            const policy = result.one(cloudwatch("LogResourcePolicy"));
            assert.ok(delivery.dependencies.includes(policy.urn));

            const service = "delivery.logs.amazonaws.com";
            const stream = `${text(group.outputs.arn)}:log-stream:1`;
            const account = text(group.outputs.arn).split(":")[4] ?? accountId;
            const context = {
                "aws:SourceAccount": account,
                "aws:SourceArn": `arn:${partition}:logs:${region}:${account}:delivery-source:users`,
            };
            const ask = (about: Record<string, string>, resource = stream, principal = service): string =>
                says(text(policy.inputs.policyDocument), principal, "logs:PutLogEvents", resource, about);
            assert.equal(ask(context), "allowed");
            assert.equal(ask({}), "not-covered", "for nobody");
            assert.equal(ask({ ...context, "aws:SourceAccount": "999988887777" }), "not-covered", "another account");
            assert.equal(ask({ ...context, "aws:SourceArn": `arn:${partition}:logs:${region}:999988887777:a` }), "not-covered", "another's source"); // prettier-ignore
            assert.equal(ask(context, stream.replace("vendedlogs", "lambda")), "not-covered", "another group");
            assert.equal(ask(context, stream, "cognito-idp.amazonaws.com"), "not-covered", "another service");
        });
    }

    it("its log's policy overwrites nobody else's, and is kept as long as is said", async () => {
        const result = await run(() => {
            make({ logRetentionDays: 30 })();
            new IdentityPool("users2", { ...needed, domain: "others" });
        });
        const names = result.all(cloudwatch("LogResourcePolicy")).map(({ inputs }) => text(inputs.policyName));
        assert.equal(new Set(names).size, 2);
        assert.ok(
            names.every((name) => /^[\w-]+$/.test(name)),
            names.join(),
        );
        assert.equal(result.one(cloudwatch("LogGroup"), "users-logs").inputs.retentionInDays, 30);
    });

    it("is not deleted, unless it is removable", async () => {
        const kept = (await run(make())).one(cognito("UserPool"));
        assert.deepEqual([kept.inputs.deletionProtection, kept.options.protect], ["ACTIVE", true]);
        const removable = (await run(make({ removable: true }))).one(cognito("UserPool"));
        assert.equal(removable.inputs.deletionProtection, "INACTIVE");
    });

    it("what it knows of users never changes: a provider later finds its attribute there", async () => {
        const without = (await run(make())).one(cognito("UserPool")).inputs;
        const withProvider = (await run(make({ oidc }), { functions })).one(cognito("UserPool")).inputs;
        assert.deepEqual(without, withProvider);
        const constraints = { minLength: "0", maxLength: "2048" };
        assert.deepEqual(
            without.schemas,
            [
                { name: "email", required: true },
                { name: "groups", required: false },
            ].map((attribute) => ({
                ...attribute,
                attributeDataType: "String",
                developerOnlyAttribute: false,
                mutable: true,
                stringAttributeConstraints: constraints,
            })),
        );
    });

    it("its client takes the authorization code alone, without a secret, and by no API", async () => {
        const { inputs } = (await run(make())).one(cognito("UserPoolClient"));
        assert.deepEqual([inputs.allowedOauthFlows, inputs.allowedOauthFlowsUserPoolClient], [["code"], true]);
        assert.equal(inputs.generateSecret, false);
        assert.deepEqual(inputs.allowedOauthScopes, ["openid", "email"]);
        assert.deepEqual(inputs.explicitAuthFlows, ["ALLOW_CUSTOM_AUTH"]);
        assert.deepEqual(inputs.supportedIdentityProviders, ["COGNITO"]);
        assert.equal(inputs.preventUserExistenceErrors, "ENABLED");
        assert.equal("lambdaConfig" in (await run(make())).one(cognito("UserPool")).inputs, false);
    });

    it("no user writes what gives rights", async () => {
        const { inputs } = (await run(make())).one(cognito("UserPoolClient"));
        assert.deepEqual(inputs.writeAttributes, ["email"]);
        assert.deepEqual(inputs.readAttributes, ["email", "email_verified"]);
    });

    it("tokens are short, revocable, and renewed once", async () => {
        const { inputs } = (await run(make())).one(cognito("UserPoolClient"));
        const validity = ({ accessTokenValidity, idTokenValidity, refreshTokenValidity }: typeof inputs) => [
            accessTokenValidity,
            idTokenValidity,
            refreshTokenValidity,
        ];
        assert.deepEqual(validity(inputs), [15, 15, 12]);
        assert.deepEqual(inputs.tokenValidityUnits, {
            accessToken: "minutes",
            idToken: "minutes",
            refreshToken: "hours",
        });
        assert.equal(inputs.enableTokenRevocation, true);
        assert.deepEqual(inputs.refreshTokenRotation, { feature: "ENABLED", retryGracePeriodSeconds: 0 });
        const other = await run(make({ accessTokenMinutes: 5, refreshTokenHours: 1 }));
        assert.deepEqual(validity(other.one(cognito("UserPoolClient")).inputs), [5, 5, 1]);
    });

    it("comes back to the addresses named, and signed out to their roots or to those named", async () => {
        const callbackUrls = [
            "https://a.example.com/signed-in",
            "https://a.example.com/other",
            "https://b.example.com:8443/",
        ];
        const { inputs } = (await run(make({ callbackUrls }))).one(cognito("UserPoolClient"));
        assert.deepEqual(inputs.callbackUrls, callbackUrls);
        assert.deepEqual(inputs.logoutUrls, ["https://a.example.com/", "https://b.example.com:8443/"]);
        const logoutUrls = pulumi.output(["https://bye.example.com/"]);
        const named = (await run(make({ logoutUrls }))).one(cognito("UserPoolClient")).inputs;
        assert.deepEqual(named.logoutUrls, ["https://bye.example.com/"]);
    });

    it("callback URLs may come after the pool", async () => {
        const result = await run(() => {
            const [callbackUrls, resolve] = pulumi.deferredOutput<string[]>();
            const pool = make({ callbackUrls })();
            resolve(pool.connectOrigins.apply((origins) => [`https://${origins.length}.example.com/in`]));
        });
        assert.deepEqual(result.one(cognito("UserPoolClient")).inputs.callbackUrls, ["https://2.example.com/in"]);
    });

    it("localhost is for development, when that is said", async () => {
        const callbackUrls = ["http://localhost:5173/signed-in", "http://127.0.0.1:5173/signed-in"];
        const result = await run(make({ callbackUrls, allowLocalhostForDevelopment: true }));
        assert.deepEqual(result.one(cognito("UserPoolClient")).inputs.callbackUrls, callbackUrls);
    });

    it("signs in under a prefix, on pages with a style", async () => {
        const result = await run(make());
        const { inputs, options } = result.one(cognito("UserPoolDomain"));
        assert.deepEqual([inputs.domain, inputs.managedLoginVersion], ["example-console", 2]);
        assert.equal("certificateArn" in inputs, false);
        assert.equal(options.deleteBeforeReplace, true);
        const branding = result.one(cognito("ManagedLoginBranding")).inputs;
        assert.equal(branding.useCognitoProvidedValues, true);
        assert.equal(branding.clientId, result.one(cognito("UserPoolClient")).id);
    });

    const origins: [string, string, Partial<IdentityPoolArgs>, string, string][] = [
        ["aws", "eu-west-1", {}, "cognito-idp.eu-west-1.amazonaws.com", "example-console.auth.eu-west-1.amazoncognito.com"], // prettier-ignore
        ["aws-us-gov", "us-gov-west-1", {}, "cognito-idp.us-gov-west-1.amazonaws.com", "example-console.auth-fips.us-gov-west-1.amazoncognito.com"], // prettier-ignore
        ["a domain of one's own", "eu-west-1", { domain: "login.example.com", certificateArn }, "cognito-idp.eu-west-1.amazonaws.com", "login.example.com"], // prettier-ignore
    ];
    for (const [what, region, args, api, pages] of origins) {
        it(`${what}: tells where its tokens come from, and where one signs in and out`, async () => {
            const result = await run(make(args), { config: { "aws:region": region } });
            const { outputs } = result.one(component("IdentityPool"));
            const pool = result.one(cognito("UserPool"));
            assert.equal(outputs.issuer, `https://${api}/${text(pool.id)}`);
            assert.equal(outputs.issuer, `https://${text(pool.outputs.endpoint)}`);
            assert.equal(outputs.signInUrl, `https://${pages}`);
            assert.equal(outputs.signOutUrl, `https://${pages}/logout`);
            assert.deepEqual(outputs.connectOrigins, [`https://${api}`, `https://${pages}`]);
            assert.deepEqual(outputs.scopes, ["openid", "email"]);
            assert.equal(outputs.clientId, result.one(cognito("UserPoolClient")).id);
            assert.deepEqual([outputs.arn, outputs.userPoolId, outputs.region], [pool.outputs.arn, pool.id, region]);
        });
    }

    it("what pages need to know of it is known before it is there", async () => {
        const { outputs } = (await run(make(), { ids: "unknown" })).one(component("IdentityPool"));
        assert.deepEqual(outputs.connectOrigins, [
            "https://cognito-idp.eu-west-1.amazonaws.com",
            "https://example-console.auth.eu-west-1.amazoncognito.com",
        ]);
    });

    it("has groups with their precedence, and a first user who is invited by e-mail, without a password of ours", async () => {
        const email = pulumi.output("somebody@example.com");
        const result = await run(make({ groups, firstAdmin: { email, group: "SYSTEM_ADMIN" } }));
        assert.deepEqual(
            result
                .all(cognito("UserGroup"))
                .map(({ name, inputs }) => [name, inputs.name, inputs.precedence, inputs.description])
                .sort(),
            [
                ["users-group-PATTERN_PUBLISHER", "PATTERN_PUBLISHER", 10, undefined],
                ["users-group-SYSTEM_ADMIN", "SYSTEM_ADMIN", 0, "Everything"],
            ],
        );
        const { inputs } = result.one(cognito("User"));
        assert.equal(inputs.username, "somebody@example.com");
        assert.deepEqual(inputs.attributes, { email: "somebody@example.com", email_verified: "true" });
        assert.deepEqual(inputs.desiredDeliveryMediums, ["EMAIL"]);
        assert.equal("password" in inputs || "temporaryPassword" in inputs, false);
        const membership = result.one(cognito("UserInGroup"));
        assert.deepEqual(
            [membership.inputs.username, membership.inputs.groupName],
            ["somebody@example.com", "SYSTEM_ADMIN"],
        );
        assert.equal(membership.options.retainOnDelete ?? false, false, "a right goes with the program");
    });

    it("a provider: its secret is read where it is, and stays secret; its groups are an attribute", async () => {
        const result = await run(make({ oidc }), { functions });
        const { inputs, options } = result.one(cognito("IdentityProvider"));
        const { client_secret, ...details } = inputs.providerDetails as Record<string, unknown>;
        assert.deepEqual(details, {
            oidc_issuer: "https://example.okta.com",
            client_id: "console",
            authorize_scopes: "openid email profile",
            attributes_request_method: "GET",
        });
        assert.deepEqual(client_secret, secret("hunter2"));
        assert.deepEqual([inputs.providerName, inputs.providerType], ["Okta", "OIDC"]);
        assert.deepEqual(inputs.attributeMapping, {
            username: "sub",
            email: "email",
            email_verified: "email_verified",
            "custom:groups": "groups",
        });
        assert.deepEqual(options.ignoreChanges, ["providerDetails.attributes_url_add_attributes"]);
        const client = result.one(cognito("UserPoolClient")).inputs;
        assert.deepEqual(client.supportedIdentityProviders, ["COGNITO", "Okta"]);
        assert.deepEqual(client.writeAttributes, ["email", "custom:groups"]);
        assert.equal(JSON.stringify(result.one(component("IdentityPool"))).includes("hunter2"), false);
    });

    it("a provider: what is asked for, and where groups are, may be said", async () => {
        const args = {
            ...oidc,
            issuer: pulumi.output(oidc.issuer),
            scopes: ["openid", "groups"],
            groupsClaim: "roles",
        };
        const { inputs } = (await run(make({ oidc: args }), { functions })).one(cognito("IdentityProvider"));
        assert.equal((inputs.providerDetails as { authorize_scopes: string }).authorize_scopes, "openid groups");
        assert.equal((inputs.attributeMapping as Record<string, string>)["custom:groups"], "roles");
    });

    it("a function before tokens: as it is live, called by this pool alone", async () => {
        const result = await run(() => {
            const fn = new SecureFunction("trigger", { code: bundle, handler: "index.handler" });
            make({ preTokenGeneration: fn })();
            new IdentityPool("others", { ...needed, domain: "others", preTokenGeneration: fn });
        });
        const pool = result.one(cognito("UserPool"), "users");
        assert.deepEqual(pool.inputs.lambdaConfig, {
            preTokenGenerationConfig: { lambdaArn: result.one(lambda("Alias")).outputs.arn, lambdaVersion: "V2_0" },
        });
        const permission = result.one(lambda("Permission"), "trigger-invoke-users").inputs;
        assert.deepEqual(
            [permission.principal, permission.sourceArn, permission.qualifier],
            ["cognito-idp.amazonaws.com", pool.outputs.arn, "live"],
        );
        assert.equal(result.all(lambda("Permission")).length, 2);
    });

    it("a function before tokens: of another owner, by its ARN", async () => {
        const result = await run(make({ preTokenGeneration: pulumi.output(functionArn) }));
        assert.deepEqual(result.one(cognito("UserPool")).inputs.lambdaConfig, {
            preTokenGenerationConfig: { lambdaArn: functionArn, lambdaVersion: "V2_0" },
        });
        assert.deepEqual(result.all(lambda("Permission")), []);
    });

    it("refused: a resource that is no SecureFunction", async () => {
        const { message } = await refusal(() => {
            const bucket = new SecureBucket("data") as unknown as SecureFunction;
            make({ preTokenGeneration: bucket })();
        });
        assert.match(message, /preTokenGeneration: it is a resource, but no SecureFunction/);
    });

    const report = "arn:aws:s3:::reports/*";
    const roles = {
        SYSTEM_ADMIN: [{ sid: "Reports", actions: ["s3:GetObject"], resources: [report] }],
        PATTERN_PUBLISHER: [],
    };

    it("without roles there is no identity pool, and groups are nothing in AWS", async () => {
        const result = await run(make({ groups }));
        assert.deepEqual(result.all(cognito("IdentityPool")), []);
        assert.deepEqual(result.all(iam("Role")), []);
        assert.ok(result.all(cognito("UserGroup")).every(({ inputs }) => !("roleArn" in inputs)));
    });

    it("an identity pool knows no guests, lets no client choose, and asks whether a token still holds", async () => {
        const result = await run(make({ groups, roles }));
        const { inputs, options } = result.one(cognito("IdentityPool"));
        assert.deepEqual([inputs.allowUnauthenticatedIdentities, inputs.allowClassicFlow], [false, false]);
        assert.deepEqual(inputs.cognitoIdentityProviders, [
            {
                clientId: result.one(cognito("UserPoolClient")).id,
                providerName: result.one(cognito("UserPool")).outputs.endpoint,
                serverSideTokenCheck: true,
            },
        ]);
        assert.equal(options.protect, true, "its id is in applications");
    });

    it("whoever is in no group with a role gets none", async () => {
        const result = await run(make({ groups, roles }));
        const { inputs } = result.one(cognito("IdentityPoolRoleAttachment"));
        const endpoint = text(result.one(cognito("UserPool")).outputs.endpoint);
        assert.deepEqual(inputs.roleMappings, [
            {
                identityProvider: `${endpoint}:${text(result.one(cognito("UserPoolClient")).id)}`,
                type: "Token",
                ambiguousRoleResolution: "Deny",
            },
        ]);
        const nobodys = result.one(iam("Role"), "users-no-role");
        assert.deepEqual(inputs.roles, { authenticated: nobodys.outputs.arn });
        const allowed = result.all(iam("RolePolicy")).map(({ name }) => name);
        assert.deepEqual(allowed, ["users-role-SYSTEM_ADMIN"]);
    });

    for (const { partition, region } of places.filter(({ partition }) => /^aws(-us-gov)?$/.test(partition))) {
        it(`${partition}: a group's role is its members', and may do what is said`, async () => {
            const result = await run(make({ groups, roles }), { config: { "aws:region": region } });
            for (const { name, inputs } of result.all(cognito("UserGroup"))) {
                const role = result.one(iam("Role"), name.replace("group", "role"));
                assert.equal(inputs.roleArn, role.outputs.arn);
            }
            const provider = `cognito-identity${partition === "aws" ? "" : "-us-gov"}.amazonaws.com`;
            const claims = {
                [`${provider}:aud`]: text(result.one(cognito("IdentityPool")).id),
                [`${provider}:amr`]: ["authenticated"],
            };
            for (const { inputs, name } of result.all(iam("Role"))) {
                const trust = text(inputs.assumeRolePolicy);
                const ask = (context: Record<string, string | string[]>): string =>
                    trusts(trust, provider, "sts:AssumeRoleWithWebIdentity", context);
                assert.equal(ask(claims), "allowed", name);
                assert.equal(ask({ ...claims, [`${provider}:aud`]: "eu-west-1:other" }), "not-covered", name);
            }
            const policy = document(result.one(iam("RolePolicy")));
            assert.equal(says(policy, "the role", "s3:GetObject", "arn:aws:s3:::reports/1"), "allowed");
            assert.equal(says(policy, "the role", "s3:PutObject", "arn:aws:s3:::reports/1"), "not-covered");
        });
    }

    describe("whose role a token gives", () => {
        const admin = "users-role-SYSTEM_ADMIN";
        const publisher = "users-role-PATTERN_PUBLISHER";
        const claim = "palisade:group";
        // Of a user of the pool the token says the groups' roles; of a provider's, whatever its groups, the pool knows none.
        const own =
            (...names: string[]) =>
            (result: InProcessResult) => {
                const arns = names.map((name) => text(result.one(iam("Role"), name).outputs.arn));
                return {
                    "cognito:roles": arns,
                    ...(arns[0] === undefined ? {} : { "cognito:preferred_role": arns[0] }),
                };
            };
        const rows: [
            string,
            string | undefined,
            (result: InProcessResult) => Record<string, string | string[]>,
            string?,
        ][] = [
            ["one group of the pool", undefined, own(publisher), publisher],
            ["two groups of the pool, the first one's", undefined, own(admin, publisher), admin],
            ["no group", undefined, own()],
            ["a group that the function gives, but no role", undefined, () => ({ "cognito:groups": ["SYSTEM_ADMIN"] })],
            ["a claim that is not asked for", undefined, () => ({ [claim]: "SYSTEM_ADMIN" })],
            ["a group that the function gives, by its claim", claim, () => ({ [claim]: "SYSTEM_ADMIN" }), admin],
            ["a group of the pool, by the function's claim", claim, (result) => ({ ...own(admin)(result), [claim]: "PATTERN_PUBLISHER" }), publisher], // prettier-ignore
            ["no claim, as of a function that failed", claim, own(admin)],
            ["a part of a group's name", claim, () => ({ [claim]: "ADMIN" })],
            ["a longer name", claim, () => ({ [claim]: "SYSTEM_ADMINS" })],
            ["an attribute of the user", claim, () => ({ "custom:groups": "SYSTEM_ADMIN", name: "SYSTEM_ADMIN" })],
        ];
        for (const [what, roleClaim, claims, expected] of rows) {
            it(`${what}: ${expected ?? "none"}`, async () => {
                const result = await run(make({ groups, roles, roleClaim, preTokenGeneration: functionArn, oidc }), {
                    functions,
                });
                const { roleMappings } = result.one(cognito("IdentityPoolRoleAttachment")).inputs;
                const [mapping] = roleMappings as unknown as Parameters<typeof chosenRole>[0][];
                assert.ok(mapping !== undefined);
                const given = chosenRole(mapping, claims(result));
                const role = result.all(iam("Role")).find(({ outputs }) => outputs.arn === given);
                assert.equal(role?.name, expected);
            });
        }
    });

    it("roles have the boundary and the beginning that accounts ask for", async () => {
        const permissionsBoundaryArn = pulumi.output("arn:aws:iam::123456789012:policy/limits");
        const result = await run(make({ groups, roles, permissionsBoundaryArn, roleNamePrefix: "app-" }));
        for (const { inputs } of result.all(iam("Role"))) {
            assert.equal(inputs.permissionsBoundary, "arn:aws:iam::123456789012:policy/limits");
            assert.match(text(inputs.namePrefix), /^app-users-/);
        }
    });

    it("grants of other components reach a group's role", async () => {
        const result = await run(() => {
            const users = make({ groups, roles })();
            const key = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
            new SecureBucket("data", { key, logBucketName: "logs" }).grantRead(users.roleOf("PATTERN_PUBLISHER"));
        });
        const policy = result.all(iam("RolePolicy")).find(({ name }) => name.startsWith("data-read"));
        assert.equal(policy?.inputs.role, result.one(iam("Role"), "users-role-PATTERN_PUBLISHER").outputs.name);
    });

    it("a group without a role has none to be granted anything", async () => {
        const { message } = await refusal(() => make({ groups })().roleOf("SYSTEM_ADMIN"));
        assert.match(message, /IdentityPool "users" .*\n.*roleOf: "SYSTEM_ADMIN" has no role\. Fix: name it in roles/);
    });

    it("everything that roles add has the name that it always had", async () => {
        for (const ids of ["made-up", "unknown"] as const) {
            const made = identities(await run(make({ groups, roles }), { ids }));
            assert.deepEqual(
                made.filter((line) => /:iam|identityPool/.test(line)),
                [
                    "aws:cognito/identityPool:IdentityPool users-identities < IdentityPool users",
                    "aws:cognito/identityPoolRoleAttachment:IdentityPoolRoleAttachment users-identities < IdentityPool users",
                    "aws:iam/role:Role users-no-role < IdentityPool users",
                    "aws:iam/role:Role users-role-PATTERN_PUBLISHER < IdentityPool users",
                    "aws:iam/role:Role users-role-SYSTEM_ADMIN < IdentityPool users",
                    "aws:iam/rolePolicy:RolePolicy users-role-SYSTEM_ADMIN < IdentityPool users",
                ],
            );
        }
    });

    it("everything it can make has the name that it always had", async () => {
        const full = () => {
            const preTokenGeneration = new SecureFunction("trigger", { code: bundle, handler: "index.handler" });
            make({ groups, firstAdmin: { email: "a@example.com", group: "SYSTEM_ADMIN" }, oidc, preTokenGeneration })();
        };
        for (const ids of ["made-up", "unknown"] as const) {
            const made = identities(await run(full, { functions, ids })).filter((line) =>
                line.includes("IdentityPool"),
            );
            assert.deepEqual(made, [
                "aws:cloudwatch/logGroup:LogGroup users-logs < IdentityPool users",
                "aws:cloudwatch/logResourcePolicy:LogResourcePolicy users-logs < IdentityPool users",
                "aws:cognito/identityProvider:IdentityProvider users-oidc < IdentityPool users",
                "aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration users-logs < IdentityPool users",
                "aws:cognito/managedLoginBranding:ManagedLoginBranding users-branding < IdentityPool users",
                "aws:cognito/riskConfiguration:RiskConfiguration users-risk < IdentityPool users",
                "aws:cognito/user:User users-admin < IdentityPool users",
                "aws:cognito/userGroup:UserGroup users-group-PATTERN_PUBLISHER < IdentityPool users",
                "aws:cognito/userGroup:UserGroup users-group-SYSTEM_ADMIN < IdentityPool users",
                "aws:cognito/userInGroup:UserInGroup users-admin < IdentityPool users",
                "aws:cognito/userPool:UserPool users < IdentityPool users",
                "aws:cognito/userPoolClient:UserPoolClient users-client < IdentityPool users",
                "aws:cognito/userPoolDomain:UserPoolDomain users-domain < IdentityPool users",
                "palisade-aws:index:IdentityPool users",
            ]);
        }
    });

    const localhost = "http://localhost:3000/";
    const refused: [string, Partial<IdentityPoolArgs>, RegExp][] = [
        ["no callback", { callbackUrls: undefined }, /callbackUrls: it is missing\. Fix: pass the addresses/],
        ["an empty list of callbacks", { callbackUrls: [] }, /callbackUrls: there are 0/],
        ["http", { callbackUrls: ["http://example.com/"] }, /callbackUrls: "http:\/\/example\.com\/" is not https/],
        ["http, known later", { callbackUrls: pulumi.output(["http://example.com/"]) }, /is not https/],
        [
            "an address to sign out to without https",
            { logoutUrls: ["http://a.com/"] },
            /logoutUrls: "http.*is not https/,
        ],
        ["localhost", { callbackUrls: [localhost] }, /callbackUrls: ".*" is on the machine of whoever signs in/],
        [
            "localhost, known later",
            { callbackUrls: [pulumi.output(localhost)] },
            /callbackUrls: ".*" is on the machine/,
        ],
        ["localhost to sign out to", { logoutUrls: [localhost] }, /logoutUrls: ".*" is on the machine/],
        ["a flag in quotes", { allowLocalhostForDevelopment: "false" as unknown as boolean }, /neither true nor false/],
        ["no domain", { domain: undefined }, /domain: it is missing/],
        ["a reserved prefix", { domain: "my-aws-login" }, /domain: "my-aws-login" has "aws" in it/],
        ["a host without a certificate", { domain: "login.example.com" }, /certificateArn: it is missing/],
        ["a certificate without a host", { certificateArn }, /certificateArn: it is about a domain of yours/],
        [
            "a certificate of another region",
            { domain: "login.example.com", certificateArn: certificateArn.replace("us-east-1", "eu-west-1") },
            /certificateArn: ".*" is not the ARN of a certificate in us-east-1/,
        ],
        [
            "groups that come first together",
            { groups: { a: { precedence: 1 }, b: { precedence: 1 } } },
            /groups: "b" and "a" have the same precedence/,
        ],
        [
            "a first user of no group",
            { groups, firstAdmin: { email: "a@example.com", group: "ADMIN" } },
            /firstAdmin\.group: there is no group "ADMIN"/,
        ],
        [
            "a first user without an address",
            { groups, firstAdmin: { email: "admin", group: "SYSTEM_ADMIN" } },
            /firstAdmin\.email: it is not an e-mail address/,
        ],
        [
            "a first user without an address, known later",
            { groups, firstAdmin: { email: pulumi.output("admin"), group: "SYSTEM_ADMIN" } },
            /firstAdmin\.email: it is not an e-mail address/,
        ],
        ["a provider over http", { oidc: { ...oidc, issuer: "http://idp.example.com" } }, /oidc\.issuer: ".*" is not an address of https/], // prettier-ignore
        [
            "a provider over http, known later",
            { oidc: { ...oidc, issuer: pulumi.output("http://a.com") } },
            /oidc\.issuer/,
        ],
        ["an issuer with a slash", { oidc: { ...oidc, issuer: "https://a.com/" } }, /oidc\.issuer: ".*" is more than/],
        [
            "a provider's reserved name",
            { oidc: { ...oidc, name: "Google" } },
            /oidc\.name: "Google" is not a name for it/,
        ],
        ["scopes without openid", { oidc: { ...oidc, scopes: ["email"] } }, /oidc\.scopes: openid is not among them/],
        ["a claim of two words", { oidc: { ...oidc, groupsClaim: "my groups" } }, /oidc\.groupsClaim: "my groups"/],
        ["no client id", { oidc: { ...oidc, clientId: "" } }, /oidc\.clientId: "" is not one word/],
        [
            "no function",
            { preTokenGeneration: "trigger" },
            /preTokenGeneration: "trigger" is not the ARN of a function/,
        ],
        [
            "a function of another region",
            { preTokenGeneration: functionArn.replace("eu-west-1", "eu-west-2") },
            /preTokenGeneration: it is in region eu-west-2, and the pool in eu-west-1/,
        ],
        ["a short password", { passwordMinimumLength: 8 }, /passwordMinimumLength: 8 is not a whole number .* from 14/],
        ["a retention that is not offered", { logRetentionDays: 2 }, /logRetentionDays: 2 days are not offered/],
        ["roles of no group", { groups, roles: {} }, /roles: no group is named/],
        ["a role of a group that is not there", { roles }, /roles: there is no group "SYSTEM_ADMIN"/],
        [
            "wildcards",
            { groups, roles: { SYSTEM_ADMIN: [{ sid: "All", actions: ["s3:*"], resources: ["*"] }] } },
            /roles\.SYSTEM_ADMIN\[0\]\.actions: "s3:\*" has a wildcard/,
        ],
        [
            "what is allowed on everything, known later",
            {
                groups,
                roles: { SYSTEM_ADMIN: [{ sid: "All", actions: ["s3:GetObject"], resources: [pulumi.output("*")] }] },
            },
            /roles\.SYSTEM_ADMIN\[0\]\.resources: "\*" is everything/,
        ],
        ["a claim of no role", { roleClaim: "palisade:group" }, /roleClaim: it says nothing without roles/],
        ["a claim that nobody writes", { groups, roles, roleClaim: "palisade:group" }, /roleClaim: nobody writes it/],
        ...["custom:groups", "cognito:groups", "dev:group", "profile", "", `a:${"b".repeat(63)}`].map(
            (roleClaim): [string, Partial<IdentityPoolArgs>, RegExp] => [
                `a claim that a user could have: ${roleClaim}`,
                { groups, roles, roleClaim, preTokenGeneration: functionArn },
                /roleClaim: ".*" could be an attribute of the user/,
            ],
        ),
        ["a boundary of no role", { permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/a" }, /permissionsBoundaryArn: it says nothing without roles/], // prettier-ignore
        ["a beginning of no role's name", { roleNamePrefix: "app-" }, /roleNamePrefix: it says nothing without roles/],
        ["a boundary that is none", { groups, roles, permissionsBoundaryArn: "limits" }, /permissionsBoundaryArn: "limits" is not one's ARN/], // prettier-ignore
        ["long access tokens", { accessTokenMinutes: 1440 }, /accessTokenMinutes: 1440 is not/],
        ["a session of months", { refreshTokenHours: 8760 }, /refreshTokenHours: 8760 is not/],
    ];
    for (const [what, args, expected] of refused) {
        it(`refused: ${what}`, async () => {
            assert.match((await refusal(make(args))).message, expected);
        });
    }

    it("refused: the secret itself, which is not told", async () => {
        const { message } = await refusal(make({ oidc: { ...oidc, clientSecretArn: "hunter2" } }));
        assert.match(message, /oidc\.clientSecretArn: it is not the ARN of a secret\. Fix: keep the secret in AWS/);
        assert.equal(message.includes("hunter2"), false);
    });

    const elsewhere: [string, Partial<IdentityPoolArgs>, RegExp][] = [
        ["cn-north-1", {}, /region: sign-in by Amazon Cognito is not known to work in the partition aws-cn/],
        ["us-gov-west-1", { domain: "login.example.com", certificateArn }, /domain: there are no domains of one's own/],
    ];
    for (const [region, args, expected] of elsewhere) {
        it(`refused: what ${region} does not have`, async () => {
            assert.match((await refusal(make(args), { config: { "aws:region": region } })).message, expected);
        });
    }

    it("refused: a name that no pool can have", async () => {
        const { message } = await refusal(() => new IdentityPool("a/b", needed));
        assert.match(message, /name: no pool can be named after it/);
    });

    it("everything that is wrong is told at once", async () => {
        const { faults } = await refusal(
            make({
                callbackUrls: [localhost],
                domain: "AWS",
                passwordMinimumLength: 6,
                firstAdmin: { email: "a", group: "b" },
            }),
        );
        assert.deepEqual(faults.map(({ argument }) => argument).sort(), [
            "callbackUrls",
            "domain",
            "firstAdmin.email",
            "passwordMinimumLength",
        ]);
    });
});
