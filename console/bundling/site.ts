import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { SITE_SOURCES, sourcesOfPages } from "../bundles";
import { PACKED, pack } from "../site/packed";
import { readPages } from "../site/pages";
import type { Size } from "./build";

/**
 * Puts built pages beside the code of the function that serves them.
 *
 * @param folder of the console, whose sources the pages were built from.
 * @throws an error for pages that a load balancer cannot hand on.
 */
export async function addPages(bin: string, pages: string, folder: string): Promise<Size> {
    const text = pack(await readPages(pages));
    await writeFile(join(bin, "site", PACKED), text);
    await writeFile(join(bin, SITE_SOURCES), sourcesOfPages(folder));
    return { name: `site/${PACKED}`, bytes: text.length, gzipBytes: gzipSync(text).length };
}
