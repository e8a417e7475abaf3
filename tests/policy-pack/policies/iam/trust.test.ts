import iam from "../../../../policy-pack/policies/iam/trust";
import { describeService } from "../../support/describe";
import { policy, resource } from "../s3/stack";

const role = (Principal: unknown, Condition?: unknown, Action = "sts:AssumeRole") =>
    resource("iam/role", { assumeRolePolicy: policy({ Effect: "Allow", Principal, Action, Condition }) });
const GITHUB = "token.actions.githubusercontent.com";
const CLUSTER = "oidc.eks.eu-west-1.amazonaws.com/id/A1B2C3";
const oidc = (host: string, Condition?: unknown) =>
    role({ Federated: `arn:aws:iam::111122223333:oidc-provider/${host}` }, Condition, "sts:AssumeRoleWithWebIdentity");
const is = (key: string, value: string, operator = "StringLike") => ({ [operator]: { [key]: value } });
const OWN = { ownAccounts: ["111122223333"], trustedAccounts: ["444455556666"] };
const FOREIGN =
    "Statement 1 of `assumeRolePolicy` trusts another account. Add it to `trustedAccounts`, or demand proof such as `aws:PrincipalOrgID`.";

describeService(iam, {
    "iam-role-trust-no-public": {
        says: "Statement 1 of `assumeRolePolicy` lets anybody in. Name who may assume the role.",
        compliant: {
            "a service": role({ Service: "ec2.amazonaws.com" }),
            "an account": role({ AWS: "111122223333" }),
            "an organization": role("*", is("aws:PrincipalOrgID", "o-a1b2c3d4e5", "StringEquals")),
        },
        violating: {
            everybody: role("*"),
            "every account": role({ AWS: "*" }),
            "every account that knows a word": role({ AWS: "*" }, is("sts:ExternalId", "a1b2c3", "StringEquals")),
            "every user pool": role(
                { Federated: "cognito-identity.amazonaws.com" },
                undefined,
                "sts:AssumeRoleWithWebIdentity",
            ),
        },
        absent: "compliant",
    },
    "iam-role-trust-external-account": {
        says: FOREIGN,
        compliant: {
            "one's own": { resources: role({ AWS: "arn:aws:iam::111122223333:root" }), options: OWN },
            "one that is trusted": { resources: role({ AWS: "444455556666" }), options: OWN },
            "with a word": role({ AWS: "777788889999" }, is("sts:ExternalId", "a1b2c3", "StringEquals")),
            "with a second factor": role({ AWS: "777788889999" }, is("aws:MultiFactorAuthPresent", "true", "Bool")),
            "a service": role({ Service: "ec2.amazonaws.com" }),
            "whom an identity provider knows, which is of the role's own account": oidc(GITHUB),
            "whom a provider of SAML knows": role(
                { Federated: "arn:aws:iam::111122223333:saml-provider/corp" },
                undefined,
                "sts:AssumeRoleWithSAML",
            ),
            "another, to tag sessions alone": role({ AWS: "777788889999" }, undefined, "sts:TagSession"),
        },
        violating: {
            "another, by whatever action": role({ AWS: "777788889999" }, undefined, "sts:*"),
            another: { resources: role({ AWS: "777788889999" }), options: OWN },
            "another one's role": role({ AWS: "arn:aws:iam::777788889999:role/deploy" }),
            "with a word if there is one": role(
                { AWS: "777788889999" },
                is("sts:ExternalId", "a1b2c3", "StringEqualsIfExists"),
            ),
            "with an empty word": role({ AWS: "777788889999" }, is("sts:ExternalId", "", "StringEquals")),
            "with any word": role({ AWS: "777788889999" }, is("sts:ExternalId", "*")),
            "of any organization": role({ AWS: "777788889999" }, is("aws:PrincipalOrgID", "o-*")),
            "without a second factor": role({ AWS: "777788889999" }, is("aws:MultiFactorAuthPresent", "false", "Bool")),
            "that says whether there is one": role(
                { AWS: "777788889999" },
                is("aws:MultiFactorAuthPresent", "true", "Null"),
            ),
        },
        absent: "compliant",
    },
    "iam-role-trust-oidc-subject": {
        says: "Statement 1 of `assumeRolePolicy` trusts whoever the provider knows. Demand the `sub` of the token.",
        compliant: {
            "a repository": oidc(GITHUB, is(`${GITHUB}:sub`, "repo:example/orders:*")),
            "an organization's": oidc(GITHUB, is(`${GITHUB}:sub`, "repo:example/*")),
            "an owner": oidc(GITHUB, is(`${GITHUB}:repository_owner`, "example", "StringEquals")),
            "a service account": oidc(
                CLUSTER,
                is(`${CLUSTER}:sub`, "system:serviceaccount:shop:orders", "StringEquals"),
            ),
            "a project": oidc("gitlab.com", is("gitlab.com:sub", "project_path:example/*:ref_type:branch:ref:main")),
            SAML: role(
                { Federated: "arn:aws:iam::111122223333:saml-provider/corp" },
                undefined,
                "sts:AssumeRoleWithSAML",
            ),
        },
        violating: {
            "no condition": oidc(GITHUB),
            "only for whom the token is": oidc(GITHUB, is(`${GITHUB}:aud`, "sts.amazonaws.com", "StringEquals")),
            "every repository": oidc(GITHUB, is(`${GITHUB}:sub`, "repo:*")),
            "organizations that begin alike": oidc(GITHUB, is(`${GITHUB}:sub`, "repo:example*")),
            "if there is one": oidc(GITHUB, is(`${GITHUB}:sub`, "repo:example/orders:*", "StringLikeIfExists")),
            "every service account": oidc(CLUSTER, is(`${CLUSTER}:sub`, "system:serviceaccount:*")),
            "the subject of another provider": oidc(CLUSTER, is(`${GITHUB}:sub`, "repo:example/orders:*")),
            "every group of GitLab": oidc("gitlab.com", is("gitlab.com:sub", "project_path:*")),
        },
        absent: "compliant",
    },
    "iam-role-trust-confused-deputy": {
        says: "Statement 1 of `assumeRolePolicy` lets a service act for anybody. Demand `aws:SourceAccount`.",
        compliant: {
            "for an account": role(
                { Service: "scheduler.amazonaws.com" },
                is("aws:SourceAccount", "111122223333", "StringEquals"),
            ),
            "an account": role({ AWS: "111122223333" }),
        },
        violating: { "for anybody": role({ Service: "scheduler.amazonaws.com" }) },
        absent: "compliant",
    },
});
