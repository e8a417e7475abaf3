import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Check, emailAddress } from "../shared/checks";
import type { Children } from "../shared/children";
import { type Fault, plain } from "../shared/validate";
import type { IdentityGroupArgs } from "./policy/groups";

/** The user that is there from the beginning. */
export interface FirstAdminArgs {
    /** The address to which Amazon Cognito sends an invitation, with a password that ends after a week. */
    email: pulumi.Input<string>;
    /** One of the pool's groups. */
    group: string;
}

/** What is wrong with the first user, as far as it is known. */
export const firstAdminFaults: Check<FirstAdminArgs> = ({ email }, argument) => {
    const known = plain(email);
    return known === undefined ? [] : emailAddress(known, `${argument}.email`);
};

/** Why the first user cannot be in its group. */
export function membershipFaults(
    admin: FirstAdminArgs | undefined,
    groups: Record<string, IdentityGroupArgs>,
): Fault[] {
    if (admin === undefined || Object.hasOwn(groups, admin.group)) {
        return [];
    }
    const fault = `there is no group "${admin.group}"`;
    return [{ argument: "firstAdmin.group", fault, fix: "name one of the groups, and give it in groups" }];
}

interface Members {
    groups: Record<string, IdentityGroupArgs>;
    /** What members of groups are in AWS. */
    roles: Map<string, aws.iam.Role> | undefined;
    firstAdmin: FirstAdminArgs | undefined;
    /** The address of the first user, once it is known to be right. */
    email: pulumi.Output<string>;
}

/** Registers the groups, and the first user in its group. */
export function members(
    children: Children,
    userPoolId: pulumi.Output<string>,
    { groups, roles, firstAdmin, email }: Members,
): void {
    const { region } = children;
    const made = new Map(
        Object.entries(groups).map(([name, { precedence, description }]) => [
            name,
            new aws.cognito.UserGroup(
                children.name(`group-${name}`),
                { userPoolId, name, precedence, description, roleArn: roles?.get(name)?.arn, region },
                children.options(),
            ),
        ]),
    );
    const group = made.get(firstAdmin?.group ?? "");
    if (group === undefined) {
        return;
    }
    const admin = new aws.cognito.User(
        children.name("admin"),
        {
            userPoolId,
            username: email,
            // The invitation reaches nobody else, and a password is forgotten sooner or later.
            attributes: { email, email_verified: "true" },
            desiredDeliveryMediums: ["EMAIL"],
            region,
        },
        children.options(),
    );
    new aws.cognito.UserInGroup(
        children.name("admin"),
        { userPoolId, username: admin.username, groupName: group.name, region },
        // A right does not outlive the program that gave it.
        children.looseOptions(),
    );
}
