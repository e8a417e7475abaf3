import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { openApiDocument } from "../api/document";
import { DOCUMENT, FUNCTIONS, SOURCES, sourcesOf } from "../bundles";

export interface Size {
    readonly name: string;
    readonly bytes: number;
    readonly gzipBytes: number;
}

/**
 * Builds each function into a folder of its own in `bin`: one file, which needs nothing but Node, and the map to its sources.
 * Beside them, the OpenAPI document.
 */
export async function buildBundles(bin: string): Promise<Size[]> {
    await rm(bin, { recursive: true, force: true });
    const console = join(__dirname, "..");
    // Before they are read: what changes meanwhile is built again.
    const sources = sourcesOf(console);
    const sizes = await Promise.all(
        Object.entries(FUNCTIONS).map(([name, entry]) => bundle(name, join(console, entry), join(bin, name))),
    );
    await writeFile(join(bin, DOCUMENT), `${JSON.stringify(openApiDocument(), undefined, 4)}\n`);
    await writeFile(join(bin, SOURCES), sources);
    return sizes;
}

async function bundle(name: string, entry: string, folder: string): Promise<Size> {
    const outfile = join(folder, "index.js");
    await build({
        entryPoints: [entry],
        outfile,
        bundle: true,
        platform: "node",
        target: "node20",
        minify: true,
        // Of ES modules only what is used gets in: a quarter less to load.
        mainFields: ["module", "main"],
        sourcemap: true,
        sourcesContent: false,
        logLevel: "warning",
    });
    const code = await readFile(outfile);
    return { name, bytes: code.length, gzipBytes: gzipSync(code).length };
}
