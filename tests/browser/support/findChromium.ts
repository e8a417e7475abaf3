import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** In a container Chromium has no user namespaces for its sandbox, and often a small /dev/shm. It opens our pages only. */
export const CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage"];

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

function isExecutable(path: string): boolean {
    try {
        accessSync(path, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}
