import { existsSync } from "node:fs";
import { join } from "node:path";

/** The console's functions, and the file that each one begins with. */
export const FUNCTIONS = {
    api: "api/lambda/entries/api.ts",
    preToken: "api/lambda/entries/preToken.ts",
} as const;

export type FunctionName = keyof typeof FUNCTIONS;

/** Where the functions are built, a folder for each. */
export const BIN = join(__dirname, "bin");

/** A function as it is deployed. */
export interface Bundle {
    /** Absolute path of the folder with all its code: `index.js`, and the map to its sources. */
    readonly folder: string;
    /** For Node 20 or newer. */
    readonly handler: "index.handler";
}

/**
 * What `npm run build:console` has built, for a deployment to take.
 *
 * @throws an error that names those that are not built.
 */
export function bundles(bin: string = BIN): Readonly<Record<FunctionName, Bundle>> {
    const names = Object.keys(FUNCTIONS) as FunctionName[];
    const missing = names.filter((name) => !existsSync(join(bin, name, "index.js")));
    if (missing.length > 0) {
        throw new Error(`not built: the console's ${missing.join(", ")}: run 'npm run build:console'`);
    }
    return Object.fromEntries(
        names.map((name) => [name, { folder: join(bin, name), handler: "index.handler" }]),
    ) as Record<FunctionName, Bundle>;
}
