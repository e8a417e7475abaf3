import { InMemoryWebStorage, UserManager, WebStorageStateStore, type User } from "oidc-client-ts";
import { groupsOf, mayCall, type RouteName } from "../../../access";
import { type RuntimeConfig, SIGNED_IN } from "../../../runtimeConfig";
import { dropAllDrafts, keepDraftsOf } from "./drafts";
import { returnPath } from "./returnPath";

const SIGNED_OUT = "signed-out";

/** Who is signed in. Tokens are in this object's memory only: a page that is loaded anew asks the provider again. */
export class Session {
    private readonly users: UserManager;
    private readonly otherTabs = new BroadcastChannel("palisade-session");
    private readonly listeners = new Set<() => void>();
    private user: User | null = null;
    private over = false;
    private asked = false;
    private renewal: Promise<boolean> | undefined;

    constructor(private readonly config: RuntimeConfig) {
        this.users = new UserManager({
            authority: config.authority,
            client_id: config.clientId,
            redirect_uri: `${location.origin}${SIGNED_IN}`,
            post_logout_redirect_uri: `${location.origin}/`,
            scope: config.scopes.join(" "),
            // The way back leads to the page before, not to this one on its way to the provider.
            redirectMethod: "replace",
            userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
            // For the way to the provider and back: the proof key, and the page to return to.
            stateStore: new WebStorageStateStore({ store: sessionStorage }),
            // Access tokens are self-contained: the API takes them until they end.
            revokeTokenTypes: ["refresh_token"],
            // By `renew`, one at a time.
            automaticSilentRenew: false,
        });
        this.users.events.addUserLoaded((user) => this.change(user, false));
        this.users.events.addAccessTokenExpiring(() => void this.renew());
        this.users.events.addAccessTokenExpired(() => this.change(this.user, true));
        this.otherTabs.addEventListener("message", () => void this.leave());
    }

    /** @returns whether somebody is signed in now; if not, the browser is on its way to the provider, or has signed out. */
    async start(): Promise<"signed-in" | "signed-out" | "leaving"> {
        if (location.pathname === SIGNED_IN) {
            const user = await this.users.signinRedirectCallback();
            keepDraftsOf(user.profile.sub);
            history.replaceState(null, "", returnPath(user.state, location.origin));
            this.change(user, false);
            return "signed-in";
        }
        if (sessionStorage.getItem(SIGNED_OUT) !== null) {
            sessionStorage.removeItem(SIGNED_OUT);
            history.replaceState(null, "", "/");
            return "signed-out";
        }
        await this.signIn();
        return "leaving";
    }

    /** Leaves the page, and comes back to where it is now. */
    signIn(): Promise<void> {
        return this.users.signinRedirect({ state: `${location.pathname}${location.search}${location.hash}` });
    }

    /** At the provider too, and in all tabs. */
    async signOut(): Promise<void> {
        dropAllDrafts();
        sessionStorage.setItem(SIGNED_OUT, "");
        this.otherTabs.postMessage(SIGNED_OUT);
        // Signing out goes on when this fails: the provider's own session, and so what it gave, ends below.
        await this.users.revokeTokens().catch(() => undefined);
        const { signOutUrl, clientId } = this.config;
        if (signOutUrl === undefined) {
            await this.users.signoutRedirect();
            return;
        }
        await this.users.removeUser();
        const url = new URL(signOutUrl);
        url.searchParams.set("client_id", clientId);
        url.searchParams.set("logout_uri", `${location.origin}/`);
        location.assign(url);
    }

    get token(): string {
        return this.user?.access_token ?? "";
    }

    get name(): string {
        const name = this.user?.profile["cognito:username"];
        return typeof name === "string" ? name : (this.user?.profile.sub ?? "");
    }

    /** Whether to ask for signing in again: the token is over, could not be renewed, and nobody has put that off. */
    get isOver(): boolean {
        return this.over && !this.asked;
    }

    /** Asks no more, until the API is next called in vain. */
    putOff(): void {
        this.asked = true;
        this.listeners.forEach((listener) => listener());
    }

    /** What to offer. What is allowed is decided by the API alone. */
    can(route: RouteName): boolean {
        return mayCall(route, groupsOf(claimsIn(this.token)));
    }

    /** @returns whether there is a new token, without leaving the page. */
    renew(): Promise<boolean> {
        // A refresh token holds once: used twice, the provider takes it for stolen.
        this.renewal ??= this.renewOnce().finally(() => {
            this.renewal = undefined;
        });
        return this.renewal;
    }

    /** The API takes the token no more. */
    end(): void {
        this.change(this.user, true);
    }

    readonly subscribe = (listener: () => void): (() => void) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    };

    private async renewOnce(): Promise<boolean> {
        // Without a refresh token renewing would need a frame, which the pages' policy forbids.
        const renewed = this.user?.refresh_token ? await this.users.signinSilent().catch(() => null) : null;
        if (renewed === null && (this.user?.expired ?? true)) {
            this.change(this.user, true);
        }
        return renewed !== null;
    }

    private change(user: User | null, over: boolean): void {
        this.user = user;
        this.over = over;
        this.asked = false;
        this.listeners.forEach((listener) => listener());
    }

    private async leave(): Promise<void> {
        dropAllDrafts();
        await this.users.removeUser();
        sessionStorage.setItem(SIGNED_OUT, "");
        location.assign("/");
    }
}

function claimsIn(token: string): Record<string, unknown> {
    try {
        const part = (token.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
        return JSON.parse(atob(part)) as Record<string, unknown>;
    } catch {
        return {};
    }
}
