import iam from "../../../../policy-pack/policies/iam/users";
import { eachOutput, type Cases, type CasesByName } from "../../../../policy-pack/testing/cases";
import { describeService } from "../../support/describe";
import { unknown, type Inputs } from "../../support/inputs";
import { resource } from "../s3/stack";

const user = (name = "robot", more = {}) => resource("iam/user", { name }, more);
const group = (name = "robots") => resource("iam/group", { name });
const key = (inputs: Inputs = {}, more = {}) => resource("iam/accessKey", { user: "robot", ...inputs }, more);
const passwords = (inputs: Inputs = {}) => resource("iam/accountPasswordPolicy", inputs);
const groupsOf = (inputs: Inputs, from = {}) =>
    resource("iam/userGroupMembership", inputs, { name: "membership", from });
const usersOf = (inputs: Inputs, from = {}) => resource("iam/groupMembership", inputs, { name: "members", from });
const CHARACTERS = [
    ...["requireUppercaseCharacters", "requireLowercaseCharacters", "requireSymbols", "requireNumbers"],
] as const;
const LENGTHS: Inputs = { minimumPasswordLength: 8, passwordReusePrevention: 12, maxPasswordAge: 90 };
const STRONG: Inputs = { ...Object.fromEntries(CHARACTERS.map((name) => [name, true])), ...LENGTHS };
const EXPIRE = "Set `maxPasswordAge` to 90 days or fewer.";
/** Strong passwords but for one setting. */
const weaker = (strong: Inputs): CasesByName => ({
    ...Object.fromEntries(
        CHARACTERS.filter((name) => name in strong).map((name) => [
            `without: ${name}`,
            { resources: passwords({ ...strong, [name]: false }), says: [`Set \`${name}\` to true.`] },
        ]),
    ),
    "too old": { resources: passwords({ ...strong, maxPasswordAge: 91 }), says: [EXPIRE] },
});
const demanded = (setting: string): Cases => ({
    says: `Set \`${setting}\` to true.`,
    compliant: { demanded: passwords({ [setting]: true }) },
    violating: { "not demanded": passwords({ [setting]: false }) },
    absent: "violating",
});
const IDENTITY_PROVIDER = "Let `user` sign in by an identity provider.";

describeService(iam, {
    "iam-user-in-group": {
        says: 'Give "it" an `aws.iam.UserGroupMembership`.',
        compliant: {
            "by a membership": [user(), groupsOf({ user: unknown(), groups: ["robots"] }, { user: ["it"] })],
            "by a membership, by name": [user(), groupsOf({ user: "robot", groups: ["robots"] })],
            ...eachOutput(["name", "id"], "robot", (outputs) => [
                resource("iam/user", {}, { outputs }),
                groupsOf({ user: "robot", groups: ["robots"] }),
            ]),
            "by the list of a group": [user(), usersOf({ group: "robots", users: ["other", "robot"] })],
            "by the list of a group, not known yet": [
                user(),
                usersOf({ group: "robots", users: [unknown()] }, { users: ["it"] }),
            ],
        },
        violating: {
            none: user(),
            "no groups": [user(), groupsOf({ user: "robot", groups: [] })],
            "a group without a name": [user(), groupsOf({ user: "robot", groups: [""] })],
            "others are": [user(), groupsOf({ user: "other", groups: ["robots"] }), usersOf({ users: ["third"] })],
        },
        absent: "violating",
    },
    "iam-group-not-empty": {
        says: 'Put users into "it" by an `aws.iam.UserGroupMembership`, or remove it.',
        compliant: {
            ...eachOutput(["name", "id"], "robots", (outputs) => [
                resource("iam/group", {}, { outputs }),
                usersOf({ group: "robots", users: ["robot"] }),
            ]),
            "by its list": [group(), usersOf({ group: "robots", users: ["robot"] })],
            "by a membership": [group(), groupsOf({ user: "robot", groups: ["other", "robots"] })],
            "by a membership, not known yet": [
                group(),
                groupsOf({ user: "robot", groups: [unknown()] }, { groups: ["it"] }),
            ],
        },
        violating: {
            none: group(),
            "an empty list": [group(), usersOf({ group: "robots", users: [] })],
            "users of another one": [group(), groupsOf({ user: "robot", groups: ["other"] })],
        },
        absent: "violating",
    },
    "iam-user-no-access-key": {
        says: 'Use a role instead, and set `status` to "Inactive".',
        compliant: { "one that does not work": key({ status: "Inactive" }) },
        violating: { "by default": key(), "in words": key({ status: "Active" }) },
        absent: "violating",
    },
    "iam-user-single-access-key": {
        compliant: {
            one: key(),
            "another user's": [key(), key({ user: "other" }, { name: "other" })],
            "one that does not work": [key(), key({ status: "Inactive" }, { name: "old" })],
        },
        violating: {
            two: {
                resources: [key(), key({}, { name: "second" })],
                says: { it: ["Leave `user` one active key."], second: ["Leave `user` one active key."] },
            },
        },
        absent: "compliant",
    },
    "iam-user-no-console-login": {
        says: IDENTITY_PROVIDER,
        compliant: {
            "a password to be changed at once": {
                resources: resource("iam/userLoginProfile", { user: "ann", passwordResetRequired: true }),
                options: { mayHaveConsole: true },
            },
        },
        violating: {
            "a password": resource("iam/userLoginProfile", { user: "ann" }),
            "a password for ever": {
                resources: resource("iam/userLoginProfile", { user: "ann", passwordResetRequired: false }),
                options: { mayHaveConsole: true },
                says: ["Set `passwordResetRequired` to true."],
            },
        },
        absent: "violating",
    },
    "iam-no-users": {
        says: 'Replace "it" by an `aws.iam.Role`, or a user of an identity provider.',
        compliant: { "a role": resource("iam/role", {}) },
        violating: { one: user() },
        absent: "violating",
        byTypeAlone: true,
    },
    "iam-password-length": {
        says: "Set `minimumPasswordLength` to 14 or more.",
        compliant: { long: passwords({ minimumPasswordLength: 14 }), longer: passwords({ minimumPasswordLength: 20 }) },
        violating: { short: passwords({ minimumPasswordLength: 8 }) },
        absent: "violating",
    },
    "iam-password-reuse": {
        says: "Set `passwordReusePrevention` to 24 or more.",
        compliant: { never: passwords({ passwordReusePrevention: 24 }) },
        violating: { soon: passwords({ passwordReusePrevention: 5 }) },
        absent: "violating",
    },
    "iam-password-uppercase": demanded("requireUppercaseCharacters"),
    "iam-password-lowercase": demanded("requireLowercaseCharacters"),
    "iam-password-symbols": demanded("requireSymbols"),
    "iam-password-numbers": demanded("requireNumbers"),
    "iam-password-expiry": {
        says: "Set `maxPasswordAge` to 90 days or fewer.",
        compliant: { "each quarter": passwords({ maxPasswordAge: 90 }), daily: passwords({ maxPasswordAge: 1 }) },
        violating: { "each year": passwords({ maxPasswordAge: 365 }), never: passwords({ maxPasswordAge: 0 }) },
        absent: "violating",
    },
    "iam-passwords-strong": {
        compliant: {
            strong: passwords(STRONG),
            "without a word on old and former ones": passwords(
                Object.fromEntries(Object.entries(STRONG).filter(([name]) => !/Reuse|Age/.test(name))),
            ),
            "never expiring": passwords({ ...STRONG, maxPasswordAge: 0, passwordReusePrevention: 0 }),
        },
        violating: {
            ...weaker(STRONG),
            weak: {
                resources: passwords({ ...STRONG, minimumPasswordLength: 7, passwordReusePrevention: 11 }),
                says: ["Set `minimumPasswordLength` to 8 or more.", "Set `passwordReusePrevention` to 12 or more."],
            },
        },
        absent: {
            "nothing is asked": {
                resources: passwords(),
                says: [
                    "Set `minimumPasswordLength` to 8 or more.",
                    ...CHARACTERS.map((name) => `Set \`${name}\` to true.`),
                ],
            },
        },
    },
    "iam-passwords-pci": {
        compliant: {
            "strong enough": passwords({ ...STRONG, minimumPasswordLength: 7, passwordReusePrevention: 4 }),
            "without symbols": passwords({ ...STRONG, requireSymbols: false }),
            "new each day": passwords({ ...STRONG, maxPasswordAge: 1 }),
        },
        violating: {
            ...weaker({
                requireUppercaseCharacters: true,
                requireLowercaseCharacters: true,
                requireNumbers: true,
                ...LENGTHS,
            }),
            "never expiring": { resources: passwords({ ...STRONG, maxPasswordAge: 0 }), says: [EXPIRE] },
            weak: {
                resources: passwords({ ...STRONG, minimumPasswordLength: 6, passwordReusePrevention: 3 }),
                says: ["Set `minimumPasswordLength` to 7 or more.", "Set `passwordReusePrevention` to 4 or more."],
            },
        },
        absent: {
            "nothing is asked": {
                resources: passwords(),
                says: [
                    "Set `minimumPasswordLength` to 7 or more.",
                    ...CHARACTERS.filter((name) => name !== "requireSymbols").map((name) => `Set \`${name}\` to true.`),
                    "Set `passwordReusePrevention` to 4 or more.",
                    EXPIRE,
                ],
            },
        },
    },
    "iam-no-server-certificate": {
        says: 'Replace "it" by an `aws.acm.Certificate`.',
        compliant: { "another place": resource("acm/certificate", { domainName: "www.example.com" }) },
        violating: { one: resource("iam/serverCertificate", { name: "site" }) },
        absent: "violating",
        byTypeAlone: true,
    },
    "iam-role-max-session": {
        says: "Remove `maxSessionDuration`, or set it to 14400 seconds or fewer.",
        compliant: { "four hours": resource("iam/role", { maxSessionDuration: 14_400 }) },
        violating: { "half a day": resource("iam/role", { maxSessionDuration: 43_200 }) },
        absent: "compliant",
    },
});
