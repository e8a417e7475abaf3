import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { CONTROL_ACTIONS, type ControlledKind } from "palisade-policy-documents";
import {
    type ConditionArgs,
    PolicyEffect,
    type PolicyStatementArgs,
    statementFaults,
    toStatement,
} from "../../../components/shared/statements";

const role = "arn:aws:iam::111122223333:role/app";
const inOrganization: ConditionArgs = { operator: "StringEquals", key: "aws:PrincipalOrgID", values: ["o-1"] };
const forAccount: ConditionArgs = { operator: "StringEquals", key: "AWS:SourceAccount", values: ["111122223333"] };

const statement = (change: Partial<PolicyStatementArgs> = {}): PolicyStatementArgs => ({
    sid: "ReadReports",
    principals: { aws: [role] },
    actions: ["s3:GetObject"],
    ...change,
});

describe("statements a user adds", () => {
    const accepted: [string, Partial<PolicyStatementArgs>][] = [
        ["a role reads", {}],
        ["a role that is not known yet", { principals: { aws: [pulumi.output("*")] } }],
        ["a wildcard over named actions", { actions: ["s3:Get*", "s3:List*", "s3:*Object"] }],
        [
            "a role and a service",
            { principals: { aws: [role], services: ["sns.amazonaws.com"] }, conditions: [forAccount] },
        ],
        ["everybody of the organization", { principals: { aws: ["*"] }, conditions: [inOrganization] }],
        [
            "an organization that is not known yet",
            {
                principals: { aws: ["*"] },
                conditions: [{ ...inOrganization, values: [pulumi.output("o-1")] }],
            },
        ],
        [
            "everybody from one office",
            {
                principals: { aws: ["*"] },
                conditions: [{ operator: "IpAddress", key: "aws:SourceIp", values: ["203.0.113.0/24"] }],
            },
        ],
        ["a service for this account", { principals: { services: ["sns.amazonaws.com"] }, conditions: [forAccount] }],
        ["a deny for everybody", { effect: PolicyEffect.Deny, principals: { aws: ["*"] }, actions: ["s3:*"] }],
        ["a deny of what must not be allowed", { effect: PolicyEffect.Deny, actions: ["s3:PutBucketPolicy"] }],
        [
            "operators of every family",
            {
                conditions: [
                    { operator: "ForAnyValue:StringLikeIfExists", key: "aws:TagKeys", values: ["a"] },
                    { operator: "NumericLessThanEquals", key: "s3:max-keys", values: ["10"] },
                    { operator: "DateGreaterThan", key: "aws:CurrentTime", values: ["2026-01-01T00:00:00Z"] },
                    { operator: "NotIpAddress", key: "aws:SourceIp", values: ["10.0.0.0/8"] },
                    { operator: "Null", key: "aws:SourceVpce", values: ["false"] },
                    { operator: "ArnNotLike", key: "aws:PrincipalArn", values: [role] },
                    { operator: "Bool", key: "aws:ViaAWSService", values: ["true"] },
                    { operator: "BinaryEquals", key: "aws:Some", values: ["QmluYXJ5"] },
                ],
            },
        ],
    ];
    for (const [what, change] of accepted) {
        it(`accepted: ${what}`, () =>
            assert.deepEqual(statementFaults("bucket", "statements", [statement(change)]), []));
    }

    const refused: [string, Partial<PolicyStatementArgs>, argument: string, RegExp][] = [
        ["no name", { sid: "" }, "sid", /"" is not made of letters and digits/],
        ["a name with a space", { sid: "Read reports" }, "sid", /"Read reports" is not made of/],
        ["the component's name", { sid: "DenyOldTls" }, "sid", /used twice or belongs to the component/],
        ["an unknown effect", { effect: "allow" as PolicyEffect }, "effect", /"allow" is not known/],
        ["an effect with more behind it", { effect: "Allowed" as PolicyEffect }, "effect", /"Allowed" is not known/],
        ["an effect with more before it", { effect: "DisAllow" as PolicyEffect }, "effect", /"DisAllow" is not known/],
        ["no action", { actions: [] }, "actions", /none is given/],
        ["no principal", { principals: {} }, "principals", /none is given/],
        ["everybody", { principals: { aws: ["*"] } }, "principals.aws", /allows everybody/],
        [
            "everybody of the organization, or without one",
            { principals: { aws: ["*"] }, conditions: [{ ...inOrganization, operator: "StringEqualsIfExists" }] },
            "principals.aws",
            /allows everybody/,
        ],
        [
            "everybody outside the organization",
            { principals: { aws: ["*"] }, conditions: [{ ...inOrganization, operator: "StringNotEquals" }] },
            "principals.aws",
            /allows everybody/,
        ],
        [
            "everybody of any organization",
            {
                principals: { aws: ["*"] },
                conditions: [{ operator: "StringLike", key: "aws:PrincipalOrgID", values: ["*"] }],
            },
            "principals.aws",
            /allows everybody/,
        ],
        [
            "everybody from any address",
            {
                principals: { aws: ["*"] },
                conditions: [{ operator: "IpAddress", key: "aws:SourceIp", values: ["0.0.0.0/0"] }],
            },
            "principals.aws",
            /allows everybody/,
        ],
        [
            "the root of any account",
            { principals: { aws: [role, "arn:aws:iam::*:root"] } },
            "principals.aws",
            /"arn:aws:iam::\*:root" allows everybody/,
        ],
        [
            "the part of any organization",
            {
                principals: { aws: ["*"] },
                conditions: [{ operator: "ForAnyValue:StringLike", key: "aws:PrincipalOrgPaths", values: ["o-1/*"] }],
            },
            "principals.aws",
            /allows everybody/,
        ],
        [
            "a service for topics that may be anybody's",
            {
                principals: { services: ["sns.amazonaws.com"] },
                conditions: [
                    { operator: "StringLike", key: "aws:SourceArn", values: ["arn:aws:sns:*:111122223333:*"] },
                ],
            },
            "principals.services",
            /confused deputy/,
        ],
        ["an action without a service", { actions: ["GetObject"] }, "actions", /"GetObject" is not an action/],
        [
            "a service for anybody",
            { principals: { services: ["sns.amazonaws.com"] } },
            "principals.services",
            /confused deputy/,
        ],
        [
            "a service, bound to callers only",
            { principals: { services: ["sns.amazonaws.com"] }, conditions: [inOrganization] },
            "principals.services",
            /confused deputy/,
        ],
        ["every action", { actions: ["*"] }, "actions", /"\*" allows everything/],
        ["every action of S3", { actions: ["s3:*"] }, "actions", /"s3:\*" allows everything/],
        ["every action of KMS", { actions: ["KMS:*"] }, "actions", /"KMS:\*" allows everything/],
        ["changing the policy", { actions: ["s3:PutBucketPolicy"] }, "actions", /covers s3:PutBucketPolicy/],
        [
            "changing the policy, by wildcard",
            { actions: ["s3:Put*"] },
            "actions",
            /"s3:Put\*" covers s3:PutBucketPolicy/,
        ],
        [
            "changing the policy, by question mark",
            { actions: ["s3:PutObjectAc?"] },
            "actions",
            /covers s3:PutObjectAcl/,
        ],
        [
            "an operator that IAM does not know",
            { conditions: [{ ...inOrganization, operator: "Equals" }] },
            "conditions",
            /"Equals" is not an IAM operator/,
        ],
        [
            "a condition without values",
            { conditions: [{ ...inOrganization, values: [] }] },
            "conditions",
            /has no value/,
        ],
        [
            "one test twice",
            { conditions: [inOrganization, { ...inOrganization, key: "AWS:PrincipalOrgId" }] },
            "conditions",
            /StringEquals aws:principalorgid is given twice/,
        ],
    ];
    for (const [what, change, argument, fault] of refused) {
        it(`refused: ${what}`, () => {
            const faults = statementFaults("bucket", "statements", [statement(change)], ["DenyOldTls"]);
            faults.forEach(({ fix }) => assert.ok(fix.length > 10, fix));
            assert.deepEqual(
                faults.map((each) => each.argument),
                [`statements[0].${argument}`],
            );
            assert.match(faults[0]?.fault ?? "", fault);
        });
    }

    const principalArn = "arn:aws:iam::111122223333:role/*";
    const session = "arn:aws-cn:sts::111122223333:assumed-role/a/*";
    const topic = "arn:aws:sns:eu-west-1:111122223333:topic";
    const bucket = "arn:aws:s3:::data";
    const path = "o-a1b2c3d4e5/r-ab12/*";
    const scopes: [key: string, narrow: string[], wide: string[]][] = [
        ["aws:PrincipalOrgID", ["o-1a"], ["*", "o-*", "o-1a*", "*o-1a"]],
        ["aws:PrincipalOrgPaths", [path], ["*", "o-*/r-1/*", `*${path}`]],
        ["aws:PrincipalAccount", ["111122223333"], ["*", "1111*"]],
        ["aws:PrincipalArn", [principalArn, session], ["*", "arn:aws:iam::*:role/app", `*${principalArn}`]],
        ["aws:SourceAccount", ["111122223333"], ["*", "1111*"]],
        ["aws:SourceArn", [topic, bucket], ["*", "arn:aws:sns:*:*:topic", "arn:aws:s3:::*", `*${topic}`]],
        ["aws:SourceOrgID", ["o-1a"], ["*", "o-1a*"]],
        ["aws:SourceOrgPaths", [path], ["*"]],
    ];
    for (const [key, narrow, wide] of scopes) {
        const principals = key.startsWith("aws:Principal") ? { aws: ["*"] } : { services: ["sns.amazonaws.com"] };
        const faultsWith = (operator: string, values: string[]): number =>
            statementFaults("bucket", "statements", [
                statement({ principals, conditions: [{ operator, key, values }] }),
            ]).length;
        const operators = /arn$/i.test(key)
            ? ["StringLike", "StringEquals", "ArnLike"]
            : ["StringLike", "StringEquals"];

        it(`${key} leaves out strangers with ${narrow.join(", ")}, not with ${wide.join(", ")}`, () => {
            for (const operator of [...operators, "ForAnyValue:StringLike"]) {
                assert.equal(faultsWith(operator, narrow), 0, operator);
            }
            for (const value of wide) {
                assert.equal(faultsWith("StringLike", [value]), 1, value);
                assert.equal(faultsWith("StringLike", [...narrow, value]), 1, value);
            }
        });

        it(`${key} leaves out nobody with an operator that also holds without it`, () => {
            for (const operator of ["StringLikeIfExists", "ForAllValues:StringLike", "StringNotLike", "Null"]) {
                assert.equal(faultsWith(operator, narrow), 1, operator);
            }
        });
    }

    for (const [kind, actions] of Object.entries(CONTROL_ACTIONS) as [ControlledKind, readonly string[]][]) {
        it(`refused for a ${kind}: ${actions.join(", ")}, in any case`, () => {
            for (const action of actions) {
                for (const written of [action, action.toLowerCase(), `${action.slice(0, -1)}?`]) {
                    const [fault] = statementFaults(kind, "statements", [statement({ actions: [written] })]);
                    assert.equal(
                        fault?.fault,
                        `"${written}" covers ${action}, with which the principal could undo the ${kind}'s protection`,
                    );
                    assert.equal(fault.fix, `leave it to IAM policies of the ${kind}'s own account`);
                }
            }
        });
    }

    it("what undoes the protection of one kind is nothing to another", () => {
        const faultsOf = (kind: ControlledKind, action: string) =>
            statementFaults(kind, "statements", [statement({ actions: [action] })]);
        assert.deepEqual(faultsOf("key", "s3:PutBucketPolicy"), []);
        assert.deepEqual(faultsOf("bucket", "kms:PutKeyPolicy"), []);
    });

    it("refused: one name twice", () => {
        const faults = statementFaults("bucket", "statements", [statement(), statement()]);
        assert.deepEqual(
            faults.map((each) => each.argument),
            ["statements[1].sid"],
        );
    });

    it("everything that is wrong is told at once", () => {
        const faults = statementFaults("bucket", "statements", [
            statement({ sid: "-", actions: ["*"], principals: { aws: ["*"] } }),
        ]);
        assert.equal(faults.length, 3);
    });

    it("no statement, no fault", () => assert.deepEqual(statementFaults("bucket", "statements"), []));
});

describe("statements in IAM's words", () => {
    it("an allow by default, for named principals", () => {
        const made = toStatement(
            { sid: "A", principals: { aws: [role], services: ["sns.amazonaws.com"] }, actions: ["s3:GetObject"] },
            ["arn:aws:s3:::data/*"],
        );
        assert.deepEqual(made, {
            Sid: "A",
            Effect: "Allow",
            Principal: { AWS: [role], Service: ["sns.amazonaws.com"] },
            Action: ["s3:GetObject"],
            Resource: ["arn:aws:s3:::data/*"],
        });
    });

    it("a deny for everybody, under several conditions", () => {
        const made = toStatement(
            {
                sid: "A",
                effect: PolicyEffect.Deny,
                principals: { aws: ["*"] },
                actions: ["s3:*"],
                conditions: [
                    { operator: "StringNotEquals", key: "aws:SourceVpce", values: ["vpce-1"] },
                    { operator: "StringNotEquals", key: "aws:PrincipalAccount", values: ["1"] },
                    { operator: "Bool", key: "aws:ViaAWSService", values: ["false"] },
                ],
            },
            ["*"],
        );
        assert.equal(made.Effect, "Deny");
        assert.equal(made.Principal, "*");
        assert.deepEqual(made.Condition, {
            StringNotEquals: { "aws:SourceVpce": ["vpce-1"], "aws:PrincipalAccount": ["1"] },
            Bool: { "aws:ViaAWSService": ["false"] },
        });
    });

    it("everybody beside a service is not everybody alone", () => {
        const made = toStatement({ sid: "A", principals: { aws: ["*"], services: ["s"] }, actions: ["s3:Get*"] }, [
            "*",
        ]);
        assert.deepEqual(made.Principal, { AWS: ["*"], Service: ["s"] });
    });
});
