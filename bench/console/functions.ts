import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { BIN, bundles } from "../../console/bundles";
import { buildBundles } from "../../console/bundling/build";
import { REGISTRY, VARIABLES } from "../../tests/console/api/support/variables";
import { inTurn } from "../rounds";
import { spread } from "../statistics";
import { kilobytes, table, time } from "../table";

/** Prints how long it took to load what is named. */
const IMPORT = `const begin = performance.now();
require(process.argv[1]);
process.stdout.write(String(performance.now() - begin), () => process.exit());`;

/** What each function of the console weighs, and how long a new process takes to load it. */
export async function functions(rounds: number): Promise<string> {
    const built = await fresh();
    const files = Object.entries(built).map(([name, { folder }]) => [name, join(folder, "index.js")] as const);
    const times = await inTurn(rounds, Object.fromEntries(files.map(([name, file]) => [name, () => cold(file)])));
    return table(
        ["function", "size", "gzip", "cold import"],
        files.map(([name, file]) => {
            const code = readFileSync(file);
            return [name, kilobytes(code.length), kilobytes(gzipSync(code).length), time(spread(times[name] ?? []))];
        }),
    );
}

async function fresh(): Promise<ReturnType<typeof bundles>> {
    try {
        return bundles();
    } catch {
        await buildBundles(BIN);
        return bundles();
    }
}

/** @throws an error that says why, where it cannot be loaded. */
async function cold(file: string): Promise<number> {
    const environment = { AWS_REGION: "eu-west-1", NODE_NO_WARNINGS: "1", ...VARIABLES, ...REGISTRY };
    const { stdout } = await promisify(execFile)(process.execPath, ["-e", IMPORT, file], { env: environment });
    return Number(stdout);
}
