import type { RouteName } from "../access";
import type { PageTokens } from "./http/pageTokens";
import type { TokenVerifier } from "./http/tokens";
import type { Artifacts, Changes, Notifications, Pipelines, Store } from "./ports";

/** What the API stands on. */
export interface Dependencies {
    readonly verify: TokenVerifier;
    readonly store: Store;
    readonly pipelines: Pipelines;
    readonly artifacts: Artifacts;
    readonly changes: Changes;
    readonly notifications: Notifications;
    readonly pageTokens: PageTokens;
    readonly log: Log;
    readonly now?: () => Date;
}

/** Told once per request, and of each fault. Never of tokens, bodies, queries or addresses. */
export interface Log {
    request(entry: {
        readonly requestId: string;
        readonly method: string;
        /** Its name in the table of access; none where there is no such route, or the token was refused before. */
        readonly route: RouteName | undefined;
        readonly status: number;
        readonly milliseconds: number;
        readonly subject: string | undefined;
    }): void;
    fault(entry: { readonly requestId: string; readonly error: unknown }): void;
}
