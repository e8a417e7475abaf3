import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** A file of the pages, as it is kept. */
export interface Page {
    readonly content: Buffer<ArrayBuffer>;
    /** Whether the content is compressed, by gzip. */
    readonly gzip: boolean;
}

/** The files of the pages by path, `/index.html`: read once, so no path of a request ever leads to the disk. */
export type Pages = ReadonlyMap<string, Page>;

/** @throws an error when the folder holds no pages. */
export async function readPages(folder: string): Promise<Pages> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
    const pages = new Map<string, Page>();
    for (const file of files.sort()) {
        const path = `/${relative(folder, file).split(sep).join("/")}`;
        pages.set(path, { content: await readFile(file), gzip: false });
    }
    if (!pages.has("/index.html")) {
        throw new Error(`${folder} has no index.html: name a folder with built pages`);
    }
    return pages;
}

/**
 * The file that answers a path. What has no dot in its last part is a page that `index.html` shows by itself, so a deep
 * link works; what has one is a file, and is there or not.
 */
export function fileFor(path: string, pages: Pages): string | undefined {
    if (pages.has(path)) {
        return path;
    }
    return path.slice(path.lastIndexOf("/")).includes(".") ? undefined : "/index.html";
}
