import { gunzipSync } from "node:zlib";
import { Hono } from "hono";
import { accepts } from "hono/accepts";
import { etag, RETAINED_304_HEADERS } from "hono/etag";
import { getMimeType } from "hono/utils/mime";
import { cacheControl, type HeaderTable } from "../headers";
import type { RuntimeConfig } from "../runtimeConfig";
import { LARGEST_ANSWER } from "./packed";
import { fileFor, type Pages } from "./pages";

export interface Site {
    readonly pages: Pages;
    /** What the pages fetch as `/config.json`. */
    readonly config: RuntimeConfig;
    /** Headers of every answer. */
    readonly headers: HeaderTable;
}

/** The pages, for whatever hands on requests: the server on this machine, or a load balancer. */
export function siteApp({ pages, config, headers }: Site): Hono {
    const site = new Hono();
    site.use(etag({ retainedHeaders: [...RETAINED_304_HEADERS, ...Object.keys(headers)] }));
    site.get("/config.json", (context) =>
        context.json(config, 200, { ...headers, "Cache-Control": cacheControl("/config.json") }),
    );
    site.get("*", (context) => {
        const file = fileFor(context.req.path, pages);
        const page = file === undefined ? undefined : pages.get(file);
        if (file === undefined || page === undefined) {
            return context.text("There is no such file.", 404, { ...headers, "Cache-Control": "no-cache" });
        }
        const sent = { ...headers, ...(page.gzip && { Vary: "Accept-Encoding" }) };
        const found = {
            ...sent,
            "Cache-Control": cacheControl(file),
            "Content-Type": getMimeType(file) ?? "application/octet-stream",
        };
        if (!page.gzip) {
            return context.body(page.content, 200, found);
        }
        if (accepts(context, { header: "Accept-Encoding", supports: ["gzip", "identity"], default: "" }) === "gzip") {
            return context.body(page.content, 200, { ...found, "Content-Encoding": "gzip" });
        }
        const plain = gunzipSync(page.content);
        return plain.length > LARGEST_ANSWER
            ? context.text("This file is sent by gzip only.", 406, { ...sent, "Cache-Control": "no-cache" })
            : context.body(plain, 200, found);
    });
    site.all("*", (context) =>
        context.text("Pages are only read.", 405, { ...headers, "Cache-Control": "no-cache", Allow: "GET, HEAD" }),
    );
    return site;
}
