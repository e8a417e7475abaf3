import { createRequire } from "node:module";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { CHROMIUM_ARGUMENTS } from "./findChromium";

export const WEB = join(__dirname, "../../../console/web");
/** What the tests drive the pages with is installed where the pages are built. */
export const requireFromWeb = createRequire(join(WEB, "package.json"));

export function launch(executablePath: string): Promise<Browser> {
    const { chromium } = requireFromWeb("playwright-core") as typeof import("playwright-core");
    return chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS });
}
