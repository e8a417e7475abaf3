import assert from "node:assert/strict";
import type { Truth } from "../../policy-documents/truth";
import { UNKNOWN } from "../../policy-documents/unknown";
import {
    allowsEverything,
    giveRight,
    readDocument,
    right,
    statementsGiving,
    type Right,
} from "palisade-policy-documents";
import { documentOf, partsOf, withUnknownAt } from "./support";

const ROLES = right("iam:PassRole", "role/*");
const allow = (rest: object = {}) => ({ Effect: "Allow", Action: "iam:PassRole", Resource: "*", ...rest });
const deny = (rest: object = {}) => allow({ Effect: "Deny", ...rest });
const on = (Resource: unknown) => allow({ Resource });
const given = (operator: string, key: string, value: unknown) => allow({ Condition: { [operator]: { [key]: value } } });

const CASES: readonly (readonly [Truth, string, ...unknown[]])[] = [
    [true, "the action on everything", allow()],
    [true, "in another case", allow({ Action: "IAM:passrole" })],
    [true, "by a pattern", allow({ Action: ["s3:GetObject", "iam:Pass*"] })],
    [true, "by all actions", allow({ Action: "*" })],
    [true, "by all but others", allow({ Action: undefined, NotAction: "iam:Create*" })],
    [true, "on all of IAM", on("arn:aws:iam::*:*")],
    [true, "on all roles", on("arn:aws:iam::*:role/*")],
    [true, "on all roles of the account", on("arn:aws:iam::111122223333:role/*")],
    [true, "on all roles of another partition", on("arn:aws-cn:iam::111122223333:role/*")],
    [true, "on an incomplete ARN", on("arn:aws:iam")],
    [true, "on all, among others", on(["arn:aws:iam::111122223333:role/a", "*"])],
    [true, "on all but some", allow({ Resource: undefined, NotResource: "arn:aws:iam::111122223333:role/admin" })],
    [true, "with a second factor", given("Bool", "aws:MultiFactorAuthPresent", "true")],
    [true, "from an address", given("IpAddress", "aws:SourceIp", "203.0.113.0/24")],
    ...["SourceVpc", "SourceVpce", "SourceVpcArn", "VpceAccount", "VpceOrgID", "VpceOrgPaths", "VpcSourceIp"].map(
        (key) => [true, `from a network, by ${key}`, given("StringLike", `aws:${key}`, "a")] as const,
    ),
    ...["SourceIdentity", "FederatedProvider", "Ec2InstanceSourceVpc", "Ec2InstanceSourcePrivateIPv4"].map(
        (key) => [true, `in a session with a ${key}`, given("StringLike", `aws:${key}`, "a")] as const,
    ),
    [true, "in a Region", given("StringEquals", "aws:RequestedRegion", "eu-west-1")],
    [true, "in a Region, as EC2 has it", given("StringEquals", "ec2:Region", "eu-west-1")],
    [true, "by a principal with a tag", given("StringEquals", "aws:PrincipalTag/team", "a")],
    [true, "denied on some", allow(), deny({ Resource: "arn:aws:iam::111122223333:role/admin" })],
    [true, "denied under a condition", allow(), deny({ Condition: { Bool: { "aws:SecureTransport": "false" } } })],
    [true, "denied on all but some", allow(), deny({ Resource: undefined, NotResource: "arn:aws:iam::*:role/a" })],
    [true, "another action denied", allow(), deny({ Action: "iam:CreateRole" })],
    [false, "nothing"],
    [false, "another action", allow({ Action: "iam:GetRole" })],
    [false, "all but this action", allow({ Action: undefined, NotAction: "iam:*" })],
    [false, "on one role", on("arn:aws:iam::111122223333:role/a")],
    [false, "on roles with a name", on("arn:aws:iam::111122223333:role/a-*")],
    [false, "on oneself", on("arn:aws:iam::*:user/${aws:username}")],
    [false, "on all users", on("arn:aws:iam::*:user/*")],
    [false, "on all of another service", on("arn:aws:s3:::*")],
    [false, "on all but all roles", allow({ Resource: undefined, NotResource: "arn:aws:iam::*:role/*" })],
    [
        false,
        "on all but all roles, and others",
        allow({ Resource: undefined, NotResource: ["arn:aws:iam::*:role/*", "arn:aws:iam::*:user/a"] }),
    ],
    [false, "to one service", given("StringEquals", "iam:PassedToService", "ec2.amazonaws.com")],
    [false, "on what has a tag", given("StringEquals", "aws:ResourceTag/team", "a")],
    [false, "denied", allow(), deny()],
    [false, "denied on all roles", allow(), deny({ Resource: "arn:aws:iam::111122223333:role/*" })],
    [false, "denied with all others", allow(), deny({ Action: "iam:*" })],
    [false, "a Deny alone", deny()],
    ["undetermined", "an unknown action", allow({ Action: UNKNOWN })],
    ["undetermined", "an unknown resource", on(UNKNOWN)],
    ["undetermined", "an unknown condition", allow({ Condition: UNKNOWN })],
    ["undetermined", "an unknown effect", allow({ Effect: UNKNOWN })],
    ["undetermined", "an unknown statement", UNKNOWN],
    ["undetermined", "perhaps denied", allow(), deny({ Action: UNKNOWN })],
    ["undetermined", "denied under what is not known", allow(), deny({ Condition: UNKNOWN })],
    [true, "on an unknown one and all", on([UNKNOWN, "*"])],
    [false, "an unknown resource of another action", allow({ Action: "s3:GetObject", Resource: UNKNOWN })],
];

describe("giveRight", () => {
    for (const [expected, label, ...statements] of CASES) {
        it(`${String(expected)}: ${label}`, () => {
            const document = documentOf(statements, "identity");
            assert.equal(giveRight([document], ROLES), expected);
            const found = statementsGiving(document, [ROLES]).map(({ gives }) => gives);
            assert.equal(found.includes(true) ? true : (found[0] ?? false), expected);
        });
    }

    it("never turns a definite answer into the opposite one when a part becomes unknown", () => {
        for (const [expected, label, ...statements] of CASES.filter(([answer]) => answer !== "undetermined")) {
            for (const part of partsOf({ Statement: statements })) {
                const document = documentOf(withUnknownAt({ Statement: statements }, part), "identity");
                const answer = giveRight([document], ROLES);
                assert.ok(answer === expected || answer === "undetermined", `${label}: ${part.join(".")}`);
            }
        }
    });

    it("is told of each statement that gives one of several rights, and of no other", () => {
        const document = documentOf(
            [allow({ Action: "iam:GetRole" }), allow(), allow({ Action: "s3:GetObject" })],
            "identity",
        );
        const found = statementsGiving(document, [ROLES, right("s3:GetObject", "*")]);
        assert.deepEqual(
            found.map(({ statement, gives }) => [statement === UNKNOWN ? 0 : statement.place, gives]),
            [
                [2, true],
                [3, true],
            ],
        );
    });

    it("counts what several policies say together", () => {
        const documents = [documentOf([allow()], "identity"), documentOf([deny()], "identity")];
        assert.equal(giveRight(documents.slice(0, 1), ROLES), true);
        assert.equal(giveRight(documents, ROLES), false);
    });

    it("takes nothing back by a Deny that AWS would not accept", () => {
        const misspelt = { ...deny(), Resource: undefined, Resources: "*" };
        const document = readDocument({ Statement: [allow(), misspelt] }, "identity");
        assert.equal(giveRight([document], ROLES), true);
    });

    it("lets a role be passed to the service that is meant", () => {
        const to = (service: string): Right => ({ ...ROLES, to: service });
        const document = documentOf([given("StringLike", "iam:PassedToService", "ec2.*")], "identity");
        assert.equal(giveRight([document], to("ec2.amazonaws.com")), true);
        assert.equal(giveRight([document], to("lambda.amazonaws.com")), false);
        const two = given("StringEquals", "iam:PassedToService", ["ec2.amazonaws.com", "lambda.amazonaws.com"]);
        assert.equal(giveRight([documentOf([two], "identity")], to("lambda.amazonaws.com")), true);
        const all = documentOf([given("StringNotEquals", "iam:PassedToService", "ec2.amazonaws.com")], "identity");
        assert.equal(giveRight([all], to("ec2.amazonaws.com")), false);
    });

    it("knows a kind by the service that its ARNs have", () => {
        const document = documentOf(
            [allow({ Action: "ssm:SendCommand", Resource: "arn:aws:ec2:*:111122223333:instance/*" })],
            "identity",
        );
        assert.equal(giveRight([document], right("ssm:SendCommand", "instance/*", "ec2")), true);
        assert.equal(giveRight([document], right("ssm:SendCommand", "instance/*")), false);
    });
});

describe("allowsEverything", () => {
    const answer = (statement: object): Truth => {
        const [one] = documentOf([statement], "identity").statements;
        assert.ok(one !== undefined && one !== UNKNOWN);
        return allowsEverything(one);
    };

    it("is so of all actions on all resources, whatever the circumstances", () => {
        assert.equal(answer(allow({ Action: "*" })), true);
        assert.equal(answer(allow({ Action: ["s3:*", "*"], Resource: ["*"] })), true);
        assert.equal(answer({ ...given("Bool", "aws:MultiFactorAuthPresent", "true"), Action: "*" }), true);
    });

    it("is not so of less", () => {
        assert.equal(answer(allow({ Action: "s3:*" })), false);
        assert.equal(answer(allow({ Action: "*", Resource: "arn:aws:s3:::*" })), false);
        assert.equal(answer(deny({ Action: "*" })), false);
        assert.equal(answer(allow({ Action: undefined, NotAction: "iam:*" })), false);
        assert.equal(answer({ ...given("StringEquals", "aws:ResourceTag/team", "a"), Action: "*" }), false);
        assert.equal(answer(allow({ Action: UNKNOWN })), "undetermined");
    });
});
