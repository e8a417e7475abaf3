import assert from "node:assert/strict";
import { identityTrust } from "../../../components/identity/policy/identityTrust";
import { places, trusts } from "../support/meaning";

const pool = "eu-west-1:1234abcd-12ab-34cd-56ef-1234567890ab";
const take = "sts:AssumeRoleWithWebIdentity";

describe("the trust of a group's role", () => {
    for (const [partition, provider] of [
        ["aws", "cognito-identity.amazonaws.com"],
        ["aws-us-gov", "cognito-identity-us-gov.amazonaws.com"],
    ] as const) {
        const trust = JSON.stringify(identityTrust(partition, pool));
        const claims = (aud: string, ...amr: string[]) => ({ [`${provider}:aud`]: aud, [`${provider}:amr`]: amr });
        const signedIn = claims(pool, "authenticated", "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_a");

        it(`${partition}: users of this identity pool who are signed in take it`, () => {
            assert.equal(trusts(trust, provider, take, signedIn), "allowed");
        });

        it(`${partition}: nobody else does`, () => {
            const others: [string, Record<string, string | string[]>][] = [
                ["another pool", claims(pool.replace("1234abcd", "abcd1234"), "authenticated")],
                ["a guest", claims(pool, "unauthenticated")],
                ["a token that says neither", {}],
                ["a token that does not say how", { [`${provider}:aud`]: pool }],
            ];
            for (const [who, context] of others) {
                assert.notEqual(trusts(trust, provider, take, context), "allowed", who);
            }
            const principals = [
                "anonymous",
                "lambda.amazonaws.com",
                ...places.map(({ partition, accountId }) => `arn:${partition}:iam::${accountId}:root`),
            ];
            for (const principal of principals) {
                assert.notEqual(trusts(trust, principal, take, signedIn), "allowed", principal);
            }
        });

        it(`${partition}: in no other way`, () => {
            for (const action of ["sts:AssumeRole", "sts:TagSession", "sts:AssumeRoleWithSAML"]) {
                assert.notEqual(trusts(trust, provider, action, signedIn), "allowed", action);
            }
        });
    }
});
