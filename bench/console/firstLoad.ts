import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire, SourceMap, type SourceMapPayload, type SourceMapping } from "node:module";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildPages } from "../../console/bundling/pages";
import { startConsole } from "../../console/local/start";
import { CHROMIUM_ARGUMENTS, findChromium } from "../../tests/browser/support/findChromium";
import { spread } from "../statistics";
import { kilobytes, table, time } from "../table";

const CONSOLE = join(__dirname, "../../console");
const WEB = join(CONSOLE, "web");

/** What is used of playwright-core, which is installed where the pages are built. */
interface Field {
    fill(text: string): Promise<void>;
    click(): Promise<void>;
    first(): { waitFor(): Promise<void> };
}
interface Page {
    goto(address: string): Promise<unknown>;
    on(event: "response", told: (response: { url(): string }) => void): void;
    getByLabel(text: string): Field;
    getByRole(role: string, options: { name: string }): Field;
    evaluate(script: string): Promise<unknown>;
}
interface Browser {
    newContext(): Promise<{ newPage(): Promise<Page>; close(): Promise<void> }>;
    close(): Promise<void>;
}

/** The last entry is the largest paint so far. */
const LARGEST_PAINT = `new Promise((resolve) => {
    let time;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (time = entry.startTime)))
        .observe({ type: "largest-contentful-paint", buffered: true });
    setTimeout(() => resolve(time), 500);
})`;

/** What a browser loads that was never here, until somebody who has just signed in sees the patterns, and when it paints. */
export async function firstLoad(rounds: number): Promise<string> {
    const executablePath = findChromium();
    if (executablePath === undefined) {
        return "The first load was not measured: there is no Chromium. Install it, or name it in CHROMIUM.";
    }
    const pages = buildPages({ folder: CONSOLE, tell: console.error });
    const running = await startConsole({ pages, port: 0, tell: () => undefined });
    const { chromium } = createRequire(join(WEB, "package.json"))("playwright-core") as {
        chromium: { launch(options: object): Promise<Browser> };
    };
    const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS });
    const paints: number[] = [];
    const loaded = new Set<string>();
    try {
        for (let round = 0; round < rounds; round++) {
            const context = await browser.newContext();
            const page = await context.newPage();
            page.on("response", (response) => {
                const { origin, pathname } = new URL(response.url());
                if (origin === running.address && pathname.startsWith("/assets/")) {
                    loaded.add(basename(pathname));
                }
            });
            await page.goto(running.address);
            await page.getByLabel("User name").fill("reader");
            await page.getByLabel("Password").fill("reader-local");
            await page.getByRole("button", { name: "Sign in" }).click();
            await page.getByRole("columnheader", { name: "Name" }).first().waitFor();
            paints.push(Number(await page.evaluate(LARGEST_PAINT)));
            await context.close();
        }
    } finally {
        await browser.close();
        await running.stop();
    }
    const sizes = [...loaded].map((name) => ({ name, code: readFileSync(join(pages, "assets", name)) }));
    const row = (title: string, ending: string): string[] => {
        const files = sizes.filter(({ name }) => extname(name) === ending);
        return [title, String(files.length), total(files.map(({ code }) => code.length)), total(files.map(gzipped))];
    };
    return [
        table(
            ["first load of the pages", "files", "size", "gzip"],
            [row("scripts", ".js"), row("styles", ".css"), ["of them Cloudscape's, about", "", ...cloudscape(loaded)]],
        ),
        table(["largest contentful paint", "after"], [["patterns, just signed in", time(spread(paints))]]),
    ].join("\n\n");
}

function gzipped({ code }: { code: Buffer }): number {
    return gzipSync(code).length;
}

function total(bytes: readonly number[]): string {
    return kilobytes(bytes.reduce((sum, one) => sum + one, 0));
}

/** What came from Cloudscape's packages, by the maps of a build of its own: as it is, and by its share of each file's gzip. */
function cloudscape(loaded: ReadonlySet<string>): [size: string, gzip: string] {
    const folder = mkdtempSync(join(tmpdir(), "palisade-pages-"));
    try {
        const vite = join(WEB, "node_modules", "vite", "bin", "vite.js");
        const options = "build --logLevel error --sourcemap hidden --emptyOutDir --outDir".split(" ");
        const { status } = spawnSync(process.execPath, [vite, ...options, folder], {
            cwd: WEB,
            stdio: ["ignore", "ignore", "inherit"],
        });
        if (status !== 0) {
            return ["-", "-"];
        }
        const assets = join(folder, "assets");
        const shares = readdirSync(assets)
            .filter((name) => loaded.has(name))
            .map((name) => {
                const code = readFileSync(join(assets, name));
                const own = extname(name) === ".css" ? code.length : ownBytes(code, join(assets, `${name}.map`));
                return { own, gzip: (own / code.length) * gzipSync(code).length };
            });
        return [total(shares.map(({ own }) => own)), total(shares.map(({ gzip }) => gzip))];
    } finally {
        rmSync(folder, { recursive: true });
    }
}

/** Of all styles Cloudscape's are nearly all, so that only scripts are looked into. */
function ownBytes(code: Buffer, map: string): number {
    if (!existsSync(map)) {
        return 0;
    }
    const found = new SourceMap(JSON.parse(readFileSync(map, "utf8")) as SourceMapPayload);
    let bytes = 0;
    code.toString("utf8")
        .split("\n")
        .forEach((line, number) => {
            for (let column = 0; column < line.length; column++) {
                // Some code is from no file.
                const { originalSource = "" } = found.findEntry(number, column) as Partial<SourceMapping>;
                if (originalSource.includes("/@cloudscape-design/")) {
                    bytes++;
                }
            }
        });
    return bytes;
}
