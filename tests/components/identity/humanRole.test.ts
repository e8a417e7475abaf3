import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { HumanRole, type HumanRoleArgs, mfa } from "palisade-aws";
import type { PolicyPack } from "../../../offline-preview/packs/policyPack";
import { places, says, trusts } from "../support/meaning";
import { startPack } from "../support/pack";
import { document, iam, refusal, run, text } from "../support/run";

const account = "123456789012";
const alice = `arn:aws:iam::${account}:user/alice`;
const take = "sts:AssumeRole";

/** A request of Alice's, who proved her second factor so many minutes ago. */
const asked = (minutes: number, more: Record<string, string> = {}): Record<string, string> => ({
    "aws:MultiFactorAuthPresent": "true",
    "aws:MultiFactorAuthAge": String(minutes * 60),
    "aws:username": "alice",
    "sts:RoleSessionName": "alice",
    ...more,
});

async function trustOf(args: Partial<HumanRoleArgs> = {}): Promise<string> {
    const result = await run(() => new HumanRole("operator", { trusted: [account], ...args }));
    return text(result.one(iam("Role")).inputs.assumeRolePolicy);
}

describe("HumanRole", () => {
    it("is taken with a second factor of the last hour, and in no other way", async () => {
        const trust = await trustOf();
        const { "aws:MultiFactorAuthAge": _age, ...timeless } = asked(0);
        const { "aws:MultiFactorAuthPresent": _present, ...ageAlone } = asked(0);
        for (const [who, context, answer] of [
            ["just now", asked(0), "allowed"],
            ["59 minutes ago", asked(59), "allowed"],
            ["an hour ago", asked(60), "not-covered"],
            ["two days ago", asked(2880), "not-covered"],
            ["signed in without", { ...asked(0), "aws:MultiFactorAuthPresent": "false" }, "not-covered"],
            ["by an access key alone", { "aws:username": "alice", "sts:RoleSessionName": "alice" }, "not-covered"],
            ["without its age", timeless, "not-covered"],
            ["with its age alone", ageAlone, "not-covered"],
        ] as const) {
            assert.equal(trusts(trust, alice, take, context), answer, who);
        }
    });

    it("takes its statements as one output, as programs in other languages give them", async () => {
        const statements = pulumi.output([
            { sid: "Reads", actions: ["sns:GetTopicAttributes"], resources: ["arn:aws:sns:eu-west-1:123456789012:a"] },
        ]) as unknown as NonNullable<HumanRoleArgs["statements"]>;
        const result = await run(() => new HumanRole("operator", { trusted: [account], statements }));
        const policy = document(result.one(iam("RolePolicy")));
        const topic = "arn:aws:sns:eu-west-1:123456789012:a";
        assert.equal(says(policy, "the role", "sns:GetTopicAttributes", topic), "allowed");
        const managedPolicies = pulumi.output({ a: "x" }) as unknown as Record<string, string>;
        const { message } = await refusal(() => new HumanRole("operator", { trusted: [account], managedPolicies }));
        assert.match(message, /managedPolicies: it is an output, but must be known at once/);
    });

    it("the limit and the length of sessions are the arguments'", async () => {
        const trust = await trustOf({ mfaMinutes: 5 });
        assert.equal(trusts(trust, alice, take, asked(4)), "allowed");
        assert.equal(trusts(trust, alice, take, asked(5)), "not-covered");
        const program = (maximumSessionHours?: number) => () =>
            new HumanRole("operator", { trusted: [account], maximumSessionHours });
        assert.equal((await run(program())).one(iam("Role")).inputs.maxSessionDuration, 3600);
        assert.equal((await run(program(4))).one(iam("Role")).inputs.maxSessionDuration, 14_400);
    });

    it("no service, no provider of identities and no other account is it, whatever they say", async () => {
        const trust = await trustOf();
        const others = [
            "lambda.amazonaws.com",
            "ec2.amazonaws.com",
            "cognito-identity.amazonaws.com",
            "anonymous",
            ...places.map(({ partition }) => `arn:${partition}:iam::999988887777:user/alice`),
        ];
        for (const who of others) {
            assert.equal(trusts(trust, who, take, asked(0)), "not-covered", who);
        }
        for (const action of ["sts:TagSession", "sts:SetSourceIdentity", "sts:AssumeRoleWithSAML"]) {
            assert.equal(trusts(trust, alice, action, asked(0)), "not-covered", action);
        }
    });

    it("a session has the name of its user, unless it is said", async () => {
        const other = asked(0, { "sts:RoleSessionName": "bob" });
        assert.equal(trusts(await trustOf(), alice, take, other), "not-covered");
        assert.equal(trusts(await trustOf({ anySessionName: true }), alice, take, other), "allowed");
        // A session of another role has no user's name.
        const { "aws:username": _, ...nameless } = asked(0);
        assert.equal(trusts(await trustOf(), alice, take, nameless), "not-covered");
    });

    it("asks for source identity, tags, organization and external id", async () => {
        const cases: [Partial<HumanRoleArgs>, Record<string, string>][] = [
            [{ sourceIdentity: true }, { "sts:SourceIdentity": "alice" }],
            [{ principalTags: { team: "platform" } }, { "aws:PrincipalTag/team": "platform" }],
            [{ organizationId: "o-a1b2c3d4e5" }, { "aws:PrincipalOrgID": "o-a1b2c3d4e5" }],
            [{ externalId: "f0a1b2c3-d4e5" }, { "sts:ExternalId": "f0a1b2c3-d4e5" }],
        ];
        for (const [args, proof] of cases) {
            const trust = await trustOf(args);
            const [key = ""] = Object.keys(proof);
            assert.equal(trusts(trust, alice, take, asked(0, proof)), "allowed", key);
            assert.equal(trusts(trust, alice, take, asked(0)), "not-covered", key);
            assert.equal(trusts(trust, alice, take, asked(0, { [key]: "another" })), "not-covered", key);
        }
        const trust = await trustOf({ sourceIdentity: true });
        assert.equal(
            trusts(trust, alice, "sts:SetSourceIdentity", asked(0, { "sts:SourceIdentity": "alice" })),
            "allowed",
        );
    });

    it("people of another account need an organization or an external id, also once they are known", async () => {
        const other = "210987654321";
        const fault = new RegExp(`HumanRole "operator".*\n.*trusted: ${other} is another account`);
        for (const trusted of [other, `arn:aws:iam::${other}:user/bob`, pulumi.output(other)]) {
            const { message } = await refusal(() => new HumanRole("operator", { trusted: [trusted] }));
            assert.match(message, fault);
        }
        const trust = await trustOf({ trusted: [other], externalId: "f0a1b2c3-d4e5" });
        const bob = `arn:aws:iam::${other}:user/bob`;
        const said = asked(0, { "sts:ExternalId": "f0a1b2c3-d4e5" });
        assert.equal(trusts(trust, bob, take, said), "allowed");
        assert.equal(trusts(trust, bob, take, asked(0)), "not-covered");
    });

    it("refuses at once whatever is wrong", async () => {
        const { faults } = await refusal(
            () =>
                new HumanRole("operator", {
                    trusted: [
                        "*",
                        `arn:aws:iam::${account}:user/*`,
                        "lambda.amazonaws.com",
                        `arn:aws:iam::${account}:role/ci`,
                    ],
                    mfaMinutes: 0,
                    maximumSessionHours: 13,
                    externalId: "abc",
                    organizationId: "example",
                    managedPolicies: { all: "arn:aws:iam::aws:policy/AdministratorAccess" },
                    statements: [
                        {
                            sid: "Stops",
                            actions: ["ec2:StopInstances"],
                            resources: [`arn:aws:ec2:eu-west-1:${account}:instance/i-0a`],
                            conditions: [{ operator: "Bool", key: "aws:multifactorauthpresent", values: ["true"] }],
                        },
                    ],
                }),
        );
        assert.deepEqual(
            faults.map(({ argument, fault }) => `${argument}: ${fault}`),
            [
                'trusted: "*" has a wildcard',
                `trusted: "arn:aws:iam::${account}:user/*" has a wildcard`,
                'trusted: "lambda.amazonaws.com" is neither a user nor an account',
                `trusted: "arn:aws:iam::${account}:role/ci" has sessions, which know nothing of a second factor: it would be refused for ever`,
                "mfaMinutes: 0 is not a whole number of minutes from 1 to 2160",
                "maximumSessionHours: 13 is not a whole number of hours from 1 to 12",
                "externalId: it is not an external id that nobody guesses",
                'organizationId: "example" is not the id of an organization',
                "managedPolicies.all: it allows everything",
                "statements[0].conditions: sessions of roles know nothing of aws:multifactorauthpresent",
            ],
        );
        const nobody = await refusal(() => new HumanRole("operator", { trusted: [] }));
        assert.match(nobody.message, /trusted: nobody is named/);
    });

    it("may do what is said, within its boundary, and has the managed policies", async () => {
        const boundary = `arn:aws:iam::${account}:policy/boundary`;
        const reports = "arn:aws:s3:::reports/*";
        const result = await run(
            () =>
                new HumanRole("operator", {
                    trusted: [alice],
                    statements: [{ sid: "Reports", actions: ["s3:GetObject"], resources: [reports] }],
                    managedPolicies: { audit: "arn:aws:iam::aws:policy/SecurityAudit" },
                    permissionsBoundaryArn: boundary,
                    roleNamePrefix: "people-",
                }),
        );
        const { inputs, outputs } = result.one(iam("Role"));
        assert.equal(inputs.permissionsBoundary, boundary);
        assert.match(text(inputs.namePrefix), /^people-operator-/);
        const policy = document(result.one(iam("RolePolicy")));
        assert.equal(says(policy, "the role", "s3:GetObject", "arn:aws:s3:::reports/a"), "allowed");
        assert.equal(says(policy, "the role", "s3:PutObject", "arn:aws:s3:::reports/a"), "not-covered");
        const attached = result.one(iam("RolePolicyAttachment"), "operator-audit").inputs;
        assert.equal(attached.policyArn, "arn:aws:iam::aws:policy/SecurityAudit");
        assert.equal(attached.role, outputs.name);
    });

    describe("admits a group", () => {
        it("and refuses what is no action", async () => {
            const { message } = await refusal(() =>
                new HumanRole("operator", { trusted: [account] }).admit(new aws.iam.Group("operators"), {
                    privilegedActions: ["ec2:TerminateInstances", "terminate", ""],
                }),
            );
            assert.match(message, /privilegedActions: "terminate" is not an action. Fix: write each with its service/);
            assert.match(message, /privilegedActions: "" is not an action/);
        });

        let pack: PolicyPack;
        before(async function () {
            this.timeout(60_000);
            pack = await startPack();
        });
        after(() => pack.stop());

        it("whose members take the role, and do what is privileged with a fresh second factor only", async () => {
            const result = await run(
                () =>
                    new HumanRole("operator", { trusted: [account], mfaMinutes: 30 }).admit(
                        new aws.iam.Group("operators"),
                        { privilegedActions: ["ec2:TerminateInstances"] },
                    ),
                { analyzers: [pack] },
            );
            const policy = document(result.one(iam("GroupPolicy"), "operator-admits-operators"));
            const role = text(result.one(iam("Role")).outputs.arn);
            assert.equal(says(policy, "the role", take, role), "allowed");
            assert.equal(says(policy, "the role", take, `${role}2`), "not-covered");
            const stop = (context: Record<string, string>) =>
                says(policy, "the role", "ec2:TerminateInstances", "arn:aws:ec2:eu-west-1:1:instance/i", context);
            assert.equal(stop(asked(29)), "not-covered");
            assert.equal(stop(asked(30)), "denied");
            assert.equal(stop({}), "denied");
            assert.equal(stop({ "aws:MultiFactorAuthPresent": "false" }), "denied");
            assert.deepEqual(
                result.findings.filter(({ level, policy }) => level === "mandatory" || /mfa/.test(policy)),
                [],
            );
        });
    });
});

describe("a Deny without a second factor", () => {
    const bucket = "arn:aws:s3:::reports/a";
    const denied = mfa.denyWithoutMfa(["s3:GetObject"], { minutes: 10, resources: ["arn:aws:s3:::reports/*"] });
    for (const [who, context, answer] of [
        ["an access key alone", {}, "denied"],
        ["a session without one", { "aws:MultiFactorAuthPresent": "false" }, "denied"],
        ["one of nine minutes ago", asked(9), "not-covered"],
        ["one of ten minutes ago", asked(10), "denied"],
        // Should AWS tell the one key only.
        ["one without its age", { "aws:MultiFactorAuthPresent": "true" }, "denied"],
        ["an age alone", { "aws:MultiFactorAuthAge": "0" }, "denied"],
    ] as const) {
        it(`${who}: ${answer}`, () => {
            assert.equal(says(denied, "the role", "s3:GetObject", bucket, context), answer);
        });
    }

    it("is about the actions and resources named", () => {
        assert.equal(says(denied, "the role", "s3:PutObject", bucket, {}), "not-covered");
        assert.equal(says(denied, "the role", "s3:GetObject", "arn:aws:s3:::other/a", {}), "not-covered");
    });
});
