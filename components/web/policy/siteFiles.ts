import type { Fault } from "../../shared/validate";

/** What browsers are told that files are, by the end of their names. */
const contentTypes: Record<string, string> = {
    avif: "image/avif",
    css: "text/css; charset=utf-8",
    gif: "image/gif",
    htm: "text/html; charset=utf-8",
    html: "text/html; charset=utf-8",
    ico: "image/x-icon",
    jpeg: "image/jpeg",
    jpg: "image/jpeg",
    js: "text/javascript; charset=utf-8",
    json: "application/json",
    mjs: "text/javascript; charset=utf-8",
    pdf: "application/pdf",
    png: "image/png",
    svg: "image/svg+xml",
    ttf: "font/ttf",
    txt: "text/plain; charset=utf-8",
    wasm: "application/wasm",
    webmanifest: "application/manifest+json",
    webp: "image/webp",
    woff: "font/woff",
    woff2: "font/woff2",
    xml: "application/xml",
};

/** What a file is by its name; undefined where nobody said. */
export function contentTypeOf(path: string, more: Record<string, string>): string | undefined {
    const [, ending] = /\.([^./]+)$/.exec(path) ?? [];
    return ending === undefined
        ? undefined
        : new Map(Object.entries({ ...contentTypes, ...more })).get(ending.toLowerCase());
}

/** How long a file may be kept. What changes under its name is asked for each time. */
export function cacheControlOf(isImmutable: boolean): string {
    return isImmutable ? "public, max-age=31536000, immutable" : "no-cache";
}

/** The page that shows whatever is no file. */
export const indexPath = "index.html";
/** Where pages find what they need to know of where they are served. */
export const configPath = "config.json";

/** What a site is served with. */
interface SiteFacts {
    contentTypes: Record<string, string>;
    /** Whether there is a configuration. */
    configured: boolean;
    /** Path of the API, where there is one. */
    apiPath: string | undefined;
}

/** What is wrong with the files of a site. */
export function siteFaults(paths: string[], facts: SiteFacts, argument: string): Fault[] {
    const faults: Fault[] = [];
    const add = (fault: string, fix: string): void => void faults.push({ argument, fault, fix });
    if (!paths.includes(indexPath)) {
        add(`it holds no ${indexPath}`, "build the pages first, or correct the path");
    }
    const unknown = paths.filter((path) => contentTypeOf(path, facts.contentTypes) === undefined);
    if (unknown.length > 0) {
        add(
            `it is not known what ${some(unknown)} is`,
            'leave out what is not for everybody, or say it in contentTypes, for example { map: "application/json" }',
        );
    }
    if (facts.configured && paths.includes(configPath)) {
        add(`it holds a ${configPath}, and runtimeConfig is one`, "pass one of them");
    }
    const hidden = paths.filter((path) => facts.apiPath !== undefined && `/${path}`.startsWith(`${facts.apiPath}/`));
    if (hidden.length > 0) {
        add(`${some(hidden)} is where the API is`, "pass another apiPath");
    }
    return faults;
}

function some([first = "", ...others]: string[]): string {
    return others.length === 0 ? `"${first}"` : `"${first}" (and ${others.length} more)`;
}
