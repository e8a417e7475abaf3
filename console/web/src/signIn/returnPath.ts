import { SIGNED_IN } from "../../../runtimeConfig";

/**
 * The page to show after signing in, from what was kept meanwhile: a path of this origin, or `/` for whatever else it is.
 */
export function returnPath(kept: unknown, origin: string): string {
    if (typeof kept !== "string" || !kept.startsWith("/") || !URL.canParse(kept, origin)) {
        return "/";
    }
    const url = new URL(kept, origin);
    const isPage = url.origin === origin && url.pathname !== SIGNED_IN;
    return isPage ? `${url.pathname}${url.search}${url.hash}` : "/";
}
