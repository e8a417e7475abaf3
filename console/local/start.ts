import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { createApi } from "../api/app";
import type { Dependencies } from "../api/dependencies";
import type { Store } from "../api/ports";
import { PageTokens } from "../api/http/pageTokens";
import { tokenVerifier } from "../api/http/tokens";
import { DynamoStore } from "../api/store/dynamo";
import { Publications } from "../api/store/publications";
import { API_HEADERS } from "../headers";
import { bringAttribute, bringPattern } from "../registry/bring";
import { LocalArtifacts } from "./artifacts";
import { EmbeddedStore } from "./embeddedStore";
import { CLIENT_ID, identityProvider, SCOPES } from "./identityProvider";
import { keysIn } from "./keys";
import { LoopbackServer } from "./loopback";
import { readPages } from "../site/pages";
import { LocalPipelines } from "./pipelines";
import { LocalRegistry } from "./registry";
import { makeSamples } from "./samples";
import { consoleServer } from "./server";

export interface ConsoleOptions {
    /** Folder with the built pages. */
    readonly pages: string;
    /** Port of the console; the identity provider has the next one. 0: any two. */
    readonly port: number;
    /** Folder that keeps data and keys; without it all is gone at the end. */
    readonly data?: string | undefined;
    /** How long an access token holds. Default: 15 minutes. */
    readonly accessTokenSeconds?: number;
    /** Told of what AWS would have been asked to do, and of faults. */
    readonly tell: (line: string) => void;
}

export interface RunningConsole {
    /** Where the pages are: `http://127.0.0.1:4400`. */
    readonly address: string;
    readonly issuer: string;
    stop(): Promise<void>;
}

/** Starts the whole console on this machine, and on this machine only. */
export async function startConsole(options: ConsoleOptions): Promise<RunningConsole> {
    const { port, data, tell, accessTokenSeconds = 15 * 60 } = options;
    const stops: (() => Promise<void>)[] = [];
    const stop = async () => {
        for (const one of stops.splice(0).reverse()) {
            await one();
        }
    };
    try {
        const pages = await readPages(options.pages);
        if (data !== undefined) {
            await mkdir(data, { recursive: true, mode: 0o700 }).catch(() => {
                throw new Error(`${data} is no folder that data can be kept in: use another one with --data`);
            });
        }
        const site = await LoopbackServer.listen(port);
        stops.push(() => site.stop());
        const identity = await LoopbackServer.listen(port === 0 ? 0 : port + 1);
        stops.push(() => identity.stop());
        const embedded = await EmbeddedStore.start(data && join(data, "store"));
        stops.push(embedded.stop);

        const keys = await keysIn(data);
        const documents = embedded.documents();
        const tables = await embedded.makeTables();
        const store = new DynamoStore(documents, tables);
        const pipelines = new LocalPipelines(store, new Publications(documents, tables.publishData));
        await samplesOnce(data, () => makeSamples(store, pipelines));

        const artifacts = new LocalArtifacts(site.origin, store);
        const api = createApi({
            verify: tokenVerifier({ issuer: identity.origin, clientId: CLIENT_ID }),
            store,
            pipelines,
            artifacts,
            pageTokens: new PageTokens(keys.pageTokens),
            changes: followedChanges(store, new LocalRegistry(tell, data), tell),
            ...tellingPorts(tell),
        });
        const server = consoleServer({
            api,
            artifacts,
            pages,
            config: { api: "/api", authority: identity.origin, clientId: CLIENT_ID, scopes: SCOPES },
            identityProvider: identity.origin,
        });
        const listener = getRequestListener(server.fetch, { overrideGlobalObjects: false });
        site.answer((request, response) => void listener(request, response), refusing(site));
        identity.answer(
            identityProvider({ issuer: identity.origin, console: site.origin, keys, accessTokenSeconds }),
            refusing(identity),
        );
        return { address: site.origin, issuer: identity.origin, stop };
    } catch (error) {
        await stop();
        throw error;
    }
}

/** Follows a change at once, where a queue and its consumer would do it soon. */
function followedChanges(store: Store, registry: LocalRegistry, tell: (line: string) => void): Dependencies["changes"] {
    const parts = { store, registry };
    return {
        announce: async ({ kind, id, version }) => {
            tell(`queue: ${kind} ${id} is ${version === 0 ? "gone" : `at version ${version}`}`);
            await (kind === "attribute" ? bringAttribute(id, parts) : bringPattern(id, parts));
        },
    };
}

/** Ports whose other side is not on this machine: they tell what they would have done, and nobody's address. */
function tellingPorts(tell: (line: string) => void): Pick<Dependencies, "notifications" | "log"> {
    const told = (line: string): Promise<void> => {
        tell(line);
        return Promise.resolve();
    };
    return {
        notifications: {
            follow: async (patternId) => {
                await told(`topic: one more address follows ${patternId}`);
                return "asked";
            },
            unfollow: (patternId) => told(`topic: one address less follows ${patternId}`),
        },
        log: {
            request: () => undefined,
            fault: ({ requestId, error }) => {
                const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
                tell(`fault in request ${requestId}: ${text}`);
            },
        },
    };
}

/** A start that was broken off before it said so makes the samples again, which changes nothing that is there. */
async function samplesOnce(data: string | undefined, make: () => Promise<void>): Promise<void> {
    if (data === undefined) {
        return make();
    }
    const mark = join(data, "samples-made");
    if (!existsSync(mark)) {
        await make();
        await writeFile(mark, "");
    }
}

/** Refuses requests that name another server; those that mean this one by its other name are led to it. */
function refusing(server: LoopbackServer): RequestListener {
    return ({ method, url, headers }, response) => {
        if (method === "GET" && headers.host === `localhost:${server.port}` && url?.startsWith("/")) {
            response.writeHead(307, { ...API_HEADERS, Location: `${server.origin}${url}` }).end();
            return;
        }
        response
            .writeHead(421, { ...API_HEADERS, "Content-Type": "text/plain" })
            .end(`This server is ${server.origin}, and nothing else.\n`);
    };
}
