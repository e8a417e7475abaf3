import type { Link, ResourceReader, Value } from "../../evaluation";
import { POLICY, ROLE } from "./identityPolicies";

const ROLE_ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
export const USER_ATTACHMENT = "aws:iam/userPolicyAttachment:UserPolicyAttachment";
const GROUP_ATTACHMENT = "aws:iam/groupPolicyAttachment:GroupPolicyAttachment";
export const ATTACHMENT = "aws:iam/policyAttachment:PolicyAttachment";
const PERMISSION_SET_ATTACHMENT = "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment";
const ROLE_EXCLUSIVE = "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive";
const EXCLUSIVE = [
    ROLE_EXCLUSIVE,
    "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
    "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
] as const;

/** What attaches managed policies to identities. */
export const ATTACHING = [
    ROLE_ATTACHMENT,
    USER_ATTACHMENT,
    GROUP_ATTACHMENT,
    ATTACHMENT,
    ROLE,
    PERMISSION_SET_ATTACHMENT,
    ...EXCLUSIVE,
] as const;

/** What attaches them to roles, or to what roles are made of. */
export const ATTACHING_TO_ROLES = [
    ROLE_ATTACHMENT,
    ATTACHMENT,
    ROLE,
    PERMISSION_SET_ATTACHMENT,
    ROLE_EXCLUSIVE,
] as const;

const OWN = { to: [POLICY], named: ["arn", "id"] } as const;

/** How a policy of the stack is attached to roles, users and groups. */
export const ATTACHMENTS_OF: readonly Link[] = [
    { from: [ROLE_ATTACHMENT, USER_ATTACHMENT, GROUP_ATTACHMENT, ATTACHMENT], by: "policyArn", ...OWN },
    { from: [ROLE], by: "managedPolicyArns", at: [], each: true, ...OWN },
    { from: EXCLUSIVE, by: "policyArns", each: true, ...OWN },
];

/** The ARNs of the policies that a resource attaches. */
export function attachedBy(resource: ResourceReader): readonly Value[] {
    switch (resource.type) {
        case ROLE:
            return resource.get("managedPolicyArns").items();
        case PERMISSION_SET_ATTACHMENT:
            return [resource.get("managedPolicyArn")];
        default:
            return EXCLUSIVE.some((type) => type === resource.type)
                ? resource.get("policyArns").items()
                : [resource.get("policyArn")];
    }
}

/** The name at the end of an ARN with a path. */
export function lastOf(arn: string): string {
    return arn.slice(arn.lastIndexOf("/") + 1);
}

/** Whether the ARN is that of one of AWS's own policies: `arn:aws:iam::aws:policy/job-function/ViewOnlyAccess`. */
export function isOfAws(arn: string): boolean {
    return /^arn:[^:]+:iam::aws:policy\//.test(arn);
}

export function isAwsPolicy(arn: string, names: readonly string[]): boolean {
    return isOfAws(arn) && names.includes(lastOf(arn));
}
