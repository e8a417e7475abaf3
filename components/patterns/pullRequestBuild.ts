import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../shared/arn";
import type { Children } from "../shared/children";
import { childRolePolicy } from "../shared/roles";
import {
    PULL_REQUESTS,
    pullRequestBuildspec,
    pullRequestHook,
    type PullRequestParts,
    type PullRequestsArgs,
    pullRequestSource,
    pullRequestStatements,
} from "./policy/pullRequests";
import type { CommonProject } from "./stageProject";

interface BuildParts extends CommonProject {
    pullRequests: PullRequestsArgs;
    pattern: string;
    repository: string;
    branch: string;
    connectionArn: pulumi.Output<string>;
    buildCommands: readonly string[];
    scan: string;
    role: aws.iam.Role;
    place: pulumi.Output<Place>;
    logGroup: aws.cloudwatch.LogGroup;
    subnetIds: pulumi.Output<readonly string[] | undefined>;
}

/** Builds and scans pull requests, apart from the pipeline and everything that it reaches, and reports to them. */
export function pullRequestBuild(children: Children, parts: BuildParts): void {
    const { pullRequests, pattern, repository, branch, role, logGroup, connectionArn } = parts;
    const { region } = children;
    const known: pulumi.Output<PullRequestParts> = pulumi
        .all([parts.place, connectionArn, logGroup.arn, parts.subnetIds])
        .apply(([place, connection, logGroupArn, subnetIds = []]) => ({
            place,
            connectionArn: connection,
            repository,
            logGroupArn,
            subnetIds,
        }));
    const suffix = PULL_REQUESTS;
    const policy = childRolePolicy(children, suffix, role, known.apply(pullRequestStatements));
    const about = { ...pullRequests, pattern, repository, branch };
    const project = new aws.codebuild.Project(
        children.name(suffix),
        {
            description: `pull requests of ${pattern}`,
            serviceRole: role.arn,
            ...parts.common,
            source: {
                ...pullRequestSource(about),
                auth: { type: "CODECONNECTIONS", resource: connectionArn },
                buildspec: pullRequestBuildspec(parts.buildCommands, parts.scan),
            },
            artifacts: { type: "NO_ARTIFACTS" },
            environment: {
                ...parts.environment,
                privilegedMode: false,
                environmentVariables: [{ name: "PATTERN", value: pattern }],
            },
            logsConfig: { cloudwatchLogs: { status: "ENABLED", groupName: logGroup.name, streamName: suffix } },
            tags: children.tags(suffix),
            region,
        },
        // CodeBuild tries the connection by the role when a project is made.
        children.looseOptions(policy),
    );
    new aws.codebuild.Webhook(
        children.name(suffix),
        { projectName: project.name, ...pullRequestHook(about), region },
        children.looseOptions(),
    );
}
