import { Hono } from "hono";
import { compress } from "hono/compress";
import { mount } from "hono/mount";
import type { Api } from "../api/http/router";
import { API_HEADERS, pageHeaders } from "../headers";
import { type Site, siteApp } from "../site/app";
import { DOWNLOADS, type LocalArtifacts } from "./artifacts";

export interface ServerParts extends Pick<Site, "pages" | "config"> {
    readonly api: Api;
    readonly artifacts: LocalArtifacts;
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

    server.use(compress()).route("/", siteApp({ pages, config, headers }));
    return server;
}

function belowApi(request: Request): Request {
    const url = new URL(request.url);
    url.pathname = url.pathname.slice("/api".length);
    return new Request(url, request);
}
