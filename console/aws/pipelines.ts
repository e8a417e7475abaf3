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
import { patternIdOf, publishedAs } from "../api/publishedAs";
import type { PipelineList } from "../registry/ports";

export interface PipelineNames {
    /**
     * The pipeline that makes pipelines of patterns; its variable `patternId` has the pattern's name. None: pipelines come
     * from elsewhere.
     */
    readonly builder: string | undefined;
    /** Name of a pattern's own pipeline, up to the pattern's name. */
    readonly prefix: string;
}

export class CodePipelines implements Pipelines, PipelineList {
    constructor(
        private readonly client: CodePipelineClient,
        private readonly names: PipelineNames,
    ) {}

    get hasBuilder(): boolean {
        return this.names.builder !== undefined;
    }

    /** Asked twice, the builder finds at the second time that there is nothing to make. */
    async create(patternId: string): Promise<void> {
        const { builder } = this.names;
        if (builder === undefined) {
            throw new Error("there is no pipeline that makes pipelines");
        }
        await this.client.send(
            new StartPipelineExecutionCommand({
                name: builder,
                variables: [{ name: "patternId", value: publishedAs(patternId) }],
            }),
        );
    }

    async restart(patternId: string): Promise<"started" | "not-failed" | "no-pipeline"> {
        const pipelineName = `${this.names.prefix}${publishedAs(patternId)}`;
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
                if (!this.hasBuilder) {
                    return "no-pipeline";
                }
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
                const id = name?.startsWith(prefix) ? patternIdOf(name.slice(prefix.length)) : undefined;
                if (id !== undefined) {
                    ids.add(id);
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
