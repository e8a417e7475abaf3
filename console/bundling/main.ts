import { BIN } from "../bundles";
import { buildBundles } from "./build";

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1000)} kB`.padStart(10);

buildBundles(BIN).then(
    (sizes) => {
        console.log(`${"function".padEnd(16)}${"size".padStart(10)}${"gzip".padStart(10)}   in ${BIN}`);
        for (const { name, bytes, gzipBytes } of sizes) {
            console.log(`${name.padEnd(16)}${kilobytes(bytes)}${kilobytes(gzipBytes)}`);
        }
    },
    (error: unknown) => {
        console.error(`building the console's functions failed: ${String(error)}`);
        process.exitCode = 1;
    },
);
