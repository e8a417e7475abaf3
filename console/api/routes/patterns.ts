import { z } from "zod";
import type { Dependencies } from "../dependencies";
import { ApiError, notFound } from "../http/errors";
import { route, type Api } from "../http/router";
import {
    CreatedPattern,
    CreatePattern,
    PatternAnswer,
    PatternDetails,
    PatternId,
    PatternPage,
    PatternQuery,
    UpdatePattern,
} from "../schemas";
import { body, json } from "./bodies";
import { changed } from "./conflicts";
import { repairedLater } from "./repairedLater";

const params = z.strictObject({ id: PatternId });

const listPatterns = route("listPatterns", [], {
    request: { query: PatternQuery },
    responses: { 200: json(PatternPage, "One page of the patterns, by id.") },
});
const createPattern = route("createPattern", [409], {
    request: { body: body(CreatePattern) },
    responses: { 201: json(CreatedPattern, "The new pattern, and where its pipeline comes from.") },
});
const getPattern = route("getPattern", [404], {
    request: { params },
    responses: { 200: json(PatternDetails, "The pattern, and what was published last.") },
});
const updatePattern = route("updatePattern", [404, 409], {
    request: { params, body: body(UpdatePattern) },
    responses: { 200: json(PatternAnswer, "The pattern as it is now.") },
});
const restartPipeline = route("restartPipeline", [404], {
    request: { params },
    responses: {
        200: json(z.strictObject({}), "The failed build runs again, or a pipeline that is not there is being made."),
    },
});

const NOT_RESTARTED = {
    "not-failed": "The last build of this pattern did not fail: there is nothing to repeat.",
    "no-pipeline":
        "This pattern has no pipeline. The configuration of the stack has to name it, in patternPipelines; " +
        "nothing builds or publishes it before.",
} as const;

export function addPatterns(
    api: Api,
    { log, store, pipelines, changes, pageTokens, now = () => new Date() }: Dependencies,
): void {
    api.openapi(listPatterns, async (context) => {
        const { limit, attribute, nextToken } = context.req.valid("query");
        const list = JSON.stringify(["patterns", attribute, context.get("caller").subject]);
        const from = nextToken === undefined ? undefined : pageTokens.open(nextToken, list);
        const page = await store.listPatterns({ limit, attribute, from });
        const last = await store.lastPublishedOf(page.items.map(({ patternId }) => patternId));
        const results = page.items.map((pattern) => ({
            patternMetaData: pattern,
            ...published(last.get(pattern.patternId)),
        }));
        return context.json({ results, ...(page.next && { nextToken: pageTokens.seal(page.next, list) }) }, 200);
    });

    api.openapi(createPattern, async (context) => {
        const { name, description, patternType, attributes } = context.req.valid("json");
        const time = now().toISOString();
        const pattern = changed(
            "pattern",
            await store.createPattern({
                patternId: name.toUpperCase(),
                name,
                description,
                patternType,
                attributes: upperCased(attributes),
                version: 1,
                createTime: time,
                lastUpdateTime: time,
            }),
        );
        if (!pipelines.hasBuilder) {
            return context.json({ patternObject: pattern, pipeline: "configured" as const }, 201);
        }
        await repairedLater(context, log, () => pipelines.create(pattern.patternId));
        return context.json({ patternObject: pattern, pipeline: "requested" as const }, 201);
    });

    api.openapi(getPattern, async (context) => {
        const { id } = context.req.valid("param");
        const [metadata, last] = await Promise.all([store.getPattern(id), store.lastPublished(id)]);
        if (metadata === undefined) {
            throw notFound("pattern");
        }
        return context.json({ metadata, ...published(last) }, 200);
    });

    api.openapi(updatePattern, async (context) => {
        const { id } = context.req.valid("param");
        const { description, attributes, version } = context.req.valid("json");
        const lastUpdateTime = now().toISOString();
        const pattern = changed(
            "pattern",
            await store.updatePattern(id, version, { description, attributes: upperCased(attributes), lastUpdateTime }),
        );
        await repairedLater(context, log, () => changes.announce({ kind: "pattern", id, version: pattern.version }));
        return context.json({ patternObject: pattern }, 200);
    });

    api.openapi(restartPipeline, async (context) => {
        const { id } = context.req.valid("param");
        if ((await store.getPattern(id)) === undefined) {
            throw notFound("pattern");
        }
        const outcome = await pipelines.restart(id);
        if (outcome !== "started") {
            throw new ApiError(400, NOT_RESTARTED[outcome]);
        }
        return context.json({}, 200);
    });
}

function published<T>(last: T | undefined): { lastCommitPublishData?: T } {
    return last === undefined ? {} : { lastCommitPublishData: last };
}

function upperCased(attributes: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(
        Object.entries(attributes).map(([key, value]) => [key.toUpperCase(), value.toUpperCase()]),
    );
}
