import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Check, text } from "../shared/checks";
import type { Children } from "../shared/children";
import { policyDocument } from "../shared/policyDocument";
import { childRole } from "../shared/roles";
import { type RoleStatementArgs, roleStatementFaults, toRoleStatement } from "../shared/roleStatements";
import type { Fault } from "../shared/validate";
import type { IdentityGroupArgs } from "./policy/groups";
import { identityTrust } from "./policy/identityTrust";

/** What members of groups may do in AWS, by group. */
export type GroupRoles = Record<string, RoleStatementArgs[]>;

/** Everything that is wrong with what groups shall be allowed, as far as it is known. */
export const groupRoleFaults: Check<GroupRoles> = (roles, argument) => {
    const fix = "name a group, for example { SYSTEM_ADMIN: [] }, or leave it out";
    return Object.keys(roles).length === 0
        ? [{ argument, fault: "no group is named", fix }]
        : Object.entries(roles).flatMap(([group, statements]) =>
              roleStatementFaults([])(statements, `${argument}.${group}`),
          );
};

/**
 * A claim that is no user's attribute: those have names of OpenID Connect, or begin with `custom:`, and are written by users
 * and by providers.
 */
export const roleClaim = text(
    (claim) =>
        /^(?!custom:|cognito:|dev:)[a-z][a-z0-9-]*:[a-z0-9-]+$/.test(claim) && claim.length <= 64
            ? undefined
            : `"${claim}" could be an attribute of the user, or is no claim`,
    "pass a name with a beginning of yours, for example palisade:group",
);

interface RoleArgs {
    roles?: GroupRoles;
    roleClaim?: string;
    preTokenGeneration?: unknown;
    groups?: Record<string, IdentityGroupArgs>;
    permissionsBoundaryArn?: unknown;
    roleNamePrefix?: string;
}

/** Roles of groups that there are not, and what says nothing without roles. */
export function strayRoleFaults(args: RoleArgs): Fault[] {
    const { roles, groups = {}, roleClaim, preTokenGeneration, permissionsBoundaryArn, roleNamePrefix } = args;
    if (roles === undefined) {
        return Object.entries({ roleClaim, permissionsBoundaryArn, roleNamePrefix })
            .filter(([, value]) => value !== undefined)
            .map(([argument]) => ({ argument, fault: "it says nothing without roles", fix: "leave it out" }));
    }
    const stray = Object.keys(roles).filter((group) => !Object.hasOwn(groups, group));
    const unwritten = roleClaim !== undefined && preTokenGeneration === undefined;
    return [
        ...stray.map((group) => ({
            argument: "roles",
            fault: `there is no group "${group}"`,
            fix: "name one of the groups, and give it in groups",
        })),
        ...(unwritten
            ? [{ argument: "roleClaim", fault: "nobody writes it", fix: "pass preTokenGeneration, or leave it out" }]
            : []),
    ];
}

interface GroupRoleSettings {
    userPool: aws.cognito.UserPool;
    client: aws.cognito.UserPoolClient;
    roles: GroupRoles;
    /** The same, once it is known to be right. */
    checked: pulumi.Output<pulumi.Unwrap<GroupRoles>>;
    /** The claim that says which group's role it is. Default: none, it is that of the user's own groups. */
    roleClaim: string | undefined;
    permissionsBoundary: pulumi.Output<string | undefined>;
    roleNamePrefix: string | undefined;
}

/**
 * Registers the pool that gives users credentials of AWS, and the roles of their groups. A group's members have no other
 * role, and whoever is in none of these groups has none.
 */
export function groupRoles(
    children: Children,
    { userPool, client, roles, checked, roleClaim, permissionsBoundary, roleNamePrefix }: GroupRoleSettings,
): { identityPool: aws.cognito.IdentityPool; roles: Map<string, aws.iam.Role> } {
    const { region } = children;
    const identityPool = new aws.cognito.IdentityPool(
        children.name("identities"),
        {
            identityPoolName: children.name(),
            allowUnauthenticatedIdentities: false,
            // With it, clients would choose the role.
            allowClassicFlow: false,
            cognitoIdentityProviders: [
                { clientId: client.id, providerName: userPool.endpoint, serverSideTokenCheck: true },
            ],
            tags: children.tags("identities"),
            region,
        },
        children.keptOptions(),
    );
    const trust = pulumi
        .all([children.place, identityPool.id])
        .apply(([{ partition }, id]) => identityTrust(partition, id));
    const roleOf = (suffix: string): aws.iam.Role =>
        childRole(children, suffix, { trust, permissionsBoundary, roleNamePrefix });
    const made = Object.entries(roles).map(([group, statements]) => {
        const role = roleOf(`role-${group}`);
        if (statements.length > 0) {
            new aws.iam.RolePolicy(
                children.name(`role-${group}`),
                {
                    role: role.name,
                    policy: checked.apply((known) =>
                        JSON.stringify(policyDocument((known[group] ?? []).map(toRoleStatement))),
                    ),
                },
                children.looseOptions(),
            );
        }
        return [group, role] as const;
    });
    new aws.cognito.IdentityPoolRoleAttachment(
        children.name("identities"),
        {
            identityPoolId: identityPool.id,
            // The provider wants one; nobody gets it, and it may do nothing.
            roles: { authenticated: roleOf("no-role").arn },
            roleMappings: [
                {
                    identityProvider: pulumi.interpolate`${userPool.endpoint}:${client.id}`,
                    ...(roleClaim === undefined
                        ? // By the role of the user's group: of a list of groups, rules would match parts of names.
                          { type: "Token" }
                        : {
                              type: "Rules",
                              mappingRules: made.map(([group, role]) => ({
                                  claim: roleClaim,
                                  matchType: "Equals",
                                  value: group,
                                  roleArn: role.arn,
                              })),
                          }),
                    ambiguousRoleResolution: "Deny",
                },
            ],
            region,
        },
        children.looseOptions(),
    );
    return { identityPool, roles: new Map(made) };
}
