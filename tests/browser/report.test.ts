import { strict as assert } from "node:assert";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { Finding } from "../../offline-preview/model";
import { renderHtml } from "../../offline-preview/report/html/page";
import { finding, pack, policy, preview, undetermined } from "../offline-preview/report/build";
import { bucket, bucketFinding, component, topic } from "../offline-preview/report/shown";
import { launch, requireFromWeb } from "./support/chromium";
import { findChromium } from "./support/findChromium";

const HOSTILE = `</script><script>document.title = "run"</script><img src="https://example.com/x.png" onerror="document.title = 'run'">`;
const FINDINGS = [
    bucketFinding("private", { severity: "high", message: "It is public." }),
    finding("advised", topic, { level: "advisory", severity: "low", message: HOSTILE }),
    undetermined("open", topic),
    finding("budget", undefined, { level: "advisory", waiver: "W-1 until 2027-03-01" }),
];
const POLICIES = [
    policy("private", { tags: ["fsbp:S3.8", "cis-5.0:2.1.4"] }),
    policy("advised", { tags: ["fsbp:SNS.1"] }),
];

describe("The HTML report", function () {
    this.timeout(120_000);
    const folder = mkdtempSync(join(tmpdir(), "report-"));
    let browser: Browser | undefined;

    before(async function () {
        const chromium = findChromium();
        if (chromium === undefined) {
            console.log("Skipped, for there is no Chromium: install it, or name it in CHROMIUM.");
            this.skip();
        }
        browser = await launch(chromium);
    });

    after(async () => {
        await browser?.close();
        rmSync(folder, { recursive: true });
    });

    /** The page, opened, with what went wrong and what it asked the network for. */
    async function open(
        findings: readonly Finding[] = FINDINGS,
        options: BrowserContextOptions = {},
    ): Promise<{ page: Page; faults: string[] }> {
        const file = join(folder, "report.html");
        const packs = [pack(0, { policies: POLICIES })];
        writeFileSync(file, renderHtml(preview([component, bucket, topic], { packs, findings: [...findings] }), {}));
        assert.ok(browser);
        const page = await (await browser.newContext(options)).newPage();
        const faults: string[] = [];
        page.on("pageerror", (error) => faults.push(error.message));
        page.on("console", (message) => faults.push(message.text()));
        page.on("request", (request) => {
            if (!request.url().startsWith("file:")) {
                faults.push(request.url());
            }
        });
        await page.goto(`file://${file}`);
        return { page, faults };
    }

    /** The groups that are shown, each with the policies in it. */
    function groups(page: Page): Promise<string[]> {
        return page.evaluate(() =>
            [...document.querySelectorAll<HTMLElement>("#findings > details:not([hidden])")].map((group) => {
                const policies = [...group.querySelectorAll("h3 a")].map((link) => link.textContent);
                return `${group.querySelector("summary")?.textContent ?? ""}: ${policies.join()}`;
            }),
        );
    }

    for (const [width, colorScheme] of [
        [1280, "light"],
        [1280, "dark"],
        [320, "dark"],
    ] as const) {
        it(`can be used by everybody, ${width} pixels wide, ${colorScheme}, and asks nobody for anything`, async () => {
            const { page, faults } = await open(FINDINGS, { viewport: { width, height: 900 }, colorScheme });
            await page.locator("main > details").first().locator("summary").click();
            await page.evaluate(readFileSync(requireFromWeb.resolve("axe-core/axe.min.js"), "utf8"));
            const { violations } = await page.evaluate(() =>
                (globalThis as unknown as { axe: typeof import("axe-core") }).axe.run(),
            );
            assert.deepEqual(
                violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`),
                [],
            );
            const excess = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            assert.ok(excess <= 0, `${excess} pixels wider than the screen`);
            assert.deepEqual(faults, []);
            assert.equal(await page.title(), "shop (dev): offline preview");
        });
    }

    it("filters by what a finding weighs, its severity, its service and words in it", async () => {
        const { page } = await open();
        const shown = async (): Promise<string[]> => {
            const all = await groups(page);
            assert.equal(await page.textContent("#shown"), `${all.length} of 4 shown`);
            return all.map((group) => group.replace(/.*: /, ""));
        };
        assert.deepEqual(await shown(), ["private", "advised", "open", "budget"]);
        await page.getByLabel("mandatory (1)").uncheck();
        await page.getByLabel("undetermined (1)").uncheck();
        assert.deepEqual(await shown(), ["advised", "budget"]);
        await page.getByLabel("Severity").selectOption("low");
        assert.deepEqual(await shown(), ["advised"]);
        await page.getByRole("button", { name: "Reset" }).click();
        await page.waitForFunction(() => document.getElementById("shown")?.textContent === "4 of 4 shown");
        await page.getByLabel("Service").selectOption("aws:sns");
        assert.deepEqual(await shown(), ["advised", "open"]);
        await page.getByLabel("Search").fill("topic UNKNOWN");
        assert.deepEqual(await shown(), []);
        await page.getByLabel("Search").fill("alarms needs");
        assert.deepEqual(await shown(), ["open"]);
    });

    it("filters by what is new, where a base was previewed", async () => {
        const findings = [finding("private", topic, { isNew: true }), finding("advised", topic, { isNew: false })];
        const { page } = await open(findings);
        await page.getByLabel("Age").selectOption("new");
        assert.deepEqual(
            (await groups(page)).map((group) => group.replace(/.*: /, "")),
            ["private"],
        );
    });

    it("groups by component, resource and control, where a finding stands several times", async () => {
        const { page } = await open();
        await page.getByLabel("Group by").selectOption("component");
        assert.deepEqual(await groups(page), [
            "house:index:Vault vault 1: private",
            "In no component 3: advised,open,budget",
        ]);
        await page.getByLabel("Group by").selectOption("resource");
        assert.equal((await groups(page)).length, 3);
        await page.getByLabel("Group by").selectOption("control");
        await page.getByRole("button", { name: "Open all" }).click();
        assert.deepEqual(await groups(page), [
            "cis-5.0 2.1.4 1: private",
            "fsbp S3.8 1: private",
            "fsbp SNS.1 1: advised",
            "No control 2: open,budget",
        ]);
    });

    it("is used by keys alone", async () => {
        const { page } = await open();
        await page.keyboard.press("Tab");
        assert.equal(await page.evaluate(() => document.activeElement?.textContent), "To the findings");
        await page.keyboard.press("Tab");
        await page.keyboard.type("budget");
        assert.equal((await groups(page)).length, 1);
        const tag = (): Promise<string | undefined> => page.evaluate(() => document.activeElement?.tagName);
        for (let steps = 0; steps < 20 && (await tag()) !== "SUMMARY"; steps++) {
            await page.keyboard.press("Tab");
        }
        await page.keyboard.press("Enter");
        assert.deepEqual(await groups(page), ["budget 1: budget"]);
        assert.equal(
            await page.evaluate(() => document.querySelector("#findings details:not([hidden])")?.hasAttribute("open")),
            false,
        );
    });

    it("prints all that the filters let through, and no filters", async () => {
        const { page } = await open();
        await page.getByRole("button", { name: "Close all" }).click();
        await page.emulateMedia({ media: "print" });
        await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
        assert.equal(await page.locator("article:visible").count(), 4);
        assert.equal(await page.locator("form:visible").count(), 0);
    });

    it("holds 2,000 findings, and makes of them only what somebody looks at", async () => {
        const many = Array.from({ length: 2000 }, (_, index) =>
            finding(`policy-${index % 40}`, topic, { message: `n${index}` }),
        );
        const { page, faults } = await open(many);
        assert.equal(await page.textContent("#shown"), "2000 of 2000 shown");
        assert.equal(await page.locator("article").count(), 0);
        await page.locator("#findings summary").first().click();
        await page.locator("article").first().waitFor();
        assert.equal(await page.locator("article").count(), 50);
        await page.getByLabel("Search").fill("n1999");
        assert.equal(await page.textContent("#shown"), "1 of 2000 shown");
        assert.deepEqual(faults, []);
    });
});
