import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Children } from "./children";
import { physicalName, roleNaming, rolePolicyNaming } from "./naming";
import { policyDocument, type Statement, type TrustDocument } from "./policyDocument";

interface RoleParts {
    trust: pulumi.Input<TrustDocument>;
    description?: string;
    permissionsBoundary?: pulumi.Output<string | undefined>;
    roleNamePrefix?: string | undefined;
}

/** A role among a component's children. It holds nothing, and goes with the program unless `options` say otherwise. */
export function childRole(
    children: Children,
    suffix: string,
    { trust, description, permissionsBoundary, roleNamePrefix }: RoleParts,
    options = children.looseOptions(),
): aws.iam.Role {
    return new aws.iam.Role(
        children.name(suffix),
        {
            ...physicalName("namePrefix", children.name(suffix), roleNaming, roleNamePrefix),
            ...(description === undefined ? {} : { description }),
            assumeRolePolicy: pulumi.jsonStringify(trust),
            permissionsBoundary,
            tags: children.tags(suffix),
        },
        options,
    );
}

/** What such a role may do. */
export function childRolePolicy(
    children: Children,
    suffix: string,
    role: aws.iam.Role,
    statements: pulumi.Output<Statement[]>,
): aws.iam.RolePolicy {
    return new aws.iam.RolePolicy(
        children.name(suffix),
        {
            ...physicalName("namePrefix", children.name(suffix), rolePolicyNaming),
            role: role.name,
            policy: pulumi.jsonStringify(statements.apply(policyDocument)),
        },
        children.looseOptions(),
    );
}
