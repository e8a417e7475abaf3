import assert from "node:assert/strict";
import {
    keepStatement,
    trailArn,
    trailBucketStatements,
    type TrailFacts,
    trailRoleStatements,
    trailTrust,
} from "../../../components/audit/policy/trailStatements";
import { otherAccount, places, says, trusts } from "../support/meaning";

const service = "cloudtrail.amazonaws.com";
const acl = { "s3:x-amz-acl": "bucket-owner-full-control" };

for (const place of places) {
    const { partition, region, accountId } = place;
    const facts: TrailFacts = { place, trailName: "audit", ownerId: accountId };
    const bucketArn = `arn:${partition}:s3:::trail`;
    const arn = `arn:${partition}:cloudtrail:${region}:${accountId}:trail/audit`;
    const ofTrail = (source: string): Record<string, string> => ({ "aws:SourceArn": source, ...acl });

    describe(`statements of a trail, ${partition}`, () => {
        it("the trail writes into its own folder, and reads nothing", () => {
            const policy = trailBucketStatements({ ...facts, bucketArn });
            const ask = (action: string, resource: string, context = ofTrail(arn)): string =>
                says(policy, service, action, resource, context);
            assert.equal(trailArn(facts), arn);
            assert.equal(ask("s3:PutObject", `${bucketArn}/AWSLogs/${accountId}/CloudTrail/x`), "allowed");
            assert.equal(ask("s3:PutObject", `${bucketArn}/AWSLogs/${otherAccount}/CloudTrail/x`), "not-covered");
            assert.equal(ask("s3:PutObject", `${bucketArn}/x`), "not-covered");
            assert.equal(ask("s3:GetBucketAcl", bucketArn), "allowed");
            assert.equal(ask("s3:GetObject", `${bucketArn}/AWSLogs/${accountId}/x`), "not-covered");
            const { "s3:x-amz-acl": _, ...withoutAcl } = ofTrail(arn);
            assert.equal(ask("s3:PutObject", `${bucketArn}/AWSLogs/${accountId}/x`, withoutAcl), "not-covered");
        });

        const others = {
            "another trail of the account": `${arn}-2`,
            "a trail of the same name in another region": arn.replace(`:${region}:`, ":mars-1:"),
            "a trail of another account": arn.replace(accountId, otherAccount),
        };
        for (const [who, source] of Object.entries(others)) {
            it(`${who} neither writes nor looks at the bucket`, () => {
                const policy = trailBucketStatements({ ...facts, bucketArn });
                const key = `${bucketArn}/AWSLogs/${accountId}/x`;
                assert.equal(says(policy, service, "s3:PutObject", key, ofTrail(source)), "not-covered");
                assert.equal(says(policy, service, "s3:GetBucketAcl", bucketArn, ofTrail(source)), "not-covered");
                assert.equal(says(policy, service, "s3:PutObject", key, acl), "not-covered");
            });
        }

        it("for an organization the management account's trail writes for all, whoever has the bucket", () => {
            const organization = { ...facts, ownerId: otherAccount, organizationId: "o-a1b2c3d4e5" };
            const policy = trailBucketStatements({ ...organization, bucketArn, keyPrefix: "trails" });
            const ask = (owner: string, source: string): string =>
                says(policy, service, "s3:PutObject", `${bucketArn}/trails/AWSLogs/${owner}/x`, ofTrail(source));
            const theirs = arn.replace(accountId, otherAccount);
            assert.equal(ask("o-a1b2c3d4e5", theirs), "allowed");
            assert.equal(ask(otherAccount, theirs), "allowed");
            assert.equal(ask("o-z9y8x7w6v5", theirs), "not-covered");
            assert.equal(ask("o-a1b2c3d4e5", arn), "not-covered");
            const noPrefix = `${bucketArn}/AWSLogs/o-a1b2c3d4e5/x`;
            assert.equal(says(policy, service, "s3:PutObject", noPrefix, ofTrail(theirs)), "not-covered");
        });

        const role = `arn:${partition}:iam::${accountId}:role/undertaker`;
        it("nobody deletes but the role that is named", () => {
            const object = `${bucketArn}/AWSLogs/x`;
            const everybody = {
                administrator: `arn:${partition}:iam::${accountId}:role/administrator`,
                root: `arn:${partition}:iam::${accountId}:root`,
                "a role whose name goes on": `${role}-2`,
                "a role of another account": role.replace(accountId, otherAccount),
            };
            for (const deletionRoleArn of [role, undefined]) {
                const policy = [keepStatement(bucketArn, deletionRoleArn)];
                for (const action of ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"]) {
                    for (const [who, arn] of Object.entries(everybody)) {
                        const context = { "aws:PrincipalArn": arn };
                        assert.equal(says(policy, arn, action, object, context), "denied", `${who} ${action}`);
                    }
                    // Services have no such ARN.
                    assert.equal(says(policy, service, action, object), "denied");
                    assert.equal(says(policy, "anonymous", action, object), "denied");
                    const named = says(policy, role, action, object, { "aws:PrincipalArn": role });
                    assert.equal(named, deletionRoleArn === undefined ? "denied" : "not-covered");
                }
                const context = { "aws:PrincipalArn": everybody.administrator };
                assert.equal(says(policy, everybody.administrator, "s3:DeleteBucket", bucketArn, context), "denied");
                assert.equal(says(policy, everybody.administrator, "s3:GetObject", object, context), "not-covered");
            }
        });

        it("the role writes into the one log group, and only CloudTrail takes it", () => {
            const group = `arn:${partition}:logs:${region}:${accountId}:log-group:trail`;
            const policy = trailRoleStatements(group);
            const stream = `${group}:log-stream:${accountId}_CloudTrail_${region}`;
            for (const action of ["logs:CreateLogStream", "logs:PutLogEvents"]) {
                assert.equal(says(policy, "the role", action, stream), "allowed");
                assert.equal(says(policy, "the role", action, stream.replace(":trail:", ":trail-2:")), "not-covered");
            }
            assert.equal(says(policy, "the role", "logs:DeleteLogStream", stream), "not-covered");
            const trust = JSON.stringify(trailTrust);
            assert.equal(trusts(trust, service, "sts:AssumeRole"), "allowed");
            assert.equal(trusts(trust, "ec2.amazonaws.com", "sts:AssumeRole"), "not-covered");
        });
    });
}
