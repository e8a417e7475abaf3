import { all, type Truth } from "./truth";
import type { PolicyDocument } from "./document";
import { giveRight, right, type Right } from "./identity";

/** A way to get more rights than one has been given. */
export interface EscalationMethod {
    /** All of them are needed. */
    readonly rights: readonly Right[];
}

function passTo(service: string): Right {
    return { ...right("iam:PassRole", "role/*"), to: `${service}.amazonaws.com` };
}

/** Of actions that know no resources, or several kinds of them. */
const ON_ANYTHING = "*";

/**
 * The published ways by which the holder of a few rights gets those of others: by changing policies, by taking the
 * credentials of others, and by running code of his own with a role that is more than he is.
 * @see https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/
 * @see https://pathfinding.cloud/paths/
 */
export const ESCALATION_METHODS: readonly EscalationMethod[] = [
    // Policies that one has, or can have
    ...alone("policy/*", "iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"),
    ...alone("user/*", "iam:AttachUserPolicy", "iam:PutUserPolicy"),
    ...alone("group/*", "iam:AttachGroupPolicy", "iam:PutGroupPolicy", "iam:AddUserToGroup"),
    ...alone("role/*", "iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"),
    // Credentials of others
    ...alone("user/*", "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile"),
    // A role of another, given to something new that runs one's own code
    ...passing("ec2", right("ec2:RunInstances", "instance/*")),
    ...passing("ec2", right("ec2:RequestSpotInstances", ON_ANYTHING)),
    ...passing("lambda", right("lambda:CreateFunction", "function:*"), right("lambda:InvokeFunction", "function:*")),
    ...passing("lambda", right("lambda:CreateFunction", "function:*"), right("lambda:AddPermission", "function:*")),
    ...passing("lambda", right("lambda:CreateFunction", "function:*"), right("lambda:CreateEventSourceMapping", "event-source-mapping:*")), // prettier-ignore
    ...passing("cloudformation", right("cloudformation:CreateStack", "stack/*")),
    ...passing("cloudformation", right("cloudformation:UpdateStack", "stack/*")),
    ...passing("cloudformation", right("cloudformation:CreateStackSet", "stackset/*"), right("cloudformation:CreateStackInstances", "stackset/*")), // prettier-ignore
    ...passing("cloudformation", right("cloudformation:UpdateStackSet", "stackset/*")),
    ...passing("glue", right("glue:CreateDevEndpoint", ON_ANYTHING)),
    ...passing("glue", right("glue:CreateJob", "job/*"), right("glue:StartJobRun", "job/*")),
    ...passing("glue", right("glue:CreateJob", "job/*"), right("glue:CreateTrigger", "trigger/*")),
    ...passing("glue", right("glue:UpdateJob", "job/*"), right("glue:StartJobRun", "job/*")),
    ...passing("glue", right("glue:UpdateJob", "job/*"), right("glue:CreateTrigger", "trigger/*")),
    ...passing("datapipeline", right("datapipeline:CreatePipeline", ON_ANYTHING), right("datapipeline:PutPipelineDefinition", "pipeline/*")), // prettier-ignore
    ...passing("sagemaker", right("sagemaker:CreateNotebookInstance", "notebook-instance/*")),
    ...passing("sagemaker", right("sagemaker:CreateTrainingJob", "training-job/*")),
    ...passing("sagemaker", right("sagemaker:CreateProcessingJob", "processing-job/*")),
    ...passing("ecs-tasks", right("ecs:RegisterTaskDefinition", "task-definition/*"), right("ecs:RunTask", "task-definition/*")), // prettier-ignore
    ...passing("ecs-tasks", right("ecs:RegisterTaskDefinition", "task-definition/*"), right("ecs:StartTask", "task-definition/*")), // prettier-ignore
    ...passing("ecs-tasks", right("ecs:RegisterTaskDefinition", "task-definition/*"), right("ecs:CreateService", "service/*")), // prettier-ignore
    ...passing("codebuild", right("codebuild:CreateProject", "project/*"), right("codebuild:StartBuild", "project/*")),
    ...passing("codebuild", right("codebuild:CreateProject", "project/*"), right("codebuild:StartBuildBatch", "project/*")), // prettier-ignore
    ...passing("apprunner", right("apprunner:CreateService", "service/*")),
    ...passing("states", right("states:CreateStateMachine", "stateMachine:*"), right("states:StartExecution", "stateMachine:*")), // prettier-ignore
    // Something there is that runs one's own code with the role that it has
    ...alone("function:*", "lambda:UpdateFunctionCode"),
    ...alone("devEndpoint/*", "glue:UpdateDevEndpoint"),
    ...alone("notebook-instance/*", "sagemaker:CreatePresignedNotebookInstanceUrl"),
    ...together(right("cloudformation:CreateChangeSet", "stack/*"), right("cloudformation:ExecuteChangeSet", "stack/*")), // prettier-ignore
    ...together(
        right("ec2:ModifyInstanceAttribute", "instance/*"),
        right("ec2:StopInstances", "instance/*"),
        right("ec2:StartInstances", "instance/*"),
    ),
    ...together(right("ssm:SendCommand", "instance/*", "ec2")),
    ...together(right("ssm:StartSession", "instance/*", "ec2")),
    ...together(right("ec2-instance-connect:SendSSHPublicKey", "instance/*", "ec2")),
    ...together(right("ecs:ExecuteCommand", "task/*")),
];

/** Whether the policies of an identity together let it go this way. */
export function letsEscalate(documents: readonly PolicyDocument[], { rights }: EscalationMethod): Truth {
    return all(rights.map((one) => giveRight(documents, one)));
}

function alone(kind: string, ...actions: readonly string[]): readonly EscalationMethod[] {
    return actions.flatMap((action) => together(right(action, kind)));
}

function passing(service: string, ...rights: readonly Right[]): readonly EscalationMethod[] {
    return together(passTo(service), ...rights);
}

function together(...rights: readonly Right[]): readonly EscalationMethod[] {
    return [{ rights }];
}
