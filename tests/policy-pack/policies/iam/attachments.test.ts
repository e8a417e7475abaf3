import iam from "../../../../policy-pack/policies/iam/attachments";
import type { CasesByName } from "../../../../policy-pack/testing/cases";
import { describeService } from "../../support/describe";
import { unknown, type Inputs } from "../../support/inputs";
import { resource } from "../s3/stack";

const aws = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
const attach = (name: string) => resource("iam/rolePolicyAttachment", { role: "orders", policyArn: aws(name) });
const role = (inputs: Inputs) => resource("iam/role", inputs);

/** The same policy by each kind of resource that attaches it. */
function byEach(arn: string, says: (property: string) => string): CasesByName {
    const inputs: readonly (readonly [file: string, inputs: Inputs, property: string])[] = [
        ...[
            "iam/rolePolicyAttachment",
            "iam/userPolicyAttachment",
            "iam/groupPolicyAttachment",
            "iam/policyAttachment",
        ].map((file) => [file, { policyArn: arn }, "policyArn"] as const),
        ["iam/role", { managedPolicyArns: [arn] }, "managedPolicyArns[0]"],
        ["ssoadmin/managedPolicyAttachment", { managedPolicyArn: arn }, "managedPolicyArn"],
        ...["role", "user", "group"].map(
            (kind) => [`iam/${kind}PolicyAttachmentsExclusive`, { policyArns: [arn] }, "policyArns[0]"] as const,
        ),
    ];
    return Object.fromEntries(
        inputs.map(([file, given, property]) => [file, { resources: resource(file, given), says: [says(property)] }]),
    );
}

const admin = (property: string): string =>
    `Attach another policy than that in \`${property}\`: it makes an administrator.`;
const shell = (property: string): string =>
    `Attach another policy than that in \`${property}\`: it lets files be carried off.`;

const own = (property: string): string => `Attach a policy of your own instead of that in \`${property}\`.`;

describeService(iam, {
    "iam-no-admin-managed-policy": {
        says: admin("policyArn"),
        compliant: {
            "to read": attach("ReadOnlyAccess"),
            "of one's own, of that name": resource("iam/rolePolicyAttachment", {
                policyArn: "arn:aws:iam::111122223333:policy/AdministratorAccess",
            }),
        },
        violating: {
            ...byEach(aws("AdministratorAccess"), admin),
            "all of IAM, in another partition": resource("iam/userPolicyAttachment", {
                policyArn: "arn:aws-cn:iam::aws:policy/IAMFullAccess",
            }),
            "one that the options name": {
                resources: attach("job-function/SystemAdministrator"),
                options: { policies: ["SystemAdministrator"] },
                says: [admin("policyArn")],
            },
        },
        absent: "compliant",
    },
    "iam-no-aws-managed-policy": {
        says: own("policyArn"),
        compliant: {
            "of one's own": resource("iam/rolePolicyAttachment", {
                policyArn: "arn:aws:iam::111122223333:policy/read-reports",
            }),
        },
        violating: byEach(aws("ReadOnlyAccess"), own),
        absent: "compliant",
    },
    "iam-no-cloudshell-full-access": {
        says: shell("policyArn"),
        compliant: { "to read": attach("ReadOnlyAccess") },
        violating: byEach(aws("AWSCloudShellFullAccess"), shell),
        absent: "compliant",
    },
    "iam-user-no-direct-policy": {
        compliant: {
            "a group": resource("iam/policyAttachment", { groups: ["robots"], policyArn: aws("ReadOnlyAccess") }),
        },
        violating: {
            inline: {
                resources: resource("iam/userPolicy", { user: "robot", policy: "{}" }),
                says: ["Attach the policy to a group instead of `user`."],
            },
            attached: {
                resources: resource("iam/userPolicyAttachment", { user: "robot", policyArn: aws("ReadOnlyAccess") }),
                says: ["Attach the policy to a group instead of `user`."],
            },
            "attached with others": {
                resources: resource("iam/policyAttachment", { groups: ["robots"], users: ["robot"] }),
                says: ["Remove `users`, and attach the policy to a group."],
            },
        },
        unknown: {
            "which users": {
                resources: resource("iam/policyAttachment", { users: unknown() }),
                undetermined: "Not known before the update: `users`.",
            },
        },
        absent: {
            "no users": resource("iam/policyAttachment", {}),
        },
    },
    "iam-no-inline-policy": {
        compliant: {
            none: role({ inlinePolicies: [] }),
            "there must be none": role({ inlinePolicies: [{}] }),
        },
        violating: {
            ...Object.fromEntries(
                ["iam/rolePolicy", "iam/userPolicy", "iam/groupPolicy"].map((file) => [
                    file,
                    {
                        resources: resource(file, { policy: "{}" }),
                        says: ["Move `policy` into an `aws.iam.Policy`."],
                    },
                ]),
            ),
            "in the role": {
                resources: role({ inlinePolicies: [{ name: "a", policy: "{}" }] }),
                says: ["Move `inlinePolicies` into an `aws.iam.Policy`."],
            },
        },
        absent: { "a role": role({}) },
    },
    "iam-role-permissions-boundary": {
        says: "Set `permissionsBoundary` to a policy that limits the identity.",
        compliant: {
            "a policy": role({ permissionsBoundary: "arn:aws:iam::111122223333:policy/boundary" }),
            "one of those": {
                resources: role({ permissionsBoundary: "arn:aws:iam::111122223333:policy/limits/boundary" }),
                options: { boundaries: ["boundary"] },
            },
        },
        violating: {
            none: role({}),
            "a user without": resource("iam/user", {}),
            "another one": {
                resources: role({ permissionsBoundary: "arn:aws:iam::111122223333:policy/other" }),
                options: { boundaries: ["boundary"] },
                says: ["Set `permissionsBoundary` to a policy that limits the identity."],
            },
        },
        absent: "violating",
    },
});
