import { strict as assert } from "node:assert";
import type { Page } from "playwright-core";
import { driven, signIn } from "./support/console";

describe("A session in the browser", function () {
    this.timeout(60_000);
    const site = driven();
    const tokenOf = async (page: Page, act: () => Promise<unknown>) => {
        const asked = page.waitForRequest((request) => new URL(request.url()).pathname.startsWith("/api/"));
        await act();
        return (await (await asked).allHeaders())["authorization"];
    };

    it("is renewed before its token ends, without leaving the page", async () => {
        const { page, faults } = await site.open();
        await page.clock.install();
        const first = await tokenOf(page, () => signIn(page, "publisher", site.address));
        await page.getByRole("link", { name: "event-queue" }).waitFor();
        let loads = 0;
        page.on("load", () => loads++);
        const renewed = page.waitForResponse(
            (response) => response.url().startsWith(`${site.issuer}/token`) && response.request().method() === "POST",
        );
        await page.clock.fastForward("14:30");
        assert.equal((await renewed).status(), 200);
        const second = await tokenOf(page, () => page.getByRole("link", { name: "event-queue" }).click());
        assert.notEqual(second, first);
        assert.equal(loads, 0);
        assert.deepEqual(faults, []);
    });

    it("that ends while somebody types loses no text", async () => {
        const { page } = await site.open();
        await page.clock.install();
        await signIn(page, "publisher", `${site.address}/patterns/EVENT-QUEUE/edit`);
        await page.getByRole("textbox", { name: "Description" }).fill("half a thought");
        await page.route(`${site.issuer}/token`, (route) => route.abort());
        await page.clock.fastForward("15:30");
        const dialog = page.getByRole("dialog", { name: "Your session is over" });
        await dialog.waitFor();
        await page.unroute(`${site.issuer}/token`);
        await dialog.getByRole("button", { name: "Sign in" }).click();
        await page.getByRole("heading", { level: 1, name: "Update pattern event-queue" }).waitFor();
        assert.equal(await page.getByRole("textbox", { name: "Description" }).inputValue(), "half a thought");
        await page.getByRole("button", { name: "Save", exact: true }).click();
        await page.getByText("half a thought").waitFor();
        await page.getByRole("link", { name: "Edit" }).waitFor();
    });

    it("ends in all tabs and at the provider by signing out, and its tokens are renewed no more", async () => {
        const { page } = await site.open();
        const given = page.waitForResponse((response) => response.url().startsWith(`${site.issuer}/token`));
        await signIn(page, "reader", `${site.address}/patterns/EVENT-QUEUE`);
        const { refresh_token } = (await (await given).json()) as { refresh_token: string };
        const other = await page.context().newPage();
        await other.goto(`${site.address}/attributes`);
        await other.getByRole("link", { name: "TIER:DATA" }).waitFor();

        await page.getByRole("button", { name: "reader" }).click();
        await page.getByRole("menuitem", { name: "Sign out" }).click();
        await confirmAtProvider(page);
        for (const tab of [page, other]) {
            await tab.getByText("You are signed out.").waitFor();
        }
        const renewal = await page.request.post(`${site.issuer}/token`, {
            form: { grant_type: "refresh_token", refresh_token, client_id: "palisade-console" },
        });
        assert.deepEqual(
            [renewal.status(), ((await renewal.json()) as { error: string }).error],
            [400, "invalid_grant"],
        );
        await other.goBack();
        await other.getByLabel("Password").or(other.getByText("You are signed out.")).first().waitFor();
        assert.equal(await other.getByText("TIER:DATA").count(), 0);
        await page.getByRole("button", { name: "Sign in" }).click();
        await page.getByLabel("Password").waitFor();
    });

    it("of a federated user has what the provider's group stands for, and no more", async () => {
        const { page } = await site.open();
        await signIn(page, "federated", site.address);
        await page.getByRole("link", { name: "Create pattern" }).waitFor();
        await page.goto(`${site.address}/create-attribute`);
        await page.getByText("You may not do this.").waitFor();
        await page.goto(`${site.address}/attributes/TIER:DATA`);
        await page.getByText("Stores and queues").waitFor();
        assert.equal(await page.getByRole("button", { name: "Delete" }).count(), 0);
        assert.equal(await page.getByRole("link", { name: "Edit" }).count(), 0);
    });

    it("goes on when the connection comes back", async () => {
        const { page } = await site.open();
        await signIn(page, "reader", `${site.address}/attributes`);
        await page.getByRole("link", { name: "TIER:DATA" }).waitFor();
        await page.context().setOffline(true);
        await page.getByRole("searchbox").fill("tier");
        await page.getByRole("button", { name: "Search" }).click();
        await page.getByText("The console cannot be reached.").waitFor();
        await page.getByRole("link", { name: "Patterns" }).click();
        await page.getByText("This page could not be loaded.").waitFor();
        await page.context().setOffline(false);
        await page.getByRole("button", { name: "Reload" }).click();
        await page.getByRole("link", { name: "event-queue" }).waitFor();
        await page.goBack();
        await page.getByRole("link", { name: "TIER:WEB" }).waitFor();
        assert.equal(await page.getByRole("link", { name: "USE:EXPERIMENT" }).count(), 0);
    });

    it("can be led by the keyboard alone, from signing in to a pattern that is created", async () => {
        const { page } = await site.open();
        await page.goto(site.address);
        await page.getByLabel("User name").waitFor();
        await page.keyboard.type("publisher");
        await page.keyboard.press("Tab");
        await page.keyboard.type("publisher-local");
        await page.keyboard.press("Enter");
        await page.getByRole("link", { name: "Create pattern" }).waitFor();
        await tabTo(page, "Create pattern");
        await page.keyboard.press("Enter");
        await page.getByRole("textbox", { name: "Name" }).waitFor();
        await tabTo(page, "Name");
        await page.keyboard.type("by-keyboard");
        await tabTo(page, "Next");
        await page.keyboard.press("Enter");
        await page.getByText("Only attributes that exist").waitFor();
        await tabTo(page, "Next");
        await page.keyboard.press("Enter");
        await page.getByText("by-keyboard").waitFor();
        await tabTo(page, "Create pattern");
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { level: 1, name: "by-keyboard" }).waitFor();
    });
});

/** The provider asks once more, for the request to end its session could come from anywhere. */
async function confirmAtProvider(page: Page): Promise<void> {
    await page.getByRole("button", { name: "Sign out" }).click();
}

/** Presses the tab key until what has this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
    const wanted = page
        .getByRole("textbox", { name })
        .or(page.getByRole("link", { name }))
        .or(page.getByRole("button", { name }));
    for (let presses = 0; presses < 30; presses++) {
        await page.keyboard.press("Tab");
        for (const one of await wanted.all()) {
            if (await one.evaluate((element) => element === document.activeElement)) {
                return;
            }
        }
    }
    throw new Error(`30 times the tab key does not come to ${name}`);
}
