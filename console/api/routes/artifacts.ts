import { z } from "zod";
import type { Dependencies } from "../dependencies";
import { notFound } from "../http/errors";
import { route, type Api } from "../http/router";
import { Artifact, ArtifactLink, OfPattern } from "../schemas";
import { json } from "./bodies";

const LINK_SECONDS = 60;

const getArtifact = route("getArtifact", [404], {
    request: { params: z.strictObject(Artifact.shape), query: OfPattern },
    responses: { 200: json(ArtifactLink, "A link to the file that ends soon.") },
});

/** Only what the pattern's last publication lists: the name is looked up there, never made into a path. */
export function addArtifacts(api: Api, { store, artifacts }: Dependencies): void {
    api.openapi(getArtifact, async (context) => {
        const { file } = context.req.valid("param");
        const { patternId } = context.req.valid("query");
        const last = await store.lastPublished(patternId);
        if (last?.artifacts.some((artifact) => artifact.file === file) !== true) {
            throw notFound("artifact");
        }
        const url = await artifacts.link(patternId, file, LINK_SECONDS);
        return context.json({ url, expiresInSeconds: LINK_SECONDS }, 200);
    });
}
