import { clean } from "./text";

/** Text for XML and HTML, in elements and in quoted attributes; without what XML 1.0 has no way to write. */
export function xmlText(text: string): string {
    return clean(text)
        .replaceAll(/[\p{Cs}\ufffe\uffff]/gu, "")
        .replaceAll("&", "&amp;")
        .replaceAll("<", "&lt;")
        .replaceAll(">", "&gt;")
        .replaceAll('"', "&quot;")
        .replaceAll("'", "&#39;");
}
