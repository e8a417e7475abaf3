import { texts } from "../../texts";

const { created } = texts.patterns;
type PipelineOfNew = keyof typeof created;

/** What the browser's history keeps for the page of a pattern that was just created. */
export function justCreated(pipeline: PipelineOfNew): { readonly created: PipelineOfNew } {
    return { created: pipeline };
}

/** What that page says first; nothing where it was not just created. The history may hold anything. */
export function saidOfCreated(state: unknown): { type: "success" | "warning"; text: string } | undefined {
    const pipeline: unknown = typeof state === "object" && state !== null && "created" in state && state.created;
    switch (pipeline) {
        case "requested":
            return { type: "success", text: created.requested };
        case "configured":
            return { type: "warning", text: created.configured };
        default:
            return undefined;
    }
}
