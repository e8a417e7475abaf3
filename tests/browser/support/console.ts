import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { buildPages } from "../../../console/bundling/pages";
import { startConsole, type RunningConsole } from "../../../console/local/start";
import { launch, WEB } from "./chromium";
import { findChromium } from "./findChromium";

export interface Driven {
    readonly address: string;
    readonly issuer: string;
    /** A page of a browser that knows nobody yet. What it reports against the policy, or fails of, is in `faults`. */
    open(options?: BrowserContextOptions): Promise<{ page: Page; faults: string[] }>;
}

/** Console and Chromium for the tests around it, or a sentence and no test. */
export function driven(): Driven {
    let running: RunningConsole | undefined;
    let browser: Browser | undefined;

    before(async function () {
        this.timeout(300_000);
        const chromium = findChromium();
        if (chromium === undefined) {
            console.log(
                "Skipped, for there is no Chromium: install it (apt-get install chromium), or name it in CHROMIUM.",
            );
            this.skip();
        }
        const pages = buildPages({ folder: join(WEB, ".."), tell: console.log });
        running = await startConsole({ pages, port: 0, tell: () => undefined });
        browser = await launch(chromium);
    });

    after(async () => {
        await browser?.close();
        await running?.stop();
    });

    afterEach(async () => {
        await Promise.all(browser?.contexts().map((context) => context.close()) ?? []);
    });

    return {
        get address() {
            return running?.address ?? "";
        },
        get issuer() {
            return running?.issuer ?? "";
        },
        async open(options = {}) {
            if (browser === undefined) {
                throw new Error("no browser runs: open pages in tests only");
            }
            const page = await (await browser.newContext(options)).newPage();
            page.setDefaultTimeout(15_000);
            const faults: string[] = [];
            page.on("pageerror", (error) => faults.push(error.message));
            // Only a script in somebody's text would open one.
            page.on("dialog", (dialog) => {
                faults.push(`a dialog: ${dialog.message()}`);
                void dialog.dismiss();
            });
            page.on("console", (message) => {
                if (message.type() === "error") {
                    faults.push(message.text());
                }
            });
            await page.exposeFunction("reportViolation", (text: string) => void faults.push(text));
            await page.addInitScript(() => {
                addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
                    const { reportViolation } = globalThis as unknown as { reportViolation: (text: string) => void };
                    reportViolation(`${violatedDirective}: ${blockedURI}`);
                });
            });
            return { page, faults };
        },
    };
}

/** Signs in at the provider's page, which is what an address of the console leads to, and waits for the console's. */
export async function signIn(page: Page, name: string, address: string): Promise<void> {
    await page.goto(address);
    await page.getByLabel("User name").fill(name);
    await page.getByLabel("Password").fill(`${name}-local`);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name }).first().waitFor();
}
