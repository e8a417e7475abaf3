import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { FunctionInvoker, SecureFunction } from "../compute/secureFunction";
import { argumentsOf } from "../shared/arguments";
import { cloudFrontCertificate } from "../shared/arn";
import { flag, whole } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { logRetentionRule } from "../shared/logGroups";
import { outputsOf } from "../shared/outputs";
import { roleRules } from "../shared/roleRules";
import type { RoleStatementArgs } from "../shared/roleStatements";
import { ArgumentError, type Fault, plainList } from "../shared/validate";
import { appClient, scopes } from "./appClient";
import { groupRoleFaults, groupRoles, roleClaim, strayRoleFaults } from "./groupRoles";
import { type FirstAdminArgs, firstAdminFaults, members, membershipFaults } from "./members";
import { oidcFaults, oidcProvider, type OidcProviderArgs } from "./oidcProvider";
import { certificateFaults, issuerOrigin, placeFaults, signInDomain, signInOrigin } from "./policy/addresses";
import { clientUrls, loopbackFaults, rootsOf } from "./policy/clientUrls";
import { groupFaults, type IdentityGroupArgs } from "./policy/groups";
import { functionRegionFaults, preTokenRule } from "./preTokenFunction";
import { userLogs } from "./userLogs";
import { userPool } from "./userPool";

/** Arguments of {@link IdentityPool}. `callbackUrls` and `domain` are needed. */
export interface IdentityPoolArgs {
    /**
     * Addresses of the application to which browsers come back signed in, to the letter: https. May be an output that
     * resolves after the pool exists. Needed.
     */
    callbackUrls: pulumi.Input<pulumi.Input<string>[]>;
    /** Addresses to which browsers come back signed out. Default: the roots of the callback URLs. */
    logoutUrls?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * Whether callback and logout URLs may be on the machine of whoever signs in, `http` included. Any program there can
     * then take the code. Plain. Default: false.
     */
    allowLocalhostForDevelopment?: boolean;
    /**
     * Where one signs in: a prefix of AWS's domain that nobody has in the region, for example `example-console`, or a
     * host of yours, for example `login.example.com`, with `certificateArn`. Plain. Needed.
     */
    domain: string;
    /** ARN of a certificate in us-east-1 for a host of yours. Default: none. */
    certificateArn?: pulumi.Input<string>;
    /** Groups of the pool by name, for example `{ SYSTEM_ADMIN: { precedence: 0 } }`. Plain. Default: none. */
    groups?: Record<string, IdentityGroupArgs>;
    /**
     * What members of groups may do in AWS, by group, with credentials that an identity pool gives them for their ID token;
     * an empty list for a role that grants of other components are for. Plain, but for ARNs. Default: none, there is no
     * identity pool.
     */
    roles?: Record<string, RoleStatementArgs[]>;
    /**
     * Claim of the ID token that says whose role a user has, where a function before tokens gives groups: it writes the name
     * of one group there, for all users, for example as `palisade:group`. Plain.
     * Default: none, users have the role of the groups that the pool itself puts them into.
     */
    roleClaim?: string;
    /** ARN of a policy that limits what the groups' roles may do, whatever they are allowed. Default: none. */
    permissionsBoundaryArn?: pulumi.Input<string>;
    /** Beginning of the roles' names, at most 20 characters, for example `app-`. Plain. Default: none. */
    roleNamePrefix?: string;
    /**
     * A first user and its group. Somebody else's address makes another user; the one before leaves the group, and
     * stays in the pool. Plain, but for the address. Default: none.
     */
    firstAdmin?: FirstAdminArgs;
    /**
     * An identity provider that speaks OpenID Connect, besides the pool's own users. Its groups come as the attribute
     * `custom:groups`, which gives no right by itself. Plain, but for what may be an output. Default: none.
     */
    oidc?: OidcProviderArgs;
    /**
     * A SecureFunction that is called before tokens are made (version 2 of the event: access tokens too), or the ARN of
     * any function: letting `cognito-idp.amazonaws.com` call it for the pool's ARN is then up to its owner.
     * Default: none.
     */
    preTokenGeneration?: SecureFunction | pulumi.Input<string>;
    /** Characters of the shortest password. Plain. Default: 14. */
    passwordMinimumLength?: number;
    /** Minutes for which access and ID tokens hold. Plain. Default: 15. */
    accessTokenMinutes?: number;
    /** Hours after which one signs in again, however often tokens were renewed. Plain. Default: 12. */
    refreshTokenHours?: number;
    /** Days for which the log of sign-ins is kept, one of those that CloudWatch Logs offers. Plain. Default: 365. */
    logRetentionDays?: number;
    /**
     * Whether the pool may be deleted with the stack, users included. Plain. Default: false, it is protected and
     * survives being removed from the program, and Amazon Cognito refuses to delete it.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of the pool. Default: the provider's. */
    region?: pulumi.Input<string>;
}

export const identityPoolArguments = argumentsOf<IdentityPoolArgs>()(
    "IdentityPool",
    {
        callbackUrls: {
            late: true,
            needed: "pass the addresses to come back to, for example https://console.example.com/signed-in",
            check: clientUrls,
            why: "a code is sent to no other address; https, so that nobody reads it on its way",
        },
        logoutUrls: {
            late: true,
            check: clientUrls,
            otherwise: "the roots of the callback URLs",
            why: "whoever signs out is sent nowhere else",
        },
        allowLocalhostForDevelopment: {
            plain: true,
            check: flag,
            default: false,
            why: "on somebody's machine any program may be listening",
        },
        domain: {
            plain: true,
            needed: "pass a prefix that nobody has in the region, for example example-console, or a host of yours",
            check: signInDomain,
            why: "sign-in pages are there; without one there is only signing in with passwords by API",
        },
        certificateArn: { check: cloudFrontCertificate, why: "for a host of yours, which CloudFront serves" },
        groups: { plain: true, check: groupFaults, default: {}, otherwise: "none", why: "what rights are bound to" },
        roles: {
            plain: true,
            check: groupRoleFaults,
            otherwise: "none, there is no identity pool",
            why: "for applications that call AWS themselves; no guests, no wildcards, and nobody has the role of another group",
        },
        roleClaim: {
            plain: true,
            check: roleClaim,
            otherwise: "none, users have the role of the groups that the pool itself puts them into",
            why: "a function cannot know the roles' ARNs, which are there after it; only it can write the claim",
        },
        ...roleRules,
        firstAdmin: {
            plain: true,
            check: firstAdminFaults,
            why: "nobody can sign up: somebody must be there first; no password is in program or state",
        },
        oidc: {
            plain: true,
            check: oidcFaults,
            why: "people keep one account; its secret is read from AWS Secrets Manager",
            cost: "as users",
        },
        preTokenGeneration: {
            ...preTokenRule,
            why: "turns a provider's groups into the pool's; called by this pool alone",
        },
        passwordMinimumLength: {
            plain: true,
            check: whole("characters", 14, 99, "use 14 or more"),
            default: 14,
            why: "Cognito.3; of four classes, none of the last 24 again",
        },
        accessTokenMinutes: {
            plain: true,
            check: whole("minutes", 5, 60),
            default: 15,
            why: "an access token cannot be called back",
        },
        refreshTokenHours: {
            plain: true,
            check: whole("hours", 1, 720),
            default: 12,
            why: "one signs in once a day; each renewal makes the token before useless",
        },
        logRetentionDays: logRetentionRule,
        ...commonRules("users cannot be made again as they were: the pool is protected and kept"),
    },
    (
        { callbackUrls, logoutUrls, allowLocalhostForDevelopment, domain, certificateArn, groups, firstAdmin, ...more },
        name,
    ) => [
        ...(/^[\w +=,.@-]{1,100}$/.test(name)
            ? []
            : [{ argument: "name", fault: "no pool can be named after it", fix: "use up to 100 letters and digits" }]),
        ...(allowLocalhostForDevelopment === false
            ? localhostFaults(plainList(callbackUrls), plainList(logoutUrls))
            : []),
        ...(domain === undefined ? [] : certificateFaults(domain, certificateArn)),
        ...membershipFaults(firstAdmin, groups ?? {}),
        ...strayRoleFaults({ groups, ...more }),
    ],
);

function localhostFaults(callbackUrls: string[], logoutUrls: string[]): Fault[] {
    return [...loopbackFaults(callbackUrls, "callbackUrls"), ...loopbackFaults(logoutUrls, "logoutUrls")];
}

/** Roles by group. Kept beside the class: every field of it would be an output. */
const rolesOf = new WeakMap<IdentityPool, Map<string, aws.iam.Role>>();

/**
 * A Cognito user pool for one application: only administrators make users, who sign in with their e-mail address, a long
 * password and a code of their authenticator, or by an OpenID Connect provider; on pages of Amazon Cognito, by
 * authorization code and PKCE. With threat protection, groups, their roles in AWS, and a first user.
 *
 * Cost: 0.02 USD a month for each user who signs in, on the plan Plus; 0.50 USD per GB of log.
 * Controls: Cognito.1, Cognito.2, Cognito.3, Cognito.4, Cognito.5, Cognito.6.
 */
export class IdentityPool extends pulumi.ComponentResource {
    /** The user pool. */
    public readonly userPool: aws.cognito.UserPool;
    /** The application's client. */
    public readonly client: aws.cognito.UserPoolClient;
    /** Domain of the sign-in pages; a host of yours needs an alias record to its `cloudfrontDistribution`. */
    public readonly domain: aws.cognito.UserPoolDomain;
    /** ARN of the user pool. */
    public readonly arn: pulumi.Output<string>;
    /** Id of the user pool. */
    public readonly userPoolId: pulumi.Output<string>;
    /** Id of the application's client, which is no secret. */
    public readonly clientId: pulumi.Output<string>;
    /** Issuer of the tokens; its metadata is below it. */
    public readonly issuer: pulumi.Output<string>;
    /** What the application asks tokens for. */
    public readonly scopes: pulumi.Output<string[]>;
    /** Where the sign-in pages are, without a slash at the end. */
    public readonly signInUrl: pulumi.Output<string>;
    /** Where one signs out, with `client_id` and `logout_uri` as parameters. */
    public readonly signOutUrl: pulumi.Output<string>;
    /** Origins that the application's pages fetch from, for their Content-Security-Policy. */
    public readonly connectOrigins: pulumi.Output<string[]>;
    /** The log of sign-ins with their risk, and of messages that did not arrive. */
    public readonly logGroup: aws.cloudwatch.LogGroup;
    /** What gives users credentials of AWS; none without `roles`. */
    public readonly identityPool?: aws.cognito.IdentityPool;
    /** Region of the pool. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: IdentityPoolArgs, opts?: pulumi.ComponentResourceOptions) {
        const given = identityPoolArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { domain, groups, roles, firstAdmin, oidc, preTokenGeneration, region } = given.values;
        const children = new Children(this, given);
        const place = children.place.apply((known) => {
            given.require(placeFaults(known, domain));
            return known;
        });

        const preTokenArn = pulumi.all([given.output("preTokenGeneration"), place]).apply(([arn = "", { region }]) => {
            given.require(functionRegionFaults(arn, region, "preTokenGeneration"));
            return arn;
        });
        this.userPool = userPool(children, {
            passwordMinimumLength: given.values.passwordMinimumLength,
            preTokenFunctionArn: preTokenGeneration === undefined ? undefined : preTokenArn,
        });
        if (preTokenGeneration instanceof SecureFunction) {
            preTokenGeneration.allowInvoke(FunctionInvoker.Cognito, this.userPool.arn, { name });
        }
        const userPoolId = this.userPool.id;
        this.logGroup = userLogs(children, { userPoolId, retentionInDays: given.values.logRetentionDays });
        const provider = oidc && oidcProvider(children, userPoolId, oidc, given.output("oidc"));
        const callbackUrls = given.output("callbackUrls");
        const logoutUrls = given.output("logoutUrls");
        const allowLocalhost = given.values.allowLocalhostForDevelopment;
        const urls = pulumi.all([callbackUrls, logoutUrls]).apply(([callbacks, logouts = rootsOf(callbacks)]) => {
            given.require(allowLocalhost ? [] : localhostFaults(callbacks, logouts));
            return { callbacks, logouts };
        });
        this.client = appClient(children, {
            userPoolId,
            callbackUrls: urls.callbacks,
            logoutUrls: urls.logouts,
            providerName: provider?.providerName,
            accessTokenMinutes: given.values.accessTokenMinutes,
            refreshTokenHours: given.values.refreshTokenHours,
        });
        this.domain = new aws.cognito.UserPoolDomain(
            children.name("domain"),
            {
                userPoolId,
                domain,
                certificateArn: given.output("certificateArn"),
                managedLoginVersion: 2,
                region,
            },
            // A pool has one of its kind at a time.
            { ...children.looseOptions(), deleteBeforeReplace: true },
        );
        // Without a style there are no pages.
        new aws.cognito.ManagedLoginBranding(
            children.name("branding"),
            { userPoolId, clientId: this.client.id, useCognitoProvidedValues: true, region },
            children.looseOptions(),
        );
        const access =
            roles &&
            groupRoles(children, {
                userPool: this.userPool,
                client: this.client,
                roles,
                checked: given.output("roles").apply((known) => known ?? {}),
                permissionsBoundary: given.output("permissionsBoundaryArn"),
                roleClaim: given.values.roleClaim,
                roleNamePrefix: given.values.roleNamePrefix,
            });
        rolesOf.set(this, access?.roles ?? new Map());
        members(children, userPoolId, {
            groups,
            roles: access?.roles,
            firstAdmin,
            email: given.output("firstAdmin").apply((admin) => admin?.email ?? ""),
        });

        this.arn = this.userPool.arn;
        this.userPoolId = userPoolId;
        this.clientId = this.client.id;
        this.issuer = pulumi.interpolate`${place.apply(issuerOrigin)}/${userPoolId}`;
        this.scopes = pulumi.output(scopes);
        this.signInUrl = place.apply((known) => signInOrigin(known, domain));
        this.signOutUrl = pulumi.interpolate`${this.signInUrl}/logout`;
        this.connectOrigins = pulumi.all([place.apply(issuerOrigin), this.signInUrl]);
        this.identityPool = access?.identityPool;
        this.region = place.region;
        this.registerOutputs(outputsOf(this));
    }

    /**
     * The role of a group's members, for grants such as `bucket.grantRead(users.roleOf("SYSTEM_ADMIN"))`.
     * @throws ArgumentError when the group is not among `roles`.
     */
    public roleOf(group: string): aws.iam.Role {
        const role = rolesOf.get(this)?.get(group);
        if (role === undefined) {
            const fault = `"${group}" has no role`;
            const faults = [
                { argument: "roleOf", fault, fix: "name it in roles, with an empty list for grants alone" },
            ];
            throw new ArgumentError("IdentityPool", pulumi.resourceName(this), faults);
        }
        return role;
    }
}
