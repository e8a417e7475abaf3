import type { Dependencies } from "../../../../console/api/dependencies";
import { createApi } from "../../../../console/api/app";
import { PageTokens } from "../../../../console/api/http/pageTokens";
import { tokenVerifier } from "../../../../console/api/http/tokens";
import { ROUTES, type RouteName } from "../../../../console/access";
import { CLIENT, type UserPool } from "./identity";

type Logged = Parameters<Dependencies["log"]["request"]>[0];

/** An API that signs in by a pool of the tests, and tells what it asked of others. */
export function testApi(pool: UserPool, store: Dependencies["store"], others: Partial<Dependencies> = {}) {
    const asked: string[] = [];
    const requests: Logged[] = [];
    const faults: unknown[] = [];
    const note = (text: string): Promise<void> => {
        asked.push(text);
        return Promise.resolve();
    };
    const api = createApi({
        verify: tokenVerifier({ issuer: pool.issuer, clientId: CLIENT }),
        store,
        pipelines: {
            hasBuilder: true,
            create: (id) => note(`create the pipeline of ${id}`),
            restart: async (id) => {
                await note(`restart the pipeline of ${id}`);
                return "started";
            },
        },
        artifacts: {
            link: (id, file, seconds) =>
                Promise.resolve(`https://artifacts.example/${id}/${encodeURIComponent(file)}?${seconds}`),
        },
        changes: { announce: ({ kind, id, version }) => note(`${kind} ${id} is at version ${version}`) },
        notifications: {
            follow: async (id, email) => {
                await note(`${email} follows ${id}`);
                return "asked";
            },
            unfollow: (id, email) => note(`${email} follows ${id} no more`),
        },
        pageTokens: new PageTokens("a secret of the tests that is long enough"),
        log: {
            request: (entry) => requests.push(entry),
            fault: ({ error }) => faults.push(error),
        },
        ...others,
    });
    return { api, asked, requests, faults };
}

/** A well-formed request of each route. */
export const SAMPLES: { readonly [Name in RouteName]: { readonly path: string; readonly body?: unknown } } = {
    listPatterns: { path: "/patterns" },
    createPattern: { path: "/patterns", body: { name: "web", description: "", patternType: "CDK", attributes: {} } },
    getPattern: { path: "/patterns/WEB" },
    updatePattern: { path: "/patterns/WEB", body: { description: "", attributes: {}, version: 1 } },
    restartPipeline: { path: "/patterns/pipeline/WEB" },
    listAttributes: { path: "/attributes" },
    createAttribute: { path: "/attributes", body: { key: "tier", value: "web" } },
    getAttribute: { path: "/attributes/TIER:WEB" },
    updateAttribute: { path: "/attributes/TIER:WEB", body: { description: "", metadata: "{}", version: 1 } },
    deleteAttribute: { path: "/attributes/TIER:WEB" },
    getSubscription: { path: "/subscriptions?patternId=WEB" },
    subscribe: { path: "/subscriptions", body: { patternId: "WEB" } },
    unsubscribe: { path: "/subscriptions?patternId=WEB" },
    getArtifact: { path: "/artifacts/template.json?patternId=WEB" },
};

/** A request of a route; with a body where it has one. */
export function request(name: RouteName, headers: Record<string, string> = {}): Request {
    const { path, body } = SAMPLES[name];
    return new Request(`http://console.example${path}`, {
        method: ROUTES[name].method,
        headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
    });
}
