import assert from "node:assert/strict";
import { request } from "node:http";
import { startConsole, type RunningConsole } from "../../../console/local/start";
import { stubPages } from "./support/pages";
import { SignIn } from "./support/signIn";

const CLIENTS = 64;
const ROUNDS = 5;

interface Answer {
    readonly status: number;
    readonly body: {
        readonly error?: string;
        readonly current?: { readonly version: number; readonly description: string };
        readonly metadata?: { readonly version: number; readonly description: string };
    };
}

describe("many clients of the server on this machine", () => {
    const pages = stubPages();
    let running: RunningConsole;
    let authorization: string;

    before(async () => {
        running = await startConsole({ pages: pages.folder, port: 0, tell: () => undefined });
        authorization = `Bearer ${(await new SignIn(running.issuer, running.address).tokens("admin")).access_token}`;
    });
    after(async () => {
        await running.stop();
        pages.remove();
    });

    const all = <T>(one: (client: number) => Promise<T>) =>
        Promise.all(Array.from({ length: CLIENTS }, (_, client) => one(client)));
    const call = async (method: string, path: string, body?: object): Promise<Answer> => {
        const response = await fetch(`${running.address}/api${path}`, {
            method,
            headers: { authorization, ...(body && { "content-type": "application/json" }) },
            ...(body && { body: JSON.stringify(body) }),
        });
        return { status: response.status, body: (await response.json()) as Answer["body"] };
    };
    /** A request as no browser sends it: headers to the letter, and a body whose length is not told before. */
    const byHand = (headers: Record<string, string | string[]>, body: string) =>
        new Promise<Answer>((resolve, reject) => {
            const sent = request(
                `${running.address}/api/patterns`,
                { method: "POST", headers: { "content-type": "application/json", ...headers } },
                (response) => {
                    let text = "";
                    response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
                    response.on("end", () =>
                        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as Answer["body"] }),
                    );
                },
            ).on("error", reject);
            sent.write(body.slice(0, 1));
            sent.end(body.slice(1));
        });

    it("that change one pattern at once: one wins each version, and what it wrote is there at the end", async () => {
        let seen = { version: 1, description: "" };
        for (let round = 0; round < ROUNDS; round++) {
            const { version, description } = seen;
            const answers = await all((client) =>
                call("PUT", "/patterns/EVENT-QUEUE", {
                    description: `${description}${client} `,
                    attributes: {},
                    version,
                }),
            );
            const winners = answers.flatMap(({ status }, client) => (status === 200 ? [client] : []));
            assert.equal(winners.length, 1);
            seen = { version: version + 1, description: `${description}${winners[0]} ` };
            for (const { status, body } of answers.filter(({ status }) => status !== 200)) {
                assert.equal(status, 409);
                assert.deepEqual(
                    { version: body.current?.version, description: body.current?.description },
                    seen,
                    "whoever came too late is told what is stored",
                );
            }
        }
        const { metadata } = (await call("GET", "/patterns/EVENT-QUEUE")).body;
        assert.deepEqual({ version: metadata?.version, description: metadata?.description }, seen);
    });

    it("that create the same pattern at once: one does", async () => {
        const answers = await all((client) =>
            call("POST", "/patterns", { name: "same", description: `${client}`, patternType: "CDK", attributes: {} }),
        );
        const created = answers.flatMap(({ status }, client) => (status < 300 ? [client] : []));
        assert.equal(created.length, 1);
        assert.ok(answers.every(({ status }) => status < 300 || status === 409));
        const { metadata } = (await call("GET", "/patterns/SAME")).body;
        assert.equal(metadata?.description, `${created[0]}`);
    });

    const pattern = (description: string) =>
        JSON.stringify({ name: "by-hand", description, patternType: "CDK", attributes: {} });

    it("are refused a body that is too large although its length was not told", async () => {
        const answer = await byHand({ authorization }, pattern(" ".repeat(64 * 1024)));
        assert.equal(answer.status, 413);
    });

    it("are refused when they send two tokens", async () => {
        const answer = await byHand({ authorization: [authorization, authorization] }, pattern(""));
        assert.equal(answer.status, 401);
        assert.equal((await call("GET", "/patterns/BY-HAND")).status, 404);
    });
});
