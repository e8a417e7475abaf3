import type { ResourceReader, Value } from "../../evaluation";

export const ROLE = "aws:iam/role:Role";
export const USER = "aws:iam/user:User";
export const GROUP = "aws:iam/group:Group";
export const POLICY = "aws:iam/policy:Policy";
export const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
export const USER_POLICY = "aws:iam/userPolicy:UserPolicy";
export const GROUP_POLICY = "aws:iam/groupPolicy:GroupPolicy";
const PERMISSION_SET_POLICY = "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy";

/** What holds policies that are of one identity alone. */
export const INLINE = [ROLE_POLICY, USER_POLICY, GROUP_POLICY, ROLE, PERMISSION_SET_POLICY] as const;

/** What holds policies of identities: documents that say what a role, a user or a group may do. */
export const WITH_IDENTITY_POLICIES = [POLICY, ...INLINE] as const;

/** The policies of identities that a resource holds. */
export function identityPoliciesOf(resource: ResourceReader): readonly Value[] {
    switch (resource.type) {
        case ROLE:
            return resource
                .get("inlinePolicies")
                .items()
                .map((inline) => inline.get("policy"));
        case PERMISSION_SET_POLICY:
            return [resource.get("inlinePolicy")];
        default:
            return [resource.get("policy")];
    }
}
