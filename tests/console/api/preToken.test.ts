import assert from "node:assert/strict";
import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";
import { preTokenHandler, readMapping } from "../../../console/api/lambda/preToken";

const MAPPING = { provider: "Okta", groups: { platform: "SYSTEM_ADMIN", devs: "PATTERN_PUBLISHER" } } as const;
const FEDERATED = {
    sub: "1",
    identities: JSON.stringify([{ providerName: "Okta", userId: "1" }]),
    "cognito:user_status": "EXTERNAL_PROVIDER",
};

function event(userAttributes: Record<string, string>, groupsToOverride?: string[]): PreTokenGenerationV2TriggerEvent {
    return {
        version: "2",
        triggerSource: "TokenGeneration_HostedAuth",
        region: "eu-west-1",
        userPoolId: "eu-west-1_abc",
        userName: "Okta_1",
        callerContext: { awsSdkVersion: "1", clientId: "console-client" },
        request: { userAttributes, groupConfiguration: { ...(groupsToOverride && { groupsToOverride }) }, scopes: [] },
        response: { claimsAndScopeOverrideDetails: {} },
    };
}

async function run(one: PreTokenGenerationV2TriggerEvent) {
    const warnings: unknown[] = [];
    const { response } = await preTokenHandler(MAPPING, { warn: (...all) => warnings.push(all) })(one);
    const details = response.claimsAndScopeOverrideDetails;
    return {
        groups: details?.groupOverrideDetails?.groupsToOverride,
        claims: details?.accessTokenGeneration?.claimsToAddOrOverride,
        warnings,
    };
}

describe("the trigger before tokens are made", () => {
    it("adds the groups that the provider's stand for to those of the pool", async () => {
        const { groups } = await run(
            event({ ...FEDERATED, "custom:groups": '["platform","x"]' }, ["eu-west-1_abc_Okta"]),
        );
        assert.deepEqual(groups, ["eu-west-1_abc_Okta", "SYSTEM_ADMIN"]);
    });

    it("leaves the groups of the pool's own users, whatever they wrote into their attributes", async () => {
        const written = { sub: "1", "cognito:user_status": "CONFIRMED", "custom:groups": '["platform"]' };
        assert.deepEqual((await run(event(written, ["PATTERN_PUBLISHER"]))).groups, ["PATTERN_PUBLISHER"]);
        assert.deepEqual((await run(event({ ...written, identities: FEDERATED.identities }))).groups, []);
    });

    it("leaves the roles that the pool's own groups have in AWS", async () => {
        const own = {
            groupsToOverride: ["SYSTEM_ADMIN"],
            iamRolesToOverride: ["arn:aws:iam::123456789012:role/admin"],
            preferredRole: "arn:aws:iam::123456789012:role/admin",
        };
        const one = event({ sub: "1", "cognito:user_status": "CONFIRMED" });
        const { response } = await preTokenHandler(MAPPING, { warn: () => undefined })({
            ...one,
            request: { ...one.request, groupConfiguration: own },
        });
        // Amazon Cognito makes cognito:groups, cognito:roles and cognito:preferred_role of this, and of nothing else.
        assert.deepEqual(response.claimsAndScopeOverrideDetails?.groupOverrideDetails, own);
    });

    it("maps nothing without a table", async () => {
        const one = event({ ...FEDERATED, "custom:groups": "platform" });
        const { response } = await preTokenHandler(undefined, { warn: () => undefined })(one);
        assert.deepEqual(response.claimsAndScopeOverrideDetails?.groupOverrideDetails?.groupsToOverride, []);
    });

    it("puts an address into the access token only if the pool has verified it", async () => {
        const email = "me@example.com";
        assert.deepEqual((await run(event({ ...FEDERATED, email, email_verified: "true" }))).claims, { email });
        for (const verified of ["false", "True", "1", ""]) {
            assert.equal((await run(event({ ...FEDERATED, email, email_verified: verified }))).claims, undefined);
        }
        assert.equal((await run(event({ ...FEDERATED, email_verified: "true" }))).claims, undefined);
    });

    it("gives no group when anything goes wrong, and says so", async () => {
        const broken = event(FEDERATED, ["SYSTEM_ADMIN"]);
        Object.defineProperty(broken.request, "groupConfiguration", { value: null });
        const { groups, warnings } = await run(broken);
        assert.deepEqual(groups, []);
        assert.deepEqual(warnings, [["groups could not be told: the token gives none", { subject: "1" }]]);
    });
});

describe("the table of the provider's groups", () => {
    it("is read from JSON; none is none", () => {
        assert.deepEqual(readMapping(JSON.stringify(MAPPING)), MAPPING);
        assert.equal(readMapping(undefined), undefined);
        assert.equal(readMapping(""), undefined);
    });

    const bad: Readonly<Record<string, string>> = {
        "{": "it is no JSON object",
        "[]": "it is no JSON object",
        '{"groups":{}}': '"provider" names no identity provider',
        '{"provider":"","groups":{}}': '"provider" names no identity provider',
        '{"provider":"Okta"}': '"groups" is no object',
        '{"provider":"Okta","groups":{"a":"ADMIN"}}': '"a" stands for none of SYSTEM_ADMIN, PATTERN_PUBLISHER',
        '{"provider":"Okta","groups":{"a":["SYSTEM_ADMIN"]}}': '"a" stands for none of SYSTEM_ADMIN, PATTERN_PUBLISHER',
    };
    for (const [text, what] of Object.entries(bad)) {
        it(`is refused: ${text}`, () => {
            assert.throws(() => readMapping(text), { message: `the table of the provider's groups is wrong: ${what}` });
        });
    }
});
