import { permissionsBoundaryRule } from "./arn";
import { text } from "./checks";
import { roleNaming } from "./naming";

const longestPrefix = 20;

/** The rules of the arguments that are about every role a component makes. */
export const roleRules = {
    permissionsBoundaryArn: permissionsBoundaryRule,
    roleNamePrefix: {
        plain: true,
        check: text(
            (prefix) =>
                roleNaming.pattern.test(prefix) && prefix.length <= longestPrefix
                    ? undefined
                    : `"${prefix}" is no beginning of a role's name`,
            `use 1 to ${longestPrefix} letters, digits or _ + = , . @ -`,
        ),
        why: "for accounts that let roles be made under certain names only",
    },
} as const;
