import { strict as assert } from "node:assert";
import type { Page } from "playwright-core";
import { driven, signIn } from "./support/console";

describe("A publisher in the browser", function () {
    this.timeout(60_000);
    const site = driven();
    const typed = "half a thought";
    const description = (page: Page) => page.getByRole("textbox", { name: "Description" });

    it("creates a pattern, step by step, and finds it", async () => {
        const { page, faults } = await site.open();
        await signIn(page, "publisher", `${site.address}/create-pattern`);
        await page.getByRole("button", { name: "Next" }).click();
        assert.equal(await page.getByRole("textbox", { name: "Name" }).getAttribute("aria-invalid"), "true");
        await page.getByRole("textbox", { name: "Name" }).fill("from-a-browser");
        await description(page).fill("<img src=x onerror=alert(1)>");
        await page.getByRole("button", { name: "Next" }).click();
        await page.getByRole("button", { name: "Next" }).click();
        await page.getByRole("button", { name: "Create pattern" }).click();
        await page.getByRole("heading", { level: 1, name: "from-a-browser" }).waitFor();
        await page.getByText("<img src=x onerror=alert(1)>").waitFor();
        assert.equal(new URL(page.url()).pathname, "/patterns/FROM-A-BROWSER");
        await page.goto(`${site.address}/`);
        await page.getByRole("link", { name: "from-a-browser" }).waitFor();
        assert.deepEqual(faults, []);
    });

    it("gets back what was typed after signing in again, which nobody else does in the same tab", async () => {
        const { page } = await site.open();
        const form = `${site.address}/create-pattern`;
        await signIn(page, "publisher", form);
        await description(page).fill(typed);
        await page.context().clearCookies();
        await signIn(page, "publisher", form);
        assert.equal(await description(page).inputValue(), typed);
        await page.context().clearCookies();
        await signIn(page, "admin", form);
        assert.equal(await description(page).inputValue(), "");
    });

    it("is asked to sign in again each time that a call is refused for it, and keeps the text meanwhile", async () => {
        const { page } = await site.open();
        await signIn(page, "publisher", `${site.address}/create-pattern`);
        await page.getByRole("textbox", { name: "Name" }).fill("late");
        await description(page).fill(typed);
        await page.getByRole("button", { name: "Next" }).click();
        await page.getByRole("button", { name: "Next" }).click();
        await page.route("**/api/**", (route) => route.fulfill({ status: 401, json: { error: "", retryable: false } }));
        const dialog = page.getByRole("dialog", { name: "Your session is over" });
        for (let time = 0; time < 2; time++) {
            await page.getByRole("button", { name: "Create pattern" }).click();
            await dialog.waitFor();
            await dialog.getByRole("button", { name: "Dismiss" }).click();
            await dialog.waitFor({ state: "hidden" });
        }
        await page.getByText(typed).waitFor();
    });
});
