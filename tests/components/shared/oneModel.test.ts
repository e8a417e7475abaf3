import assert from "node:assert/strict";
import fc from "fast-check";
import { policyDocument } from "../../../components/shared/policyDocument";
import {
    PolicyEffect,
    type PolicyStatementArgs,
    statementFaults,
    toStatement,
} from "../../../components/shared/statements";
import type { Policy } from "../../../policy-pack/evaluation";
import kms from "../../../policy-pack/policies/kms";
import anybody from "../../../policy-pack/policies/s3/bucketPolicies/anybody";
import crossAccount from "../../../policy-pack/policies/s3/bucketPolicies/crossAccount";
import { run } from "../../../policy-pack/testing/run";

/** Statements out of the words over which components and pack could disagree. */
const account = "111122223333";
const aws = [account, "*", `arn:aws:iam::${account}:role/app`, "arn:aws:iam::*:root", `arn:aws:iam::${account}:role/*`];
const services = ["sns.amazonaws.com", "*"];
const operators = ["StringEquals", "StringLike", "ArnLike", "ArnEquals", "StringNotLike", "StringLikeIfExists", "IpAddress", "ForAnyValue:StringLike", "ForAllValues:StringEquals", "Null", "Bool"]; // prettier-ignore
const keys = ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalAccount", "aws:PrincipalArn", "aws:SourceArn", "aws:SourceAccount", "aws:SourceIp", "aws:SecureTransport", "s3:prefix"]; // prettier-ignore
const values = [account, "o-a1b2c3d4e5", "o-1/*", "o-a1b2c3d4e5/*", "*", `arn:aws:sns:*:${account}:*`, `arn:aws:iam::${account}:role/app`, "203.0.113.0/24", "0.0.0.0/0", "true", "false"]; // prettier-ignore
const actions = ["s3:GetObject", "s3:Put*", "s3:PutBucketAcl", "s3:*", "*", "s3:Get*", "kms:Decrypt"];

const some = (of: string[], maxLength = 2) => fc.uniqueArray(fc.constantFrom(...of), { minLength: 1, maxLength });
const someStatement: fc.Arbitrary<PolicyStatementArgs> = fc.record({
    sid: fc.constant("Added"),
    effect: fc.constantFrom(PolicyEffect.Allow, PolicyEffect.Allow, PolicyEffect.Deny),
    principals: fc.oneof(
        fc.record({ aws: some(aws) }),
        fc.record({ services: some(services) }),
        fc.record({ aws: some(aws), services: some(services) }),
    ),
    actions: some(actions),
    conditions: fc.uniqueArray(
        fc.record({
            operator: fc.constantFrom(...operators),
            key: fc.constantFrom(...keys),
            values: some(values),
        }),
        { maxLength: 2, selector: ({ operator, key }) => `${operator} ${key}` },
    ),
});

function documentOf(statement: PolicyStatementArgs): string {
    const { sid, effect, principals, actions, conditions } = statement;
    const known = { sid, effect, principals, actions, conditions } as Parameters<typeof toStatement>[0];
    return JSON.stringify(policyDocument([toStatement(known, ["*"])]));
}

function policy(id: string): Policy {
    const found = [...anybody.policies, ...crossAccount.policies, ...kms.policies].find((one) => one.id === id);
    assert.ok(found);
    return found;
}

describe("components and policy pack", () => {
    it("say of the same statements that they let everybody in", () => {
        const seen = { open: 0, closed: 0 };
        fc.assert(
            fc.property(someStatement, (statement) => {
                const faults = statementFaults("key", "statements", [statement]);
                const refused = faults.some(({ fault }) => fault.endsWith("allows everybody"));
                const document = documentOf(statement);
                const isFound = (type: string, ...ids: readonly string[]): boolean =>
                    ids.some((id) => run(policy(id), { resources: { type, inputs: { policy: document } } }).length > 0);
                const ofBucket = ["s3-bucket-policy-no-public", "s3-bucket-policy-no-public-write"];
                assert.deepEqual(
                    [
                        isFound("aws:s3/bucketPolicy:BucketPolicy", ...ofBucket),
                        isFound("aws:kms/keyPolicy:KeyPolicy", "kms-key-policy-no-public"),
                    ],
                    [refused, refused],
                );
                seen[refused ? "open" : "closed"] += 1;
            }),
            { numRuns: 150 },
        );
        assert.ok(seen.open > 10 && seen.closed > 10, JSON.stringify(seen));
    });

    it("let no other account change who has access to a bucket", () => {
        let refused = 0;
        fc.assert(
            fc.property(someStatement, (statement) => {
                const faults = statementFaults("bucket", "statements", [statement]);
                const findings = ["s3-bucket-policy-access-own", "s3-bucket-policy-locks-own"].flatMap((id) =>
                    run(policy(id), {
                        resources: {
                            type: "aws:s3/bucketPolicy:BucketPolicy",
                            inputs: { policy: documentOf(statement) },
                        },
                        options: { ownAccounts: ["999988887777"] },
                    }),
                );
                const changes = findings.some(({ text }) => text.includes("allows another account to"));
                refused += changes ? 1 : 0;
                assert.ok(!changes || faults.some(({ argument }) => argument.endsWith(".actions")));
            }),
            { numRuns: 150 },
        );
        assert.ok(refused > 5, `only ${refused} let another account change who has access`);
    });
});
