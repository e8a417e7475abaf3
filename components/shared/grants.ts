import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { placeOf } from "./arn";
import type { Grant } from "./grantStatements";
import { physicalName, rolePolicyNaming } from "./naming";
import { policyDocument } from "./policyDocument";
import { ArgumentError } from "./validate";

/** How a grant is told from others of the same component. */
export interface GrantOptions {
    /**
     * Name of the grant, unique for this component. Plain. Default: the role's name in the program (the first argument
     * of its constructor, or of `aws.iam.Role.get`).
     */
    name?: string;
}

/** The part of a component that a grant needs. */
interface Granting extends pulumi.ComponentResource {
    readonly keyArn?: pulumi.Output<string>;
    readonly region: pulumi.Output<string>;
}

interface Granted {
    role: aws.iam.Role;
    policy: aws.iam.RolePolicy;
}

/** Kept beside the components, not in them: every field of a component class becomes part of the package's schema. */
const grantsOf = new WeakMap<Granting, Map<string, Granted>>();

/**
 * Gives a role of the component's account an inline policy of its own, for what the component holds and for its key.
 * Policies of resources and keys are one document each, so a grant never touches them: the resource's denies nobody of
 * the account who uses TLS, and the key's lets the account's IAM policies decide. Granting the same role twice gives
 * the same policy.
 *
 * @param arn what is granted, where it is not the component's own ARN
 */
export function grant(
    given: Grant,
    to: Granting & { readonly arn: pulumi.Output<string> },
    role: aws.iam.Role,
    options: GrantOptions,
    arn: pulumi.Input<string> = to.arn,
): aws.iam.RolePolicy {
    return grantOn(given, to, role, options, pulumi.output(arn));
}

/** The same, for what is not told by one ARN. */
export function grantOn<On>(
    { method, access, statements }: Grant<On>,
    to: Granting,
    role: aws.iam.Role,
    options: GrantOptions,
    on: pulumi.Output<On>,
): aws.iam.RolePolicy {
    const component = pulumi.resourceName(to);
    const grants = grantsOf.get(to) ?? new Map<string, Granted>();
    grantsOf.set(to, grants);
    const roleName = options.name ?? pulumi.resourceName(role);
    const name = `${component}-${access}-${roleName}`;
    const earlier = grants.get(name);
    if (earlier?.role === role) {
        return earlier.policy;
    }
    if (earlier !== undefined) {
        throw new ArgumentError(pulumi.resourceType(to).split(":")[2] ?? "", component, [
            {
                argument: method,
                fault: `another role was granted as "${roleName}"`,
                fix: `pass { name: "<something else>" } as the second argument`,
            },
        ]);
    }
    const policy = new aws.iam.RolePolicy(
        name,
        {
            ...physicalName("namePrefix", name, rolePolicyNaming),
            role: role.name,
            policy: pulumi.jsonStringify(
                pulumi
                    .all([on, to.keyArn, placeOf(to, to.region)])
                    .apply(([known, keyArn, place]) => policyDocument(statements({ arn: known as On, keyArn, place }))),
            ),
        },
        { parent: to },
    );
    grants.set(name, { role, policy });
    return policy;
}
