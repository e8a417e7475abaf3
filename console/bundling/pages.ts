import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PAGES_SOURCES, sourcesOfPages } from "../bundles";
import { digest } from "../sources";

export interface Build {
    /** The folder of the console. Its pages are in `web`, with a lock file of their own. */
    readonly folder: string;
    readonly tell: (line: string) => void;
    /** Runs npm in a folder. @throws an error with the text when that fails. */
    readonly npm?: (args: readonly string[], folder: string, fault: string) => void;
}

/**
 * Builds the pages if something they are made from has changed since the last time, and installs what they are built with
 * if its lock file has.
 *
 * @returns the folder with the pages.
 * @throws an error when there is nothing to build, or installing or building did not work; why has been printed then.
 */
export function buildPages({ folder, tell, npm = runNpm }: Build): string {
    const web = join(folder, "web");
    const pages = join(web, "dist");
    const built = join(folder, PAGES_SOURCES);
    const installed = join(built, "..", "installed");
    if (!existsSync(join(web, "package-lock.json"))) {
        throw new Error(`${web} holds no pages to build: name a folder with built ones by --pages`);
    }
    const lock = digest(folder, [join("web", "package-lock.json")]);
    if (!isDone(installed, lock)) {
        tell("Installing what the pages are built with, by console/web/package-lock.json. This happens once.");
        npm(["ci"], web, "installing what the pages are built with failed: see above");
        markDone(installed, lock);
    }
    const sources = sourcesOfPages(folder);
    if (!isDone(built, sources) || !existsSync(join(pages, "index.html"))) {
        tell("Building the pages.");
        npm(["run", "build"], web, "building the pages failed: see above");
        markDone(built, sources);
    }
    return pages;
}

function runNpm(args: readonly string[], folder: string, fault: string): void {
    // npm names itself to what it runs; on Windows it could not be run by its name.
    const program = process.env["npm_execpath"];
    const [command, first] = program === undefined ? ["npm", []] : [process.execPath, [program]];
    const { status } = spawnSync(command, [...first, ...args], { cwd: folder, stdio: "inherit" });
    if (status !== 0) {
        throw new Error(fault);
    }
}

function isDone(mark: string, digest: string): boolean {
    return existsSync(mark) && readFileSync(mark, "utf8") === digest;
}

function markDone(mark: string, digest: string): void {
    mkdirSync(join(mark, ".."), { recursive: true });
    writeFileSync(mark, digest);
}
