import assert from "node:assert/strict";
import type { Truth } from "../../policy-documents/truth";
import { UNKNOWN } from "../../policy-documents/unknown";
import { trustsAnySubject } from "palisade-policy-documents";
import { documentOf } from "./support";

const GITHUB = "token.actions.githubusercontent.com";
const provider = (host: string) => ({ Federated: `arn:aws:iam::111122223333:oidc-provider/${host}` });
const trust = (Condition: unknown, rest: object = {}) => ({
    Effect: "Allow",
    Principal: provider(GITHUB),
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition,
    ...rest,
});
const sub = (value: unknown, operator = "StringLike") => ({ [operator]: { [`${GITHUB}:sub`]: value } });

const CASES: readonly (readonly [Truth, string, object])[] = [
    [true, "no condition", trust(undefined)],
    [true, "every repository", trust(sub("repo:*"))],
    [true, "organizations that begin alike", trust(sub("repo:exam*"))],
    [true, "one of several values is for all", trust(sub(["repo:example/orders:*", "*"]))],
    [true, "whoever has no subject, too", trust(sub("repo:example/orders:*", "ForAllValues:StringLike"))],
    [true, "whoever has a subject", trust({ Null: { [`${GITHUB}:sub`]: "false" } })],
    [
        true,
        "the subject of a provider with a name as long",
        trust({ StringLike: { [`${GITHUB.replace("t", "u")}:sub`]: "repo:example/*" } }),
    ],
    [true, "all but some", trust(sub("repo:example/orders:*", "StringNotLike"))],
    [true, "only if there is one", trust(sub("repo:example/orders:*", "StringLikeIfExists"))],
    [true, "only for whom the token is", trust({ StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" } })],
    [true, "by all actions", trust(undefined, { Action: "sts:*" })],
    [true, "the subject of another provider", trust({ StringLike: { "gitlab.com:sub": "project_path:example/*" } })],
    [
        true,
        "a SAML provider, too",
        trust(undefined, {
            Principal: { Federated: ["arn:aws:iam::111122223333:saml-provider/a", provider(GITHUB).Federated] },
        }),
    ],
    [true, "any source identity", trust({ StringLike: { "sts:SourceIdentity": "*" } })],
    [false, "a repository", trust(sub("repo:example/orders:*"))],
    [false, "a branch", trust(sub("repo:example/orders:ref:refs/heads/main", "StringEquals"))],
    [false, "all of an organization", trust(sub("repo:example/*"))],
    [false, "another claim of the subject", trust(sub("repository_owner:example:*"))],
    [false, "an owner by id", trust({ StringEquals: { [`${GITHUB}:repository_owner_id`]: "123" } })],
    [
        false,
        "keys in another case",
        trust({ StringLike: { [`${GITHUB.toUpperCase()}:SUB`]: "repo:example/orders:*" } }),
    ],
    [false, "a source identity", trust({ StringLike: { "sts:SourceIdentity": ["saanvi", "diego"] } })],
    [false, "a Deny", trust(undefined, { Effect: "Deny" })],
    [false, "all but a provider", trust(undefined, { Principal: undefined, NotPrincipal: provider(GITHUB) })],
    [false, "another action", trust(undefined, { Action: "sts:TagSession" })],
    [
        false,
        "a SAML provider",
        trust(undefined, { Principal: { Federated: "arn:aws:iam::111122223333:saml-provider/a" } }),
    ],
    [false, "an account", trust(undefined, { Principal: { AWS: "111122223333" } })],
    ["undetermined", "an unknown subject", trust(sub(UNKNOWN))],
    ["undetermined", "an unknown condition", trust(UNKNOWN)],
    ["undetermined", "an unknown provider", trust(undefined, { Principal: { Federated: UNKNOWN } })],
    [false, "a certain subject beside an unknown condition", trust({ ...sub("repo:example/orders:*"), Bool: UNKNOWN })],
];

describe("trustsAnySubject", () => {
    for (const [expected, label, statement] of CASES) {
        it(`${String(expected)}: ${label}`, () => {
            const [one] = documentOf([statement]).statements;
            assert.ok(one !== undefined && one !== UNKNOWN);
            assert.equal(trustsAnySubject(one), expected);
        });
    }

    const SENTINEL = "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d";
    for (const [expected, host, key, value] of [
        [false, "api.pulumi.com/oidc", "api.pulumi.com/oidc:aud", "aws:example"],
        [true, "api.pulumi.com/oidc", "api.pulumi.com/oidc:aud", "aws:*"],
        [false, "oidc.vercel.com", "oidc.vercel.com:aud", "https://vercel.com/example"],
        [true, "oidc.vercel.com", "oidc.vercel.com:aud", "https://vercel.com/*"],
        [false, "sandboxes.cloud", "sandboxes.cloud:aud", "example"],
        [true, "sandboxes.cloud", "sandboxes.cloud:aud", "*"],
        [true, "sandboxes.cloud", "sandboxes.cloud:aud", "*-example"],
        [false, SENTINEL, "sts:RoleSessionName", "MicrosoftSentinel_a1b2c3"],
        [true, SENTINEL, "sts:RoleSessionName", "MicrosoftSentinel_*"],
        [true, GITHUB, "sts:RoleSessionName", "deploy"],
        [true, GITHUB, `${GITHUB}:aud`, "sts.amazonaws.com"],
        [false, "gitlab.com", "gitlab.com:sub", "project_path:example/*"],
        [true, "gitlab.com", "gitlab.com:sub", "project_path:*/orders:ref_type:branch:ref:main"],
        [true, "gitlab.com", "gitlab.com:sub", "project_path:exam*"],
        [true, "gitlab.com", "gitlab.com:sub", "*project_path:example/orders:*"],
        [true, "gitlab.com", "gitlab.com:project_path", "exam*"],
        [false, "gitlab.com", "gitlab.com:project_path", "example/*"],
        [false, "gitlab.example.com", "gitlab.example.com:project_path", "orders*"],
        [false, "app.terraform.io", "app.terraform.io:sub", "organization:example:project:*"],
        [true, "app.terraform.io", "app.terraform.io:sub", "organization:*:project:orders:*"],
        [true, "app.terraform.io", "app.terraform.io:sub", "*organization:example:*"],
        ...["repository", "repository_id", "repository_owner", "repository_owner_id", "job_workflow_ref"].map(
            (claim) => [false, GITHUB, `${GITHUB}:${claim}`, "example"] as const,
        ),
        [false, GITHUB, `${GITHUB}:enterprise_id`, "42"],
        ...["project_id", "project_path", "namespace_id", "namespace_path"].map(
            (claim) => [false, "gitlab.com", `gitlab.com:${claim}`, "example"] as const,
        ),
        [true, GITHUB, `${GITHUB}:repository_owner`, "exam*"],
        [true, GITHUB, `${GITHUB}:repository_owner`, "*example"],
        [true, GITHUB, `${GITHUB}:repository`, "*/orders"],
        [true, GITHUB, `${GITHUB}:actor`, "example"],
    ] as const) {
        it(`${String(expected)}: ${key} like ${value}, of ${host}`, () => {
            const Condition = { StringLike: { [key]: value } };
            const [one] = documentOf([trust(Condition, { Principal: provider(host) })]).statements;
            assert.ok(one !== undefined && one !== UNKNOWN);
            assert.equal(trustsAnySubject(one), expected);
        });
    }

    it("lets a provider of one's own be narrowed down by any beginning", () => {
        const host = "oidc.eks.eu-west-1.amazonaws.com/id/A1B2C3";
        const answer = (value: string): Truth => {
            const Condition = { StringLike: { [`${host}:sub`]: value } };
            const [one] = documentOf([trust(Condition, { Principal: provider(host) })]).statements;
            assert.ok(one !== undefined && one !== UNKNOWN);
            return trustsAnySubject(one);
        };
        assert.equal(answer("system:serviceaccount:shop:*"), false);
        assert.equal(answer("system:serviceaccount:*:*"), true);
        assert.equal(answer("*"), true);
    });
});
