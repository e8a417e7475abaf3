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
    [true, "all but some", trust(sub("repo:example/orders:*", "StringNotLike"))],
    [true, "only if there is one", trust(sub("repo:example/orders:*", "StringLikeIfExists"))],
    [true, "only for whom the token is", trust({ StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" } })],
    [true, "by all actions", trust(undefined, { Action: "sts:*" })],
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

    for (const [expected, label, host, key, value] of [
        [false, "an organization of Pulumi Cloud", "api.pulumi.com/oidc", "api.pulumi.com/oidc:aud", "aws:example"],
        [true, "several organizations of Pulumi Cloud", "api.pulumi.com/oidc", "api.pulumi.com/oidc:aud", "aws:*"],
        [
            false,
            "a workspace of Sentinel",
            "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d",
            "sts:RoleSessionName",
            "MicrosoftSentinel_a1b2c3",
        ],
        [true, "a session's name alone", GITHUB, "sts:RoleSessionName", "deploy"],
    ] as const) {
        it(`${String(expected)}: ${label}, whom its tokens do not name by their subject`, () => {
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
