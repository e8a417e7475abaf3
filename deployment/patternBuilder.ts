import type * as pulumi from "@pulumi/pulumi";
import type { Place, RoleStatementArgs } from "palisade-aws";
import { arnOf } from "./names";

/** What tells a function of the pipeline that makes pipelines of new patterns; nothing where there is none. */
export function builderVariables(builder: string | undefined): Record<string, string> {
    return builder === undefined ? {} : { PIPELINE_BUILDER: builder };
}

/** What lets a function start that pipeline, and no other one. */
export function builderStatements(builder: string | undefined, place: pulumi.Output<Place>): RoleStatementArgs[] {
    return builder === undefined
        ? []
        : [
              {
                  sid: "MakesPipelines",
                  actions: ["codepipeline:StartPipelineExecution"],
                  resources: [arnOf(place, "codepipeline", builder)],
              },
          ];
}
