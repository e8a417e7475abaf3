import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stubPages } from "./support/pages";
import { ConsoleProcess } from "./support/process";
import { SignIn, type Tokens } from "./support/signIn";

describe("npm run console", function () {
    this.timeout(120_000);
    const pages = stubPages();
    const root = mkdtempSync(join(tmpdir(), "palisade-data-"));
    const data = join(root, "kept");
    const processes: ConsoleProcess[] = [];
    const start = (...args: readonly string[]) => {
        const one = new ConsoleProcess(...args);
        processes.push(one);
        return one;
    };
    const served = (...args: readonly string[]) => start("--pages", pages.folder, "--port", "0", ...args);

    after(async () => {
        await Promise.all(processes.map((one) => one.end("SIGKILL")));
        pages.remove();
        rmSync(root, { recursive: true });
    });

    const signIn = async (running: ConsoleProcess) =>
        new SignIn(await running.issuer(), await running.address()).tokens("admin");
    const call = async (running: ConsoleProcess, tokens: Tokens, method: string, path: string, body?: object) => {
        const response = await fetch(`${await running.address()}/api${path}`, {
            method,
            headers: { authorization: `Bearer ${tokens.access_token}`, "content-type": "application/json" },
            ...(body && { body: JSON.stringify(body) }),
        });
        return { status: response.status, body: (await response.json()) as { results?: { id: string }[] } };
    };

    it("keeps data and keys in a folder, also when it is killed", async () => {
        const first = served("--data", data);
        const before = await signIn(first);
        assert.equal((await call(first, before, "POST", "/attributes", { key: "kept", value: "yes" })).status, 201);
        assert.equal((await call(first, before, "DELETE", "/attributes/USE:EXPERIMENT")).status, 200);
        const pattern = { name: "kept", description: "", patternType: "CDK", attributes: { kept: "yes" } };
        assert.equal((await call(first, before, "POST", "/patterns", pattern)).status, 201);
        assert.equal(await first.end("SIGKILL"), "SIGKILL");

        const keys = readFileSync(join(data, "keys.json"), "utf8");
        const second = served("--data", data);
        const tokens = await signIn(second);
        assert.equal(readFileSync(join(data, "keys.json"), "utf8"), keys);
        const { results = [] } = (await call(second, tokens, "GET", "/attributes")).body;
        const ids = results.map(({ id }) => id);
        assert.ok(ids.includes("KEPT:YES"));
        assert.ok(!ids.includes("USE:EXPERIMENT"), "a sample that was deleted stays so");
        assert.equal((await call(second, tokens, "GET", "/patterns/KEPT")).status, 200);
        assert.equal((await call(second, tokens, "GET", "/patterns?attribute=KEPT:YES")).body.results?.length, 1);

        const changed = { description: "New", metadata: "{}", version: 1 };
        assert.equal((await call(second, tokens, "PUT", "/attributes/KEPT:YES", changed)).status, 200);
        assert.match(second.output, /registry: changes the group of KEPT:YES/, "it was made before");

        const third = served("--data", data);
        assert.equal(await third.end(), 1);
        assert.ok(
            third.output.includes(
                `${join(data, "store")} is in use: end the console that has it, or use another folder`,
            ),
        );
        assert.equal(await second.end("SIGINT"), 0);

        assert.equal(statSync(join(data, "keys.json")).mode & 0o777, 0o600, "nobody else reads the keys");
        assert.equal(statSync(data).mode & 0o777, 0o700);
    });

    it("ends at the first Ctrl-C, without a word of fault", async () => {
        const one = served();
        await one.address();
        const printed = one.output;
        assert.equal(await one.end("SIGINT"), 0);
        assert.equal(one.output, printed);
    });

    it("prints the address, the users and what they may, and that data is gone at the end", async () => {
        const one = served();
        await one.address();
        for (const line of [
            /^ +admin +admin-local +everything$/m,
            /^ +publisher +publisher-local +create, update and view patterns; view attributes$/m,
            /^ +reader +reader-local +view$/m,
            /^ +federated +federated-local +as the publisher, by the group "platform-team" of ExampleCorp$/m,
            /^Data: in memory, gone at the end; --data <folder> keeps it$/m,
        ]) {
            assert.match(one.output, line);
        }
        assert.equal(await one.end("SIGTERM"), 0);
    });

    it("says which port is in use, and what to do", async () => {
        // Not one that the system gives: the port before it may be another test's.
        const { other, port } = await listeningBelow(32_000);
        try {
            for (const given of [port, port - 1]) {
                const one = start("--pages", pages.folder, "--port", String(given));
                assert.equal(await one.end(), 1);
                assert.ok(
                    one.output.includes(`port ${port} is in use: end what uses it, or choose another one with --port`),
                );
            }
        } finally {
            other.close();
        }
    });

    it("shows how it is used", async () => {
        const one = start("--help");
        assert.equal(await one.end(), 0);
        assert.match(one.output, /^Usage: npm run console -- \[options\]$/m);
    });

    it("says what is wrong with a folder", async () => {
        const [empty, damaged] = [join(root, "empty"), join(root, "damaged")];
        const [file, keys] = [join(root, "file"), join(damaged, "keys.json")];
        [empty, damaged].forEach((folder) => mkdirSync(folder));
        [file, keys].forEach((path) => writeFileSync(path, "{"));
        for (const [args, fault] of [
            [["--pages", empty], `${empty} has no index.html: name a folder with built pages`],
            [["--pages", pages.folder, "--data", file], `${file} is no folder that data can be kept in`],
            [["--pages", pages.folder, "--data", damaged], `${keys} cannot be read: delete it, and all are signed out`],
        ] as const) {
            const one = start(...args, "--port", "0");
            assert.equal(await one.end(), 1);
            assert.ok(one.output.includes(fault), one.output);
            assert.ok(!one.output.includes("    at "), one.output);
        }
    });
});

/** Listens at a port whose predecessor is free as well. */
async function listeningBelow(port: number): Promise<{ other: Server; port: number }> {
    const [other, before] = [createServer(), createServer()];
    try {
        await once(other.listen(port, "127.0.0.1"), "listening");
        await once(before.listen(port - 1, "127.0.0.1"), "listening");
        before.close();
        return { other, port };
    } catch {
        other.close();
        return listeningBelow(port - 2);
    }
}
