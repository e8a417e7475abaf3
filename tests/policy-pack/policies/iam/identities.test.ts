import { namesOf } from "../../../../policy-pack/evaluation";
import iam from "../../../../policy-pack/policies/iam/identities";
import { eachOutput } from "../../../../policy-pack/testing/cases";
import { describeService } from "../../support/describe";
import { unknown, type Input, type Inputs } from "../../support/inputs";
import { policy, resource } from "../s3/stack";

const role = (inputs: Inputs = {}, more = {}) => resource("iam/role", inputs, more);
const allow = (...Action: readonly string[]) => policy({ Effect: "Allow", Action, Resource: "*" });
const PASS = allow("iam:PassRole");
const RUN = allow("ec2:RunInstances");
/** A policy of "it", of its own. */
const inline = (json: Input, name: string, kind = "role") =>
    resource(`iam/${kind}Policy`, { [kind]: unknown(), policy: json }, { name, from: { [kind]: ["it"] } });
const attachment = (policyArn: Inputs[string], from = {}, kind = "role") =>
    resource(
        `iam/${kind}PolicyAttachment`,
        { [kind]: unknown(), policyArn },
        { name: "attachment", from: { [kind]: ["it"], ...from } },
    );
const shared = (to: Inputs, from = {}) =>
    resource(
        "iam/policyAttachment",
        { ...to, policyArn: unknown() },
        { name: "shared", from: { policyArn: ["managed"], ...from } },
    );
const managed = (json: string) => resource("iam/policy", { policy: json }, { name: "managed" });
const aws = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
const says = (...actions: readonly string[]): string =>
    `The policies of "it" together let it get more rights, by ${namesOf(actions).text}. Name the resources that this is for, or attach a narrower policy.`;
const RUNS = says("iam:PassRole", "ec2:RunInstances");

const group = () => resource("iam/group", { name: "operators" });
const factor = (Effect: string, operator: string, value: string | readonly string[]) =>
    policy({
        Effect,
        Action: "s3:*",
        Resource: "*",
        Condition: { [operator]: { "aws:MultiFactorAuthPresent": value } },
    });
const SECOND_FACTOR = policy({
    Effect: "Deny",
    NotAction: "iam:*",
    Resource: "*",
    Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
});

/** A group with a policy that asks for the factor. */
const OTHER_GROUP = [
    resource("iam/group", {}, { name: "other" }),
    resource(
        "iam/groupPolicy",
        { group: unknown(), policy: SECOND_FACTOR },
        { name: "others", from: { group: ["other"] } },
    ),
];
const ofSomeGroup = (json: string) => resource("iam/groupPolicy", { group: unknown(), policy: json }, { name: "some" });

describeService(iam, {
    "iam-group-mfa-enforced": {
        says: 'Give "it" a policy with a condition on `aws:MultiFactorAuthPresent`.',
        compliant: {
            "a policy of its own": [group(), inline(SECOND_FACTOR, "factor", "group")],
            "a statement of several, with another condition too": [
                group(),
                inline(
                    policy(
                        { Effect: "Allow", Action: "iam:ListUsers", Resource: "*" },
                        {
                            Effect: "Deny",
                            NotAction: "iam:*",
                            Resource: "*",
                            Condition: {
                                StringNotEquals: { "aws:RequestedRegion": "eu-west-1" },
                                BoolIfExists: { "aws:MultiFactorAuthPresent": "false" },
                            },
                        },
                    ),
                    "factor",
                    "group",
                ),
            ],
            "an attached one": [
                group(),
                attachment(unknown(), { policyArn: ["managed"] }, "group"),
                managed(SECOND_FACTOR),
            ],
            ...Object.fromEntries(
                (
                    [
                        ["Allow", "Bool", "true"],
                        ["Deny", "StringNotEquals", "true"],
                        ["Deny", "Null", "true"],
                        ["Allow", "Null", "false"],
                    ] as const
                ).map(([effect, operator, value]) => [
                    `${effect} ${operator} ${value}`,
                    [group(), inline(factor(effect, operator, value), "factor", "group")],
                ]),
            ),
            "what is denied without it, and with it": [
                group(),
                inline(factor("Deny", "Bool", ["true", "false"]), "factor", "group"),
            ],
            "one of several": [
                group(),
                inline(PASS, "pass", "group"),
                resource("iam/groupPolicy", { group: "operators", policy: SECOND_FACTOR }, { name: "factor" }),
            ],
        },
        violating: {
            none: group(),
            "another policy": [group(), inline(PASS, "pass", "group")],
            "what is allowed without it": [group(), inline(factor("Allow", "Bool", "false"), "factor", "group")],
            "what is allowed with it and without": [
                group(),
                inline(factor("Allow", "Bool", ["true", "false"]), "factor", "group"),
            ],
            "what is denied with it": [group(), inline(factor("Deny", "Bool", "true"), "factor", "group")],
            "what is allowed where it is not said": [
                group(),
                inline(factor("Allow", "Null", "true"), "factor", "group"),
            ],
            "that of another group": [
                group(),
                resource("iam/groupPolicy", { group: "auditors", policy: SECOND_FACTOR }, { name: "factor" }),
            ],
        },
        unknown: {
            "one of two policies": {
                resources: [group(), inline(PASS, "pass", "group"), inline(unknown(), "factor", "group")],
                undetermined: 'Not known before the update: `policy` of "factor".',
            },
            "whose the policy is": {
                resources: [group(), ...OTHER_GROUP, ofSomeGroup(SECOND_FACTOR)],
                undetermined: "A value it depends on is not known yet.",
            },
            "whose another policy is": { resources: [...OTHER_GROUP, ofSomeGroup(PASS)] },
            "whose another policy is, of a group without one": {
                resources: [group(), ...OTHER_GROUP, ofSomeGroup(PASS)],
                says: ['Give "it" a policy with a condition on `aws:MultiFactorAuthPresent`.'],
            },
        },
        absent: "violating",
    },
    "iam-identity-no-privilege-escalation": {
        says: RUNS,
        compliant: {
            "one half": [role(), inline(PASS, "pass")],
            "the other half of others": [
                role(),
                inline(PASS, "pass"),
                shared({ roles: [unknown()] }, { roles: ["other"] }),
                role({}, { name: "other" }),
                managed(RUN),
            ],
            "what one policy does by itself is told of it": [
                role(),
                inline(allow("iam:PassRole", "ec2:RunInstances"), "both"),
                inline(allow("s3:GetObject"), "read"),
            ],
            "a policy of AWS's that leads nowhere": [role(), attachment(aws("ReadOnlyAccess")), inline(PASS, "pass")],
            "an administrator, who has all rights": [
                role(),
                inline(PASS, "pass"),
                attachment(aws("AdministratorAccess")),
            ],
            "an administrator by one of three": [
                role(),
                inline(PASS, "pass"),
                inline(RUN, "run"),
                attachment(aws("AdministratorAccess")),
            ],
            "a policy of AWS's whose name objects have": [role(), inline(PASS, "pass"), attachment(aws("constructor"))],
            "a policy of one's own that is called like one of AWS's": [
                role(),
                inline(PASS, "pass"),
                attachment("arn:aws:iam::111122223333:policy/AmazonEC2FullAccess"),
            ],
            "an attachment of nothing": [role(), inline(PASS, "pass"), attachment(null)],
            "an inline policy that is none": [role({ inlinePolicies: [{ name: "none" }] }), inline(PASS, "pass")],
            "denied by another one": [
                role(),
                inline(PASS, "pass"),
                inline(RUN, "run"),
                inline(policy({ Effect: "Deny", Action: "iam:PassRole", Resource: "*" }), "deny"),
            ],
            "another role's": [
                role({ name: "it" }, { outputs: { id: "it" } }),
                inline(PASS, "pass"),
                resource("iam/rolePolicy", { role: "other", policy: RUN }, { name: "run" }),
            ],
        },
        violating: {
            ...Object.fromEntries(
                ["role", "user", "group"].map((kind) => [
                    `an attachment to several, of which one is a ${kind}`,
                    [
                        resource(`iam/${kind}`, { name: "operators" }),
                        inline(PASS, "pass", kind),
                        shared({ [`${kind}s`]: ["others", unknown()] }, { [`${kind}s`]: ["it"] }),
                        managed(RUN),
                    ],
                ]),
            ),
            "an attachment to several, by name": [
                role({ name: "operators" }),
                inline(PASS, "pass"),
                shared({ roles: ["others", "operators"] }),
                managed(RUN),
            ],
            "two of its own": [role(), inline(PASS, "pass"), inline(RUN, "run")],
            ...eachOutput(["name", "id", "arn"], "deployer", (outputs) => [
                role({}, { outputs }),
                ...[PASS, RUN].map((json, index) =>
                    resource("iam/rolePolicy", { role: "deployer", policy: json }, { name: `policy-${index}` }),
                ),
            ]),
            "an attached one that it names": [
                role(),
                inline(PASS, "pass"),
                attachment("arn:aws:iam::111122223333:policy/run"),
                { ...managed(RUN), outputs: { arn: "arn:aws:iam::111122223333:policy/run" } },
            ],
            "an attached one that it names by its id": [
                role(),
                inline(PASS, "pass"),
                attachment("arn:aws:iam::111122223333:policy/run"),
                { ...managed(RUN), outputs: { id: "arn:aws:iam::111122223333:policy/run" } },
            ],
            "two of a user": [resource("iam/user", {}), inline(PASS, "pass", "user"), inline(RUN, "run", "user")],
            "two of a group": [resource("iam/group", {}), inline(PASS, "pass", "group"), inline(RUN, "run", "group")],
            "in the role, and attached": [
                role({ inlinePolicies: [{ name: "pass", policy: PASS }] }),
                attachment(unknown(), { policyArn: ["managed"] }),
                managed(RUN),
            ],
            ...Object.fromEntries(
                ["role", "user", "group"].map((kind) => [
                    `with one of AWS's, of a ${kind}`,
                    [
                        resource(`iam/${kind}`, {}),
                        inline(PASS, "pass", kind),
                        attachment(aws("AmazonEC2FullAccess"), {}, kind),
                    ],
                ]),
            ),
            "with one of AWS's that has a path": [
                role(),
                inline(PASS, "pass"),
                attachment(aws("service-role/AmazonEC2FullAccess")),
            ],
            "one of AWS's in the role": [
                role({ managedPolicyArns: [aws("AmazonEC2FullAccess")] }),
                inline(PASS, "pass"),
            ],
            "one of AWS's by itself": {
                resources: [role(), attachment(aws("AmazonSSMFullAccess"))],
                says: [says("ssm:SendCommand")],
            },
        },
        unknown: {
            "one of two policies": {
                resources: [role(), inline(PASS, "pass"), inline(unknown(), "run")],
                undetermined: 'Not known before the update: `policy` of "run".',
            },
            "another one, which may give all rights": {
                resources: [role(), inline(PASS, "pass"), inline(RUN, "run"), attachment(unknown())],
                undetermined: 'Not known before the update: `policyArn` of "attachment".',
            },
            "of whom all rights are": {
                resources: [
                    role(),
                    inline(PASS, "pass"),
                    inline(RUN, "run"),
                    resource("iam/rolePolicyAttachment", { role: unknown(), policyArn: aws("AdministratorAccess") }),
                ],
                undetermined: "A value it depends on is not known yet.",
            },
            "the only policy, which is for another one": { resources: [role(), inline(unknown(), "run")] },
        },
        absent: "compliant",
    },
});
