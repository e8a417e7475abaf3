import {
    GetPipelineStateCommand,
    NotLatestPipelineExecutionException,
    paginateListPipelines,
    PipelineNotFoundException,
    RetryStageExecutionCommand,
    StageNotRetryableException,
    StartPipelineExecutionCommand,
    type CodePipelineClient,
    type GetPipelineStateOutput,
} from "@aws-sdk/client-codepipeline";
import type { Pipelines } from "../api/ports";
import type { PipelineList } from "../registry/ports";

export interface PipelineNames {
    /** The pipeline that makes pipelines of patterns; its variable `patternId` says of which one. */
    readonly builder: string;
    /** Name of a pattern's own pipeline, up to the pattern's id. */
    readonly prefix: string;
}

export class CodePipelines implements Pipelines, PipelineList {
    constructor(
        private readonly client: CodePipelineClient,
        private readonly names: PipelineNames,
    ) {}

    /** Asked twice, the builder finds at the second time that there is nothing to make. */
    async create(patternId: string): Promise<void> {
        await this.client.send(
            new StartPipelineExecutionCommand({
                name: this.names.builder,
                variables: [{ name: "patternId", value: patternId }],
            }),
        );
    }

    async restart(patternId: string): Promise<"started" | "not-failed"> {
        const pipelineName = `${this.names.prefix}${patternId}`;
        try {
            const failed = failedStage(await this.client.send(new GetPipelineStateCommand({ name: pipelineName })));
            if (failed === undefined) {
                return "not-failed";
            }
            await this.client.send(
                new RetryStageExecutionCommand({ pipelineName, ...failed, retryMode: "FAILED_ACTIONS" }),
            );
            return "started";
        } catch (error) {
            if (error instanceof PipelineNotFoundException) {
                // What failed was making it.
                await this.create(patternId);
                return "started";
            }
            // Somebody was faster, or a newer build runs already.
            if (error instanceof StageNotRetryableException || error instanceof NotLatestPipelineExecutionException) {
                return "not-failed";
            }
            throw error;
        }
    }

    async existing(): Promise<ReadonlySet<string>> {
        const { prefix } = this.names;
        const ids = new Set<string>();
        for await (const { pipelines = [] } of paginateListPipelines({ client: this.client }, {})) {
            for (const { name } of pipelines) {
                if (name?.startsWith(prefix)) {
                    ids.add(name.slice(prefix.length));
                }
            }
        }
        return ids;
    }
}

function failedStage({
    stageStates = [],
}: GetPipelineStateOutput): { readonly stageName: string; readonly pipelineExecutionId: string } | undefined {
    for (const { stageName, latestExecution } of stageStates) {
        if (latestExecution?.status === "Failed" && stageName !== undefined && latestExecution.pipelineExecutionId) {
            return { stageName, pipelineExecutionId: latestExecution.pipelineExecutionId };
        }
    }
    return undefined;
}
