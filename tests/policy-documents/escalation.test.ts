import assert from "node:assert/strict";
import { ESCALATION_METHODS, letsEscalate, type EscalationMethod } from "palisade-policy-documents";
import { documentOf } from "./support";

const allow = (Action: unknown, Resource: unknown = "*") => ({ Effect: "Allow", Action, Resource });
const actionsOf = ({ rights }: EscalationMethod): string[] => rights.map(({ action }) => action);
const methodsOf = (...statements: readonly object[]): string[] =>
    ESCALATION_METHODS.filter((method) => letsEscalate([documentOf(statements, "identity")], method) === true).map(
        (method) => actionsOf(method).join(" and "),
    );

/** The resources of one account that an action is for, as the service authorization reference has them; the others know none. */
const KINDS: Readonly<Record<string, string>> = {
    "iam:CreatePolicyVersion": "iam::policy/*",
    "iam:SetDefaultPolicyVersion": "iam::policy/*",
    "iam:AttachUserPolicy": "iam::user/*",
    "iam:PutUserPolicy": "iam::user/*",
    "iam:AttachGroupPolicy": "iam::group/*",
    "iam:PutGroupPolicy": "iam::group/*",
    "iam:AddUserToGroup": "iam::group/*",
    "iam:AttachRolePolicy": "iam::role/*",
    "iam:PutRolePolicy": "iam::role/*",
    "iam:UpdateAssumeRolePolicy": "iam::role/*",
    "iam:PassRole": "iam::role/*",
    "iam:CreateAccessKey": "iam::user/*",
    "iam:CreateLoginProfile": "iam::user/*",
    "iam:UpdateLoginProfile": "iam::user/*",
    "ec2:RunInstances": "ec2:eu-west-1:instance/*",
    "ec2:ModifyInstanceAttribute": "ec2:eu-west-1:instance/*",
    "ec2:StopInstances": "ec2:eu-west-1:instance/*",
    "ec2:StartInstances": "ec2:eu-west-1:instance/*",
    "ssm:SendCommand": "ec2:eu-west-1:instance/*",
    "ssm:StartSession": "ec2:eu-west-1:instance/*",
    "ec2-instance-connect:SendSSHPublicKey": "ec2:eu-west-1:instance/*",
    "lambda:CreateFunction": "lambda:eu-west-1:function:*",
    "lambda:InvokeFunction": "lambda:eu-west-1:function:*",
    "lambda:AddPermission": "lambda:eu-west-1:function:*",
    "lambda:UpdateFunctionCode": "lambda:eu-west-1:function:*",
    "lambda:CreateEventSourceMapping": "lambda:eu-west-1:event-source-mapping:*",
    "cloudformation:CreateStack": "cloudformation:eu-west-1:stack/*",
    "cloudformation:UpdateStack": "cloudformation:eu-west-1:stack/*",
    "cloudformation:CreateChangeSet": "cloudformation:eu-west-1:stack/*",
    "cloudformation:ExecuteChangeSet": "cloudformation:eu-west-1:stack/*",
    "cloudformation:CreateStackSet": "cloudformation:eu-west-1:stackset/*",
    "cloudformation:CreateStackInstances": "cloudformation:eu-west-1:stackset/*",
    "cloudformation:UpdateStackSet": "cloudformation:eu-west-1:stackset/*",
    "glue:UpdateDevEndpoint": "glue:eu-west-1:devEndpoint/*",
    "glue:CreateJob": "glue:eu-west-1:job/*",
    "glue:UpdateJob": "glue:eu-west-1:job/*",
    "glue:StartJobRun": "glue:eu-west-1:job/*",
    "glue:CreateTrigger": "glue:eu-west-1:trigger/*",
    "datapipeline:PutPipelineDefinition": "datapipeline:eu-west-1:pipeline/*",
    "sagemaker:CreateNotebookInstance": "sagemaker:eu-west-1:notebook-instance/*",
    "sagemaker:CreatePresignedNotebookInstanceUrl": "sagemaker:eu-west-1:notebook-instance/*",
    "sagemaker:CreateTrainingJob": "sagemaker:eu-west-1:training-job/*",
    "sagemaker:CreateProcessingJob": "sagemaker:eu-west-1:processing-job/*",
    "ecs:RegisterTaskDefinition": "ecs:eu-west-1:task-definition/*",
    "ecs:RunTask": "ecs:eu-west-1:task-definition/*",
    "ecs:StartTask": "ecs:eu-west-1:task-definition/*",
    "ecs:CreateService": "ecs:eu-west-1:service/*",
    "ecs:ExecuteCommand": "ecs:eu-west-1:task/*",
    "codebuild:CreateProject": "codebuild:eu-west-1:project/*",
    "codebuild:StartBuild": "codebuild:eu-west-1:project/*",
    "codebuild:StartBuildBatch": "codebuild:eu-west-1:project/*",
    "apprunner:CreateService": "apprunner:eu-west-1:service/*",
    "states:CreateStateMachine": "states:eu-west-1:stateMachine:*",
    "states:StartExecution": "states:eu-west-1:stateMachine:*",
};
const KNOW_NO_RESOURCES = ["datapipeline:CreatePipeline", "ec2:RequestSpotInstances", "glue:CreateDevEndpoint"];

function everyOne(action: string): string {
    const [service = "", region = "", ...kind] = KINDS[action]?.split(":") ?? [];
    return service === "" ? "*" : `arn:aws:${service}:${region}:111122223333:${kind.join(":")}`;
}

/** Who takes the role that is passed, where that is not the service whose action comes next. */
const TAKES: Readonly<Record<string, string>> = { ecs: "ecs-tasks" };

describe("the ways to get more rights", () => {
    it("are more than thirty, and no two the same", () => {
        const ways = ESCALATION_METHODS.map((method) => actionsOf(method).join(" and "));
        assert.ok(ways.length > 30);
        assert.deepEqual([...new Set(ways)], ways);
    });

    for (const method of ESCALATION_METHODS) {
        const actions = actionsOf(method);
        it(`are open to who may do all of it: ${actions.join(" and ")}`, () => {
            assert.ok(methodsOf(allow(actions)).includes(actions.join(" and ")));
            assert.ok(methodsOf(...actions.map((action) => allow(action))).includes(actions.join(" and ")));
            for (const action of actions) {
                const others = actions.filter((one) => one !== action);
                const left = others.length === 0 ? ["sts:GetCallerIdentity"] : others;
                assert.ok(!methodsOf(allow(left)).includes(actions.join(" and ")), `without ${action}`);
            }
        });
    }

    for (const method of ESCALATION_METHODS) {
        const [first = "", ...others] = actionsOf(method);
        it(`are open to who may do it on all of his account, and nothing else: ${[first, ...others].join(" and ")}`, () => {
            const [service = ""] = (others[0] ?? "").split(":");
            const taker = `${TAKES[service] ?? service}.amazonaws.com`;
            const statements = (passedTo: string) =>
                [first, ...others].map((action) => ({
                    ...allow(action, everyOne(action)),
                    ...(action === "iam:PassRole" && {
                        Condition: { StringEquals: { "iam:PassedToService": passedTo } },
                    }),
                }));
            const lets = (passedTo: string) => letsEscalate([documentOf(statements(passedTo), "identity")], method);
            assert.equal(lets(taker), true);
            assert.equal(lets("x.amazonaws.com"), first !== "iam:PassRole");
        });
    }

    it("are of all these actions, and of no others", () => {
        const actions = new Set(ESCALATION_METHODS.flatMap(actionsOf));
        assert.deepEqual([...actions].sort(), [...Object.keys(KINDS), ...KNOW_NO_RESOURCES].sort());
    });

    it("are all open to an administrator", () => {
        assert.equal(methodsOf(allow("*")).length, ESCALATION_METHODS.length);
    });

    it("are open where the parts lie in several policies", () => {
        const documents = [allow("iam:PassRole"), allow("ec2:RunInstances")].map((one) =>
            documentOf([one], "identity"),
        );
        const [method] = ESCALATION_METHODS.filter((one) => actionsOf(one).includes("ec2:RunInstances"));
        assert.ok(method);
        assert.equal(letsEscalate(documents, method), true);
        assert.equal(letsEscalate(documents.slice(1), method), false);
    });

    it("are open to who may do it on all resources of the kind that the action is for", () => {
        const all = (kind: string) => `arn:aws:glue:*:111122223333:${kind}`;
        assert.deepEqual(methodsOf(allow("glue:UpdateDevEndpoint", all("devEndpoint/*"))), ["glue:UpdateDevEndpoint"]);
        assert.deepEqual(
            methodsOf(
                allow("iam:PassRole"),
                allow(["glue:UpdateJob", "glue:StartJobRun"], all("job/*")),
                allow("glue:CreateTrigger", all("trigger/*")),
            ),
            [
                "iam:PassRole and glue:UpdateJob and glue:StartJobRun",
                "iam:PassRole and glue:UpdateJob and glue:CreateTrigger",
            ],
        );
    });

    it("are closed to who may do it on certain resources", () => {
        assert.deepEqual(methodsOf(allow("lambda:UpdateFunctionCode", "arn:aws:lambda:*:111122223333:function:a")), []);
        assert.deepEqual(methodsOf(allow("iam:*", "arn:aws:iam::*:user/${aws:username}")), []);
        assert.deepEqual(
            methodsOf(allow("ec2:RunInstances"), allow("iam:PassRole", "arn:aws:iam::111122223333:role/web")),
            [],
        );
    });

    it("are closed to who reads", () => {
        assert.deepEqual(methodsOf(allow(["iam:Get*", "iam:List*", "lambda:Get*", "s3:*", "sts:AssumeRole"])), []);
    });
});
