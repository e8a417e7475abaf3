import { z } from "zod";
import type { Dependencies } from "../dependencies";
import { ApiError, notFound } from "../http/errors";
import { route, type Api } from "../http/router";
import {
    Attribute,
    AttributeId,
    AttributePage,
    AttributeQuery,
    CreateAttribute,
    DeletedAttribute,
    UpdateAttribute,
} from "../schemas";
import { body, json } from "./bodies";
import { changed } from "./conflicts";
import { repairedLater } from "./repairedLater";

const params = z.strictObject({ id: AttributeId });

const listAttributes = route("listAttributes", [], {
    request: { query: AttributeQuery },
    responses: { 200: json(AttributePage, "One page of the attributes, by id.") },
});
const createAttribute = route("createAttribute", [409], {
    request: { body: body(CreateAttribute) },
    responses: { 201: json(Attribute, "The new attribute.") },
});
const getAttribute = route("getAttribute", [404], {
    request: { params },
    responses: { 200: json(Attribute, "The attribute.") },
});
const updateAttribute = route("updateAttribute", [404, 409], {
    request: { params, body: body(UpdateAttribute) },
    responses: { 200: json(Attribute, "The attribute as it is now.") },
});
const deleteAttribute = route("deleteAttribute", [404], {
    request: { params },
    responses: { 200: json(DeletedAttribute, "It is gone.") },
});

export function addAttributes(
    api: Api,
    { log, store, changes, pageTokens, now = () => new Date() }: Dependencies,
): void {
    api.openapi(listAttributes, async (context) => {
        const { maxRow, key, nextToken } = context.req.valid("query");
        const list = JSON.stringify(["attributes", key?.toUpperCase(), context.get("caller").subject]);
        const from = nextToken === undefined ? undefined : pageTokens.open(nextToken, list);
        const page = await store.listAttributes({ limit: maxRow, key: key?.toUpperCase(), from });
        const next = page.next && { nextToken: pageTokens.seal(page.next, list) };
        return context.json({ results: [...page.items], ...next }, 200);
    });

    api.openapi(createAttribute, async (context) => {
        const { key, value, description, metadata } = context.req.valid("json");
        const id = `${key}:${value}`.toUpperCase();
        const time = now().toISOString();
        const attribute = changed(
            "attribute",
            await store.createAttribute({
                id,
                name: id,
                key: key.toUpperCase(),
                value: value.toUpperCase(),
                description,
                metadata,
                version: 1,
                createTime: time,
                lastUpdateTime: time,
            }),
        );
        await repairedLater(context, log, () =>
            changes.announce({ kind: "attribute", id, version: attribute.version }),
        );
        return context.json(attribute, 201);
    });

    api.openapi(getAttribute, async (context) => {
        const attribute = await store.getAttribute(context.req.valid("param").id);
        if (attribute === undefined) {
            throw notFound("attribute");
        }
        return context.json(attribute, 200);
    });

    api.openapi(updateAttribute, async (context) => {
        const { id } = context.req.valid("param");
        const { description, metadata, version } = context.req.valid("json");
        const lastUpdateTime = now().toISOString();
        const attribute = changed(
            "attribute",
            await store.updateAttribute(id, version, { description, metadata, lastUpdateTime }),
        );
        await repairedLater(context, log, () =>
            changes.announce({ kind: "attribute", id, version: attribute.version }),
        );
        return context.json(attribute, 200);
    });

    api.openapi(deleteAttribute, async (context) => {
        const { id } = context.req.valid("param");
        const outcome = await store.deleteAttribute(id);
        if (outcome === "missing") {
            throw notFound("attribute");
        }
        if (outcome === "in-use") {
            throw new ApiError(400, "A pattern has this attribute: take it away there first.");
        }
        await repairedLater(context, log, () => changes.announce({ kind: "attribute", id, version: 0 }));
        return context.json({ id }, 200);
    });
}
