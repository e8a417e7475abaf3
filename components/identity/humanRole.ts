import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf, isLater } from "../shared/arguments";
import { flag, names, onceKnown, whole } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { allowOn } from "../shared/grantStatements";
import { physicalName, roleNaming, rolePolicyNaming } from "../shared/naming";
import { outputsOf } from "../shared/outputs";
import { policyDocument } from "../shared/policyDocument";
import { roleRules } from "../shared/roleRules";
import { type RoleStatementArgs, toRoleStatement } from "../shared/roleStatements";
import { isAction } from "../shared/statements";
import { tagFaults } from "../shared/tags";
import { ArgumentError } from "../shared/validate";
import { denyWithoutMfa, personTrust } from "./policy/mfa";
import {
    externalIdCheck,
    managedPolicyArn,
    organizationIdCheck,
    personStatementFaults,
    strangerFaults,
    trustedPersons,
} from "./policy/persons";

/** Arguments of {@link HumanRole}. `trusted` is needed. */
export interface HumanRoleArgs {
    /**
     * ARNs of users, or accounts as 12 digits, whose own policies then say which of their users; never a wildcard, a role
     * or a service. Other accounts need `organizationId` or `externalId`. Plain list, with outputs inside. Needed.
     */
    trusted: pulumi.Input<string>[];
    /** Minutes for which a second factor counts, when the role is taken. Plain, 1 to 2160. Default: 60. */
    mfaMinutes?: number;
    /** Hours after which a session ends at the latest. Plain, 1 to 12. Default: 1. */
    maximumSessionHours?: number;
    /** What the role may do. Grants of components, such as `table.grantRead(role.role)`, add to it. Default: none. */
    statements?: RoleStatementArgs[];
    /** ARNs of managed policies, by a name that never changes. Plain, with outputs inside. Default: none. */
    managedPolicies?: Record<string, pulumi.Input<string>>;
    /**
     * Id of the AWS organization that those who take it must be in, for example `o-a1b2c3d4e5`. Default: none, other
     * accounts then need an `externalId`.
     */
    organizationId?: pulumi.Input<string>;
    /**
     * What people of a third party must say when they take it. They cannot take it in the console, which sends none.
     * Default: none, other accounts then need an `organizationId`.
     */
    externalId?: pulumi.Input<string>;
    /** Tags that users must have to take it, by key. Default: none. */
    principalTags?: Record<string, pulumi.Input<string>>;
    /**
     * Whether to demand that a session tells its user as its source identity, which stays through every further role.
     * The console sends none, so that the role can then be taken by CLI and SDK only. Plain. Default: false.
     */
    sourceIdentity?: boolean;
    /**
     * Whether sessions may have any name. Plain. Default: false, they have the name of their user, as the console calls
     * them: in `~/.aws/config`, that is `role_session_name`.
     */
    anySessionName?: boolean;
    /** ARN of a policy that limits what the role may do, whatever it is allowed. Default: none. */
    permissionsBoundaryArn?: pulumi.Input<string>;
    /** Beginning of the role's name, at most 20 characters, for example `people-`. Plain. Default: none. */
    roleNamePrefix?: string;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
}

const { tags } = commonRules("");

export const humanRoleArguments = argumentsOf<HumanRoleArgs>()("HumanRole", {
    trusted: {
        plain: true,
        late: true,
        needed: "name users by their ARN, or accounts by their 12 digits",
        check: trustedPersons,
        why: "people, each named: what has sessions proves no second factor, a wildcard is everybody",
    },
    mfaMinutes: {
        plain: true,
        check: whole("minutes", 1, 2160),
        default: 60,
        why: "a computer left unlocked at noon is no administrator in the evening",
    },
    maximumSessionHours: {
        plain: true,
        check: whole("hours", 1, 12),
        default: 1,
        why: "credentials that were stolen work until then; the shortest that IAM takes",
    },
    statements: {
        plain: true,
        late: true,
        check: personStatementFaults,
        default: [],
        why: "each action and resource is named; conditions on a second factor would never hold inside a session",
    },
    managedPolicies: {
        plain: true,
        late: true,
        named: true,
        check: (policies, argument) => [
            ...names(policies, argument),
            ...Object.entries(policies).flatMap(([name, arn]) =>
                onceKnown(managedPolicyArn)(arn, `${argument}.${name}`),
            ),
        ],
        default: {},
        otherwise: "none",
        why: "for job functions, such as `SecurityAudit`; AdministratorAccess is refused",
    },
    organizationId: {
        check: organizationIdCheck,
        why: "an account that leaves the organization leaves the role, too",
    },
    externalId: {
        check: externalIdCheck,
        why: "a third party acts for many customers, and this says for which (confused deputy)",
    },
    principalTags: {
        plain: true,
        late: true,
        check: tagFaults,
        default: {},
        otherwise: "none",
        why: "for accounts in which tags of users say what they work on",
    },
    sourceIdentity: {
        plain: true,
        check: flag,
        default: false,
        why: "the console sends none; with it, logs tell who it was even after further roles",
    },
    anySessionName: {
        plain: true,
        check: flag,
        default: false,
        why: "every log of AWS shows the session's name: so it is the user's",
    },
    ...roleRules,
    tags,
});

/** How members of a group are let in. */
export interface AdmitOptions {
    /** Name of it, unique for this role. Plain. Default: the group's name in the program. */
    name?: string;
    /**
     * Actions that the members' own permissions may not be used for without a second factor, or with one older than the
     * role's `mfaMinutes`, for example `ec2:TerminateInstances`. Plain. Default: none.
     */
    privilegedActions?: string[];
}

/**
 * A role that people take, each under the own name, and only with a second factor that is not older than an hour: an access
 * key alone, a service and another role are refused. What is done inside of a session asks for no second factor, because
 * AWS tells nothing of it there; so the session is as short as IAM takes.
 *
 * For IAM users. Who signs in by IAM Identity Center or by SAML proves the second factor there, and AWS knows nothing of
 * it: permission sets are for them.
 *
 * Cost: nothing.
 * Controls: NIST SP 800-53 IA-2(1), IA-2(2), AC-12.
 */
export class HumanRole extends pulumi.ComponentResource {
    /** The role. */
    public readonly role: aws.iam.Role;
    /** ARN of the role. */
    public readonly arn: pulumi.Output<string>;
    /** Name of the role, as one says it to take it. */
    public readonly roleName: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: HumanRoleArgs, opts?: pulumi.ComponentResourceOptions) {
        const given = humanRoleArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { mfaMinutes, maximumSessionHours, managedPolicies, sourceIdentity, anySessionName, roleNamePrefix } =
            given.values;
        const children = new Children(this, given);
        const asked = pulumi.all([
            children.place,
            given.output("trusted"),
            given.output("externalId"),
            given.output("organizationId"),
            given.output("principalTags"),
        ]);

        this.role = new aws.iam.Role(
            children.name(),
            {
                ...physicalName("namePrefix", name, roleNaming, roleNamePrefix),
                description: `${name}: for people, with a second factor`,
                assumeRolePolicy: pulumi.jsonStringify(
                    asked.apply(([{ accountId }, trusted, externalId, organizationId, principalTags]) => {
                        given.require(strangerFaults(trusted, accountId, { externalId, organizationId }));
                        return personTrust({
                            trusted,
                            mfaMinutes,
                            externalId,
                            organizationId,
                            principalTags,
                            anySessionName,
                            sourceIdentity,
                        });
                    }),
                ),
                maxSessionDuration: maximumSessionHours * 3600,
                permissionsBoundary: given.output("permissionsBoundaryArn"),
                tags: children.tags(),
            },
            children.looseOptions(),
        );
        const { statements } = given.values;
        if (isLater(statements) || statements.length > 0) {
            new aws.iam.RolePolicy(
                children.name(),
                {
                    ...physicalName("namePrefix", name, rolePolicyNaming),
                    role: this.role.name,
                    policy: pulumi.jsonStringify(
                        given.output("statements").apply((known) => policyDocument(known.map(toRoleStatement))),
                    ),
                },
                children.looseOptions(),
            );
        }
        const arns = given.output("managedPolicies");
        for (const policy of Object.keys(managedPolicies)) {
            new aws.iam.RolePolicyAttachment(
                children.name(policy),
                { role: this.role.name, policyArn: arns.apply((known) => known[policy] ?? "") },
                children.looseOptions(),
            );
        }

        this.arn = this.role.arn;
        this.roleName = this.role.name;
        maximumAges.set(this, mfaMinutes);
        this.registerOutputs(outputsOf(this));
    }

    /**
     * Lets the members of a group of the role's account take it: `sts:AssumeRole` and `sts:SetSourceIdentity` on the role.
     * What is privileged among their own permissions can be denied them without a second factor as well. Users that
     * `trusted` names by their ARN need no group.
     * @throws ArgumentError for what is no action
     */
    public admit(group: aws.iam.Group, options: AdmitOptions = {}): aws.iam.GroupPolicy {
        const { name = pulumi.resourceName(group), privilegedActions = [] } = options;
        const wrong = privilegedActions.filter((action) => !isAction(action));
        if (wrong.length > 0) {
            const fix = "write each with its service, for example ec2:TerminateInstances";
            throw new ArgumentError(
                "HumanRole",
                pulumi.resourceName(this),
                wrong.map((action) => ({ argument: "privilegedActions", fault: `"${action}" is not an action`, fix })),
            );
        }
        const whole = `${pulumi.resourceName(this)}-admits-${name}`;
        const minutes = maximumAges.get(this) ?? humanRoleArguments.rules.mfaMinutes.default;
        return new aws.iam.GroupPolicy(
            whole,
            {
                ...physicalName("namePrefix", whole, rolePolicyNaming),
                group: group.name,
                policy: pulumi.jsonStringify(
                    this.arn.apply((arn) =>
                        policyDocument([
                            allowOn("TakesRole", ["sts:AssumeRole", "sts:SetSourceIdentity"], arn),
                            ...(privilegedActions.length === 0 ? [] : denyWithoutMfa(privilegedActions, { minutes })),
                        ]),
                    ),
                ),
            },
            { parent: this },
        );
    }
}

/** Kept beside the class: every field of it would be an output. */
const maximumAges = new WeakMap<HumanRole, number>();
