import { all, any, flag, integer, must, not, resourcePolicy, say, service, settingPolicy, stackPolicy, when } from "../../evaluation"; // prettier-ignore
import type { Link, ResourceReader, Severity, StackReader, Truth, Value } from "../../evaluation";
import { GROUP, USER } from "./identityPolicies";

const ACCESS_KEY = "aws:iam/accessKey:AccessKey";
const LOGIN_PROFILE = "aws:iam/userLoginProfile:UserLoginProfile";
const PASSWORD_POLICY = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy";
const GROUPS_OF_USER = "aws:iam/userGroupMembership:UserGroupMembership";
const USERS_OF_GROUP = "aws:iam/groupMembership:GroupMembership";

const groupsOf: Link = { from: [GROUPS_OF_USER], by: "user", to: [USER], named: ["name", "id"] };
const listedIn: Link = { from: [USERS_OF_GROUP], by: "users", to: [USER] };
const usersOf: Link = { from: [USERS_OF_GROUP], by: "group", to: [GROUP], named: ["name", "id"] };
const namedBy: Link = { from: [GROUPS_OF_USER], by: "groups", to: [GROUP] };

function isActive(key: ResourceReader): Truth {
    return key.get("status").absentAs("Active").is("Active");
}

function namesAny(names: Value): Truth {
    return names.some((name) => name.judgeText((text) => text !== ""));
}

/** Whether a list of names has that of the resource, by the name or because it comes from the resource. */
function isListed(resource: ResourceReader, type: string, property: string, link: Link, stack: StackReader): Truth {
    if (stack.linkedTo(resource, link).sure.length > 0) {
        return true;
    }
    const name = resource.get("name");
    return any(stack.ofTypes(type).map((list) => list.get(property).some((one) => one.isSameText(name))));
}

const EXAMPLE_PASSWORDS = `new aws.iam.AccountPasswordPolicy("account", {
    minimumPasswordLength: 14,
    passwordReusePrevention: 24,
    requireLowercaseCharacters: true,
    requireUppercaseCharacters: true,
    requireNumbers: true,
    requireSymbols: true,
    maxPasswordAge: 90,
});`;

const PASSWORD_CHARACTERS = [
    ["iam-password-uppercase", "uppercase letters", "IAM.11", "requireUppercaseCharacters"],
    ["iam-password-lowercase", "lowercase letters", "IAM.12", "requireLowercaseCharacters"],
    ["iam-password-symbols", "symbols", "IAM.13", "requireSymbols"],
    ["iam-password-numbers", "numbers", "IAM.14", "requireNumbers"],
] as const;

interface PasswordRule {
    readonly id: string;
    readonly title: string;
    readonly fsbp: string;
    /** The recommendations of CIS 3, 5 and 7. */
    readonly cis?: readonly [cis3: string, cis5: string, cis7: string];
    /** Default: medium. */
    readonly severity?: Severity;
    readonly why: string;
    readonly setting: string;
    readonly must: { readonly be: true } | { readonly beAtLeast: number };
    readonly default: number | boolean;
}

/** Each rule is a policy of its own, as it is a control of its own. */
function passwordPolicy({ fsbp, cis, severity = "medium", ...rule }: PasswordRule) {
    return settingPolicy({
        ...rule,
        severity,
        types: [PASSWORD_POLICY],
        controls: {
            fsbp: [fsbp],
            ...(cis && { cis3: [cis[0]], cis5: [cis[1]], cis7: [cis[2]] }),
            nist: ["IA-5(1)"],
            whitepaper: ["account security"],
            trustedAdvisor: ["Yw2K9puPzl"],
        },
        fix: {
            text: "Demand 14 characters of all four kinds, and none of the last 24 passwords.",
            example: EXAMPLE_PASSWORDS,
        },
        remediates: true,
    });
}

/** What a control asks of all settings of passwords at once. */
interface PasswordRules {
    readonly id: string;
    readonly title: string;
    readonly fsbp: string;
    readonly length: number;
    readonly characters: readonly (typeof PASSWORD_CHARACTERS)[number][3][];
    readonly remembered: number;
    /** What is not said of old and of former passwords is not asked for. */
    readonly agesIfSaid?: true;
}

/**
 * Weaker than the rules above, which ask for as much as AWS recommends: for who keeps to these controls.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html#iam-7 (also iam-10)
 */
function passwordsPolicy({ length, characters, remembered, agesIfSaid, fsbp, ...declared }: PasswordRules) {
    return resourcePolicy({
        ...declared,
        severity: "medium",
        types: [PASSWORD_POLICY],
        controls: { fsbp: [fsbp], nist: ["IA-5(1)"], whitepaper: ["account security"] },
        why: "Passwords that are short, simple, old or known from before are the first that are tried.",
        offByDefault: true,
        fix: { text: "Set all that is asked of passwords.", example: EXAMPLE_PASSWORDS },
        check(policy) {
            const [minimum, reuse] = [policy.get("minimumPasswordLength"), policy.get("passwordReusePrevention")];
            const age = policy.get("maxPasswordAge");
            const isLeftOpen = (setting: Value): Truth =>
                agesIfSaid === true && any([not(setting.isGiven()), setting.is(0)]);
            return [
                must(minimum.atLeast(length), say`Set ${minimum} to ${length} or more.`),
                characters.map((name) => must(policy.get(name).is(true), say`Set ${policy.get(name)} to true.`)),
                must(any([isLeftOpen(reuse), reuse.atLeast(remembered)]), say`Set ${reuse} to ${remembered} or more.`),
                must(
                    any([isLeftOpen(age), all([age.atLeast(1), age.atMost(90)])]),
                    say`Set ${age} to 90 days or fewer.`,
                ),
            ];
        },
    });
}

const EXAMPLE_ROLE = `new aws.iam.Role("orders", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }),
});`;
const EXAMPLE_MEMBERSHIP = `const robots = new aws.iam.Group("robots");
const robot = new aws.iam.User("robot");
new aws.iam.UserGroupMembership("robot", { user: robot.name, groups: [robots.name] });`;

export default service("iam", [
    stackPolicy({
        id: "iam-user-in-group",
        title: "Users are in a group",
        severity: "low",
        types: [USER],
        controls: {
            cis3: ["1.15"],
            cis5: ["1.14"],
            cis7: ["2.13"],
            nist: ["AC-2"],
            whitepaper: ["IAM"],
            trustedAdvisor: ["zXCkfM1nI3"],
        },
        why: "Rights that come by groups are seen, and go, where the job is.",
        fix: { text: "Give the user an `aws.iam.UserGroupMembership`.", example: EXAMPLE_MEMBERSHIP },
        check: (user, stack) =>
            must(
                any([
                    stack.linkedTo(user, groupsOf).some((membership) => namesAny(membership.get("groups"))),
                    isListed(user, USERS_OF_GROUP, "users", listedIn, stack),
                ]),
                say`Give ${user} an \`aws.iam.UserGroupMembership\`.`,
            ),
    }),
    stackPolicy({
        id: "iam-group-not-empty",
        title: "Groups have users",
        severity: "low",
        types: [GROUP],
        controls: { nist: ["AC-2"], whitepaper: ["IAM"] },
        why: "A group without users is either forgotten or waits with its rights for whoever is put into it.",
        fix: { text: "Put users into the group, or remove it.", example: EXAMPLE_MEMBERSHIP },
        check: (group, stack) =>
            must(
                any([
                    stack.linkedTo(group, usersOf).some((members) => namesAny(members.get("users"))),
                    isListed(group, GROUPS_OF_USER, "groups", namedBy, stack),
                ]),
                say`Put users into ${group} by an \`aws.iam.UserGroupMembership\`, or remove it.`,
            ),
    }),
    resourcePolicy({
        id: "iam-user-no-access-key",
        title: "Users have no access keys",
        severity: "medium",
        types: [ACCESS_KEY],
        controls: {
            cis3: ["1.11", "1.14"],
            cis5: ["1.10", "1.13"],
            cis7: ["2.12"],
            nist: ["IA-5", "AC-2"],
            whitepaper: ["account security"],
            trustedAdvisor: ["DqdJqYeRm5"],
        },
        why: "A key works from anywhere until somebody removes it: leaked keys are how most accounts are lost. The secret is in the state, too.",
        fix: {
            text: "Use a role: of an instance or function, or by IAM Identity Center, OpenID Connect or IAM Roles Anywhere.",
            example: EXAMPLE_ROLE,
        },
        check: (key) => must(not(isActive(key)), say`Use a role instead, and set ${key.get("status")} to "Inactive".`),
    }),
    stackPolicy({
        id: "iam-user-single-access-key",
        title: "Users have one active access key at most",
        severity: "medium",
        types: [ACCESS_KEY],
        controls: { cis3: ["1.13"], cis5: ["1.12"], nist: ["IA-5"], whitepaper: ["account security"] },
        why: "The second key is for the days of a rotation; one that stays is one that nobody misses when it is stolen.",
        fix: { text: "Remove one of the keys, or make it inactive.", example: EXAMPLE_ROLE },
        check(key, stack) {
            const others = stack.ofTypes(ACCESS_KEY).filter(({ urn }) => urn !== key.urn);
            const hasSecond = any(
                others.map((other) => all([isActive(other), other.get("user").isSameText(key.get("user"))])),
            );
            return when(isActive(key), must(not(hasSecond), say`Leave ${key.get("user")} one active key.`));
        },
    }),
    resourcePolicy({
        id: "iam-user-no-console-login",
        title: "Users do not sign in to the console by a password",
        severity: "medium",
        types: [LOGIN_PROFILE],
        controls: {
            cis3: ["1.21"],
            cis5: ["1.20"],
            cis7: ["2.19"],
            nist: ["IA-2(1)"],
            whitepaper: ["account security"],
            trustedAdvisor: ["7DAFEmoDos"],
        },
        why: "A password of IAM has no second factor until its user sets one up, and stays when the user leaves.",
        fix: { text: "Let people sign in by IAM Identity Center or another identity provider.", example: EXAMPLE_ROLE },
        options: {
            mayHaveConsole: flag({
                default: false,
                description: "Users may sign in by a password that they have to change at once.",
            }),
        },
        check(profile, { mayHaveConsole }) {
            const reset = profile.get("passwordResetRequired");
            return mayHaveConsole
                ? must(reset.is(true), say`Set ${reset} to true.`)
                : must(false, say`Let ${profile.get("user")} sign in by an identity provider.`);
        },
    }),
    resourcePolicy({
        id: "iam-no-users",
        title: "There are no users in IAM",
        severity: "medium",
        types: [USER],
        controls: { cis3: ["1.21"], cis5: ["1.20"], cis7: ["2.19"], nist: ["AC-2"], whitepaper: ["IAM"] },
        why: "People belong where they are managed, programs have roles; a user of IAM outlives both.",
        offByDefault: true,
        fix: { text: "Use IAM Identity Center for people and roles for programs.", example: EXAMPLE_ROLE },
        check: (user) => must(false, say`Replace ${user} by an \`aws.iam.Role\`, or a user of an identity provider.`),
    }),
    passwordPolicy({
        id: "iam-password-length",
        title: "Passwords of users are long",
        fsbp: "IAM.15",
        cis: ["1.8", "1.7", "2.8"],
        why: "Short passwords are found by trying all of them.",
        setting: "minimumPasswordLength",
        must: { beAtLeast: 14 },
        default: 6,
    }),
    passwordPolicy({
        id: "iam-password-reuse",
        title: "Passwords of users are not used again",
        fsbp: "IAM.16",
        cis: ["1.9", "1.8", "2.9"],
        severity: "low",
        why: "A password that was used before is the first that is tried.",
        setting: "passwordReusePrevention",
        must: { beAtLeast: 24 },
        default: 0,
    }),
    ...PASSWORD_CHARACTERS.map(([id, what, fsbp, setting]) =>
        passwordPolicy({
            id,
            title: `Passwords of users have ${what}`,
            fsbp,
            why: "The fewer kinds of characters there are in passwords, the sooner all of them are tried.",
            setting,
            must: { be: true },
            default: false,
        }),
    ),
    resourcePolicy({
        id: "iam-password-expiry",
        title: "Passwords of users expire",
        severity: "low",
        types: [PASSWORD_POLICY],
        controls: { fsbp: ["IAM.17"], nist: ["IA-5(1)"], whitepaper: ["account security"] },
        why: "A password that leaked unnoticed works until it is changed.",
        offByDefault: true,
        fix: { text: "Set `maxPasswordAge`.", example: EXAMPLE_PASSWORDS },
        options: {
            maximumDays: integer({
                default: 90,
                minimum: 1,
                maximum: 1095,
                description: "The longest time that a password may be used, in days.",
            }),
        },
        check(policy, { maximumDays }) {
            const age = policy.get("maxPasswordAge");
            // 0 is how the provider says never.
            return must(
                all([age.atLeast(1), age.atMost(maximumDays)]),
                say`Set ${age} to ${maximumDays} days or fewer.`,
            );
        },
    }),
    passwordsPolicy({
        id: "iam-passwords-strong",
        title: "Passwords of users are strong",
        fsbp: "IAM.7",
        length: 8,
        characters: PASSWORD_CHARACTERS.map(([, , , setting]) => setting),
        // The control asks for neither unless it is given values, which may be 12 to 24 passwords, and 1 to 90 days.
        agesIfSaid: true,
        remembered: 12,
    }),
    passwordsPolicy({
        id: "iam-passwords-pci",
        title: "Passwords of users are as PCI DSS asks",
        fsbp: "IAM.10",
        length: 7,
        characters: ["requireUppercaseCharacters", "requireLowercaseCharacters", "requireNumbers"],
        remembered: 4,
    }),
    resourcePolicy({
        id: "iam-no-server-certificate",
        title: "Certificates are in ACM, not in IAM",
        severity: "medium",
        types: ["aws:iam/serverCertificate:ServerCertificate"],
        controls: {
            fsbp: ["IAM.26"],
            cis3: ["1.19"],
            cis5: ["1.18"],
            cis7: ["2.17"],
            nist: ["SC-12"],
            whitepaper: ["account security"],
            trustedAdvisor: ["N425c450f2"],
        },
        why: "Nobody renews a certificate in IAM, and its private key has been in a file and in the state.",
        fix: {
            text: "Ask ACM for a certificate, which renews itself.",
            example: `new aws.acm.Certificate("site", { domainName: "www.example.com", validationMethod: "DNS" });`,
        },
        check: (certificate) => must(false, say`Replace ${certificate} by an \`aws.acm.Certificate\`.`),
    }),
    settingPolicy({
        id: "iam-role-max-session",
        title: "Sessions of roles end soon",
        severity: "low",
        types: ["aws:iam/role:Role"],
        controls: { nist: ["AC-12"], whitepaper: ["IAM"] },
        why: "Credentials that were stolen work until the session ends.",
        fix: { text: "Leave `maxSessionDuration` out, which means an hour, or set it lower.", example: EXAMPLE_ROLE },
        options: {
            maximumSeconds: integer({
                default: 14_400,
                minimum: 3600,
                maximum: 43_200,
                description: "The longest session that is accepted, in seconds.",
            }),
        },
        setting: "maxSessionDuration",
        must: { beAtMost: "maximumSeconds", unit: "seconds" },
        default: 3600,
        remediates: true,
    }),
]);
