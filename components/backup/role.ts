import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Place } from "../shared/arn";
import type { Children } from "../shared/children";
import { serviceTrust } from "../shared/policyDocument";
import { childRole } from "../shared/roles";

interface RoleParts {
    roleNamePrefix: string | undefined;
    permissionsBoundary: pulumi.Output<string | undefined>;
    /** Whether it is for what cannot be told here. */
    readsEverything: boolean;
    policy: pulumi.Output<string>;
}

/** The role of AWS Backup, and what must be there before it works. */
export function backupRole(children: Children, parts: RoleParts): { role: aws.iam.Role; allowed: pulumi.Resource[] } {
    const { roleNamePrefix, permissionsBoundary, readsEverything, policy } = parts;
    // It stays with the vault: by the role that made it, AWS Backup ends a recovery point, and without it some stay for ever.
    // https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-iam.html
    const role = childRole(
        children,
        "role",
        { trust: serviceTrust("backup.amazonaws.com"), permissionsBoundary, roleNamePrefix },
        children.keptOptions(),
    );
    const own = new aws.iam.RolePolicy(children.name("role"), { role: role.name, policy }, children.options());
    const managed = readsEverything
        ? Object.entries(managedPolicies).map(
              ([suffix, path]) =>
                  new aws.iam.RolePolicyAttachment(
                      children.name(`role-${suffix}`),
                      { role: role.name, policyArn: children.place.apply((place) => managedPolicyArn(path, place)) },
                      children.options(),
                  ),
          )
        : [];
    return { role, allowed: [own, ...managed] };
}

const managedPolicies = {
    all: "service-role/AWSBackupServiceRolePolicyForBackup",
    s3: "AWSBackupServiceRolePolicyForS3Backup",
};

function managedPolicyArn(path: string, { partition }: Place): string {
    return `arn:${partition}:iam::aws:policy/${path}`;
}
