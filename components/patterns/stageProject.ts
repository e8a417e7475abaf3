import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Children } from "../shared/children";
import { childRolePolicy } from "../shared/roles";
import { type PipelineParts, type StageName, stageStatements } from "./policy/pipelineStatements";

/** What the projects of a pipeline have in common, that of pull requests too. */
export interface CommonProject {
    common: Pick<aws.codebuild.ProjectArgs, "buildTimeout" | "vpcConfig">;
    environment: Pick<aws.types.input.codebuild.ProjectEnvironment, "type" | "computeType" | "image">;
}

interface StageParts extends CommonProject {
    pattern: string;
    role: aws.iam.Role;
    known: pulumi.Output<PipelineParts>;
    keyArn: pulumi.Output<string>;
    logGroup: aws.cloudwatch.LogGroup;
    buildspec: string;
    /** What the stage is told beside the pattern. */
    variables: Readonly<Record<string, pulumi.Input<string>>>;
    privileged: boolean;
}

/** Does one stage of a pipeline, with what the stage before it handed on, by a role that reaches nothing else. */
export function stageProject(children: Children, stage: StageName, parts: StageParts): aws.codebuild.Project {
    const { pattern, role } = parts;
    const policy = childRolePolicy(
        children,
        stage,
        role,
        parts.known.apply((known) => stageStatements(stage, known)),
    );
    return new aws.codebuild.Project(
        children.name(stage),
        {
            description: `${stage} of ${pattern}`,
            serviceRole: role.arn,
            encryptionKey: parts.keyArn,
            ...parts.common,
            source: { type: "CODEPIPELINE", buildspec: parts.buildspec },
            artifacts: { type: "CODEPIPELINE" },
            environment: {
                ...parts.environment,
                privilegedMode: parts.privileged,
                environmentVariables: [
                    { name: "PATTERN", value: pattern },
                    ...Object.entries(parts.variables).map(([name, value]) => ({ name, value })),
                ],
            },
            logsConfig: {
                cloudwatchLogs: { status: "ENABLED", groupName: parts.logGroup.name, streamName: stage },
            },
            tags: children.tags(stage),
            region: children.region,
        },
        // CodeBuild tries the role's network rights when a project is made.
        children.looseOptions(policy),
    );
}
