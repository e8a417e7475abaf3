import { must, mustNot, resourcePolicy, say, service, texts } from "../../evaluation";
import { attachedBy, ATTACHING, ATTACHMENT, isAwsPolicy, isOfAws, lastOf, USER_ATTACHMENT } from "./attaching";
import { GROUP_POLICY, ROLE, ROLE_POLICY, USER, USER_POLICY } from "./identityPolicies";

const EXAMPLE = `new aws.iam.RolePolicyAttachment("read-only", {
    role: "auditor",
    policyArn: "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
});`;

export default service("iam", [
    resourcePolicy({
        id: "iam-no-admin-managed-policy",
        title: "No identity has a managed policy that allows everything",
        severity: "high",
        types: ATTACHING,
        controls: {
            fsbp: ["IAM.1"],
            cis3: ["1.16"],
            cis5: ["1.15"],
            cis7: ["2.14"],
            nist: ["AC-6"],
            whitepaper: ["account security", "IAM"],
        },
        why: "Whoever gets hold of an administrator has the account; who may do everything in IAM makes himself one.",
        fix: { text: "Attach a policy for the job that the identity has.", example: EXAMPLE },
        options: {
            policies: texts({
                default: ["AdministratorAccess", "IAMFullAccess"],
                pattern: /^[\w+=,.@-]{1,128}$/,
                of: "names of policies",
                description: "Names of AWS managed policies that no identity may have.",
            }),
        },
        check: (resource, { policies }) =>
            attachedBy(resource).map((arn) =>
                mustNot(
                    arn.judgeText((text) => isAwsPolicy(text, policies)),
                    say`Attach another policy than that in ${arn}: it makes an administrator.`,
                ),
            ),
    }),
    resourcePolicy({
        id: "iam-no-aws-managed-policy",
        title: "Identities have policies of your own, and none of AWS",
        severity: "low",
        types: ATTACHING,
        controls: { nist: ["AC-6"], whitepaper: ["IAM"] },
        why: "Policies of AWS are for everybody, so that they allow more than one needs, and AWS changes them.",
        offByDefault: true,
        fix: {
            text: "Attach a policy of your own with the rights that are needed.",
            example: `new aws.iam.RolePolicyAttachment("reports", {
    role: "auditor",
    policyArn: "arn:aws:iam::111122223333:policy/read-reports",
});`,
        },
        check: (resource) =>
            attachedBy(resource).map((arn) =>
                mustNot(
                    arn.judgeText((text) => isOfAws(text)),
                    say`Attach a policy of your own instead of that in ${arn}.`,
                ),
            ),
    }),
    resourcePolicy({
        id: "iam-no-cloudshell-full-access",
        title: "No identity has full access to CloudShell",
        severity: "medium",
        types: ATTACHING,
        controls: {
            fsbp: ["IAM.27"],
            cis3: ["1.22"],
            cis5: ["1.21"],
            cis7: ["2.20"],
            nist: ["AC-6"],
            whitepaper: ["IAM"],
        },
        why: "CloudShell has the internet and takes files: with it, data leaves by a machine that nobody watches.",
        fix: {
            text: "Attach a policy of your own, without `cloudshell:PutCredentials` and the transfer of files.",
            example: EXAMPLE,
        },
        check: (resource) =>
            attachedBy(resource).map((arn) =>
                mustNot(
                    arn.judgeText((text) => isAwsPolicy(text, ["AWSCloudShellFullAccess"])),
                    say`Attach another policy than that in ${arn}: it lets files be carried off.`,
                ),
            ),
    }),
    resourcePolicy({
        id: "iam-user-no-direct-policy",
        title: "Users have their rights by groups",
        severity: "low",
        types: [USER_POLICY, USER_ATTACHMENT, ATTACHMENT],
        controls: {
            fsbp: ["IAM.2"],
            cis3: ["1.15"],
            cis5: ["1.14"],
            cis7: ["2.13"],
            nist: ["AC-2", "AC-6"],
            whitepaper: ["account security"],
            trustedAdvisor: ["zXCkfM1nI3"],
        },
        why: "Rights of one's own stay with a user who has another job by now, and nobody sees them where he looks.",
        fix: {
            text: "Attach the policy to a group, and put the user into it.",
            example: `new aws.iam.GroupPolicyAttachment("auditors", {
    group: "auditors",
    policyArn: "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
});`,
        },
        check(resource) {
            if (resource.type === ATTACHMENT) {
                const users = resource.get("users");
                return mustNot(
                    users.some((user) => user.judgeText((name) => name !== "")),
                    say`Remove ${users}, and attach the policy to a group.`,
                );
            }
            return must(false, say`Attach the policy to a group instead of ${resource.get("user")}.`);
        },
    }),
    resourcePolicy({
        id: "iam-no-inline-policy",
        title: "Policies are managed ones",
        severity: "low",
        types: [USER_POLICY, GROUP_POLICY, ROLE_POLICY, ROLE],
        controls: { nist: ["AC-6"], whitepaper: ["IAM"] },
        why: "An inline policy has no versions, and must be looked for in each identity.",
        offByDefault: true,
        fix: { text: "Make an `aws.iam.Policy`, and attach it.", example: EXAMPLE },
        check(resource) {
            if (resource.type === ROLE) {
                const inline = resource.get("inlinePolicies");
                // One without a policy is how a program says that there must be none.
                return mustNot(
                    inline.some((one) => one.get("policy").judgeText((json) => json !== "")),
                    say`Move ${inline} into an \`aws.iam.Policy\`.`,
                );
            }
            return must(false, say`Move ${resource.get("policy")} into an \`aws.iam.Policy\`.`);
        },
    }),
    resourcePolicy({
        id: "iam-role-permissions-boundary",
        title: "Roles and users have a permissions boundary",
        severity: "low",
        types: [ROLE, USER],
        controls: { nist: ["AC-6"], whitepaper: ["IAM"] },
        why: "A boundary holds whatever policies are added later, so that who may make roles cannot make mightier ones.",
        offByDefault: true,
        fix: {
            text: "Set `permissionsBoundary` to the policy that limits what the identity can ever do.",
            example: `new aws.iam.User("robot", { permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary" });`,
        },
        options: {
            boundaries: texts({
                default: [],
                pattern: /^[\w+=,.@-]{1,128}$/,
                of: "names of policies",
                description: "Names of the policies that may be the boundary; any, if none is given.",
            }),
        },
        check(resource, { boundaries }) {
            const boundary = resource.get("permissionsBoundary");
            const isOne = (arn: string): boolean =>
                boundaries.length === 0 ? arn !== "" : boundaries.includes(lastOf(arn));
            return must(boundary.judgeText(isOne), say`Set ${boundary} to a policy that limits the identity.`);
        },
    }),
]);
