import type { Group } from "./groups";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** One method of the API, and who may call it. */
export interface Route {
    readonly method: Method;
    /** Below the API's root, with OpenAPI's placeholders: `/patterns/{id}`. */
    readonly path: `/${string}`;
    /** The groups that may call it: a caller needs to be in one. `signed-in`: no group is needed. Never without a token. */
    readonly allowed: "signed-in" | readonly [Group, ...Group[]];
}

const ADMINS = ["SYSTEM_ADMIN"] as const;
const PUBLISHERS = ["SYSTEM_ADMIN", "PATTERN_PUBLISHER"] as const;

/**
 * Every method that the API has, and who may call it. The API registers its handlers by these names, the web offers what
 * they allow, the OpenAPI document and the tests are made from them: what is not here does not exist.
 */
export const ROUTES = {
    listPatterns: { method: "GET", path: "/patterns", allowed: "signed-in" },
    createPattern: { method: "POST", path: "/patterns", allowed: PUBLISHERS },
    getPattern: { method: "GET", path: "/patterns/{id}", allowed: "signed-in" },
    updatePattern: { method: "PUT", path: "/patterns/{id}", allowed: PUBLISHERS },
    restartPipeline: { method: "PUT", path: "/patterns/pipeline/{id}", allowed: PUBLISHERS },
    listAttributes: { method: "GET", path: "/attributes", allowed: "signed-in" },
    createAttribute: { method: "POST", path: "/attributes", allowed: ADMINS },
    getAttribute: { method: "GET", path: "/attributes/{id}", allowed: "signed-in" },
    updateAttribute: { method: "PUT", path: "/attributes/{id}", allowed: ADMINS },
    deleteAttribute: { method: "DELETE", path: "/attributes/{id}", allowed: ADMINS },
    getSubscription: { method: "GET", path: "/subscriptions", allowed: "signed-in" },
    subscribe: { method: "POST", path: "/subscriptions", allowed: "signed-in" },
    unsubscribe: { method: "DELETE", path: "/subscriptions", allowed: "signed-in" },
    getArtifact: { method: "GET", path: "/artifacts/{file}", allowed: "signed-in" },
} as const satisfies Readonly<Record<string, Route>>;

export type RouteName = keyof typeof ROUTES;

/** Whether a signed-in caller in these groups may call the route. What is no name of a route may nobody. */
export function mayCall(name: RouteName, groups: readonly Group[]): boolean {
    const route: Route | undefined = Object.hasOwn(ROUTES, name) ? ROUTES[name] : undefined;
    if (route === undefined) {
        return false;
    }
    return route.allowed === "signed-in" || route.allowed.some((group) => groups.includes(group));
}
