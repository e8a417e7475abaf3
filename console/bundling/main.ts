import { join } from "node:path";
import { BIN, bundles } from "../bundles";
import { buildBundles } from "./build";
import { buildPages } from "./pages";

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1000)} kB`.padStart(10);

/** Builds what is not there, or was built from other sources than there are. */
async function build(): Promise<void> {
    buildPages({ folder: join(__dirname, ".."), tell: console.log });
    if (isBuilt()) {
        return;
    }
    const sizes = await buildBundles(BIN);
    console.log(`${"function".padEnd(16)}${"size".padStart(10)}${"gzip".padStart(10)}   in ${BIN}`);
    for (const { name, bytes, gzipBytes } of sizes) {
        console.log(`${name.padEnd(16)}${kilobytes(bytes)}${kilobytes(gzipBytes)}`);
    }
}

function isBuilt(): boolean {
    try {
        bundles();
        return true;
    } catch {
        return false;
    }
}

build().catch((error: unknown) => {
    console.error(`building the console failed: ${String(error)}`);
    process.exitCode = 1;
});
