import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Nothing here listens for other machines. */
const HOST = "127.0.0.1";

/** A server that only this machine reaches. */
export class LoopbackServer {
    /**
     * @param port 0 for any that is free.
     * @throws an error that says what to do when the port is not to be had.
     */
    static async listen(port: number): Promise<LoopbackServer> {
        const server = createServer();
        server.listen(port, HOST);
        try {
            await once(server, "listening");
        } catch (error) {
            throw told(error, port);
        }
        return new LoopbackServer(server);
    }

    readonly port: number;

    private constructor(private readonly server: Server) {
        this.port = (server.address() as AddressInfo).port;
    }

    get origin(): string {
        return `http://${this.host}`;
    }

    get host(): string {
        return `${HOST}:${this.port}`;
    }

    /**
     * Answers requests from now on. Only those that name the server as it is: a foreign website whose name is made to
     * lead here (DNS rebinding) would read the answers as its own otherwise.
     */
    answer(listener: RequestListener, refuse: RequestListener): void {
        this.server.on("request", (request, response) => {
            (request.headers.host === this.host ? listener : refuse)(request, response);
        });
    }

    async stop(): Promise<void> {
        const closed = once(this.server, "close");
        this.server.close();
        this.server.closeAllConnections();
        await closed;
    }
}

function told(error: unknown, port: number): unknown {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "EADDRINUSE") {
        return new Error(`port ${port} is in use: end what uses it, or choose another one with --port`);
    }
    if (code === "EACCES") {
        return new Error(`port ${port} may not be used without further rights: choose one above 1023 with --port`);
    }
    return error;
}
