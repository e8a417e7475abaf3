import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import type { Browser } from "playwright-core";

export const WEB = join(__dirname, "../../../console/web");
/** What the tests drive the pages with is installed where the pages are built. */
export const requireFromWeb = createRequire(join(WEB, "package.json"));

/** @returns the path of Chromium: `CHROMIUM`, or the `chromium` on the PATH; undefined when there is none. */
export function findChromium(): string | undefined {
    const named = process.env["CHROMIUM"];
    if (named !== undefined && named !== "") {
        return named;
    }
    return (process.env["PATH"] ?? "")
        .split(delimiter)
        .map((folder) => join(folder, "chromium"))
        .find(isExecutable);
}

export function launch(executablePath: string): Promise<Browser> {
    const { chromium } = requireFromWeb("playwright-core") as typeof import("playwright-core");
    // In a container Chromium has no user namespaces for its sandbox, and often a small /dev/shm. It opens our pages only.
    return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

function isExecutable(path: string): boolean {
    try {
        accessSync(path, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}
