import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { placeOf } from "../shared/arn";
import { physicalName, rolePolicyNaming } from "../shared/naming";
import { policyDocument } from "../shared/policyDocument";
import { ArgumentError } from "../shared/validate";
import { type Access, grantStatements } from "./policy/grantStatements";

/** How a grant is told from others of the same bucket. */
export interface GrantOptions {
    /**
     * Name of the grant, unique for this bucket. Plain. Default: the role's name in the program (the first argument of
     * its constructor, or of `aws.iam.Role.get`).
     */
    name?: string;
}

/** The part of a bucket component that a grant needs. */
interface GrantingBucket extends pulumi.ComponentResource {
    readonly arn: pulumi.Output<string>;
    readonly keyArn?: pulumi.Output<string>;
    readonly region: pulumi.Output<string>;
}

interface Granted {
    role: aws.iam.Role;
    policy: aws.iam.RolePolicy;
}

/** Kept beside the components, not in them: every field of a component class becomes part of the package's schema. */
const grantsOf = new WeakMap<GrantingBucket, Map<string, Granted>>();

/**
 * Gives a role of the bucket's account an inline policy of its own for the bucket and its key. Policies of buckets and
 * keys are one document each, so a grant never touches them: the bucket's denies nobody of the account who uses TLS,
 * and the key's lets the account's IAM policies decide. Granting the same role twice gives the same policy.
 */
export function grant(
    access: Access,
    to: GrantingBucket,
    role: aws.iam.Role,
    options: GrantOptions,
): aws.iam.RolePolicy {
    const bucketName = pulumi.resourceName(to);
    const grants = grantsOf.get(to) ?? new Map<string, Granted>();
    grantsOf.set(to, grants);
    const name = `${bucketName}-${access}-${options.name ?? pulumi.resourceName(role)}`;
    const earlier = grants.get(name);
    if (earlier?.role === role) {
        return earlier.policy;
    }
    if (earlier !== undefined) {
        throw new ArgumentError(pulumi.resourceType(to).split(":")[2] ?? "Bucket", bucketName, [
            {
                argument: access === "read" ? "grantRead" : "grantWrite",
                fault: `another role was granted as "${options.name ?? pulumi.resourceName(role)}"`,
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
                    .all([to.arn, to.keyArn, placeOf(to, to.region)])
                    .apply(([bucketArn, keyArn, place]) =>
                        policyDocument(grantStatements(access, { bucketArn, keyArn, place })),
                    ),
            ),
        },
        { parent: to },
    );
    grants.set(name, { role, policy });
    return policy;
}
