import { join } from "node:path";
import { BIN, bundles, siteBundle } from "../bundles";
import { buildBundles } from "./build";
import { buildPages } from "./pages";
import { addPages } from "./site";

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1000)} kB`.padStart(10);

/** Builds what is not there, or was built from other sources than there are. */
async function build(): Promise<void> {
    const folder = join(__dirname, "..");
    const pages = buildPages({ folder, tell: console.log });
    const sizes = isBuilt(bundles) ? [] : await buildBundles(BIN);
    if (!isBuilt(siteBundle)) {
        sizes.push(await addPages(BIN, pages, folder));
    }
    if (sizes.length > 0) {
        console.log(`${"function".padEnd(16)}${"size".padStart(10)}${"gzip".padStart(10)}   in ${BIN}`);
    }
    for (const { name, bytes, gzipBytes } of sizes) {
        console.log(`${name.padEnd(16)}${kilobytes(bytes)}${kilobytes(gzipBytes)}`);
    }
}

function isBuilt(check: () => unknown): boolean {
    try {
        check();
        return true;
    } catch {
        return false;
    }
}

build().catch((error: unknown) => {
    console.error(`building the console failed: ${String(error)}`);
    process.exitCode = 1;
});
