import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type StageName, STAGES } from "./pipelineStatements";

type Stages = aws.codepipeline.PipelineArgs["stages"];

/** Where the source comes from. */
interface Source {
    connectionArn: pulumi.Input<string>;
    repository: string;
    branch: string;
}

/**
 * The pipeline's stages, one after the other: the source, and what is done with it. Only the build hands something on, so what
 * was scanned is what is published.
 *
 * @param projects the name of each stage's project
 */
export function pipelineStructure(
    { connectionArn, repository, branch }: Source,
    projects: Readonly<Record<StageName, pulumi.Input<string>>>,
): Stages {
    return [
        {
            name: "source",
            actions: [
                {
                    name: "source",
                    category: "Source",
                    owner: "AWS",
                    provider: "CodeStarSourceConnection",
                    version: "1",
                    namespace: "Source",
                    outputArtifacts: ["source"],
                    configuration: {
                        ConnectionArn: connectionArn,
                        FullRepositoryId: repository,
                        BranchName: branch,
                    },
                },
            ],
        },
        ...STAGES.map((stage) => ({
            name: stage,
            actions: [
                {
                    name: stage,
                    category: stage === "scan" ? "Test" : "Build",
                    owner: "AWS",
                    provider: "CodeBuild",
                    version: "1",
                    inputArtifacts: [stage === "build" ? "source" : "built"],
                    ...(stage === "build" ? { outputArtifacts: ["built"] } : {}),
                    configuration: {
                        ProjectName: projects[stage],
                        EnvironmentVariables: JSON.stringify([
                            { name: "COMMIT", value: "#{Source.CommitId}", type: "PLAINTEXT" },
                        ]),
                    },
                },
            ],
        })),
    ];
}
