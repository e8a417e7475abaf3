import { ROUTES, type RouteName } from "../../../access";
import {
    ArtifactLink,
    Attribute,
    AttributePage,
    CreatedPattern,
    DeletedAttribute,
    PatternAnswer,
    PatternDetails,
    PatternPage,
    Subscription,
} from "../../../api/schemas";
import type { Session } from "../signIn/session";
import { texts } from "../texts";
import { Problem, problemOf } from "./problem";

interface Schema<T> {
    parse(value: unknown): T;
}

interface Sent {
    /** For the place in the route's path. */
    readonly part?: string;
    readonly query?: Readonly<Record<string, string | undefined>>;
    readonly body?: unknown;
    readonly signal?: AbortSignal;
}

/** The routes of the API, by name. What they answer is checked by their schemas. @throws a {@link Problem}. */
export class ApiClient {
    constructor(
        private readonly base: string,
        private readonly session: Session,
    ) {}

    readonly listPatterns = (query: { nextToken?: string; attribute?: string; limit: string }, signal?: AbortSignal) =>
        this.call("listPatterns", { query, signal }, PatternPage);
    readonly getPattern = (id: string, signal?: AbortSignal) =>
        this.call("getPattern", { part: id, signal }, PatternDetails);
    readonly createPattern = (body: unknown) => this.call("createPattern", { body }, CreatedPattern);
    readonly updatePattern = (id: string, body: unknown) =>
        this.call("updatePattern", { part: id, body }, PatternAnswer);
    readonly restartPipeline = (id: string) => this.call("restartPipeline", { part: id }, { parse: () => undefined });

    readonly listAttributes = (query: { nextToken?: string; key?: string; maxRow: string }, signal?: AbortSignal) =>
        this.call("listAttributes", { query, signal }, AttributePage);
    readonly getAttribute = (id: string, signal?: AbortSignal) =>
        this.call("getAttribute", { part: id, signal }, Attribute);
    readonly createAttribute = (body: unknown) => this.call("createAttribute", { body }, Attribute);
    readonly updateAttribute = (id: string, body: unknown) =>
        this.call("updateAttribute", { part: id, body }, Attribute);
    readonly deleteAttribute = (id: string) => this.call("deleteAttribute", { part: id }, DeletedAttribute);

    readonly getSubscription = (patternId: string, signal?: AbortSignal) =>
        this.call("getSubscription", { query: { patternId }, signal }, Subscription);
    readonly subscribe = (patternId: string) => this.call("subscribe", { body: { patternId } }, Subscription);
    readonly unsubscribe = (patternId: string) => this.call("unsubscribe", { query: { patternId } }, Subscription);
    readonly getArtifact = (patternId: string, file: string) =>
        this.call("getArtifact", { part: file, query: { patternId } }, ArtifactLink);

    private async call<T>(name: RouteName, sent: Sent, schema: Schema<T>): Promise<T> {
        let response = await this.send(name, sent);
        // A token may end between two renewals, as when the machine slept.
        if (response.status === 401 && (await this.session.renew())) {
            response = await this.send(name, sent);
        }
        if (response.status === 401) {
            this.session.end();
        }
        const body: unknown = await response.json().catch(() => undefined);
        if (!response.ok) {
            throw problemOf(response.status, body);
        }
        try {
            return schema.parse(body);
        } catch {
            throw new Problem("fault", texts.problems.strange);
        }
    }

    private async send(name: RouteName, { part, query = {}, body, signal }: Sent): Promise<Response> {
        const { method, path } = ROUTES[name];
        const url = new URL(
            `${this.base}${path}`.replace(/\{\w+\}/, () => encodeURIComponent(part ?? "")),
            location.origin,
        );
        for (const [key, value] of Object.entries(query)) {
            if (value !== undefined) {
                url.searchParams.set(key, value);
            }
        }
        try {
            return await fetch(url, {
                method,
                signal: signal ?? null,
                headers: {
                    Authorization: `Bearer ${this.session.token}`,
                    ...(body !== undefined && { "Content-Type": "application/json" }),
                },
                ...(body !== undefined && { body: JSON.stringify(body) }),
            });
        } catch (error) {
            if (signal?.aborted) {
                throw error;
            }
            throw new Problem("offline", texts.problems.offline);
        }
    }
}
