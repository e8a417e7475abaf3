import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PACKED } from "./site/packed";
import { digest, filesIn } from "./sources";

/** The console's functions, and the file that each one begins with. */
export const FUNCTIONS = {
    api: "api/lambda/entries/api.ts",
    preToken: "api/lambda/entries/preToken.ts",
    consumer: "api/lambda/entries/consumer.ts",
    synchroniser: "api/lambda/entries/synchroniser.ts",
    keys: "api/lambda/entries/keys.ts",
    site: "api/lambda/entries/site.ts",
} as const;

/** Those that are whole when they are built; the site's needs the pages as well. */
export type FunctionName = Exclude<keyof typeof FUNCTIONS, "site">;

/** Where the functions are built, a folder for each. */
export const BIN = join(__dirname, "bin");

/** A function as it is deployed. */
export interface Bundle {
    /** Absolute path of the folder with all its code: `index.js`, and the map to its sources. */
    readonly folder: string;
    /** For Node 20 or newer. */
    readonly handler: "index.handler";
}

/** What the functions are not made from. */
const OTHERS = new Set(["node_modules", "bin", "local", "web"]);

/** Stands for all that the functions are made from: the console's own files, and the packages that are installed. */
export function sourcesOf(folder: string): string {
    return digest(folder, [...filesIn(folder, OTHERS), join("..", "package-lock.json")]);
}

/** Name of the file beside the functions with the API as an OpenAPI document. */
export const DOCUMENT = "openapi.json";

/** Name of the file beside the functions that says which sources they were built from. */
export const SOURCES = "sources";

/**
 * What `npm run build:console` has built, for a deployment to take.
 *
 * @throws an error where something is not built, or built from other sources than there are: old code may let in whom the
 * new one keeps out.
 */
export function bundles(bin: string = BIN): Readonly<Record<FunctionName, Bundle>> {
    checkBuilt(bin);
    const names = Object.keys(FUNCTIONS).filter((name) => name !== "site");
    return Object.fromEntries(names.map((name) => [name, bundleIn(bin, name)])) as Record<FunctionName, Bundle>;
}

function bundleIn(bin: string, name: string): Bundle {
    return { folder: join(bin, name), handler: "index.handler" };
}

/** Name of the file beside the functions that says which sources the site's pages were built from. */
export const SITE_SOURCES = "site.sources";

/**
 * The function that serves the pages behind a load balancer, with the pages in it.
 *
 * @throws an error as {@link bundles} does.
 */
export function siteBundle(bin: string = BIN, folder: string = __dirname): Bundle {
    checkBuilt(bin);
    checkPages(join(bin, "site", PACKED), join(bin, SITE_SOURCES), folder);
    return bundleIn(bin, "site");
}

/**
 * The API as an OpenAPI 3.0 document, for a deployment to take routes and models from.
 *
 * @throws an error as {@link bundles} does.
 */
export function apiDocument(bin: string = BIN): Readonly<Record<string, unknown>> {
    checkBuilt(bin);
    return JSON.parse(readFileSync(join(bin, DOCUMENT), "utf8")) as Record<string, unknown>;
}

/** What the pages are not made from. */
const NOT_OF_PAGES = new Set(["node_modules", "dist", "bin", "local"]);

/** Stands for all that the pages are made from. */
export function sourcesOfPages(folder: string): string {
    return digest(folder, filesIn(folder, NOT_OF_PAGES));
}

/** File that says which sources the pages were built from: beside what is installed, so that it is gone when that is. */
export const PAGES_SOURCES = join("web", "node_modules", ".palisade", "built");

/**
 * The folder of the pages as they are served, for a deployment to take.
 *
 * @throws an error as {@link bundles} does.
 */
export function pages(folder: string = __dirname): string {
    const built = join(folder, "web", "dist");
    checkPages(join(built, "index.html"), join(folder, PAGES_SOURCES), folder);
    return built;
}

function checkPages(file: string, mark: string, folder: string): void {
    if (!existsSync(file) || !existsSync(mark)) {
        throw new Error("not built: the console's pages: run 'npm run build:console'");
    }
    if (readFileSync(mark, "utf8") !== sourcesOfPages(folder)) {
        throw new Error("the console's pages were built before it changed: run 'npm run build:console'");
    }
}

function checkBuilt(bin: string): void {
    const files = [...Object.keys(FUNCTIONS).map((name) => join(name, "index.js")), DOCUMENT];
    const missing = files.filter((file) => !existsSync(join(bin, file)));
    if (missing.length > 0) {
        throw new Error(`not built: the console's ${missing.join(", ")}: run 'npm run build:console'`);
    }
    const mark = join(bin, SOURCES);
    if (!existsSync(mark) || readFileSync(mark, "utf8") !== sourcesOf(__dirname)) {
        throw new Error("the console's functions were built before it changed: run 'npm run build:console'");
    }
}
