import { resourcePolicy, say, service } from "../../evaluation";
import { letsServiceActForAnybody, trustsAnySubject } from "palisade-policy-documents";
import { each, mustHaveNone, mustLetNoOutsidersIn } from "../documents";
import { policyOf, typesWithPolicy } from "../resourcePolicies";
import { mustTrustOnly, TRUSTED_ACCOUNTS } from "../trustedAccounts";
import { ROLE } from "./identityPolicies";

const EXAMPLE = `new aws.iam.Role("orders", {
    assumeRolePolicy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            actions: ["sts:AssumeRole"],
            principals: [{ type: "AWS", identifiers: ["444455556666"] }],
            conditions: [{ test: "StringEquals", variable: "sts:ExternalId", values: ["a1b2c3"] }],
        }],
    }).json,
});`;

export default service("iam", [
    resourcePolicy({
        id: "iam-role-trust-no-public",
        title: "Roles let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("iam"),
        controls: { cis7: ["2.21"], nist: ["AC-3", "AC-6"], whitepaper: ["IAM"] },
        why: "A role that anybody may assume gives all its rights to the internet.",
        fix: { text: "Name the accounts, roles or services that may assume the role.", example: EXAMPLE },
        check: (role) => mustLetNoOutsidersIn(policyOf(role), say`Name who may assume the role.`),
    }),
    resourcePolicy({
        id: "iam-role-trust-external-account",
        title: "Roles trust only accounts that are known, or ask them for proof",
        severity: "medium",
        types: [ROLE],
        controls: { nist: ["AC-3", "IA-2"], whitepaper: ["IAM"] },
        why: "Another account acts by its own rules: without an external id it can be talked into acting on yours for a third one.",
        offByDefault: true,
        fix: {
            text: "Add the account to `trustedAccounts`, or demand `sts:ExternalId`, a second factor or your organization.",
            example: EXAMPLE,
        },
        options: TRUSTED_ACCOUNTS,
        check: (role, { ownAccounts, trustedAccounts }) =>
            // Identity providers, by which others assume a role, are of the account that the role is of.
            mustTrustOnly(policyOf(role), [...ownAccounts, ...trustedAccounts], "sts:AssumeRole"),
    }),
    resourcePolicy({
        id: "iam-role-trust-oidc-subject",
        title: "Roles for OpenID Connect name the subject",
        severity: "high",
        types: [ROLE],
        controls: { nist: ["AC-3", "IA-8"], whitepaper: ["IAM"] },
        why: "Everybody with an account at the provider has a token of it: every repository on GitHub, every pod of the cluster.",
        fix: {
            text: "Demand the `sub` of the token, with the organization, project or service account at least.",
            example: `new aws.iam.Role("deploy", {
    assumeRolePolicy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            actions: ["sts:AssumeRoleWithWebIdentity"],
            principals: [{
                type: "Federated",
                identifiers: ["arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"],
            }],
            conditions: [
                {
                    test: "StringEquals",
                    variable: "token.actions.githubusercontent.com:aud",
                    values: ["sts.amazonaws.com"],
                },
                {
                    test: "StringLike",
                    variable: "token.actions.githubusercontent.com:sub",
                    values: ["repo:example/orders:*"],
                },
            ],
        }],
    }).json,
});`,
        },
        check: (role) =>
            mustHaveNone(
                policyOf(role),
                "resource",
                each(trustsAnySubject),
                (statement) => say`${statement} trusts whoever the provider knows. Demand the \`sub\` of the token.`,
            ),
    }),
    resourcePolicy({
        id: "iam-role-trust-confused-deputy",
        title: "Roles let services act for one's own account only",
        severity: "low",
        types: [ROLE],
        controls: { nist: ["AC-3", "AC-4"], whitepaper: ["IAM"] },
        why: "A service acts for all its customers: one of them may name your role, and the service would use it.",
        offByDefault: true,
        fix: {
            text: "Add a condition on `aws:SourceAccount` or `aws:SourceArn`, where the service sends them.",
            example: `new aws.iam.Role("events", {
    assumeRolePolicy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            actions: ["sts:AssumeRole"],
            principals: [{ type: "Service", identifiers: ["scheduler.amazonaws.com"] }],
            conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] }],
        }],
    }).json,
});`,
        },
        check: (role) =>
            mustHaveNone(
                policyOf(role),
                "resource",
                each(letsServiceActForAnybody),
                (statement) => say`${statement} lets a service act for anybody. Demand \`aws:SourceAccount\`.`,
            ),
    }),
]);
