import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { Clients, type Asked } from "../../../bench/console/load";

describe("bench: clients of the console", () => {
    const AMOUNT = 4;
    let server: Server;
    let clients: Clients;
    let asked: string[];
    let connections: number;
    let open: number;
    let most: number;

    before(async () => {
        server = createServer((request, response) => {
            most = Math.max(most, ++open);
            void text(request).then((body) => {
                asked.push(`${request.method} ${request.url} ${request.headers.authorization} ${body}`);
                setTimeout(() => {
                    open--;
                    response.writeHead(request.url === "/missing" ? 404 : 200).end("answer");
                }, 5);
            });
        });
        server.on("connection", () => connections++);
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
    });
    after(() => {
        server.closeAllConnections();
        server.close();
    });
    beforeEach(() => {
        clients = new Clients(AMOUNT);
        [asked, connections, open, most] = [[], 0, 0, 0];
    });
    afterEach(() => clients.stop());

    const one = (path: string, body?: object): Asked => ({
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
        token: "token",
        status: 200,
        ...(body && { body }),
    });

    it("send each request once, as many at a time as there are clients, on connections that are kept", async () => {
        const all = Array.from({ length: 20 }, (_, number) => one(`/${number}`));
        const times = await clients.send(all);
        strictEqual(times.length, 20);
        ok(times.every((time) => time > 0));
        deepStrictEqual(asked.map((line) => Number(/^GET \/(\d+) Bearer token $/.exec(line)?.[1])).sort(byValue), [
            ...all.keys(),
        ]);
        strictEqual(most, AMOUNT);
        strictEqual(connections, AMOUNT);
    });

    it("send a body as JSON, and give the answer", async () => {
        strictEqual((await clients.ask(one("/new", { name: "a" }))).text, "answer");
        deepStrictEqual(asked, ['POST /new Bearer token {"name":"a"}']);
    });

    it("end with the first answer of another status: a refusal would look like a fast answer", async () => {
        await rejects(clients.send([one("/a"), one("/missing")]), { message: "/missing answered 404: answer" });
    });
});

function byValue(a: number, b: number): number {
    return a - b;
}
