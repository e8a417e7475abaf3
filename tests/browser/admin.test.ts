import { strict as assert } from "node:assert";
import type { Page } from "playwright-core";
import { driven, signIn } from "./support/console";

const MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script>";

describe("An admin in the browser", function () {
    this.timeout(60_000);
    const site = driven();
    const field = (page: Page, name: string) => page.getByRole("textbox", { name });
    const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true }).click();
    const title = (page: Page, name: string) => page.getByRole("heading", { level: 1, name }).waitFor();

    it("creates an attribute, finds it by its key, changes it and deletes it", async () => {
        const { page, faults } = await site.open();
        await signIn(page, "admin", site.address);
        await page.getByRole("link", { name: "Attributes" }).click();
        await page.getByRole("link", { name: "Create attribute" }).click();
        await page.getByRole("button", { name: "Create", exact: true }).click();
        assert.equal(await field(page, "Key").getAttribute("aria-invalid"), "true");
        await field(page, "Key").fill("region");
        await field(page, "Value").fill("eu");
        await field(page, "Description").fill(MARKUP);
        await field(page, "Metadata").fill(JSON.stringify({ note: MARKUP }));
        await page.getByRole("button", { name: "Create", exact: true }).click();
        await title(page, "REGION:EU");
        await page.getByText(MARKUP, { exact: true }).waitFor();
        await page.getByText(JSON.stringify({ note: MARKUP })).waitFor();

        await page.getByRole("link", { name: "Attributes", exact: true }).click();
        await page.getByRole("link", { name: "TIER:DATA" }).waitFor();
        await page.getByRole("searchbox", { name: "Search by key" }).fill("region");
        await page.getByRole("button", { name: "Search" }).click();
        await page.getByRole("link", { name: "TIER:DATA" }).waitFor({ state: "hidden" });
        assert.equal(new URL(page.url()).search, "?key=region");
        await page.getByRole("link", { name: "REGION:EU" }).click();

        await page.getByRole("link", { name: "Edit" }).click();
        await field(page, "Description").fill("Where data stays");
        await save(page);
        await title(page, "REGION:EU");
        await page.getByText("Where data stays").waitFor();

        await page.getByRole("button", { name: "Delete" }).click();
        const dialog = page.getByRole("dialog", { name: "Delete REGION:EU?" });
        await dialog.getByRole("button", { name: "Delete" }).click();
        await page.getByRole("link", { name: "TIER:DATA" }).waitFor();
        await page.getByRole("link", { name: "REGION:EU" }).waitFor({ state: "hidden" });
        assert.deepEqual(faults, []);
    });

    it("is told why an attribute that a pattern has is not deleted, and sees which patterns those are", async () => {
        const { page } = await site.open();
        await signIn(page, "admin", `${site.address}/attributes/EXPOSURE:INTERNAL`);
        await page.getByRole("button", { name: "Delete" }).click();
        const dialog = page.getByRole("dialog", { name: "Delete EXPOSURE:INTERNAL?" });
        await dialog.getByRole("button", { name: "Delete" }).click();
        await dialog
            .getByText(/pattern/i)
            .nth(1)
            .waitFor();
        await dialog.getByRole("button", { name: "Cancel" }).click();
        await page.getByRole("link", { name: "Patterns with this attribute" }).click();
        await page.getByRole("link", { name: "private-api" }).waitFor();
        assert.equal(await page.getByRole("link", { name: "event-queue" }).count(), 0);
    });

    for (const [choice, kept] of [
        ["Save mine over it", "the second thought"],
        ["Take what is stored", "the first thought"],
    ] as const) {
        for (const [kind, path] of [
            ["a pattern", "/patterns/STATIC-WEBSITE"],
            ["an attribute", "/attributes/USE:EXPERIMENT"],
        ] as const) {
            it(`sees both versions of ${kind} that another tab changed meanwhile: ${choice}`, async () => {
                const { page: first } = await site.open();
                const edit = `${site.address}${path}/edit`;
                await signIn(first, "admin", edit);
                const second = await first.context().newPage();
                await second.goto(edit);
                await field(second, "Description").fill("the second thought");
                await field(first, "Description").fill("the first thought");
                await save(first);
                await first.getByText("the first thought").waitFor();

                await save(second);
                const conflict = second.getByRole("alert").filter({ hasText: "Somebody else changed this" });
                await conflict.getByText("the second thought").waitFor();
                await conflict.getByText("the first thought").waitFor();
                await conflict.getByRole("button", { name: choice }).click();
                if (choice === "Take what is stored") {
                    assert.equal(await field(second, "Description").inputValue(), kept);
                    await save(second);
                }
                await second.getByRole("link", { name: "Edit" }).waitFor();
                await second.getByText(kept).waitFor();
                assert.equal(await second.getByText(kept === "the first thought" ? "second" : "first").count(), 0);
            });
        }
    }

    it("tries again what was saved already, by a call whose answer was lost, and finds it saved", async () => {
        const { page } = await site.open();
        await signIn(page, "admin", `${site.address}/patterns/ARCHIVE-BUCKET/edit`);
        await field(page, "Description").fill("kept for years");
        let saved = 0;
        await page.route("**/api/patterns/ARCHIVE-BUCKET", async (route) => {
            if (route.request().method() !== "PUT" || ++saved > 1) {
                return route.continue();
            }
            assert.equal((await route.fetch()).status(), 200);
            return route.abort();
        });
        await save(page);
        await page.getByRole("button", { name: "Try again" }).click();
        await page.getByRole("link", { name: "Edit" }).waitFor();
        await page.getByText("kept for years").waitFor();
        assert.equal(saved, 2);
    });
});
