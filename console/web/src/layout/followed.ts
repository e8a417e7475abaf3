import { navigate } from "wouter/use-browser-location";

interface Followed {
    preventDefault(): void;
    readonly detail: { readonly href?: string; readonly external?: boolean };
}

/** For links of Cloudscape: goes to pages of the console without loading them anew. */
export function follow(event: Followed): void {
    const { href, external } = event.detail;
    if (href?.startsWith("/") && external !== true) {
        event.preventDefault();
        navigate(href);
    }
}
