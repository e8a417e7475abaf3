import { Hono } from "hono";
import { compress } from "hono/compress";
import { etag, RETAINED_304_HEADERS } from "hono/etag";
import { mount } from "hono/mount";
import { getMimeType } from "hono/utils/mime";
import type { Api } from "../api/http/router";
import { API_HEADERS, cacheControl, pageHeaders } from "../headers";
import type { RuntimeConfig } from "../runtimeConfig";
import { DOWNLOADS, type LocalArtifacts } from "./artifacts";
import { fileFor, type Pages } from "./pages";

export interface ServerParts {
    readonly api: Api;
    readonly artifacts: LocalArtifacts;
    readonly pages: Pages;
    /** What the pages fetch as `/config.json`. */
    readonly config: RuntimeConfig;
    /** Origin of the identity provider. */
    readonly identityProvider: string;
}

/** Pages at `/`, the API at `/api`: as CloudFront and the load balancer divide them, with the headers they send. */
export function consoleServer({ api, artifacts, pages, config, identityProvider }: ServerParts): Hono {
    const headers = pageHeaders({ connect: [identityProvider], scheme: "http" });
    const server = new Hono();
    server.all(
        "/api/*",
        mount((request) => api.fetch(request), { replaceRequest: belowApi }),
    );

    server.get(`${DOWNLOADS}/*`, async (context) => {
        const artifact = await artifacts.open(new URL(context.req.url));
        return artifact === undefined
            ? context.text("This link is over: ask for the artifact again.", 403, { ...API_HEADERS })
            : context.body(artifact.content, 200, {
                  ...API_HEADERS,
                  "Content-Disposition": `attachment; filename="${artifact.file}"`,
                  "Content-Type": "application/octet-stream",
              });
    });

    const always = [...RETAINED_304_HEADERS, ...Object.keys(headers)];
    server.use(compress(), etag({ retainedHeaders: always }));
    server.get("/config.json", (context) =>
        context.json(config, 200, { ...headers, "Cache-Control": cacheControl("/config.json") }),
    );
    server.get("*", (context) => {
        const file = fileFor(context.req.path, pages);
        const content = file === undefined ? undefined : pages.get(file);
        if (file === undefined || content === undefined) {
            return context.text("There is no such file.", 404, { ...headers, "Cache-Control": "no-cache" });
        }
        return context.body(content, 200, {
            ...headers,
            "Cache-Control": cacheControl(file),
            "Content-Type": getMimeType(file) ?? "application/octet-stream",
        });
    });
    server.all("*", (context) =>
        context.text("Pages are only read.", 405, { ...headers, "Cache-Control": "no-cache", Allow: "GET, HEAD" }),
    );
    return server;
}

function belowApi(request: Request): Request {
    const url = new URL(request.url);
    url.pathname = url.pathname.slice("/api".length);
    return new Request(url, request);
}
