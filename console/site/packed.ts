import { gzipSync } from "node:zlib";
import type { Page, Pages } from "./pages";

/** Name of the file beside the code of the function that serves the pages. */
export const PACKED = "pages.json";

/**
 * Most bytes that one answer may have. A load balancer takes 1 MB of JSON from a function, in which they are base64, four
 * characters for three bytes; the rest is for headers.
 */
export const LARGEST_ANSWER = 700_000;

type Packed = Readonly<Record<string, { readonly gzip: boolean; readonly base64: string }>>;

/**
 * All pages as one text, each compressed where that makes it smaller.
 *
 * @throws an error that names every file too large for a load balancer.
 */
export function pack(pages: Pages): string {
    const packed = [...pages].map(([path, page]) => [path, compressed(page)] as const);
    const large = packed.filter(([, { content }]) => content.length > LARGEST_ANSWER);
    if (large.length > 0) {
        const files = large.map(([path, { content }]) => `${path} (${content.length} bytes, compressed)`).join(", ");
        throw new Error(`larger than the ${LARGEST_ANSWER} bytes that a load balancer hands on: ${files}: split them`);
    }
    const entries = packed.map(([path, { content, gzip }]) => [path, { gzip, base64: content.toString("base64") }]);
    return JSON.stringify(Object.fromEntries(entries) as Packed);
}

export function unpack(text: string): Pages {
    return new Map(
        Object.entries(JSON.parse(text) as Packed).map(([path, { gzip, base64 }]) => [
            path,
            { gzip, content: Buffer.from(base64, "base64") },
        ]),
    );
}

function compressed(page: Page): Page {
    const content = gzipSync(page.content, { level: 9 });
    return content.length < page.content.length ? { content, gzip: true } : page;
}
