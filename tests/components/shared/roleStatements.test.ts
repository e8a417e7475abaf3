import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
    type RoleStatementArgs,
    roleStatementFaults,
    toRoleStatement,
} from "../../../components/shared/roleStatements";
import { says } from "../support/meaning";

const topic = "arn:aws:sns:eu-west-1:111122223333:pattern-*";

function faults(statement: Partial<RoleStatementArgs>): string[] {
    const whole = { sid: "Subscribe", actions: ["sns:Subscribe"], resources: [topic], ...statement };
    return roleStatementFaults(["Logs"])([whole], "statements").map(({ argument, fault }) => `${argument}: ${fault}`);
}

describe("what a role is allowed", () => {
    const right: [string, string[], pulumi.Input<string>[]][] = [
        ["a prefix of names", ["sns:Subscribe"], [topic]],
        ["what is in one bucket", ["s3:GetObject"], ["arn:aws:s3:::data/*"]],
        ["what belongs to one topic", ["sns:Unsubscribe"], ["arn:aws:sns:eu-west-1:111122223333:alerts:*"]],
        ["the stages of one pipeline", ["codepipeline:RetryStageExecution"], ["arn:aws:codepipeline:eu-west-1:111122223333:builder/*"]], // prettier-ignore
        ["methods of one API", ["execute-api:Invoke"], ["arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/*"]],
        ["what AWS gives ids", ["servicecatalog:CreateAttributeGroup"], ["arn:aws:servicecatalog:eu-west-1:111122223333:/attribute-groups/*"]], // prettier-ignore
        ["a policy of AWS", ["iam:GetPolicy"], ["arn:aws-cn:iam::aws:policy/ReadOnlyAccess"]],
        ["what is not known yet", ["sqs:SendMessage"], [pulumi.output("*")]],
        ["actions that know no resource", ["cloudwatch:PutMetricData", "xray:PutTraceSegments"], ["*"]],
        ["lists of all", ["codepipeline:ListPipelines", "servicecatalog:ListAttributeGroups"], ["*"]],
    ];
    for (const [what, actions, resources] of right) {
        it(`accepted: ${what}`, () => assert.deepEqual(faults({ actions, resources }), []));
    }

    const everything = (service: string, name: string): string =>
        `statements[0].resources: "arn:aws:${service}:eu-west-1:111122223333:${name}" is everything of its kind`;
    const wrong: [Partial<RoleStatementArgs>, string][] = [
        [{ sid: "not one word" }, `statements[0].sid: "not one word" is not made of letters and digits`],
        [{ sid: "Logs" }, `statements[0].sid: "Logs" is used twice or belongs to the component`],
        [{ actions: [] }, "statements[0].actions: none is given"],
        [{ actions: ["sns:*"] }, `statements[0].actions: "sns:*" has a wildcard`],
        [{ actions: ["sns:Get?opic"] }, `statements[0].actions: "sns:Get?opic" has a wildcard`],
        [{ actions: ["Subscribe"] }, `statements[0].actions: "Subscribe" is not an action`],
        [{ resources: [] }, "statements[0].resources: none is given"],
        [{ resources: ["*"] }, `statements[0].resources: "*" is everything`],
        [{ resources: ["pattern"] }, `statements[0].resources: "pattern" is not an ARN with its service, region and account`], // prettier-ignore
        [{ resources: ["arn:aws:sns:*:111122223333:a"] }, `statements[0].resources: "arn:aws:sns:*:111122223333:a" is not an ARN with its service, region and account`], // prettier-ignore
        [{ resources: ["arn:aws:sns:eu-west-1:*:a"] }, `statements[0].resources: "arn:aws:sns:eu-west-1:*:a" is not an ARN with its service, region and account`], // prettier-ignore
        [{ resources: ["arn:aws:s3:::*"] }, `statements[0].resources: "arn:aws:s3:::*" is everything of its kind`],
        ...[
            ["sns", "*"],
            ["dynamodb", "table/*"],
            ["secretsmanager", "secret:*"],
            ["lambda", "function:?*"],
            ["codebuild", "*/x"],
        ].map(([service = "", name = ""]): [Partial<RoleStatementArgs>, string] => [
            { resources: [`arn:aws:${service}:eu-west-1:111122223333:${name}`] },
            everything(service, name),
        ]),
        [
            { actions: ["cloudwatch:PutMetricData", "sns:Publish"], resources: ["*"] },
            `statements[0].resources: "*" is everything`,
        ],
        [
            { actions: ["cloudwatch:PutMetricData"], resources: ["all"] },
            `statements[0].resources: "all" is not an ARN with its service, region and account`,
        ],
        [
            { conditions: [{ operator: "Equals", key: "aws:SourceVpc", values: ["vpc-1"] }] },
            `statements[0].conditions: "Equals" is not an IAM operator`,
        ],
    ];
    for (const [statement, fault] of wrong) {
        it(`refused: ${fault}`, () => assert.deepEqual(faults(statement), [fault]));
    }

    it("one name for two statements, and all faults at once", () => {
        const statement = { sid: "A", actions: ["sns:*"], resources: ["*"] };
        const found = roleStatementFaults([])([statement, statement], "statements");
        assert.deepEqual(
            found.map(({ argument }) => argument),
            [
                "statements[0].actions",
                "statements[0].resources",
                "statements[1].sid",
                "statements[1].actions",
                "statements[1].resources",
            ],
        );
    });

    it("means what it says, under its condition", () => {
        const statement = toRoleStatement({
            sid: "Subscribe",
            actions: ["sns:Subscribe"],
            resources: [topic],
            conditions: [{ operator: "StringEquals", key: "sns:Protocol", values: ["email"] }],
        });
        const ask = (action: string, resource: string, context = {}): string =>
            says([statement], "the role", action, resource, context);
        const email = { "sns:Protocol": "email" };
        assert.equal(ask("sns:Subscribe", topic.replace("*", "a"), email), "allowed");
        assert.equal(ask("sns:Subscribe", topic.replace("*", "a"), { "sns:Protocol": "https" }), "not-covered");
        assert.equal(ask("sns:Subscribe", topic.replace("pattern-*", "alerts"), email), "not-covered");
        assert.equal(ask("sns:Publish", topic.replace("*", "a"), email), "not-covered");
    });
});
