import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { requireFromWeb } from "./support/chromium";
import { driven, signIn } from "./support/console";

/** Each page, and a text that stands in its content. */
const PAGES: readonly (readonly [path: string, text: string])[] = [
    ["/", "static-website"],
    ["/?attribute=TIER:DATA", "archive-bucket"],
    ["/create-pattern", "1 to 40 lower-case letters"],
    ["/patterns/STATIC-WEBSITE", "Pages in a private bucket"],
    ["/patterns/STATIC-WEBSITE/edit", "Update pattern static-website"],
    ["/patterns/NO-SUCH", "This does not exist"],
    ["/attributes", "DATA-CLASS:PUBLIC"],
    ["/attributes?key=NOBODY", "No attribute has the key NOBODY."],
    ["/create-attribute", "Metadata"],
    ["/attributes/TIER:DATA", "Stores and queues"],
    ["/attributes/TIER:DATA/edit", "Update attribute TIER:DATA"],
    ["/nowhere", "There is no such page."],
];
/** Each at least once: the widths people have, and the smallest without scrolling in two directions (WCAG 1.4.10). */
const LOOKS = [
    { width: 1280, colorScheme: "light" },
    { width: 1280, colorScheme: "dark" },
    { width: 390, colorScheme: "dark" },
    { width: 320, colorScheme: "light" },
] as const;
/** Cloudscape's own: its navigation on narrow screens is a `nav` with `aria-orientation`. Gone there, it can go here. */
const isCloudscapes = (rule: string, html: string) =>
    rule === "aria-allowed-attr" && /^<nav[^>]* aria-orientation=/.test(html);
/** Where to put a picture of each page, to be looked at. */
const PICTURES = process.env["PICTURES"];

describe("The pages", function () {
    this.timeout(180_000);
    const site = driven();

    for (const { width, colorScheme } of LOOKS) {
        it(`can be used by everybody, ${width} pixels wide, ${colorScheme}`, async () => {
            const { page, faults } = await site.open({ viewport: { width, height: 900 }, colorScheme });
            await page.goto(site.address);
            await page.getByLabel("User name").waitFor();
            const found = (await violations(page)).map((text) => `signing in: ${text}`);
            await picture(page, `${width}-${colorScheme}-sign-in`);
            await signIn(page, "admin", site.address);
            for (const [path, text] of PAGES) {
                await page.goto(`${site.address}${path}`);
                await page.getByText(text).first().waitFor();
                found.push(...(await violations(page)).map((fault) => `${path}: ${fault}`));
                await picture(page, `${width}-${colorScheme}${path.replace(/\W+/g, "-")}`);
                const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
                assert.ok(excess <= 0, `${path} is ${excess} pixels wider than the screen`);
            }
            assert.deepEqual(found, []);
            // The one that is missing is told as such by the API, and so by the browser.
            assert.deepEqual(
                faults.filter((fault) => !fault.includes("404")),
                [],
            );
        });
    }
});

async function violations(page: Page): Promise<string[]> {
    await page.evaluate(readFileSync(requireFromWeb.resolve("axe-core/axe.min.js"), "utf8"));
    const results = await page.evaluate(() => (globalThis as unknown as { axe: typeof import("axe-core") }).axe.run());
    return results.violations.flatMap(toFaults);
}

function toFaults({ id, help, nodes }: AxeResults["violations"][number]): string[] {
    return nodes
        .filter(({ html }) => !isCloudscapes(id, html))
        .map(({ target }) => `${id} (${help}): ${target.join(" ")}`);
}

async function picture(page: Page, name: string): Promise<void> {
    if (PICTURES !== undefined) {
        await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
    }
}
