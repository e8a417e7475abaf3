import { Dated } from "../../evaluation";

/**
 * What AWS's own policies for people allow on all resources, as far as it leads to more rights: alone, or together with
 * what else an identity has. The roles of services, which come with theirs, are left out.
 */
export const MANAGED_POLICIES = new Dated({
    name: "policies of AWS that lead to more rights",
    asOf: "2026-03-07",
    source: "https://github.com/zoph-io/MAMIP",
    /** Statements by the name of the policy. */
    values: {
        AdministratorAccess: [allow("*")],
        PowerUserAccess: [{ Effect: "Allow", NotAction: ["iam:*", "organizations:*", "account:*"], Resource: "*" }],
        IAMFullAccess: [allow("iam:*")],
        AWSAppRunnerFullAccess: [allow("apprunner:*"), passTo("apprunner.amazonaws.com")],
        AWSCloudFormationFullAccess: [allow("cloudformation:*")],
        AWSCodeBuildAdminAccess: [allow("codebuild:*")],
        AWSGlueConsoleFullAccess: [allow("glue:*")],
        AWSLambda_FullAccess: [allow("lambda:*"), passTo("lambda.amazonaws.com")],
        AWSStepFunctionsFullAccess: [allow("states:*")],
        AmazonEC2FullAccess: [allow("ec2:*")],
        AmazonECS_FullAccess: [
            allow("ecs:*", "cloudformation:CreateStack", "cloudformation:UpdateStack", "ec2:RunInstances"),
            passTo("ecs-tasks.amazonaws.com"),
        ],
        AmazonSSMFullAccess: [allow("ssm:*")],
        AmazonSageMakerFullAccess: [
            allow("sagemaker:Create*", "glue:CreateJob", "glue:UpdateJob", "glue:StartJobRun"),
            passTo("sagemaker.amazonaws.com"),
        ],
        EC2InstanceConnect: [allow("ec2-instance-connect:SendSSHPublicKey")],
    },
});

function allow(...actions: readonly string[]): object {
    return { Effect: "Allow", Action: actions, Resource: "*" };
}

function passTo(service: string): object {
    return { ...allow("iam:PassRole"), Condition: { StringEquals: { "iam:PassedToService": service } } };
}
