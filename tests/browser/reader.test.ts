import { strict as assert } from "node:assert";
import { driven, signIn } from "./support/console";

describe("A reader in the browser", function () {
    this.timeout(60_000);
    const site = driven();

    it("sees patterns and one of them, and is offered nothing that changes them", async () => {
        const { page, faults } = await site.open();
        await signIn(page, "reader", site.address);
        await page.getByRole("link", { name: "event-queue" }).click();
        await page.getByRole("heading", { level: 1, name: "event-queue" }).waitFor();
        assert.equal(await page.getByRole("link", { name: "Edit" }).count(), 0);
        assert.equal(await page.getByRole("button", { name: "Restart failed build" }).count(), 0);
        await page.goBack();
        await page.getByRole("link", { name: "event-queue" }).waitFor();
        assert.equal(new URL(page.url()).pathname, "/");
        assert.equal(await page.getByRole("link", { name: "Create pattern" }).count(), 0);
        assert.deepEqual(faults, []);
    });

    it("is refused by the API when the request is made by hand with the reader's own token", async () => {
        const { page } = await site.open();
        const asked = page.waitForRequest((request) => new URL(request.url()).pathname === "/api/patterns");
        await signIn(page, "reader", site.address);
        const { authorization } = await (await asked).allHeaders();
        const body = { name: "by-hand", description: "", patternType: "CDK", attributes: {} };
        const status = await page.evaluate(
            async ([authorization, body]) => {
                const headers = { Authorization: authorization, "Content-Type": "application/json" };
                return (await fetch("/api/patterns", { method: "POST", headers, body })).status;
            },
            [authorization ?? "", JSON.stringify(body)] as const,
        );
        assert.equal(status, 403);
    });

    it("comes to the page that was asked for, by way of signing in", async () => {
        const { page, faults } = await site.open();
        await signIn(page, "reader", `${site.address}/patterns/EVENT-QUEUE`);
        await page.getByRole("heading", { level: 1, name: "event-queue" }).waitFor();
        assert.equal(new URL(page.url()).pathname, "/patterns/EVENT-QUEUE");
        assert.deepEqual(faults, []);
    });
});
